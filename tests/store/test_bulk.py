"""Very many documents in one change: one line, read back piece by piece, one undo, and nothing by halves."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from journal.store.bulk import PIECE, Bulk
from journal.store.journal import Conflict, Journal, NotSaved
from journal.store.log import Log

Opener = Callable[..., Journal]
MANY = 3 * PIECE + 1


def people(count: int, **fields: str) -> dict[str, dict[str, str]]:
    return {f"P{number}": {"name": f"Zoë {number}", **fields} for number in range(count)}


def put(journal: Journal, documents: dict[str, dict[str, str]], table: str = "contacts") -> Bulk:
    bulk = Bulk(journal.storage, "import vcard")
    for key, document in documents.items():
        bulk.put(table, key, document)
    return bulk


def test_everything_is_one_line_and_this_and_every_other_program_reads_it(
    opened: Opener, lines: Callable[[], list[str]]
) -> None:
    journal, other = opened(), opened("desk-bbbb")
    put(journal, people(MANY)).run()
    (line,) = lines()
    assert json.loads(line)["op"] == "import vcard"
    assert "prev" not in json.loads(line)
    assert dict(journal.contacts.docs) == people(MANY)
    assert len(journal.poll() or ()) == MANY
    assert len(other.poll() or ()) == MANY
    assert dict(opened().contacts.docs) == people(MANY)
    journal.poll()
    with journal.transaction("more") as transaction:
        transaction.put("contacts", "Q", {"name": "Q"})
    assert len(journal.contacts.docs) == MANY + 1


def test_one_undo_takes_all_of_it_back_and_brings_back_what_was_there(opened: Opener) -> None:
    journal = opened()
    put(journal, people(3, org="Acme")).run()
    put(journal, people(MANY, org="Globex")).run()
    assert journal.contacts.docs["P1"]["org"] == "Globex"
    undone = opened().undo()
    assert undone is not None
    assert "import vcard" in undone.text
    journal.poll()
    assert dict(journal.contacts.docs) == people(3, org="Acme")


def test_tables_stand_in_the_line_with_the_timeline_last(opened: Opener, lines: Callable[[], list[str]]) -> None:
    journal = opened()
    put(journal, people(1)).run()
    bulk = Bulk(journal.storage, "import monica")
    bulk.put("interactions", "I", {"on": "2026-11-24", "kind": "note", "contacts": ["P0"]})
    bulk.put("contacts", "P0", {"name": "Zoë"})
    bulk.run()
    written = json.loads(lines()[-1])
    assert list(written["put"]) == ["contacts", "interactions"]
    assert list(written["prev"]) == ["contacts/P0"]
    assert journal.contacts.docs["P0"] == {"name": "Zoë"}
    assert not journal.conflicts()


def test_it_is_taken_in_piece_by_piece_and_other_lines_may_come_between(opened: Opener) -> None:
    journal = opened()
    bulk = put(journal, people(MANY))
    bulk.absorb()
    assert bulk.write()
    assert not journal.contacts.docs
    seen = []
    for _ in bulk.taking_in():
        seen.append(len(journal.contacts.docs))
        if len(seen) == 1:
            Log(str(journal.root), "desk-bbbb").write("edit", {"contacts": {"P0": {"name": "Edited"}}})
            journal.poll()
    assert seen == [PIECE, 2 * PIECE, 3 * PIECE, MANY]
    assert journal.contacts.docs["P0"] == {"name": "Edited"}


def test_whoever_polls_between_writing_and_taking_in_does_not_take_it_in_at_once(opened: Opener) -> None:
    journal = opened()
    bulk = put(journal, people(MANY))
    bulk.absorb()
    assert bulk.write()
    assert journal.poll() == []
    assert sum(1 for _ in bulk.taking_in()) == bulk.pieces
    assert dict(journal.contacts.docs) == people(MANY)
    put(journal, people(1, org="Acme")).run()
    assert journal.contacts.docs["P0"]["org"] == "Acme"


def test_nothing_is_written_while_there_is_news_that_was_not_read(opened: Opener) -> None:
    journal, other = opened(), opened("desk-bbbb")
    put(journal, people(1)).run()
    other.poll()
    bulk = put(journal, people(2, org="Acme"))
    put(other, {"P0": {"name": "Renamed"}}).run()
    assert not bulk.write()
    with pytest.raises(Conflict, match="Renamed has been changed elsewhere meanwhile"):
        bulk.run()
    assert dict(opened().contacts.docs) == {"P0": {"name": "Renamed"}}


def test_news_about_others_does_not_hinder_it(opened: Opener) -> None:
    journal, other = opened(), opened("desk-bbbb")
    bulk = put(journal, people(2))
    put(other, {"Q": {"name": "Q"}}).run()
    bulk.run()
    assert sorted(journal.contacts.docs) == ["P0", "P1", "Q"]


def test_an_error_while_writing_leaves_the_file_as_it_was(
    opened: Opener, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened()
    put(journal, people(1)).run()
    (file,) = (root / "log").glob("*.jsonl")
    before, real = file.read_bytes(), os.fsync

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSaved, match="no space left"):
        put(journal, people(MANY)).run()
    monkeypatch.setattr(os, "fsync", real)
    assert file.read_bytes() == before
    assert len(journal.contacts.docs) == 1


def test_after_a_torn_line_everything_is_read_all_the_same(opened: Opener, root: Path) -> None:
    journal = opened()
    put(journal, people(1)).run()
    (file,) = (root / "log").glob("*.jsonl")
    with file.open("ab") as torn:
        torn.write(b'{"rev":"2026')
    bulk = put(journal, people(MANY, org="Acme"))
    bulk.run()
    assert dict(journal.contacts.docs) == people(MANY, org="Acme")
    assert dict(opened().contacts.docs) == people(MANY, org="Acme")


def test_what_cannot_be_written_down_is_refused_at_once(opened: Opener) -> None:
    journal = opened()
    with pytest.raises(NotSaved, match="cannot be written down"):
        put(journal, {"P": {"name": "Ana", "age": float("nan")}})  # type: ignore[dict-item]
    put(journal, {}).run()
    assert not journal.contacts.docs
