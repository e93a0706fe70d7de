"""LogStorage: TinyDB's storage on the log, and the transactions by which everything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tinydb.storages import Storage

from journal.store import disk
from journal.store.fold import Change, Document
from journal.store.lines import BadLine, readable
from journal.store.live import Live
from journal.store.log import Log, NotSaved

Put = dict[str, dict[str, Document | None]]
Marks = dict[str, Any]


class LogStorage(Storage):
    """The documents of a journal by table and id; every change goes to the log as one line and is read back from it."""

    def __init__(self, root: str, machine: str = "local", *, read: bool = True) -> None:
        self.log = Log(root, machine)
        self.live = Live(self.log)
        self.pending: Put | None = None
        if read:
            for _ in self.live.opening():
                pass
            self.live.ready()

    def read(self) -> dict[str, dict[str, Any]]:
        """Every table that holds documents. They are the ones in memory: never change them."""
        return {name: documents for name, documents in self.live.view.state.tables.items() if documents}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the documents those of `data` by writing the differences; TinyDB does so to drop tables."""
        with self.transaction("change"):
            have = self.read()
            for table in have | data:
                wanted = data.get(table, {})
                self.collect(table, {key: wanted.get(key) for key in have.get(table, {}) | wanted})

    def document(self, table: str, key: str) -> Document | None:
        """One document as the transaction under way sees it."""
        collected = (self.pending or {}).get(table, {})
        return collected[key] if key in collected else self.live.documents(table).get(key)

    @contextmanager
    def transaction(self, op: str, *, whole: bool = True, marks: Marks | None = None) -> Iterator[None]:
        """Collect changes and write them as one line. Raises `Busy` or `NotSaved`.

        An exception inside writes nothing. Within another transaction it joins that one and shares its fate.
        `whole`: the interactions are needed too, so finish reading first.
        """
        if self.pending is not None:
            if whole:
                self.live.ready()
            yield
            return
        with self.fresh(whole=whole):
            self.pending = {}
            try:
                yield
                put = self.pending
            finally:
                self.pending = None
            self.commit(put, op, marks)

    @contextmanager
    def fresh(self, *, whole: bool = True) -> Iterator[None]:
        """No other process writes meanwhile, and what they wrote before has been read. Raises `Busy` or `NotSaved`."""
        if self.live.trouble:
            self.live.absorb()  # it may be over
        self._permit(changing=False)
        with self.log.locked():
            self.live.absorb()
            if whole:
                self.live.ready()
            yield

    def collect(self, table: str, documents: Mapping[str, Document | None]) -> None:
        """Add changes to the transaction under way."""
        assert self.pending is not None, "changes belong into a transaction"
        self.pending.setdefault(table, {}).update(documents)

    def commit(self, put: Put, op: str, marks: Marks | None = None, *, empty: bool = False) -> list[Change]:
        """Write one line, to be called within `fresh`; what it changed. `empty`: even if there is nothing to change."""
        put = self._effective(put)
        if not put and not empty:
            return []
        prev = self._replaced(put)
        self._permit(changing=bool(prev))
        try:
            readable(put)
        except BadLine as error:
            raise NotSaved(str(error)) from error
        return self.live.read_back(self.log.write(op, put, prev=prev, marks=marks))

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, as a sentence; "" if all is well."""
        newer = self.live.view.state.newer
        return self.obstacle or (f"{newer.file}, line {newer.line}: {newer.why}" if newer else "")

    @property
    def obstacle(self) -> str:
        """Why nothing can be added either; "" if something can."""
        return self.live.trouble or disk.obstacle(self.log.root)

    def _permit(self, *, changing: bool) -> None:
        why = self.read_only if changing else self.obstacle
        if why:
            raise NotSaved(f"Not saved: {why}")

    def _effective(self, put: Put) -> Put:
        """Without what is so already."""
        effective: Put = {}
        for table, documents in put.items():
            have = self.live.documents(table)
            changed = {key: document for key, document in documents.items() if document != have.get(key)}
            if changed:
                effective[table] = changed
        return effective

    def _replaced(self, put: Put) -> dict[str, str]:
        prev: dict[str, str] = {}
        tables = Counter(key for documents in put.values() for key in documents)
        for table, documents in put.items():
            revs = self.live.view.state.revs.get(table, {})
            prev |= {key if tables[key] == 1 else f"{table}/{key}": revs[key] for key in documents if key in revs}
        return prev
