"""How ready one felt at events, by kind: the figures on their scale, and in words what they say."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from journal.domain.confidence import Rated, Series, calibration, series
from journal.domain.words import MONTHS, short_day
from journal.screens.confidence_lines import in_words, scale
from journal.screens.desk import Desk
from journal.widgets.line import MUTED, PLAIN, TO, cell, run, wrap
from journal.widgets.page import Lines

KIND, DAY, STEP, WORDS = 11, 8, 2, 12
"""Cells of the kind of event, of the day, from one figure of the scale to the next, and of the figures in words."""
SCALE = 10 * STEP
LATELY = 3
"""Events of each kind that are shown."""
ENERGY = 62
"""Cells of text from which it is told what an event costs."""


def write_readiness(desk: Desk, every: Sequence[Rated], lines: Lines) -> None:
    """The last events of each kind with their figures; below them what these say, or how many more are needed."""
    lines.section("How ready you felt", f"before {TO} at the door {TO} after")
    found = series(every)
    if not found:
        lines.muted("Nothing is noted yet. A preparation asks before, at the door, and after.")
        return
    for each in found:
        if not lines.tight:
            lines.gap()
        _write(desk, each, lines)
    known = calibration(every)
    if desk.config.prep.calibration and known.value is not None:
        lines.gap().muted(known.said)


def _write(desk: Desk, kind: Series, lines: Lines) -> None:
    label = wrap((kind.kind.replace("_", " "), PLAIN), KIND - 1, most=2)
    texts = [measure.said for measure in (kind.lift, kind.trend) if measure.value is not None] or [kind.lift.said]
    said = [line for text in texts for line in wrap((text, MUTED), lines.width - KIND)]
    rows = [(_line(desk, point, lines.width), point.event) for point in kind.points[-LATELY:]]
    for number, (content, event) in enumerate([*rows, *((line, "") for line in said)]):
        name = cell(label[number] if number < len(label) else "", KIND)
        lines.add(run(name, content), *(("events", event) if event else ()))


def _line(desk: Desk, point: Rated, width: int) -> Content:
    this_year = point.on.year == desk.today.year
    on = short_day(point.on, desk.today) if this_year else f"{MONTHS[point.on.month - 1]} {point.on.year}"
    day = cell((on, MUTED), DAY, "right")
    words = cell((in_words(point), PLAIN), WORDS)
    cost = f"  costs {point.energy}" if point.energy and width >= ENERGY else ""
    return run(day, "  ", cell(scale(point, STEP), SCALE), " ", words, (cost, MUTED))
