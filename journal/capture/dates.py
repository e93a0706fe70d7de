"""Phrases ↔ dates: `find` looks for dates in prose, `read` understands a whole field, `say` writes a date in words."""

from __future__ import annotations

import re

from journal.capture import slots
from journal.capture.days import When
from journal.capture.fixed import fixed
from journal.capture.phrase import Phrase, clock_at, with_clock
from journal.capture.relative import relative
from journal.capture.words import (
    AFTER_DATE,
    AMBIGUOUS_WEEKDAYS,
    BEFORE_DATE,
    BEFORE_WEAK,
    DETERMINERS,
    MONTH_NAMES,
    PRONOUNS,
    WEEKDAY_NAMES,
    WEEKDAYS,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime

    from journal.capture.phrase import Match

__all__ = ["Found", "When", "clock", "find", "read", "say", "unsure"]

PAST, FUTURE = "past", "future"
_SLASHES = r"(?<![\w/.-])(?!24/7|9/11)(\d{1,2})/(\d{1,2})(?![\w/%-]|\.\w| of )"


class Found:
    """A date in a text: where it stands (its preposition included), what it says, and the words without preposition."""

    __slots__ = ("end", "start", "when", "words")

    def __init__(self, start: int, end: int, when: When, words: str) -> None:
        self.start = start
        self.end = end
        self.when = when
        self.words = words


def read(text: str, now: datetime, *, looks: str = PAST, order: str = "DMY") -> When | None:
    """A whole phrase as a date, or None. `looks` says which way a yearless or bare form points; slot forms count.

    `When.until` is the last day of a named period (`2026-05`, `last week`), or today for `7d` when looking back.
    """
    phrase = Phrase(text, now, ahead=looks == FUTURE, order=order, whole=True)
    total = len(phrase.words)
    totals = (total, total - 1) if phrase.word(total - 1) == "." else (total,)
    for at in [0, 1] if phrase.word(0) in BEFORE_DATE | {"at", "in"} else [0]:
        for form in (_strong, _clock_first, _weak, slots.slot_form):
            found = form(phrase, at)
            for match in (with_clock(phrase, found), found):
                if match and match[0] in totals:
                    return match[1]
    return None


def clock(text: str, now: datetime) -> str | None:
    """A time of day such as 5pm, 17:30, noon or a bare hour, as HH:MM."""
    phrase = Phrase(f"at {text}", now, ahead=False, order="DMY", whole=True)
    found = clock_at(phrase, 0)
    return found[1] if found and found[0] == len(phrase.words) else None


def find(
    text: str, now: datetime, *, looks: str = PAST, order: str = "DMY", ends: bool = False, leads: bool = False
) -> list[Found]:
    """The dates in prose, in order; weak forms count after a preposition or before a time.

    They count at the end of the text too if `ends`, and at its beginning before a colon if `leads`.
    """
    phrase = Phrase(text, now, ahead=looks == FUTURE, order=order, whole=False)
    found: list[Found] = []
    at = 0
    while at < len(phrase.words):
        match = _date_at(phrase, at, ends=ends, leads=leads) if phrase.starts_well(at) else None
        if match:
            after, when, first = match
            start, end = phrase.starts[at], phrase.ends[after - 1]
            found.append(Found(start, end, when, text[phrase.starts[first] : end]))
            at = after
        else:
            at += 1
    return found


def unsure(text: str, found: list[Found], now: datetime) -> list[str]:
    """Words that look like a date and stay text: a bare weekday, "the 25th", 8/10 without a year."""
    phrase = Phrase(text, now, ahead=False, order="DMY", whole=False)
    taken = [(date.start, date.end) for date in found]
    slashes = re.finditer(_SLASHES, text) if "/" in text else ()
    spans = [match.span() for match in slashes if _could_be_day(int(match[1]), int(match[2]))]
    spans += [span for at in range(len(phrase.words)) if (span := _bare_weak(phrase, at))]
    return [text[a:b] for a, b in sorted(spans) if not any(start < b and a < end for start, end in taken)]


def say(on: date, today: date) -> str:
    """Sun 22 Nov, with the year if it is another one."""
    words = f"{WEEKDAY_NAMES[on.weekday()]} {on.day} {MONTH_NAMES[on.month - 1]}"
    return words if on.year == today.year else f"{words} {on.year}"


def _date_at(phrase: Phrase, at: int, *, ends: bool, leads: bool) -> tuple[int, When, int] | None:
    """The date that begins here: index after it, what it says, and where it begins without its preposition."""
    word = phrase.word(at)
    after_preposition = at + 1 if word in BEFORE_DATE else at
    for first in dict.fromkeys((after_preposition, at)):
        match = _bounded(phrase, with_clock(phrase, _strong(phrase, first)) or _clock_first(phrase, first))
        if match:
            return *match, first
    if word in BEFORE_WEAK:
        match = _weak_after_preposition(phrase, at + 1)
        return (*match, at + 1) if match else None
    match = _weak_alone(phrase, at, ends=ends, leads=leads)
    return (*match, at) if match else None


def _strong(phrase: Phrase, at: int) -> Match:
    return fixed(phrase, at) or relative(phrase, at)


def _weak(phrase: Phrase, at: int) -> Match:
    when = slots.weekday(phrase, at)
    if not when:
        return slots.the_day(phrase, at)
    clock = clock_at(phrase, at + 1) if phrase.word(at + 1) else None
    timed = slots.weekday(phrase, at, clock[1]) if clock else None
    return (clock[0], timed) if clock and timed else (at + 1, when)


def _clock_first(phrase: Phrase, at: int) -> Match:
    """3pm tomorrow, 17:00 on Friday."""
    clock = (
        clock_at(phrase, at) if phrase.word(at) in ("at", "noon", "midnight") or phrase.number(at) is not None else None
    )
    if not clock or not clock[1]:
        return None
    first = clock[0] + (phrase.word(clock[0]) in BEFORE_WEAK)
    match = _strong(phrase, first) or (_weak(phrase, first) if first > clock[0] else None)
    return (match[0], match[1].at(clock[1])) if match and not phrase.glued(first) else None


def _bounded(phrase: Phrase, match: Match) -> Match:
    return match if match and phrase.ends_well(match[0]) else None


def _weak_after_preposition(phrase: Phrase, at: int) -> Match:
    match = _bounded(phrase, _weak(phrase, at))
    if not match:
        return None
    plain = phrase.word(at) in WEEKDAYS and phrase.word(at) not in AMBIGUOUS_WEEKDAYS
    return match if plain or match[1].time or _followed_like_a_date(phrase, match[0]) else None


def _weak_alone(phrase: Phrase, at: int, *, ends: bool, leads: bool) -> Match:
    match = _bounded(phrase, _weak(phrase, at))
    if not match:
        return None
    after, when = match
    if when.time or (after > at + 1 and phrase.word(at) in WEEKDAYS):
        return None if phrase.word(at - 1) in DETERMINERS else match
    if leads and at == 0 and phrase.word(after) == ":":
        return match
    last = all(not word.isalnum() for word in phrase.words[after:])
    before = DETERMINERS | PRONOUNS if phrase.word(at) in AMBIGUOUS_WEEKDAYS else DETERMINERS
    return match if ends and last and phrase.word(at - 1) not in before - {"her"} else None


def _followed_like_a_date(phrase: Phrase, after: int) -> bool:
    following = phrase.word(after)
    return not following.isalnum() or following in AFTER_DATE


def _bare_weak(phrase: Phrase, at: int) -> tuple[int, int] | None:
    match = _bounded(phrase, _weak(phrase, at)) if phrase.starts_well(at) else None
    if not match or not _followed_like_a_date(phrase, match[0]) or phrase.word(at - 1) in DETERMINERS:
        return None
    if phrase.word(at) in AMBIGUOUS_WEEKDAYS and phrase.word(at - 1) in PRONOUNS:
        return None
    return phrase.starts[at], phrase.ends[match[0] - 1]


def _could_be_day(first: int, second: int) -> bool:
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31
