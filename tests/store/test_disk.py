"""Durable, private, one writer at a time; and a sentence for everything that can go wrong."""

from __future__ import annotations

import json
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from journal.store import disk
from journal.store.log import Busy, Log, NotSaved, Unreadable


@pytest.fixture
def log(root: Path) -> Log:
    return Log(str(root), "laptop-aaaa")


def own_file(log: Log) -> Path:
    return Path(log.own_files()[-1])


def records(log: Log) -> list[dict[str, object]]:
    return [json.loads(line) for path in log.own_files() for line in Path(path).read_bytes().split(b"\n")[:-1]]


def test_only_the_user_may_look_into_what_is_made(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        log = Log(str(tmp_path / "a" / "b" / "journal"), "laptop-aaaa")
        log.write("capture", {})
    finally:
        os.umask(before)
    for path in (tmp_path / "a").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_the_lock_may_be_taken_twice_by_its_holder(log: Log) -> None:
    with log.locked(), log.locked(timeout=1):
        log.write("capture", {})
    with pytest.raises(Busy), log.locked(), Log(log.root, "other").locked(timeout=0.01):
        pass


def test_whoever_waits_too_long_is_told_what_to_do(log: Log) -> None:
    other = Log(log.root, "desk-bbbb")

    def write() -> str:
        with pytest.raises(Busy, match=r"another journal program .* Try again") as raised:
            other.locked(timeout=0.05).write("capture", {})
        return str(raised.value)

    with ThreadPoolExecutor() as pool, log.locked():
        assert log.root in pool.submit(write).result()
    other.write("capture", {})


def test_a_lock_file_taken_away_meanwhile_is_made_again(root: Path, log: Log) -> None:
    with log.locked():
        (root / ".lock").unlink()
        with Log(str(root), "desk-bbbb").locked(timeout=1):
            pass
    assert (root / ".lock").exists()


def test_a_lock_got_on_a_file_that_is_no_longer_there_does_not_count(
    root: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk.fcntl.flock

    def late(handle: int, how: int) -> None:
        monkeypatch.setattr(disk.fcntl, "flock", real)
        (root / ".lock").unlink()
        real(handle, how)

    monkeypatch.setattr(disk.fcntl, "flock", late)
    with log.locked(), pytest.raises(Busy):
        Log(str(root), "desk-bbbb").locked(timeout=0.01).write("capture", {})


def test_a_file_swapped_during_a_write_is_written_again(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.write("capture", {})
    path, real = own_file(log), os.fsync

    def swap(handle: int) -> None:
        monkeypatch.setattr(os, "fsync", real)
        real(handle)
        spare = path.with_suffix(".tmp")
        spare.write_bytes(b"")
        spare.replace(path)

    monkeypatch.setattr(os, "fsync", swap)
    rev = log.write("capture", {"contacts": {"A": {}}})
    assert [record["rev"] for record in records(log)] == [rev]


def test_a_file_instead_of_the_folder_is_said_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a shopping list")
    log = Log(str(tmp_path / "journal"), "laptop-aaaa")
    with pytest.raises(Unreadable, match="is not a folder"):
        log.files()
    with pytest.raises(NotSaved, match="cannot be written"):
        log.write("capture", {})
    assert (tmp_path / "journal").read_text() == "a shopping list"


def test_a_file_instead_of_the_log_folder_is_said(root: Path, log: Log) -> None:
    root.mkdir()
    (root / "log").write_text("mine")
    with pytest.raises(Unreadable, match=r"journal/log is not a folder"):
        log.files()
    with pytest.raises(NotSaved, match=r"Not saved: .*journal/log is not a folder"):
        log.write("capture", {})
    assert (root / "log").read_text() == "mine"


@pytest.mark.parametrize("number", ["ENOSPC", "EDQUOT", "EACCES", "EROFS", "ENOTDIR", "ENOLCK", "EIO", "EMFILE"])
def test_every_failure_says_what_where_and_what_to_do(number: str) -> None:
    import errno

    text = disk.not_saved("/some/file", OSError(getattr(errno, number), "x"))
    assert text.startswith("Not saved: /some/file cannot be written (")
    assert text.endswith((".", "again."))
    assert len(text.split(". ")) >= 2


def test_macos_gets_the_stronger_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, int]] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(disk.fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(disk.fcntl, "fcntl", lambda handle, command: calls.append((handle, command)))
    disk.sync(7)
    assert calls == [(7, 51)]


def test_file_and_folders_are_on_the_disk_before_it_is_said(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino) or real(handle))
    log.write("capture", {})
    folders = [Path(log.root).parent, Path(log.root), Path(log.dir)]
    assert {own_file(log).stat().st_ino, *(folder.stat().st_ino for folder in folders)} <= set(synced)
    synced.clear()
    Log(log.root, log.machine).write("capture", {})  # the first writer may have been killed before it came to that
    assert synced == [own_file(log).stat().st_ino, Path(log.dir).stat().st_ino]
