"""Backups: the whole journal in one file outside its folder, tried out once; an automatic one every day."""

from __future__ import annotations

import gzip
import io
import os
import re
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from journal.store import disk
from journal.store.disk import NotSaved, StoreError, Unreadable
from journal.store.files import Change, alone, lines_of, replace
from journal.store.fold import State
from journal.store.log import Log

BROUGHT = (".gitattributes", ".gitignore", ".stignore")
_LOG = re.compile(r"log/[^/]+\.jsonl")
_DAILY = re.compile(r"(\d{4}-\d\d-\d\d)\.tar\.gz")
LARGEST = 4 << 30
"""Bytes of one file in a backup; more is no journal."""


class BackupError(StoreError):
    """A backup could not be made or read; the text is a sentence."""


class Backup(NamedTuple):
    """A backup that was made or looked at."""

    path: Path
    lines: int
    documents: int


def folder_for(state: str, root: str) -> Path:
    """Where the backups of the journal in the folder `root` are kept: in the state folder, apart from the journal."""
    place = os.path.abspath(root)  # noqa: PTH100 - a link may be chosen on purpose
    return Path(state, "backups", f"{Path(place).name}-{zlib.crc32(place.encode('utf-8', 'replace')):08x}")


def back_up(root: str, folder: Path, name: str, *, ours: bool = True) -> Backup:
    """Write all files of a journal into one and read it once. Raises `BackupError`.

    In a folder that is `ours` it waits for a forgetting that is under way, so that nobody comes back with the backup.
    """
    if not Path(root, "log").is_dir():
        raise BackupError(f"No backup was made: there is no journal in {root} yet.")
    try:
        disk.make_folders(str(folder))
        with alone(folder) if ours else nullcontext():
            return _back_up(root, folder / name)
    except OSError as error:
        raise BackupError(f"No backup was made: {folder} cannot be written ({error.strerror or error}).") from error


def _back_up(root: str, path: Path) -> Backup:
    log = Log(root, "")
    try:
        files = {f"log/{file}": log.read_from(path, 0) for file, path, _, _ in log.files()}
    except Unreadable as error:
        raise BackupError(f"No backup was made: {error}") from error
    if not files:
        raise BackupError(f"No backup was made: there is no journal in {root} yet.")
    brought = {each: Path(root, each).read_bytes() for each in BROUGHT if Path(root, each).is_file()}
    try:
        replace(path, _packed({**brought, **files}))
    except OSError as error:
        raise BackupError(f"No backup was made: {path} cannot be written ({error.strerror or error}).") from error
    made, there = examine(path), State()
    for number, raw in enumerate(line for data in files.values() for line in lines_of(data)):
        there.take("", number, 0, raw.rstrip(b"\n"))
    if made.documents != _documents(there):
        raise BackupError(f"The backup {path} does not hold what the journal holds. Is the disk all right?")
    return made


def daily(root: str, folder: Path, today: date, keep_days: int) -> Backup | None:
    """The backup of today, unless there is one, or nothing to keep; daily ones older than `keep_days` go."""
    name = f"{today.isoformat()}.tar.gz"
    if keep_days < 1 or (folder / name).exists() or not Path(root, "log").is_dir():
        return None
    made = back_up(root, folder, name)
    oldest = today - timedelta(days=keep_days)
    for path in all_backups(folder):
        found = _DAILY.fullmatch(path.name)
        if found and date.fromisoformat(found[1]) <= oldest:
            path.unlink(missing_ok=True)
    return made


def name_at(now: datetime, folder: Path) -> str:
    """The name of a backup that was asked for; there is none of that name in the folder yet."""
    stem, number = f"journal-{now:%Y-%m-%d-%H%M%S}", 1
    while (folder / f"{stem}{f'-{number}' if number > 1 else ''}.tar.gz").exists():
        number += 1
    return f"{stem}{f'-{number}' if number > 1 else ''}.tar.gz"


def contents(path: Path) -> dict[str, bytes]:
    """The log files in a backup by their name. Raises `BackupError`."""
    return {name.removeprefix("log/"): data for name, data in _members(path).items() if _LOG.fullmatch(name)}


def examine(path: Path) -> Backup:
    """Read a backup as a journal is read. Raises `BackupError`."""
    state, lines = State(), 0
    for name, data in contents(path).items():
        for raw in lines_of(data):
            lines += 1
            state.take(name, lines, 0, raw.rstrip(b"\n"))
    return Backup(path, lines, _documents(state))


def faults(folder: Path) -> Iterator[str]:
    """A sentence for each backup that cannot be used, or that others may read."""
    for path in all_backups(folder):
        try:
            examine(path)
        except BackupError as error:
            yield str(error)
        if path.exists() and path.stat().st_mode & 0o077:
            yield f"{path}: other users of this machine may look into this backup: chmod 600"


def rewrite_backup(path: Path, change: Change) -> bool:
    """Change the lines of a backup; False if nothing changes. Raises `NotSaved` or `BackupError`."""
    before = _members(path)
    after = {name: b"".join(change(lines_of(data))) if _LOG.fullmatch(name) else data for name, data in before.items()}
    if after == before:
        return False
    try:
        replace(path, _packed(after))
    except OSError as error:
        raise NotSaved(disk.not_saved(str(path), error)) from error
    return True


def all_backups(folder: Path) -> list[Path]:
    """The backups in a folder, by name."""
    return sorted(folder.glob("*.tar.gz")) if folder.is_dir() else []


def _packed(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.TarFile(fileobj=packed, mode="w") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o600
            archive.addfile(member, io.BytesIO(data))
    return gzip.compress(packed.getvalue(), compresslevel=6)


def _members(path: Path) -> dict[str, bytes]:
    """Everything in a backup by its name; only plain files, and nothing is unpacked to the disk."""
    try:
        with tarfile.TarFile(fileobj=io.BytesIO(gzip.decompress(path.read_bytes()))) as archive:
            return {
                member.name: (file.read() if (file := archive.extractfile(member)) else b"")
                for member in archive
                if member.isfile() and member.size <= LARGEST
            }
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise BackupError(f"{path} is no backup that can be read ({error}).") from error


def _documents(state: State) -> int:
    return sum(map(len, state.tables.values()))
