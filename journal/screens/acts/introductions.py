"""What can be done to introductions: the next step, let go, edit, write to whom it is about, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.dialogs.choose import ChooseDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.introduction import IntroductionDialog
from journal.domain.introduction_steps import Step, after, let_go, pair, question, state_words, steps
from journal.domain.introductions import HAPPENED, ME, Introduction, NotAgreed
from journal.screens.acts.base import Acts
from journal.screens.acts.messages import write_message
from journal.store.connecting import bring_along, keep, plain_name, take_away
from journal.store.journal import Transaction

if TYPE_CHECKING:
    from journal.domain.followups import FollowUp

THANKS = "thank_intro"
TEMPLATES = {"idea": "ask_intro", "asked": "ask_intro", "stale": "ask_intro", "made": THANKS, "met": THANKS}
TEMPLATES_BY_ME = {"agreed": "intro_make"}
ASK_CONSENT = "intro_ask_consent"


class IntroductionActs(Acts):
    """Verbs for introductions."""

    verbs = frozenset({"done", "let_go", "edit", "message", "remove"})

    def one(self, ids: list[str]) -> Introduction | None:
        return self.desk.journal.introductions.get(ids[0]) if ids else None

    def naming(self, introduction: Introduction) -> str:
        return pair(introduction, self.desk.name)

    def op(self, introduction: Introduction) -> str:
        """What the journal calls it: never blurred."""
        return f"introduction of {pair(introduction, plain_name(self.desk.journal))}"

    async def new(self, **begin: str) -> None:
        """A new one, in its form; `begin` is what is known of it."""
        whom = [id for role in ("broker", "a", "b") if (id := begin.get(role, "")) not in ("", ME)]

        def add(transaction: Transaction, introduction: Introduction) -> Introduction:
            return keep(transaction, self.desk.journal, None, introduction, self.desk.today)

        await self.ask_and_write(
            lambda draft: IntroductionDialog(draft, new=True, begin=begin, **self.form_of_people(whom)),
            None,
            "new introduction",
            add,
            lambda made: self.told(self._said(made), whom),
        )

    def _said(self, introduction: Introduction) -> str:
        naming = self.naming(introduction)
        return f"{naming[:1].upper()}{naming[1:]}: {state_words(introduction, self.desk.today)}"

    async def edit(self, ids: list[str]) -> None:
        """Change it in its form."""
        before = self.one(ids)
        if before is None:
            return
        people = list(before.others)

        def form(draft: Introduction) -> IntroductionDialog:
            return IntroductionDialog(draft, **self.form_of_people(people))

        def follow(transaction: Transaction, old: Introduction, stored: Introduction) -> None:
            bring_along(transaction, self.desk.journal, old, stored, self.desk.today)

        await self.ask_and_change(form, before, f"edit {self.op(before)}", follow=follow)

    async def done(self, ids: list[str]) -> None:
        """The next step has happened; where it may be one of several, ask which."""
        introduction = self.one(ids)
        if introduction is None:
            return
        offered = steps(introduction, self.desk.today, self.desk.name)
        if not offered:
            self.place.app.notify(f"{self._said(introduction)}. Nothing is left to do.", markup=False)
            return
        step = offered[0] if len(offered) == 1 else await self._which(introduction, offered)
        if step is not None and step.kind == "thanked" and step.words.startswith("Thanked"):
            step = await self._thank(introduction, step)
        if step is not None:
            await self._go_on(introduction, step)

    async def _which(self, introduction: Introduction, offered: tuple[Step, ...]) -> Step | None:
        options = [(step, step.words, "") for step in offered]
        chosen: Step | None = await self.place.ask(ChooseDialog(question(introduction, self.desk.name), options))
        return chosen

    async def _thank(self, introduction: Introduction, step: Step) -> Step | None:
        """Offer to write the thank-you; the step, once they were thanked."""
        broker = self.desk.person(introduction.broker)
        if broker is None:
            return step
        name = self.desk.seen(broker.given)
        choices = [("w", "Write it", "write"), ("t", "Thanked already", "thanked"), ("escape", "Not now", None)]
        other = introduction.b if introduction.a == ME else introduction.a
        text = f"{name} introduced you to {self.desk.name(other)}. Two lines are enough."
        answer = await self.place.ask(ConfirmDialog(f"Thank {name}?", text, choices))
        if answer != "write":
            return step if answer else None
        noted = len(self.desk.journal.interactions)
        await write_message(self, [broker], template=THANKS)
        self.place.take_in()
        now = self.one([introduction.id])
        if now is None or now.thanked_on != introduction.thanked_on:
            return None  # it was noted together with the message
        return step if len(self.desk.journal.interactions) > noted else None

    async def _go_on(self, introduction: Introduction, step: Step) -> None:
        today, journal = self.desk.today, self.desk.journal
        try:
            now = after(introduction, step, today)
        except NotAgreed:
            if not await self._insists(introduction):
                return
            now = after(introduction, step, today, anyway=True)

        def changes(transaction: Transaction) -> None:
            keep(transaction, journal, introduction, now, today)

        said = f"{self._said(now)}." if step.kind != "thanked" else f"{step.words}."
        self.write(f"{step.kind}: {self.op(introduction)}", changes, f"{said}   u takes it back")

    async def _insists(self, introduction: Introduction) -> bool:
        parts = ((introduction.a, introduction.said_yes("a")), (introduction.b, introduction.said_yes("b")))
        names = " and ".join(self.desk.name(person) for person, yes in parts if not yes)
        text = f"{names} did not say yes yet. People like to be asked before they are introduced."
        choices = [("escape", "Ask first", False), ("i", "Introduced anyway", True)]
        return bool(await self.place.ask(ConfirmDialog("Without both yeses?", text, choices)))

    async def let_go(self, ids: list[str]) -> None:
        """Nothing more is to come of it; what was let go is taken up again."""
        introduction = self.one(ids)
        if introduction is None:
            return
        now, today, journal = let_go(introduction), self.desk.today, self.desk.journal

        def changes(transaction: Transaction) -> None:
            keep(transaction, journal, introduction, now, today)

        word = "let go" if now.status == "declined" else "open again"
        self.write(
            f"{word}: {self.op(introduction)}", changes, f"{self.naming(introduction)}: {word}.   u takes it back"
        )

    async def message(self, ids: list[str]) -> None:
        """Write to whom the next step is about, from the template for it."""
        introduction = self.one(ids)
        if introduction is None:
            return
        whom, template = letter(introduction)
        people = [person for id in whom if (person := self.desk.person(id))]
        waiting = (self.desk.journal.followups.get(id) for id in self.desk.index.followups_from(introduction.id))
        followup = next((one for one in waiting if one is not None and one.status == "open"), None)
        await write_message(self, people, followup, template=template)

    async def remove(self, ids: list[str]) -> None:
        """Remove it, and the follow-up that waits for it."""
        introduction = self.one(ids)
        if introduction is None:
            return
        journal = self.desk.journal
        self.write(
            f"remove {self.op(introduction)}",
            lambda transaction: take_away(transaction, journal, introduction),
            f"Removed: {self.naming(introduction)}.   u takes it back",
        )


def letter(introduction: Introduction) -> tuple[list[str], str]:
    """To whom one writes for its next step, and with which template ("" for none)."""
    status = introduction.status
    if introduction.broker != ME:
        return [introduction.broker], TEMPLATES.get(status, "")
    if status not in HAPPENED and introduction.open_answers:
        return [introduction.open_answers[0]], ASK_CONSENT
    return list(introduction.others), TEMPLATES_BY_ME.get(status, "")


def introduction_of(acts: Acts, followup: FollowUp) -> Introduction | None:
    """The introduction that an open follow-up waits for, if it is one's turn."""
    if followup.status != "open" or not followup.from_:
        return None
    return acts.desk.journal.introductions.get(followup.from_)
