"""The documents of a journal in memory while other programs write too: loading, polling, reading again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from journal.store.fold import Change, Document, Problem
from journal.store.log import Log, Unreadable
from journal.store.reader import Gone, Replaced
from journal.store.view import View

NO_LIMIT = 1 << 62
MOST = 250_000
"""Changes kept for the next `poll`; beyond that it says that everything may have changed."""


class Live:
    """All documents, filled only from the files.

    `news` are the changes no `poll` has told yet; `stale` is set when files were swapped and everything has to be read
    again; `trouble` says why the folder as a whole cannot be used just now ("" if it can).
    """

    def __init__(self, log: Log) -> None:
        self.log = log
        self.view = View(log)
        self.news: list[Change] = []
        self.stale = False
        self.trouble = ""
        self._everything = False
        self._lost: dict[str, int] = {}

    def documents(self, table: str) -> dict[str, Document]:
        """One table as it is in memory: never change it."""
        return self.view.state.tables.setdefault(table, {})

    def rev(self, table: str, key: str) -> str:
        """The rev of a document or of its removal; "" if there never was one."""
        return self.view.state.revs.get(table, {}).get(key, "")

    def opening(self) -> Iterator[None]:
        """Read everything but the interactions, in pieces. Raises `Unreadable`."""
        return self.view.opening()

    def loading(self, limit: int) -> Iterator[list[Change]]:
        """Read the interactions, newest first, `limit` lines at a time; yields what each slice brought."""
        while self.view.later:
            yield self.view.more(limit)

    def ready(self) -> None:
        """Finish reading."""
        for changes in self.loading(NO_LIMIT):
            self.news += changes

    def poll(self, *, patient: bool = False) -> list[Change] | None:
        """What any process wrote since the last call, this one included; None if everything may have changed.

        Never raises: what goes wrong is told by `problems` and `trouble`. When files were swapped, everything is read
        again at once; if `patient`, only `stale` is set, the old documents stay, and `reload` is left to do.
        """
        if not (patient and self.stale):
            self.absorb(patient=patient)
        changes, self.news = self.news, []
        if self._everything:
            self._everything = False
            return None
        return changes

    def reload(self, limit: int = NO_LIMIT) -> Iterator[None]:
        """Read everything again in slices while the old documents stay; the next `poll` returns None."""
        fresh = View(self.log)
        for _ in fresh.opening():
            yield
        while fresh.later:
            fresh.more(limit)
            yield
        self.view, self.stale, self._everything, self.news = fresh, False, True, []

    def absorb(self, *, patient: bool = False) -> None:
        """Take in what is new; `poll` will tell it."""
        try:
            self.view.poll(self.news)
            self.trouble = ""
        except Replaced as error:
            self._lost |= error.lost
            self.stale = True
            if not patient:
                self._reload_now()
        except Gone:
            self.trouble = f"{self.log.dir} is gone (moved, or its disk is?). Nothing is saved until it is back."
        except Unreadable as error:
            self.trouble = str(error)
        if self._lost:
            self._lost = {name: size for name, size in self._lost.items() if self._read(name) < size}

    def read_back(self, rev: str) -> list[Change]:
        """Take in the line this process has just written at `rev`, and what it changed."""
        name, before = f"{rev[:7]}.{self.log.machine}.jsonl", len(self.news)
        try:
            self.view.poll_file(name, Path(self.log.dir, name), self.news)
        except (Replaced, Unreadable):
            self.absorb()
        changes = self.news[before:]
        if before > MOST:  # nobody asks; do not keep them for ever
            self._everything, self.news = True, []
        return changes

    def take_part(self, table: str, documents: dict[str, Document | None], record: dict[str, Any]) -> None:
        """Take in some of the documents of a line that this process has just written."""
        self.view.state.take_part(table, documents, record, self.news)

    @property
    def problems(self) -> list[Problem]:
        """Everything that cannot be used at the moment."""
        folder = [Problem(self.log.dir, 0, 0, self.trouble)] if self.trouble else []
        lost = [Problem(name, 0, 0, self._loss(name)) for name in sorted(self._lost)]
        return folder + lost + self.view.problems()

    def _read(self, name: str) -> int:
        """Bytes of a file that have been read; -1 if it is not there."""
        cursor = self.view.reader.seen.get(name)
        return cursor.offset if cursor else -1

    def _loss(self, name: str) -> str:
        if self._read(name) < 0:
            return f"{name} is gone; what only it held is no longer shown."
        return f"{name} became shorter; what was cut off is no longer shown."

    def _reload_now(self) -> None:
        try:
            for _ in self.reload():
                pass
        except Unreadable as error:
            self.trouble = str(error)
