"""The rows of Prep: events to come with how far their preparation is, and past ones with how ready one felt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from textual.content import Content

from journal.derived.briefings import rated
from journal.domain.checklists import Checklist, Checklists, Step
from journal.domain.confidence import Rated
from journal.domain.events import Event
from journal.domain.prep import PrepRun
from journal.domain.walk import AFTER, Walk, clock_there, span, walk
from journal.domain.words import when
from journal.screens.desk import Desk
from journal.widgets.line import BOLD, HEAD, LET_GO, MUTED, PLAIN, TO, Piece, bar, cell, run, spread

BAR, COUNT, DAY, CHANGE = 12, 6, 6, 9
WIDE = 66
"""Cells of text from which an event takes one line with everything in it."""
SOON_DAYS = 7


A_DAY_AND_ZONES = timedelta(days=2)
"""An event that was over so long ago is over on every clock."""


class PrepRow(NamedTuple):
    """A row: `part` says what it is: head, note, coming, past, or the second line of an event to come."""

    part: str = ""
    id: str = ""
    about: Piece | tuple[str, str] = ""

    @property
    def selectable(self) -> bool:
        return self.part in ("coming", "past")


BLANK = PrepRow()


class Prepared(NamedTuple):
    """How far the preparation of an event is, and what it costs."""

    done: int
    of: int
    kind: str
    energy: int


class PrepView:
    """The events with their preparations, looked through once."""

    def __init__(self, desk: Desk, checklists: Checklists) -> None:
        self.desk, self.checklists = desk, checklists
        runs, docs = desk.journal.runs.docs, desk.journal.events.docs
        # as run_of does for one event: the one that is open, else the newest
        newest = sorted(runs, key=lambda id: (runs[id].get("finished") is None, id))
        self._runs = {str(runs[id].get("event")): id for id in newest}
        self._kinds: dict[str, Checklist] = {}
        self._prepared: dict[str, Prepared] = {}
        # There may be many; what is long over need not be read to be put in order.
        ordered = sorted(docs, key=lambda id: (str(docs[id].get("starts")), id))
        long_over = (desk.today - A_DAY_AND_ZONES).isoformat()
        near = [id for id in ordered if str(docs[id].get("ends") or docs[id].get("starts")) >= long_over]
        found = (desk.journal.events.get(id) for id in near)
        self.coming = [event for event in found if event is not None and ahead(event, desk.now)]
        there = {each.id for each in self.coming}
        self.past = [id for id in reversed(ordered) if id not in there]
        """Ids of the events that are over, the latest first."""

    def run_of(self, event: str) -> PrepRun | None:
        """The preparation of an event."""
        return self.desk.journal.runs.get(self._runs[event]) if event in self._runs else None

    @cached_property
    def rated(self) -> list[Rated]:
        """The ratings of all preparations, oldest first; what an event costs is as usual for its kind, if not said."""
        every = rated(self.desk.journal)
        return [one._replace(energy=one.energy or self._kind(one.kind).energy_cost) for one in every]

    def _kind(self, kind: str) -> Checklist:
        """The checklist for a kind of event."""
        if kind not in self._kinds:
            self._kinds[kind] = self.checklists.of(kind)
        return self._kinds[kind]

    def prepared(self, event: Event) -> Prepared:
        """How many steps are behind one, of how many."""
        if event.id not in self._prepared:
            self._prepared[event.id] = self._look(event)
        return self._prepared[event.id]

    def _look(self, event: Event) -> Prepared:
        found = self.run_of(event.id)
        checklist = self._kind(event.kind)
        energy = event.energy_cost or checklist.energy_cost
        if found is None:
            return Prepared(0, len(checklist.steps), checklist.called, energy)
        whole = every_step(walk(event, found, self.checklists, self.desk.now))
        return Prepared(sum(found.behind(step.id) for step in whole), len(whole), checklist.called, energy)


def lately_over(event: Event, now: datetime) -> bool:
    """Whether an event is over for so short a time that looking back helps."""
    ends, there = span(event).ends, clock_there(event, now)
    return ends < there <= ends + AFTER and event.status in ("planned", "attended")


def ahead(event: Event, now: datetime) -> bool:
    """Whether it is still to come or goes on now; that one is there is noted with the first name already."""
    starts, ends = span(event)
    now = clock_there(event, now)
    return ends >= now and (event.status == "planned" or (event.status == "attended" and starts <= now))


def every_step(found: Walk) -> tuple[Step, ...]:
    """All steps of a preparation, also when it is so late that only some of them are walked."""
    run_ = found.run
    chosen = {step.id for step in found.checklist.version(run_.short)} | {*run_.added}
    return tuple(step for step in found.checklist.steps if step.id in chosen or run_.behind(step.id))


def prep_rows(view: PrepView, *, tall: bool, one_line: bool) -> list[PrepRow]:
    """All rows: what comes first, then what is over, the latest first."""
    rows = [PrepRow("head", about=("Coming up", ""))]
    rows += _coming(view.coming, tall, one_line)
    if view.past:
        rows += [BLANK] * (2 if tall else 1)
        rows.append(PrepRow("head", about=("Past", f"how ready: before {TO} after")))
        rows += [BLANK] if tall else []
        rows += [PrepRow("past", id) for id in view.past]
    return rows


def _coming(events: Sequence[Event], tall: bool, one_line: bool) -> Iterator[PrepRow]:
    if not events:
        yield PrepRow("note", about=run("No event to come."))
        yield PrepRow("note", about=run(("n", BOLD), (" adds one: what, when, which kind.", MUTED)))
    for event in events:
        if tall:
            yield BLANK
        yield PrepRow("coming", event.id)
        if not one_line:
            yield PrepRow("so far", event.id)


class PrepLines:
    """Draws the rows of the list."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.view: PrepView | None = None

    def draw(self, row: PrepRow, width: int, here: bool) -> Content:
        """The text of a row."""
        if row.part == "head" and isinstance(row.about, tuple):
            head, note = row.about
            return spread(width, (head, HEAD), (note, MUTED))
        if row.part == "note":
            return run(row.about)
        event = self.desk.journal.events.get(row.id)
        if event is None or self.view is None:
            return Content("")
        match row.part:
            case "coming":
                return self._coming(event, width, here)
            case "so far":
                return self._so_far(event, width)
        return self._past(event, width, here)

    def _coming(self, event: Event, width: int, here: bool) -> Content:
        near = (event.day - self.desk.today).days < SOON_DAYS
        name = (self.desk.seen(event.title), BOLD if here else PLAIN)
        day = (day_of(event, self.desk), PLAIN if near else MUTED)
        if width < WIDE:
            return spread(width, name, day)
        assert self.view is not None, "rows are drawn from a view"
        found = self.view.prepared(event)
        stroke = run(bar(found.done / max(1, found.of), BAR), cell((f"{found.done}/{found.of}", MUTED), COUNT, "right"))
        last = run(day)
        return spread(width, name, run(stroke, "  ", cell(last, max(10, last.cell_length), "right")))

    def _so_far(self, event: Event, width: int) -> Content:
        assert self.view is not None, "rows are drawn from a view"
        found = self.view.prepared(event)
        count = cell((f"{found.done}/{found.of}", MUTED), COUNT, "right")
        room = width - BAR - COUNT - 2
        kind = cell((found.kind, MUTED), room, "right")
        return run(bar(found.done / max(1, found.of), BAR), count, "  ", kind)

    def _past(self, event: Event, width: int, here: bool) -> Content:
        assert self.view is not None, "rows are drawn from a view"
        change, tone = past_words(event, self.view.run_of(event.id))
        day = cell((_short(event.day, self.desk.today), MUTED), DAY, "right")
        name = (self.desk.seen(event.title), BOLD if here else PLAIN)
        return spread(width, name, run(day, "  ", cell((change, tone), CHANGE, "right")))


