"""Page: the chosen thing on the right, as lines of text; some lines stand for a record and can hold the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Self

from textual.content import Content

from journal.widgets.line import BOLD, HEAD, MUTED, PLAIN, Piece, cell, run, spread, wrap
from journal.widgets.row_list import RowList

WIDEST = 90
"""Cells of text a page never goes beyond."""


class PageLine(NamedTuple):
    """A line of a page; `table` and `id` name the record it stands for, if any, and `part` which piece of it.

    Where there may be hundreds of them, `content` makes the line when it is drawn.
    """

    content: Content | Callable[[], Content]
    table: str = ""
    id: str = ""
    part: str = ""

    @property
    def key(self) -> str:
        """The same for the same line of a page that is built anew; "" for a line that stands for nothing."""
        return f"{self.id} {self.part}".rstrip()

    @property
    def drawn(self) -> Content:
        return self.content() if callable(self.content) else self.content


class Lines:
    """Collects the lines of a page of a given width; `tight` where there are few lines on the screen."""

    def __init__(self, width: int, *, tight: bool = False) -> None:
        self.width, self.tight = width, tight
        self.lines: list[PageLine] = []

    def add(self, piece: Piece = "", table: str = "", id: str = "", part: str = "") -> Self:
        self.lines.append(PageLine(run(piece), table, id, part))
        return self

    def later(self, content: Callable[[], Content], table: str, id: str) -> Self:
        """A line about a record that is made when it is drawn."""
        self.lines.append(PageLine(content, table, id))
        return self

    def gap(self, count: int = 1) -> Self:
        self.lines.extend([PageLine(Content(""))] * count)
        return self

    def title(self, text: str, note: Piece = "") -> Self:
        """What the page is about: the one bold line in full strength."""
        return self.add(spread(self.width, (text, BOLD), (note, MUTED) if isinstance(note, str) else note))

    def section(self, text: str, note: str = "") -> Self:
        """A new section: space, then its head, bold and muted, with its count or hint at the right."""
        self.gap(1 if self.tight else 2)
        return self.add(spread(self.width, (text, HEAD), (note, MUTED)))

    def fact(self, label: str, value: Piece, label_width: int = 8) -> Self:
        """A labelled fact, its value wrapped under itself."""
        room = max(8, self.width - label_width - 1)
        for number, line in enumerate(wrap(value, room)):
            self.add(run(cell((label if not number else "", MUTED), label_width), " ", line))
        return self

    def text(self, text: Piece, most: int | None = None) -> Self:
        """Paragraphs, wrapped."""
        for line in wrap(text, self.width, most=most):
            self.add(line)
        return self

    def muted(self, text: str) -> Self:
        return self.text((text, MUTED))

    def plain(self, text: str) -> Self:
        return self.text((text, PLAIN))


Build = Callable[[Lines], object]
"""Fills the lines of a page."""


class Page(RowList[PageLine]):
    """Lines on the grid, built anew for every width; the cursor is seen only while the page has the focus."""

    def __init__(self, *, margin: int = 3, id: str | None = None) -> None:
        super().__init__(
            lambda line, width, here: line.drawn,
            key=lambda line: line.key,
            selectable=lambda line: bool(line.id),
            gutter=2,
            margin=margin,
            id=id,
        )
        self._build: Build = lambda lines: None
        self._built_for = 0
        self._other = True
        """Whether it is about something else than what was shown last."""

    @property
    def text_width(self) -> int:
        return min(WIDEST, super().text_width)

    @property
    def _shows_cursor(self) -> bool:
        return self.has_focus

    def show_lines(self, build: Build, *, keep: bool = False) -> None:
        """Show what `build` makes; `keep` leaves the cursor where it is, for the same thing changed."""
        self._build = build
        self._other = self._other or not keep
        self._built_for = self.text_width if self.size.width else 0
        if not self._built_for:
            return  # not on the screen: built when there is a width to build for
        line = super().current
        key = line.key if line and not self._other else ""
        self._other = False
        lines = Lines(self._built_for, tight=self.screen.has_class("-short"))
        build(lines)
        at = next((at for at, line in enumerate(lines.lines) if line.key == key), self.cursor) if key else None
        self.show(lines.lines, at)
        if at is None:
            self.touched = False
            self.scroll_to(y=0, animate=False, force=True)

    def on_resize(self) -> None:
        if self.text_width != self._built_for:
            self.show_lines(self._build, keep=True)

    @property
    def current(self) -> PageLine | None:
        """The line under the cursor; none while the cursor is out of sight, because one is reading something else."""
        top = self.scroll_offset.y
        return super().current if top <= self.cursor < top + self.size.height else None

    def _keep_in_view(self) -> None:
        if self.touched:
            super()._keep_in_view()

    def action_jump(self, index: int) -> None:
        super().action_jump(index)
        self.scroll_to(y=self.max_scroll_y if index < 0 else 0, animate=False)

    def action_move(self, step: int) -> None:
        """The next line that stands for a record; where that is out of sight, the text moves instead."""
        near = range(self.cursor, self.cursor + step * self.size.height, step)
        ahead = [at for at in near if 0 <= at < len(self.rows) and self.selectable(self.rows[at])]
        if self.current is not None and len(ahead) > 1:
            super().action_move(step)
        else:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False)
