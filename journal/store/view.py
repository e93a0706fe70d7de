"""The files of a journal as documents in memory: read in slices at first, then kept up to date."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journal.store.fold import Change, Problem, State
from journal.store.log import LAST, Log
from journal.store.reader import Batch, Reader

SET_ASIDE = b'"put":{"%s":' % LAST.encode()
"""Lines that begin so are read last, newest first. It is a hint about order and never about meaning."""
HEAD = 200
"""Bytes of a line in which the hint is looked for."""


class View:
    """Documents, and how far the files have been read. `later` holds the lines set aside."""

    __slots__ = ("later", "reader", "state")

    def __init__(self, log: Log) -> None:
        self.state = State()
        self.reader = Reader(log)
        self.later: list[tuple[str, int, int, bytes]] = []

    def opening(self) -> Iterator[None]:
        """Read all files once; lines that only hold interactions are set aside."""
        for batch in self.reader.news():
            with collector_off():
                self._open(batch)
            yield
        self.state.settle()

    def more(self, limit: int) -> list[Change]:
        """Fold the newest `limit` lines of those set aside (8 to 14 µs each); what they bring."""
        changes: list[Change] = []
        with collector_off():
            part = self.later[-limit:]
            del self.later[-limit:]
            for file, line, offset, raw in reversed(part):
                self.state.take(file, line, offset, raw, changes)
        self.state.settle(changes)
        return changes

    def poll(self, changes: list[Change]) -> None:
        """Take in what was appended to any file, and add it to `changes`. Raises `Replaced`, `Gone` or `Unreadable`."""
        self._fold(self.reader.news(), changes)

    def poll_file(self, name: str, path: Path, changes: list[Change]) -> None:
        """Take in what was appended to one file. Raises `Replaced` or `Unreadable`."""
        self._fold(self.reader.news_of(name, path), changes)

    def problems(self) -> list[Problem]:
        """What cannot be used: lines, and files that cannot be read just now."""
        files = [Problem(name, 0, 0, why) for name, why in sorted(self.reader.unreadable.items())]
        return files + self.state.problems

    def _open(self, batch: Batch) -> None:
        offset = batch.offset
        for line, raw in enumerate(batch.lines, batch.line):
            if raw.find(SET_ASIDE, 0, HEAD) >= 0:
                self.later.append((batch.file, line, offset, raw))
            else:
                self.state.take(batch.file, line, offset, raw)
            offset += len(raw) + 1

    def _fold(self, batches: Iterator[Batch], changes: list[Change]) -> None:
        for batch in batches:
            offset = batch.offset
            for line, raw in enumerate(batch.lines, batch.line):
                self.state.take(batch.file, line, offset, raw, changes)
                offset += len(raw) + 1
        self.state.settle(changes)


@contextmanager
def collector_off() -> Iterator[None]:
    """Documents are never cyclic garbage: looking through them again and again would double the time of loading."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()
