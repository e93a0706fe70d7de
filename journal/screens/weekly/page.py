"""StepPage: the rows of a step; the lines below the first one of a row belong to it."""

from __future__ import annotations

from textual.content import Content

from journal.widgets.line import ACCENT, ACCENT_BOLD, CURSOR, CURSOR_AWAY, MARK, MUTED
from journal.widgets.page import Page, PageLine


class StepPage(Page):
    """A page whose cursor is on the lines that name a table; a line with an id alone goes with the one above it."""

    openable = False
    """Whether enter chooses a row; elsewhere it goes on to the next step."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.selectable = lambda line: bool(line.table)

    @property
    def row(self) -> PageLine:
        """The line under the cursor; an empty one if there is none."""
        return self.current or PageLine(Content(""))

    def _lead(self, row: PageLine, here: bool) -> Content:
        """The gutter; a mark stands beside the cursor bar, because the column may stand far from the edge."""
        bar = (CURSOR if self.has_focus else CURSOR_AWAY) if here and self._shows_cursor else " "
        mark = MARK if row.table and row.id in self.marked else " "
        tone = ACCENT if self.has_focus else MUTED
        return Content.assemble(" " * (self.before - 3), (mark, ACCENT_BOLD), (bar, tone), " ")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.openable and super().check_action(action, parameters) if action == "open" else True
