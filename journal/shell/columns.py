"""Lines of columns for a terminal or a pipe: cut and filled by cells, not by letters."""

from __future__ import annotations

import shutil
import sys

from journal.domain.text import clean, shown

USUAL, WIDEST = 80, 120
GAP, INDENT = "  ", "  "


def columns(*cells: tuple[str, int]) -> str:
    """One line of (text, width) cells: below 0 to the right of its column, 0 takes the room that is left."""
    taken = sum(abs(width) for _, width in cells) + len(GAP) * (len(cells) - 1) + len(INDENT)
    room = max(8, line_width() - taken)
    return INDENT + GAP.join(_fit(shown(clean(text)), width or room) for text, width in cells).rstrip()


def line_width() -> int:
    """Cells of a line: those of the terminal, within reason; 80 on a pipe."""
    wide = sys.stdout is not None and sys.stdout.isatty()
    return min(WIDEST, shutil.get_terminal_size((USUAL, 24)).columns) if wide else USUAL


def _fit(text: str, width: int) -> str:
    from rich.cells import cell_len, set_cell_size

    size = abs(width)
    if cell_len(text) > size:
        text = f"{set_cell_size(text, size - 1).rstrip()}…"
    filler = " " * (size - cell_len(text))
    return filler + text if width < 0 else text + filler
