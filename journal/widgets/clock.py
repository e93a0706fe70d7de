"""The drawn parts of timers and ratings: big figures, the bar of a breath, the scale from one to ten."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from journal.widgets.line import ACCENT, BOLD, DATA, LINE, MUTED, SO_FAR, TO_GO, cell, run, spread

_FIGURES = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "┌─┘", "╰─╴"),
    "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─┐", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
    ":": ("   ", " · ", " · "),
}
"""Figures three cells wide and three lines high."""
RATINGS = range(1, 11)
ROOMY, FIGURE_ROOM = 60, 6
"""Cells of text from which the figures of a scale stand six cells apart."""


class Breath(NamedTuple):
    """Where one is in a breath: what to do, how full the bar is (0 to 1), which second of how many."""

    words: str
    share: float
    second: int
    of: int


def minutes_and_seconds(seconds: int) -> str:
    """A span as a clock shows it: "3:42"."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def big(text: str) -> list[Content]:
    """Figures in three lines."""
    return [run(" ".join(_FIGURES[sign][line] for sign in text)) for line in range(3)]


def breath(second: int, inhale: int, hold: int, exhale: int) -> Breath:
    """Where one is after so many seconds: the bar fills with the breath in and empties with the breath out."""
    at = second % (inhale + hold + exhale)
    if at < inhale:
        return Breath("breathe in", (at + 1) / inhale, at + 1, inhale)
    if at < inhale + hold:
        return Breath("hold", 1, at - inhale + 1, hold)
    out = at - inhale - hold
    return Breath("breathe out", 1 - (out + 1) / exhale, out + 1, exhale)


def breath_lines(now: Breath, width: int) -> list[Content]:
    """The bar, and below it what to do."""
    full = round(now.share * width)
    stroke = run((SO_FAR * full, DATA), (TO_GO * (width - full), LINE))
    return [stroke, spread(width, (now.words, BOLD), (f"{now.second} of {now.of}", MUTED))]


def scale_lines(chosen: int | None, width: int, low: str, high: str) -> list[Content]:
    """The figures one to ten, the chosen one lifted and underlined, and what the ends mean.

    The first cell of the first figure is left out, so that the figure itself stands on the text edge.
    """
    room = FIGURE_ROOM if width >= ROOMY else max(4, (width - 1) // len(RATINGS))
    figures, marks = [], []
    for value in RATINGS:
        here = value == chosen
        style = "bold $foreground on $block-cursor-background" if here else MUTED
        figures.append(cell(run((f" {value} ", style)), room))
        marks.append(cell((SO_FAR * (3 if value < 10 else 4) if here else "", ACCENT), room))
    end = spread(room * (len(RATINGS) - 1) + 2, (low, MUTED), (high, MUTED))
    return [run(*figures)[1:], run(*marks)[1:], end]
