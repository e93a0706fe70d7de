"""Writes the people, entries, promises and introductions of the sample journal into the ledger, with their history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from journal.demo.calendar import MINUTE, Calendar, iso
from journal.demo.entries import Entry, Todo
from journal.demo.fates import IMPORTED_AGO
from journal.demo.ledger import Ledger, Put
from journal.demo.people import Person
from journal.demo.script import Promise, Stage, Stub

BATCH = 500
"""People in one line of an import."""
LATER = {
    "snoozed_until": ("snooze", 20),
    "care_until": ("edit", 20),
    "status": ("edit", 30),
    "rhythm_since": ("circle", 3),
}
"""Fields that nobody has from the start: by which act they came, and how many days ago at the latest."""
EDITED = 35 * MINUTE


class Book:
    """The journal in the making."""

    def __init__(self, ledger: Ledger, calendar: Calendar) -> None:
        self._ledger = ledger
        self._calendar = calendar

    def name(self, people: Iterable[Person]) -> None:
        """Give everybody the time of their first line, and an id made then."""
        imported = self._calendar.moment(IMPORTED_AGO, 1200, 1230)
        for person in people:
            person.created = imported if person.imported else self._calendar.moment(person.entered, 420, 530)
            person.id = self._calendar.new_id(person.created)

    def people(self, people: Sequence[Person], entries: Sequence[Entry]) -> None:
        """Write everybody down. Who was first met in a captured line came in with that line; see `entries`."""
        met = _captured(entries)
        imported = [person for person in people if person.imported]
        for start in range(0, len(imported), BATCH):
            batch = imported[start : start + BATCH]
            put: Put = {"contacts": {person.id: self._versions(person)[0][2] for person in batch}}
            self._ledger.add(batch[0].created, "import linkedin", put)
        for person in people:
            if person.key in met:
                person.created = met[person.key].moment
            versions = self._versions(person)
            if person.key in met:
                versions[0] = (person.created + EDITED, f"edit {person.name}", versions[0][2])
            for moment, op, document in versions[person.imported :]:
                self._ledger.add(moment, op, {"contacts": {person.id: document}})

    def entries(self, entries: Iterable[Entry]) -> None:
        """Write the entries, with their promises and with the people first met in them."""
        entries = list(entries)
        first = {id(entry): key for key, entry in _captured(entries).items()}
        for entry in entries:
            put: Put = {}
            key = first.get(id(entry))
            stubs = [person for person in entry.people if person.key == key]
            if stubs:
                put["contacts"] = {person.id: _stub(person.first, entry.moment) for person in stubs}
            self._entry(entry, [person.id for person in entry.people], put)

    def stubs(self, stubs: Iterable[Stub]) -> None:
        """Write the captures that made somebody of whom only a first name is known."""
        for stub in stubs:
            key = self._calendar.new_id(stub.entry.moment)
            document = _stub(stub.name, stub.entry.moment)
            if stub.candidates:
                candidates = [person.id for person in stub.candidates]
                document["triage"] = {"text": stub.name.lower(), "candidates": candidates}
            self._entry(stub.entry, [key], {"contacts": {key: document}})

    def promises(self, promises: Iterable[Promise]) -> None:
        """Write what was promised without an entry."""
        for promise in promises:
            ids = [person.id for person in promise.people]
            put = self._todos([promise.todo], promise.moment, ids, {})
            self._ledger.add(promise.moment, "new follow-up", put)

    def introductions(self, introductions: Iterable[Sequence[Stage]]) -> None:
        """Write the stages of every introduction."""
        for stages in introductions:
            first = stages[0].moment
            key = self._calendar.new_id(first)
            for stage in stages:
                document = {"created": iso(first)} | stage.document
                self._ledger.add(stage.moment, stage.op, {"introductions": {key: document}})

    def _entry(self, entry: Entry, people: list[str], put: Put) -> None:
        key = self._calendar.new_id(entry.moment)
        document = {"created": iso(entry.moment), "contacts": people} | entry.document
        raw = {"raw": document["raw"]} if "raw" in document else {}
        if entry.todos:
            put |= self._todos(entry.todos, entry.moment, people, {"from": key} | raw)
        self._ledger.add(entry.moment, entry.op, put | {"interactions": {key: document}})
        if entry.edited:
            edited = document | {"note": entry.edited}
            self._ledger.add(entry.moment + EDITED, "edit entry", {"interactions": {key: edited}})

    def _todos(self, todos: Iterable[Todo], moment: int, people: list[str], further: dict[str, Any]) -> Put:
        documents: dict[str, dict[str, Any] | None] = {}
        for todo in todos:
            key = self._calendar.new_id(moment)
            due = self._calendar.day(todo.due)
            document: dict[str, Any] = {"created": iso(moment), "contacts": people, "what": todo.what}
            document |= {"owner": todo.owner, "due": due, "status": "open"} | further
            documents[key] = document
            self._settle(key, document, todo, moment)
        return {"followups": documents}

    def _settle(self, key: str, document: dict[str, Any], todo: Todo, moment: int) -> None:
        ago = todo.done if todo.done is not None else todo.dropped
        if ago is None:
            return
        when = max(self._calendar.moment(ago), moment + EDITED)
        if todo.done is not None:
            document = document | {"status": "done", "done_on": self._calendar.day(ago)}
            self._ledger.add(when, f"done: {todo.what}", {"followups": {key: document}})
        else:
            document = document | {"status": "dropped", "why_dropped": todo.why}
            self._ledger.add(when, f"let go: {todo.what}", {"followups": {key: document}})

    def _versions(self, person: Person) -> list[tuple[int, str, dict[str, Any]]]:
        """What was known about somebody from when on: (moment, op, document), the first one being their first line."""
        document = {"created": iso(person.created)} | person.fields
        changes = [*person.was, *_set_later(person)]
        versions = []
        for change in sorted(changes, key=lambda change: int(change["until"])):
            moment = max(self._calendar.moment(change["until"], 560, 1200), person.created + 2 * EDITED)
            act = "archive" if document.get("status") == "archived" else change.get("act", "edit")
            versions.append((moment, f"{act} {person.name}", document))
            document = document | {name: value for name, value in change.items() if name not in ("until", "act")}
            document = {name: value for name, value in document.items() if value is not None}
        versions.append((person.created, "new person", document))
        return versions[::-1]


def _set_later(person: Person) -> list[dict[str, Any]]:
    """The fields that nobody has from the start, as earlier versions without them."""
    changes = []
    for name, (act, days) in LATER.items():
        if name in person.fields and person.fields[name] != "active":
            last = person.last if person.last is not None else days
            change: dict[str, Any] = {"until": min(max(1, last - 1), days), "act": act, name: None}
            changes.append(change | ({"circle": "open"} if name == "rhythm_since" else {}))
    return changes


def _captured(entries: Iterable[Entry]) -> dict[str, Entry]:
    """By key: the captured line in which somebody was met for the first time."""
    return {
        person.key: entry
        for entry in entries
        if entry.document.get("raw", "").startswith("met ")
        for person in entry.people[:1]
        if entry.ago == person.entered
    }


def _stub(name: str, moment: int) -> dict[str, Any]:
    return {"created": iso(moment), "name": name, "circle": "open", "stub": True}
