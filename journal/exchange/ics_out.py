"""Follow-ups and events as an iCalendar file: whole days that block nothing, with a reminder in the morning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from journal.domain.events import Event, moment_of
from journal.domain.followups import FollowUp
from journal.domain.record import Record
from journal.exchange.vcard_out import uid

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar import Event as Entry

Titles = Literal["full", "initials", "generic"]
TITLES: tuple[Titles, ...] = ("full", "initials", "generic")
MORNING = timedelta(hours=9)
"""When a phone reminds, from the beginning of the day."""
BEFORE = timedelta(hours=-2)
USUAL_LENGTH = timedelta(hours=3)
IMPORTED = "ical:"
"""How the source of an event begins that came from a calendar: its own UID follows and is kept."""
CATEGORY = "journal follow-up"
GENERIC = "Event"
"""The title of events that say no more."""

Written = Callable[[Record], datetime | None]
"""When a record was written last."""


def write(
    followups: Iterable[FollowUp],
    events: Iterable[Event],
    names: Mapping[str, str],
    written: Written,
    titles: Titles = "full",
) -> str:
    """The file. `names` of those who may be named, by id; what is closed is said to be cancelled."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//journal//journal//EN")
    calendar.add("version", "2.0")
    for entry in _entries(followups, events, names, written, titles):
        calendar.add_component(entry)
    return _text(calendar)


def _text(calendar: Calendar) -> str:
    return str(calendar.to_ical().decode("utf-8"))


def _entries(
    followups: Iterable[FollowUp], events: Iterable[Event], names: Mapping[str, str], written: Written, titles: Titles
) -> Iterator[Entry]:
    for followup in sorted(followups, key=lambda one: (one.due, one.id)):
        yield _followup(followup, names, written(followup), titles)
    for event in sorted(events, key=lambda one: (one.starts, one.id)):
        yield _event(event, titled(event.title, names, titles), written(event), titles)


def _followup(one: FollowUp, names: Mapping[str, str], at: datetime | None, titles: Titles) -> Entry:
    entry = _entry(uid(one.id), one, at)
    people = [names[id] for id in one.contacts if id in names]
    entry.add("summary", _summary(one, people, titles))
    entry.add("dtstart", one.due)
    entry.add("dtend", one.due + timedelta(days=1))
    entry.add("categories", [CATEGORY])
    entry.add("status", "CONFIRMED" if one.status == "open" else "CANCELLED")
    if one.status == "open":
        _remind(entry, MORNING)
    return entry


def _event(one: Event, title: str, at: datetime | None, titles: Titles) -> Entry:
    entry = _entry(one.source.removeprefix(IMPORTED) or uid(one.id), one, at)
    entry.add("summary", title)
    start, end = times(one)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    if titles != "generic":
        for name, value in (("location", one.place), ("url", one.url)):
            if value:
                entry.add(name, value)
    entry.add("status", "CANCELLED" if one.status in ("cancelled", "missed") else "CONFIRMED")
    if one.status == "planned":
        _remind(entry, BEFORE if isinstance(start, datetime) else MORNING)
    return entry


def _entry(id: str, one: Record, at: datetime | None) -> Entry:
    from icalendar import Event as Entry

    made = one.created or at or datetime(2020, 1, 1, tzinfo=UTC)
    changed = (at or made).replace(microsecond=0)
    entry = Entry()
    entry.add("uid", id)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", max(0, int((changed - made).total_seconds())))
    entry.add("transp", "TRANSPARENT")
    return entry


def _remind(entry: Entry, when: timedelta) -> None:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Reminder")
    alarm.add("trigger", when)
    entry.add_component(alarm)


def _summary(one: FollowUp, people: list[str], titles: Titles) -> str:
    if titles == "generic":
        return "Follow-up"
    if titles == "initials":
        initials = ", ".join(map(_initials, people))
        return f"Follow-up{f': {initials}' if initials else ''}"
    whose = "" if one.owner == "mine" else "they: "
    whom = ", ".join(people)
    return f"{whose}{one.what}{f' → {whom}' if whom else ''}"


def titled(title: str, names: Mapping[str, str], titles: Titles) -> str:
    """What an event is called; with initials only, the people it names have theirs."""
    if titles == "generic":
        return GENERIC
    if titles == "initials":
        for name in sorted({name for name in names.values() if name in title}, key=len, reverse=True):
            title = title.replace(name, _initials(name))
    return title


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def times(one: Event) -> tuple[date | datetime, date | datetime]:
    """Beginning and end: days, or times in UTC where the zone is known, else on the clock of the wall."""
    day, at = moment_of(one.starts)
    last, until = moment_of(one.ends) if one.ends else (day, None)
    if at is None:
        return day, last + timedelta(days=1)
    start = _placed(datetime.combine(day, at), one.tz)
    end = _placed(datetime.combine(last, until), one.tz) if until else start + USUAL_LENGTH
    return start, end


def _placed(moment: datetime, zone: str) -> datetime:
    try:
        return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if zone else moment
    except (ZoneInfoNotFoundError, ValueError):
        return moment
