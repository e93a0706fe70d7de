"""What is new in the files since the last look: only new bytes are read, and a swapped file is noticed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from io import FileIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from journal.store import disk
from journal.store.log import Log, Unreadable

BLOCK = 512 * 1024
"""Bytes read and split in one piece."""
TAIL = 1024
"""Bytes before the known end that are remembered, to tell a longer version of a file from another file."""


class Batch(NamedTuple):
    """Complete lines that follow each other in one file; `line` and `offset` are those of the first."""

    file: str
    line: int
    offset: int
    lines: list[bytes]


class Cursor(NamedTuple):
    """How far a file has been read; `time` is when it was changed last, 0 as long as there is more in it."""

    inode: int
    offset: int = 0
    lines: int = 0
    tail: bytes = b""
    time: int = 0


class Replaced(Exception):
    """A file was swapped, cut or deleted, so everything has to be read again.

    `lost` has the names of files that are gone or shorter, and how many bytes of them had been read.
    """

    def __init__(self, lost: Mapping[str, int] = MappingProxyType({})) -> None:
        super().__init__(", ".join(sorted(lost)))
        self.lost = lost


class Gone(Exception):
    """The whole folder is gone, though it was there before."""


class Reader:
    """Reads every file of a log once, and then what is appended to it."""

    __slots__ = ("held", "log", "seen", "unreadable")

    def __init__(self, log: Log) -> None:
        self.log = log
        self.seen: dict[str, Cursor] = {}
        self.unreadable: dict[str, str] = {}
        self.held = ""
        """Files whose names end so are not looked at just now: what this process writes there is taken in otherwise."""

    def news(self) -> Iterator[Batch]:
        """Lines not yielded before, in the order of file names.

        Raises `Replaced`, `Gone`, and `Unreadable` for the folder; a file that cannot be read is left out and
        explained in `unreadable` for as long as that lasts.
        """
        files = self.log.files()
        sizes = {name: size for name, _, _, size in files}
        lost = {name: cursor.offset for name, cursor in self.seen.items() if sizes.get(name, -1) < cursor.offset}
        if lost:
            raise Replaced(lost) if disk.is_folder(self.log.dir) else Gone
        self.unreadable = {name: why for name, why in self.unreadable.items() if name in sizes}
        for name, path, inode, size in files:
            if self.held and name.endswith(self.held):
                continue
            cursor = self.seen.get(name) or Cursor(inode)
            if cursor.offset == size and self._edited(path, cursor):
                raise Replaced
            if (cursor.inode, cursor.offset) == (inode, size):
                continue
            try:
                yield from self.news_of(name, Path(path))
                self.unreadable.pop(name, None)
            except Unreadable as error:
                self.unreadable[name] = str(error)

    def news_of(self, name: str, path: Path) -> Iterator[Batch]:
        """Lines of one file not yielded before. Raises `Replaced` or `Unreadable`."""
        try:
            with path.open("rb", buffering=0) as file:
                yield from self._read(name, file)
        except FileNotFoundError:
            if name in self.seen:
                raise Replaced({name: self.seen[name].offset}) from None
        except OSError as error:
            raise Unreadable(disk.cannot_read(str(path), error)) from error

    def _edited(self, path: str, cursor: Cursor) -> bool:
        """Whether a file that is as long as it was has been changed since: somebody edited it by hand."""
        try:
            return cursor.time not in (0, Path(path).stat().st_mtime_ns)
        except OSError:
            return False  # gone since, which the next look tells

    @property
    def up_to_date(self) -> bool:
        """Whether every complete line of every file that can be read was read. Raises `Unreadable` for the folder."""
        files = self.log.files()
        if not self.seen.keys() <= {name for name, _, _, _ in files}:
            return False
        return all(name in self.unreadable or self._is_read(name, path, inode) for name, path, inode, _ in files)

    def _is_read(self, name: str, path: str, inode: int) -> bool:
        cursor = self.seen.get(name) or Cursor(inode)
        return cursor.inode == inode and not self.log.read_from(path, cursor.offset)

    def skip(self, name: str, file: FileIO, length: int) -> int | None:
        """Leave out one line of that length, which has to be all that is new in a file; where it begins, or None."""
        status = os.fstat(file.fileno())
        cursor = self.seen.get(name) or Cursor(status.st_ino)
        begin = cursor.offset
        if status.st_ino != cursor.inode or status.st_size != begin + length:
            return None
        file.seek(max(0, status.st_size - TAIL))
        tail = file.read(TAIL)
        self.seen[name] = Cursor(cursor.inode, status.st_size, cursor.lines + 1, tail, status.st_mtime_ns)
        return begin

    def _read(self, name: str, file: FileIO) -> Iterator[Batch]:
        inode = os.fstat(file.fileno()).st_ino
        _, offset, count, tail, _ = self.seen.get(name) or Cursor(inode)
        file.seek(offset - len(tail))
        if file.read(len(tail)) != tail:
            raise Replaced
        self.seen[name] = Cursor(inode, offset, count, tail)
        rest = b""
        while block := file.read(BLOCK):
            data = rest + block
            end = data.rfind(b"\n") + 1
            rest = data[end:]
            if not end:
                continue  # one very long line
            batch = Batch(name, count + 1, offset, data[: end - 1].split(b"\n"))
            offset, count = offset + end, count + len(batch.lines)
            tail = data[max(0, end - TAIL) : end]
            self.seen[name] = Cursor(inode, offset, count, tail)
            yield batch
        status = os.fstat(file.fileno())
        if status.st_size == offset:  # else there is more by now, and another look to come
            self.seen[name] = Cursor(inode, offset, count, tail, status.st_mtime_ns)
