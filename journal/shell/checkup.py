"""What `journal doctor` looks at: lines, documents, references, rights and settings; each finding with its way out."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journal.shell.context import Context

if TYPE_CHECKING:
    from journal.store.journal import Journal

OTHERS = stat.S_IRWXG | stat.S_IRWXO
LEAVE_LINE = "What stands in this line is left out, all else is used. Mend it in an editor, or leave it as it is."
SAVE_AGAIN = "The rest of it is used. Open it in the full screen, put the field right and save."
MAY_COME = "Their file may still be on its way from another machine; if not, take the name out of the entry."
MODES = "Make it yours alone: chmod {mode} {path}"
TORN = "The last line is not finished: writing it was interrupted."
SEALED = "Nothing is lost that was said to be saved. The next change closes the line."
TWO_EDITS = (
    "Open it in the full screen: the newer one is shown, the other is in its history. Saving it again settles it."
)


class Finding(NamedTuple):
    """Something wrong: where it is (line 0: the file as a whole), what it is, and what to do."""

    file: str
    line: int
    why: str
    todo: str


class Origin(NamedTuple):
    """The line on which the present version of a document stands."""

    file: str
    line: int


def examine(context: Context) -> tuple[list[Finding], dict[str, int]]:
    """All findings, and how many files, lines and documents were looked at. Changes nothing. Raises `StoreError`."""
    journal = context.journal()
    origins = _origins(journal)
    findings = [
        *_lines(journal),
        *_unfinished(journal),
        *_documents(journal, origins),
        *_references(journal, origins),
        *_two_edits(journal, origins),
        *_rights(journal),
        *_settings(context),
    ]
    documents = sum(len(documents) for documents in journal.storage.read().values())
    files = journal.storage.log.files()
    lines = sum(cursor.lines for cursor in journal.storage.live.view.reader.seen.values())
    return findings, {"files": len(files), "lines": lines, "documents": documents}


def _lines(journal: Journal) -> Iterator[Finding]:
    for problem in journal.problems:
        path = Path(journal.storage.log.dir, problem.file)  # an absolute name stays as it is
        yield Finding(str(path), problem.line, problem.why, LEAVE_LINE if problem.line else "")


def _unfinished(journal: Journal) -> Iterator[Finding]:
    seen = journal.storage.live.view.reader.seen
    for name, path, _, size in journal.storage.log.files():
        cursor = seen.get(name)
        if cursor is not None and size > cursor.offset:
            yield Finding(path, cursor.lines + 1, TORN, SEALED)


def _documents(journal: Journal, origins: dict[tuple[str, str], Origin]) -> Iterator[Finding]:
    """Documents whose fields break the rules of their record."""
    from journal.domain.record import Invalid
    from journal.exchange.archive import RECORDS
    from journal.store.wording import label

    for table, documents in journal.storage.read().items():
        kind = RECORDS.get(table)
        if kind is None:
            continue
        for key, document in documents.items():
            try:
                kind.parse(document, key)
            except Invalid as error:
                file, line = origins[table, key]
                yield Finding(file, line, f"{label(table, document)}: {error}.", SAVE_AGAIN)


def _references(journal: Journal, origins: dict[tuple[str, str], Origin]) -> Iterator[Finding]:
    """Documents that name people who are not there."""
    from journal.domain.introductions import ME
    from journal.store.references import PEOPLE, people_of
    from journal.store.wording import label

    people = journal.contacts.docs
    for table in PEOPLE:
        for key, document in journal.collection(table).docs.items():
            missing = [who for who in people_of(table, document) if who not in people and who != ME]
            if missing:
                file, line = origins[table, key]
                names = ", ".join(dict.fromkeys(missing))
                yield Finding(
                    file, line, f"{label(table, document)} names somebody who is not there: {names}.", MAY_COME
                )


def _two_edits(journal: Journal, origins: dict[tuple[str, str], Origin]) -> Iterator[Finding]:
    from journal.store.wording import label

    for clash in journal.conflicts():
        file, line = origins[clash.table, clash.id]
        document = journal.collection(clash.table).docs.get(clash.id)
        yield Finding(file, line, f"{label(clash.table, document)} was changed on two machines at once.", TWO_EDITS)


def _rights(journal: Journal) -> Iterator[Finding]:
    """Folders and files that others on this machine may read."""
    log = journal.storage.log
    for path, mode in [(log.root, "700"), (log.dir, "700"), *((file[1], "600") for file in log.files())]:
        if Path(path).exists() and stat.S_IMODE(Path(path).stat().st_mode) & OTHERS:
            yield Finding(path, 0, "Other people on this machine may look into it.", MODES.format(mode=mode, path=path))


def _settings(context: Context) -> Iterator[Finding]:
    _ = context.config
    for problem in context.problems:
        yield Finding("", 0, problem, "")


def _origins(journal: Journal) -> dict[tuple[str, str], Origin]:
    """Where the present version of every document, or its removal, was written."""
    from journal.store.lines import BadLine, parse

    log = journal.storage.log
    origins: dict[tuple[str, str], Origin] = {}
    revs: dict[tuple[str, str], str] = {}
    unreadable = journal.storage.live.view.reader.unreadable
    for path in (path for name, path, _, _ in log.files() if name not in unreadable):
        for number, raw in enumerate(log.read_from(path, 0).split(b"\n"), 1):
            try:
                record = parse(raw)
            except BadLine:
                continue  # told by the journal itself
            for table, documents in record["put"].items():
                for key in documents:
                    if revs.get((table, key), "") < record["rev"]:
                        revs[table, key], origins[table, key] = record["rev"], Origin(path, number)
    return origins
