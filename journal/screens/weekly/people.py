"""The steps about people: thank one, choose up to three for next week, pick up one old thread."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from journal.derived.outlook import Thread
from journal.derived.weeks import gifts_in
from journal.domain.contacts import Contact
from journal.domain.decisions import Decision, DecisionKind
from journal.domain.review import DONE, MOST_CHOSEN
from journal.domain.today import Reason, Suggestion
from journal.domain.words import ago, plural
from journal.screens.acts.messages import write_message
from journal.screens.acts.people import PeopleActs
from journal.screens.acts.rhythms import lighten
from journal.screens.weekly.step import StepView, offer
from journal.widgets.line import BETWEEN, MUTED, PLAIN, cell, dots, run, spread
from journal.widgets.page import Lines

MOST_SUGGESTIONS = 8
WARM_UPS = 2
TO_PEOPLE = frozenset({"message", "follow_up", "log"})
PARTS = {
    "novelty": "another world than your close people",
    "trust": "would gladly help",
    "relevance": "fits a place that is still open",
    "ease": "easy to reach",
    "history": "good talks you had",
}
"""The parts of what an old thread is worth, in words."""


class PeopleStep(StepView):
    """What can be done to a person in all of these steps."""

    verbs = {"contacts": TO_PEOPLE}  # noqa: RUF012

    @property
    def acts(self) -> PeopleActs:
        return PeopleActs(self.floor)

    async def message(self, id: str) -> None:
        """Write to somebody, beginning with the template of the step."""
        acts = self.acts
        await write_message(acts, acts.people([id]), template=self.template_for(id))

    def template_for(self, id: str) -> str:
        return self.step.template

    async def follow_up(self, id: str) -> None:
        await self.acts.follow_up([id])

    async def log(self, id: str) -> None:
        await self.acts.log([id])

    def decide(self, kind: DecisionKind, id: str, said: str) -> None:
        """Keep a decision about somebody, of today."""
        name = person.name if (person := self.desk.person(id)) else "somebody"
        with self.desk.journal.transaction(f"{kind.replace('_', ' ')}: {name}") as transaction:
            transaction.add(Decision(kind=kind, on=self.desk.today, contacts=(id,)))
        self.screen.written(f"{said}   u takes it back")

    def warmth(self, id: str) -> Content:
        standing = self.desk.index.standing(id)
        return dots(standing.dots) if standing.last_talk else dots(None)

    def about(self, person: Contact) -> str:
        """Who somebody is, in a few words."""
        return self.desk.seen(", ".join(part for part in (person.role, person.org) if part))


class Thank(PeopleStep):
    """Who gave something this week."""

    def write(self, lines: Lines) -> None:
        gifts = gifts_in(self.desk.index, self.book.monday, self.book.sunday)
        if not gifts:
            lines.gap().text(f"Nothing noted that somebody gave you {self.book.this_week}.")
            lines.muted("Somebody comes to mind? A line with got:support is enough.")
            lines.add(offer("c", "notes it."))
            return
        lines.section(f"Who gave you something {self.book.this_week}", str(len(gifts)))
        for gift in gifts:
            note = self.desk.seen(gift.note.replace("\n", " "))
            lines.add(
                spread(lines.width, (self.desk.name(gift.contact), PLAIN), (", ".join(gift.benefits), MUTED)),
                "contacts",
                gift.contact,
            )
            if note:
                lines.add(cell_of(note, lines.width), "", gift.contact)
        lines.gap().add(offer("m", "writes to them."))


def cell_of(text: str, width: int) -> Content:
    """A second line, muted and cut."""
    return run(cell((text, MUTED), width))


class ChooseThree(PeopleStep):
    """Suggestions with their reasons; up to three are taken for next week."""

    verbs = {"contacts": TO_PEOPLE | {"pass_by", "take"}, "": {"ease"}}  # noqa: RUF012

    def can(self, verb: str, table: str) -> bool:
        return super().can(verb, table) and (verb != "ease" or bool(self.desk.rhythms.upkeep().hint))

    async def ease(self, id: str) -> None:
        """Move people one circle out, where the rhythms ask for more than was planned."""
        await lighten(self.floor)

    def write(self, lines: Lines) -> None:
        self._suggest(lines)
        if hint := self.desk.rhythms.upkeep().hint:
            lines.gap().muted(hint)
            lines.add(offer("o", "chooses whom; or leave it as it is."))

    def _suggest(self, lines: Lines) -> None:
        outlook = self.desk.outlook
        suggestions = self._suggestions()
        room = f"{outlook.talked} of {outlook.capacity} talks this week"
        if taken := len(self.taken):
            room = f"{taken} of {MOST_CHOSEN} taken   {room}"
        if not suggestions:
            lines.gap().text("Nobody asks for attention now. An empty list is good news.")
            lines.muted(room)
            return
        lines.section("Who, and why", room)
        lines.gap(0 if lines.tight else 1)
        for each in suggestions:
            self._person(lines, each)
        lines.gap(1 if lines.tight else 0)
        lines.muted(f"space takes one, up to {MOST_CHOSEN}; p passes without a reason.")

    def _suggestions(self) -> Sequence[Suggestion]:
        """The best ones, and always those that are taken."""
        found = list(self.desk.outlook.ranked(MOST_SUGGESTIONS))
        known = {each.contact for each in found}
        more = sorted(self.taken - known)
        return [*found, *(self.desk.outlook.why(id) or Suggestion(id, 0, ()) for id in more)]

    def _person(self, lines: Lines, each: Suggestion) -> None:
        person = self.desk.person(each.contact)
        if person is None:
            return
        name = run((self.desk.seen(person.name), PLAIN), (f"  {self.about(person)}", MUTED))
        lines.add(spread(lines.width, name, self.warmth(person.id)), "contacts", person.id)
        lead, *others = each.reasons or (Reason("", 0, "no reason to hurry", "no reason to hurry"),)
        text = lead.text if len(lead.text) <= lines.width else lead.short
        lines.add(cell_of(self._said(text, lead), lines.width), "", person.id)
        if others and not lines.tight:
            words = f" {BETWEEN} ".join(self._said(reason.short, reason) for reason in others)
            lines.add(cell_of(words, lines.width), "", person.id)
        lines.gap(0 if lines.tight else 1)

    def _said(self, text: str, reason: Reason) -> str:
        """A reason as it may be shown; one of time names nobody."""
        return self.desk.seen(text, private=reason.kind != "time")

    @property
    def taken(self) -> frozenset[str]:
        decision = self.book.chosen_for(self.book.next_monday)
        return frozenset(decision.contacts if decision else ())

    async def take(self, id: str) -> None:
        """Take somebody for next week, or not; what is taken is kept at once."""
        before = self.book.chosen_for(self.book.next_monday)
        ids = self.taken ^ {id}
        if len(ids) > max(MOST_CHOSEN, len(self.taken)):
            self.screen.notify(f"{MOST_CHOSEN} are enough for a week; take one back first.", markup=False)
            return
        person = self.desk.person(id)
        with self.desk.journal.transaction(f"next week: {person.name if person else 'somebody'}") as transaction:
            if before is None:
                transaction.add(Decision(kind="chosen", on=self.book.next_monday, contacts=(id,)))
            elif ids:
                transaction.change(before, before.changed(contacts=self._in_order(ids)))
            else:
                transaction.remove(before)
        self.screen.written()

    def _in_order(self, ids: frozenset[str]) -> tuple[str, ...]:
        """As they stand in the list."""
        return tuple(line.id for line in self.screen.rows.rows if line.table and line.id in ids)

    async def pass_by(self, id: str) -> None:
        if id in self.taken:
            await self.take(id)
        days = self.desk.index.model.today.pass_days
        self.decide("pass", id, f"{self.desk.name(id)} passed for {days} days.")

    async def finish(self) -> bool:
        count = len(self.taken)
        self.book.write(self.step, plural(count, "person", "people") if count else DONE)
        return True


class OldThread(PeopleStep):
    """Somebody one lost sight of, and somebody to warm up with first."""

    verbs = {"contacts": TO_PEOPLE | {"pass_by"}}  # noqa: RUF012

    def write(self, lines: Lines) -> None:
        thread = self.desk.outlook.thread()
        person = self.desk.person(thread.contact) if thread else None
        if thread is None or person is None:
            lines.gap().text("No old thread asks for a hello this week.")
            return
        warm = self._warm(thread.contact)
        if warm:
            lines.section("First, as a warm-up")
        for id in warm:
            self._person(lines, id)
        lines.section("Then, the old thread", f"{round(thread.score)} of 100")
        self._person(lines, person.id)
        lines.gap()
        self._parts(lines, thread)
        lines.gap().muted("p passes for 90 days, without a reason.")

    def _person(self, lines: Lines, id: str) -> None:
        person = self.desk.person(id)
        if person is None:
            return
        last = self.desk.index.standing(id).last_talk
        right = f"last talk {ago(last, self.desk.today)}" if last else "no talk noted"
        name = run((self.desk.seen(person.name), PLAIN), (f"  {self.about(person)}", MUTED))
        lines.add(spread(lines.width, name, (right, MUTED)), "contacts", id)

    def _parts(self, lines: Lines, thread: Thread) -> None:
        """What it is worth, part by part."""
        model = self.desk.index.model
        for name, points in thread.parts(model):
            most = f" of {model.dormant.weights[name]:g}"
            right = run((f"{points:.0f}", PLAIN), (most, MUTED))
            lines.add(spread(lines.width, (f"  {PARTS.get(name, name)}", MUTED), right))

    def _warm(self, but: str) -> list[str]:
        """The last people one talked with who are warm: a hello to them costs nothing."""
        last = sorted(self.desk.index.last_talk.items(), key=lambda pair: pair[1], reverse=True)[:60]
        docs = self.desk.journal.contacts.docs
        found: list[str] = []
        for id, _ in last:
            active = id in docs and docs[id].get("status", "active") == "active"
            if active and id != but and self.desk.index.standing(id).band in ("warm", "steady"):
                found.append(id)
            if len(found) == WARM_UPS:
                break
        return found

    def template_for(self, id: str) -> str:
        thread = self.desk.outlook.thread()
        return self.step.template if thread and thread.contact == id else ""

    async def pass_by(self, id: str) -> None:
        thread = self.desk.outlook.thread()
        if thread is not None and id == thread.contact:
            days = self.desk.index.model.dormant.again_after_days
            self.decide("thread_pass", id, f"{self.desk.name(id)} rests for {days} days.")
