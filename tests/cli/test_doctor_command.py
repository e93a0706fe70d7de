"""`journal doctor`: file, line, what is wrong, what to do; and it changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def log(run: Run, connections: str, tmp_path: Path) -> Path:
    """The one file of a small journal."""
    run("import", connections, "--yes")
    (path,) = (tmp_path / "journal" / "log").glob("*.jsonl")
    return path


def test_a_sound_journal_is_well(run: Run, log: Path) -> None:
    well = run("doctor")
    assert (well.code, well.out.split("\n")[-2]) == (0, "All is well: 1 file, 1 line, 4 documents.")


def test_a_folder_without_a_journal_is_not_called_well(run: Run, tmp_path: Path) -> None:
    found = run("doctor")
    assert (found.code, "All is well" in found.out) == (1, False)
    assert f"There is no journal in {tmp_path / 'journal'} yet." in found.out
    assert not (tmp_path / "journal").exists()


def test_a_theme_that_is_not_there_is_found_with_its_line(run: Run, log: Path, tmp_path: Path) -> None:
    config = tmp_path / "config" / "journal"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('clock = "12"\ntheme = "lamplihgt"\n')
    found = run("doctor")
    assert found.code == 1
    assert "config.toml, line 2: there is no theme called 'lamplihgt'" in found.out
    assert "Did you mean lamplight?" in found.out


def test_a_broken_line_is_named_with_file_and_line_and_nothing_is_changed(run: Run, log: Path) -> None:
    with log.open("ab") as file:
        file.write(b"{broken\n")
    before = log.read_bytes()
    found = run("doctor")
    assert (found.code, f"{log.name}, line 2" in found.out, "not valid JSON" in found.out) == (1, True, True)
    assert "Nothing was changed" in found.err
    assert log.read_bytes() == before
    (finding,) = run("doctor", "--json").json["findings"]
    assert (finding["line"], finding["file"]) == (2, log.name)


def test_other_commands_go_on_with_the_rest_and_say_so(run: Run, log: Path) -> None:
    with log.open("ab") as file:
        file.write(b"{broken\n")
    exported = run("export", "json")
    assert len(exported.json["tables"]["contacts"]) == 4
    assert "1 place in the journal could not be read; `journal doctor` says which." in exported.err


def test_files_that_others_may_read_are_found(run: Run, log: Path) -> None:
    log.chmod(0o644)
    found = run("doctor")
    assert (found.code, "Other users" in found.out, "chmod" in found.out) == (1, True, True)


def test_settings_and_themes_are_looked_at(run: Run, log: Path, tmp_path: Path) -> None:
    config = tmp_path / "config" / "journal"
    (config / "themes").mkdir(parents=True)
    (config / "config.toml").write_text('date_order = "sideways"\n')
    (config / "themes" / "mine.toml").write_text("name = \n")
    found = run("doctor")
    assert found.code == 1
    assert "config.toml, line 1" in found.out
    assert "mine.toml, line 1" in found.out


def test_templates_of_the_user_are_looked_at(run: Run, log: Path, tmp_path: Path) -> None:
    config = tmp_path / "config" / "journal"
    config.mkdir(parents=True)
    (config / "templates.toml").write_text('[[template]]\nid = "mine"\n')
    found = run("doctor")
    assert found.code == 1
    assert "templates.toml, line 1: the entry `mine`: `group` is required" in found.out
