"""ChooseSomeDialog: some of many, marked in a list; a line above says what that would mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import getters
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import Dialog
from journal.widgets.line import BOLD, MUTED, PLAIN, key_words, run, spread
from journal.widgets.row_list import RowList

Some = tuple[str, str, str, str]
"""(id, label, note, a shorter note where both do not fit)."""

BETWEEN = 2
"""Cells between label and note."""


class ChooseSomeDialog(Dialog[tuple[str, ...] | None]):
    """Returns the ids that are marked, or None. `means` says what a choice would mean, above the list."""

    WIDTH = 76
    CHROME = 7
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "choose", tooltip="Choose, or not", id="dialog.mark"),
        Binding("escape", "dismiss(None)", "close", tooltip="Choose nobody", id="dialog.close"),
    ]

    rows = getters.query_one("#rows", RowList)

    def __init__(
        self, title: str, options: Sequence[Some], *, act: str, means: Callable[[Collection[str]], str]
    ) -> None:
        super().__init__(title)
        self.options, self.act, self.means = list(options), act, means

    def inside(self) -> Iterable[Widget]:
        yield Static(id="means")
        yield RowList[Some](_draw, key=lambda some: some[0], selectable=lambda some: True, id="rows")

    def foot(self) -> Iterator[Widget]:
        yield Static(key_words([("space", "choose"), ("enter", self.act), ("esc", "leave it as it is")]), id="keys")

    def on_mount(self) -> None:
        self.rows.show(self.options)
        self.watch(self.rows, "marked", self._say)

    def on_resize(self) -> None:
        self.rows.styles.height = max(1, min(len(self.options), self.room - (2 if self.wide else 3)))

    def _say(self, marked: Collection[str]) -> None:
        self.query_one("#means", Static).update(run((f"{self.means(marked)}\n", MUTED)))

    def action_mark(self) -> None:
        self.rows.toggle_mark()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        marked = self.rows.marked or {self.rows.key(event.row)}
        self.dismiss(tuple(id for id, *_ in self.options if id in marked))


def _draw(some: Some, width: int, here: bool) -> Content:
    _, label, note, short = some
    fits = cell_len(label) + BETWEEN + cell_len(note) <= width
    return spread(width, (label, BOLD if here else PLAIN), (note if fits else short, MUTED))
