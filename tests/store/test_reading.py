"""Reading: in slices at first, then only what is new; whatever happens to the files has its sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from journal.store.journal import Change, Journal
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


def fresh(root: Path) -> Journal:
    from datetime import UTC, datetime

    return Journal.open(root, machine="laptop-aaaa", now=lambda: datetime.now(UTC))


def test_a_folder_that_is_not_there_is_an_empty_journal(root: Path) -> None:
    journal = fresh(root)
    assert journal.empty
    assert journal.poll() == []
    assert (journal.problems, journal.read_only) == ([], "")
    assert not root.exists()


def test_people_are_there_at_once_and_entries_come_newest_first(root: Path) -> None:
    written(root, 10)
    journal = fresh(root)
    assert journal.contacts.docs == {"P": {"name": "Ana"}}
    assert len(journal.interactions) == 0
    assert not journal.empty
    slices = [[change.after["n"] for change in changes if change.after] for changes in journal.loading(4)]
    assert slices == [[9, 8, 7, 6], [5, 4, 3, 2], [1, 0]]
    assert journal.poll() == []


def test_entries_loaded_at_once_are_told_by_the_next_poll(root: Path) -> None:
    written(root, 3)
    journal = fresh(root)
    journal.ready()
    assert len(journal.poll() or ()) == 3
    assert journal.poll() == []


def test_an_older_version_that_is_loaded_later_changes_nothing(root: Path) -> None:
    desk_file(root).write_bytes(
        line(rev(1), {"interactions": {"E": {"n": 1}}}) + line(rev(2), {"interactions": {"E": {"n": 2}}})
    )
    journal = fresh(root)
    assert [len(changes) for changes in journal.loading(1)] == [1, 0]
    assert journal.interactions.docs == {"E": {"n": 2}}


def test_what_another_program_writes_arrives_exactly_once(opened: Opener, root: Path) -> None:
    screen = opened()
    Log(str(root), "laptop-aaaa").write("capture", {"contacts": {"P": {"name": "Ana"}}})
    assert screen.poll() == [Change("contacts", "P", None, {"name": "Ana"})]
    assert screen.poll() == []


def test_own_writes_are_told_by_the_next_poll_exactly_once(opened: Opener) -> None:
    screen, capture = opened(), opened()
    with capture.transaction("add") as transaction:
        transaction.put("contacts", "Q", {"name": "Bo"})
    with screen.transaction("add") as transaction:
        transaction.put("contacts", "P", {"name": "Ana"})
    assert {change.id for change in screen.poll() or ()} == {"P", "Q"}
    assert screen.poll() == []


def test_entries_captured_while_loading_are_not_lost(root: Path) -> None:
    written(root, 6)
    journal = fresh(root)
    slices = journal.loading(2)
    next(slices)
    Log(str(root), "laptop-aaaa").write("capture", {"interactions": {"NEW": {"n": 99}}})
    assert [change.id for change in journal.poll() or ()] == ["NEW"]
    list(slices)
    assert len(journal.interactions) == 7


def test_only_new_bytes_are_read(opened: Opener, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(root, 2000)
    journal = opened()
    Log(str(root), DESK).write("capture", {"contacts": {"Q": {"name": "Bo"}}})
    got: list[int] = []
    real = Path.open

    def counting(self: Path, *args: object, **kwargs: object) -> object:
        file = real(self, *args, **kwargs)  # type: ignore[arg-type]

        class Counted:
            def __enter__(self) -> Counted:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def read(self, size: int) -> bytes:
                data = file.read(size)
                got.append(len(data))
                return data

            seek, fileno = file.seek, file.fileno

        return Counted()

    monkeypatch.setattr(Path, "open", counting)
    assert len(journal.poll() or ()) == 1
    assert 0 < sum(got) < 2000
    got.clear()
    assert journal.poll() == []
    assert got == []


def test_a_half_written_line_waits_for_its_end(opened: Opener, root: Path) -> None:
    journal = opened()
    whole = line(rev(1), {"contacts": {"P": {"name": "Ana"}}})
    desk_file(root).write_bytes(whole[:30])
    assert journal.poll() == []
    desk_file(root).write_bytes(whole)
    assert len(journal.poll() or ()) == 1
    assert journal.problems == []
