"""A line that cannot be saved: the prompt stays with the reason and the text, and says what it waits for."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Prompt = Callable[..., Any]
Raws = Callable[[], list[str]]
FULL_DISK = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); "
"""Done first, no file may get larger: what a full disk does."""
ANYBODY = (
    "import ctypes, os; os.geteuid() or ctypes.CDLL(None).capset("
    "ctypes.byref((ctypes.c_uint32 * 2)(0x20080522, 0)), ctypes.byref((ctypes.c_uint32 * 6)())); "
)
"""Done first, root may do no more than the rights of files allow."""
IMPATIENT = "import journal.capture.writing as writing; writing.PATIENCE = 0.3; "


@pytest.fixture
def busy(tmp_path: Path) -> Callable[[], int]:
    """`busy()`: another program begins to write to the journal; closing what it returns ends that."""

    def lock() -> int:
        (tmp_path / "journal").mkdir(exist_ok=True)
        handle = os.open(tmp_path / "journal" / ".lock", os.O_RDWR | os.O_CREAT)
        fcntl.flock(handle, fcntl.LOCK_EX)
        return handle

    return lock


def test_a_full_disk_keeps_the_prompt_and_gives_the_text_back(prompt: Prompt, raws: Raws) -> None:
    screen = prompt(first=FULL_DISK)
    screen.until("enter")
    screen.type("coffee with @ana\r")
    assert "coffee with @ana" in screen.until("! Not saved")
    screen.type("\x1b")
    assert screen.ended() == 1
    assert "coffee with @ana" in screen.shown().split("What was typed")[1]
    assert raws() == []


def test_a_folder_that_may_not_be_written_keeps_the_prompt_until_it_may(
    prompt: Prompt, raws: Raws, tmp_path: Path
) -> None:
    (tmp_path / "journal").mkdir(mode=0o500)
    screen = prompt(first=ANYBODY)
    screen.until("enter")
    screen.type("coffee with @ana\r")
    assert "coffee with @ana" in screen.until("! Not saved")
    (tmp_path / "journal").chmod(0o700)
    screen.type("\r")
    assert screen.ended() == 0
    assert raws() == ["coffee with @ana"]


def test_a_journal_that_is_being_written_is_waited_for(prompt: Prompt, raws: Raws, busy: Callable[[], int]) -> None:
    handle = busy()
    screen = prompt()
    screen.until("enter")
    screen.type("coffee with @ana\r")
    screen.until("waiting for it")
    os.close(handle)
    assert screen.ended() == 0
    assert raws() == ["coffee with @ana"]


def test_waiting_ends_with_a_reason(prompt: Prompt, raws: Raws, busy: Callable[[], int]) -> None:
    handle = busy()
    screen = prompt(first=IMPATIENT)
    screen.until("enter")
    screen.type("coffee with @ana\x0f")
    assert "coffee with @ana" in screen.until("has been writing")
    os.close(handle)
    screen.type("\x0f")
    screen.until("saved")
    screen.type("\r")
    assert screen.ended() == 0
    assert raws() == ["coffee with @ana"]


def test_escape_ends_the_waiting_and_keeps_the_line(
    prompt: Prompt, raws: Raws, busy: Callable[[], int], tmp_path: Path
) -> None:
    handle = busy()
    screen = prompt()
    screen.until("enter")
    screen.type("coffee with @ana\r")
    screen.until("waiting for it")
    screen.type("\x1b")
    assert screen.ended() == 0
    os.close(handle)
    (kept,) = (tmp_path / "state" / "journal").glob("lines-*.txt")
    assert (raws(), kept.read_text("utf-8")) == ([], "coffee with @ana\n")
