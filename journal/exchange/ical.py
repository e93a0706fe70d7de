"""iCalendar: the occasions of a calendar, each on its own, with the reason for every entry that is none."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Component
from icalendar.prop import vBroken

from journal.domain.text import clean, clean_lines
from journal.exchange.csv_table import lines_of
from journal.exchange.ics_out import CATEGORY
from journal.exchange.person import shortened
from journal.exchange.source import Source

KINDS = ("VEVENT", "VTODO", "VJOURNAL")
NOT_EVENTS = {"VTODO": "a task, not an event", "VJOURNAL": "a diary entry, not an event"}
BEGIN = re.compile(r"BEGIN\s*:\s*(VEVENT|VTODO|VJOURNAL)\s*$", re.IGNORECASE)
FOLLOW_UP = "a follow-up of a journal, as it was exported"
BEGIN_OR_END = re.compile(r"(?:BEGIN|END)\s*:\s*(?:VEVENT|VTODO|VJOURNAL)\s*$", re.IGNORECASE)
NO_START, UNREADABLE = "no day on which it starts", "cannot be read"
LONGEST = 120
LONGEST_NOTE = 20_000
MOST_GUESTS = 100

STUMBLES = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What the library raises over entries it cannot read."""

Moment = date | datetime


@dataclass(frozen=True, slots=True)
class Occasion:
    """One entry of a calendar. `start` and `end` are wall clock; `rule` holds what it says about repeating."""

    line: int
    title: str
    skip: str = ""
    uid: str = ""
    start: Moment | None = None
    end: Moment | None = None
    zone: str = ""
    place: str = ""
    url: str = ""
    note: str = ""
    guests: tuple[str, ...] = ()
    cancelled: bool = False
    rules: tuple[str, ...] = ()
    extra: tuple[Moment, ...] = ()
    left_out: tuple[Moment, ...] = ()
    instead_of: Moment | None = None
    """The occurrence of a series in whose place this one stands."""
    given: tuple[Moment | None, Moment | None] = (None, None)
    """Beginning and end as the calendar has them, with their zones."""


def occasions(source: Source) -> list[Occasion]:
    """All entries of a calendar in their order; a broken one harms no other."""
    lines = lines_of(source.text)
    starts = [number for number, line in enumerate(lines, 1) if BEGIN.match(line.strip())]
    with warnings.catch_warnings():  # guesses about names of time zones are nothing for the terminal
        warnings.simplefilter("ignore")
        entries = _whole(source.text, len(starts)) or [_alone(lines, start) for start in starts]
    zone = _own_zone(lines)
    return [_occasion(line, entry, zone) for line, entry in zip(starts, entries, strict=True)]


def _whole(text: str, count: int) -> list[Component | None] | None:
    """The entries if the calendar can be read in one piece and nothing in it was lost."""
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        entries: list[Component | None] = [one for each in calendars for one in each.walk() if one.name in KINDS]
    except STUMBLES:
        return None
    return entries if len(entries) == count else None


def _alone(lines: list[str], start: int) -> Component | None:
    """The entry that begins on a line, read by itself; None if it cannot be read."""
    kind = BEGIN.match(lines[start - 1].strip())
    name = kind[1].upper() if kind else ""
    ends = (at for at in range(start, len(lines)) if BEGIN_OR_END.match(lines[at].strip()))
    last = next(ends, None)
    if last is None or lines[last].strip().upper() != f"END:{name}":
        return None
    try:
        found: Any = Component.from_ical("\r\n".join(lines[start - 1 : last + 1]) + "\r\n")
    except STUMBLES:
        return None
    return found if isinstance(found, Component) else None


