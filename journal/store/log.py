"""The append-only log: bytes, lines, the lock and durable writing. Knows no tables; standard library only."""

from __future__ import annotations

import fcntl
import json
import os
import time
from _thread import get_ident
from stat import S_ISREG

from journal.store import disk
from journal.store.disk import Busy, LogError, NotSaved, StoreError, Unreadable
from journal.store.revs import LATEST, after, is_rev, new_id, rev_of, stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, Self

    Put = dict[str, dict[str, dict[str, Any] | None]]

__all__ = ["VERSION", "Busy", "Log", "LogError", "NotSaved", "StoreError", "Unreadable", "encode", "new_id", "stamp"]

VERSION = 1
"""The `v` of the lines this program writes, and the highest it understands."""
LAST = "interactions"
"""The table that stands last in `put`, so that a reader can tell its many lines from the few others."""
TIMEOUT = 10.0
"""Seconds to wait for the lock."""
TAIL = 8192
"""Bytes read first when looking for the last rev in a file."""
ATTEMPTS = 5

_HOUSEKEEPING = {".gitattributes": "*.jsonl -text merge=union\n", ".gitignore": ".lock\n", ".stignore": ".lock\n"}


def encode(record: dict[str, Any]) -> bytes:
    """One line. Raises `NotSaved` for numbers that JSON cannot hold, `TypeError` for what is no JSON at all."""
    try:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise NotSaved(f"Not saved: this cannot be written down ({error}).") from error
    return text.encode("utf-8", "replace") + b"\n"


