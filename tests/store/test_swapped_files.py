"""Files that are swapped, cut, deleted or out of reach while a program runs: each has its sentence, none does harm."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from journal.domain.contacts import Contact
from journal.domain.timeline import Interaction
from journal.store.journal import Change, Journal, Unreadable
from journal.store.log import Log, new_id

Opener = Callable[..., Journal]
DESK = "desk-bbbb"


def line(rev: str, put: dict[str, object], **more: object) -> bytes:
    return json.dumps({"rev": rev, "v": 1, "op": "", "put": put, **more}, separators=(",", ":")).encode() + b"\n"


def rev(minute: int, machine: str = DESK) -> str:
    return f"2026-05-01T10:{minute:02}:00.000000Z {machine}"


def desk_file(root: Path) -> Path:
    (root / "log").mkdir(parents=True, exist_ok=True)
    return root / "log" / "2026-05.desk-bbbb.jsonl"


def written(root: Path, count: int) -> None:
    log = Log(str(root), DESK)
    log.write("add", {"contacts": {"P": {"name": "Ana"}}})
    log.write_many([("capture", {"interactions": {new_id(): {"n": n}}}, None, None) for n in range(count)])


def test_a_longer_version_of_a_file_is_read_from_where_we_were(opened: Opener, root: Path) -> None:
    first = line(rev(1), {"contacts": {"P": {"name": "Ana"}}})
    desk_file(root).write_bytes(first)
    journal = opened()
    arrived = root / "log" / ".syncthing.tmp"
    arrived.write_bytes(first + line(rev(2), {"contacts": {"Q": {"name": "Bo"}}}))
    arrived.replace(desk_file(root))
    assert journal.poll() == [Change("contacts", "Q", None, {"name": "Bo"})]


def test_the_same_file_put_there_again_changes_nothing(opened: Opener, root: Path) -> None:
    data = line(rev(1), {"contacts": {"P": {"name": "Ana"}}})
    desk_file(root).write_bytes(data)
    journal = opened()
    shutil.copy2(desk_file(root), root / "copy")
    (root / "copy").replace(desk_file(root))
    assert journal.poll() == []


def in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def by_renaming(path: Path, data: bytes) -> None:
    path.with_name("copy").write_bytes(data)
    path.with_name("copy").replace(path)


@pytest.mark.parametrize("save", [in_place, by_renaming])
def test_an_edit_by_hand_that_keeps_the_length_is_noticed(
    opened: Opener, root: Path, save: Callable[[Path, bytes], None]
) -> None:
    more = b"".join(line(rev(n), {"goals": {str(n): {"n": "x" * 100}}}) for n in range(2, 20))
    desk_file(root).write_bytes(line(rev(1), {"contacts": {"P": {"name": "Ana"}}}) + more)
    journal = opened()
    save(desk_file(root), desk_file(root).read_bytes().replace(b"Ana", b"Bob"))
    os.utime(desk_file(root), (time.time() + 5, time.time() + 5))
    assert journal.poll() is None
    assert journal.contacts.docs == {"P": {"name": "Bob"}}
    assert journal.problems == []
    assert journal.poll() == []


@pytest.mark.parametrize("data", [b"", line(rev(3), {"contacts": {"R": {"name": "Cy"}}}) * 3])
def test_another_file_in_its_place_means_everything_may_have_changed(opened: Opener, root: Path, data: bytes) -> None:
    desk_file(root).write_bytes(line(rev(1), {"contacts": {"P": {"name": "Ana Gómez"}}}))
    journal = opened()
    (root / "copy").write_bytes(data)
    (root / "copy").replace(desk_file(root))
    assert journal.poll() is None
    assert "P" not in journal.contacts
    assert journal.poll() == []
    with journal.transaction("add") as transaction:
        transaction.put("contacts", "Q", {"name": "Bo"})
    assert "Q" in opened().contacts


def test_a_file_cut_short_is_read_again_and_said(opened: Opener, root: Path) -> None:
    lines = [line(rev(n), {"contacts": {str(n): {"name": "Ana"}}}) for n in range(5)]
    desk_file(root).write_bytes(b"".join(lines))
    journal = opened()
    os.truncate(desk_file(root), len(b"".join(lines[:2])))
    assert journal.poll() is None
    assert sorted(journal.contacts.docs) == ["0", "1"]
    assert [problem.why for problem in journal.problems] == [
        "2026-05.desk-bbbb.jsonl became shorter; what was cut off is no longer shown."
    ]
    desk_file(root).write_bytes(b"".join(lines))
    journal.poll()
    assert len(journal.contacts) == 5
    assert journal.problems == []


def test_a_file_that_is_deleted_is_said_until_it_is_back(opened: Opener, root: Path) -> None:
    data = line(rev(1), {"contacts": {"P": {"name": "Ana"}}})
    desk_file(root).write_bytes(data)
    (root / "log" / "2026-05.phone-cccc.jsonl").write_bytes(b"")
    journal = opened()
    desk_file(root).unlink()
    assert journal.poll() is None
    assert len(journal.contacts) == 0
    assert [problem.why for problem in journal.problems] == [
        "2026-05.desk-bbbb.jsonl is gone; what only it held is no longer shown."
    ]
    desk_file(root).write_bytes(data)
    assert len(journal.poll() or ()) == 1
    assert journal.problems == []


def test_a_folder_that_is_gone_keeps_the_view_and_refuses_to_write(opened: Opener, root: Path) -> None:
    written(root, 2)
    journal = opened()
    root.rename(root.with_name("elsewhere"))
    assert journal.poll() == []
    assert "P" in journal.contacts
    assert "is gone" in journal.read_only
    with pytest.raises(Exception, match=r"Not saved: .* is gone"), journal.transaction("add") as transaction:
        transaction.put("contacts", "Q", {"name": "Bo"})
    assert not root.exists()
    root.with_name("elsewhere").rename(root)
    assert journal.poll() == []
    assert (journal.problems, journal.read_only) == ([], "")


def test_a_folder_that_comes_back_can_be_written_at_once(opened: Opener, root: Path) -> None:
    written(root, 2)
    journal = opened()
    root.rename(root.with_name("elsewhere"))
    journal.poll()
    root.with_name("elsewhere").rename(root)
    with journal.transaction("add") as transaction:
        transaction.put("contacts", "Q", {"name": "Bo"})
    assert "Q" in opened().contacts


def test_a_file_that_may_not_be_read_is_said_and_the_rest_is_shown(
    opened: Opener, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(root, 0)
    desk_file(root).write_bytes(line(rev(1), {"contacts": {"Q": {"name": "Bo"}}}))
    real = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "2026-05.desk-bbbb.jsonl":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refuse)
    journal = opened()
    assert list(journal.contacts.docs) == ["P"]
    assert [problem.file for problem in journal.problems] == ["2026-05.desk-bbbb.jsonl"]
    assert "cannot be read (permission denied)" in journal.problems[0].why
    assert "chmod u+r" in journal.problems[0].why
    monkeypatch.undo()
    assert [change.id for change in journal.poll() or ()] == ["Q"]
    assert journal.problems == []


def test_a_folder_that_may_not_be_read_is_one_sentence(
    opened: Opener, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(root, 1)
    journal = opened()

    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    assert journal.poll() == []
    assert "P" in journal.contacts
    assert "cannot be read" in journal.read_only
    with pytest.raises(Unreadable, match="cannot be read"):
        opened()
    monkeypatch.undo()
    assert journal.poll() == []
    assert journal.read_only == ""


def test_a_folder_that_can_only_be_read_is_said_before_anything_is_typed(
    opened: Opener, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(root, 1)
    journal = opened()
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    assert "can only be read" in journal.read_only
    assert "P" in journal.contacts
    with pytest.raises(Exception, match=r"Not saved: .* can only be read"), journal.transaction("add") as transaction:
        transaction.put("contacts", "Q", {"name": "Bo"})


def test_with_patience_the_old_view_stays_until_everything_is_read_again(opened: Opener, root: Path) -> None:
    written(root, 20)
    journal = opened()
    desk_file(root).write_bytes(line(rev(1), {"contacts": {"Q": {"name": "Bo"}}}))
    journal.poll()
    os.truncate(desk_file(root), 0)
    assert journal.poll(patient=True) == []
    assert journal.stale
    assert "Q" in journal.contacts
    for _ in journal.reload(limit=5):
        assert "Q" in journal.contacts
        assert journal.poll(patient=True) == []
    assert not journal.stale
    assert journal.poll(patient=True) is None
    assert list(journal.contacts.docs) == ["P"]
    assert len(journal.interactions) == 20


def test_a_write_does_not_wait_for_patience(opened: Opener, root: Path) -> None:
    desk_file(root).write_bytes(line(rev(1), {"contacts": {"P": {"name": "Ana"}}}))
    journal = opened()
    os.truncate(desk_file(root), 0)
    journal.poll(patient=True)
    with journal.transaction("add") as transaction:
        transaction.put("contacts", "Q", {"name": "Bo"})
    assert journal.poll(patient=True) is None
    assert list(journal.contacts.docs) == ["Q"]


def test_a_rewrite_by_an_editor_after_a_capture_is_noticed(opened: Opener, root: Path) -> None:
    journal = opened()
    with journal.transaction("log") as transaction:
        person = transaction.add(Contact(name="Ana"))
        transaction.add(Interaction.parse({"contacts": [person.id], "on": date(2026, 5, 1)}))
    path = next((root / "log").glob("*.jsonl"))
    path.write_text(path.read_text().replace("Ana", "Anabel"))
    os.utime(path, (time.time() + 5, time.time() + 5))
    assert journal.poll() is None
    assert [contact.name for contact in journal.contacts] == ["Anabel"]
