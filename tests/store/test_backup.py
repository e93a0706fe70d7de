"""Backups hold everything, are tried out, stay private; restoring adds what is lacking or brings a day back."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from journal.domain.contacts import Contact
from journal.domain.timeline import Interaction
from journal.store.backup import BackupError, back_up, daily, examine, faults, folder_for, name_at
from journal.store.forget import forget, trail_of
from journal.store.journal import Journal
from journal.store.restore import add_lacking, bring_back, differences, lacking

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def open_journal(folder: Path, machine: str = "m-0001") -> Journal:
    journal = Journal.open(folder / "journal", machine=machine, now=lambda: NOW)
    journal.ready()
    return journal


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = open_journal(tmp_path)
    for name in ("Ana", "Bob"):
        with journal.transaction(f"new {name}") as transaction:
            transaction.add(Contact.parse({"name": name}, name.upper()))
    return journal


def rename(journal: Journal, id: str, name: str) -> None:
    person = journal.contacts.get(id)
    assert person is not None
    with journal.transaction("edit") as transaction:
        transaction.change(person, person.changed(name=name))


def test_a_backup_holds_what_the_journal_holds_and_only_the_user_may_read_it(journal: Journal, tmp_path: Path) -> None:
    made = back_up(str(journal.root), tmp_path / "b", "one.tar.gz")
    assert (made.lines, made.documents) == (2, 2)
    assert examine(made.path) == made
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700


def test_the_daily_one_is_made_once_and_old_ones_go_but_not_those_that_were_asked_for(
    journal: Journal, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    back_up(str(journal.root), folder, "journal-2026-01-01-090000.tar.gz")
    for day in range(20):
        assert daily(str(journal.root), folder, TODAY + timedelta(days=day), 14)
    assert daily(str(journal.root), folder, TODAY + timedelta(days=19), 14) is None
    left = sorted(path.name for path in folder.glob("*.tar.gz"))
    assert len(left) == 15
    assert left[0] == "2026-11-30.tar.gz"
    assert left[-1] == "journal-2026-01-01-090000.tar.gz"
    assert daily(str(journal.root), folder, TODAY + timedelta(days=99), 0) is None


def test_two_journals_do_not_share_backups(tmp_path: Path) -> None:
    assert folder_for("/s", str(tmp_path / "a" / "journal")) != folder_for("/s", str(tmp_path / "b" / "journal"))


def test_what_the_folder_lost_comes_back_and_what_came_later_stays(journal: Journal, tmp_path: Path) -> None:
    path = back_up(str(journal.root), tmp_path / "b", "one.tar.gz").path
    log = next((tmp_path / "journal" / "log").glob("*.jsonl"))
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[1])
    damaged = open_journal(tmp_path)
    assert list(damaged.contacts.docs) == ["BOB"]
    rename(damaged, "BOB", "Robert")
    found = lacking(damaged, path)
    assert (len(found.lines), found.all) == (1, 2)
    add_lacking(damaged, found.lines)
    assert {doc["name"] for doc in damaged.contacts.docs.values()} == {"Ana", "Robert"}
    assert not lacking(damaged, path).lines
    assert damaged.undo_list()[0].op == "edit", "what came back is not a new change"
    assert {doc["name"] for doc in open_journal(tmp_path).contacts.docs.values()} == {"Ana", "Robert"}


def test_an_earlier_day_comes_back_as_a_change_that_can_be_undone(journal: Journal, tmp_path: Path) -> None:
    path = back_up(str(journal.root), tmp_path / "b", "one.tar.gz").path
    rename(journal, "BOB", "Robert")
    with journal.transaction("new") as transaction:
        transaction.add(Contact.parse({"name": "Cy"}, "CY"))
    bring_back(journal, differences(journal, path), "2026-11-24")
    assert sorted(doc["name"] for doc in journal.contacts.docs.values()) == ["Ana", "Bob"]
    journal.undo()
    assert sorted(doc["name"] for doc in journal.contacts.docs.values()) == ["Ana", "Cy", "Robert"]


def test_nobody_who_was_forgotten_comes_back(journal: Journal, tmp_path: Path) -> None:
    path = back_up(str(journal.root), tmp_path / "elsewhere", "one.tar.gz").path
    person = journal.contacts.get("BOB")
    assert person is not None
    forget(journal, trail_of(journal, person), TODAY, texts=True)
    again = open_journal(tmp_path)
    assert not lacking(again, path).lines
    assert not differences(again, path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00"])
def test_what_is_no_backup_is_refused_in_a_sentence(journal: Journal, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b" / "x.tar.gz"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(BackupError, match=r"x\.tar\.gz"):
        lacking(journal, path)
    assert list(faults(path.parent))


def test_every_cut_of_a_backup_is_noticed_or_read(journal: Journal, tmp_path: Path) -> None:
    path = back_up(str(journal.root), tmp_path / "b", "one.tar.gz").path
    whole = path.read_bytes()
    said = []
    for size in range(0, len(whole), 7):
        path.write_bytes(whole[:size])
        said += faults(path.parent)
    assert said
    assert all("one.tar.gz" in each for each in said)


def test_a_backup_that_others_may_read_is_told(journal: Journal, tmp_path: Path) -> None:
    path = back_up(str(journal.root), tmp_path / "b", "one.tar.gz").path
    path.chmod(0o644)
    assert "other users" in next(iter(faults(path.parent)))


def test_texts_that_named_who_was_forgotten_do_not_come_back_with_a_backup_from_elsewhere(
    journal: Journal, tmp_path: Path
) -> None:
    with journal.transaction("note") as transaction:
        transaction.add(Interaction.parse({"contacts": ["ANA"], "on": "2026-11-20", "note": "Bobbert was there"}, "I1"))
    rename(journal, "BOB", "Bobbert Lee")
    with journal.transaction("edit") as transaction:
        entry = journal.interactions.get("I1")
        assert entry is not None
        transaction.change(entry, entry.changed(note="Bobbert Lee was there"))
    path = back_up(str(journal.root), tmp_path / "stick", "one.tar.gz", ours=False).path
    person = journal.contacts.get("BOB")
    assert person is not None
    forget(journal, trail_of(journal, person), TODAY, texts=True)
    rename(journal, "ANA", "Anna")
    again = open_journal(tmp_path)
    put = differences(again, path)
    bring_back(again, put, "then")
    assert again.contacts.docs["ANA"]["name"] == "Ana"
    assert again.interactions.docs["I1"]["note"] == "somebody was there"
    assert not lacking(again, path).lines


def test_whoever_has_the_journal_open_sees_what_was_restored_and_goes_on(journal: Journal, tmp_path: Path) -> None:
    path = back_up(str(journal.root), tmp_path / "b", "one.tar.gz").path
    next((tmp_path / "journal" / "log").glob("*.jsonl")).unlink()
    running, restoring = open_journal(tmp_path, "m-0002"), open_journal(tmp_path)
    with running.transaction("new") as transaction:
        transaction.add(Contact.parse({"name": "Cy"}, "CY"))
    add_lacking(restoring, lacking(restoring, path).lines)
    running.poll()
    assert set(running.contacts.docs) == {"ANA", "BOB", "CY"}
    rename(running, "BOB", "Robert")
    assert {one.name for one in open_journal(tmp_path).contacts} == {"Ana", "Robert", "Cy"}


def test_two_copies_of_one_second_do_not_take_each_others_place(journal: Journal, tmp_path: Path) -> None:
    names = [name_at(NOW, tmp_path)]
    for _ in range(2):
        back_up(str(journal.root), tmp_path, names[-1], ours=False)
        names.append(name_at(NOW, tmp_path))
    assert names == [f"journal-2026-11-24-090000{number}.tar.gz" for number in ("", "-2", "-3")]


def test_a_backup_with_one_wrong_byte_is_refused_or_whole(journal: Journal, tmp_path: Path) -> None:
    path = back_up(str(journal.root), tmp_path / "b", "one.tar.gz").path
    data, expected = path.read_bytes(), examine(path).documents
    for at in range(0, len(data), 7):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        with suppress(BackupError):
            assert examine(path).documents == expected
