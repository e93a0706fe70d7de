"""How ready one felt over several events: the figures on a dotted scale from one to ten, joined by a stroke."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from journal.domain.confidence import Rated, Series
from journal.domain.words import short_day
from journal.widgets.line import BOLD, DATA, LINE, MUTED, NONE, SO_FAR, TO, cell, run
from journal.widgets.page import Lines

STEP, DAY, WORDS = 3, 12, 12
"""Cells from one figure of the scale to the next, of the day before it, and of the figures in words after it."""
MOST, MOST_TIGHT = 8, 4


def write_series(lines: Lines, found: Series, today: date) -> None:
    """One line for each event, the newest last; then what can be said, and what it may hide."""
    if not lines.tight:
        lines.gap()
    for point in found.points[-(MOST_TIGHT if lines.tight else MOST) :]:
        lines.add(_line(point, today, lines.width), "events", point.event)
    lines.gap()
    for measure in (found.lift, found.trend):
        if measure.value is not None:
            lines.text(measure.said)
            lines.muted(measure.trap)
    if found.lift.value is None and found.trend.value is None:
        lines.muted(found.lift.said)


def _line(point: Rated, today: date, width: int) -> Content:
    """The day, the scale with its figures, and the same in words."""
    day = cell((short_day(point.on, today), MUTED), DAY)
    cost = f"   costs {point.energy}" if point.energy and width >= DAY + 10 * STEP + 24 else ""
    words = cell(in_words(point), WORDS) if cost else in_words(point)
    return run(day, scale(point), "  ", words, (cost, MUTED))


def in_words(point: Rated) -> str:
    """Its figures in their order: before, at the door, after; "4 → 6 → 7"."""
    return f" {TO} ".join(map(str, _figures(point))) or NONE


def scale(point: Rated, step: int = STEP) -> Content:
    """Ten places, the figures on theirs, a stroke from the lowest to the highest; `step` cells from one to the next."""
    values = _figures(point)
    low, high = (min(values), max(values)) if values else (0, 0)
    pieces: list[tuple[str, str]] = []
    for at in range(1, 11):
        inside = low <= at <= high
        pieces.append((str(at), BOLD) if at in values else (SO_FAR, DATA) if inside else ("·", LINE))
        joined = inside and at < high
        gap = step - len(str(at) if at in values else "·")
        pieces.append(((SO_FAR if joined else " ") * gap, DATA))
    return run(*pieces)


def _figures(point: Rated) -> list[int]:
    return [value for value in (point.before, point.door, point.after) if value is not None]
