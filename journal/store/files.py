"""Putting another file in the place of one, in one step; and the files of a journal that this machine may rewrite."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from journal.store import disk
from journal.store.disk import NotSaved
from journal.store.log import Log

RESTORED = "restored"


def own_files(log: Log) -> list[Path]:
    """Files of the log that only this machine writes: its own, and what it restored."""
    names = (f".{log.machine}.jsonl", f".{log.machine}-{RESTORED}.jsonl")
    return [Path(path) for name, path, _, _ in log.files() if name[7:] in names]


def lines_of(data: bytes) -> Iterator[bytes]:
    """Lines with their ends; an unfinished last one is left out, for nobody reads it."""
    return (line + b"\n" for line in data.split(b"\n")[:-1])


def rewrite(path: Path, change: Callable[[Iterable[bytes]], Iterable[bytes]]) -> bool:
    """Replace the lines of a file of the log, durably and in one step; False if nothing changes. Raises `NotSaved`.

    The file does not get shorter, so that whoever has read it does not take it for damaged: blanks stand first.
    """
    try:
        before = path.read_bytes()
        after = b"".join(change(lines_of(before)))
        if after == before:
            return False
        missing = len(before) - len(after)
        replace(path, (b" " * (missing - 1) + b"\n" if missing > 0 else b"") + after)
    except OSError as error:
        raise NotSaved(disk.not_saved(str(path), error)) from error
    return True


def replace(path: Path, data: bytes) -> None:
    """Put data in the place of a file: it is the old one or the new one, never half (mode 0600). Raises `OSError`."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    disk.create(str(draft), b"")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            disk.sync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    disk.sync_folder(str(path.parent))
