"""Who goes on in the place of whom: how documents read that still name somebody who was merged or forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from journal.store.references import MERGED, meaning, means_something, meant_in, renamed, without

Document = dict[str, Any]
Place = tuple[str, str]
"""Table and id of a document."""
PEOPLE = "contacts"


class Identities:
    """Documents may come late from another machine, naming whom this one merged or forgot: they are read as they mean.

    Nothing is written for it: the line stays as it is, and when a merge is undone the document reads as before.
    """

    __slots__ = ("_listed", "_merged", "_newest", "_originals", "_outdated", "now")

    def __init__(self) -> None:
        self.now: dict[str, str | None] = {}
        """Ids of who is no record of their own any more: with the id of who goes on for them, None if forgotten."""
        self._merged: dict[str, tuple[str, ...]] = {}
        self._newest: dict[str, str] = {}
        self._listed: frozenset[str] = frozenset()
        self._originals: dict[Place, Document] = {}
        self._outdated = False

    def note(self, key: str, document: Document, rev: str) -> None:
        """A version of a contact: the newest says what it was merged from, even after it was merged in turn."""
        if self._newest.get(key, "") < rev:
            self._newest[key] = rev
            listed = document.get(MERGED)
            merged = tuple(one for one in listed if type(one) is str) if type(listed) is list else ()
            if merged != self._merged.get(key, ()):
                self._merged[key] = merged
                self._outdated = True

    def came_or_went(self, key: str) -> None:
        """A contact is there now, or is not there any more."""
        if key in self._listed or key in self._merged:
            self._outdated = True

    def forget(self) -> None:
        """Somebody was forgotten."""
        self._outdated = True

    def shown(self, table: str, key: str, document: Document | None) -> Document | None:
        """The document as it reads; None if there is none, or nothing is left of it."""
        shown = self.read(table, document)
        if document is not None and shown is not document:
            self._originals[table, key] = document
        else:
            self._originals.pop((table, key), None)
        return shown

    def read(self, table: str, document: Document | None) -> Document | None:
        """Like `shown`, of a version that is not the one of the journal."""
        if document is None or not (old := meant_in(table, document, self.now.keys())):
            return document
        left: Document = document
        for key in sorted(old):
            who = self.now[key]
            left = without(left, key) if who is None else renamed(left, key, who)
        return left if means_something(table, left, document) else None

    def drop(self, table: str, key: str) -> None:
        """A document is gone for good."""
        self._originals.pop((table, key), None)

    def settle(
        self, tables: Mapping[str, dict[str, Document]], forgotten: Collection[str]
    ) -> Iterator[tuple[Place, Document]]:
        """Work out who is who after some lines; yields the documents, as written, that may read otherwise now."""
        if not self._outdated:
            return
        self._outdated = False
        before, self.now = self.now, self._resolved(tables.get(PEOPLE, {}), forgotten)
        self._listed = frozenset(one for merged in self._merged.values() for one in merged)
        moved = {key for key in before.keys() | self.now.keys() if before.get(key, key) != self.now.get(key, key)}
        if not moved:
            return
        late = {place: one for place, one in self._originals.items() if meant_in(place[0], one, moved)}
        late |= {
            (table, key): document
            for table, key, document in meaning(tables, moved)
            if (table, key) not in self._originals
        }
        yield from late.items()

    def _resolved(self, people: Collection[str], forgotten: Collection[str]) -> dict[str, str | None]:
        """By id who goes on; who lives, because a merge was undone or did not reach everybody, is who they are."""
        into: dict[str, str] = {}
        for who in sorted(self._merged, key=lambda who: (who in people, who)):
            into |= dict.fromkeys(self._merged[who], who)
        now: dict[str, str | None] = dict.fromkeys(forgotten)
        for old in into.keys() - set(people):
            who, passed = old, {old}
            while who not in people and (who := into.get(who, "")) and who not in passed:
                passed.add(who)
            if who in people:
                now[old] = who
        return now
