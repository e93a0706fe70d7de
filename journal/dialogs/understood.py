"""Understood: what is understood of a captured line, under it, in the words of the popup."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from journal.widgets.line import BOLD, DATA, DOUBT, GAVE, GOT, MUTED, PLAIN, WARNING, cell, run, wrap

LABEL = 12
STYLES = {"plain": PLAIN, "muted": MUTED, "strong": BOLD, "new": BOLD, "got": DATA, "gave": DATA, "doubt": WARNING}
GLYPHS = {"got": GOT, "gave": GAVE, "doubt": DOUBT}
"""Roles that colour only their glyph; the words after it are plain."""

Pieces = Sequence[tuple[str, str]]


class Understood(Static):
    """Takes no room while there is nothing to show."""

    def write(self, lines: Sequence[tuple[str, Pieces]], said: Content | None, width: int) -> None:
        """Show what was said, then label and (text, role) of each line, with a blank one before the doubts."""
        width = max(LABEL + 8, width)
        rows = wrap(said, width) if said is not None else []
        rows += [Content("")] if rows and lines else []
        doubted = False
        for at, (label, pieces) in enumerate(lines):
            if _is_doubt(label, pieces) and at and not doubted:
                rows.append(Content(""))
                doubted = True
            rows += _rows(label, pieces, width)
        self.display = bool(rows)
        self.update(Content("\n").join(rows))


def _is_doubt(label: str, pieces: Pieces) -> bool:
    return not label and bool(pieces) and pieces[0][1] == "doubt"


def _rows(label: str, pieces: Pieces, width: int) -> list[Content]:
    """One line, wrapped beside its label; a doubt takes the whole width."""
    indent = 2 if _is_doubt(label, pieces) else 0
    label_width = 0 if indent else LABEL
    text = run(*[run(*_styled(piece, role)) for piece, role in pieces])
    first, *rest = wrap(text, width - label_width - indent)
    rows = [first, *(run(" " * indent, row) for row in rest)]
    return [run(cell((label if at == 0 else "", MUTED), label_width), row) for at, row in enumerate(rows)]


def _styled(text: str, role: str) -> list[tuple[str, str]]:
    """A piece with its style; of a doubt, or of what was got, only the glyph is coloured."""
    glyph = GLYPHS.get(role, "")
    if glyph and text.startswith(glyph):
        return [(glyph, STYLES[role]), (text[len(glyph) :], PLAIN)]
    return [(text, STYLES.get(role, PLAIN))]
