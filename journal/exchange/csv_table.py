"""CSV text as records with line numbers: the header is found by its words, and a broken line harms no other."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from journal.domain.text import clean, clean_lines, fold
from journal.exchange.source import LONGEST_LINE, Source

DELIMITERS = ",;\t"
HEADER_WITHIN = 200
"""Lines in which the header has to come."""
LONGEST_RECORD = 50
"""Lines one record may take; more means that a quote was never closed."""
FORMULA = ("'=", "'+", "'-", "'@", "'＝", "'＋", "'－", "'＠")

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
    delimiter: str
    source: Source

    def records(self) -> Iterator[Record]:
        """The rows, read from the text each time they are gone through."""
        lines = islice(self.source.lines(), self.header_line, None)
        return _records(lines, self.delimiter, len(self.header))


def lines_of(text: str) -> list[str]:
    """The lines of a text, whatever ends them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_table(source: Source, columns: Sequence[str]) -> Table | None:
    """The table whose header has all of these columns (any case, any order), or None if there is no such header."""
    needed = {fold(column) for column in columns}
    for number, line in enumerate(islice(source.lines(), HEADER_WITHIN), 1):
        for delimiter in DELIMITERS:
            header = _cells(line[:LONGEST_LINE], delimiter)
            if header and needed <= {fold(cell) for cell in header}:
                return Table(header, number, delimiter, source)
    return None


def read_any_table(source: Source) -> Table | None:
    """The table whose header is the first line that is not empty; None if there is no such line."""
    for number, line in enumerate(islice(source.lines(), HEADER_WITHIN), 1):
        if line.strip():
            header, delimiter = _header(line)
            return Table(header, number, delimiter, source)
    return None


def _header(line: str) -> tuple[tuple[str, ...], str]:
    """The cells of a header and the delimiter, which is the one that gives most of them."""
    line = line[:LONGEST_LINE]
    found = {delimiter: _cells(line, delimiter) or _rough(line, delimiter) for delimiter in DELIMITERS}
    delimiter = max(found, key=lambda one: len(found[one]))
    return found[delimiter], delimiter


def _records(lines: Iterable[str], delimiter: str, width: int) -> Iterator[Record]:
    coming, ahead, number = iter(lines), deque[str](), 2
    while True:
        if not ahead:
            ahead.extend(islice(coming, 1))
        if not ahead:
            return
        used = 1
        if ahead[0].strip():
            cells, used, broken = _record(ahead, coming, delimiter, width)
            yield Record(number, cells, broken)
        for _ in range(used):
            ahead.popleft()
        number += used


def _record(ahead: deque[str], coming: Iterator[str], delimiter: str, width: int) -> tuple[tuple[str, ...], int, str]:
    """The record that starts on the next line: its cells, how many lines it takes, and what is wrong with it."""
    first = ahead[0]
    if len(first) > LONGEST_LINE:
        return _rough(first[:LONGEST_LINE], delimiter), 1, TOO_LONG
    cells = _cells(first, delimiter)
    if cells is not None:
        return cells, 1, ""
    ahead.extend(islice(coming, LONGEST_RECORD - len(ahead)))
    whole = first
    for used, line in enumerate(islice(ahead, 1, None), 2):
        whole = f"{whole}\n{line}"
        if _is_row(line, delimiter, width) or len(whole) > LONGEST_LINE:
            break  # a whole row of its own: the quote before it was never meant to reach it
        cells = _cells(whole, delimiter) if not whole.count('"') % 2 else None
        if cells is not None:
            return cells, used, ""
    return _rough(first, delimiter), 1, UNCLOSED


def _is_row(line: str, delimiter: str, width: int) -> bool:
    if width == 1 or line.count(delimiter) < width - 1:
        return False
    cells = _cells(line, delimiter)
    return cells is not None and len(cells) >= width


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