def _own_zone(lines: list[str]) -> str:
    """The time zone the whole calendar is meant in, as Google says it."""
    line = next((line for line in lines if line.upper().startswith("X-WR-TIMEZONE")), "")
    name = line.partition(":")[2].strip()
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def _occasion(line: int, entry: Component | None, own_zone: str) -> Occasion:
    if entry is None:
        return Occasion(line, "", skip=UNREADABLE)
    title = shortened(clean(_text(entry, "SUMMARY")) or clean(_text(entry, "LOCATION")), LONGEST)
    if entry.name in NOT_EVENTS:
        return Occasion(line, title, skip=NOT_EVENTS[entry.name])
    if CATEGORY in _categories(entry):
        return Occasion(line, title, skip=FOLLOW_UP)
    start = _moment(entry, "DTSTART")
    if start is None:
        return Occasion(line, title, skip=NO_START)
    zone = _zone(start) or own_zone
    shifted = own_zone if _zone(start) == "UTC" and own_zone else ""
    begin = _local(start, shifted)
    return Occasion(
        line=line,
        title=title or "(no title)",
        uid=clean(_text(entry, "UID")) or _made_uid(title, begin),
        start=begin,
        end=_end(entry, start, shifted),
        zone=own_zone if shifted else ("" if zone == "UTC" else zone),
        place=shortened(clean(_text(entry, "LOCATION")), LONGEST),
        url=_url(entry),
        note=clean_lines(_text(entry, "DESCRIPTION"))[:LONGEST_NOTE],
        guests=tuple(dict.fromkeys(_guests(entry)))[:MOST_GUESTS],
        cancelled=_text(entry, "STATUS").strip().upper() == "CANCELLED",
        rules=tuple(rule.to_ical().decode("utf-8", "replace") for rule in _all(entry, "RRULE")),
        extra=tuple(_local(one, shifted) for one in _days(entry, "RDATE")),
        left_out=tuple(_local(one, shifted) for one in _days(entry, "EXDATE")),
        instead_of=None if (one := _moment(entry, "RECURRENCE-ID")) is None else _local(one, shifted),
        given=(start, _moment(entry, "DTEND")),
    )


def _all(entry: Component, name: str) -> list[Any]:
    value = entry.get(name)
    values = value if isinstance(value, list) else [value]
    return [one for one in values if hasattr(one, "to_ical") and not isinstance(one, vBroken)]


def _text(entry: Component, name: str) -> str:
    return next((str(one) for one in _all(entry, name)), "")


def _categories(entry: Component) -> str:
    return ",".join(one.to_ical().decode("utf-8", "replace") for one in _all(entry, "CATEGORIES"))


def _moment(entry: Component, name: str) -> Moment | None:
    value = next((_value(one) for one in _all(entry, name)), None)
    return value if isinstance(value, date) else None


def _value(one: Any) -> object:
    return getattr(one, "dt", None)


def _days(entry: Component, name: str) -> Iterator[Moment]:
    for one in _all(entry, name):
        for each in getattr(one, "dts", ()):
            value = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            if isinstance(value, date):
                yield value


def _zone(value: Moment) -> str:
    """The time zone of a moment in its IANA name, "" if it floats."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return ""
    if value.utcoffset() == timedelta(0) and str(value.tzinfo) in ("UTC", "Etc/UTC"):
        return "UTC"
    return str(getattr(value.tzinfo, "key", "") or getattr(value.tzinfo, "zone", ""))


def _local(value: Moment, zone: str = "") -> Moment:
    """Wall clock: where the event is, or, for what is given in UTC, in the calendar's zone or where the user is."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return value
    try:
        if _zone(value) == "UTC":
            value = value.astimezone(ZoneInfo(zone) if zone else None)
        return value.replace(tzinfo=None)
    except (OverflowError, ValueError, OSError):
        return value.replace(tzinfo=None)


def _end(entry: Component, start: Moment, zone: str) -> Moment | None:
    """The end as people say it: the last day of all-day events, not the day after."""
    end = _moment(entry, "DTEND")
    length = next((_value(one) for one in _all(entry, "DURATION")), None)
    try:
        if end is None and isinstance(length, timedelta):
            end = start + length
        if end is None:
            return None
        if not isinstance(start, datetime) and not isinstance(end, datetime):
            return end - timedelta(days=1) if end > start else None
    except OverflowError:
        return None
    return _local(end, zone)


def _url(entry: Component) -> str:
    url = clean(_text(entry, "URL"))
    return url if len(url) <= 300 else ""


def _guests(entry: Component) -> Iterator[str]:
    """Names of those who are invited; who has none there goes by the address."""
    for one in _all(entry, "ATTENDEE"):
        params = getattr(one, "params", {})
        if str(params.get("CUTYPE", "INDIVIDUAL")).upper() in ("INDIVIDUAL", ""):
            name = clean(str(params.get("CN", "")).strip('"'))
            if name or "@" in str(one):
                yield shortened(name or clean(re.sub(r"^mailto:", "", str(one), flags=re.IGNORECASE)), 60)


def _made_uid(title: str, start: Moment) -> str:
    return hashlib.sha256(f"{title}\n{start.isoformat()}".encode("utf-8", "replace")).hexdigest()[:24]


def at_midnight(value: Moment) -> datetime:
    """A moment for comparing and counting: a day is its beginning."""
    return value if isinstance(value, datetime) else datetime.combine(value, time())
