"""Undo and redo: a line of this machine is taken back by writing another line, so it works after a restart too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from journal.store.disk import StoreError
from journal.store.fold import Change, Document
from journal.store.history import own_lines, when
from journal.store.lines import replaced
from journal.store.log import Log
from journal.store.references import named_in, naming
from journal.store.storage import LogStorage, Put
from journal.store.transaction import Conflict
from journal.store.wording import deed, label, noun, summary

Line = dict[str, Any]
Place = tuple[str, str]
"""Table and id of a document."""


class Undone(NamedTuple):
    """What was taken back: `text` is a sentence for the user; the changes are told by the next `poll` too."""

    text: str
    changes: list[Change]


class Step(NamedTuple):
    """A line that can be taken back."""

    rev: str
    op: str
    when: datetime
    summary: str


def undo(storage: LogStorage) -> Undone | None:
    """Take back the newest line of this machine not yet taken back; None if there is none.

    A document that changed since, or a person somebody names by now, is kept and reported. Raises `Conflict` if a line
    that holds together cannot be taken back whole, and `StoreError` if an earlier version is not on this machine.
    """
    return _take_back(storage, _undoable, "undoes", "Undone")


def redo(storage: LogStorage) -> Undone | None:
    """Take back the newest undo, unless something else was written since; None if there is none."""
    return _take_back(storage, _redoable, "redoes", "Redone")


def steps(log: Log, limit: int) -> list[Step]:
    """What `undo` would take back, one call after the other, newest first."""
    return [
        Step(line["rev"], str(line.get("op", "")), when(line["rev"]), summary(line))
        for line in islice(_undoable(log), limit)
    ]


def _undoable(log: Log) -> Iterator[Line]:
    undone: set[str] = set()
    for line in own_lines(log):
        if "undoes" in line:
            undone.add(line["undoes"])
        elif line["rev"] not in undone:
            undone.add(line["rev"])  # a line may stand in the file twice
            if not line.get("quiet"):
                yield line


def _redoable(log: Log) -> Iterator[Line]:
    redone: set[str] = set()
    for line in own_lines(log):
        if "redoes" in line:
            redone.add(line["redoes"])
        elif line.get("quiet"):
            continue
        elif "undoes" not in line:
            return
        elif line["rev"] not in redone:
            yield line


def _take_back(storage: LogStorage, targets: Callable[[Log], Iterator[Line]], mark: str, word: str) -> Undone | None:
    if next(targets(storage.log), None) is None:
        return None
    with storage.fresh():
        line = next(targets(storage.log), None)
        if line is None:
            return None
        if "forget" in line:
            raise StoreError("Forgetting somebody cannot be undone.")
        put, changed = _earlier(storage, line)
        used = _keep_named(storage, put)
        kept = changed + used
        if line.get("atomic") and kept:
            names = ", ".join(_name(storage, place) for place in kept[:3])
            raise Conflict(f"Cannot be undone as a whole: {names} changed or came into use since. Nothing was done.")
        marks = {mark: line["rev"]} | ({"atomic": True} if line.get("atomic") else {})
        original = _original(storage.log, line)
        changes = storage.commit(put, str(original.get("op", "")), marks, empty=True)
    did = word if changes or not kept else f"Nothing {word.lower()}"
    return Undone(f"{did}: {deed(original)}{_account(changes, changed, used)}", changes)


def _original(log: Log, line: Line) -> Line:
    """The line that a chain of undo and redo is about."""
    while about := line.get("undoes") or line.get("redoes"):
        before = log.find(about)
        if before is None:
            return line
        line = before
    return line


def _earlier(storage: LogStorage, line: Line) -> tuple[Put, list[Place]]:
    """The versions that `line` replaced, and the places where something else stands by now."""
    put: Put = {}
    changed: list[Place] = []
    found: dict[str, Line | None] = {}
    for table, documents in line["put"].items():
        for key, document in documents.items():
            if storage.live.documents(table).get(key) != storage.live.view.state.identities.read(table, document):
                changed.append((table, key))
                continue
            put.setdefault(table, {})[key] = _version(storage.log, line, (table, key), found)
    return put, changed


def _version(log: Log, line: Line, place: Place, found: dict[str, Line | None]) -> Document | None:
    table, key = place
    prev = replaced(line, table, key)
    if prev is None:
        return None
    if prev not in found:
        found[prev] = log.find(prev)
    earlier = found[prev]
    if earlier is None or key not in earlier.get("put", {}).get(table, {}):
        name = label(table, line["put"][table][key])
        raise StoreError(f"Not undone: the earlier version of {name} is not on this machine. Nothing was changed.")
    document: Document | None = earlier["put"][table][key]
    return document


def _keep_named(storage: LogStorage, put: Put) -> list[Place]:
    """Take people out of `put` who would be removed although a document that stays names them."""
    people = {key for key, document in put.get("contacts", {}).items() if document is None}
    if not people:
        return []
    tables = storage.live.view.state.tables
    outside = naming(tables, people)
    kept: set[str] = set()
    for (table, key), named in outside.items():
        if key not in put.get(table, {}):
            kept |= named
    waiting = set(kept)
    while waiting:  # whoever stays keeps those he names
        document = tables["contacts"][waiting.pop()]
        more = named_in("contacts", document, frozenset(people)) - kept
        kept |= more
        waiting |= more
    for key in kept:
        del put["contacts"][key]
    return [("contacts", key) for key in sorted(kept)]


def _name(storage: LogStorage, place: Place) -> str:
    table, key = place
    return label(table, storage.live.documents(table).get(key))


def _account(changes: list[Change], changed: list[Place], used: list[Place]) -> str:
    """What became of the documents when not all of them could be taken back."""
    if not changed and not used:
        return ""
    removed = Counter(change.table for change in changes if change.after is None)
    restored = Counter(change.table for change in changes if change.after is not None)
    kept = Counter(table for table, _ in changed + used)
    parts = [f"{number} {noun(table, number)} removed" for table, number in removed.items()]
    parts += [f"{number} {noun(table, number)} put back" for table, number in restored.items()]
    parts += [f"{number} {'' if removed[table] else noun(table, number) + ' '}kept" for table, number in kept.items()]
    verb, what = "used" if used else "changed", "it" if kept.total() == 1 else "them"
    return f". {', '.join(parts)} because you {verb} {what} since"
