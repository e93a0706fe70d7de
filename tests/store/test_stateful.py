"""Whatever is done, in whatever order, by two programs: memory, a fresh start and a plain dictionary agree."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from journal.store.journal import Journal

TABLES = st.sampled_from(["goals", "interactions"])
KEYS = st.sampled_from(["A", "B", "C"])
DOCUMENTS = st.dictionaries(st.sampled_from(["x", "y"]), st.one_of(st.integers(), st.text(max_size=3)), max_size=2)
WHO = st.integers(0, 1)

State = dict[tuple[str, str], dict[str, Any]]


class Programs(RuleBasedStateMachine):
    """Two programs on one machine, and a model of documents with its own stack of undo."""

    @initialize()
    def start(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.programs = [self.open(), self.open()]
        self.model: State = {}
        self.past: list[State] = []
        self.future: list[State] = []

    def open(self) -> Journal:
        journal = Journal.open(self.root / "journal", machine="laptop-aaaa", now=lambda: datetime.now(UTC))
        journal.ready()
        journal.poll()
        return journal

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def change(self, after: State) -> None:
        if after != self.model:
            self.past.append(self.model)
            self.future = []
            self.model = after

    @rule(who=WHO, table=TABLES, key=KEYS, document=st.one_of(st.none(), DOCUMENTS))
    def put(self, who: int, table: str, key: str, document: dict[str, Any] | None) -> None:
        with self.programs[who].transaction("put") as transaction:
            transaction.put(table, key, document)
        self.change({place: d for place, d in {**self.model, (table, key): document}.items() if d is not None})

    @rule(who=WHO, table=TABLES, key=KEYS, value=st.integers(0, 3))
    def update_by_tinydb(self, who: int, table: str, key: str, value: int) -> None:
        self.programs[who].db.table(table).update({"x": value}, doc_ids=[key])
        if (table, key) in self.model:
            self.change({**self.model, (table, key): {**self.model[table, key], "x": value}})

    @rule(who=WHO, table=TABLES)
    def truncate_by_tinydb(self, who: int, table: str) -> None:
        self.programs[who].db.table(table).truncate()
        self.change({place: document for place, document in self.model.items() if place[0] != table})

    @rule(who=WHO, first=DOCUMENTS)
    def transaction_over_two_tables(self, who: int, first: dict[str, Any]) -> None:
        with self.programs[who].transaction("both") as transaction:
            transaction.put("goals", "A", {"n": len(first)})
            transaction.put("interactions", "A", {"n": len(first)})
        self.change({**self.model, ("goals", "A"): {"n": len(first)}, ("interactions", "A"): {"n": len(first)}})

    @rule(who=WHO)
    def undo(self, who: int) -> None:
        done = self.programs[who].undo()
        assert (done is None) == (not self.past)
        if self.past:
            self.future.append(self.model)
            self.model = self.past.pop()

    @rule(who=WHO)
    def redo(self, who: int) -> None:
        done = self.programs[who].redo()
        assert (done is None) == (not self.future)
        if self.future:
            self.past.append(self.model)
            self.model = self.future.pop()

    @rule(who=WHO)
    def restart(self, who: int) -> None:
        self.programs[who] = self.open()

    @rule()
    def crash_while_writing(self) -> None:
        for path in (self.root / "journal" / "log").glob("*.jsonl"):
            with path.open("ab") as file:
                file.write(b'{"rev":"2026')

    @invariant()
    def all_agree(self) -> None:
        if not hasattr(self, "programs"):
            return
        for journal in (*self.programs, self.open()):
            journal.poll()
            found = {(t, k): d for t, documents in journal.storage.read().items() for k, d in documents.items()}
            assert found == self.model


TestPrograms = Programs.TestCase
TestPrograms.settings = settings(deadline=None, max_examples=60, stateful_step_count=20)
