"""`journal export json`: everything, for the user only, and back without any difference."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal.shell import exporting

Run = Callable[..., Any]


def test_it_says_that_it_holds_everything(run: Run, connections: str) -> None:
    run("import", connections, "--yes")
    exported = run("export", "json")
    assert (exported.code, len(exported.json["tables"]["contacts"])) == (0, 4)
    assert "4 people" in exported.err
    assert "It holds everything, private notes too" in exported.err


def test_an_empty_journal_can_be_exported(run: Run, connections: str) -> None:
    run("import", connections, "--yes")
    run("undo")
    exported = run("export", "json")
    assert (exported.code, exported.json["version"], exported.json["tables"]["contacts"]) == (0, 1, {})


def test_a_folder_without_a_journal_gives_no_archive_and_nothing_is_created(run: Run, tmp_path: Path) -> None:
    refused = run("export", "json")
    assert (refused.code, refused.out) == (1, "")
    assert f"There is no journal in {tmp_path / 'journal'} yet." in refused.err
    assert not (tmp_path / "journal").exists()


def test_a_file_is_private_and_complete(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    target = tmp_path / "out.json"
    target.write_text("old")
    target.chmod(0o644)
    done = run("export", "json", "-o", str(target))
    assert (done.code, done.out) == (0, "")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_text(encoding="utf-8") == run("export", "json").out


def test_a_link_is_followed_and_stays_a_link(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    run("export", "json", "-o", str(tmp_path / "link.json"))
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())["format"] == "journal"


@pytest.mark.parametrize("target", [".", "missing/out.json"])
def test_a_place_that_cannot_be_written_gets_a_sentence(
    run: Run, connections: str, tmp_path: Path, target: str
) -> None:
    run("import", connections, "--yes")
    failed = run("export", "json", "-o", str(tmp_path / target))
    assert (failed.code, "was not written" in failed.err, failed.err.count("\n")) == (1, True, 1)
    assert [name for name in os.listdir(tmp_path) if name.endswith(".tmp")] == []


def test_what_is_no_file_is_written_to_and_stays_what_it_is(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    pipe, found = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    assert run("export", "csv", "-o", str(pipe)).code == 0
    reader.join()
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert found[0].startswith(b"Name,")


def test_a_file_that_is_there_goes_only_after_a_yes(
    run: Run, connections: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", connections, "--yes")
    target = tmp_path / "out.csv"
    target.write_text("old")
    monkeypatch.setattr(exporting, "on_terminal", lambda: True)
    monkeypatch.setattr(exporting, "confirm", lambda question: "yes" in answers)
    answers: list[str] = []
    assert run("export", "csv", "-o", str(target)) == (1, "", "Nothing was exported.\n")
    assert target.read_text() == "old"
    assert run("export", "csv", "-o", str(target), "--force").code == 0
    target.write_text("old")
    answers.append("yes")
    assert run("export", "csv", "-o", str(target)).code == 0
    assert target.read_text().startswith("Name,")


def test_no_name_for_the_file_is_wrong_usage(run: Run, connections: str) -> None:
    run("import", connections, "--yes")
    assert run("export", "csv", "-o", "").code == 2


def test_another_journal_takes_it_back_without_any_difference(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    archive = tmp_path / "out.json"
    run("export", "json", "-o", str(archive))
    other = tmp_path / "other"
    assert run("import", str(archive), "--yes", folder=other).code == 0
    assert run("export", "json", folder=other).out == archive.read_text(encoding="utf-8")
    again = run("import", str(archive), "--yes", "--json", folder=other).json
    assert again["counts"] == {"new": 0, "update": 0, "same": 4, "suggest": 0, "skip": 0}
    assert run("undo", folder=other).out == "Undone: import json (4 people)\n"
    assert run("export", "json", folder=other).json["tables"]["contacts"] == {}


@pytest.mark.parametrize(
    ("format", "begins"),
    [("vcard", "BEGIN:VCARD\r\n"), ("csv", "Name,"), ("ics", "BEGIN:VCALENDAR"), ("markdown", "# ")],
)
def test_every_format_goes_to_stdout_or_to_a_file_only_the_user_reads(
    run: Run, connections: str, tmp_path: Path, format: str, begins: str
) -> None:
    run("import", connections, "--yes")
    run("capture", "coffee with @ada; send her slides in 2w")
    shown = run("export", format)
    assert (shown.code, shown.out.startswith(begins)) == (0, True)
    target = tmp_path / "out"
    assert run("export", format, "-o", str(target)).code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes().decode() == shown.out


def test_our_own_vcards_change_nothing_when_they_come_back(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    target = tmp_path / "out.vcf"
    run("export", "vcard", "-o", str(target))
    rows = run("import", str(target), "--json", "--dry-run").json["rows"]
    assert {row["verdict"] for row in rows} <= {"same", "update", "suggest"}
    people = len(run("export", "json").json["tables"]["contacts"])
    run("import", str(target), "--yes")
    assert len(run("export", "json").json["tables"]["contacts"]) == people


def test_a_folder_gets_a_page_for_each_person(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    assert run("export", "markdown", "-o", f"{tmp_path / 'pages'}/").code == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == [
        "Ada-Example.md",
        "Bob-Lee.md",
        "John-Smith.md",
        "Jon-Smith.md",
    ]
