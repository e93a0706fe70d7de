"""LinkedIn's Connections.csv: text → people, with the line and the reason of everything that was doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

from journal.domain.text import clean, fold
from journal.exchange.csv_table import Record, Table, read_table
from journal.exchange.days import ambiguous, order_of, read_day
from journal.exchange.files import ExchangeError
from journal.exchange.person import LONGEST_ADDRESS, LONGEST_NAME, People, Person, Reading, shortened
from journal.exchange.source import Source

FORMAT = "linkedin"
MEMBER = "connections.csv"
FIRST, LAST = "First Name", "Last Name"
URL, EMAIL, COMPANY, POSITION, SINCE = "URL", "Email Address", "Company", "Position", "Connected On"

NO_NAME = "no name: the account is closed or hidden"
HEADER_AGAIN = "the header once more"
EMPTY = "the row is empty"
UNDEFINED = "undefined"
PROFILE_PATH = re.compile(r"/(?:in|pub)/([^/?#]+)")
LINKEDIN_HOST = re.compile(r"(?:[a-z0-9-]+\.)*linkedin\.com$")
SLUG = re.compile(r"""[^\s/?#\\"<>\ufffd]{1,200}$""")
POST_NOMINALS = re.compile(r"[\w.,®™&/() -]{1,60}$")


def is_connections(filename: str) -> bool:
    """Whether a file in LinkedIn's zip is the list of connections."""
    return filename.lower() == MEMBER


def read(source: Source, order: str) -> Reading:
    """The people of a Connections.csv. `order` (DMY or MDY) settles days that the file itself leaves open.

    Raises `ExchangeError` when the file has no header with First Name and Last Name.
    """
    table = read_table(source, (FIRST, LAST))
    if table is None:
        raise ExchangeError(
            f"{source.name} is not LinkedIn's Connections.csv: no line holds the columns First Name and Last Name."
        )
    columns = {fold(name): place for place, name in reversed(list(enumerate(table.header)))}
    days = dict.fromkeys(_days(table, columns))
    order, told = order_of(days, order)
    rows = _Rows(table, columns, order)
    notes = (*source.notes, *_notes(source.name, days, order, told))
    since = max(filter(None, (read_day(clean(day), order) for day in days)), default=None)
    people = People(lambda: map(rows.person, table.records()))
    return Reading(FORMAT, people, table.header, table.header_line, notes, since, source.line_count)


def profile_of(url: str) -> str:
    """What tells a LinkedIn profile from others: the last part of its path, decoded, in small letters; or ""."""
    text = clean(url)
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    found = PROFILE_PATH.match(parts.path)
    if parts.scheme not in ("http", "https") or not LINKEDIN_HOST.match(host) or not found:
        return ""
    slug = clean(unquote(found[1])).lower()
    return slug if SLUG.match(slug) and slug.isprintable() else ""


def _days(table: Table, columns: dict[str, int]) -> Iterator[str]:
    place = columns.get(fold(SINCE))
    if place is not None:
        yield from (record.cells[place] for record in table.records() if len(record.cells) > place)


def _notes(name: str, days: Iterable[str], order: str, told: bool) -> list[str]:
    example = next((day for day in days if ambiguous(day)), "")
    if told or not example:
        return []
    words = "day/month/year" if order == "DMY" else "month/day/year"
    return [f"{name}: days such as {example} were read as {words}; date_order in config.toml says which."]


class _Rows:
    """Reads the rows of one table."""

    def __init__(self, table: Table, columns: dict[str, int], order: str) -> None:
        self._header = tuple(fold(cell) for cell in table.header)
        self._columns = columns
        self._order = order

    def person(self, record: Record) -> Person:
        cells = record.cells
        if record.broken:
            return self._skipped(record, record.broken)
        if not any(cells):
            return self._skipped(record, EMPTY)
        if tuple(fold(cell) for cell in cells) == self._header:
            return self._skipped(record, HEADER_AGAIN)
        first, last = self._cell(cells, FIRST), self._cell(cells, LAST)
        family = _family(last, first)
        return self._named(record, first, last, family) if first or family else self._skipped(record, NO_NAME)

    def _named(self, record: Record, first: str, last: str, family: str) -> Person:
        notes: list[str] = []
        cells, surplus = self._fitting(record.cells, notes)
        name = " ".join(part for part in (first, family) if part)
        written = " ".join(part for part in (first, last) if part)
        return Person(
            line=record.line,
            name=shortened(name, LONGEST_NAME),
            first_name=shortened(first, 80) if first and family else "",
            org="" if surplus else self._cell(cells, COMPANY),
            role="" if surplus else self._cell(cells, POSITION),
            emails=self._email(cells, notes),
            profile=self._profile(cells, notes),
            since=self._since(cells, notes),
            name_there=written if written != name or len(name) > LONGEST_NAME else "",
            notes=tuple(notes),
            cells=record.cells,
        )

    def _skipped(self, record: Record, why: str) -> Person:
        name = " ".join(part for part in (self._cell(record.cells, FIRST), self._cell(record.cells, LAST)) if part)
        return Person(record.line, shortened(name, LONGEST_NAME), skip=why, cells=record.cells)

    def _cell(self, cells: tuple[str, ...], column: str) -> str:
        place = self._columns.get(fold(column))
        text = cells[place] if place is not None and place < len(cells) else ""
        return "" if text.lower() == UNDEFINED else clean(text)

    def _fitting(self, cells: tuple[str, ...], notes: list[str]) -> tuple[tuple[str, ...], bool]:
        """The cells of a row that is longer than the header: a comma without quotes has moved what follows it."""
        width = len(self._header)
        surplus = len(cells) - width
        if surplus <= 0 or not any(cells[width:]):
            return cells, False
        notes.append("more cells than the header: company and position were left out")
        return (*cells[: width - 1], cells[-1]), True

    def _email(self, cells: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
        text = self._cell(cells, EMAIL).removeprefix("mailto:")
        if not text:
            return ()
        local, at, host = text.partition("@")
        if not (local and at and host) or " " in text or len(text) > LONGEST_ADDRESS:
            notes.append(f"“{shortened(text, 60)}” is no e-mail address and was left out")
            return ()
        return (text,)

    def _profile(self, cells: tuple[str, ...], notes: list[str]) -> str:
        text = self._cell(cells, URL)
        profile = profile_of(text)
        if text and not profile:
            notes.append(f"“{shortened(text, 60)}” is no LinkedIn address and was left out")
        return profile

    def _since(self, cells: tuple[str, ...], notes: list[str]) -> date | None:
        text = self._cell(cells, SINCE)
        day = read_day(text, self._order) if text else None
        if text and day is None:
            notes.append(f"“{shortened(text, 60)}” is no day that can be read")
        return day


def _family(last: str, first: str) -> str:
    """A family name without the degrees after a comma, and without a dot or dash that stands for none."""
    family, comma, after = last.partition(",")
    if first and comma and family.strip() and POST_NOMINALS.match(after.strip() or "-"):
        last = family.strip()
    return last if any(letter.isalnum() for letter in last) else ""
