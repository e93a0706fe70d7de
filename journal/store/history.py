"""What the log knows of the past: own lines from the newest on, and the versions of one document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from journal.store import lines
from journal.store.disk import StoreError
from journal.store.fold import Document
from journal.store.log import Log, Unreadable

BLOCK = 64 * 1024
"""Bytes read at once when going backwards."""


class Version(NamedTuple):
    """A document as it was from `rev` on; None: it was removed."""

    rev: str
    when: datetime
    op: str
    document: Document | None


def when(rev: str) -> datetime:
    """The time of a rev."""
    return datetime.fromisoformat(rev[:26]).replace(tzinfo=UTC)


def own_lines(log: Log) -> Iterator[dict[str, Any]]:
    """What this machine wrote, newest first, in the order of its files and not of the clock."""
    for path in reversed(log.own_files()):
        for raw in backwards(Path(path)):
            try:
                line = lines.parse(raw)
            except lines.BadLine:
                continue  # told as a problem when the file was read
            if line["rev"][28:] == log.machine:
                yield line


def backwards(path: Path) -> Iterator[bytes]:
    """The complete lines of a file, last one first. Raises `StoreError`."""
    try:
        with path.open("rb") as file:
            at, first = file.seek(0, 2), True
            pieces: list[bytes] = []  # of the line whose beginning is still to come, its end first
            while at:
                start = max(0, at - BLOCK)
                file.seek(start)
                head, *lines = file.read(at - start).split(b"\n")
                at = start
                if lines:
                    lines[-1] += b"".join(reversed(pieces))
                    if first:
                        lines.pop()  # what follows the last line break: nothing, or a line not finished
                        first = False
                    yield from reversed(lines)
                    pieces = []
                pieces.append(head)
            if not first:
                yield b"".join(reversed(pieces))
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror}).") from error


def versions(log: Log, table: str, key: str) -> list[Version]:
    """Every version of a document in any readable file, newest first."""
    wanted, found = json.dumps(key, ensure_ascii=False).encode(), {}
    for _, path, _, _ in log.files():
        try:
            data = log.read_from(path, 0)
        except Unreadable:
            continue  # told as a problem when the journal was read
        for line in _lines_with(data, wanted):
            documents = line["put"].get(table, {})
            if key in documents:
                rev = line["rev"]
                found[rev] = Version(rev, when(rev), str(line.get("op", "")), documents[key])
    return [found[rev] for rev in sorted(found, reverse=True)]


def _lines_with(data: bytes, wanted: bytes) -> Iterator[dict[str, Any]]:
    at = data.find(wanted)
    while at >= 0:
        end = data.find(b"\n", at)
        with suppress(lines.BadLine):  # told as a problem when the journal was read
            yield lines.parse(data[data.rfind(b"\n", 0, at) + 1 : end])
        at = data.find(wanted, end)
