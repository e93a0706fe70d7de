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
    """A line of a page; `table` and `id` name the record it stands for, if any."""

    content: Content
    table: str = ""
    id: str = ""


class Lines:
    """Collects the lines of a page of a given width."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[PageLine] = []

    def add(self, piece: Piece = "", table: str = "", id: str = "") -> Self:
        self.lines.append(PageLine(run(piece), table, id))
        return self

    def gap(self, count: int = 1) -> Self:
        self.lines.extend([PageLine(Content(""))] * count)
        return self

    def title(self, text: str, note: Piece = "") -> Self:
        """What the page is about: the one bold line in full strength."""
        return self.add(spread(self.width, (text, BOLD), (note, MUTED) if isinstance(note, str) else note))

    def head(self, text: str, note: str = "") -> Self:
        """The head of a section: bold and muted, its count or hint at the right."""
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


Build = Callable[[int], list[PageLine]]
"""width in cells -> the lines."""


class Page(RowList[PageLine]):
    """Lines on the grid, built anew for every width; the cursor is seen only while the page has the focus."""

    def __init__(self, *, margin: int = 3, id: str | None = None) -> None:
        super().__init__(
            lambda line, width, here: line.content,
            key=lambda line: line.id,
            selectable=lambda line: bool(line.id),
            gutter=2,
            margin=margin,
            id=id,
        )
        self._build: Build = lambda width: []
        self._built_for = 0

    @property
    def text_width(self) -> int:
        return min(WIDEST, super().text_width)

    @property
    def _shows_cursor(self) -> bool:
        return self.has_focus

    def show_lines(self, build: Build, *, keep: bool = False) -> None:
        """Show what `build` makes; `keep` leaves the cursor where it is, for the same thing changed."""
        self._build = build
        self._built_for = self.text_width if self.size.width else 0
        if not self._built_for:
            return  # not on the screen: built when there is a width to build for
        key = line.id if keep and (line := self.current) else ""
        lines = build(self._built_for)
        at = next((at for at, line in enumerate(lines) if line.id == key), None) if key else None
        self.show(lines, at)

    def on_resize(self) -> None:
        if self.text_width != self._built_for:
            self.show_lines(self._build, keep=True)

    def action_move(self, step: int) -> None:
        if any(self.selectable(line) for line in self.rows):
            super().action_move(step)
        else:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False)
