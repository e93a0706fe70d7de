"""Occasions that repeat: their next occurrences, with what was moved, added and called off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulebase, rruleset, rrulestr  # type: ignore[import-untyped]

from journal.exchange.ical import Moment, Occasion, at_midnight

NEXT = 3
"""Occurrences of a series that come in."""
WITHIN = timedelta(days=366)
TOO_OFTEN = "it repeats several times a day"
BAD_RULE = "how it repeats cannot be read"
OVER = "the last time of it is past"
UNTIL = re.compile(r"UNTIL=(\d{8})(?:T(\d{6})Z?)?", re.IGNORECASE)
OFTEN = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:SECOND|MINUTE|HOUR)=", re.IGNORECASE)


def expanded(occasions: Iterable[Occasion], today: date) -> Iterator[Occasion]:
    """The occasions with each series replaced by its next occurrences from `today` on, or by the reason there is none.

    An occurrence has the id of the series and the day it was first set for, so that it stays the same when it is moved.
    """
    everything = list(occasions)
    moved = {
        (one.uid, at_midnight(one.instead_of)): one for one in everything if one.instead_of is not None and not one.skip
    }
    series = {one.uid for one in everything if (one.rules or one.extra) and not one.skip}
    for one in everything:
        if one.skip or (not one.rules and not one.extra and one.instead_of is None):
            yield one
        elif one.instead_of is None:
            yield from _next(one, moved, today)
        elif one.uid not in series:
            yield replace(one, uid=_id(one.uid, at_midnight(one.instead_of)))
        else:
            continue  # it comes with its series


def _next(one: Occasion, moved: Mapping[tuple[str, datetime], Occasion], today: date) -> Iterator[Occasion]:
    begin = datetime.combine(today, datetime.min.time())
    if any(OFTEN.search(rule) for rule in one.rules):
        yield replace(one, skip=TOO_OFTEN)
        return
    try:
        days = _rules(one)
        coming = list(islice(days.xafter(begin - timedelta(seconds=1), inc=True), NEXT))
    except (ValueError, TypeError, OverflowError, AttributeError):
        yield replace(one, skip=BAD_RULE)
        return
    coming = [day for day in coming if day <= begin + WITHIN]
    if not coming:
        yield replace(one, skip=OVER)
    for day in coming:
        other = moved.get((one.uid, day))
        yield replace(other or _on(one, day), uid=_id(one.uid, day), line=other.line if other else one.line)


def _rules(one: Occasion) -> rrulebase:
    start = at_midnight(one.start or date.max)
    rules = rruleset()
    for rule in one.rules:
        rules.rrule(rrulestr(UNTIL.sub(_naive, rule), dtstart=start))
    if not one.rules:
        rules.rdate(start)
    for extra in one.extra:
        rules.rdate(at_midnight(extra))
    for day in one.left_out:
        rules.exdate(at_midnight(day))
    return rules


def _naive(found: re.Match[str]) -> str:
    """UNTIL without a zone; a day lasts until its end."""
    return f"UNTIL={found[1]}T{found[2] or '235959'}"


def _on(one: Occasion, day: datetime) -> Occasion:
    """The occurrence of a series on a day."""
    first = one.start or day
    end = None if one.end is None else at_midnight(one.end) + (day - at_midnight(first))
    return replace(one, start=_like(first, day), end=None if end is None or one.end is None else _like(one.end, end))


def _like(pattern: Moment, value: datetime) -> Moment:
    return value if isinstance(pattern, datetime) else value.date()


def _id(uid: str, day: datetime) -> str:
    return f"{uid}/{day:%Y%m%dT%H%M}"