def past_words(event: Event, found: PrepRun | None) -> tuple[str, str]:
    """What became of a past event in a few cells, with its style: "4 → 7", "not noted", "– missed"."""
    if event.status in ("missed", "cancelled"):
        return f"{LET_GO} {'missed' if event.status == 'missed' else 'off'}", MUTED
    if event.status == "planned":
        return "went?", PLAIN
    if found is None or found.confidence_before is None or found.confidence_after is None:
        return "not noted", MUTED
    return f"{found.confidence_before} {TO} {found.confidence_after}", PLAIN


def day_of(event: Event, desk: Desk) -> str:
    """When an event is, for a column: "today 18:30", "Thu 18:30", "Wed 2 Dec", "20 Jan"."""
    days = (event.day - desk.today).days
    time = event.time.strftime("%H:%M") if event.time and days < SOON_DAYS else None
    words = {0: "today", 1: "tomorrow"}.get(days)
    if words is None:
        return when(event.day, desk.today, time, desk.config.clock)
    return when(event.day, event.day, time, desk.config.clock).replace(when(event.day, event.day), words, 1)


def _short(day: date, today: date) -> str:
    """A day in six cells: "3 Oct", and of other years the month and the year: "Oct 24"."""
    if day.year == today.year:
        return day.strftime("%-d %b")
    return day.strftime("%b %y")
