"""TinyDB on the log: its own ways of working, on documents whose ids are text."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tinydb import Query, where
from tinydb.operations import delete, increment
from tinydb.table import Document, Table

from journal.store.journal import Journal
from journal.store.storage import LogStorage
from journal.store.tables import Database

Opener = Callable[..., Journal]
Lines = Callable[[], list[str]]


@pytest.fixture
def table(opened: Opener) -> Table:
    table = opened().db.table("contacts")
    for name in ("Ana", "Bo", "Cy"):
        table.insert({"name": name, "talks": 1})
    return table


def names(table: Table) -> list[str]:
    return [document["name"] for document in table]


def test_what_is_inserted_has_a_long_id_and_is_one_line(table: Table, lines: Lines) -> None:
    key = table.insert({"name": "Di"})
    assert len(key) == 26
    assert table.get(doc_id=key) == {"name": "Di"}
    assert json.loads(lines()[-1])["put"] == {"contacts": {key: {"name": "Di"}}}


def test_only_what_changes_is_written(table: Table, lines: Lines) -> None:
    table.update(increment("talks"), where("name") == "Bo")
    assert len(lines()) == 4
    (document,) = json.loads(lines()[-1])["put"]["contacts"].values()
    assert document == {"name": "Bo", "talks": 2}
    table.update({"talks": 1}, where("name") == "Ana")
    table.remove(where("name") == "Nobody")
    assert len(lines()) == 4


def test_many_at_once_are_one_line(table: Table, lines: Lines) -> None:
    table.insert_multiple({"name": name} for name in "xyz")
    table.update_multiple([({"talks": 5}, where("name") == "Ana"), (delete("talks"), where("name") == "Bo")])
    assert len(lines()) == 5
    assert [table.get(where("name") == name) for name in ("Ana", "Bo")] == [{"name": "Ana", "talks": 5}, {"name": "Bo"}]


def test_upsert_updates_or_inserts(table: Table) -> None:
    person = Query()
    table.upsert({"name": "Ana", "org": "ACME"}, person.name == "Ana")
    table.upsert({"name": "Di"}, person.name == "Di")
    table.upsert(Document({"name": "Ed", "org": "NHS"}, doc_id="X"), None)
    assert names(table) == ["Ana", "Bo", "Cy", "Di", "Ed"]
    assert table.get(doc_id="X") == {"name": "Ed", "org": "NHS"}
    assert table.count(person.org.exists()) == 2


def test_an_id_is_not_inserted_twice(table: Table, lines: Lines) -> None:
    taken = next(iter(table)).doc_id
    with pytest.raises(ValueError, match="already exists"):
        table.insert(Document({"name": "Di"}, doc_id=taken))
    assert len(lines()) == 3


def test_what_another_program_wrote_is_seen_by_the_next_update(table: Table, opened: Opener) -> None:
    other = opened("desk-bbbb").db.table("contacts")
    other.update({"org": "ACME"}, where("name") == "Ana")
    assert table.update({"role": "Baker"}, where("org") == "ACME")
    assert table.get(where("name") == "Ana") == {"name": "Ana", "talks": 1, "org": "ACME", "role": "Baker"}


def test_nothing_that_was_read_changes_the_store(table: Table) -> None:
    document = table.all()[0]
    document["name"] = "Changed"
    assert names(table) == ["Ana", "Bo", "Cy"]


def test_an_update_that_fails_changes_nothing(table: Table, lines: Lines) -> None:
    def fail(document: dict[str, object]) -> None:
        document["name"] = "Changed"
        if document["talks"]:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        table.update(fail)
    assert names(table) == ["Ana", "Bo", "Cy"]
    assert len(lines()) == 3


def test_tables_can_be_emptied_and_dropped_and_it_can_be_undone(table: Table, opened: Opener) -> None:
    journal = opened()
    journal.db.table("goals").insert({"statement": "x"})
    journal.db.drop_table("goals")
    assert journal.db.tables() == {"contacts"}
    journal.db.drop_tables()
    assert journal.db.tables() == set()
    journal.undo()
    assert names(opened().db.table("contacts")) == ["Ana", "Bo", "Cy"]


def test_a_transaction_over_tables_is_one_line(opened: Opener, lines: Lines) -> None:
    journal = opened()
    with journal.transaction("merge contacts"):
        key = journal.db.table("contacts").insert({"name": "Ana"})
        journal.db.table("interactions").insert({"contacts": [key]})
        journal.db.table("contacts").update({"org": "ACME"}, doc_ids=[key])
        assert journal.db.table("contacts").get(doc_id=key) == {"name": "Ana", "org": "ACME"}
        journal.db.table("contacts").insert({"name": "Bo"})
        journal.db.table("contacts").remove(where("name") == "Bo")
    (line,) = map(json.loads, lines())
    assert line["op"] == "merge contacts"
    assert {table: list(documents.values()) for table, documents in line["put"].items()} == {
        "contacts": [{"name": "Ana", "org": "ACME"}],
        "interactions": [{"contacts": [key]}],
    }


def test_it_is_a_tinydb_of_its_own(root: object) -> None:
    with Database(str(root)) as db:
        db.insert({"x": 1})
        assert isinstance(db.storage, LogStorage)
    assert Database(str(root)).all() == [{"x": 1}]


def test_one_insert_writes_no_more_when_there_is_more(opened: Opener, lines: Lines) -> None:
    table = opened().db.table("interactions")
    table.insert({"note": "first"})
    table.insert_multiple({"note": "x" * 100} for _ in range(2000))
    table.insert({"note": "first"})
    assert len(lines()[-1]) == len(lines()[0])
