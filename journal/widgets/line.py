"""One line of text on the grid: glyphs, roles of style, columns cut and filled by cells, dots, bars and sparks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal
from unicodedata import category

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from journal.domain.text import shown

PLAIN, BOLD, MUTED, FAINT = "$foreground", "bold $foreground", "$foreground-muted", "$faint"
HEAD = "bold $foreground-muted"
ACCENT, ACCENT_BOLD = "$accent", "bold $accent"
DATA, DATA_FAINT, LINE = "$data", "$data-faint", "$line"
SUCCESS, WARNING, ERROR = "$success", "$warning", "$error"
MATCH = "bold $match-foreground on $match-background"

CURSOR, CURSOR_AWAY, MARK = "▌", "▏", "•"
DOT_ON, DOT_OFF, DOTS = "●", "○", 5
OPEN, DONE, LET_GO = "□", "✓", "–"
GOT, GAVE, TO = "↓", "↑", "→"
DOUBT, MORE, BETWEEN, NEW = "!", "…", "·", "+"
SO_FAR, TO_GO = "━", "─"
SPARK = "▁▂▃▄▅▆▇█"
NONE = "–"
VEIL = "░"

Align = Literal["left", "right"]
Piece = Content | str | tuple[str, str]


def fit(text: str, width: int, align: Align = "left") -> str:
    """Cut to `width` cells with an ellipsis, or fill up with spaces; wide characters count two."""
    if width <= 0:
        return ""
    text = shown(text).replace("\n", " ")
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + MORE
    gap = " " * (width - cell_len(text))
    return gap + text if align == "right" else text + gap


def run(*pieces: Piece) -> Content:
    """Pieces one after the other; a plain string is plain text, a pair is (text, style). Never reads markup."""
    return Content.assemble(*[_piece(piece) for piece in pieces])


def _piece(piece: Piece) -> Content | tuple[str, str]:
    if isinstance(piece, Content):
        return piece
    text, style = (piece, PLAIN) if isinstance(piece, str) else piece
    return shown(text), style


def cell(piece: Piece, width: int, align: Align = "left") -> Piece:
    """One column: a piece brought to exactly `width` cells. What was text stays text: joining it is much cheaper."""
    if isinstance(piece, Content):
        return exact(piece, width, align)
    text, style = (piece, PLAIN) if isinstance(piece, str) else piece
    return fit(text, width, align), style


def exact(content: Content, width: int, align: Align = "left") -> Content:
    """Content brought to exactly `width` cells."""
    if content.cell_length > width:
        content = content.rstrip()  # spaces at the end are nothing that is cut off
    if content.cell_length > width:
        content = _cut(content, width)
    missing = width - content.cell_length
    if missing <= 0:
        return content
    return Content.assemble(" " * missing, content) if align == "right" else content.pad_right(missing)


def _cut(content: Content, width: int) -> Content:
    """Content cut to `width` cells, trimmed before the ellipsis as `fit` does."""
    if width <= 0:
        return Content("")
    kept = content.truncate(width - 1).rstrip()
    styles = [span.style for span in kept.spans if span.end >= len(kept.plain)]
    return Content.assemble(kept, (MORE, styles[-1] if styles else PLAIN))


def spread(width: int, left: Piece, right: Piece = "") -> Content:
    """Left text, right text, at least two spaces between; the left gives way, the right is never cut."""
    tail = run(right)
    room = width - tail.cell_length - (2 if tail.cell_length else 0)
    return Content.assemble(exact(run(left), max(0, room)), "  " if tail.cell_length else "", tail)


def veiled(text: str) -> str:
    """A text with every letter, figure and picture behind a veil of the same width."""
    text = shown(text)
    return "".join(letter if _is_between(letter) else VEIL * cell_len(letter) for letter in text)


def _is_between(letter: str) -> bool:
    """Whether a letter only stands between words: a space, a comma, a line of a frame."""
    return (
        letter.isspace()
        or (not letter.isalnum() and (letter.isascii() or category(letter)[0] in "PC"))
        or (category(letter) in ("Sm", "So") and cell_len(letter) == 1)
    )


def dots(count: int | None, band: str = "") -> Content:
    """Warmth as five dots, with its word where there is room; None (nothing logged yet) is a dash."""
    if count is None:
        return run((NONE + (" not yet" if band else ""), MUTED))
    word = f" {band}" if band else ""
    return run((DOT_ON * count, DATA), (DOT_OFF * (DOTS - count), FAINT), (word, MUTED))


def spark(values: Sequence[int], width: int = 1) -> Content:
    """Amounts over time as blocks, each `width` cells wide; nothing is a line at the foot."""
    top = max(values, default=0) or 1
    return Content.assemble(
        *[(SPARK[round(value / top * 7) if value else 0] * width, DATA if value else DATA_FAINT) for value in values]
    )


def bar(share: float, width: int) -> Content:
    """A measured amount (0 to 1) as a heavy stroke on a thin one; a beginning is always seen."""
    full = min(width, max(1, round(share * width))) if share > 0 else 0
    return run((SO_FAR * full, DATA), (TO_GO * (width - full), LINE))


def gains(ways: Iterable[str]) -> Content:
    """The two glyphs of what an entry brought: got, gave; a way that did not happen is a space."""
    ways = set(ways)
    return run((GOT if "got" in ways else " ", DATA), (GAVE if "gave" in ways else " ", DATA))


def key_words(pairs: Iterable[tuple[str, str]]) -> Content:
    """Keys and their words, as they stand at the foot of screens and dialogs."""
    return Content("   ").join([run((key, BOLD), (f" {word}", MUTED)) for key, word in pairs])


def lit(text: str, spans: Iterable[tuple[int, int]], style: str = PLAIN) -> Content:
    """Text with the found places highlighted."""
    content = Content.assemble((text, style))
    for start, end in spans:
        content = content.stylize(MATCH, start, end)
    return content


def wrap(content: Piece, width: int, indent: int = 0, most: int | None = None) -> list[Content]:
    """Lines of at most `width` cells, `indent` spaces before each; past `most` lines the last ends in an ellipsis."""
    lines = list(run(content).wrap(max(1, width - indent)))
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], Content.assemble(lines[most - 1].rstrip(), (MORE, PLAIN))]
    return [Content.assemble(" " * indent, line) for line in lines]
