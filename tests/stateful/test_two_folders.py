"""Two machines with a folder each, and files carried between them in any order: both end with the same journal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.store.journal import Journal

Doc = dict[str, Any]
Place = tuple[str, str]
MACHINES = ("laptop-aaaa", "desk-bbbb")


class Folder:
    """The journal of one machine."""

    def __init__(self, root: Path, machine: str) -> None:
        self.root, self.machine = root, machine
        self.journal = self.open()
        self.told: dict[Place, Doc] = {}

    def open(self) -> Journal:
        journal = Journal.open(self.root, machine=self.machine, now=lambda: datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
        journal.ready()
        journal.poll()
        return journal

    def write(self, table: str, id: str, document: Doc | None) -> None:
        with self.journal.transaction("write") as transaction:
            transaction.put(table, id, document)

    def carry(self, other: Folder, how: str, cut: int) -> None:
        """Bring the files of another machine here, as a program that carries files would."""
        (self.root / "log").mkdir(parents=True, exist_ok=True)
        for path in sorted((other.root / "log").glob("*.jsonl")):
            data, place = path.read_bytes(), self.root / "log" / path.name
            if path.name.endswith(f".{self.machine}.jsonl"):
                continue
            if how == "unfinished":
                data = data[: max(0, len(data) - cut)]
            if how == "copy":
                place = place.with_name(f"{place.stem}.sync-conflict-{cut}.jsonl")
            if how == "swap" or not place.exists() or place.stat().st_size > len(data):
                spare = place.with_suffix(".part")
                spare.write_bytes(data)
                spare.rename(place)
            else:
                place.write_bytes(data)

    def poll(self) -> None:
        changes = self.journal.poll()
        if changes is None:
            self.told = documents(self.journal)
        for table, id, _, after in changes or ():
            self.told.pop((table, id), None)
            if after is not None:
                self.told[table, id] = after

    def lines(self) -> list[Doc]:
        """All complete lines, in no order that means anything."""
        files = (path.read_bytes() for path in (self.root / "log").glob("*.jsonl"))
        return [json.loads(raw) for data in files for raw in data.split(b"\n")[:-1]]

    def check(self) -> None:
        self.poll()
        newest, twice = newest_of(self.lines())
        expected = {place: document for place, (_, document) in newest.items() if document is not None}
        assert documents(self.journal) == expected
        assert self.told == expected
        assert conflicts(self.journal) == twice
        fresh = self.open()
        assert documents(fresh) == expected
        assert conflicts(fresh) == twice


def newest_of(lines: list[Doc]) -> tuple[dict[Place, tuple[str, Doc | None]], set[tuple[str, str, str]]]:
    """The newest version of each document, and what was edited twice on one base and not since."""
    newest: dict[Place, tuple[str, Doc | None]] = {}
    edits: dict[tuple[str, str, str], set[str]] = {}
    for line in lines:
        for table, put in line["put"].items():
            for id, document in put.items():
                if newest.get((table, id), ("", None))[0] < line["rev"]:
                    newest[table, id] = line["rev"], document
                if base := line.get("prev", {}).get(id) or line.get("prev", {}).get(f"{table}/{id}"):
                    edits.setdefault((table, id, base), set()).add(line["rev"])
    twice = {edit for edit, revs in edits.items() if len(revs) > 1 and max(revs) == newest[edit[:2]][0]}
    return newest, twice


def conflicts(journal: Journal) -> set[tuple[str, str, str]]:
    return {(found.table, found.id, found.base) for found in journal.conflicts()}


def documents(journal: Journal) -> dict[Place, Doc]:
    return {(table, id): one for table, docs in journal.storage.read().items() for id, one in docs.items()}


WHO = st.integers(0, 1)
DOCUMENTS = st.none() | st.fixed_dictionaries({"name": st.just("Ana"), "n": st.integers(0, 3)})
WRITE = st.tuples(
    st.just("write"), WHO, st.sampled_from(["contacts", "interactions", "goals"]), st.sampled_from("AB"), DOCUMENTS
)
APART = st.tuples(st.just("apart"), WHO, st.sampled_from(["contacts", "interactions"]), DOCUMENTS, DOCUMENTS)
"""Both know one version of a document, and each writes another without knowing of the other's."""
STEPS = st.one_of(
    *[WRITE] * 4,
    APART,
    st.tuples(st.sampled_from(["undo", "redo"]), WHO),
    st.tuples(st.just("carry"), WHO, st.sampled_from(["whole", "unfinished", "swap", "copy"]), st.integers(1, 200)),
    st.tuples(st.just("check"), WHO),
)


@given(st.lists(STEPS, min_size=5, max_size=20))
@settings(deadline=None, max_examples=settings().max_examples // 2)
def test_whatever_is_carried_when_both_machines_end_with_the_same_journal(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as home:
        folders = [Folder(Path(home, machine), machine) for machine in MACHINES]
        for name, who, *values in steps:
            here, there = folders[who], folders[1 - who]
            if name in ("undo", "redo"):
                getattr(here.journal, name)()
            elif name == "carry":
                here.carry(there, *values)
            elif name == "apart":
                here.write(values[0], "A", {"name": "Bo", "n": len(here.lines())})
                there.carry(here, "whole", 0)
                for folder, document in zip((here, there), values[1:], strict=True):
                    folder.write(values[0], "A", document)
            else:
                getattr(here, name)(*values)
        for here, there in (folders, folders[::-1]):
            here.carry(there, "whole", 0)
        for folder in folders:
            folder.check()
        assert documents(folders[0].journal) == documents(folders[1].journal)
        assert conflicts(folders[0].journal) == conflicts(folders[1].journal)
