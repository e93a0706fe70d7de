"""What doctor looks at beside the lines of the journal: the lock, the disk, backups, drafts, names of capture."""

from __future__ import annotations

import fcntl
import json
import os
import shlex
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from journal import drafts
from journal.capture import draft_file, names_file
from journal.capture.names import Names
from journal.domain.words import plural
from journal.paths import Paths
from journal.store import disk
from journal.store.backup import all_backups, folder_for
from journal.store.erasing import TASKS
from journal.store.log import Log, Unreadable

OTHERS = 0o077
LATE_DAYS = 7
"""A newest backup older than this is told, if something was written since."""
LAST_TALK = 3
"""The field of a person in the names of capture that holds the day of the last talk."""
NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "fuse.sshfs", "fuse.rclone", "ncpfs", "davfs")
"""Beginnings of the names of file systems on which a lock may hold back nobody."""


def faults(paths: Paths, today: date) -> list[str]:
    """What is wrong, each with what to do."""
    return [
        *([f"Nothing can be saved: {why}"] if (why := disk.obstacle(paths.data)) else []),
        *_too_open(paths),
        *_unfinished(paths),
        *_damaged_drafts(paths),
        *_wrong_names(paths, today),
    ]


def notes(paths: Paths, today: date, keep_days: int) -> list[str]:
    """What is worth knowing and no fault."""
    return [*_locked(paths), *_network(paths), *_backups(paths, today, keep_days), *_waiting(paths), *_reports(paths)]


def _too_open(paths: Paths) -> Iterator[str]:
    """What the program keeps beside the journal holds names too."""
    for folder in (Path(paths.state), Path(paths.cache)):
        places = [folder, *(path for path in folder.rglob("*") if not path.is_symlink())] if folder.is_dir() else []
        found = [path for path in places if path.suffixes[-2:] != [".tar", ".gz"] and _mode(path) & OTHERS]
        if found:
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            yield (
                f"{found[0]}: Other users of this machine may look into this{more} (mode {_mode(found[0]):o}): "
                f"chmod -R go= {shlex.quote(str(folder))}"
            )


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except OSError:  # gone meanwhile
        return 0


def _unfinished(paths: Paths) -> Iterator[str]:
    for path in sorted(Path(folder_for(paths.state, paths.data)).glob(TASKS)):
        yield f"{path}: Forgetting somebody was stopped in the middle. The next start, or `journal today`, finishes it."


def _damaged_drafts(paths: Paths) -> Iterator[str]:
    path = drafts.file_for(paths)
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except (OSError, ValueError, RecursionError) as error:
        yield (
            f"{path}: Texts that were typed and not saved cannot be read ({error}). "
            "Copy out of it what you need, and delete it."
        )


def _wrong_names(paths: Paths, today: date) -> Iterator[str]:
    """The names that capture knows must be those of the journal; when one talked last may be older in them."""
    path = names_file.path_for(paths.cache, paths.data)
    if not Path(path).exists():
        return
    log = Log(paths.data, "")
    try:
        known, anew = (names_file.load(log, one, today).names for one in (path, ""))
    except Unreadable:
        return  # told about the journal itself
    if _people(known) != _people(anew) or known.others != anew.others:
        yield f"{path}: These names are not those of the journal. Delete this file: it is made anew."


def _people(names: Names) -> set[tuple[bytes, ...]]:
    lines = (line.split(b"\t") for line in names.merged().split(b"\n"))
    return {(*fields[:LAST_TALK], *fields[LAST_TALK + 1 :]) for fields in lines}


def _locked(paths: Paths) -> Iterator[str]:
    path = Path(paths.data, ".lock")
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return  # nobody has written yet, or the modes are told
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        yield (
            f"{path}: Another program is writing just now. If it still does in a minute, it hangs: "
            f"`fuser {shlex.quote(str(path))}` says which; ending it loses nothing that was saved."
        )
    finally:
        os.close(handle)


def _network(paths: Paths) -> Iterator[str]:
    """Only Linux says of what kind a disk is."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").split("\n") if line]
    except (OSError, ValueError):
        return
    kind = kind_of(paths.data, ((where.replace("\\040", " "), kind) for where, kind in mounts))
    if kind.startswith(NETWORK):
        yield (
            f"{paths.data}: This is a network disk ({kind}), where a lock may hold back nobody. Write from one program "
            "at a time, or keep the journal on a disk of this machine and let git or Syncthing carry it."
        )


def kind_of(folder: str, mounts: Iterable[tuple[str, str]]) -> str:
    """The kind of file system a folder lies on; the last of the longest places that hold it counts."""
    path, best = os.path.realpath(folder), ("", "")
    for where, kind in mounts:
        inside = path == where or path.startswith(f"{where.rstrip('/')}/")
        if inside and len(where) >= len(best[0]):
            best = (where, kind)
    return best[1]


def _backups(paths: Paths, today: date, keep_days: int) -> Iterator[str]:
    files = [Path(path) for _, path, _, _ in Log(paths.data, "").files()]
    if not files:
        return
    folder = folder_for(paths.state, paths.data)
    made = [path.stat().st_mtime for path in all_backups(folder)]
    written = max(path.stat().st_mtime for path in files)
    if not made:
        why = "yet" if keep_days else "and the full screen makes none (`backup_days` is 0)"
        daily = "; the full screen makes one a day" if keep_days else ""
        yield f"{folder}: There is no backup{' ' if keep_days else ', '}{why}. `journal backup` makes one{daily}."
    elif written > max(made) and (today - date.fromtimestamp(max(made))).days >= LATE_DAYS:
        newest = date.fromtimestamp(max(made)).isoformat()
        yield f"{folder}: The newest backup is of {newest}, and more was written since. `journal backup` makes one."


def _waiting(paths: Paths) -> Iterator[str]:
    path = drafts.file_for(paths)
    if texts := drafts.load(path):
        yield (
            f"{path}: {plural(len(texts), 'text')} that {'was' if len(texts) == 1 else 'were'} typed and not saved: "
            "the full screen offers each where it was typed."
        )
    kept = draft_file.path_for(paths)
    if lines := draft_file.load(kept):
        yield (
            f"{kept}: {plural(len(lines), 'line')} typed at the prompt and not saved: "
            "`journal capture` and `c` begin with the latest; the up arrow has the others."
        )


def _reports(paths: Paths) -> Iterator[str]:
    folder = Path(paths.state, "crashes")
    if found := sorted(folder.glob("*.txt")):
        yield (
            f"{folder}: {plural(len(found), 'report')} of faults of the program, without names and texts. "
            "Send them to whoever mends it, then delete them."
        )
