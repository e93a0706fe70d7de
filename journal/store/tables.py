"""TinyDB on the log: a Table that writes only what changed, with ids that are text."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Table

from journal.store.fold import Document
from journal.store.log import new_id
from journal.store.storage import LogStorage

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]

OP = "change"
"""What a line written through TinyDB says it is."""


class Overlay(Mapping[str, Document]):
    """A table as a transaction under way sees it."""

    def __init__(self, base: Mapping[str, Document], new: Mapping[str, Document | None]) -> None:
        self._base = base
        self._new = new

    def __getitem__(self, key: str) -> Document:
        document = self._new[key] if key in self._new else self._base[key]
        if document is None:
            raise KeyError(key)
        return document

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._base if self._new.get(key, self._base[key]) is not None)
        yield from (key for key, document in self._new.items() if key not in self._base and document is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Changes(MutableMapping[Any, Any]):
    """The dictionary that TinyDB's updaters get: read from the table, copied when touched, collected when written."""

    def __init__(self, base: Mapping[str, Mapping[str, Any]], key: Callable[[str], Any]) -> None:
        self._base = cast("Mapping[str, Document]", base)
        self._key = key
        self._new: dict[str, Document | None] = {}

    def __getitem__(self, key: Any) -> Document:
        text = str(key)
        if text not in self._new:
            self._new[text] = copy.deepcopy(self._base[text])
        document = self._new[text]
        if document is None:
            raise KeyError(key)
        return document

    def __setitem__(self, key: Any, document: Document) -> None:
        self._new[str(key)] = document

    def __delitem__(self, key: Any) -> None:
        if key not in self:
            raise KeyError(key)
        self._new[str(key)] = None

    def __contains__(self, key: object) -> bool:
        text = str(key)
        return self._new[text] is not None if text in self._new else text in self._base

    def __iter__(self) -> Iterator[Any]:
        return map(self._key, Overlay(self._base, self._new))

    def __len__(self) -> int:
        return len(Overlay(self._base, self._new))

    def clear(self) -> None:
        self._new = dict.fromkeys([*self._base, *self._new])

    def delta(self) -> dict[str, Document | None]:
        """Only what differs; None for what was removed."""
        return {key: document for key, document in self._new.items() if self._base.get(key) != document}


class LogTable(Table):
    """A TinyDB table whose changes are lines of the log.

    Ids are ULIDs. There is no query cache: it would not see what other processes write. Documents that are read share
    their nested values with the memory of the journal: change them by `update`, never in place.
    """

    document_id_class = str  # type: ignore[assignment]
    _storage: LogStorage

    def __init__(self, storage: LogStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size=0)

    def update(self, fields: Fields, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None) -> list[Any]:
        # The ids are found first: with a condition TinyDB would copy every document to look at it.
        with self._storage.transaction(OP):
            return super().update(
                fields, None, self._matching(cond) if doc_ids is None and cond is not None else doc_ids
            )

    def update_multiple(self, updates: Iterable[tuple[Fields, QueryLike]]) -> list[Any]:
        updates = list(updates)

        def matches(document: Mapping[Any, Any]) -> bool:
            return any(cond(document) for _, cond in updates)

        def updater(table: MutableMapping[Any, Any]) -> None:
            for key in keys:
                for fields, cond in updates:
                    if cond(table[key]):
                        updated.append(key)
                        fields(table[key]) if callable(fields) else table[key].update(fields)

        updated: list[Any] = []
        with self._storage.transaction(OP):
            keys = self._matching(matches)
            self._update_table(updater)
        return updated

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[Any]:
        with self._storage.transaction(OP):  # nobody inserts the same between the two steps
            return super().upsert(document, cond)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None) -> list[Any]:
        with self._storage.transaction(OP):
            return super().remove(None, self._matching(cond) if doc_ids is None and cond is not None else doc_ids)

    def _matching(self, cond: Callable[[Mapping[Any, Any]], bool]) -> list[Any]:
        return [self.document_id_class(key) for key, document in self._read_table().items() if cond(document)]

    def _get_next_id(self) -> Any:
        return new_id()

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        storage = self._storage
        base, new = storage.live.documents(self.name), (storage.pending or {}).get(self.name)
        return cast("dict[str, Mapping[str, Any]]", Overlay(base, new) if new else base)

    def _update_table(self, updater: Callable[[dict[Any, Mapping[str, Any]]], None]) -> None:
        with self._storage.transaction(OP):
            changes = Changes(self._read_table(), self.document_id_class)
            updater(cast("dict[Any, Mapping[str, Any]]", changes))
            self._storage.collect(self.name, changes.delta())


class Database(TinyDB):
    """A TinyDB whose tables are those of a journal: `Database(folder)`, or on a storage that is there already."""

    table_class = LogTable  # type: ignore[assignment]

    def __init__(self, storage: LogStorage | str, machine: str = "local") -> None:
        super().__init__(storage=lambda: LogStorage(storage, machine) if isinstance(storage, str) else storage)
