"""What can be done to the parts of a goal: its places, milestones and next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from journal.dialogs.slot import SlotDialog
from journal.dialogs.step import Step, StepDialog
from journal.domain.goals import MOST_SLOTS, Criterion, Goal, Slot
from journal.domain.words import plural
from journal.screens.acts.goal_parts import MilestonePart, NextPart, PlacePart, ask_for_part, replaced
from journal.screens.acts.goals import GoalActs
from journal.screens.goal_board import candidate_line
from journal.store.wording import shorten
from journal.widgets.line import MUTED, run

MILESTONE, ACTION = 120, 200
"""Characters of a milestone and of a next step."""
AT = {"measure": "measure", "obstacle": "obstacle", "plan": "if"}
"""Part of the page → field of the form in which it is changed."""
FIELDS: dict[Criterion, tuple[str, ...]] = {
    "role": ("role",),
    "industry": ("industries",),
    "org": ("org",),
    "community": ("communities", "reaches"),
    "location": ("location",),
}
"""Criterion → fields of a contact that hold what it may be."""


class PartActs(GoalActs):
    """Verbs for a goal and its parts: `part` says which of them the cursor is on."""

    @property
    def part(self) -> tuple[str, int]:
        """What is chosen, and the number of the place or milestone; ("", 0) for the goal itself."""
        return "", 0

    def can(self, verb: str) -> bool:
        """Whether a verb makes sense for the part that is chosen."""
        if verb not in ("edit", "done", "let_go", "remove"):
            return True
        allowed = {
            "": ("edit", "done", "let_go", "remove"),
            "slot": ("edit", "remove"),
            "milestone": ("edit", "done", "remove"),
            "next": ("edit", "done", "remove"),
        }
        return verb in allowed.get(self.part[0], ("edit",))

    async def edit(self, ids: list[str]) -> None:
        goal, (part, number) = self.goals(ids[:1])[0], self.part
        if part == "slot" and number < len(goal.slots):
            await self._edit_slot(goal, number)
        elif part == "places":
            await self.new_slot(goal)
        elif part == "milestone" and number < len(goal.milestones):
            await self._edit_milestone(goal, number)
        elif part == "next":
            await self._edit_next(goal)
        else:
            await self._edit(ids, AT.get(part, ""))

    async def done(self, ids: list[str]) -> None:
        goal, (part, number) = self.goals(ids[:1])[0], self.part
        if part == "milestone" and number < len(goal.milestones):
            step = goal.milestones[number]
            after = step.model_copy(update={"done_on": None if step.done_on else self.desk.today})
            steps = replaced(goal.milestones, number, after)
            self._change(goal, f"{'open again' if step.done_on else 'reached'}: {step.title}", milestones=steps)
        elif part == "next" and goal.next_action:
            text = shorten(goal.next_action.text)
            said = f"Done: {self.desk.seen(text)}.   u takes it back"
            self._change(goal, f"done: {text}", said, next_action=None)
        else:
            await super().done(ids)

    async def remove(self, ids: list[str]) -> None:
        goal, (part, number) = self.goals(ids[:1])[0], self.part
        if part == "slot" and number < len(goal.slots):
            slot = goal.slots[number]
            said = f"Removed the place {self.desk.seen(shorten(slot.label))}.   u takes it back"
            self._change(goal, f"remove place: {slot.label}", said, slots=replaced(goal.slots, number))
        elif part == "milestone" and number < len(goal.milestones):
            step = goal.milestones[number]
            said = f"Removed {self.desk.seen(shorten(step.title))}.   u takes it back"
            self._change(goal, f"remove: {step.title}", said, milestones=replaced(goal.milestones, number))
        elif part == "next" and goal.next_action:
            text = shorten(goal.next_action.text)
            said = f"Removed {self.desk.seen(text)}.   u takes it back"
            self._change(goal, f"remove: {text}", said, next_action=None)
        else:
            await super().remove(ids)

    def _change(self, goal: Goal, op: str, said: str = "", **fields: object) -> None:
        after = goal.changed(**fields)
        self.write(op, lambda transaction: transaction.change(goal, after), said)

    async def _edit_milestone(self, goal: Goal, number: int) -> None:
        part = MilestonePart(goal, number)
        dialog = self._step("Milestone", f"{goal.id} milestone {number}", MILESTONE, goal)
        await ask_for_part(self, goal, part, dialog, f"edit milestone: {part.seen.title}")

    async def _edit_next(self, goal: Goal) -> None:
        dialog = self._step("What comes next?", f"{goal.id} next", ACTION, None)
        await ask_for_part(self, goal, NextPart(goal), dialog, f"next step: {goal.statement}")

    def _step(self, title: str, key: str, most: int, within: Goal | None) -> Callable[[Step | None], StepDialog]:
        last = within.horizon if within else None
        form, today = self.form(), self.desk.today
        return lambda draft: StepDialog(title, draft, key=key, today=today, most=most, last=last, **form)

    async def new_slot(self, goal: Goal, people: Sequence[str] = ()) -> None:
        """Describe another place; `people` are pinned to it already."""
        if len(goal.slots) >= MOST_SLOTS:
            said = f"A goal has at most {MOST_SLOTS} places; e on one of them changes it."
            self.place.app.notify(said, markup=False)
            return
        dialog = self._slot_form(f"{goal.id} new", new=True, people=people)
        await ask_for_part(self, goal, PlacePart(goal, MOST_SLOTS), dialog, "new place")

    async def _edit_slot(self, goal: Goal, number: int) -> None:
        dialog = self._slot_form(f"{goal.id} {number}", new=False, people=goal.slots[number].people)
        part, op = PlacePart(goal, number), f"edit place: {goal.slots[number].label}"
        await ask_for_part(self, goal, part, dialog, op)

    def _slot_form(self, key: str, *, new: bool, people: Sequence[str]) -> Callable[[Slot | None], SlotDialog]:
        known = self.form_of_people(list(people))["people"]

        def dialog(draft: Slot | None) -> SlotDialog:
            return SlotDialog(
                draft,
                new=new,
                key=key,
                chosen=people,
                words=self._words,
                people=known,
                preview=self._preview,
                drafts=self.desk.drafts,
            )

        return dialog

    def _words(self, name: Criterion) -> Sequence[str]:
        """What the book has for a criterion, the most frequent first."""
        found: dict[str, int] = {}
        for document in self.desk.journal.contacts.docs.values():
            for field in FIELDS.get(name, ()):
                value = document.get(field) or ()
                for text in (value,) if isinstance(value, str) else value:
                    found[text] = found.get(text, 0) + 1
        return sorted(found, key=lambda text: (-found[text], text))

    def _preview(self, slot: Slot | None, width: int, most: int) -> list[Content]:
        """Who fits a place that is being written."""
        if slot is None:
            return [run(("Who fits is shown here while you type.", MUTED))]
        view = self.desk.audience.preview(slot)
        fit, filled = view.fitting, min(len(view.filled), slot.want)
        said = (
            f"{fit:,} fit, {len(view.candidates) - fit:,} may; {filled} of {plural(slot.want, 'place')} filled at once"
        )
        lines = [run((said if view.candidates or filled else "Nobody in the book fits yet.", MUTED))]
        first = view.candidates[:most]
        return lines + [candidate_line(self.desk, slot, one, width, False) for one in first]
