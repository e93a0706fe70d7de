"""People as a CSV file for spreadsheets; no cell of it is ever run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from journal.domain.contacts import ChannelKind, Contact
from journal.exchange.skipped import defused

MANY = " ::: "
"""Between several values of one cell, as Google writes it."""


def write(people: Iterable[Contact], last: Mapping[str, str], *, private: bool = False) -> Iterator[str]:
    """The file line by line; `last` is the day of the last talk by contact."""
    columns = {**COLUMNS, **(PRIVATE_COLUMNS if private else {})}
    yield _line([*columns, "Last talk"])
    for person in people:
        yield _line([*(cell(person) for cell in columns.values()), last.get(person.id, "")])


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(defused, cells))
    return text.getvalue()


def _channels(*kinds: ChannelKind) -> Callable[[Contact], str]:
    return lambda person: MANY.join(channel.value for channel in person.channels if channel.kind in kinds)


def _birthday(person: Contact) -> str:
    for moment in person.moments:
        if moment.label.casefold() == "birthday":
            return f"{moment.year or '-'}-{moment.month:02}-{moment.day:02}"
    return ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


COLUMNS: Mapping[str, Callable[[Contact], str]] = {
    "Name": lambda person: person.name,
    "First name": lambda person: person.first_name,
    "Nickname": lambda person: MANY.join(person.aliases),
    "Organisation": lambda person: person.org,
    "Role": lambda person: person.role,
    "Location": lambda person: person.location,
    "E-mail": _channels("email"),
    "Phone": _channels("phone"),
    "LinkedIn": _channels("linkedin"),
    "Website": _channels("web", "mastodon", "matrix", "other"),
    "Address": _channels("address"),
    "Birthday": _birthday,
    "Kind": lambda person: MANY.join(person.kinds),
    "Circle": lambda person: person.circle,
    "Status": lambda person: person.status,
    "Topics": lambda person: MANY.join(person.topics),
    "Met": lambda person: person.how_met,
    "Met on": lambda person: _day(person.met_on),
}
PRIVATE_COLUMNS: Mapping[str, Callable[[Contact], str]] = {
    "Notes": lambda person: person.notes,
    "Boundaries": lambda person: person.boundaries,
    "Trust": lambda person: str(person.trust or ""),
}
