"""Forms that are dates only where a date is asked for: a bare month, a year, Q1, 2w, tom, 3pm, the end of May."""

from __future__ import annotations

from datetime import date, timedelta

from journal.capture import days
from journal.capture.days import When
from journal.capture.phrase import clock_at
from journal.capture.relative import moved, relative, units
from journal.capture.words import MONTHS, SHORT_ENDS, WEEKDAYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.phrase import Match, Phrase

_QUARTERS = {"q1": 1, "q2": 4, "q3": 7, "q4": 10}
_NOW = frozenset({"now"})
_TOMORROW = frozenset({"tom", "tmw"})


def slot_form(phrase: Phrase, at: int) -> Match:
    """A form that needs a field around it."""
    for form in (_word, _length, _year_and_month, _month, _quarter, _year, _month_edge, _bare_day, _bare_clock):
        found = form(phrase, at)
        if found:
            return found
    return None


def weekday(phrase: Phrase, at: int, time: str | None = None) -> When | None:
    """A bare weekday: the last or the coming one. Today is the last one, and the coming one while its time is ahead."""
    number = WEEKDAYS.get(phrase.word(at))
    if number is None:
        return None
    still_ahead = time is not None and time > phrase.now.strftime("%H:%M")
    today_counts = not phrase.ahead or still_ahead
    return When(days.on_weekday(phrase.today, number, ahead=phrase.ahead, today_counts=today_counts), time)


def the_day(phrase: Phrase, at: int) -> Match:
    """The 25th."""
    found = phrase.day(at + 1) if phrase.word(at) == "the" else None
    if not found or (found[0] == at + 2 and phrase.number(at + 1) is not None):
        return None
    on = days.month_day(phrase.today, found[1], ahead=phrase.ahead)
    return (found[0], When(on)) if on else None


def _word(phrase: Phrase, at: int) -> Match:
    word = phrase.word(at)
    if word in _NOW:
        return at + 1, When(phrase.today, phrase.now.strftime("%H:%M"))
    if word in _TOMORROW:
        return at + 1, When(phrase.today + timedelta(days=1))
    if word == "weekend":
        found = days.period(phrase.today, "weekend", 0)
        return (at + 1, When(found[0], None, found[1])) if found else None
    if word == "end" and phrase.word(at + 1) == "of" and phrase.word(at + 2) == "day":
        return at + 3, When(phrase.today)
    end = SHORT_ENDS.get(word)
    if end == "day":
        return at + 1, When(phrase.today)
    return _end_of(phrase, end, at + 1) if end else None


def _end_of(phrase: Phrase, name: str, after: int) -> Match:
    spelled = type(phrase)(f"end of {name}", phrase.now, ahead=phrase.ahead, order=phrase.order, whole=True)
    found = relative(spelled, 0)
    return (after, found[1]) if found else None


def _length(phrase: Phrase, at: int) -> Match:
    """2w: that long ago, or ahead, as the field looks; -2w is always ago."""
    minus = phrase.word(at) == "-" and phrase.glued(at + 1)
    found = units(phrase, at + minus)
    if not found:
        return None
    back = minus or not phrase.ahead
    when = moved(phrase, phrase.today, found[1], -1 if back else 1)
    if when and back and when.time is None:
        when.until = phrase.today
    return (found[0], when) if when else None


def _spanning(phrase: Phrase, first: date | None, last: date | None, after: int) -> Match:
    if not first or not last:
        return None
    return after, When(days.within(first, last, phrase.today, ahead=phrase.ahead), None, last)


def _month(phrase: Phrase, at: int) -> Match:
    """May; May 2026; the year before or after it if none is said."""
    month, after = MONTHS.get(phrase.word(at)), at + 1
    if month is None:
        return None
    after += phrase.word(after) == ","
    year = phrase.number(after)
    if year is not None and len(phrase.word(after)) == 4:
        first = days.day(year, month, 1)
        return _spanning(phrase, first, first and days.month_end(first), after + 1)
    first = days.yearless(phrase.today, month, 1, ahead=phrase.ahead)
    if phrase.ahead and month == phrase.today.month:
        first = phrase.today.replace(day=1)
    return _spanning(phrase, first, first and days.month_end(first), at + 1)


def _quarter(phrase: Phrase, at: int) -> Match:
    if phrase.word(at) != "q" or not phrase.glued(at + 1):
        return None
    month, after = _QUARTERS.get("q" + phrase.word(at + 1)), at + 2
    if month is None:
        return None
    year = phrase.number(after)
    if year is not None and len(phrase.word(after)) == 4:
        first, after = days.day(year, month, 1), after + 1
    else:
        first = days.yearless(phrase.today, month, 1, ahead=phrase.ahead)
        running = days.period(phrase.today, "quarter", 0)
        if phrase.ahead and running and running[0].month == month:
            first = running[0]
    last = first and days.later(first, ("months", 1), 2)
    return _spanning(phrase, first, last and days.month_end(last), after)


def _year(phrase: Phrase, at: int) -> Match:
    year = phrase.number(at)
    if year is None or len(phrase.word(at)) != 4:
        return None
    return _spanning(phrase, days.day(year, 1, 1), days.day(year, 12, 31), at + 1)


def _year_and_month(phrase: Phrase, at: int) -> Match:
    """2026-05, 2026/5; 20260512."""
    word = phrase.word(at)
    if len(word) == 8 and word.isdecimal() and word.isascii():
        on = days.day(int(word[:4]), int(word[4:6]), int(word[6:]))
        return (at + 1, When(on)) if on else None
    year, month = phrase.number(at), phrase.number(at + 2)
    if year is None or month is None or len(phrase.word(at)) != 4 or phrase.word(at + 1) not in ("-", "/", "."):
        return None
    first = days.day(year, month, 1)
    return _spanning(phrase, first, first and days.month_end(first), at + 3)


def _month_edge(phrase: Phrase, at: int) -> Match:
    """End of May, start of Q1, mid December."""
    words, after = phrase.word(at), at + 1
    if words not in ("end", "start", "beginning", "mid", "middle", "early", "late"):
        return None
    after += phrase.word(after) in ("of", "-")
    found = _month(phrase, after) or _quarter(phrase, after)
    if not found:
        return None
    end, when = found
    first = when.until.replace(day=1) if phrase.word(after) != "q" else when.on
    middle = first + timedelta(days=14)
    on = {"end": when.until, "late": when.until, "mid": middle, "middle": middle}.get(words, first)
    return end, When(on)


def _bare_day(phrase: Phrase, at: int) -> Match:
    """25th, without "the"."""
    found = phrase.day(at)
    if not found or (found[0] == at + 1 and phrase.number(at) is not None):
        return None
    on = days.month_day(phrase.today, found[1], ahead=phrase.ahead)
    return (found[0], When(on)) if on else None


def _bare_clock(phrase: Phrase, at: int) -> Match:
    """3pm, 15:00, at 9: today."""
    clock = clock_at(phrase, at)
    if clock and clock[1]:
        return clock[0], When(phrase.today, clock[1])
    return None
