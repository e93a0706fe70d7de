"""A disk that is full, or can only be read: what was saved is there, what was not is said and given back."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from journal.store.journal import Journal, NotSaved

Fresh = Callable[..., Journal]
CAPTURE = "import sys; from journal.cli import main; raise SystemExit(main())"
SMALL = 256 * 1024
TEXT = "coffee with @ana about the spring team"


def capture(root: Path, text: str, **limits: Any) -> subprocess.CompletedProcess[str]:
    """`journal capture` as a process of its own."""
    command = [sys.executable, "-c", CAPTURE, "--dir", str(root), "capture", text]
    return subprocess.run(command, capture_output=True, text=True, check=False, **limits)


def fill(journal: Journal) -> list[str]:
    """Save until it is refused; what was acknowledged."""
    acknowledged: list[str] = []
    while True:
        key = f"K{len(acknowledged):05}"
        try:
            with journal.transaction("capture") as transaction:
                transaction.insert("interactions", key, {"note": "x" * 900})
        except NotSaved:
            return acknowledged
        acknowledged.append(key)


@pytest.fixture
def mounted(tmp_path: Path, unable: Callable[[str, str], None], request: pytest.FixtureRequest) -> Iterator[Path]:
    """A small file system in memory; only root can make one."""
    what = request.node.name.removeprefix("test_").replace("_", " ")
    if os.geteuid() != 0:
        unable(what, "only root can mount")
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "journal-test", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        unable(what, "nothing can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def test_on_a_full_disk_everything_acknowledged_is_there_and_the_rest_is_refused(
    mounted: Path, fresh: Fresh, figures: Any, times: Callable[[int, int], int]
) -> None:
    with figures("full disk (small tmpfs)") as row:
        for number in range(times(2, 20)):
            root = mounted / "journal"
            journal = fresh(root)
            ballast = mounted / "ballast"
            ballast.write_bytes(b"x" * 4096 * number)
            acknowledged = fill(journal)
            assert len(acknowledged) > 20
            ran = capture(root, TEXT)
            assert (ran.returncode, TEXT in ran.stderr) == (1, True), ran.stderr
            assert "Not saved" in ran.stderr
            assert "Traceback" not in ran.stderr
            again = fresh(root)
            row.count(len(acknowledged), len(again.interactions.docs), rounds=1)
            row.damaged += len(again.problems) + (again.storage.read() != journal.storage.read())
            ballast.unlink()
            if number:
                with journal.transaction("capture") as transaction:
                    transaction.insert("interactions", "after", {"note": "y"})
                assert "after" in fresh(root).interactions
            subprocess.run(["rm", "-r", str(root)], check=True)


def test_a_disk_that_can_only_be_read_is_read_and_nothing_typed_is_lost(
    mounted: Path, fresh: Fresh, figures: Any
) -> None:
    root = mounted / "journal"
    with figures("read-only file system") as row:
        journal = fresh(root)
        with journal.transaction("add") as transaction:
            transaction.put("contacts", "A", {"name": "Ana"})
        remount(mounted, "ro")
        try:
            ran = capture(root, TEXT)
            assert (ran.returncode, TEXT in ran.stderr) == (1, True), ran.stderr
            assert "can only be read" in ran.stderr
            assert "can only be read" in journal.read_only
            with pytest.raises(NotSaved, match="can only be read"), journal.transaction("add") as transaction:
                transaction.put("contacts", "B", {"name": "Bo"})
            row.count(1, list(fresh(root).contacts.docs) == ["A"], rounds=1)
        finally:
            remount(mounted, "rw")
        assert capture(root, TEXT).returncode == 0
        row.count(1, len(fresh(root).interactions) == 1, rounds=1)


def test_where_files_may_not_grow_it_is_as_on_a_full_disk(root: Path, fresh: Fresh, figures: Any) -> None:
    """What everybody can try, root or not."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    with figures("full disk (limited size of files)") as row:
        saved = 0
        for _ in range(12):
            ran = capture(root, TEXT, preexec_fn=limit)
            saved += ran.returncode == 0
            assert ran.returncode == 0 or ("Not saved" in ran.stderr and TEXT in ran.stderr), ran.stderr
            assert "Traceback" not in ran.stderr
            row.rounds += 1
        assert 0 < saved < 12
        journal = fresh()
        row.count(saved, len(journal.interactions), damaged=len(journal.problems))
        assert capture(root, TEXT).returncode == 0
        row.count(1, len(fresh().interactions) - saved)
