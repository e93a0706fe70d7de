"""RowList: rows drawn from data on demand, so that a hundred thousand of them cost what a screenful costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from journal.widgets.line import ACCENT, ACCENT_BOLD, CURSOR, CURSOR_AWAY, MARK, MUTED, exact

Row = TypeVar("Row")
Draw = Callable[[Row, int, bool], Content]
"""(row, width in cells, whether the cursor is on it) -> its text."""

HEADS_ABOVE = 3
"""Rows without a cursor (heads, blanks) that stay in view above the one the cursor is on."""


class RowList(ScrollView, Generic[Row], can_focus=True):
    """A list of one-line rows with a cursor and marks. It tells what happened; the screen decides."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--here", "row-list--here-away"}
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        scrollbar-size: 0 0;
        background: transparent;
        color: $foreground;
        & > .row-list--here { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .row-list--here-away { background: $block-cursor-blurred-background; color: $foreground; }
        &:ansi > .row-list--here { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Open what the cursor is on", id="list.open"),
        Binding("j,down", "move(1)", "down", tooltip="One row down", id="list.down", show=False),
        Binding("k,up", "move(-1)", "up", tooltip="One row up", id="list.up", show=False),
        Binding("g,home", "jump(0)", "first", tooltip="To the first row", id="list.first", show=False),
        Binding("G,end", "jump(-1)", "last", tooltip="To the last row", id="list.last", show=False),
        Binding("pagedown", "page(1)", "page down", tooltip="One page down", id="list.page_down", show=False),
        Binding("pageup", "page(-1)", "page up", tooltip="One page up", id="list.page_up", show=False),
    ]

    cursor: reactive[int] = reactive(0, init=False)
    marked: reactive[frozenset[str]] = reactive(frozenset())

    @dataclass
    class Moved(Message):
        """The cursor is on another row, or the rows under it changed."""

        list: RowList[Any]
        row: Any

        @property
        def control(self) -> RowList[Any]:
            return self.list

    @dataclass
    class Opened(Message):
        """A row was chosen with enter or a double click."""

        list: RowList[Any]
        row: Any

        @property
        def control(self) -> RowList[Any]:
            return self.list

    @dataclass
    class Resized(Message):
        """There is another room for the rows: what stands in how many of them may have to change."""

        list: RowList[Any]

        @property
        def control(self) -> RowList[Any]:
            return self.list

    def __init__(
        self,
        draw: Draw[Row],
        *,
        key: Callable[[Row], str] = str,
        selectable: Callable[[Row], bool] = bool,
        gutter: int = 3,
        margin: int = 2,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.draw, self.key, self.selectable = draw, key, selectable
        self.before, self.after = gutter, margin
        self.rows: Sequence[Row] = ()
        self.touched = False
        """Whether somebody has moved the cursor."""

    @property
    def text_width(self) -> int:
        """Cells of text between the gutter and the right margin."""
        return max(1, self.size.width - self.before - self.after)

    @property
    def current(self) -> Row | None:
        """The row under the cursor, if there is one."""
        if self.cursor < len(self.rows) and self.selectable(row := self.rows[self.cursor]):
            return row
        return None

    def show(self, rows: Sequence[Row], at: int | None = None) -> None:
        """Take new rows. The cursor goes to row `at`, without it to the first row.

        A list that is scrolled scrolls with that row, so that it keeps its place on the screen; one that shows its
        beginning goes on showing it, so that what comes in on top is seen.
        """
        before = self.cursor
        self.rows = rows
        self.virtual_size = Size(self.size.width, len(rows))
        if at is None:
            self.set_reactive(RowList.cursor, self._nearest(0, 1))
            self.scroll_to(y=0, animate=False, force=True)
        else:
            self.set_reactive(RowList.cursor, self._nearest(at, 1))
            if self.scroll_offset.y:
                self.scroll_to(y=max(0, self.scroll_offset.y + self.cursor - before), animate=False, force=True)
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Moved(self, self.current))

    def grow(self) -> None:
        """Take in that rows were added at the end."""
        self.virtual_size = Size(self.size.width, len(self.rows))
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        return self._nearest(cursor, 1 if cursor >= self.cursor else -1)

    def _nearest(self, index: int, step: int) -> int:
        """The closest row that can hold the cursor: first in the direction of `step`, then in the other."""
        last = len(self.rows) - 1
        index = max(0, min(index, last))
        for way in (step, -step):
            at = index
            while 0 <= at <= last:
                if self.selectable(self.rows[at]):
                    return at
                at += way
        return 0

    def watch_cursor(self) -> None:
        self._keep_in_view()
        self.post_message(self.Moved(self, self.current))

    def _keep_in_view(self) -> None:
        top = self.cursor
        while top > max(0, self.cursor - HEADS_ABOVE) and not self.selectable(self.rows[top - 1]):
            top -= 1
        bottom = self.cursor
        while bottom + 1 < len(self.rows) and self._belongs(self.rows[bottom + 1]):
            bottom += 1
        region = Region(0, top, 1, bottom - top + 1)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    def _belongs(self, row: Row) -> bool:
        """Whether a row without a cursor of its own is a further line of the one that the cursor is on."""
        if self.selectable(row) or (current := self.current) is None:
            return False
        return bool(key := self.key(row)) and key == self.key(current)

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._keep_in_view()
        self.post_message(self.Resized(self))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.size.width
        plain = self.visual_style
        if index >= len(self.rows):
            return Strip.blank(width, plain.rich_style)
        row = self.rows[index]
        here = (index == self.cursor and self.selectable(row)) or self._belongs(row)
        lead, body = self._lead(row, here), exact(self.draw(row, self.text_width, here), self.text_width)
        if not here or not self._shows_cursor:
            line = Content.assemble(lead, body)
            return Strip(line.render_segments(plain)).adjust_cell_length(width, plain.rich_style)
        style = self.get_visual_style("row-list--here" if self.has_focus else "row-list--here-away")
        outside = self.before - 2
        lifted = Content.assemble(lead[outside:], body, " " * min(2, max(0, self.after - 1)))
        segments = [*lead[:outside].render_segments(plain), *lifted.render_segments(style)]
        return Strip(segments).adjust_cell_length(width, plain.rich_style)

    @property
    def _shows_cursor(self) -> bool:
        return True

    def _lead(self, row: Row, here: bool) -> Content:
        """The gutter: the mark, then the cursor bar, then a space; a gutter of two has no place for marks."""
        bar = (CURSOR if self.has_focus else CURSOR_AWAY) if here and self._shows_cursor else " "
        tone = ACCENT if self.has_focus else MUTED
        if self.before < 3:
            return Content.assemble((bar, tone), " ")
        mark = MARK if self.marked and self.selectable(row) and self.key(row) in self.marked else " "
        return Content.assemble((mark, ACCENT_BOLD), " " * (self.before - 3), (bar, tone), " ")

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index < len(self.rows) and self.selectable(self.rows[index]):
            self.cursor, self.touched = index, True
            if event.chain == 2:
                self.action_open()

    def action_move(self, step: int) -> None:
        self.touched = True
        last = len(self.rows) - 1
        at = self.cursor + step
        while 0 <= at <= last and not self.selectable(self.rows[at]):
            at += step
        if 0 <= at <= last:
            self.cursor = at
        else:
            self.scroll_to(y=0 if step < 0 else self.max_scroll_y, animate=False)

    def action_page(self, step: int) -> None:
        self.touched = True
        self.cursor += step * max(1, self.size.height - 1)

    def action_jump(self, index: int) -> None:
        self.touched = True
        self.cursor = len(self.rows) - 1 if index < 0 else index

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.current is not None if action == "open" else True

    def action_open(self) -> None:
        if (row := self.current) is not None:
            self.post_message(self.Opened(self, row))

    def mark(self, keys: frozenset[str]) -> None:
        """Replace the marks."""
        self.marked = keys

    def toggle_mark(self) -> None:
        """Mark the row under the cursor or take its mark away, and go one row down."""
        if (row := self.current) is not None:
            self.marked = self.marked ^ {self.key(row)}
            self.action_move(1)
