"""A CSV file of people from Google, Outlook, Thunderbird or any program: rows → people, by what each column is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from journal.domain.text import fold
from journal.exchange.columns import Column, UnknownColumns, are_people, checked, columns_of
from journal.exchange.csv_table import Record, Table, read_any_table
from journal.exchange.days import order_of
from journal.exchange.files import ExchangeError
from journal.exchange.linkedin import EMPTY, HEADER_AGAIN
from journal.exchange.person import People, Person, Reading, shortened
from journal.exchange.person_draft import PersonDraft
from journal.exchange.source import Source

MANY = " ::: "
"""What Google puts between several values in one cell."""
NOT_VOICE = ("fax", "pager")
SAMPLES = 3
NO_DAYS = ("", "0/0/00", "00/00/00", "00/00/0000", "0000-00-00")


def read(source: Source, table_format: str, order: str, said: Mapping[str, str]) -> Reading:
    """The people of a CSV file. `order` (DMY or MDY) settles birthdays in figures; `said` maps columns to fields.

    Raises `UnknownColumns` if no column can be a name, `ExchangeError` if `said` names what is not there.
    """
    table = read_any_table(source)
    if table is None:
        raise ExchangeError(f"{source.name} is empty.")
    columns = columns_of(table.header, checked(said, table.header))
    if not are_people(columns):
        samples = [one.cells for one in islice(table.records(), SAMPLES)]
        raise UnknownColumns(source.name, table.header, samples)
    rows = _Rows(table.header, columns, order_of(_days(table, columns), order)[0])
    people = People(lambda: map(rows.person, table.records()))
    return Reading(table_format, people, table.header, table.header_line, source.notes, lines=source.line_count)


def _days(table: Table, columns: Sequence[Column]) -> Iterator[str]:
    places = [column.place for column in columns if column.field in ("birthday", "anniversary", "event")]
    for record in table.records() if places else ():
        yield from (record.cells[place] for place in places if place < len(record.cells))


class _Rows:
    """Reads the rows of one table."""

    def __init__(self, header: tuple[str, ...], columns: Sequence[Column], order: str) -> None:
        self._header = [fold(cell) for cell in header]
        self._columns = columns
        self._order = order

    def person(self, record: Record) -> Person:
        why = record.broken or ("" if any(record.cells) else EMPTY)
        if not why and [fold(cell) for cell in record.cells] == self._header:
            why = HEADER_AGAIN
        draft = PersonDraft(record.line, order=self._order)
        self._fill(draft, record.cells)
        person = draft.person(record.cells)
        return Person(record.line, person.name, skip=why, cells=record.cells) if why else person

    def _fill(self, draft: PersonDraft, cells: tuple[str, ...]) -> None:
        width = len(self._header)
        if len(cells) > width and any(cells[width:]):
            draft.notes.append("more cells than the header: what stands beyond it was left out")
        postal: dict[str, list[tuple[str, str]]] = defaultdict(list)
        month = day = ""
        for column in self._columns:
            cell = cells[column.place] if column.place < len(cells) else ""
            if not cell:
                continue
            if column.field.startswith("address "):
                _, place, part = column.field.split(" ", 2)
                postal[place].append((part, cell))
            elif column.field == "birth month":
                month = cell
            elif column.field == "birth day":
                day = cell
            else:
                self._value(draft, column, cell, _label(column, cells))
        for parts in postal.values():
            draft.address([text for _, text in sorted(parts)])
        if month and day:
            draft.moment("birthday", f"--{month:0>2}-{day:0>2}")

    def _value(self, draft: PersonDraft, column: Column, cell: str, label: str) -> None:
        match column.field:
            case "email" | "phone" | "link":
                for value in cell.split(MANY):
                    _reach(draft, column, value, label)
            case "birthday" | "anniversary":
                if cell not in NO_DAYS:
                    draft.moment(column.field, cell)
            case "event":
                draft.moment(label or "day", cell)
            case "notes":
                draft.note(cell)
            case "nickname":
                draft.alias(cell)
            case "address":
                draft.address([cell])
            case "keep":
                draft.keep(f"{column.name} ({label})" if label else column.name, _plain(cell))
            case "department":
                draft.keep("Department", cell)
            case "label" | "drop":
                pass
            case _:
                _fact(draft, column, cell)


def _reach(draft: PersonDraft, column: Column, value: str, label: str) -> None:
    told = label.lower() or fold(column.name)
    if column.field == "email":
        draft.email(value, label)
    elif column.field == "link":
        draft.link(value, label)
    elif any(word in told for word in NOT_VOICE):
        draft.keep(f"Phone ({label})", value)
    else:
        draft.phone(value, label)


def _fact(draft: PersonDraft, column: Column, cell: str) -> None:
    """A field that a person has once; a second column of the same field is kept beside."""
    attribute = {"company": "org", "last": "family", "id": "uid"}.get(column.field, column.field)
    if getattr(draft, attribute):
        draft.keep(column.name, cell)
    else:
        setattr(draft, attribute, shortened(cell, 300))


def _label(column: Column, cells: tuple[str, ...]) -> str:
    """What kind of value it is in Google's words; a star means the preferred one."""
    place = column.label
    return cells[place].lstrip("* ").strip() if place is not None and place < len(cells) else ""


def _plain(cell: str) -> str:
    """Google's groups without the star, one after the other."""
    return ", ".join(part.lstrip("* ") for part in cell.split(MANY)) if MANY in cell or cell.startswith("* ") else cell
