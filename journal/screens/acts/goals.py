"""What can be done to goals: new, edit, status, done, let go, one more on the measure, remove."""

from __future__ import annotations

from functools import partial

from journal.dialogs.choose import ChooseDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.goal import GoalDialog
from journal.domain.goals import MOST_ACTIVE, Goal, GoalStatus
from journal.domain.progress import span_of
from journal.domain.words import plural
from journal.screens.acts.base import Acts
from journal.store.journal import Transaction
from journal.store.wording import shorten

STATUS_WORDS: dict[GoalStatus, str] = {
    "active": "active",
    "draft": "a draft",
    "paused": "paused",
    "done": "done",
    "dropped": "let go",
}
STATUS_NOTES: dict[GoalStatus, str] = {
    "active": "Today asks for people who fit it",
    "draft": "not begun; nothing asks for it",
    "paused": "later; nothing asks for it",
    "done": "reached",
    "dropped": "not any more; nothing counted",
}


class GoalActs(Acts):
    """Verbs for goals as a whole."""

    verbs = frozenset({"edit", "standing", "done", "let_go", "more", "less", "remove"})

    def goals(self, ids: list[str]) -> list[Goal]:
        return [goal for id in ids if (goal := self.desk.journal.goals.get(id)) is not None]

    def naming(self, goals: list[Goal]) -> str:
        """One by its beginning, several by number; never blurred: for the journal itself."""
        return shorten(goals[0].statement) if len(goals) == 1 else plural(len(goals), "goal")

    def active(self, besides: str = "") -> int:
        """How many other goals are active."""
        return sum(goal.status == "active" and goal.id != besides for goal in self.desk.journal.goals)

    def _form(self, draft: Goal | None, *, new: bool = False, at: str = "") -> GoalDialog:
        others = self.active(draft.id if draft and not new else "")
        return GoalDialog(draft, new=new, today=self.desk.today, active=others, at=at, **self.form())

    async def new(self) -> None:
        goal = await self.ask_and_write(
            lambda draft: self._form(draft, new=True),
            None,
            "new goal",
            lambda transaction, goal: transaction.add(goal),
        )
        if goal is not None:
            self.place.post_message(self.place.Wanted("goals", goal.id))

    async def edit(self, ids: list[str]) -> None:
        await self._edit(ids)

    async def _edit(self, ids: list[str], at: str = "") -> None:
        """In its form, with the cursor in one of the fields."""
        if goals := self.goals(ids[:1]):
            form = partial(self._form, at=at)
            await self.ask_and_change(form, goals[0], f"edit goal: {goals[0].statement}")

    async def standing(self, ids: list[str]) -> None:
        """Draft, active, paused, done or let go."""
        goals = self.goals(ids)
        options = [(status, STATUS_WORDS[status], note) for status, note in STATUS_NOTES.items()]
        now = goals[0].status
        current = "active" if now == "draft" else now
        answer = await self.place.ask(ChooseDialog("This goal is …", options, current=current))
        if answer is not None:
            self._set(goals, answer)

    async def done(self, ids: list[str]) -> None:
        self._toggle(ids, "done")

    async def let_go(self, ids: list[str]) -> None:
        self._toggle(ids, "dropped")

    def _toggle(self, ids: list[str], status: GoalStatus) -> None:
        """Close them; closing what is closed so already opens it again."""
        goals = self.goals(ids)
        self._set(goals, "active" if all(goal.status == status for goal in goals) else status)

    def _set(self, goals: list[Goal], status: GoalStatus) -> None:
        changed = [goal for goal in goals if goal.status != status]
        if not changed:
            return

        def changes(transaction: Transaction) -> None:
            for goal in changed:
                started = {"starts": self.desk.today} if status == "active" and self._not_begun(goal) else {}
                transaction.change(goal, goal.changed(status=status, **started))

        naming, word = self.naming(changed), STATUS_WORDS[status]
        said = f"{self.desk.seen(naming)}: {word}.   u takes it back"
        count = self.active() + len(changed)
        if status == "active" and count > MOST_ACTIVE:
            said = f"{count} goals are active now; {MOST_ACTIVE} at a time are easier.   u takes it back"
        self.write(f"{word}: {naming}", changes, said)

    def _not_begun(self, goal: Goal) -> bool:
        """Whether a draft is begun today: its time has not been set, so it does not start behind."""
        return goal.status == "draft" and goal.starts is None and span_of(goal, self.desk.today)[1] > self.desk.today

    async def more(self, ids: list[str]) -> None:
        self._count(ids, 1)

    async def less(self, ids: list[str]) -> None:
        self._count(ids, -1)

    def _count(self, ids: list[str], step: int) -> None:
        """Move the number, where it is not counted from what is linked."""
        goal = self.goals(ids[:1])[0]
        measure = goal.measure
        if measure is None:
            self.place.app.notify("This goal has no number yet; e adds one.", markup=False)
        elif measure.counts:
            said = f"This number counts the {measure.counts} linked to the goal; a on an entry links it."
            self.place.app.notify(said, markup=False)
        else:
            after = goal.changed(measure={**measure.model_dump(), "current": measure.current + step})
            op = f"{measure.current + step:g} of {measure.target:g}: {goal.statement}"
            self.write(op, lambda transaction: transaction.change(goal, after))

    async def remove(self, ids: list[str]) -> None:
        """Remove them; where entries are linked, letting go is offered first."""
        await self.place.all_read()
        goals = self.goals(ids)
        entries = len({entry for goal in goals for entry in self.desk.index.entries_about(goal.id)})
        answer = "remove"
        if entries:
            said = f"{plural(entries, 'entry is', 'entries are')} linked to it. Letting go puts it out of the way, "
            choices = [("z", "Let go", "dropped"), ("r", "Remove", "remove"), ("escape", "Cancel", None)]
            text = said + "and everything stays. Removing takes the links away too; the entries stay."
            title = f"Remove {self.desk.seen(self.naming(goals))}?"
            answer = await self.place.ask(ConfirmDialog(title, text, choices))
        if answer == "dropped":
            self._set(goals, "dropped")
        elif answer == "remove":
            self._remove(goals)

    def _remove(self, goals: list[Goal]) -> None:
        gone = {goal.id for goal in goals}
        linked = {entry for goal in goals for entry in self.desk.index.entries_about(goal.id)}

        def changes(transaction: Transaction) -> None:
            for goal in goals:
                transaction.remove(goal)
            for table, ids in (("interactions", linked), ("events", self.desk.journal.events.docs)):
                for id in list(ids):
                    record = self.desk.journal.collection(table).get(id)
                    if record is not None and gone & set(record.goals):
                        transaction.change(record, record.changed(goals=[g for g in record.goals if g not in gone]))

        naming = self.naming(goals)
        self.write(f"remove goal: {naming}", changes, f"Removed {self.desk.seen(naming)}.   u takes it back")


class GoalStepActs(GoalActs):
    """The verbs of a goal where it stands among other things: none that closes it in passing."""

    verbs = frozenset({"edit", "more", "less"})
