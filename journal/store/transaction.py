"""Transaction: changes to any number of records that are written together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from journal.domain.record import Record
from journal.store.collection import read
from journal.store.disk import StoreError
from journal.store.fold import Document
from journal.store.log import LAST, new_id
from journal.store.storage import LogStorage
from journal.store.wording import label

R = TypeVar("R", bound=Record)


class Conflict(StoreError):
    """What was to be changed has been changed elsewhere meanwhile."""


class Transaction:
    """What `journal.transaction(op)` gives; nothing is written before its end."""

    def __init__(self, storage: LogStorage, now: Callable[[], datetime]) -> None:
        self._storage = storage
        self._now = now

    def add(self, record: R) -> R:
        """Add a new record; it gets an id, and the time unless it has one. Returns it as stored."""
        key = record.id or new_id()
        if record.id:
            self._prepare(record.TABLE)
        if self._storage.document(record.TABLE, key) is not None:
            raise StoreError(f"{label(record.TABLE, record.document())} is there already.")
        created = record.created or self._now().astimezone(UTC).replace(microsecond=0)
        added = record.model_copy(update={"id": key, "created": created})
        self._storage.collect(record.TABLE, {key: added.document()})
        return added

    def change(self, before: R, after: R) -> R:
        """Write the fields in which `after` differs from `before` onto the newest version; returns that.

        Raises `Conflict` if one of these fields was changed elsewhere meanwhile, or the record is gone.
        """
        document, merged = onto(self._fresh(before), before, after)
        self._storage.collect(before.TABLE, {before.id: document})
        return merged

    def remove(self, record: Record) -> None:
        """Remove a record. Raises `Conflict` if it was changed elsewhere meanwhile."""
        fresh = self._fresh(record)
        current = read(type(record), fresh, record.id)
        if current is not None and current.document() != record.document():
            raise Conflict(f"Not removed: {label(record.TABLE, fresh)} has been changed elsewhere meanwhile.")
        self._storage.collect(record.TABLE, {record.id: None})

    def put(self, table: str, key: str, document: Mapping[str, Any] | None) -> None:
        """Store a plain document as it is; None removes it."""
        self._prepare(table)
        self._storage.collect(table, {key: None if document is None else dict(document)})

    def insert(self, table: str, key: str, document: Mapping[str, Any]) -> None:
        """Store a plain document under an id that is new everywhere; nothing has to be read before."""
        self._storage.collect(table, {key: dict(document)})

    def document(self, table: str, key: str) -> Document | None:
        """A document as this transaction leaves it: never change it."""
        self._prepare(table)
        return self._storage.document(table, key)

    def _fresh(self, record: Record) -> Document:
        self._prepare(record.TABLE)
        fresh = self._storage.document(record.TABLE, record.id)
        if fresh is None:
            raise Conflict(f"Not saved: {label(record.TABLE, record.document())} has been removed meanwhile.")
        return fresh

    def _prepare(self, table: str) -> None:
        """Interactions are read last; what is to be changed has to be there."""
        if table == LAST:
            self._storage.live.ready()


def onto(fresh: Document | None, before: R, after: R) -> tuple[Document, R]:
    """The newest version of a document with the fields in which `after` differs from `before`, and as a record.

    Raises `Conflict` if one of these fields was changed elsewhere meanwhile, or the record is gone.
    """
    if fresh is None:
        raise Conflict(f"Not saved: {label(before.TABLE, before.document())} has been removed meanwhile.")
    new = after.document()
    fields = _changed(before, new, fresh)
    document = {name: value for name, value in fresh.items() if name not in fields}
    document |= {name: new[name] for name in fields if name in new}
    merged = read(type(before), document, before.id)
    if merged is None:
        raise Conflict(
            f"Not saved: {label(before.TABLE, fresh)} has been changed elsewhere meanwhile, "
            "and both changes do not fit together."
        )
    return document, merged


def _changed(before: Record, new: Document, fresh: Document) -> list[str]:
    """The fields in which `new` differs from `before`. Raises `Conflict` if the newest version does so too."""
    old = before.document()
    current = read(type(before), fresh, before.id)
    seen = current.document() if current else fresh
    fields = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    for name in fields:
        if seen.get(name) not in (old.get(name), new.get(name)):
            raise Conflict(
                f"Not saved: {name.replace('_', ' ')} of {label(before.TABLE, fresh)} has been changed elsewhere "
                "meanwhile. Look at it again."
            )
    return fields
