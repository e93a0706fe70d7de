"""ChooseDialog: one of a few, in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import Dialog
from journal.widgets.line import BOLD, MUTED, PLAIN, key_words, spread
from journal.widgets.row_list import RowList

Option = tuple[Any, str, str]
"""(value, label, note)."""


class ChooseDialog(Dialog[Any]):
    """Returns the value of the option, or None. `current` is where the cursor begins; `moved` is told where it goes."""

    WIDTH = 64
    CHROME = 5
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close", tooltip="Choose nothing", id="dialog.close"),
    ]

    rows = getters.query_one("#rows", RowList)

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        current: object = None,
        moved: Callable[[Any], None] | None = None,
    ) -> None:
        super().__init__(title)
        self.options = list(options)
        self.at = next((at for at, (value, _, _) in enumerate(self.options) if value == current), 0)
        self.moved = moved

    def inside(self) -> Iterable[Widget]:
        yield RowList[Option](_draw, selectable=lambda option: True, gutter=2, margin=2, id="rows")

    def foot(self) -> Iterator[Widget]:
        yield Static(key_words([("enter", "choose"), ("esc", "close")]), id="keys")

    def on_mount(self) -> None:
        self.rows.show(self.options, self.at)

    def on_resize(self) -> None:
        self.rows.styles.height = max(1, min(len(self.options), self.room))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if self.moved and event.row is not None:
            self.moved(event.row[0])

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        self.dismiss(event.row[0])


def _draw(option: Option, width: int, here: bool) -> Content:
    _, label, note = option
    return spread(width, (label, BOLD if here else PLAIN), (note, MUTED))
