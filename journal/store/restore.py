"""Taking a backup back: what the journal lacks is added; or it is brought to what it was then, by a new change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from journal.domain.contacts import Contact
from journal.store import disk
from journal.store.backup import BackupError, contents
from journal.store.disk import NotSaved
from journal.store.effacing import Ids, effaced_lines
from journal.store.erasing import forgotten
from journal.store.files import RESTORED, lines_of
from journal.store.fold import Document, State
from journal.store.journal import Journal
from journal.store.lines import BadLine, parse
from journal.store.revs import rev_of
from journal.store.storage import Put
from journal.store.traces import traces_of


class Lacking(NamedTuple):
    """Lines of a backup that the journal has not, and how many the backup has."""

    lines: list[bytes]
    all: int


def lacking(journal: Journal, path: Path) -> Lacking:
    """What a backup has that the journal has not, without whoever was forgotten. Raises `BackupError`."""
    log = journal.storage.log
    known = {rev_of(raw) for _, file, _, _ in log.files() for raw in lines_of(log.read_from(file, 0))}
    lines = _lines(path)
    missing = {rev: raw for raw in lines if (rev := rev_of(raw)) and rev not in known}
    kept = _without_forgotten(journal, lines, [missing[rev] for rev in sorted(missing)])
    return Lacking(kept, len(lines))


def add_lacking(journal: Journal, lines: list[bytes]) -> None:
    """Add lines as they are. They stand in a file of their own, so that undo does not take them for new changes.

    Raises `NotSaved`.
    """
    log = journal.storage.log
    with journal.storage.fresh():
        path = Path(log.dir, f"{rev_of(lines[-1])[:7]}.{log.machine}-{RESTORED}.jsonl")
        try:
            disk.make_folders(log.dir)
            if disk.append(str(path), lines, log.dir) is None:
                raise NotSaved(f"Not saved: {path} is being replaced by another program. Try again.")
        except OSError as error:
            raise NotSaved(disk.not_saved(str(path), error)) from error
    journal.poll()


def differences(journal: Journal, path: Path) -> Put:
    """What has to be written so that the journal holds what a backup holds. Raises `BackupError`."""
    state = State()
    lines = _lines(path)
    for number, raw in enumerate(_without_forgotten(journal, lines, lines)):
        state.take(path.name, number, 0, raw.rstrip(b"\n"))
    state.settle()
    if state.newer:
        raise BackupError(f"{path}: {state.newer.why}")
    gone = journal.storage.live.view.state.forgotten
    now, then = journal.storage.read(), state.tables
    return {
        table: changed
        for table in sorted({*now, *then})
        if (changed := dict(_changed(now.get(table, {}), then.get(table, {}), gone)))
    }


def bring_back(journal: Journal, put: Put, day: str) -> None:
    """Write the differences as one change, which undo takes back. Raises `StoreError`."""
    with journal.transaction(f"restore as of {day}") as transaction:
        for table, documents in put.items():
            for key, document in documents.items():
                transaction.put(table, key, document)


def _changed(
    now: Mapping[str, dict[str, object]], then: Mapping[str, dict[str, object]], forgotten: set[str]
) -> Iterator[tuple[str, dict[str, object] | None]]:
    for key in now.keys() | then.keys():
        if key not in forgotten and now.get(key) != then.get(key):
            yield key, then.get(key)


def _without_forgotten(journal: Journal, backup: list[bytes], lines: list[bytes]) -> list[bytes]:
    """Lines without whoever was forgotten since; the backup itself tells what they were called."""
    told = list(forgotten(journal.storage.log))
    gone: frozenset[str] = frozenset().union(*(ids for ids, _ in told))
    named = Ids(frozenset().union(*(ids for ids, texts in told if texts)))
    versions = [one for raw in backup if named.in_(raw) for one in _people(raw, named.ids)]
    others = (contact.name for contact in journal.contacts)
    traces = traces_of(versions, others) if versions else None
    return list(effaced_lines(lines, gone, traces, texts=True))


def _people(raw: bytes, ids: Collection[str]) -> Iterator[Document]:
    with suppress(BadLine):  # such a line brings nobody back
        for key, document in parse(raw.rstrip(b"\n"))["put"].get(Contact.TABLE, {}).items():
            if key in ids and document is not None:
                yield document


def _lines(path: Path) -> list[bytes]:
    lines = [raw for data in contents(path).values() for raw in lines_of(data)]
    if not lines:
        raise BackupError(f"{path} holds no journal.")
    return lines
