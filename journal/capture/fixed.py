"""Dates that name their day: 2026-05-12, 12/05/2026, 12 May, May 12th 2026, Sunday 6 March, the last Friday of May."""

from __future__ import annotations

from journal.capture import days
from journal.capture.days import When
from journal.capture.words import COUNTED, MODAL_AFTER, MODAL_BEFORE, MONTHS, ORDINALS, WEEKDAYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from journal.capture.phrase import Match, Phrase

_DASHES = frozenset({"-", "–", "—", "to", "until", "till", "through"})
_ORDERS = {"DMY": (0, 1), "MDY": (1, 0), "YMD": (0, 1)}
"""Where day and month stand in a date that ends with its year; one that begins with it is always year, month, day."""
_CENTURY = 100
_LONG_YEAR = 4


def fixed(phrase: Phrase, at: int) -> Match:
    """A named day, with the weekday before it or not."""
    found = nth_weekday(phrase, at)
    if found:
        return found
    weekday = WEEKDAYS.get(phrase.word(at))
    if weekday is None:
        return _named(phrase, at)
    at += 1
    at += phrase.word(at) in (",", ".")
    at += phrase.word(at) == "the"
    found = _named(phrase, at)
    if found and found[1].on.weekday() != weekday:
        # "Tue 24 Nov" without a year is the one that is a Tuesday, even if it lies the other way.
        other = _named(phrase.turned(), at)
        return other if other and other[1].on.weekday() == weekday else found
    return found


def _named(phrase: Phrase, at: int) -> Match:
    return _figures(phrase, at) or _day_first(phrase, at) or _month_first(phrase, at)


def _figures(phrase: Phrase, at: int) -> Match:
    first, mark = phrase.number(at), phrase.word(at + 1)
    if first is None or mark not in ("-", "/", ".") or phrase.word(at + 3) != mark:
        return None
    if not all(phrase.glued(at + step) for step in range(1, 5)):
        return None
    last, length = phrase.number(at + 4), len(phrase.words[at])
    if last is None:
        return None
    if length == _LONG_YEAR:
        return _year_first(phrase, at, first, last)
    middle = phrase.number(at + 2)
    if middle is None or length > 2:
        return None
    year = _full_year(phrase, at + 4, short=mark == "/")
    if year is None:
        return None
    day, month = (first, middle) if _ORDERS[phrase.order] == (0, 1) else (middle, first)
    on = days.day(year, month, day) or days.day(year, day, month)
    return (at + 5, When(on)) if on else None


def _year_first(phrase: Phrase, at: int, year: int, day: int) -> Match:
    month = phrase.number(at + 2) or MONTHS.get(phrase.word(at + 2))
    on = days.day(year, month, day) if month and len(phrase.words[at + 4]) <= 2 else None
    if not on:
        return None
    after = at + 5
    if phrase.word(after) == "t" and phrase.glued(after) and phrase.glued(after + 1):
        return _iso_time(phrase, after, on)
    return after, When(on)


def _iso_time(phrase: Phrase, at: int, on: date) -> Match:
    """The time of 2026-11-02T09:15:30.5+01:00; seconds and offset are passed over."""
    hour, minute = phrase.number(at + 1), phrase.number(at + 3)
    if hour is None or minute is None or phrase.word(at + 2) != ":" or hour > 23 or minute > 59:
        return None
    after = at + 4
    while phrase.glued(after) and (phrase.word(after) in (":", "z", "+", "-", ".") or phrase.number(after) is not None):
        after += 1
    return after, When(on, f"{hour:02d}:{minute:02d}")


def _day_first(phrase: Phrase, at: int) -> Match:
    start = phrase.day(at)
    if not start:
        return None
    after, number = start
    span = _second_day(phrase, after, number)
    if span:
        after = span[0]
    mark = phrase.word(after) if phrase.glued(after) else ""
    after += phrase.word(after) == "of" or mark in ("-", "/")
    first, end = _month_at(phrase, after)
    if first and phrase.word(after) not in MONTHS and not span:
        on = days.day(first.year, first.month, number)
        return (end, When(on)) if on and phrase.word(after - 1) == "of" else None
    month = MONTHS.get(phrase.word(after))
    if month is None or (phrase.glued(after) and not mark and not phrase.whole):
        return None
    if month == 5 and not phrase.whole and _is_modal(phrase, at, after):
        return None
    after += 1
    if mark in ("-", "/"):
        after += phrase.word(after) == mark
    return _dated(phrase, after, month, number, span[1] if span else None)


def _month_first(phrase: Phrase, at: int) -> Match:
    month = MONTHS.get(phrase.word(at))
    if month is None:
        return None
    name, after = phrase.word(at), at + 1
    after += phrase.word(after) in (".", ",") and phrase.glued(after)
    after += phrase.word(after) == "the"
    spelled = phrase.number(after) is None
    start = None if phrase.glued(after) else phrase.day(after)
    if not start:
        return None
    after, number = start
    span = _second_day(phrase, after, number)
    found = _dated(phrase, span[0] if span else after, month, number, span[1] if span else None)
    # "she may first ask", "they march second": a spelled day after a verb counts only with its year.
    verb = spelled and name in ("may", "march") and not phrase.whole
    return None if verb and found and phrase.number(found[0] - 1) is None else found


