"""`journal backup` and `journal restore`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_backup_can_be_taken_back_after_everything_is_gone(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    before = run("export", "json").out
    made = run("backup", str(tmp_path / "stick"))
    assert made.code == 0
    assert "read once and all there" in made.err
    path = made.out.strip()
    for file in (tmp_path / "journal" / "log").iterdir():
        file.unlink()
    back = run("restore", path, "--yes")
    assert back.code == 0, back.err
    assert "came back" in back.out
    assert run("export", "json").out == before
    assert "has everything" in run("restore", path, "--yes").err


def test_restoring_a_day_is_undone_like_any_change(run: Run, connections: str, tmp_path: Path) -> None:
    run("capture", "coffee with @ana")
    path = run("backup").out.strip()
    run("import", connections, "--yes")
    after = run("export", "json").out
    back = run("restore", path, "--as-of", "--yes")
    assert back.code == 0, back.err
    assert "was kept first" in back.err
    assert "Ada" not in run("export", "json").out
    run("undo")
    assert run("export", "json").out == after


def test_without_a_terminal_nothing_is_restored_unasked(run: Run, connections: str) -> None:
    run("capture", "coffee with @ana")
    path = run("backup").out.strip()
    run("import", connections, "--yes")
    refused = run("restore", path, "--as-of")
    assert refused.code == 1
    assert "--yes" in refused.err


def test_the_daily_backup_is_listed_and_a_broken_one_is_found_by_doctor(run: Run) -> None:
    assert "no journal" in run("backup").err
    run("capture", "coffee with @ana")
    assert run("backup", "--daily").code == 0
    listed = run("backup", "--list").out
    assert "2 records" in listed
    path = Path(listed.split("  ")[0])
    path.write_bytes(path.read_bytes()[:50])
    doctor = run("doctor")
    assert doctor.code == 1
    assert path.name in doctor.out


def test_a_file_that_is_no_backup_is_refused(run: Run, connections: str) -> None:
    refused = run("restore", connections)
    assert refused.code == 1
    assert "no backup that can be read" in refused.err
