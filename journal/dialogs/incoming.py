"""IncomingDialog: what a file would bring, row by row, with ticks for the parts that are the user's choice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from typing import Any, ClassVar, Literal, NamedTuple

from textual import getters, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import Dialog
from journal.widgets.line import BOLD, HEAD, MUTED, PLAIN, SUCCESS, cell, key_words, run, spread, veiled
from journal.widgets.row_list import RowList

Part = Literal["head", "tick", "row"]
LINE, NAME = 7, 26
SMALLEST = 4
A_MOMENT = 0.1


class IncomingRow(NamedTuple):
    """A heading, something to tick (`name` is its key), or what becomes of one row of the file."""

    part: Part
    name: str
    note: str = ""
    line: int = 0


class IncomingAnswer(NamedTuple):
    """Go on with these ticks, or first say which column is which."""

    ticked: frozenset[str]
    columns: bool = False


class Incoming(NamedTuple):
    """What a file would bring: how it is counted, the rows, and what is ticked."""

    said: str
    rows: list[IncomingRow]
    ticked: frozenset[str]


Again = Callable[[frozenset[str], Callable[[int, int], None]], Coroutine[Any, Any, Incoming]]
"""Looks at the file with other ticks; the function it is given hears (done, all), and may raise `Outdated`."""


class Outdated(Exception):
    """Something else was ticked meanwhile."""


class IncomingDialog(Dialog[IncomingAnswer | None]):
    """Returns what to do with the file, or None to leave it."""

    WIDTH = 84
    CHROME = 5
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "tick", tooltip="Take this part in, or leave it out", id="dialog.tick"),
        Binding("m", "columns", "columns", tooltip="Say which column is which", id="dialog.columns"),
        Binding("escape", "dismiss(None)", "cancel", tooltip="Import nothing", id="dialog.close"),
    ]

    rows = getters.query_one("#rows", RowList)

    def __init__(self, shown: Incoming, again: Again, *, columns: bool = False, hidden: bool = False) -> None:
        super().__init__("Import this?")
        self.shown, self.again, self.has_columns, self.hidden = shown, again, columns, hidden
        self.ticked = set(shown.ticked)
        self.looks = 0

    def inside(self) -> Iterable[Widget]:
        yield Static(self.shown.said, markup=False, id="said", classes="said")
        yield RowList[IncomingRow](
            self._draw, key=repr, selectable=lambda row: row.part != "head", gutter=2, margin=2, id="rows"
        )
        yield Static("", id="whole")

    def foot(self) -> Iterator[Widget]:
        ticks = [("space", "tick")] if any(row.part == "tick" for row in self.shown.rows) else []
        columns = [("m", "columns")] if self.has_columns else []
        yield Static(key_words([("enter", "import"), *ticks, *columns, ("esc", "cancel")]), id="keys")

    def on_mount(self) -> None:
        super().on_mount()
        self.rows.show(self.shown.rows, 0)

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        # Where rows are cut, what is said of the one under the cursor stands below, in full.
        whole = self.query_one("#whole")
        whole.display = not self.wide
        taken = self.query_one("#said").outer_size.height + 1 + 2 * whole.display
        self.rows.styles.height = max(SMALLEST, min(len(self.shown.rows), self.room - taken))

    def veil(self, on: bool) -> None:
        """Hide the names of the rows, or show them."""
        self.hidden = on
        self.rows.refresh()
        self._say_whole(self.rows.current)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._say_whole(event.row)

    def _say_whole(self, row: IncomingRow | None) -> None:
        note = row.note if row is not None and row.part == "row" else ""
        self.query_one("#whole", Static).update(run((veiled(note) if self.hidden else note, MUTED)), layout=False)

    def action_tick(self) -> None:
        row = self.rows.current
        if row is not None and row.part == "tick":
            self.ticked ^= {row.name}
            self.rows.refresh()
            self.looks += 1
            self.look_again()

    @work(exclusive=True)
    async def look_again(self) -> None:
        """Count again with the ticks as they are now, while keys go on working."""
        look, said, share = self.looks, self.query_one("#said", Static), [0.0]

        def hear(done: int, whole: int) -> None:
            share[0] = done / max(whole, 1)
            if look != self.looks:
                raise Outdated

        task = asyncio.create_task(self.again(frozenset(self.ticked), hear))
        try:
            while not task.done():
                await asyncio.wait([task], timeout=A_MOMENT)
                said.update(Content(f"Counting again … {share[0]:.0%}"))
        finally:
            task.cancel()
        if look == self.looks:
            self.shown = task.result()
            said.update(Content(self.shown.said))
            self.rows.show(self.shown.rows, self.rows.cursor)
            self.call_after_refresh(self._fit)

    def on_unmount(self) -> None:
        self.looks += 1

    def action_columns(self) -> None:
        if self.has_columns:
            self.dismiss(IncomingAnswer(frozenset(self.ticked), columns=True))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        event.stop()
        self.dismiss(IncomingAnswer(frozenset(self.ticked)))

    def _draw(self, row: IncomingRow, width: int, here: bool) -> Content:
        if row.part == "head":
            return run((row.name, HEAD))
        if row.part == "tick":
            on = row.name in self.ticked
            sign = ("✓ ", SUCCESS) if on else ("○ ", MUTED)
            return spread(width, run(sign, (row.name, BOLD if here else PLAIN)), (row.note, MUTED))
        name, note = (veiled(row.name), veiled(row.note)) if self.hidden else (row.name, row.note)
        where = cell((str(row.line), MUTED), LINE)
        return run(where, cell((name, BOLD if here else PLAIN), min(NAME, (width - LINE) // 2)), "  ", (note, MUTED))
