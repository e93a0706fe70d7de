"""Forgetting somebody leaves nothing of them in any file of the journal and its backups."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.introductions import Introduction
from journal.domain.record import Invalid
from journal.domain.timeline import Interaction
from journal.store import forget as forgetting
from journal.store.backup import back_up, folder_for
from journal.store.doctor import examine
from journal.store.effacing import effaced, traces_of
from journal.store.journal import Journal, StoreError

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def open_journal(folder: Path, machine: str = "m-0001") -> Journal:
    journal = Journal.open(folder / "journal", machine=machine, now=lambda: NOW)
    journal.ready()
    return journal


def fill(journal: Journal, name: str = "Wilhelmine Grünwald", status: str = "active") -> None:
    channels = [{"kind": "email", "value": "mine@gruen.example"}, {"kind": "phone", "value": "+49 30 998877"}]
    person = Contact.parse({"name": name, "aliases": ["Minchen"], "channels": channels, "status": status}, "W")
    with journal.transaction(f"new {name}") as transaction:
        transaction.add(person)
        transaction.add(Contact.parse({"name": "Bob Lee", "introduced_by": "W", "knows": [{"contact": "W"}]}, "BOB"))
    records = [
        Interaction.parse({"contacts": ["W"], "on": "2026-11-01", "note": "alone", "raw": "coffee with @wil"}, "I1"),
        Interaction.parse(
            {
                "contacts": ["W", "BOB"],
                "on": "2026-11-02",
                "note": f"{name} and Bob",
                "raw": "lunch with @minchen, @bob",
            },
            "I2",
        ),
        Interaction.parse({"contacts": ["BOB"], "on": "2026-11-03", "note": f"Bob met {name} again"}, "I3"),
        Interaction.parse({"contacts": ["BOB"], "on": "2026-11-04", "note": "nothing about anybody"}, "I4"),
        FollowUp.parse({"contacts": ["W"], "what": "send it", "due": "2026-12-01"}, "F1"),
        FollowUp.parse({"contacts": ["W", "BOB"], "what": "bring both together", "due": "2026-12-01"}, "F2"),
        Introduction.parse({"broker": "me", "a": "W", "b": "BOB"}, "N1"),
        Event.parse({"title": "Fair", "starts": "2026-12-01", "expected": [name]}, "E1"),
    ]
    with journal.transaction("test") as transaction:
        for record in records:
            transaction.add(record)
    with journal.transaction(f"edit {name}") as transaction:
        transaction.change(person, person.changed(notes="a note"))


def forget(journal: Journal, *, texts: bool = True, backups: Path | None = None) -> forgetting.Forgotten:
    person = journal.contacts.get("W")
    assert person is not None
    trail = forgetting.trail_of(journal, person)
    return forgetting.forget(journal, trail, TODAY, texts=texts, backups=backups)


def bytes_of(*folders: Path) -> bytes:
    """Everything in the files of some folders, unpacked."""
    found = b""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                found += gzip.decompress(data) if path.suffix == ".gz" else data
    return found


def test_no_byte_is_left_in_the_journal_and_its_backups(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    folder = folder_for(str(tmp_path / "state"), journal.root)
    back_up(journal.root, folder, "2026-11-23.tar.gz")
    done = forget(journal, backups=folder)
    there = bytes_of(tmp_path).decode().casefold()
    for trace in ("wilhelmine", "grünwald", "minchen", "@wil", "gruen.example", "998877", '"w"', "alone", "a note"):
        assert trace not in there.replace('"forget":["f1","i1","n1","w"]', ""), trace
    assert "nothing about anybody" in there
    assert "1 backups" in done.said


def test_the_rest_goes_on_without_them(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    forget(journal)
    again = open_journal(tmp_path)
    docs = {table: dict(found) for table, found in again.storage.read().items()}
    assert list(docs["contacts"]) == ["BOB"]
    assert "introduced_by" not in docs["contacts"]["BOB"]
    assert set(docs["interactions"]) == {"I2", "I3", "I4"}
    assert docs["interactions"]["I2"]["contacts"] == ["BOB"]
    assert docs["interactions"]["I2"]["note"] == "somebody and Bob"
    assert docs["interactions"]["I2"]["raw"] == "lunch with somebody, @bob"
    assert docs["interactions"]["I3"]["note"] == "Bob met somebody again"
    assert list(docs["followups"]) == ["F2"]
    assert docs["events"]["E1"]["expected"] == ["somebody"]
    assert not examine(str(again.root)).findings


def test_texts_of_others_stay_if_one_says_so(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    person = journal.contacts.get("W")
    assert person is not None
    assert len(forgetting.trail_of(journal, person).lines()) == 3
    forget(journal, texts=False)
    again = open_journal(tmp_path)
    assert again.interactions.docs["I3"]["note"] == "Bob met Wilhelmine Grünwald again"
    assert b"edit Wilhelmine" not in bytes_of(tmp_path)


def test_it_cannot_be_undone(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    forget(journal)
    with pytest.raises(StoreError, match="cannot be undone"):
        journal.undo()


def test_a_running_program_and_an_old_file_bring_nobody_back(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    running = open_journal(tmp_path)
    old = next((tmp_path / "journal" / "log").glob("*.jsonl")).read_bytes()
    forget(journal)
    running.poll()
    assert running.contacts.get("W") is None
    assert not running.problems
    (tmp_path / "journal" / "log" / "2026-10.other-0002.jsonl").write_bytes(old)
    later = open_journal(tmp_path)
    assert later.contacts.get("W") is None
    assert "I1" not in later.interactions.docs


def test_another_machine_follows_at_its_next_start(tmp_path: Path) -> None:
    theirs = open_journal(tmp_path, "m-0002")
    fill(theirs)
    mine = open_journal(tmp_path)
    assert any("m-0002" in line for line in forget(mine).beyond)
    theirs = open_journal(tmp_path, "m-0002")
    assert forgetting.follow(theirs.storage.log) == 1
    assert forgetting.follow(theirs.storage.log) == 0
    there = bytes_of(tmp_path).decode().casefold()
    for trace in ("wilhelmine", "grünwald", "minchen", "gruen.example"):
        assert trace not in there


def test_of_whom_no_contact_is_wished_only_hashes_stay(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal, status="no_contact")
    forget(journal)
    kept = next(iter(journal.decisions.docs.values()))
    salt = journal.settings.docs["salt"]["salt"]
    assert forgetting.salted(salt, "email", "MINE@gruen.example") in kept["data"]["hashes"]
    assert b"gruen.example" not in bytes_of(tmp_path)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ana Gómez-Ruiz said so", "somebody said so"),
        ("@ana.gomez-ruiz and @bob", "somebody and @bob"),
        ("Ana was there with ANA GÓMEZ-RUIZ", "Ana was there with somebody"),
        ("Anabel Gómez-Ruizer", "Anabel Gómez-Ruizer"),
        ("mail to ana@x.org now", "mail to somebody now"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, left: str) -> None:
    document: dict[str, Any] = {"name": "Ana Gómez-Ruiz", "channels": [{"kind": "email", "value": "ana@x.org"}]}
    assert effaced(text, traces_of([document], ["Ana Other"]), present=False) == left


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=3, max_size=20)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_name=names, family=names)
def test_whatever_the_name_nothing_of_it_is_left(
    given_name: str, family: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("forget")
    journal = open_journal(folder)
    name = f"Q{given_name} {family}Q"
    try:
        fill(journal, name)
    except Invalid:
        return
    there = journal.contacts.docs["W"]["name"]
    forget(journal)
    assert there not in bytes_of(folder).decode().replace('\\"', '"').replace("\\\\", "\\")
