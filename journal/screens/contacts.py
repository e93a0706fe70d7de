"""Contacts: who is this person to me, and how are we doing."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from journal.widgets.line import Piece, cell, run

WIDE, MIDDLE = 70, 55
"""Cells of text from which role and organisation stand in full, and from which the circle has its column."""


class Columns(NamedTuple):
    """Widths in cells, and the gap before each column but the first."""

    name: int
    where: int
    circle: int
    last: int = 9
    dots: int = 5
    gaps: tuple[int, int, int, int] = (1, 1, 2, 2)

    @classmethod
    def of(cls, width: int) -> Columns:
        """The columns of a list `width` cells wide."""
        if width >= WIDE:
            return cls(21, width - 49, 6, gaps=(2, 2, 2, 2))
        if width >= MIDDLE:
            return cls(17 + (width - MIDDLE) // 2, 12 + (width - MIDDLE + 1) // 2, 6)
        return cls(max(8, width - 30), 12, 0, gaps=(1, 1, 0, 2))

    def line(self, name: Piece, where: Piece, circle: Piece, last: Piece, warmth: Piece) -> Content:
        cells = [cell(name, self.name), cell(where, self.where)]
        cells += [cell(circle, self.circle)] if self.circle else []
        cells += [cell(last, self.last, "right"), cell(warmth, self.dots, "right")]
        gaps = [gap for gap in self.gaps if gap or self.circle]
        pieces: list[Piece] = [cells[0]]
        for gap, column in zip(gaps, cells[1:], strict=False):
            pieces += [" " * gap, column]
        return run(*pieces)
