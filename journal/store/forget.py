"""Forgetting somebody for good: every record and every old line about them goes, on this machine and in its backups."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from journal.domain.contacts import Contact
from journal.domain.text import fold
from journal.store.backup import rewrite_backups
from journal.store.effacing import Traces, effaced_document, effaced_lines, traces_of
from journal.store.files import lines_of, own_files, rewrite
from journal.store.fold import Document
from journal.store.history import versions
from journal.store.journal import Journal
from journal.store.lines import BadLine, parse
from journal.store.log import Log
from journal.store.references import SHARED, naming, people_of, without
from journal.store.revs import new_id
from journal.store.wording import count, label

OP = "forget"
SALT = "salt"
FORGETS = b'"forget":['
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

    def lines(self) -> list[str]:
        """The records whose texts name them, one line each."""
        return [label(table, document) for (table, _), document in self.told.items()]


class Forgotten(NamedTuple):
    """What was done: in words, and what is out of reach."""

    said: str
    beyond: list[str]


def trail_of(journal: Journal, person: Contact) -> Trail:
    """Look up everything that tells of somebody; changes nothing."""
    journal.ready()
    tables = {table: dict(documents) for table, documents in journal.storage.read().items()}
    ids = frozenset((person.id, *person.merged))
    gone, left, raws = _split(tables, ids)
    old = [version.document or {} for key in ids for version in versions(journal.storage.log, Contact.TABLE, key)]
    others = (str(one.get("name", "")) for key, one in tables.get(Contact.TABLE, {}).items() if key not in ids)
    traces = traces_of([person.document(), *old], others, raws)
    told: dict[Place, Document] = {}
    for table, documents in tables.items():
        for key in documents.keys() - gone.keys() - ids:
            document = left.get((table, key), documents[key])
            after = effaced_document(document, traces, present=(table, key) in left)
            if after != document:
                told[table, key] = after
    return Trail(person, frozenset(gone) | ids, left, told, traces, Counter([Contact.TABLE, *gone.values()]))


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


def forget(
    journal: Journal,
    trail: Trail,
    today: date,
    *,
    texts: bool,
    private: Iterable[Path] = (),
    backups: Path | None = None,
) -> Forgotten:
    """Remove everything on a trail; with `texts` also the name in what others are about. It cannot be undone.

    `private` are folders of the program beside the journal, in which traces are looked for; `backups` that of backups.
    Raises `StoreError`; then nothing, or only a part of the old lines, is gone, and it can be done again.
    """
    put: dict[str, dict[str, Document | None]] = {}
    for (table, key), document in {**trail.left, **(trail.told if texts else {})}.items():
        put.setdefault(table, {})[key] = document
    for table, documents in journal.storage.read().items():
        for key in documents.keys() & trail.gone:
            put.setdefault(table, {})[key] = None
    for table, key, document in _hashes(journal, trail.person, today):
        put.setdefault(table, {})[key] = document
    change = partial(effaced_lines, gone=trail.gone, traces=trail.traces, texts=texts)
    with journal.storage.fresh():
        journal.storage.commit(
            put, OP, {"forget": sorted(trail.gone), **({"texts": True} if texts else {})}, empty=True
        )
        files = sum(rewrite(path, change) for path in own_files(journal.storage.log))
    saved = rewrite_backups(backups, change) if backups else 0
    beyond = _beyond(journal, trail, private)
    return Forgotten(_said(trail, files, saved, texts=texts), beyond)


def follow(log: Log) -> int:
    """Take out of this machine's files whom another machine forgot; returns how many files were rewritten.

    Raises `StoreError`.
    """
    done = 0
    for gone, texts in _forgotten(log):
        if not any(key.encode() in line for path in own_files(log) for line in _others(path) for key in gone):
            continue
        found = [version.document or {} for key in gone for version in versions(log, Contact.TABLE, key)]
        change = partial(effaced_lines, gone=gone, traces=traces_of(found), texts=texts and bool(found))
        with log.locked():
            done += sum(rewrite(path, change) for path in own_files(log))
    return done


def _forgotten(log: Log) -> Iterator[tuple[frozenset[str], bool]]:
    """The ids of each line that says whom to forget, and whether texts are to forget them too."""
    for _, path, _, _ in log.files():
        for raw in lines_of(log.read_from(path, 0)):
            if FORGETS in raw:
                with suppress(BadLine):  # told as a problem when the journal was read
                    line = parse(raw)
                    yield frozenset(line.get("forget", ())), line.get("texts") is True


def _others(path: Path) -> Iterator[bytes]:
    return (line for line in lines_of(path.read_bytes()) if FORGETS not in line)


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


def _said(trail: Trail, files: int, backups: int, *, texts: bool) -> str:
    kept = trail.left.keys() | (trail.told.keys() if texts else set())
    parts = [
        f"Forgotten: {count(trail.removed.elements())} gone",
        f"{len(kept)} others go on without them" if kept else "",
        f"{files} files of the journal and {backups} backups were rewritten",
    ]
    return "; ".join(filter(None, parts)) + ". This cannot be undone."


def _beyond(journal: Journal, trail: Trail, private: Iterable[Path]) -> list[str]:
    """What this program cannot rewrite, or must not."""
    own = {str(path) for path in own_files(journal.storage.log)}
    marks = [key.encode() for key in trail.gone]
    found = [
        f"{path}: another machine rewrites it at its next start, once this line has reached it"
        for _, path, _, _ in journal.storage.log.files()
        if path not in own and _tells(Path(path), marks, trail.traces)
    ]
    found += [
        f"{path}: a file of this program that still names them" for path in _files(private) if _named(path, trail)
    ]
    carriers = [
        f"{path}: the history of git keeps old files" for path in (Path(journal.root, ".git"),) if path.exists()
    ]
    return [*found, *carriers, "Exports, printouts, other machines and copies of the folder you made yourself"]


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file())


def _named(path: Path, trail: Trail) -> bool:
    return _tells(path, [key.encode() for key in trail.gone], trail.traces)


def _tells(path: Path, marks: list[bytes], traces: Traces) -> bool:
    data = b""
    with suppress(OSError):  # gone, or not to be read by the user: then it tells nobody anything
        data = path.read_bytes()
    return any(mark in data for mark in marks) or bool(traces.whole.search(data.decode("utf-8", "replace")))
