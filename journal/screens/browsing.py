"""Browsing: a place whose page shows what the cursor of the list is on."""

from __future__ import annotations

from typing import Any

from journal.screens.desk import Desk
from journal.screens.place import Place
from journal.widgets.frame import NARROW, ROOMY
from journal.widgets.row_list import RowList


class Browsing(Place):
    """A list of rows with a cursor, and the page that follows it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown = ""

    def show_page(self, row: Any, keep: bool) -> None:
        """Show what the cursor is on; `keep` if it is the same record as before."""
        raise NotImplementedError

    def capture_start(self) -> str:
        line = self.page.current if self.page.has_focus else None
        return self.desk.capturing.start([(line.table, line.id)] if line else self.list_targets())

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if event.list is self.rows:
            # The list is painted first: a key that moves the cursor is answered without waiting for the page.
            self.call_after_refresh(self._follow_cursor)
        self.refresh_bindings()

    def _follow_cursor(self) -> None:
        row = self.rows.current
        key = self.rows.key(row) if row is not None else ""
        if key != self._shown:
            self.desk.just_closed.clear()
        self.show_page(row, keep=key == self._shown)
        self._shown = key

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        if event.list is self.rows:
            self.open_row(event.row)
        elif event.row.table == "followups":
            self.action_act("edit")
        else:
            self.post_message(self.Wanted(event.row.table, event.row.id))

    def open_row(self, row: Any) -> None:
        """Open what the cursor is on."""
        self.open_page()

    def on_resize(self) -> None:
        self.rows.after = 3 if NARROW <= self.size.width < ROOMY else 2
        self.page.before = 2 if self.size.width >= ROOMY else 3
        self.page.after = 3 if self.size.width >= NARROW else 2
