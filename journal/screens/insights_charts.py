"""The charts of the insights: each is a label, a number, then a stroke; readable with the stroke covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from textual.content import Content

from journal.derived.rates import Rate
from journal.domain.balance import Balance
from journal.domain.timeline import BENEFITS
from journal.domain.words import MONTHS, plural
from journal.widgets.line import DATA, GAVE, GOT, LINE, MUTED, NONE, PLAIN, SO_FAR, SPARK, Piece, bar, cell, run, spread
from journal.widgets.page import Lines

NAME, WAY, FIGURE, LATELY = 13, 7, 3, 4
"""Cells of the name of a benefit, of "↓ got", of its number, and of how much of it is new."""
WEEK_BLOCK = 3
WEEKS_A_ROW, WEEKS = 13, 26
LEAST_PLANS = 5
RATE_BAR, RATE_FIGURES = 18, 7


def happened(answers: Iterable[str]) -> Rate:
    """How many plans happened, of those of which it is known ("yes" or "no")."""
    known = Counter(answer for answer in answers if answer in ("yes", "no"))
    return Rate(known["yes"], known.total(), max(0, LEAST_PLANS - known.total()))


def write_balance(lines: Lines, balance: Balance, lately: Balance | None = None) -> None:
    """Two strokes for each benefit, in one scale: what was got, what was given; at the right the part of `lately`."""
    top = max(*balance.got.values(), *balance.gave.values(), 1)
    room = lines.width - NAME - WAY - FIGURE - 2 - (LATELY if lately else 0)
    for number, benefit in enumerate(BENEFITS):
        if number and not lines.tight:
            lines.gap()
        for way in ("got", "gave"):
            amount = getattr(balance, way)[benefit]
            sign, style = (GOT, DATA) if way == "got" else (GAVE, MUTED)
            stroke: Piece = (SO_FAR * max(1, round(amount / top * room)), style) if amount else ("none noted", MUTED)
            name = benefit if way == "got" else ""
            figure = cell(_figure(amount), FIGURE, "right")
            row = run(cell((name, PLAIN), NAME), cell((f"{sign} {way}", MUTED), WAY), figure, " ", stroke)
            part = (_figure(getattr(lately, way)[benefit]), MUTED) if lately and amount else ""
            lines.add(spread(lines.width, row, part))


def _figure(amount: int) -> str:
    return str(amount) if amount else NONE


def write_worlds(lines: Lines, shares: Sequence[tuple[str, int]], most: int = 5) -> None:
    """The worlds of the closest people, the largest first."""
    top = max((count for _, count in shares), default=1)
    for world, count in shares[:most]:
        figure = cell((str(count), PLAIN), FIGURE, "right")
        stroke = (SO_FAR * max(1, round(count / top * 16)), DATA)
        lines.add(run(cell((world, PLAIN), NAME + WAY), figure, " ", stroke))


def write_weeks(lines: Lines, counts: Sequence[int], today: date) -> None:
    """Weeks as blocks with their figures, in rows of thirteen and one scale; an empty week is a line."""
    top = max(*counts, 1)
    this_week = today - timedelta(days=today.weekday())
    per_row = max(4, min(WEEKS_A_ROW, (lines.width + 1) // (WEEK_BLOCK + 1)))
    for start in range(len(counts) % per_row, len(counts), per_row):
        row = counts[start : start + per_row]
        if start >= per_row:
            lines.gap()
        lines.add(run(*(piece for count in row for piece in _block(count, top))))
        lines.add(run(*(cell((str(count) if count else NONE, MUTED), WEEK_BLOCK + 1) for count in row)))
        first = this_week - timedelta(weeks=len(counts) - 1 - start)
        end = "this week" if start + per_row >= len(counts) else ""
        width = len(row) * (WEEK_BLOCK + 1) - 1
        lines.add(spread(width, (f"{first.day} {MONTHS[first.month - 1]}", MUTED), (end, MUTED)))


def _block(count: int, top: int) -> tuple[tuple[str, str], str]:
    level = max(1, round(count / top * (len(SPARK) - 1))) if count else 0
    return (SPARK[level] * WEEK_BLOCK, DATA if count else LINE), " "


def write_rate(lines: Lines, name: str, rate: Rate, about: str, noun: tuple[str, str]) -> None:
    """So many of so many as a stroke and in figures; a sentence before there are enough of them."""
    if rate.missing:
        more = f"{plural(rate.missing, f'more {noun[0]}', f'more {noun[1]}')} and a line appears here"
        for number, line in enumerate(_wrapped(more, lines.width - NAME)):
            lines.add(run(cell((name if not number else "", PLAIN), NAME), line))
        return
    figures = cell((f"{rate.done}/{rate.of}", PLAIN), RATE_FIGURES, "right")
    width = min(RATE_BAR, lines.width - NAME - RATE_FIGURES - len(about) - 3)
    lines.add(run(cell((name, PLAIN), NAME), bar(rate.done / rate.of, width), figures, (f"   {about}", MUTED)))


def _wrapped(text: str, width: int) -> list[Content]:
    return list(run((text, MUTED)).wrap(width))
