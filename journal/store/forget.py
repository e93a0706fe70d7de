"""Forgetting somebody for good: every record and every old line about them goes, on this machine and in its backups."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from journal.domain.contacts import Contact
from journal.domain.text import fold
from journal.domain.words import plural
from journal.store.disk import StoreError
from journal.store.effacing import Ids
from journal.store.erasing import Erased, Report, Task, erase, finish
from journal.store.files import lines_of, own_files
from journal.store.fold import Document
from journal.store.history import versions
from journal.store.journal import Journal
from journal.store.log import Log
from journal.store.reader import Cursor
from journal.store.references import SHARED, naming, people_of, without
from journal.store.revs import new_id
from journal.store.storage import Put
from journal.store.traces import SOMEBODY, Traces, effaced_document, traces_of
from journal.store.wording import count, label

OP = "forget"
SALT = "salt"
Place = tuple[str, str]


class Trail(NamedTuple):
    """Everything that tells of somebody: `gone` ids, `left` documents as they are without them, `told` in texts only.

    `told` are those whose texts still name them; they and the others are rewritten when texts are to go too.
    """

    person: Contact
    gone: frozenset[str]
    left: Mapping[Place, Document]
    told: Mapping[Place, Document]
    traces: Traces
    removed: Counter[str]
    seen: Mapping[str, Cursor]
    """How far the files of the journal had been read."""

    def lines(self) -> list[str]:
        """The records whose texts name them, one line each."""
        return [_told(table, document) for (table, _), document in self.told.items()]


def trail_of(journal: Journal, person: Contact) -> Trail:
    """Look up everything that tells of somebody; changes nothing."""
    journal.ready()
    seen = dict(journal.storage.live.view.reader.seen)
    tables = {table: dict(documents) for table, documents in journal.storage.read().items()}
    now = journal.storage.live.view.state.identities.now
    ids = frozenset((person.id, *person.merged, *(old for old, who in now.items() if who == person.id)))
    gone, left, raws = _split(tables, ids)
    old = [version.document or {} for key in ids for version in versions(journal.storage.log, Contact.TABLE, key)]
    others = (str(one.get("name", "")) for key, one in tables.get(Contact.TABLE, {}).items() if key not in ids)
    traces = traces_of([person.document(), *old], others, raws)
    told: dict[Place, Document] = {}
    for table, documents in tables.items():
        for key in documents.keys() - gone.keys() - ids:
            document = left.get((table, key), documents[key])
            after = effaced_document(table, document, traces, present=(table, key) in left)
            if after != document:
                told[table, key] = after
    return Trail(person, frozenset(gone) | ids, left, told, traces, Counter([Contact.TABLE, *gone.values()]), seen)


def _split(
    tables: Mapping[str, Mapping[str, Document]], ids: frozenset[str]
) -> tuple[dict[str, str], dict[Place, Document], set[str]]:
    """Of what names somebody: ids of what goes with its table, what is left of the rest, and all captured lines."""
    gone, left, raws = dict[str, str](), dict[Place, Document](), set[str]()
    for table, key in naming(tables, ids):
        document = tables[table][key]
        raws |= {raw} if (raw := str(document.get("raw", ""))) else set()
        if table == Contact.TABLE and key in ids:
            continue
        if table == "introductions" or (table in SHARED and ids.issuperset(people_of(table, document))):
            gone[key] = table
        else:
            left[table, key] = _without(document, ids)
    return gone, left, raws


def begin(
    journal: Journal, trail: Trail, today: date, *, texts: bool, folder: Path | None = None, caches: Iterable[Path] = ()
) -> Task:
    """Remove everything on a trail from the journal, with `texts` also the name in what others are about.

    From here on no reader shows them, and it cannot be undone. What is left is to rewrite the files (`finish`); that is
    written down in `folder`, the one of the backups, first. `caches` are files that are made anew. Raises `StoreError`;
    then nothing has happened.
    """
    with journal.storage.fresh():
        if trail.seen != journal.storage.live.view.reader.seen:  # something was written while one was asked
            trail = trail_of(journal, trail.person)
        task = Task(trail.gone, texts, trail.traces.signs, tuple(map(str, caches)))
        if folder:
            task = task.kept(folder)
        marks = {"forget": sorted(trail.gone), **({"texts": True} if texts else {})}
        try:
            journal.storage.commit(_put(journal, trail, today, texts=texts), OP, marks, empty=True)
        except StoreError:
            task.drop()
            raise
    return task


def forget(
    journal: Journal,
    trail: Trail,
    today: date,
    *,
    texts: bool,
    folder: Path | None = None,
    caches: Iterable[Path] = (),
    report: Report | None = None,
) -> Erased:
    """Remove somebody from the journal and from every file. Raises `StoreError`; what was begun can be finished."""
    task = begin(journal, trail, today, texts=texts, folder=folder, caches=caches)
    log = Log(journal.root, journal.storage.log.machine)
    if folder is None:
        return erase(log, task, report=report)
    return finish(log, folder, report) or Erased()


def _put(journal: Journal, trail: Trail, today: date, *, texts: bool) -> Put:
    put: Put = {}
    for (table, key), document in {**trail.left, **(trail.told if texts else {})}.items():
        put.setdefault(table, {})[key] = document
    for table, documents in journal.storage.read().items():
        for key in documents.keys() & trail.gone:
            put.setdefault(table, {})[key] = None
    for table, key, document in _hashes(journal, trail.person, today):
        put.setdefault(table, {})[key] = document
    return put


def salted(salt: str, kind: str, value: str) -> str:
    """An address as only somebody who has it already can recognise it."""
    return hashlib.sha256(f"{salt} {kind} {fold(value).strip()}".encode()).hexdigest()


def _hashes(journal: Journal, person: Contact, today: date) -> Iterable[tuple[str, str, Document]]:
    """For whom no contact is wished: enough to notice that an import brings them back, and nothing that names them."""
    if person.status != "no_contact" or not person.channels:
        return
    known: Mapping[str, Any] = journal.settings.docs.get(SALT, {})
    salt = str(known.get("salt", "")) or secrets.token_hex(16)
    if not known:
        yield "settings", SALT, {"salt": salt}
    hashes = sorted({salted(salt, channel.kind, channel.value) for channel in person.channels})
    yield "decisions", new_id(), {"kind": "forgotten", "on": today.isoformat(), "data": {"hashes": hashes}}


def _without(document: Document, ids: Iterable[str]) -> Document:
    for key in ids:
        document = without(document, key)
    return document


def said(trail: Trail, done: Erased, *, texts: bool) -> str:
    """What was done, as a sentence or two."""
    kept = trail.left.keys() | (trail.told.keys() if texts else set())
    parts = [
        f"Forgotten: {count(trail.removed.elements())} gone",
        f"{plural(len(kept), 'other goes', 'others go')} on without them" if kept else "",
        f"{plural(done.files, 'file')} of the journal and {plural(done.backups, 'backup')} rewritten",
    ]
    return "; ".join(filter(None, parts)) + ". This cannot be undone."


def beyond(journal: Journal, trail: Trail, private: Iterable[Path] = ()) -> list[str]:
    """What this program cannot rewrite, or must not. `private` are its own folders beside the journal."""
    log, ids = journal.storage.log, Ids(trail.gone)
    own, machines = set(own_files(log)), Counter[str]()
    for name, path, _, _ in log.files():
        if Path(path) not in own and _tells(Path(path), ids, trail.traces):
            machines[name[8:].removesuffix(".jsonl")] += 1
    found = [
        f"{plural(number, 'file')} of {machine} in {log.dir}: that machine rewrites them at its next start, once this "
        "line has reached it"
        for machine, number in sorted(machines.items())
    ]
    found += [
        f"{path}: a file of this program that still names them"
        for path in _files(private)
        if _tells(path, ids, trail.traces)
    ]
    carriers = [
        f"{path}: the history of git keeps old files" for path in (Path(journal.root, ".git"),) if path.exists()
    ]
    return [*found, *carriers, "Exports, printouts, other machines and copies of the folder you made yourself"]


def _told(table: str, document: Document) -> str:
    """A record whose texts name them; of a person, where they are named."""
    named = next((text for text in document.values() if isinstance(text, str) and SOMEBODY in text), "")
    return f"{label(table, document)}: {' '.join(named.split())}" if table == Contact.TABLE else label(table, document)


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".gz", ".idx")  # backups; and names, made anew from the journal
    )


def _tells(path: Path, ids: Ids, traces: Traces) -> bool:
    data = b""
    with suppress(OSError):  # gone, or not to be read by the user: then it tells nobody anything
        data = path.read_bytes()
    return any(ids.in_(line) or _names(line, traces) for line in lines_of(data + b"\n"))


def _names(line: bytes, traces: Traces) -> bool:
    return traces.may_be_in(line) and bool(traces.whole.search(line.decode("utf-8", "replace")))
