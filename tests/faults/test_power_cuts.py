"""The power is cut: the disk as it was at any moment, mounted again, holds everything that was acknowledged.

A file system of its own is made in a file. While a program writes, that file is copied, which is what a disk would hold
had the power gone then; the copy is mounted, and read as a program does that has just started.
"""

from __future__ import annotations

import filecmp
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from journal.store.journal import Journal

KINDS = {"ext4": [], "ext4 without a journal": ["-O", "^has_journal"]}
TRIES = 20
"""Copies made until two of them are the same: the system may still be writing while the first one is made."""


def run(*command: object) -> bool:
    return subprocess.run([str(word) for word in command], capture_output=True, check=False).returncode == 0


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    assert run("mount", "-o", "loop", image, folder), "it cannot be mounted"
    try:
        yield folder
    finally:
        assert run("umount", folder), "it cannot be unmounted"


@pytest.fixture
def images(tmp_path: Path) -> Iterator[Path]:
    """A folder for images, in memory where that is possible."""
    memory = Path("/dev/shm")
    folder = (memory if memory.is_dir() and os.access(memory, os.W_OK) else tmp_path) / f"journal-power-{os.getpid()}"
    folder.mkdir(mode=0o700)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def made(
    images: Path, tmp_path: Path, unable: Callable[[str, str], None], times: Callable[[int, int], int]
) -> Callable[[str, str], Path]:
    """`made("what", kind)`: an image with a new file system that can be mounted, or the test is skipped."""

    def make(what: str, kind: str) -> Path:
        if os.geteuid() != 0:
            unable(what, "only root can mount")
        if not shutil.which("mkfs.ext4"):
            unable(what, "there is no mkfs.ext4")
        image = images / "disk"
        with image.open("wb") as file:
            file.truncate(times(24, 128) << 20)
        if not run("mkfs.ext4", "-q", "-F", *KINDS[kind], image):
            unable(what, "no file system can be made")
        (tmp_path / "probe").mkdir()
        if not run("mount", "-o", "loop", image, tmp_path / "probe"):
            unable(what, "there are no loop devices")
        assert run("umount", tmp_path / "probe")
        return image

    return make


def cut(image: Path, copy: Path) -> None:
    """Copy the disk as it is at one moment."""
    for _ in range(TRIES):
        shutil.copyfile(image, copy)
        if filecmp.cmp(image, copy, shallow=False):
            return
        time.sleep(0.02)
    raise AssertionError("the disk never stands still")


def is_there(journal: Journal, told: str) -> bool:
    """Whether what a writer was told is so: an entry is saved, or one person is and another one is forgotten."""
    id, _, gone = told.partition(" ")
    if not gone:
        return id in journal.interactions.docs
    return id in journal.contacts.docs and gone not in journal.contacts.docs


def cut_while_writing(
    writer: str, image: Path, folder: Path, nursery: Any, row: Any, chance: random.Random, cuts: int, fresh: Any
) -> None:
    """Cut the power again and again while a program writes; count what was acknowledged and found."""
    with mounted(image, folder / "disk") as disk:
        running = nursery.start(writer, disk / "journal", "laptop-aaaa")
        running.wait_for_one()
        all_told: set[str] = set()
        lost: set[str] = set()
        for _ in range(cuts):
            time.sleep(chance.random() * 0.05)
            os.kill(running.pid, signal.SIGSTOP)
            told = running.told
            cut(image, image.with_name("copy"))
            os.kill(running.pid, signal.SIGCONT)
            with mounted(image.with_name("copy"), folder / "copy") as after:
                journal: Journal = fresh(after / "journal")
                all_told.update(told)
                lost.update(each for each in told if not is_there(journal, each))
        row.count(len(all_told), len(all_told - lost), rounds=cuts)
        running.kill()


@pytest.mark.parametrize(("kind", "writer"), [*((kind, "months") for kind in KINDS), ("ext4", "efface")])
def test_after_a_power_cut_everything_acknowledged_is_there(
    kind: str,
    writer: str,
    made: Callable[[str, str], Path],
    tmp_path: Path,
    fresh: Callable[..., Journal],
    nursery: Any,
    figures: Any,
    times: Callable[[int, int], int],
    chance: random.Random,
) -> None:
    what = f"power cut, {kind}{', forgetting' if writer == 'efface' else ''}"
    image = made(what, kind)
    with figures(what) as row:
        cut_while_writing(writer, image, tmp_path, nursery, row, chance, times(4, 100), fresh)


def test_without_waiting_for_the_disk_a_power_cut_loses_so_that_this_test_can_see_it(
    made: Callable[[str, str], Path],
    tmp_path: Path,
    fresh: Callable[..., Journal],
    nursery: Any,
    figures: Any,
    times: Callable[[int, int], int],
    chance: random.Random,
) -> None:
    what = "power cut, control without fsync: has to lose"
    image = made(what, "ext4")
    with figures(what) as row:
        row.may_lose = True
        cut_while_writing("unsynced", image, tmp_path, nursery, row, chance, times(2, 20), fresh)
        assert row.lost > 0
