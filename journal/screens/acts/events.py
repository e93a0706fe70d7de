"""What can be done to events: a new one, edit, remove, people and goals, I went, I did not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from journal.dialogs.ask import AskDialog
from journal.dialogs.choose import ChooseDialog
from journal.dialogs.event import EventDialog
from journal.dialogs.people import People
from journal.domain.checklists import GENERAL, Checklists
from journal.domain.contacts import Channel
from journal.domain.events import Event, EventStatus
from journal.domain.walk import begun, walk
from journal.domain.words import plural
from journal.screens.acts.base import Acts
from journal.screens.acts.messages import write_message
from journal.screens.acts.people import link_of
from journal.screens.acts.preparing import pitches, questions
from journal.store.journal import Transaction
from journal.store.prep_runs import add_step, begin, run_of, set_version
from journal.store.wording import shorten

USUAL = ("meetup", "coffee")
"""Kinds of event that are named where nothing puts others first."""
PEOPLE, QUESTIONS, PITCH, STEP, VERSION = "people", "questions", "pitch", "step", "version"
"""What else can be chosen where goals are linked."""


class EventActs(Acts):
    """Verbs for events."""

    verbs = frozenset({"edit", "remove", "done", "let_go", "attach", "link", "message"})

    @property
    def checklists(self) -> Checklists:
        """The checklists, with those of the user."""
        return self.desk.prep.checklists

    def kinds(self) -> list[tuple[str, str]]:
        """(id, title) of every kind of event, those that a starting point puts first on top, the general one last."""
        pairs = sorted((each.title, each.id) for each in self.checklists.checklists.values())
        first = self.desk.pinned.kinds
        place = {id: number for number, id in enumerate(first)}
        pairs.sort(key=lambda pair: (place.get(pair[1], len(first)), pair[1] == GENERAL))
        return [(id, title) for title, id in pairs]

    def events(self, ids: list[str]) -> list[Event]:
        return [event for id in ids if (event := self.desk.journal.events.get(id)) is not None]

    def naming(self, events: list[Event]) -> str:
        return shorten(events[0].title) if len(events) == 1 else plural(len(events), "event")

    def _form(self, **more: Any) -> dict[str, Any]:
        now = datetime.combine(self.desk.today, self.desk.now.time())
        known = {"kinds": self.kinds(), "people": self.desk.people(), "now": now, "clock": self.desk.config.clock}
        known["usual"] = [id.replace("_", " ") for id in self.desk.pinned.kinds] or USUAL
        return {**self.form(), **known, **more}

    async def new(self) -> Event | None:
        """Make one."""
        made: Event | None = await self.ask_and_write(
            lambda draft: EventDialog(draft, **self._form(new=True)),
            None,
            "new event",
            lambda transaction, event: transaction.add(event),
        )
        return made

    async def edit(self, ids: list[str]) -> None:
        event = self.events(ids)[0]
        await self.ask_and_change(lambda draft: EventDialog(draft, **self._form()), event, f"edit event: {event.title}")

    async def remove(self, ids: list[str]) -> None:
        """Remove them with their preparations; entries about them stay."""
        events = self.events(ids)
        gone = {event.id for event in events}
        runs = [run for run in self.desk.journal.runs if run.event in gone]

        def changes(transaction: Transaction) -> None:
            for each in (*events, *runs):
                transaction.remove(each)

        naming = self.naming(events)
        self.write(f"remove event: {naming}", changes, f"Removed {self.desk.seen(naming)}.   u takes it back")

    async def done(self, ids: list[str]) -> None:
        self._settle(ids, "attended", "you were there")

    async def let_go(self, ids: list[str]) -> None:
        self._settle(ids, "missed", "not this time")

    def _settle(self, ids: list[str], status: EventStatus, word: str) -> None:
        """Note whether one went; the same key again takes it back."""
        events = self.events(ids)
        again = all(event.status == status for event in events)

        def changes(transaction: Transaction) -> None:
            for event in events:
                transaction.change(event, event.changed(status="planned" if again else status))

        naming, said = self.naming(events), "planned" if again else word
        self.write(f"{naming}: {said}", changes, f"{self.desk.seen(naming)}: {said}.   u takes it back")

    async def attach(self, ids: list[str]) -> None:
        """Name the people who are expected or the goals it serves, add a step, or take the other version."""
        event = self.events(ids)[0]
        goals = [goal for goal in self.desk.journal.goals if goal.status in ("active", "draft")]
        run = run_of(self.desk.journal, event.id)
        options = [
            (PEOPLE, "People", "whom you will meet there"),
            (QUESTIONS, "Questions to ask", "from the bank, or your own"),
            (PITCH, "Your introduction", "built from four questions"),
            (STEP, "One more step", "for this preparation"),
            (VERSION, "All steps" if run and run.short else "The short version", "what is answered stays"),
        ]
        options += [(goal.id, self.desk.seen(goal.statement), self._linked(event, goal.id)) for goal in goals]
        answer = await self.place.ask(ChooseDialog(f"{self.desk.seen(event.title)}: add", options))
        if answer == PEOPLE:
            await self._people(event)
        elif answer == QUESTIONS:
            await questions(self.place, event.id)
        elif answer == PITCH:
            await pitches(self.place, event.id)
        elif answer == STEP:
            await self._step(event)
        elif answer == VERSION:
            self._version(event)
        elif answer:
            kept = [id for id in event.goals if id != answer]
            after = event.changed(goals=kept if answer in event.goals else [*kept, answer])
            self.write(f"goals of {event.title}", lambda transaction: transaction.change(event, after))

    async def link(self, ids: list[str]) -> None:
        """Open the link of the event."""
        event = self.events(ids)[0]
        if event.url and (link := link_of(Channel(kind="web", value=event.url))):
            self.place.app.open_url(link)
        else:
            self.place.app.notify(f"{self.desk.seen(event.title)} has no link; e adds one.", markup=False)

    async def message(self, ids: list[str]) -> None:
        """Write to somebody who is expected, helps or was met, from the template of the step that waits."""
        event = self.events(ids)[0]
        near = dict.fromkeys([*event.expected, *event.helpers, *event.met])
        people = [person for id in near if (person := self.desk.person(id))]
        if not people:
            self.place.app.notify("Nobody in the book is named for this event; a names people.", markup=False)
            return
        await self.place.all_read()
        await write_message(self, people, template=self._template(event))

    def _template(self, event: Event) -> str:
        """The template of the first step that waits and has one; "" where none has."""
        run = run_of(self.desk.journal, event.id) or begun(event, self.desk.now, self.checklists)
        found = walk(event, run, self.checklists, self.desk.now)
        return next((step.template for step in found.left if step.template), "")

    def _linked(self, event: Event, goal: str) -> str:
        return "linked; enter takes it away" if goal in event.goals else "goal"

    async def _step(self, event: Event) -> None:
        """Add one of the shared steps that its checklist does not have."""
        found = self.checklists
        run = run_of(self.desk.journal, event.id)
        have = found.of(event.kind, run.added if run else ())
        steps = [(step, step.title, step.stage) for step in found.addable(have)]
        step = await self.place.ask(ChooseDialog("Which step?", steps))
        if step is not None:
            add_step(self.desk.journal, begin(self.desk.journal, event, found, self.desk.now), step)
            self.place.written()

    def _version(self, event: Event) -> None:
        """The short version in place of all steps, or the other way round."""
        run = begin(self.desk.journal, event, self.checklists, self.desk.now)
        set_version(self.desk.journal, run, short=not run.short)
        self.place.written()

    async def _people(self, event: Event) -> None:
        people = People(self.desk.people())

        def check(text: str) -> str:
            try:
                people.read(text, any_name=True)
            except ValueError as error:
                return str(error)
            return ""

        dialog = AskDialog(
            "Whom will you meet?",
            "people",
            people.say_any(event.expected),
            hint="names with commas between; anybody",
            check=check,
            completer=people.complete_any,
            about=event.id,
        )
        answer = await self.place.ask(dialog)
        if answer is not None:
            after = event.changed(expected=people.read(answer, any_name=True))
            self.write(f"people of {event.title}", lambda transaction: transaction.change(event, after))