def _second_day(phrase: Phrase, at: int, first: int) -> tuple[int, int] | None:
    """The rest of "10-12" or "10 to 12", before or after a month."""
    if phrase.word(at) not in _DASHES:
        return None
    last = phrase.day(at + 1)
    return last if last and last[1] > first else None


def _dated(phrase: Phrase, after: int, month: int, number: int, last: int | None) -> Match:
    """Day and month, with the year that may follow; of a range its first day."""
    year, end = _year_after(phrase, after)
    end_month = month
    if year is None and last is None and (second := _second_date(phrase, after, month)):
        year, end_month, last, end = second
    if year is None and not phrase.whole and phrase.word(end) in COUNTED:
        return None
    on = days.day(year, month, number) if year else days.yearless(phrase.today, month, number, ahead=phrase.ahead)
    if not on or last is None:
        return (end, When(on)) if on else None
    until = days.day(on.year + (end_month < month), end_month, last)
    return (end, When(on, None, until, ranged=True)) if until else None


def _year_after(phrase: Phrase, at: int) -> tuple[int | None, int]:
    after = at + (phrase.word(at) in (",", "."))
    if phrase.word(after) in ("'", "’"):
        year = _full_year(phrase, after + 1, short=True) if phrase.glued(after + 1) else None
        return (year, after + 2) if year else (None, at)
    if phrase.glued(after) and phrase.word(after - 1) not in ("-", "/", ","):
        return None, at
    length = len(phrase.word(after))
    # 96 can only be a year; 12 after a date may be anything.
    short = (phrase.number(after) or 0) > 31 or phrase.word(after - 1) in ("-", "/")
    year = _full_year(phrase, after, short=short) if length in (2, _LONG_YEAR) else None
    return (year, after + 1) if year and phrase.word(after + 1) != ":" else (None, at)


def _full_year(phrase: Phrase, at: int, *, short: bool) -> int | None:
    year = phrase.number(at)
    length = len(phrase.word(at))
    if year is None or length not in (2, _LONG_YEAR):
        return None
    if length == _LONG_YEAR:
        return year if days.EARLIEST <= year <= days.LATEST else None
    if not short:
        return None
    return year + (1900 if year > (phrase.today.year + 20) % _CENTURY else 2000)


def _second_date(phrase: Phrase, at: int, month: int) -> tuple[int | None, int, int, int] | None:
    """Year, month, day and end of "- 12 September 2013", "to Nov 12", which follow another date."""
    if phrase.word(at) not in _DASHES:
        return None
    at += 1
    start = phrase.day(at)
    if start and phrase.word(start[0]) in MONTHS:
        month, after = MONTHS[phrase.word(start[0])], start[0] + 1
    elif phrase.word(at) in MONTHS and (start := phrase.day(at + 1)):
        month, after = MONTHS[phrase.word(at)], start[0]
    else:
        return None
    year, end = _year_after(phrase, after)
    return year, month, start[1], end


def _is_modal(phrase: Phrase, at: int, may: int) -> bool:
    """Whether "may" after a number is the verb: "of the 12 may join"."""
    return phrase.word(at - 1) in MODAL_BEFORE or phrase.word(may + 1) in MODAL_AFTER


def nth_weekday(phrase: Phrase, at: int) -> Match:
    """The first Monday of December, the last Friday of the month, the last day of May."""
    count = -1 if phrase.word(at) == "last" else ORDINALS.get(phrase.word(at), 0)
    number, after = WEEKDAYS.get(phrase.word(at + 1)), at + 2
    last_day = count == -1 and phrase.word(at + 1) == "day"
    if (
        not (-1 <= count <= 5 and count)
        or not (number is not None or last_day)
        or phrase.word(after) not in ("of", "in")
    ):
        return None
    first, end = _month_at(phrase, after + 1)
    if not first:
        return None
    on = days.month_end(first) if last_day else days.nth_weekday(first, number or 0, count)
    return (end, When(on)) if on else None


def _month_at(phrase: Phrase, at: int) -> tuple[date | None, int]:
    """First day of "december 2026", "the month", "next month"."""
    word = phrase.word(at)
    if word in MONTHS:
        year, after = _year_after(phrase, at + 1)
        if year:
            return days.day(year, MONTHS[word], 1), after
        month = days.yearless(phrase.today.replace(day=1), MONTHS[word], 1, ahead=phrase.ahead)
        return month, at + 1
    steps = {"the": 0, "this": 0, "next": 1, "last": -1}
    at += word in steps
    if phrase.word(at) == "month":
        found = days.period(phrase.today, "month", steps.get(word, 0))
        return (found[0] if found else None), at + 1
    return None, at
