"""Columns of a CSV file of people: which field each is, by its name, by what Google calls it, or as the user says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journal.domain.text import fold
from journal.exchange.column_names import FIELDS, NAMING, field_names
from journal.exchange.files import ExchangeError

GOOGLE = re.compile(r"(e-mail|phone|website|address|organization|relation|event|im|custom field) (\d+) - (.+)")
GOOGLE_PARTS = {
    "street": "1 street",
    "extended address": "2 street",
    "city": "4 city",
    "region": "5 state",
    "postal code": "6 code",
    "country": "7 country",
}
GOOGLE_KINDS = {"e-mail": "email", "phone": "phone", "website": "link", "event": "event", "im": "keep"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its name, its field, and the place of the column that says what kind of value it is."""

    place: int
    name: str
    field: str
    label: int | None = None


class UnknownColumns(ExchangeError):
    """No column could be a name or an e-mail address; the user has to say which is which."""

    def __init__(self, name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        self.header, self.rows = header, tuple(rows)
        shown = ", ".join(filter(None, header[:8])) or "(none)"
        example = next(filter(None, header), "Column").replace('"', "")
        super().__init__(
            f"{name}: no column is known as a name or an e-mail address. Its columns are: {shown}. "
            f'Say which is which: --map "{example}=name". '
            f"Fields are {', '.join(FIELDS)}."
        )


def header_key(header: Sequence[str]) -> str:
    """What tells one kind of file from others: its column names, folded."""
    return hashlib.sha256("\n".join(map(fold, header)).encode()).hexdigest()[:16]


def columns_of(header: Sequence[str], said: Mapping[str, str]) -> list[Column]:
    """The columns of a header. `said` maps names of columns to fields and goes before everything else."""
    names = [fold(name) for name in header]
    told = {fold(name): field for name, field in said.items()}
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    known = field_names() | _titles(names)
    return [
        _column(place, header[place], name, told.get(name) or known.get(name, ""), places)
        for place, name in enumerate(names)
        if name and (place == places[name] or name not in told)
    ]


def checked(said: Mapping[str, str], header: Sequence[str]) -> Mapping[str, str]:
    """What the user says about columns. Raises `ExchangeError` for a column or a field that does not exist."""
    names = {fold(name) for name in header}
    for column, field in said.items():
        if fold(column) not in names:
            raise ExchangeError(f"There is no column “{column}”; the columns are {', '.join(filter(None, header))}.")
        if field not in FIELDS:
            raise ExchangeError(f"“{field}” is no field for “{column}”; the fields are {', '.join(FIELDS)}.")
    return said


def are_people(columns: Sequence[Column]) -> bool:
    """Whether a row of such columns can have a name."""
    return any(column.field in NAMING for column in columns)


def _titles(names: Sequence[str]) -> dict[str, str]:
    """Title is Dr. or Mr. beside a column for the job or parts of a name, else the job itself."""
    honorific = "job title" in names or "suffix" in names
    return {"title": "prefix" if honorific else "role"}


def _column(place: int, written: str, name: str, field: str, places: Mapping[str, int]) -> Column:
    found = GOOGLE.fullmatch(name)
    if field or not found:
        return Column(place, written, field or "keep")
    kind, number, part = found[1], found[2], found[3]
    if part in ("type", "label"):
        return Column(place, written, "label")
    label = places.get(f"{kind} {number} - type", places.get(f"{kind} {number} - label"))
    return Column(place, written, _google_field(kind, number, part), label)


def _google_field(kind: str, number: str, part: str) -> str:
    if kind == "address":
        short = GOOGLE_PARTS.get(part)
        return f"address {number} {short}" if short else ("drop" if part == "formatted" else "keep")
    if kind == "organization":
        field = {"name": "company", "title": "role", "department": "department"}.get(part, "keep")
        return field if number == "1" else "keep"
    return GOOGLE_KINDS.get(kind, "keep") if part == "value" else "keep"
