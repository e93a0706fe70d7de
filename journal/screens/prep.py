"""Prep: how do I walk into this event with confidence."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from journal.domain.walk import clock_there, span
from journal.screens.acts.base import Acts
from journal.screens.acts.entries import EntryActs
from journal.screens.acts.events import EventActs
from journal.screens.acts.people import PeopleActs
from journal.screens.browsing import Browsing
from journal.screens.desk import Desk
from journal.screens.place import A_MOMENT, Target, act
from journal.screens.prep_page import write_event
from journal.screens.prep_rows import WIDE, PrepLines, PrepRow, PrepView, lately_over, prep_rows
from journal.screens.walk.screen import WalkScreen
from journal.widgets.frame import ROOMY, TALL
from journal.widgets.line import BOLD, MUTED, run
from journal.widgets.page import Lines
from journal.widgets.row_list import RowList

NOT_BEFORE = (("act", "done"),)
"""What can be done to events that have begun only: that one went."""


class EventList(RowList[PrepRow]):
    """Events, in which enter goes for a walk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "walk", tooltip="Walk through the preparation", id="list.open"),
    ]


class PrepScreen(Browsing):
    """The events, and the page of the one under the cursor with the steps of its preparation."""

    NUMBER = 4
    BOARD = True
    KEYS_FIRST = (
        "list.open",
        "place.new",
        "record.edit",
        "record.attach",
        "prep.questions",
        "prep.pitch",
        "record.message",
        "record.done",
        "record.let_go",
        "record.remove",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new event", tooltip="An event to prepare for", id="place.new"),
        act("a", "attach", "add", "Whom you will meet there, a goal it serves, one more step, the short version"),
        Binding("Q", "open('questions')", "questions", tooltip="Questions to take along", id="prep.questions"),
        Binding("p", "open('pitches')", "introduction", tooltip="What you say when asked what you do", id="prep.pitch"),
        act("d", "done", "I went", "You were there; the same key takes it back"),
        act("z", "let_go", "not this time", "You did not go; nothing is counted"),
    ]
    HELP_TEXT = "enter walks through the preparation from where it stands; on the page it begins at the chosen step."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.texts = desk.prep
        self.events = EventActs(self)
        self.acts = {
            "events": self.events,
            "contacts": PeopleActs(self),
            "interactions": EntryActs(self),
            "steps": Acts(self),
            "goals": Acts(self),
        }
        self.drawing = PrepLines(desk)
        self.to_show = ""

    def compose_list(self) -> Iterable[Any]:
        yield EventList(self.drawing.draw, key=lambda row: row.id, selectable=lambda row: row.selectable, id="rows")

    @on(RowList.Resized, "#rows")
    def _fit(self) -> None:
        self.refresh_all()

    def refresh_all(self) -> None:
        if not self.size.height:
            return  # not on the screen yet
        current = self.rows.current
        self.show_rows(self.to_show or (current.id if current else ""))

    def show_rows(self, keep: str) -> None:
        """Show the events, with the cursor on `keep` if it is there."""
        self.drawing.view = view = PrepView(self.desk, self.texts.checklists)
        rows = prep_rows(view, tall=self.size.height >= TALL, one_line=self.rows.text_width >= WIDE)
        at = next((at for at, row in enumerate(rows) if row.selectable and row.id == keep), None)
        if at is not None and keep == self.to_show:
            self.to_show = ""
        self.rows.show(rows, at)

    def reveal(self, id: str) -> None:
        run_ = self.desk.journal.runs.get(id)
        self.to_show = run_.event if run_ else id
        self.show_rows(self.to_show)

    def begin(self, id: str) -> None:
        self._begin(id)

    @work
    async def _begin(self, id: str) -> None:
        """Walk through the preparation of an event at once; without an id of the one that is on, or comes next."""
        while self.is_attached and not self.desk.complete:
            await asyncio.sleep(A_MOMENT)
        coming = self.drawing.view.coming if self.drawing.view else []
        id = id or next((event.id for event in coming), "")
        if id:
            self.reveal(id)
            self.walk(id)

    def list_targets(self) -> list[Target]:
        marked = [row.id for row in self.rows.rows if row.selectable and row.id in self.rows.marked]
        current = self.rows.current
        return [("events", id) for id in marked or ([current.id] if current else [])]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "mark" and self.rows.current is None:
            return False
        if (action, *parameters) in NOT_BEFORE and self._all_ahead():
            return False
        return False if action in ("filter", "sort") else super().check_action(action, parameters)

    def _all_ahead(self) -> bool:
        """Whether none of the events that an act is about has begun."""
        now, events = self.desk.now, self.events.events([id for _, id in self.list_targets()])
        return all(each.status == "planned" and span(each).starts > clock_there(each, now) for each in events)

    def open_row(self, row: PrepRow) -> None:
        """Walk on; where there is no room for the page, it comes first."""
        event = self.desk.journal.events.get(row.id)
        walks = row.part == "coming" or (event is not None and lately_over(event, self.desk.now))
        if self.size.width >= ROOMY and walks:
            self.walk(row.id)
        else:
            self.open_page()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """A step is walked to; people, goals and other events are gone to."""
        row = event.row
        if event.list is self.rows:
            return
        if row.table == "steps":
            event.prevent_default()
            if current := self.rows.current:
                self.walk(current.id, row.id)

    @work
    async def walk(self, id: str, step: str = "") -> None:
        """Go through the preparation of an event, from a step if one is named."""
        event = self.desk.journal.events.get(id)
        if event is None:
            return
        await self.all_read()
        await self.once(self._walk(WalkScreen(self.desk, event, self.texts, step)))

    async def _walk(self, screen: WalkScreen) -> None:
        await self.ask(screen)
        self.refresh_all()

    def show_page(self, row: PrepRow | None, keep: bool) -> None:
        event = self.desk.journal.events.get(row.id) if row else None
        view = self.drawing.view
        if event is None or view is None:
            self.page.show_lines(self.nothing)
            return
        self.page.show_lines(lambda lines: write_event(self.desk, event, view, lines), keep=keep)

    def nothing(self, lines: Lines) -> None:
        """What stands in place of a page: what a preparation is, and the key that begins one."""
        lines.text("An event becomes easier in small steps, from a week before to the day after.")
        lines.text(run(("One step a screen; every answer is kept; skip what you like.", MUTED)))
        lines.gap().add(run(("n", BOLD), (" adds an event: what, when, which kind.", MUTED)))

    @work
    async def action_new(self) -> None:
        await self.once(self._new())

    async def _new(self) -> None:
        made = await self.events.new()
        if made is not None:
            self.to_show = made.id
            self.take_in()
            self.refresh_all()
