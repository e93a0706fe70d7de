"""Rewriting every file that tells of somebody who was forgotten: a task that is kept until it is done to the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

from journal.domain.contacts import Contact
from journal.store import disk
from journal.store.backup import all_backups, rewrite_backup
from journal.store.disk import NotSaved, StoreError
from journal.store.effacing import Ids, effaced_lines
from journal.store.files import alone, lines_of, own_files, remove_drafts, replace, rewrite
from journal.store.history import versions
from journal.store.lines import BadLine, parse
from journal.store.log import Log, new_id
from journal.store.traces import Signs, Traces, traces_of

FORGETS = b'"forget":['
TASKS = "forgetting-*.json"
Report = Callable[[int, int], None]
"""Is told how many files are done, of how many."""


class Stopped(StoreError):
    """The work was broken off; it goes on at the next start."""


class Erased(NamedTuple):
    """How many files of the journal and how many backups were rewritten."""

    files: int = 0
    backups: int = 0


class Task(NamedTuple):
    """Whom to take out of the files, and what tells of them; `texts`: out of what others are about, too."""

    gone: frozenset[str]
    texts: bool
    signs: Signs
    caches: tuple[str, ...] = ()
    """Files that are made anew when they are gone."""
    path: Path | None = None

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises `StoreError` if the file is damaged."""
        try:
            kept = json.loads(path.read_bytes())
            signs = Signs(*(frozenset(kept[name]) for name in Signs._fields))
            return cls(frozenset(kept["gone"]), bool(kept["texts"]), signs, tuple(kept["caches"]), path)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{path} cannot be read, so a forgetting could not be finished ({error}).") from error

    def kept(self, folder: Path) -> Self:
        """Write it down before anything is done, so that it is finished whatever happens. Raises `NotSaved`."""
        path = folder / TASKS.replace("*", new_id())
        signs = {name: sorted(value) for name, value in self.signs._asdict().items()}
        kept = {"gone": sorted(self.gone), "texts": self.texts, "caches": self.caches, **signs}
        try:
            disk.make_folders(str(folder))
            replace(path, json.dumps(kept).encode())
        except OSError as error:
            raise NotSaved(disk.not_saved(str(path), error)) from error
        return self._replace(path=path)

    def drop(self) -> None:
        """It is done, or was never begun. Raises `OSError`."""
        if self.path:
            self.path.unlink(missing_ok=True)
            disk.sync_folder(str(self.path.parent))

    def begun(self, log: Log) -> bool:
        """Whether the line that forgets them was written: else nothing has happened."""
        line = FORGETS + json.dumps(sorted(self.gone), ensure_ascii=False, separators=(",", ":"))[1:].encode()
        return any(line in log.read_from(str(path), 0) for path in own_files(log))


def erase(log: Log, task: Task, backups: Iterable[Path] = (), report: Report | None = None) -> Erased:
    """Take them out of this machine's files and of backups; can be done again. Raises `StoreError`."""
    change = partial(effaced_lines, gone=task.gone, traces=Traces(task.signs), texts=task.texts)
    files, packed = own_files(log), list(backups)
    steps = [
        *(partial(rewrite, path, change, log) for path in reversed(files)),
        *(partial(rewrite_backup, path, change) for path in packed),
    ]
    done = []
    for number, step in enumerate(steps):
        if report:
            report(number, len(steps))
        done.append(step())
    return Erased(sum(done[: len(files)]), sum(done[len(files) :]))


def unfinished(folder: Path) -> bool:
    """Whether a forgetting was broken off, or is under way."""
    return any(folder.glob(TASKS))


def finish(log: Log, folder: Path, report: Report | None = None, *, wait: bool = True) -> Erased | None:
    """Do what is left of every forgetting that was begun; None if there is nothing to do, or another program does it.

    `folder` is that of the backups. Raises `StoreError`.
    """
    if not unfinished(folder):
        return None
    try:
        with alone(folder, wait=wait) as ours:
            tasks = [Task.read(path) for path in sorted(folder.glob(TASKS))] if ours else []
            return _finished(log, folder, tasks, report) if tasks else None
    except OSError as error:
        raise NotSaved(disk.not_saved(str(folder), error)) from error


def _finished(log: Log, folder: Path, tasks: list[Task], report: Report | None) -> Erased | None:
    total: Erased | None = None
    for task in tasks:
        with log.locked():
            begun = task.begun(log)
        if begun:
            remove_drafts(Path(log.dir))
            remove_drafts(folder)
            for cache in task.caches:
                Path(cache).unlink(missing_ok=True)
            done = erase(log, task, all_backups(folder), report)
            total = Erased(done.files + total.files, done.backups + total.backups) if total else done
        task.drop()
    return total


def follow(log: Log) -> int:
    """Take out of this machine's files whom another machine forgot; returns how many files were rewritten.

    Raises `StoreError`.
    """
    done = 0
    told = list(forgotten(log))
    if not told:
        return 0
    left = _left(log, Ids(frozenset().union(*(gone for gone, _ in told))))
    for gone, texts in told:
        if gone.isdisjoint(left):
            continue
        found = [version.document or {} for key in sorted(gone & left) for version in versions(log, Contact.TABLE, key)]
        signs = traces_of(found).signs
        done += erase(log, Task(gone, texts and bool(found), signs)).files
    return done


def _left(log: Log, ids: Ids) -> set[str]:
    """Which ids still stand in lines of this machine's files that do not forget them."""
    lines = (line for path in own_files(log) for line in lines_of(log.read_from(str(path), 0)) if FORGETS not in line)
    return {key for line in lines if ids.in_(line) for key in ids.ids if f'{key}"'.encode() in line}


def forgotten(log: Log) -> Iterator[tuple[frozenset[str], bool]]:
    """The ids of each line that says whom to forget, and whether texts are to forget them too."""
    for _, path, _, _ in log.files():
        data = log.read_from(path, 0)
        at = data.find(FORGETS)
        while at >= 0:
            end = data.find(b"\n", at)
            with suppress(BadLine):  # told as a problem when the journal was read
                line = parse(data[data.rfind(b"\n", 0, at) + 1 : end])
                yield frozenset(line.get("forget", ())), line.get("texts") is True
            at = data.find(FORGETS, end)
