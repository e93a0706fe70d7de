"""Very many documents as one line: written piece by piece, and taken into memory piece by piece."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from io import FileIO
from json import dumps
from pathlib import Path
from typing import Any, NamedTuple

from journal.store import disk
from journal.store.fold import Document
from journal.store.lines import BadLine, part
from journal.store.log import LAST, VERSION, Busy, Log, NotSaved, Unreadable
from journal.store.storage import LogStorage
from journal.store.transaction import Conflict
from journal.store.view import collector_off
from journal.store.wording import label

PIECE = 64
"""Documents written, and taken in, in one piece: a millisecond or two."""
ATTEMPTS = 20
QUICK = 1


class Piece(NamedTuple):
    """Documents of one table as they stand in the line, compressed."""

    table: str
    data: bytes

    @property
    def text(self) -> bytes:
        return zlib.decompress(self.data)


class Bulk:
    """One change of very many documents. First `put` them all, then `write`, then go through `taking_in`.

    `put` and `write` may be called in a thread; `absorb` and `taking_in` belong to whoever shows the journal.
    """

    def __init__(self, storage: LogStorage, op: str) -> None:
        self._storage, self._op = storage, op
        self._log = Log(storage.log.root, storage.log.machine)  # a lock of its own: others may write meanwhile
        self._pieces: list[Piece] = []
        self._table = ""
        self._open: list[str] = []
        self._before: dict[tuple[str, str], str] = {}
        self._rev = ""
        self.size = 0

    def put(self, table: str, key: str, document: Mapping[str, Any]) -> None:
        """Add a document, new or in the place of the one that is there. Raises `NotSaved` if it cannot be kept."""
        if table != self._table or len(self._open) == PIECE:
            self._close()
            self._table = table
        try:
            text = dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            part(f'{{"":{text}}}'.encode("utf-8", "replace"))
        except (BadLine, ValueError, RecursionError) as error:
            raise NotSaved(f"Not saved: {label(table, document)} cannot be written down ({error}).") from error
        self.size += 1
        self._open.append(f"{dumps(key, ensure_ascii=False)}:{text}")
        if rev := self._storage.live.rev(table, key):
            self._before[table, key] = rev

    def write(self) -> bool:
        """Write everything as one line; False if somebody else wrote since: then `absorb` and write again.

        Durable on return; on any error the files are as they were. Raises `Busy` or `NotSaved`.
        """
        self._close()
        if not self._pieces:
            return True
        with self._log.locked():
            reader = self._storage.live.view.reader
            try:
                if not reader.up_to_date:
                    return False
            except Unreadable as error:
                raise NotSaved(f"Not saved: {error}") from error
            reader.held = f".{self._log.machine}.jsonl"  # else whoever polls would take in the long line at once
            try:
                self._rev = self._log.write_long(self._line, self._before.values())
            except BaseException:
                reader.held = ""
                raise
        return True

    def absorb(self) -> None:
        """Take in what others wrote. Raises `Conflict` if it is about a document that is to be written here."""
        storage = self._storage
        storage.live.absorb()
        why = storage.read_only if self._before else storage.obstacle
        if why:
            raise NotSaved(f"Not saved: {why}")
        for (table, key), rev in self._before.items():
            if storage.live.rev(table, key) != rev:
                name = label(table, storage.live.documents(table).get(key))
                raise Conflict(f"Not saved: {name} has been changed elsewhere meanwhile. Look at it again.")

    def taking_in(self) -> Iterator[None]:
        """Read back what was written, piece by piece; the journal holds more of it after each."""
        self._storage.live.view.reader.held = ""
        if not self._rev:
            return
        live, name = self._storage.live, f"{self._rev[:7]}.{self._log.machine}.jsonl"
        record: dict[str, Any] = {"rev": self._rev} | ({"prev": self._prev()} if self._before else {})
        length = sum(len(data) for _, data in self._parts(self._rev))
        try:
            with Path(self._log.dir, name).open("rb", buffering=0) as file:
                begin = live.view.reader.skip(name, file, length)
                if begin is None:
                    live.absorb()  # something else was written there since
                    return
                file.seek(begin)
                for table, documents in self._read(file):
                    with collector_off():
                        live.take_part(table, documents, record)
                    yield
        except (OSError, BadLine):
            live.stale = True  # it does not stand there as it was written: everything has to be read again

    @property
    def pieces(self) -> int:
        """In how many pieces it is taken in."""
        return len(self._pieces)

    def run(self) -> None:
        """`write` and `taking_in`, for whoever need not do anything else meanwhile."""
        for _ in range(ATTEMPTS):
            self.absorb()
            if self.write():
                break
        else:
            raise Busy(disk.busy(self._log.root, self._log.timeout))
        for _ in self.taking_in():
            pass

    def _read(self, file: FileIO) -> Iterator[tuple[str, dict[str, Document | None]]]:
        """The documents of the line, as they stand in the file from where it is."""
        for table, data in self._parts(self._rev):
            found = file.read(len(data))
            if found != data:
                raise BadLine("It is not what was written.")
            if table:
                yield table, part(b"{%s}" % found)

    def _line(self, rev: str) -> Iterator[bytes]:
        return (data for _, data in self._parts(rev))

    def _parts(self, rev: str) -> Iterator[tuple[str, bytes]]:
        """The line in pieces: (table, documents), and ("", what stands between them)."""
        head = dumps({"rev": rev, "v": VERSION, "op": self._op}, ensure_ascii=False, separators=(",", ":"))
        yield "", f'{head[:-1]},"put":{{'.encode("utf-8", "replace")
        for number, table in enumerate(self._tables()):
            yield "", b'%s"%s":{' % (b"}," if number else b"", table.encode())
            for at, piece in enumerate(piece for piece in self._pieces if piece.table == table):
                yield "", b"," if at else b""
                yield table, piece.text
        prev = dumps(self._prev(), ensure_ascii=False, separators=(",", ":")) if self._before else ""
        yield "", (f'}}}},"prev":{prev}}}\n' if prev else "}}}\n").encode()

    def _tables(self) -> list[str]:
        return sorted(dict.fromkeys(piece.table for piece in self._pieces), key=LAST.__eq__)

    def _prev(self) -> dict[str, str]:
        several = len(self._tables()) > 1
        return {f"{table}/{key}" if several else key: rev for (table, key), rev in self._before.items()}

    def _close(self) -> None:
        if self._open:
            data = zlib.compress(",".join(self._open).encode("utf-8", "replace"), QUICK)
            self._pieces.append(Piece(self._table, data))
            self._open = []
