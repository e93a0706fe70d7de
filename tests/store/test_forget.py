"""Forgetting somebody leaves nothing of them in any file of the journal and its backups."""

from __future__ import annotations

import gzip
import json
import os
import sys
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
from journal.store.erasing import Erased, erase, finish, follow, unfinished
from journal.store.journal import Journal, StoreError
from journal.store.log import Log
from journal.store.traces import effaced, traces_of

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


def trail_of(journal: Journal) -> forgetting.Trail:
    person = journal.contacts.get("W")
    assert person is not None
    return forgetting.trail_of(journal, person)


def forget(journal: Journal, *, texts: bool = True, folder: Path | None = None) -> Erased:
    return forgetting.forget(journal, trail_of(journal), TODAY, texts=texts, folder=folder)


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
    done = forget(journal, folder=folder)
    there = bytes_of(tmp_path).decode().casefold()
    for trace in ("wilhelmine", "grünwald", "minchen", "@wil", "gruen.example", "998877", '"w"', "alone", "a note"):
        assert trace not in there.replace('"forget":["f1","i1","n1","w"]', ""), trace
    assert "nothing about anybody" in there
    assert done == Erased(files=1, backups=1)
    assert sorted(path.name for path in folder.iterdir()) == [".lock", "2026-11-23.tar.gz"]


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
    assert len(trail_of(journal).lines()) == 3
    forget(journal, texts=False)
    again = open_journal(tmp_path)
    assert again.interactions.docs["I3"]["note"] == "Bob met Wilhelmine Grünwald again"
    assert b"edit Wilhelmine" not in bytes_of(tmp_path)


def test_who_shares_a_name_or_a_phone_keeps_them(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    shared = {
        "name": "Wilhelmine Grünwald-Lee",
        "channels": [{"kind": "phone", "value": "+49 30 998877"}],
        "how_met": "through Wilhelmine Grünwald",
    }
    with journal.transaction("new") as transaction:
        transaction.add(Contact.parse(shared, "OTHER"))
    forget(journal)
    there = open_journal(tmp_path).contacts.docs["OTHER"]
    assert (there["name"], there["channels"][0]["value"]) == ("Wilhelmine Grünwald-Lee", "+49 30 998877")
    assert there["how_met"] == "through somebody"


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
    trail = trail_of(mine)
    forget(mine)
    assert any("m-0002" in line for line in forgetting.beyond(mine, trail))
    late = {"contacts": ["W"], "on": "2026-11-23", "note": "alone again", "kind": "call"}
    Log(str(theirs.root), "m-0002").write("offline", {"interactions": {"I9": late}})
    theirs = open_journal(tmp_path, "m-0002")
    assert follow(theirs.storage.log) == 1
    assert follow(theirs.storage.log) == 0
    assert "I9" not in open_journal(tmp_path).interactions.docs
    there = bytes_of(tmp_path).decode().casefold()
    for trace in ("wilhelmine", "grünwald", "minchen", "gruen.example", "alone again"):
        assert trace not in there


def test_lines_that_nobody_can_read_tell_of_nobody_either(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    path = next((tmp_path / "journal" / "log").glob("*.jsonl"))
    spelt = json.dumps(
        {
            "rev": "2026-11-01T00:00:00.000000Z hand",
            "v": 1,
            "op": "x",
            "put": {
                "interactions": {
                    "I8": {"contacts": ["BOB"], "on": "2026-11-08", "note": "Bob, then Wilhelmine Grünwald"}
                }
            },
        }
    )
    with path.open("ab") as file:
        file.write(spelt.encode() + b"\n" + "{broken: Wilhelmine Grünwald}\n{torn: mine@gruen.example".encode())
    forget(open_journal(tmp_path))
    there = bytes_of(tmp_path).decode().casefold()
    assert "{broken: somebody}" in there
    assert "{torn: somebody" in there
    assert "bob, then somebody" in there
    assert "wilhelmine" not in there


def test_what_is_written_while_one_is_asked_goes_too(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    trail = trail_of(journal)
    late = {"contacts": ["W"], "on": "2026-11-23", "note": "a moment ago", "kind": "call"}
    Log(str(journal.root), "m-0001").write("capture", {"interactions": {"I9": late}})
    forgetting.forget(journal, trail, TODAY, texts=True)
    assert b"a moment ago" not in bytes_of(tmp_path)
    assert "I9" not in open_journal(tmp_path).interactions.docs


def test_what_others_write_while_files_are_rewritten_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = open_journal(tmp_path)
    fill(journal)
    writer, locked = Log(str(journal.root), "m-0001"), Log.__enter__

    def interrupting(log: Log) -> Log:
        if log is not writer and "I7" not in open_journal(tmp_path).interactions.docs:
            writer.write("capture", {"interactions": {"I7": {"contacts": ["BOB"], "on": "2026-11-23", "kind": "call"}}})
        return locked(log)

    task = forgetting.begin(journal, trail_of(journal), TODAY, texts=True)
    monkeypatch.setattr(Log, "__enter__", interrupting)
    assert erase(Log(str(journal.root), "m-0001"), task).files == 1
    assert "I7" in open_journal(tmp_path).interactions.docs
    assert "wilhelmine" not in bytes_of(tmp_path).decode().casefold()


def test_killed_at_any_moment_nothing_is_half_forgotten(tmp_path: Path) -> None:
    """A process is killed at one step after the other on the disk; the next start finishes what had begun."""
    begun = 0
    for step in range(1, 200, 2):
        root = tmp_path / str(step)
        journal = open_journal(root)
        fill(journal)
        folder = folder_for(str(root / "state"), journal.root)
        back_up(journal.root, folder, "2026-11-23.tar.gz")
        before, killed = bytes_of(root / "journal"), forget_and_die(journal, folder, step)
        finish(Log(journal.root, "m-0001"), folder)
        there = bytes_of(root).decode().casefold()
        if open_journal(root).contacts.get("W"):
            assert bytes_of(root / "journal") == before, "not begun: everything is there"
        else:
            begun += 1
            for trace in ("wilhelmine", "grünwald", "minchen", "@wil", "gruen.example", "998877", "alone", "a note"):
                assert trace not in there, (step, trace)
        assert not unfinished(folder)
        if not killed:
            break
    assert begun > 5


def forget_and_die(journal: Journal, folder: Path, step: int) -> bool:
    """Forget in a process of its own that ends without a word at its `step`th step on the disk; whether it did."""
    child = os.fork()
    if not child:
        count = 0

        def die(event: str, _: object) -> None:
            nonlocal count
            if event in ("open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "fcntl.flock"):
                count += 1
                if count == step:
                    os._exit(9)

        sys.addaudithook(die)
        try:
            forget(journal, folder=folder)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


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
