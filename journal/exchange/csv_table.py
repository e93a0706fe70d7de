"""CSV text as records with line numbers: the header is found by its words, and a broken line harms no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journal.domain.text import clean, clean_lines, fold

DELIMITERS = ",;\t"
HEADER_WITHIN = 200
"""Lines in which the header has to come."""
LONGEST_RECORD = 50
"""Lines one record may take; more means that a quote was never closed."""
LONGEST_LINE = 100_000
FORMULA = ("'=", "'+", "'-", "'@")

UNCLOSED = "a quote is opened and never closed"
TOO_LONG = "the line is too long"


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its line counted from the header (which is line 1), its cleaned cells, and why it cannot be used."""

    line: int
    cells: tuple[str, ...]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a CSV file holds. `header_line` is the line of the file on which the header stands, from 1."""

    header: tuple[str, ...]
    header_line: int
    records: tuple[Record, ...]


def lines_of(text: str) -> list[str]:
    """The lines of a text, whatever ends them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_table(text: str, columns: Sequence[str]) -> Table | None:
    """The table whose header has all of these columns (any case, any order), or None if there is no such header."""
    lines = lines_of(text)
    needed = {fold(column) for column in columns}
    for number, line in enumerate(lines[:HEADER_WITHIN]):
        for delimiter in DELIMITERS:
            header = _cells(line[:LONGEST_LINE], delimiter)
            if header and needed <= {fold(cell) for cell in header}:
                records = tuple(_records(lines[number + 1 :], delimiter, len(header)))
                return Table(header, number + 1, records)
    return None


def read_any_table(text: str) -> Table | None:
    """The table whose header is the first line that is not empty; None if there is no such line."""
    lines = lines_of(text)
    number = next((at for at, line in enumerate(lines[:HEADER_WITHIN]) if line.strip()), None)
    if number is None:
        return None
    header, delimiter = _header(lines[number])
    return Table(header, number + 1, tuple(_records(lines[number + 1 :], delimiter, len(header))))


def read_header(text: str) -> tuple[str, ...]:
    """The cells of the first line that is not empty."""
    first = next((line for line in lines_of(text[:LONGEST_LINE]) if line.strip()), "")
    return _header(first)[0]


def _header(line: str) -> tuple[tuple[str, ...], str]:
    """The cells of a header and the delimiter, which is the one that gives most of them."""
    line = line[:LONGEST_LINE]
    found = {delimiter: _cells(line, delimiter) or _rough(line, delimiter) for delimiter in DELIMITERS}
    delimiter = max(found, key=lambda one: len(found[one]))
    return found[delimiter], delimiter


def _records(lines: list[str], delimiter: str, width: int) -> Iterator[Record]:
    at = 0
    while at < len(lines):
        if lines[at].strip():
            cells, used, broken = _record(lines, at, delimiter, width)
            yield Record(at + 2, cells, broken)
            at += used
        else:
            at += 1


def _record(lines: list[str], at: int, delimiter: str, width: int) -> tuple[tuple[str, ...], int, str]:
    """One record that starts on a line: its cells, how many lines it takes, and what is wrong with it."""
    first = lines[at]
    if len(first) > LONGEST_LINE:
        return _rough(first[:LONGEST_LINE], delimiter), 1, TOO_LONG
    cells = _cells(first, delimiter)
    if cells is not None:
        return cells, 1, ""
    for end in range(at + 1, min(at + LONGEST_RECORD, len(lines))):
        alone = _cells(lines[end], delimiter)
        if alone is not None and len(alone) >= width > 1:
            break  # a whole row of its own: the quote before it was never meant to reach it
        cells = _cells("\n".join(lines[at : end + 1]), delimiter)
        if cells is not None:
            return cells, end + 1 - at, ""
    return _rough(first, delimiter), 1, UNCLOSED


def _cells(text: str, delimiter: str) -> tuple[str, ...] | None:
    """The cells of exactly one record, or None if its quotes do not close."""
    try:
        rows = list(csv.reader([f"{line}\n" for line in text.split("\n")], delimiter=delimiter, strict=True))
    except csv.Error:
        return None if text.count('"') % 2 else _rough(text, delimiter)
    return tuple(_clean(cell) for cell in rows[0]) if len(rows) == 1 else None


def _rough(text: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a line that is not quoted well, as far as they can be told apart."""
    try:
        rows = list(csv.reader([text.replace("\n", " ")], delimiter=delimiter))
    except csv.Error:
        rows = [text.split(delimiter)]
    return tuple(_clean(cell) for cell in rows[0]) if rows else ()


def _clean(cell: str) -> str:
    """A cell as plain text of one or more lines; the apostrophe that spreadsheets put before formulas goes."""
    text = clean_lines(cell) if "\n" in cell else clean(cell)
    return text[1:] if text.startswith(FORMULA) else text
