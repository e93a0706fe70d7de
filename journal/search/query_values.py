"""The keys of the filter language, and what may stand behind each of them: words, choices, days, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import NamedTuple, get_args

from journal.capture import dates
from journal.domain.contacts import CIRCLES, KINDS, STATUSES, Seniority
from journal.domain.text import fold_name
from journal.domain.timeline import BENEFITS, INTERACTION_KINDS, Direction
from journal.domain.warmth import STATES

BANDS = ("warm", "steady", "cooling", "quiet")
IS_CONTACT = ("stub", "triage", "imported", "private", "discreet", "marked")
CONTACT_HAS = ("email", "phone", "link", "notes", "followup", "boundary")
IS_ENTRY = ("planned", "private", "note", "marked")
ENTRY_HAS = ("note", "followup", "place", "topic", "event", "goal")
NONE, ANY = "none", "any"
MOST_NAMED = 6
"""Names in a hint; it stands beside a field."""


class Phrase(NamedTuple):
    """Folded words that a value begins with; or that it is, where they were quoted."""

    text: str
    exact: bool = False


class Choice(NamedTuple):
    """One of these."""

    names: frozenset[str]


class Between(NamedTuple):
    """From `low` to `high`, both included, either open: ISO days or numbers."""

    low: str | int | None = None
    high: str | int | None = None


class Filled(NamedTuple):
    """`any` (there is something) or `none` (there is nothing)."""

    wanted: bool


Value = Phrase | Choice | Between | Filled


class Bad(ValueError):
    """A value that its key does not have; the text is a sentence."""


class Reading(NamedTuple):
    """What is known when a value is read."""

    key: str
    today: date
    date_order: str


Reader = Callable[[str, bool, Reading], Value | None]
"""(text, whether it was quoted, reading) -> value, or None while it is unfinished. Raises Bad."""

_COMPARISON = re.compile(r"(?P<sign>[<>]=?|)(?P<low>.*?)(?P<range>\.\.(?P<high>.*))?", re.DOTALL)
_LENGTH = re.compile(r"-?\d+(\.\d+)?\s*[a-z]+", re.IGNORECASE)
_TURNED = str.maketrans("<>", "><")
_QUESTIONS = ("is", "has")
_DAY = timedelta(days=1)
_NOON = time(12)


def read_value(read: Reader, text: str, quoted: bool, reading: Reading) -> Value | None:
    """One value of a key; `none` and `any` are understood everywhere."""
    if not quoted and text.lower() in (NONE, ANY):
        return Filled(text.lower() == ANY)
    return read(text, quoted, reading)


def phrase(text: str, quoted: bool, reading: Reading) -> Value | None:
    """Words: a name, a place, a title."""
    folded = fold_name(text)
    return Phrase(folded, quoted) if folded else None


def choice(*names: str) -> Reader:
    """One of a few names, or the beginning of some of them."""
    known = {fold_name(name): name for name in names}

    def read(text: str, quoted: bool, reading: Reading) -> Value | None:
        wanted = fold_name(text)
        if wanted in known:
            return Choice(frozenset({known[wanted]}))
        begun = frozenset(name for folded, name in known.items() if folded.startswith(wanted))
        if begun and not quoted:
            return Choice(begun) if wanted else None
        near = get_close_matches(wanted, known, n=1)
        hint = f"did you mean `{_spelled(known[near[0]])}`?" if near else there_is(map(_spelled, names))
        what = f"`{reading.key}:{text}`" if reading.key in _QUESTIONS else f"{reading.key} `{text}`"
        raise Bad(f"No {what}; {hint}")

    return read


def number(text: str, quoted: bool, reading: Reading) -> Value | None:
    """A number, compared or in a range."""
    sign, low, ranged, high = _compared(text)
    if not low and not high:
        return None
    if not all(part.isascii() and part.isdigit() for part in (low, high) if part) or (ranged and sign):
        raise Bad(f"`{reading.key}:` needs a number such as 4, >=4 or 3..5, not `{text}`")
    first, last = (int(part) if part else None for part in (low, high))
    if ranged or first is None:
        return Between(first, last)
    bounds = {
        "": (first, first),
        ">": (first + 1, None),
        ">=": (first, None),
        "<": (None, first - 1),
        "<=": (None, first),
    }
    return Between(*bounds[sign])


def days(text: str, quoted: bool, reading: Reading) -> Value | None:
    """Days: a date in any form, a month, a year, a length of time (`7d`), compared or in a range."""
    sign, low, ranged, high = ("", text, False, "") if quoted else _compared(text)
    if not low and not high:
        return None
    periods = [_period(part, reading) for part in (low, high) if part]
    if ranged and sign:
        raise _no_day(text, reading)
    if ranged:
        if low and high:
            periods.sort(key=lambda period: period.start)
        return Between(periods[0].first if low else None, periods[-1].last if high else None)
    return periods[0].compared(sign)


class _Period(NamedTuple):
    """Days that were named. A `length` of time is the days since then; in a range only its first day counts."""

    start: date
    end: date
    length: bool

    @property
    def first(self) -> str:
        return self.start.isoformat()

    @property
    def last(self) -> str:
        return (self.start if self.length else self.end).isoformat()

    def compared(self, sign: str) -> Between:
        if self.length:  # `>90d` is longer ago than that
            sign = sign.translate(_TURNED)
        match sign:
            case "":
                return Between(self.first, self.end.isoformat())
            case ">":
                return Between((date.fromisoformat(self.last) + _DAY).isoformat(), None)
            case ">=":
                return Between(self.first, None)
            case "<":
                return Between(None, (self.start - _DAY).isoformat())
            case _:
                return Between(None, self.last)


def _period(text: str, reading: Reading) -> _Period:
    found = dates.read(text, datetime.combine(reading.today, _NOON), looks="past", order=reading.date_order)
    if found is None:
        raise _no_day(text, reading)
    return _Period(found.on, found.until, _LENGTH.fullmatch(text) is not None and found.until == reading.today)


def _no_day(text: str, reading: Reading) -> Bad:
    return Bad(f"`{reading.key}:` needs a date such as 2026-05, 7d, >3m or 2026-05..2026-09, not `{text}`")


def _compared(text: str) -> tuple[str, str, bool, str]:
    """(comparison, text before the dots, whether there are dots, text after them)."""
    found = _COMPARISON.fullmatch(text)
    assert found is not None
    return found["sign"], found["low"].strip(), found["range"] is not None, (found["high"] or "").strip()


def there_is(names: Iterable[str]) -> str:
    """The names there are, as a hint; the first few of them."""
    known = list(names)
    return f"there is {', '.join(known[:MOST_NAMED])}" + (" …" if len(known) > MOST_NAMED else "")


def _spelled(name: str) -> str:
    return name.replace(" ", "-")


CONTACT_KEYS: Mapping[str, Reader] = {
    "name": phrase,
    "kind": choice(*KINDS),
    "circle": choice(*CIRCLES),
    "org": phrase,
    "role": phrase,
    "seniority": choice(*get_args(Seniority)),
    "industry": phrase,
    "loc": phrase,
    "topic": phrase,
    "goal": phrase,
    "event": phrase,
    "met": days,
    "via": phrase,
    "last": days,
    "due": choice("yes", "no", "soon"),
    "state": choice(*STATES),
    "warmth": choice(*BANDS),
    "status": choice(*STATUSES),
    "is": choice(*IS_CONTACT),
    "has": choice(*CONTACT_HAS),
}
TIMELINE_KEYS: Mapping[str, Reader] = {
    "with": phrase,
    "kind": choice(*INTERACTION_KINDS),
    "on": days,
    "got": choice(*BENEFITS),
    "gave": choice(*BENEFITS),
    "topic": phrase,
    "event": phrase,
    "goal": phrase,
    "depth": number,
    "dir": choice(*get_args(Direction)),
    "is": choice(*IS_ENTRY),
    "has": choice(*ENTRY_HAS),
}
