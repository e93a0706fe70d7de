"""The step that catches up: past events about which nothing is noted, and quick notes that wait to be sorted out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from journal.derived import facts
from journal.derived.weeks import loose_notes
from journal.dialogs.interaction import InteractionDialog
from journal.domain.events import Event, EventStatus
from journal.domain.review import WEEK, Step
from journal.domain.timeline import Interaction, usual_depth
from journal.domain.words import short_day
from journal.screens.acts.entries import EntryActs
from journal.screens.acts.people import PeopleActs
from journal.screens.weekly.step import StepView, offer
from journal.widgets.line import DONE, LET_GO, MUTED, OPEN, PLAIN, SUCCESS, run, spread
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.review import ReviewScreen

PAST = timedelta(days=60)
"""Events further back are not asked about any more."""
MOST = 50
"""Rows of one kind: more are not looked at in one go."""
ASKED = frozenset({"planned", "attended"})


class CatchUp(StepView):
    """Events, names and notes. What was settled here stays in sight until one goes on."""

    verbs = {  # noqa: RUF012
        "events": frozenset({"yes", "no", "log"}),
        "contacts": frozenset({"edit", "log"}),
        "interactions": frozenset({"edit"}),
    }

    def __init__(self, screen: ReviewScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.events: dict[str, None] = {}

    def write(self, lines: Lines) -> None:
        self.events |= dict.fromkeys(event.id for event in self._unlogged())
        events = [event for id in self.events if (event := self.desk.journal.events.get(id))]
        people = list(self._unsorted())
        notes = loose_notes(self.desk.index, self.book.monday - WEEK, self.desk.today)
        if events:
            lines.section("Were you there?", "y yes   n no   l log")
        for event in events:
            self._event(lines, event)
        if people:
            lines.section("Names to sort out", f"{len(people)}")
        for id, document in people[:MOST]:
            how = facts.text(document, "how_met") or "captured, nothing more is known"
            name = run((f"{self.desk.name(id)}  ", PLAIN), (self.desk.seen(how), MUTED))
            lines.add(name, "contacts", id)
        self._notes(lines, notes)
        if not (events or people or notes):
            lines.gap().text("Everything has its place.")
        lines.gap().add(offer("c", "notes one line about anybody."))

    def _notes(self, lines: Lines, notes: list[str]) -> None:
        entries = [entry for id in notes[:MOST] if (entry := self.desk.journal.interactions.get(id))]
        if entries:
            lines.section("Notes without a person", "enter their name with e")
        for entry in entries:
            note = self.desk.seen(entry.note.replace("\n", " "), private=entry.private or self.desk.blurred)
            day = short_day(entry.on, self.desk.today)
            lines.add(spread(lines.width, (note, PLAIN), (day, MUTED)), "interactions", entry.id)

    def _event(self, lines: Lines, event: Event) -> None:
        sign, right = {
            "attended": ((DONE, SUCCESS), "you were there"),
            "missed": ((LET_GO, MUTED), "not this time"),
        }.get(event.status, ((OPEN, PLAIN), short_day(event.day, self.desk.today)))
        noted = bool(self._people_at(event))
        left = run(sign, " ", (self.desk.seen(event.title), MUTED if noted else PLAIN))
        lines.add(spread(lines.width, left, ("noted" if noted else right, MUTED)), "events", event.id)

    def _people_at(self, event: Event) -> tuple[str, ...]:
        """Whom one noted at an event."""
        entries = self.desk.index.documents["interactions"]
        found = [
            id
            for entry in self.desk.index.entries_about(event.id)
            for id in facts.texts(entries.get(entry, {}), "contacts")
        ]
        return (*event.met, *found)

    def _unlogged(self) -> Iterator[Event]:
        """Past events at which nobody was noted, the latest first."""
        today = self.desk.today
        past = [event for event in self.desk.journal.events if today - PAST <= event.day < today]
        for event in sorted(past, key=lambda event: event.starts, reverse=True):
            if event.status in ASKED and not self._people_at(event):
                yield event

    def _unsorted(self) -> Iterator[tuple[str, facts.Doc]]:
        """People of whom only a name was captured, or who may be one of several."""
        for id, document in self.desk.journal.contacts.docs.items():
            known = facts.text(document, "status", "active") == "active"
            if known and (document.get("stub") is True or document.get("triage")):
                yield id, document

    async def yes(self, id: str) -> None:
        self._settle(id, "attended")

    async def no(self, id: str) -> None:
        self._settle(id, "missed")

    def _settle(self, id: str, status: EventStatus) -> None:
        """Note whether one went; the same key again takes it back."""
        if (event := self.desk.journal.events.get(id)) is None:
            return
        after = event.changed(status="planned" if event.status == status else status)
        with self.desk.journal.transaction(f"{event.title}: {after.status}") as transaction:
            transaction.change(event, after)
        self.screen.written()

    async def log(self, id: str) -> None:
        """An entry about the event, or a talk with somebody."""
        if (event := self.desk.journal.events.get(id)) is not None:
            await self._log_event(event)
        else:
            await PeopleActs(self.floor).log([id])

    async def _log_event(self, event: Event) -> None:
        acts = EntryActs(self.floor)
        expected = [id for id in event.expected if id in self.desk.journal.contacts]
        first = Interaction.model_construct(
            contacts=tuple(expected), on=event.day, kind="event", direction="mutual", depth=usual_depth("event")
        )

        def form(draft: Interaction) -> InteractionDialog:
            known: dict[str, Any] = acts.form_of_people(expected)
            return InteractionDialog(draft, new=True, topics=self.desk.topics(), **known)

        await acts.ask_and_write(
            form,
            first,
            f"log {event.title}",
            lambda transaction, entry: transaction.add(entry.changed(event=event.id)),
        )

    async def edit(self, id: str) -> None:
        acts = EntryActs(self.floor) if id in self.desk.journal.interactions else PeopleActs(self.floor)
        await acts.edit([id])
