"""The sample journal as lines: steps in any order become transactions by time, each naming what it replaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from journal.store.log import LAST, VERSION, stamp

Put = dict[str, dict[str, dict[str, Any] | None]]


class Transaction(NamedTuple):
    """One line of the log."""

    rev: str
    op: str
    put: Put
    prev: dict[str, str]

    def line(self) -> dict[str, Any]:
        """The line as it is encoded, its keys in the order of the format."""
        tables = {table: self.put[table] for table in sorted(self.put, key=LAST.__eq__)}
        line: dict[str, Any] = {"rev": self.rev, "v": VERSION, "op": self.op, "put": tables}
        if self.prev:
            line["prev"] = self.prev
        return line


class Ledger:
    """Collects steps."""

    def __init__(self, machine: str) -> None:
        self._machine = machine
        self._steps: list[tuple[int, str, Put]] = []

    def add(self, moment: int, op: str, put: Put) -> None:
        """Something written at that moment (microseconds since 1970): full documents by table and id."""
        self._steps.append((moment, op, put))

    def transactions(self) -> Iterator[Transaction]:
        """All steps by time; no two have the same rev."""
        revs: dict[str, str] = {}
        last = 0
        for moment, op, put in sorted(self._steps, key=lambda step: step[0]):
            last = max(moment, last + 1)
            rev = f"{stamp(last)} {self._machine}"
            ids = [key for documents in put.values() for key in documents]
            prev = {key: revs[key] for key in ids if key in revs}
            revs.update(dict.fromkeys(ids, rev))
            yield Transaction(rev, op, put, prev)
