"""Putting another file in the place of one, in one step; and the files of a journal that this machine may rewrite."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from journal.store import disk
from journal.store.disk import NotSaved
from journal.store.log import Log, new_id

Change = Callable[[Iterable[bytes]], Iterable[bytes]]
"""Lines of a log, each with its end, to what becomes of them."""
RESTORED = "restored"
LOCK = ".lock"


def own_files(log: Log) -> list[Path]:
    """Files of the log that only this machine writes: its own, and what it restored."""
    names = (f".{log.machine}.jsonl", f".{log.machine}-{RESTORED}.jsonl")
    return [Path(path) for name, path, _, _ in log.files() if name[7:] in names]


def lines_of(data: bytes) -> Iterator[bytes]:
    """Lines with their ends, one after the other; an unfinished last one is left out, for nobody reads it."""
    at = 0
    while end := data.find(b"\n", at) + 1:
        yield data[at:end]
        at = end


def rewrite(path: Path, change: Change, log: Log) -> bool:
    """Replace the lines of a file of the log, durably and in one step; False if nothing changes. Raises `StoreError`.

    Others may append meanwhile: the lock is only held to take in what they wrote last. The file does not get shorter,
    so that whoever has read it does not take it for damaged: blanks stand first.
    """
    try:
        while True:
            before = path.read_bytes()
            after = _changed(before, change)
            if after == before:
                return False
            with _draft(path, after) as draft, log.locked():
                if _finish(path, draft, before, change):
                    return True
    except FileNotFoundError:
        return False  # carried away by another program meanwhile
    except OSError as error:
        raise NotSaved(disk.not_saved(str(path), error)) from error


def replace(path: Path, data: bytes) -> None:
    """Put data in the place of a file: it is the old one or the new one, never half (mode 0600). Raises `OSError`."""
    with _draft(path, data) as draft:
        draft.replace(path)
    disk.sync_folder(str(path.parent))


def remove_drafts(folder: Path) -> None:
    """Remove what a killed program left half written; nobody else may be writing drafts there. Raises `OSError`."""
    for path in folder.glob(".*.tmp") if folder.is_dir() else ():
        path.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """Nobody else makes or rewrites backups in this folder meanwhile; False if somebody does and one will not `wait`.

    Raises `OSError`.
    """
    disk.make_folders(str(folder))
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


@contextmanager
def _draft(path: Path, data: bytes) -> Iterator[Path]:
    """A file beside another one, durable (mode 0600); it goes unless it was put in the place of that one."""
    draft = path.with_name(f".{path.name}.{new_id()}.tmp")
    disk.create(str(draft), b"")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            disk.sync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _finish(path: Path, draft: Path, before: bytes, change: Change) -> bool:
    """Put a draft in its place with what was appended meanwhile; False if there is another file by now."""
    with path.open("rb") as file:
        if file.read(len(before)) != before:
            return False
        more, status = file.read(), os.fstat(file.fileno())
    if more:
        with draft.open("ab") as file:
            file.write(_changed(more, change))
            file.flush()
            disk.sync(file.fileno())
    os.utime(draft, ns=(status.st_atime_ns, status.st_mtime_ns))  # whoever has read it need not read it again
    draft.replace(path)
    disk.sync_folder(str(path.parent))
    return True


def _changed(before: bytes, change: Change) -> bytes:
    """The lines changed, and as long as they were; a last line that was cut off is closed with a line break."""
    torn = before[before.rfind(b"\n") + 1 :]
    after = b"".join([*change(lines_of(before)), *(change([torn + b"\n"]) if torn else ())])
    missing = len(before) - len(after)
    return (b" " * (missing - 1) + b"\n" if missing > 0 else b"") + after
