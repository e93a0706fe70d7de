"""A journal and a plain dictionary: three programs on two machines do anything in any order, and both hold the same."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from journal.store.doctor import examine
from journal.store.journal import Conflict, Journal, StoreError
from journal.store.merge import merge_contacts
from journal.store.records import RECORDS

Doc = dict[str, Any]
Place = tuple[str, str]
LAPTOP, DESK = "laptop-aaaa", "desk-bbbb"
MACHINES = (LAPTOP, LAPTOP, DESK)
PEOPLE = ("01A", "01B", "01C")
DAY = "2026-11-24"
MINIMAL: dict[str, Doc] = {
    "contacts": {"name": "Ana", "circle": "open"},
    "interactions": {"contacts": ["01A"], "on": DAY, "kind": "meeting"},
    "followups": {"contacts": ["01B"], "what": "send", "owner": "mine", "due": DAY, "status": "open"},
    "introductions": {"broker": "me", "a": "01A", "b": "01B", "status": "made"},
    "goals": {"statement": "Lead a data team", "status": "active"},
    "events": {"title": "PyCon", "starts": DAY, "status": "planned"},
    "runs": {"event": "E", "checklist": "meetup"},
    "reflections": {"on": DAY, "about": {"kind": "none", "id": ""}},
    "decisions": {"kind": "pass", "on": DAY, "contacts": ["01C"]},
    "settings": {},
}
FIELDS = ("first", "second")
"""Fields that no record knows; they are kept like all others."""

WHO = st.integers(0, len(MACHINES) - 1)
TABLES = st.sampled_from([*MINIMAL, "contacts", "interactions", "interactions"])
PERSON = st.sampled_from(PEOPLE)
VALUES = st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 2) | st.just("é\n[x]"), max_size=2)
NAMES = st.fixed_dictionaries({}, optional={"contacts": st.lists(PERSON, min_size=1, max_size=2, unique=True)})


class Line(NamedTuple):
    """A line of the log as the dictionary remembers it."""

    number: int
    machine: str
    put: dict[Place, Doc | None]
    before: dict[Place, Doc | None]
    atomic: bool = False
    undoes: int | None = None
    redoes: int | None = None


class Dictionary:
    """What a journal should be: documents, and the lines that made them."""

    def __init__(self) -> None:
        self.documents: dict[Place, Doc] = {}
        self.lines: list[Line] = []

    def write(self, machine: str, put: dict[Place, Doc | None], *, empty: bool = False, **marks: Any) -> None:
        put = {place: document for place, document in put.items() if self.documents.get(place) != document}
        if not put and not empty:
            return
        before = {place: self.documents.get(place) for place in put}
        self.lines.append(Line(len(self.lines), machine, put, before, **marks))
        self.documents |= {place: document for place, document in put.items() if document is not None}
        for place, document in put.items():
            if document is None:
                self.documents.pop(place, None)

    def undoable(self, machine: str) -> Line | None:
        undone: set[int] = set()
        for line in reversed(self.lines):
            if line.machine == machine and line.undoes is not None:
                undone.add(line.undoes)
            elif line.machine == machine and line.number not in undone:
                return line
        return None

    def redoable(self, machine: str) -> Line | None:
        redone: set[int] = set()
        for line in reversed(self.lines):
            if line.machine != machine:
                continue
            if line.redoes is not None:
                redone.add(line.redoes)
            elif line.undoes is None:
                return None
            elif line.number not in redone:
                return line
        return None

    def take_back(self, line: Line, **mark: int) -> bool:
        """Whether it could be done: what changed since, and people who are named by now, stay."""
        changed = {place for place, document in line.put.items() if self.documents.get(place) != document}
        put = {place: line.before[place] for place in line.put if place not in changed}
        going = {place[1] for place, document in put.items() if place[0] == "contacts" and document is None}
        named: set[str] = set()
        for place, document in self.documents.items():
            if place not in put:
                named |= names(document) & going
        used = set[str]()
        while named - used:
            used |= named
            for who in used:
                named |= names(self.documents["contacts", who]) & going
        if line.atomic and (changed or used):
            return False
        put = {place: document for place, document in put.items() if place[0] != "contacts" or place[1] not in used}
        self.write(line.machine, put, empty=True, atomic=line.atomic, **mark)
        return True

    def naming(self, who: str) -> list[Place]:
        return [place for place, document in self.documents.items() if who in names(document)]

    def history(self, place: Place) -> list[Doc | None]:
        return [line.put[place] for line in reversed(self.lines) if place in line.put]


def names(document: Doc) -> set[str]:
    """The people a document names."""
    return {value for field, value in document.items() if field in ("a", "b", "broker")} | {
        *document.get("contacts", ())
    }


def after_change(fresh: Doc, before: Doc, after: Doc) -> Doc | None:
    """The fields that were changed, on the newest version; None if one of them was changed elsewhere too."""
    fields = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    if any(fresh.get(name) not in (before.get(name), after.get(name)) for name in fields):
        return None
    return {name: value for name, value in fresh.items() if name not in fields} | {
        name: after[name] for name in fields if name in after
    }


class Programs(RuleBasedStateMachine):
    """Two programs on one machine and one on another, all on the same folder."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "journal"
        self.programs = [self.open(machine) for machine in MACHINES]
        self.told: list[dict[Place, Doc]] = [{} for _ in MACHINES]
        self.model = Dictionary()

    def open(self, machine: str) -> Journal:
        now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        journal = Journal.open(self.root, machine=machine, now=lambda: now)
        journal.ready()
        journal.poll()
        return journal

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    @rule(who=WHO, table=TABLES, id=PERSON, values=VALUES, named=NAMES)
    def insert_or_replace(self, who: int, table: str, id: str, values: Doc, named: Doc) -> None:
        document = {**MINIMAL[table], **(named if "contacts" in MINIMAL[table] else {}), **values}
        with self.programs[who].transaction("put") as transaction:
            transaction.put(table, id, document)
        self.model.write(MACHINES[who], {(table, id): document})

    @rule(who=WHO, table=TABLES, values=VALUES)
    def add(self, who: int, table: str, values: Doc) -> None:
        record = RECORDS[table].parse({**MINIMAL[table], **values})
        with self.programs[who].transaction("add") as transaction:
            added = transaction.add(record)
        self.model.write(MACHINES[who], {(table, added.id): added.document()})

    @rule(who=WHO, table=TABLES, id=PERSON)
    def remove_plainly(self, who: int, table: str, id: str) -> None:
        with self.programs[who].transaction("remove") as transaction:
            transaction.put(table, id, None)
        self.model.write(MACHINES[who], {(table, id): None})

    @rule(who=WHO, table=TABLES, values=VALUES, between=st.none() | st.tuples(WHO, VALUES), remove=st.booleans())
    def a_form(self, who: int, table: str, values: Doc, between: tuple[int, Doc] | None, remove: bool) -> None:
        """A form is opened, somebody else may change the same record, and then it is saved, or the record removed."""
        self.programs[who].poll()
        before = next(iter(self.programs[who].collection(table)), None)
        if before is None:
            return
        place = table, before.id
        if between:
            self.insert_or_replace(between[0], *place, between[1], {})
        fresh, shown = self.model.documents[place], before.document()
        after = before.changed(**values)
        expected = None if remove else after_change(fresh, shown, after.document())

        def save() -> None:
            with self.programs[who].transaction("form") as transaction:
                transaction.remove(before) if remove else transaction.change(before, after)

        changed = type(before).parse(fresh, before.id).document() != shown
        if changed if remove else expected is None:
            with pytest.raises(Conflict):
                save()
        else:
            save()
            self.model.write(MACHINES[who], {place: expected})

    @rule(who=WHO, other=WHO, person=PERSON, table=st.sampled_from(["interactions", "followups", "introductions"]))
    def somebody_new_is_used_elsewhere_and_then_taken_back(self, who: int, other: int, person: str, table: str) -> None:
        self.insert_or_replace(who, "contacts", person, {}, {})
        other_one = next(one for one in PEOPLE if one != person)
        people = {"a": person, "b": other_one} if table == "introductions" else {"contacts": [person]}
        self.insert_or_replace(other, table, "01A", {**people, "second": len(self.model.lines)}, {})
        self.undo(who)

    @rule(
        who=WHO,
        changes=st.lists(st.tuples(TABLES, PERSON, st.none() | VALUES), min_size=2, max_size=5),
        fails=st.booleans(),
    )
    def several_in_one_transaction(self, who: int, changes: list[tuple[str, str, Doc | None]], fails: bool) -> None:
        put = {(t, id): None if values is None else {**MINIMAL[t], **values} for t, id, values in changes}

        def write() -> None:
            with self.programs[who].transaction("several") as transaction:
                for place, document in put.items():
                    transaction.put(*place, document)
                if fails:
                    raise ZeroDivisionError

        if fails:
            with pytest.raises(ZeroDivisionError):
                write()
        else:
            write()
            self.model.write(MACHINES[who], put)

    @rule(who=WHO, person=PERSON, with_entries=st.booleans())
    def remove_somebody(self, who: int, person: str, with_entries: bool) -> None:
        self.programs[who].poll()
        contact = self.programs[who].contacts.get(person)
        if contact is None:
            return
        places = [place for place in self.model.naming(person) if place != ("contacts", person)]
        if places and not with_entries:
            with pytest.raises(StoreError, match="Archive instead"):
                self.programs[who].remove_contacts([contact], with_entries=False)
            return
        self.programs[who].remove_contacts([contact], with_entries=with_entries)
        put: dict[Place, Doc | None] = {("contacts", person): None}
        for place in places:
            document = self.model.documents[place]
            alone = place[0] == "introductions" or (place[0] != "decisions" and names(document) == {person})
            rest = {**document, "contacts": [one for one in document.get("contacts", ()) if one != person]}
            put[place] = None if alone else rest
        self.model.write(MACHINES[who], put)

    @rule(who=WHO, stays=PERSON, goes=PERSON)
    def merge(self, who: int, stays: str, goes: str) -> None:
        self.programs[who].poll()
        one, other = (self.programs[who].contacts.get(id) for id in (stays, goes))
        if one is None or other is None or stays == goes:
            return
        result = one.changed(first="merged")
        merge_contacts(self.programs[who], one, other, result)
        put: dict[Place, Doc | None] = {("contacts", stays): result.document(), ("contacts", goes): None}
        for place in self.model.naming(goes):
            document = dict(self.model.documents[place])
            for part in ("broker", "a", "b"):
                if document.get(part) == goes:
                    document[part] = stays
            if "contacts" in document:
                document["contacts"] = list(dict.fromkeys(stays if id == goes else id for id in document["contacts"]))
            oneself = place[0] == "introductions" and document["a"] == document["b"]
            put[place] = None if oneself else document
        self.model.write(MACHINES[who], put, atomic=True)

    @rule(who=WHO)
    def undo(self, who: int) -> None:
        line = self.model.undoable(MACHINES[who])
        self.taken_back(self.programs[who].undo, line, {"undoes": line.number if line else 0})

    @rule(who=WHO)
    def redo(self, who: int) -> None:
        line = self.model.redoable(MACHINES[who])
        self.taken_back(self.programs[who].redo, line, {"redoes": line.number if line else 0})

    def taken_back(self, take_back: Callable[[], object], line: Line | None, mark: dict[str, int]) -> None:
        if line is None:
            assert take_back() is None
        elif self.model.take_back(line, **mark):
            assert take_back()
        else:
            with pytest.raises(Conflict):
                take_back()

    @rule(who=WHO)
    def restart(self, who: int) -> None:
        self.programs[who] = self.open(MACHINES[who])
        self.told[who] = documents(self.programs[who])

    @rule()
    def die_while_writing(self) -> None:
        for path in sorted((self.root / "log").glob("*.jsonl"))[:1]:
            with path.open("ab") as file:
                file.write(b'{"rev":"2026')

    @rule()
    def swap_the_files(self) -> None:
        for path in (self.root / "log").glob("*.jsonl"):
            other = path.with_suffix(".other")
            shutil.copy2(path, other)
            other.rename(path)

    @rule(who=WHO, patient=st.booleans())
    def poll(self, who: int, patient: bool) -> None:
        journal = self.programs[who]
        changes = journal.poll(patient=patient)
        if journal.stale:
            list(journal.reload(1))
            changes = journal.poll()
        if changes is None:
            self.told[who] = documents(journal)
        for table, id, _, after in changes or ():
            self.told[who].pop((table, id), None)
            if after is not None:
                self.told[who][table, id] = after

    @invariant()
    def all_hold_the_same(self) -> None:
        if not hasattr(self, "model"):
            return
        expected = self.model.documents
        for who, journal in enumerate(self.programs):
            self.poll(who, patient=True)
            assert documents(journal) == expected
            assert self.told[who] == expected
        fresh = self.open(DESK)
        assert documents(fresh) == expected
        assert fresh.conflicts() == []
        for place in list(expected)[:2]:
            assert [version.document for version in fresh.history(*place)] == self.model.history(place)

    @rule()
    def ask_the_doctor(self) -> None:
        report = examine(str(self.root))
        assert report.documents == len(self.model.documents)
        bad = [finding.why for finding in report.findings if "does not exist" not in finding.why]
        assert all("not valid JSON" in why or "not finished" in why for why in bad), bad


def documents(journal: Journal) -> dict[Place, Doc]:
    return {(table, id): one for table, docs in journal.storage.read().items() for id, one in docs.items()}


TestPrograms = Programs.TestCase
TestPrograms.settings = settings(deadline=None, max_examples=settings().max_examples // 2, stateful_step_count=25)