class Log:
    """The files of one journal, written under the name of one machine. Reading needs no lock and creates nothing."""

    __slots__ = ("_depth", "_holds", "_last", "_lock", "_synced", "dir", "machine", "root", "timeout")

    def __init__(self, root: str, machine: str) -> None:
        self.root = root
        self.dir = os.path.join(root, "log")
        self.machine = machine
        self.timeout = TIMEOUT
        self._depth = 0
        self._lock = -1
        self._holds = (0, 0, 0)
        self._last: tuple[str, int, int, str] = ("", 0, 0, "")
        self._synced: set[str] = set()

    def locked(self, timeout: float = TIMEOUT) -> Self:
        """`with log.locked():` no other process writes meanwhile; may be nested. Raises `Busy`."""
        self.timeout = timeout
        return self

    def __enter__(self) -> Self:
        if not self._depth:
            self._lock = self._take_lock()
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            _HELD.discard(self._holds)
            disk.close(self._lock)  # closing releases the lock; so does the end of the process, however it ends
            self._lock = -1

    def write(
        self, op: str, put: Put, *, prev: dict[str, str] | None = None, marks: dict[str, Any] | None = None
    ) -> str:
        """Append one transaction and return its rev. Durable on return; on any error the files are as they were.

        `put` maps table → id → document (None deletes), `prev` maps id → the rev it replaces, `marks` are further keys
        of the line (undoes, redoes, atomic, forget). Raises `Busy` or `NotSaved`.
        """
        return self.write_many([(op, put, prev, marks)])[0]

    def write_many(self, entries: Iterable[tuple[str, Put, dict[str, str] | None, dict[str, Any] | None]]) -> list[str]:
        """Append several transactions with one fsync: all of them or none; returns their revs."""
        with self.locked(self.timeout):
            revs, lines, last = [], [], self._last_rev()
            for op, put, prev, marks in entries:
                last = self._next_rev([last, *(prev or {}).values()])
                revs.append(last)
                lines.append(encode(_record(last, op, put, prev, marks)))
            if revs:
                self._append(f"{revs[0][:7]}.{self.machine}.jsonl", lines, last)
            return revs

    def write_long(self, line: Callable[[str], Iterable[bytes]], replaced: Iterable[str]) -> str:
        """Append one transaction that is too long to be held in memory, and return its rev; durable on return.

        `line` gives its bytes for a rev, piece by piece and again if it has to; `replaced` are the revs it replaces.
        """
        with self.locked(self.timeout):
            rev = self._next_rev([self._last_rev(), *replaced])
            self._append(f"{rev[:7]}.{self.machine}.jsonl", _Again(line, rev), rev)
            return rev

    def files(self) -> list[tuple[str, str, int, int]]:
        """(name, path, inode, size) of every file of the log, by name; none if there is no journal yet.

        Raises `Unreadable` if the folder is no folder or may not be read.
        """
        found = []
        for name in self._names():
            if name.endswith(".jsonl"):
                path = os.path.join(self.dir, name)
                try:
                    status = os.stat(path)
                except OSError:  # a link to nowhere, or gone since
                    continue
                if S_ISREG(status.st_mode):
                    found.append((name, path, status.st_ino, status.st_size))
        return found

    def own_files(self) -> list[str]:
        """Paths of the files this machine writes, oldest first."""
        names = [name for name in self._names() if name[7:] == f".{self.machine}.jsonl"]
        return [path for name in names if os.path.isfile(path := os.path.join(self.dir, name))]

    def read_from(self, path: str, offset: int) -> bytes:
        """The complete lines from `offset` on; an unfinished last line is left out. Raises `Unreadable`."""
        try:
            with open(path, "rb", buffering=0) as file:
                file.seek(offset)
                data = file.readall()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise Unreadable(disk.cannot_read(path, error)) from error
        return data[: data.rfind(b"\n") + 1]

    def find(self, rev: str) -> dict[str, Any] | None:
        """The line written at `rev`, whichever file holds it now; None if no readable file does."""
        wanted = json.dumps(rev, ensure_ascii=False).encode("utf-8", "replace")
        usual = f"{rev[:7]}.{rev[28:]}.jsonl"
        for _, path, _, _ in sorted(self.files(), key=lambda file: (file[0] != usual, file[0])):
            try:
                data = self.read_from(path, 0)
            except Unreadable:
                continue  # told by whoever reads the journal; here it only means: not found
            record = _find(data, wanted, rev)
            if record is not None:
                return record
        return None

    def _names(self) -> list[str]:
        try:
            return sorted(os.listdir(self.dir))
        except FileNotFoundError:
            if not os.path.lexists(self.root) or os.path.isdir(self.root):
                return []
            raise Unreadable(disk.not_a_folder(self.root)) from None
        except NotADirectoryError:
            raise Unreadable(disk.not_a_folder(self.dir if os.path.isdir(self.root) else self.root)) from None
        except OSError as error:
            raise Unreadable(disk.cannot_read(self.dir, error)) from error

    def _take_lock(self) -> int:
        path = os.path.join(self.root, ".lock")
        try:
            disk.make_folders(self.root)
            while True:
                handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    self._holds = _HELD.mine(handle, self.root)
                    _lock(handle, self.root, self.timeout)
                    if disk.names(path, handle):  # else `git clean` or a restore took the file away meanwhile
                        _HELD.add(self._holds)
                        return handle
                except BaseException:
                    disk.close(handle)
                    raise
                disk.close(handle)
        except OSError as error:
            raise NotSaved(disk.not_saved(path, error)) from error

    def _next_rev(self, earlier: Sequence[str]) -> str:
        now = time.time_ns() // 1000
        newest = max(earlier)
        if newest and newest[:27] >= stamp(now):
            now = after(newest)
        rev = f"{stamp(now)} {self.machine}"
        if rev >= LATEST:
            raise NotSaved(f"Not saved: the clock of this machine says {rev[:4]}. Set it right, and try again.")
        return rev

    def _last_rev(self) -> str:
        """The newest rev of this machine, read from the end of its newest file; "" if it has written nothing yet."""
        try:
            paths = self.own_files()
            if not paths:
                return ""
            with open(paths[-1], "rb", buffering=0) as file:
                status = os.fstat(file.fileno())
                if self._last[:3] == (paths[-1], status.st_ino, status.st_size):
                    return self._last[3]
                return _newest_rev(file.fileno(), status.st_size, self.machine)
        except Unreadable as error:
            raise NotSaved(f"Not saved: {error}") from error
        except OSError as error:
            raise NotSaved(disk.not_saved(self.dir, error)) from error

    def _append(self, name: str, pieces: Iterable[bytes], last: str) -> None:
        path = os.path.join(self.dir, name)
        try:
            if not os.path.isdir(self.dir):
                for other, text in _HOUSEKEEPING.items():
                    disk.create(os.path.join(self.root, other), text.encode())
                disk.make_folders(self.dir)
            # A process killed between creating a file and syncing its folder leaves that to the next writer.
            folder = "" if name in self._synced else self.dir
            for _ in range(ATTEMPTS):
                written = disk.append(path, pieces, folder)
                if written:  # else git or Syncthing swapped the file meanwhile: append to the new one
                    self._last = (path, *written, last)
                    self._synced.add(name)
                    return
        except OSError as error:
            raise NotSaved(disk.not_saved(path, error)) from error
        raise NotSaved(f"Not saved: {path} is being replaced again and again by another program. Try again.")


