"""Timeline: what happened, with whom, and what did it bring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from textual import getters, work
from textual.content import Content
from textual.widgets import Static

from journal.domain.words import MONTHS, ago, day_head, plural
from journal.screens.acts.entries import EntryActs
from journal.screens.acts.followups import FollowUpActs
from journal.screens.day_rows import DayRow, DayRows
from journal.screens.desk import Desk
from journal.screens.entry import write_entry
from journal.screens.listing import Listing
from journal.screens.place import Target
from journal.search.search import ENTRY_ORDERS, Hits, match_spans
from journal.widgets.filter_bar import FilterBar
from journal.widgets.line import BOLD, HEAD, MUTED, PLAIN, Piece, cell, gains, lit, run, spark, spread
from journal.widgets.page import Lines
from journal.widgets.row_list import RowList

KIND, NAMES, WIDE_NAMES, WAYS = 8, 14, 22, 2
WIDE = 70
"""Cells of text from which names have more room."""
MONTH = 3
"""Cells of a month in the strip."""


class TimelineScreen(Listing):
    """Entries by day, newest first."""

    NUMBER = 2
    KEYS_FIRST = ("list.open", "record.edit", "record.follow_up", "record.log", "place.new", "record.tags")
    CSS_PATH = "timeline.tcss"
    ORDERS = ENTRY_ORDERS

    strip = getters.query_one("#months", Static)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.entries = EntryActs(self)
        self.acts = {"interactions": self.entries, "followups": FollowUpActs(self)}
        self.lines = DayRows()

    def compose_list(self) -> Iterable[Any]:
        yield FilterBar()
        yield Static(id="months")
        yield RowList[DayRow](self.draw, key=lambda row: row.id, selectable=lambda row: bool(row.id), id="rows")

    def search(self, text: str) -> Hits:
        return self.desk.search_entries(text, self.order, self.rows.marked)

    def begin_list(self) -> None:
        self.lines = DayRows()

    def take(self, ids: Sequence[str]) -> None:
        documents = self.desk.journal.interactions.docs
        self.lines.add((id, str(documents[id].get("on", ""))) for id in ids if id in documents)

    def show_found(self, keep: str | None) -> None:
        self.rows.show(self.lines, self.lines.row_of(keep) if keep else None)

    def draw(self, row: DayRow, width: int, here: bool) -> Content:
        """A row of the list."""
        if row.day:
            return self._head(date.fromisoformat(row.day), width)
        entry = self.desk.journal.interactions.get(row.id)
        if entry is None:
            return Content("")
        names = ", ".join(self.desk.names(entry.contacts)) or "–"
        note = self.desk.seen(entry.note.replace("\n", " "), private=entry.private or self.desk.blurred)
        room = WIDE_NAMES if width >= WIDE else NAMES
        pieces: list[Piece] = [
            cell((entry.kind, MUTED), KIND),
            "  ",
            cell((names, BOLD if here else PLAIN), room),
            "  ",
            cell(lit(note, match_spans(note, self.words)), width - KIND - room - WAYS - 6),
            "  ",
            gains(exchange.way for exchange in entry.exchanges),
        ]
        return run(*pieces)

    def _head(self, day: date, width: int) -> Content:
        today = self.desk.today
        distance, name = ago(day, today), day_head(day, today)
        if day > today:
            return spread(width, (f"Planned  {name}", HEAD), (distance, MUTED))
        near = distance in ("today", "yesterday")
        left, right = (distance.capitalize(), name) if near else (name, distance)
        return spread(width, (left, HEAD), (right, MUTED))

    def say_count(self, search: Hits) -> None:
        if not self.desk.complete:
            self.filter_bar.say("reading …")
            return
        found, more = len(self.lines.ids), "" if search.done else "+"
        if self.filter_bar.text.strip():
            self.filter_bar.say(f"{found:,}{more} of {self.total():,}")
        else:
            self.filter_bar.say(f"{plural(found, 'entry', 'entries')}{more}")
        self._show_months(self.desk.entry_search.months(self.lines.ids))

    def _show_months(self, months: Sequence[tuple[date, int]]) -> None:
        """The strip: a block for each of the last twelve months, its name below."""
        blocks = Content(" ").join(_blocks([count for _, count in months]))
        names = " ".join(MONTHS[month.month - 1] for month, _ in months)
        self.strip.update(Content("\n").join([blocks, run((names, MUTED))]))

    def total(self) -> int:
        return len(self.desk.journal.interactions)

    def list_targets(self) -> list[Target]:
        chosen = [id for id in self.lines.ids if id in self.rows.marked] if self.rows.marked else []
        current = self.rows.current
        return [("interactions", id) for id in chosen or ([current.id] if current else [])]

    def show_page(self, row: DayRow | None, keep: bool) -> None:
        entry = self.desk.journal.interactions.get(row.id) if row else None
        if entry is None:
            self.page.show_lines(self.nothing)
        else:
            words = self.words
            self.page.show_lines(lambda lines: write_entry(self.desk, entry, lines, words), keep=keep)

    def nothing(self, lines: Lines) -> None:
        """What stands in place of a page: a fact, and the key that offers."""
        if self.desk.complete and self.total():
            lines.add("No entry fits this filter.").add(run(("esc", BOLD), (" clears it.", MUTED)))
        elif self.desk.complete:
            lines.add("Nothing noted yet.").add(run(("c", BOLD), (" notes one line of what happened.", MUTED)))

    @work
    async def action_new(self) -> None:
        await self.once(self.entries.new())


def _blocks(counts: Sequence[int]) -> list[Content]:
    """One block per count, all on one scale."""
    whole = spark(counts, MONTH)
    return [whole[at * MONTH : (at + 1) * MONTH] for at in range(len(counts))]
