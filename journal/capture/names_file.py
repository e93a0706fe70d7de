"""The name index on disk: which part of the log it covers, how the rest is read, and how it is made anew.

It only saves time. What capture knows is always the whole log: the index, and every line written since.
"""

from __future__ import annotations

import os
import zlib

from journal.capture.log_scan import names_of, record
from journal.capture.names import Names, finished
from journal.store.log import Unreadable
from journal.store.revs import rev_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from journal.capture.log_scan import Put
    from journal.capture.names import Pieces
    from journal.store.log import Log

FORMAT = "journal names 1"
LONGEST_TAIL = 256 * 1024
"""Bytes of log beyond the index, from which on a capture makes the index anew."""
_LAST_LINE = 4096
_END = b"\nend\n"


class Covered:
    """How much of one log file an index covers: up to `offset`, where the line with the rev `last` ends."""

    __slots__ = ("inode", "last", "mtime", "name", "offset")

    def __init__(self, name: str, inode: int, offset: int, last: str, mtime: int = 0) -> None:
        self.name = name
        self.inode = inode
        self.offset = offset
        self.last = last
        self.mtime = mtime

    def line(self) -> str:
        return "\t".join(("file", self.name, str(self.inode), str(self.offset), str(self.mtime), self.last))


class Index:
    """What a capture knows of the names, and whether the file should be written anew."""

    __slots__ = ("covered", "names", "newest", "problems", "stale")

    def __init__(self, names: Names, covered: list[Covered], newest: str, *, stale: bool) -> None:
        self.names = names
        self.covered = covered
        self.newest = newest
        self.stale = stale
        self.problems: list[str] = []
        """A sentence for each file that could not be read, and whose names are therefore not known."""


def path_for(cache: str, root: str) -> str:
    """The index of the journal in the folder `root`."""
    return os.path.join(cache, f"names-{zlib.crc32(os.path.abspath(root).encode('utf-8', 'replace')):08x}.idx")


def load(log: Log, path: str, today: date) -> Index:
    """All names of the journal as it is on disk now. Call it under the lock of the log if the answer must stay true."""
    return finished(loading(log, path, today))


def loading(log: Log, path: str, today: date) -> Pieces[Index]:
    """Like `load`, in pieces of a few milliseconds: without an index all of a journal is read."""
    index = _read(path, log.root)
    files = log.files()
    if index and _covers(log, index, files):
        tail = _follow(log, index, files, today)
        if tail is not None:
            index.stale = tail > LONGEST_TAIL
            return index
    return (yield from _anew(log, files, today))


def write(path: str, root: str, names: Names, covered: Iterable[Covered], newest: str) -> None:
    """Put the index in its place in one step. Raises `OSError`.

    `covered` says up to where in each file of the log the names are known, `newest` is the greatest rev among them.
    """
    head = [FORMAT, f"root\t{os.path.abspath(root)}", f"newest\t{newest}", *(one.line() for one in covered)]
    others = ["\t".join(fields) for fields in names.others.values()]
    text = "\n".join([*head, *others]).encode("utf-8", "replace")
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    spare = f"{path}.{os.getpid()}"
    handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text + names.merged() + _END[1:])
        os.replace(spare, path)
    except BaseException:
        os.unlink(spare)
        raise


def covered_now(log: Log, name: str, inode: int, offset: int) -> Covered:
    """The state of one file, read up to `offset`, as the index keeps it."""
    path = os.path.join(log.dir, name)
    try:
        status = os.stat(path)
    except OSError:
        return Covered(name, inode, offset, "")  # gone meanwhile: the index will not fit, which is all that matters
    settled = (status.st_ino, status.st_size) == (inode, offset)
    return Covered(name, inode, offset, _rev_before(path, offset), status.st_mtime_ns if settled else 0)


