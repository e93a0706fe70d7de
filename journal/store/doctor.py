"""Doctor: reads every line of a journal and says what is wrong, and where. Changes nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from journal.domain.record import Invalid, Record
from journal.store.fold import Problem, State
from journal.store.folder import strangers, too_open
from journal.store.log import Log
from journal.store.reader import Reader
from journal.store.records import RECORDS
from journal.store.references import dangling
from journal.store.revs import stamp
from journal.store.wording import label

AHEAD = 300
"""Seconds a rev may be ahead of the clock: machines differ a little."""


class Report(NamedTuple):
    """What was read, and everything wrong with it in the order of the files."""

    files: int
    lines: int
    documents: int
    findings: list[Problem]

    def sentences(self) -> list[str]:
        """The findings for people: file, line, byte, why."""
        return [sentence(finding) for finding in self.findings]


class Place(NamedTuple):
    """Where a line stands."""

    file: str
    line: int
    offset: int


class _Examination:
    """The state of the journal as any reader would have it, and where each line and document was found."""

    def __init__(self, log: Log) -> None:
        self.state = State()
        self.reader = Reader(log)
        self.places: dict[str, Place] = {}
        self.lines = 0
        self.findings: list[Problem] = []
        self._contents: dict[str, int] = {}

    def read(self) -> None:
        for batch in self.reader.news():
            offset = batch.offset
            for number, raw in enumerate(batch.lines, batch.line):
                record = self.state.take(batch.file, number, offset, raw)
                if record:
                    self._note(record["rev"], Place(batch.file, number, offset), hash(raw))
                offset += len(raw) + 1
                self.lines += 1
        self.state.settle()
        self.findings += self.state.problems
        self.findings += [Problem(name, 0, 0, why) for name, why in self.reader.unreadable.items()]

    def find(self, rev: str, why: str) -> None:
        self.findings.append(Problem(*self.places[rev], why))

    def _note(self, rev: str, place: Place, content: int) -> None:
        self.places.setdefault(rev, place)
        if self._contents.setdefault(rev, content) != content:
            self.findings.append(
                Problem(
                    *place,
                    f"Another line has this rev too, with other contents: two machines write as {rev[28:]}. "
                    "Delete the file `machine` in the state folder of one of them (~/.local/state/journal): it gets a "
                    "name of its own.",
                )
            )


def examine(root: str, records: Mapping[str, type[Record]] = RECORDS) -> Report:
    """Look at every file of the journal in `root`; `records` are the classes by which documents are checked.

    Takes about 2 s for 100,000 entries. Raises `Unreadable` if the folder cannot be read at all.
    """
    log = Log(root, "")
    exam = _Examination(log)
    exam.read()
    _check_revs(exam)
    _check_documents(exam, records)
    _check_siblings(exam)
    exam.findings += _torn(log, exam.reader)
    exam.findings += too_open(Path(root)) + strangers(Path(root))
    documents = sum(len(table) for table in exam.state.tables.values())
    return Report(len(log.files()), exam.lines, documents, sorted(exam.findings))


def sentence(problem: Problem) -> str:
    """A problem for people, with its place."""
    place = f"{problem.file}, line {problem.line} (byte {problem.offset})" if problem.line else problem.file
    return f"{place}: {problem.why}"


def _check_revs(exam: _Examination) -> None:
    limit = stamp(time.time_ns() // 1000 + AHEAD * 1_000_000)
    ahead: dict[str, list[str]] = {}
    for rev in exam.places:
        if rev > limit:
            ahead.setdefault(rev[28:], []).append(rev)
    for machine, revs in ahead.items():
        lines = "This line is" if len(revs) == 1 else f"This line and {len(revs) - 1} more of {machine} are"
        exam.find(
            min(revs),
            f"{lines} from the future ({min(revs)[:16]}): the clock of {machine} was ahead. "
            "They win over every edit made before that time. Set the clock of that machine right; then nothing more "
            "comes from there, and what was edited elsewhere meanwhile can be edited again.",
        )


def _check_documents(exam: _Examination, records: Mapping[str, type[Record]]) -> None:
    tables = exam.state.tables
    for table, documents in tables.items():
        kind = records.get(table)
        for key, document in documents.items():
            for why in _faults(table, key, document, kind, tables):
                exam.find(exam.state.revs[table][key], f"{label(table, document)} ({table} {key}): {why}.")


def _faults(
    table: str, key: str, document: dict[str, Any], kind: type[Record] | None, tables: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    if kind is not None:
        try:
            kind.parse(document, key)
        except Invalid as error:
            yield str(error)
    for field, missing in dangling(table, document, tables):
        yield f"{field} names {missing}, which does not exist"


def _check_siblings(exam: _Examination) -> None:
    for found in exam.state.open_siblings():
        first, second = sorted(found.revs)
        name = label(found.table, exam.state.tables[found.table].get(found.id))
        exam.find(
            first,
            f"{name} was changed on {first[28:]} and on {second[28:]} without knowing of each other. "
            f"What {second[28:]} wrote at {second[:16]} counts; this line is the other version. "
            "Edit it once, with what is to stay: that settles it.",
        )


def _torn(log: Log, reader: Reader) -> Iterator[Problem]:
    for name, _, _, size in log.files():
        cursor = reader.seen.get(name)
        read, lines = (cursor.offset, cursor.lines) if cursor else (0, 0)
        if size > read and name not in reader.unreadable:
            yield Problem(
                name,
                lines + 1,
                read,
                f"The last line is not finished ({size - read} bytes); it is kept and not read. The next save closes "
                "it; if another program is carrying this file here just now, wait until it is done.",
            )
