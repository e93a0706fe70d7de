"""The row of a person: its columns for every width of the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from journal.widgets.line import BOLD, MUTED, NONE, PLAIN, Piece, cell, run

WIDEST, WIDE, MIDDLE = 78, 70, 55
"""Cells of text from which long names have room, from which role and organisation stand in full, and from which the
circle has its column."""
CIRCLE, LAST, DOTS = 6, 9, 5


class Columns(NamedTuple):
    """Widths in cells, and the gap before each column but the first; a circle of width 0 is left out."""

    name: int
    where: int
    circle: int
    gaps: tuple[int, int, int, int] = (1, 1, 2, 2)

    @classmethod
    def of(cls, width: int) -> Columns:
        """The columns of a list `width` cells wide."""
        if width >= WIDE:
            name = 21 if width < WIDEST else 26
            return cls(name, width - name - CIRCLE - LAST - DOTS - 8, CIRCLE, (2, 2, 2, 2))
        if width >= MIDDLE:
            more = width - MIDDLE
            return cls(17 + more // 2, 12 + more - more // 2, CIRCLE)
        return cls(max(8, width - 12 - LAST - DOTS - 4), 12, 0, (1, 0, 1, 2))

    def line(self, name: Piece, where: Piece, circle: Piece, last: Piece, warmth: Piece) -> Content:
        first, second, third, fourth = (" " * gap for gap in self.gaps)
        return run(
            *(cell(name, self.name), first, cell(where, self.where), second, cell(circle, self.circle), third),
            *(cell(last, LAST, "right"), fourth, cell(warmth, DOTS, "right")),
        )


class PersonHeads(Widget):
    """The names of the columns, above a list of people."""

    DEFAULT_CSS = "PersonHeads { height: 1; color: $foreground-muted; }"

    def render(self) -> RenderResult:
        return heads(self.content_size.width)


def heads(width: int) -> Content:
    """The names of the columns."""
    words = ("name", "who" if width >= WIDE else "where", "circle", "last talk", "")
    return Columns.of(width).line(*[(word, MUTED) for word in words])


def person_row(
    document: Mapping[str, Any], width: int, here: bool, *, name: str, where: str, last: str = "", warmth: Piece = ""
) -> Content:
    """A row: `name` and `where` as they may be shown, the last talk as a span, the dots."""
    return Columns.of(width).line(
        (name, BOLD if here else PLAIN),
        (where or NONE, MUTED),
        (str(document.get("circle", "active")), MUTED),
        (last, PLAIN),
        warmth,
    )


def where_of(document: Mapping[str, Any], width: int) -> str:
    """Role and organisation where there is room for both, else the organisation."""
    role, org = str(document.get("role", "")), str(document.get("org", ""))
    return ", ".join(part for part in (role, org) if part) if width >= WIDE else org or role
