"""`journal doctor` beside the lines: the lock, the disk, backups, drafts, names; faults, and mere notes."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from journal import drafts
from journal.capture import draft_file
from journal.capture.command import main as capture
from journal.paths import Paths
from journal.shell import health

Run = Callable[..., Any]


@pytest.fixture
def paths(run: Run, connections: str, tmp_path: Path) -> Paths:
    """A small sound journal with a backup, and where everything of it lies."""
    run("import", connections, "--yes")
    run("backup")
    return Paths(os.environ, str(tmp_path / "journal"))


def noted(run: Run) -> str:
    """The one note of a doctor that finds no fault."""
    well = run("doctor")
    assert (well.code, "All is well" in well.out) == (0, True), well.out
    assert run("doctor", "--json").json["findings"] == []
    (note,) = run("doctor", "--json").json["notes"]
    assert f"· {note}" in well.out
    return str(note)


def found(run: Run) -> str:
    """The one fault."""
    told = run("doctor")
    assert told.code == 1
    (finding,) = run("doctor", "--json").json["findings"]
    assert finding["why"] in told.out
    return str(finding["why"])


def test_a_sound_journal_with_a_backup_has_nothing_to_note(run: Run, paths: Paths) -> None:
    assert run("doctor").out == "All is well: 1 file, 1 line, 4 documents.\n"
    assert run("doctor", "--json").json["notes"] == []


def test_that_there_is_no_backup_is_noted(run: Run, connections: str) -> None:
    run("import", connections, "--yes")
    assert "There is no backup yet. `journal backup` makes one" in noted(run)


def test_an_old_backup_is_noted_when_more_was_written_since(run: Run, paths: Paths) -> None:
    (backup,) = Path(paths.state, "backups").rglob("*.tar.gz")
    week = time.time() - 8 * 86400
    os.utime(backup, (week, week))
    assert f"The newest backup is of {date.fromtimestamp(week)}" in noted(run)
    for path in Path(paths.data, "log").iterdir():
        os.utime(path, (week - 1, week - 1))
    assert run("doctor", "--json").json["notes"] == []


def test_another_program_that_is_writing_is_noted(run: Run, paths: Paths) -> None:
    with Path(paths.data, ".lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert f"fuser {paths.data}/.lock" in noted(run)


def test_texts_that_wait_are_noted_with_where_they_come_back(run: Run, paths: Paths) -> None:
    drafts.keep(drafts.file_for(paths), {"contact": {"name": "Ana"}})
    assert "1 text that was typed and not saved: the full screen offers each" in noted(run)
    drafts.file_for(paths).unlink()
    draft_file.change(draft_file.path_for(paths), [], ["coffee with @ana", "met @bob"])
    assert "2 lines typed at the prompt and not saved" in noted(run)


def test_reports_of_faults_are_noted(run: Run, paths: Paths) -> None:
    folder = Path(paths.state, "crashes")
    folder.mkdir(mode=0o700)
    (folder / "2026-11-24-090000.txt").touch(mode=0o600)
    assert "1 report of faults of the program" in noted(run)


def test_texts_that_wait_and_cannot_be_read_are_found(run: Run, paths: Paths) -> None:
    drafts.keep(drafts.file_for(paths), {"contact": {"name": "Ana"}})
    drafts.file_for(paths).write_text('{"contact": {"na')
    assert "Copy out of it what you need" in found(run)


def test_files_beside_the_journal_that_others_may_read_are_found(run: Run, paths: Paths) -> None:
    Path(paths.state, "machine").chmod(0o644)
    assert f"(mode 644): chmod -R go= {paths.state}" in found(run)


def test_names_that_are_not_those_of_the_journal_are_found(run: Run, paths: Paths) -> None:
    capture(["--dir", paths.data, "coffee with @ada"])
    names = next(Path(paths.cache).glob("names-*.idx"))
    assert run("doctor").code == 0
    names.write_bytes(names.read_bytes().replace(b"Ada Example", b"Eve Example"))
    assert "These names are not those of the journal. Delete this file" in found(run)
    names.unlink()
    assert run("doctor").code == 0


def test_a_forgetting_that_was_stopped_is_found(run: Run, paths: Paths) -> None:
    (folder,) = Path(paths.state, "backups").iterdir()
    (folder / "forgetting-01.json").write_text(json.dumps({}))
    (folder / "forgetting-01.json").chmod(0o600)
    assert "Forgetting somebody was stopped in the middle" in found(run)


def test_a_folder_in_which_nothing_can_be_saved_is_found(
    run: Run, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("log"))
    assert f"Nothing can be saved: {paths.data}/log can only be read" in found(run)


def test_a_line_of_a_newer_program_is_found(run: Run, paths: Paths) -> None:
    (log,) = Path(paths.data, "log").iterdir()
    with log.open("a") as file:
        file.write('{"rev":"2026-11-24T08:31:07.123456Z desk-9xqa","v":2,"op":"","put":{}}\n')
    assert "written by a newer journal (format 2, this program reads 1). Update the program" in found(run)


def test_a_network_disk_is_told_by_the_place_that_holds_the_folder(tmp_path: Path) -> None:
    mounts = [("/", "ext4"), (str(tmp_path), "nfs4"), (f"{tmp_path}/here", "ext4"), ("/proc", "proc")]
    assert health.kind_of(str(tmp_path / "journal"), mounts) == "nfs4"
    assert health.kind_of(str(tmp_path / "here" / "journal"), mounts) == "ext4"
    assert health.kind_of(f"{tmp_path}-2", mounts) == "ext4"
    assert "nfs4".startswith(health.NETWORK)


def test_nothing_is_changed(run: Run, paths: Paths, tmp_path: Path) -> None:
    def everything() -> dict[str, tuple[bytes, int]]:
        files = (path for path in tmp_path.rglob("*") if path.is_file())
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = everything()
    run("doctor")
    run("doctor", "--json")
    assert everything() == before
