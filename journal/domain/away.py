"""Away: days on which the user is not there; they do not count towards anybody's rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class Away(NamedTuple):
    """From the first to the last day of being away, both included."""

    first: date
    last: date


def merged(periods: Iterable[Away]) -> tuple[Away, ...]:
    """The periods in order, those that touch each other as one; without those that end before they begin."""
    found: list[Away] = []
    for period in sorted(each for each in periods if each.last >= each.first):
        if found and period.first.toordinal() <= found[-1].last.toordinal() + 1:
            found[-1] = Away(found[-1].first, max(found[-1].last, period.last))
        else:
            found.append(period)
    return tuple(found)


def counted(day: date, today: date, away: Sequence[Away]) -> int:
    """The days after a day up to today, without those away; negative if the day is still to come."""
    days = (today - day).days
    for first, last in away:
        days -= max(0, min(last, today).toordinal() - max(first.toordinal(), day.toordinal() + 1) + 1)
    return days


def later(day: date, days: float, away: Sequence[Away] = ()) -> date:
    """So many days later, not counting those away; `away` is `merged`."""
    end = day.toordinal() + int(days)
    for first, last in away:
        if first.toordinal() > end:
            break
        end += max(0, last.toordinal() - max(first.toordinal(), day.toordinal() + 1) + 1)
    return date.fromordinal(min(end, date.max.toordinal()))
