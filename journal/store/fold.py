"""Lines folded into documents: the newest rev of each one counts, in whatever order the lines are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from journal.store import lines
from journal.store.identities import PEOPLE, Identities

Document = dict[str, Any]


class Change(NamedTuple):
    """What became of one document; None means: not there."""

    table: str
    id: str
    before: Document | None
    after: Document | None


class Problem(NamedTuple):
    """Something in a file that could not be used; `why` is a sentence. Line 0: the file or folder as a whole."""

    file: str
    line: int
    offset: int
    why: str


class Siblings(NamedTuple):
    """Two versions that both replace `base`: they were made without knowing of each other."""

    table: str
    id: str
    base: str
    revs: tuple[str, str]


class State:
    """All documents as far as lines have been taken in, with the rev of each; after some lines comes `settle`."""

    __slots__ = ("_replaced", "forgotten", "identities", "newer", "problems", "revs", "siblings", "tables")

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Document]] = {}
        self.revs: dict[str, dict[str, str]] = {}
        self.problems: list[Problem] = []
        self.siblings: list[Siblings] = []
        self.forgotten: set[str] = set()
        self.newer: Problem | None = None
        self.identities = Identities()
        self._replaced: dict[tuple[str, str, str], str] = {}

    def take(
        self, file: str, line: int, offset: int, raw: bytes, changes: list[Change] | None = None
    ) -> dict[str, Any] | None:
        """Fold one line and return it, or note why it cannot be; what it changes is added to `changes`."""
        try:
            record = lines.parse(raw)
        except lines.BadLine as error:
            if raw.strip():
                problem = Problem(file, line, offset, str(error))
                self.problems.append(problem)
                self.newer = self.newer or (problem if error.newer else None)
            return None
        if "forget" in record:
            self._forget(record["forget"], changes)
        rev = record["rev"]
        for table, documents in record["put"].items():
            self._fold(table, documents, rev, changes)
            if "prev" in record:
                self._watch(table, documents, record)
        return record

    def settle(self, changes: list[Change] | None = None) -> None:
        """Let documents that name somebody who was merged or forgotten read as they mean now."""
        for (table, key), document in self.identities.settle(self.tables, self.forgotten):
            here = self.tables[table]
            shown = self.identities.shown(table, key, document)
            _show(here, (table, key), shown, changes)

    def take_part(
        self, table: str, documents: dict[str, Document | None], record: dict[str, Any], changes: list[Change]
    ) -> None:
        """Fold some of the documents of a line whose `rev` and `prev` are those of `record`."""
        self._fold(table, documents, record["rev"], changes)
        if "prev" in record:
            self._watch(table, documents, record)

    def open_siblings(self) -> list[Siblings]:
        """Concurrent edits that no later edit has settled."""
        return [found for found in self.siblings if self.revs[found.table].get(found.id) == max(found.revs)]

    def _fold(self, table: str, documents: dict[str, Document | None], rev: str, changes: list[Change] | None) -> None:
        here, revs, identities = self.tables.setdefault(table, {}), self.revs.setdefault(table, {}), self.identities
        for key, document in documents.items():
            if table == PEOPLE and document is not None:
                identities.note(key, document, rev)
            if revs.get(key, "") >= rev or key in self.forgotten:
                continue
            revs[key] = rev
            if table == PEOPLE:
                identities.came_or_went(key)
            shown = identities.shown(table, key, document) if identities.now else document
            _show(here, (table, key), shown, changes)

    def _watch(self, table: str, documents: Iterable[str], record: dict[str, Any]) -> None:
        rev = record["rev"]
        for key in documents:
            base = lines.replaced(record, table, key)
            if base is not None:
                other = self._replaced.setdefault((table, key, base), rev)
                if other != rev:
                    self.siblings.append(Siblings(table, key, base, (other, rev)))

    def _forget(self, keys: list[str], changes: list[Change] | None) -> None:
        self.forgotten.update(keys)
        self.identities.forget()
        for table, here in self.tables.items():
            for key in keys:
                gone = here.pop(key, None)
                self.identities.drop(table, key)
                if gone is not None and changes is not None:
                    changes.append(Change(table, key, gone, None))


def _show(
    here: dict[str, Document], place: tuple[str, str], document: Document | None, changes: list[Change] | None
) -> None:
    key = place[1]
    if changes is not None:
        changes.append(Change(*place, here.get(key), document))
    if document is None:
        here.pop(key, None)
    else:
        here[key] = document