def _read(path: str, root: str) -> Index | None:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None  # no index, or none that can be read: the log has all that is in it
    if not data.startswith(FORMAT.encode() + b"\n") or not data.endswith(_END):
        return None
    people = data.find(b"\nc\t")
    end = len(data) - len(_END)
    head = data[: people if people >= 0 else end].decode("utf-8", "replace").split("\n")[1:]
    fields = [line.split("\t") for line in head]
    if fields[:1] != [["root", os.path.abspath(root)]] or [one[0] for one in fields[1:2]] != ["newest"]:
        return None
    covered = [one for line in fields[2:] if line[0] == "file" and (one := _covered(line))]
    if len(covered) != sum(line[0] == "file" for line in fields):
        return None
    names = Names(data[people : end + 1] if people >= 0 else b"", [line for line in head if line[:2] in _OTHERS])
    return Index(names, covered, fields[1][-1], stale=False)


_OTHERS = ("e\t", "r\t", "g\t", "f\t")


def _covered(fields: list[str]) -> Covered | None:
    try:
        _, name, inode, offset, mtime, last = fields
        return Covered(name, int(inode), int(offset), last, int(mtime))
    except ValueError:
        return None


def _covers(log: Log, index: Index, files: list[tuple[str, str, int, int]]) -> bool:
    """Whether every file still begins with what the index has read of it."""
    there = {name: (path, inode, size) for name, path, inode, size in files}
    for one in index.covered:
        path, inode, size = there.get(one.name, ("", 0, -1))
        if size < one.offset:
            return False
        try:
            mtime = os.stat(path).st_mtime_ns
            if inode == one.inode and size == one.offset and one.mtime and mtime != one.mtime:
                return False  # changed in place by another program
            if (inode, mtime) != (one.inode, one.mtime) and _rev_before(path, one.offset) != one.last:
                return False
        except OSError:
            return False  # gone or unreadable meanwhile; reading all says which
    return True


def _rev_before(path: str, offset: int) -> str:
    """The rev of the line that ends at `offset`; "" at the beginning of a file, "?" if no line ends there."""
    if not offset:
        return ""
    with open(path, "rb") as file:
        length = _LAST_LINE
        while True:
            start = max(0, offset - length)
            file.seek(start)
            data = file.read(offset - start)
            if not data.endswith(b"\n"):
                return "?"
            line = data.rfind(b"\n", 0, -1)
            if line >= 0 or not start:
                return rev_of(data[line + 1 : -1]) or "?"
            length *= 8


def _follow(log: Log, index: Index, files: list[tuple[str, str, int, int]], today: date) -> int | None:
    """Take in what was written after the index, and return how many bytes; None if it may be older than the index."""
    known = {one.name: one for one in index.covered}
    found, total = [], 0
    for name, path, inode, size in files:
        one = known.get(name) or Covered(name, inode, 0, "")
        if size <= one.offset:
            continue
        try:
            data = log.read_from(path, one.offset)
        except Unreadable as error:
            index.problems.append(str(error))
            continue
        total += len(data)
        records = [line for raw in data.split(b"\n") if (line := record(raw))]
        if any(_is_late(index, rev, put) for rev, put in records):
            return None
        found += records
        known[name] = covered_now(log, name, inode, one.offset + len(data))
    for rev, put in sorted(found, key=lambda line: line[0]):
        index.names.put(put, today.isoformat())
        index.newest = max(index.newest, rev)
    index.covered = list(known.values())
    return total


def _is_late(index: Index, rev: str, put: Put) -> bool:
    """Whether a line that came later, from another machine, may be older than what the index has of a person."""
    return rev <= index.newest and any(key.encode() in index.names.base for key in put.get("contacts", ()))


def _anew(log: Log, files: list[tuple[str, str, int, int]], today: date) -> Pieces[Index]:
    """The names from all lines of the log."""
    covered: list[Covered] = []
    problems: list[str] = []

    def lines() -> Iterator[bytes]:
        for name, path, inode, _ in files:
            try:
                data = log.read_from(path, 0)
            except Unreadable as error:
                problems.append(str(error))
                continue
            covered.append(covered_now(log, name, inode, len(data)))
            yield from _split(data)

    names, newest = yield from names_of(lines(), today)
    index = Index(names, covered, newest, stale=not problems)
    index.problems = problems
    return index


def _split(data: bytes) -> Iterator[bytes]:
    """The lines one after the other: all at once they would take a while."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        yield data[at:end]
        at = end + 1
