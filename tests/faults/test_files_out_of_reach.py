"""Files that are swapped, cut, deleted or no files any more while a program has them open: a sentence, and no harm."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from journal.capture.command import main as capture
from journal.store.journal import Journal, StoreError
from journal.store.log import Log

Fresh = Callable[..., Journal]
Harm = Callable[[Path], None]
LAPTOP, DESK = "laptop-aaaa", "desk-bbbb"
PATIENCE = 30


def swapped(path: Path, data: bytes) -> None:
    (path.parent / ".swap").write_bytes(data)
    (path.parent / ".swap").replace(path)


def moved_away(path: Path) -> None:
    path.rename(path.with_name(f"{path.name}.away"))


def folder_there(path: Path) -> None:
    moved_away(path)
    path.mkdir()


def pipe_there(path: Path) -> None:
    moved_away(path)
    os.mkfifo(path)


def link_to_nowhere(path: Path) -> None:
    moved_away(path)
    path.symlink_to("nowhere/at/all")


def link_to_itself(path: Path) -> None:
    moved_away(path)
    path.symlink_to(path.name)


def file_for_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("log.away"))
    path.parent.write_bytes(b"")


def folder_gone(path: Path) -> None:
    path.parent.rename(path.parent.with_name("log.away"))


def lock_is_folder(path: Path) -> None:
    (path.parents[1] / ".lock").unlink(missing_ok=True)
    (path.parents[1] / ".lock").mkdir()


def lock_is_link(path: Path) -> None:
    (path.parents[1] / ".lock").unlink(missing_ok=True)
    (path.parents[1] / ".lock").symlink_to(".lock")


HARMS: dict[str, Harm] = {
    "put there again": lambda path: swapped(path, path.read_bytes()),
    "put there longer": lambda path: swapped(path, path.read_bytes() + b"\n"),
    "shorter": lambda path: os.truncate(path, path.stat().st_size // 2),
    "empty": lambda path: os.truncate(path, 0),
    "put there shorter": lambda path: swapped(path, path.read_bytes()[:100]),
    "moved away": moved_away,
    **{each.__name__.replace("_", " "): each for each in (folder_there, pipe_there, link_to_nowhere, link_to_itself)},
    **{each.__name__.replace("_", " "): each for each in (file_for_folder, folder_gone, lock_is_folder, lock_is_link)},
}


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """A hang is a fault too."""

    def over(*_: object) -> None:
        raise AssertionError(f"it hangs for more than {seconds} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def put_back(root: Path, whole: bytes, path: Path) -> None:
    """Undo the harm; what was written meanwhile stays."""
    log = root / "log"
    for there in (root / ".lock",):
        if there.is_symlink() or there.is_dir():
            there.unlink() if there.is_symlink() else there.rmdir()
    if (root / "log.away").exists():
        if log.is_dir():
            shutil.copytree(log, root / "log.away", dirs_exist_ok=True)
            shutil.rmtree(log)
        elif log.exists():
            log.unlink()
        (root / "log.away").rename(log)
    if path.is_dir():
        path.rmdir()
    elif path.is_symlink() or path.is_fifo():
        path.unlink()
    meanwhile = path.read_bytes() if path.exists() else b""
    path.write_bytes(whole + b"\n" + meanwhile)


@pytest.mark.parametrize("whose", [LAPTOP, DESK])
@pytest.mark.parametrize("harm", HARMS)
def test_whatever_becomes_of_a_file_no_program_hangs_and_nothing_saved_meanwhile_is_lost(
    root: Path, fresh: Fresh, harm: str, whose: str, figures: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for machine in (LAPTOP, DESK):
        Log(str(root), machine).write("add", {"contacts": {machine: {"name": "Ana" * 20}}})
    (path,) = (root / "log").glob(f"*.{whose}.jsonl")
    whole = path.read_bytes()
    open_ = fresh()
    saved, said = [], []
    with figures("files swapped, cut, gone or no files while open") as row, no_longer_than(PATIENCE):
        HARMS[harm](path)
        open_.poll()
        for number in range(2):
            try:
                with open_.transaction("add") as transaction:
                    transaction.put("contacts", f"NEW{number}", {"name": "New"})
                saved.append(f"NEW{number}")
            except StoreError as error:
                said.append(str(error))
        code = capture(["--dir", str(root), "note the spring team"])
        words = capsys.readouterr().err
        assert code == 0 or ("Not saved" in words and "note the spring team" in words), words
        assert all(sentence.startswith("Not saved: ") and sentence.endswith(".") for sentence in said), said
        open_.poll()
        assert set(saved) <= open_.contacts.docs.keys()
        put_back(root, whole, path)
        row.count(len(saved) + (code == 0) + 2, 0, rounds=1)
        open_.poll()
        journal = fresh()
        row.found += len(journal.contacts.docs.keys() & {*saved, LAPTOP, DESK}) + (
            code == 0 and any(document.get("note") for document in journal.interactions.docs.values())
        )
        row.damaged += open_.storage.read() != journal.storage.read()
