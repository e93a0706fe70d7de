"""PagedDialog: a dialog whose inside is a page of lines, as high as they need or the terminal allows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual import getters
from textual.widget import Widget

from journal.dialogs.dialog import SHARE, Dialog
from journal.widgets.page import Lines, Page

Result = TypeVar("Result")
AROUND = 10
"""Cells beside the text: the frame, its inner space, the gutter and the margin of the page."""


class PagedDialog(Dialog[Result]):
    """Subclasses `write` the lines; the frame says when the page goes on below."""

    AUTO_FOCUS = "#page"

    page = getters.query_one("#page", Page)

    def write(self, lines: Lines) -> None:
        """Fill the page."""
        raise NotImplementedError

    def inside(self) -> Iterable[Widget]:
        yield Page(margin=2, id="page")

    def on_mount(self) -> None:
        self.page.show_lines(self.write)
        for what in ("scroll_y", "virtual_size"):
            self.watch(self.page, what, self._later_say_more, init=False)

    def on_resize(self) -> None:
        lines = Lines(max(1, min(self.WIDTH, int(self.size.width * SHARE)) - AROUND))
        self.write(lines)
        self.page.styles.height = max(1, min(len(lines.lines), self.room))

    def _say_more(self) -> None:
        if found := self.query(Page):
            below = found.first().scroll_y < found.first().max_scroll_y
            self.query_one("#box").border_subtitle = "more below" if below else ""