class _Again:
    """A line that is made anew each time it is gone through."""

    __slots__ = ("_line", "_rev")

    def __init__(self, line: Callable[[str], Iterable[bytes]], rev: str) -> None:
        self._line, self._rev = line, rev

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._line(self._rev))


class _Held(set[tuple[int, int, int]]):
    """The lock files that threads of this process hold: (device, inode, thread)."""

    def mine(self, handle: int, root: str) -> tuple[int, int, int]:
        """What this thread would hold; raises `Busy` if it does already: waiting for oneself never ends."""
        status = os.fstat(handle)
        holds = (status.st_dev, status.st_ino, get_ident())
        if holds in self:
            raise Busy(f"Not saved: this program is in the middle of another change of {root}; that has to end first.")
        return holds


_HELD = _Held()


def _lock(handle: int, root: str, timeout: float) -> None:
    """Lock a file, in turn: whoever writes without a break would else be first again and again. Raises `Busy`.

    The folder is locked by whoever is next; somebody who was stopped while being next is passed by after half the time.
    """
    end = time.monotonic() + timeout
    turn = os.open(root, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:  # noqa: SIM105  # a capture has no time to load contextlib
            _locked(turn, end - timeout / 2, 0.004)
        except OSError:
            pass  # this file system locks no folders: then without turns
        if not _locked(handle, end, 0.001):
            raise Busy(disk.busy(root, timeout))
    finally:
        disk.close(turn)


def _locked(handle: int, end: float, longest: float) -> bool:
    """Whether a lock could be had until then; `longest` are the seconds between two tries at most."""
    nap = 0.0003
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
        time.sleep(nap)
        nap = min(nap * 1.5, longest)


def _record(rev: str, op: str, put: Put, prev: dict[str, str] | None, marks: dict[str, Any] | None) -> dict[str, Any]:
    tables = {table: put[table] for table in sorted(put, key=LAST.__eq__)}
    record: dict[str, Any] = {"rev": rev, "v": VERSION, "op": op, "put": tables}
    if prev:
        record["prev"] = prev
    return record | (marks or {})


def _newest_rev(handle: int, size: int, machine: str) -> str:
    length = TAIL
    while True:
        start = max(0, size - length)
        lines = os.pread(handle, size - start, start).split(b"\n")
        revs = [rev for raw in lines[1 if start else 0 :] if (rev := rev_of(raw))[27:] == f" {machine}" and is_rev(rev)]
        if revs or not start:
            return max(revs, default="")
        length *= 8


def _find(data: bytes, wanted: bytes, rev: str) -> dict[str, Any] | None:
    at = data.find(wanted)
    while at >= 0:  # the rev also stands in the `prev` of later lines
        end = data.find(b"\n", at)
        raw = data[data.rfind(b"\n", 0, at) + 1 : end]
        if rev_of(raw) == rev:
            try:
                return json.loads(raw)  # type: ignore[no-any-return]
            except (ValueError, RecursionError):
                return None
        at = data.find(wanted, end)
    return None
