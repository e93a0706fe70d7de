"""People on the board of a goal: pinned to a place or not, why they fit it, and who asks for an introduction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.derived.boards import SlotView
from journal.dialogs.why import Terms, WhyDialog
from journal.domain.audience import QUESTIONS, Candidate
from journal.domain.contacts import Contact
from journal.domain.goals import Criterion, Goal
from journal.domain.introductions import ME
from journal.domain.timeline import Interaction
from journal.screens.acts.introductions import IntroductionActs
from journal.screens.acts.people import PeopleActs
from journal.screens.goal_board import door
from journal.widgets.line import DONE, LET_GO, MUTED, run

if TYPE_CHECKING:
    from journal.screens.goals import GoalsScreen

HALF = "half"
KNOWN: dict[Criterion, str] = {"industry": "industries", "community": "communities", "benefit": "can_offer"}
"""Criterion → field of a contact, where it has another name."""


class BoardPeople(PeopleActs):
    """As everywhere, but `w` tells how they fit the place, and `i` on a way in asks for the introduction."""

    place: GoalsScreen
    verbs = (PeopleActs.verbs | {"pin"}) - {"attach"}

    def _here(self) -> tuple[Goal, SlotView, str, str] | None:
        """The goal, the place, what the line is (person, way) and to whom the way leads."""
        line, row = self.place.page.current, self.place.rows.current
        board = self.desk.audience.board(row.id) if row else None
        goal = self.desk.journal.goals.get(row.id) if row else None
        if line is None or board is None or goal is None or line.table != "contacts":
            return None
        kind, number, *target = line.part.split()
        if int(number) >= len(board.slots):
            return None
        return goal, board.slots[int(number)], kind, target[0] if target else ""

    def belonging(self, entry: Interaction) -> Interaction:
        """What is logged on the board is for its goal."""
        row = self.place.rows.current
        return entry.changed(goals=[*entry.goals, row.id]) if row and row.id not in entry.goals else entry

    async def pin(self, ids: list[str]) -> None:
        """Put somebody into the place by hand, or take them out again."""
        if (here := self._here()) is None:
            return
        goal, view, _, _ = here
        person = self.people(ids[:1])[0]
        slot = view.slot
        inside = person.id in slot.people
        people = [id for id in slot.people if id != person.id] if inside else [*slot.people, person.id]
        if inside and not people and not slot.criteria:
            said = f"{self.desk.seen(person.name)} is all this place says; x on the place removes it."
            self.place.app.notify(said, markup=False)
            return
        slots = [each.model_dump() for each in goal.slots]
        slots[view.number] = {**slots[view.number], "people": people}
        after = goal.changed(slots=slots)
        op = f"{'unpin' if inside else 'pin'} {person.name}: {slot.label}"
        self.write(op, lambda transaction: transaction.change(goal, after))

    async def why(self, ids: list[str]) -> None:
        here, person = self._here(), self.people(ids[:1])[0]
        one = here[1].candidate(person.id) if here and here[2] == "person" else None
        if here is None or one is None:
            await super().why(ids)
            return
        title = f"Why {self.desk.seen(person.name)}?"
        await self.place.ask(WhyDialog(title, [self._terms(here[1], one, person)]))

    def _terms(self, view: SlotView, one: Candidate, person: Contact) -> Terms:
        """The match, a criterion in each line, and what to ask them."""
        slot = view.slot
        parts = [(self._compared(view, name, person), DONE) for name in one.matches]
        parts += [(self._compared(view, name, person), LET_GO) for name in one.misses]
        parts += [(self._compared(view, name, person), "?") for name in one.unknown]
        says = [f"Ask them: {' '.join(QUESTIONS[name] for name in one.unknown)}"] if one.unknown else []
        if view.pinned(person.id):
            says.append("You put them into this place, so they fill it whatever the match.")
        elif person.id in view.filled:
            says.append("They fit and you are in touch, so they fill it.")
        elif one.verdict == "fits":
            says.append("They fit; a place is filled when you are in touch too.")
        whole = run((f"{one.match} of 100, {one.verdict}" if slot.criteria else "by name", MUTED))
        return Terms(self.desk.seen(slot.label), whole, parts, " ".join(says))

    def _compared(self, view: SlotView, name: Criterion, person: Contact) -> str:
        """What is wanted and what is known: "role: data lead or head of data; they: Head of Data"."""
        wanted = " or ".join(getattr(view.slot, name))
        value = getattr(person, KNOWN.get(name, name))
        had = value if isinstance(value, str) else ", ".join(value)
        must = ", insisted on" if name in view.slot.must else ""
        known = "" if had in ("", "unknown") else f"; they: {had}"
        return self.desk.seen(f"{name}{must}: {wanted}{known}")

    async def introduce(self, ids: list[str]) -> None:
        """On a way in: ask for the introduction it offers."""
        here = self._here()
        if here is None or here[2] != "way":
            await super().introduce(ids)
            return
        goal, view, _, target = here
        await IntroductionActs(self.place).new(broker=ids[0], a=ME, b=target, reason=door(goal, view.slot))
