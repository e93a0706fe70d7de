"""`journal forget`: what goes, what is asked, what is out of reach."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from journal.capture.names_file import path_for
from journal.paths import Paths
from journal.store.backup import folder_for
from journal.store.forget import begin, trail_of
from journal.store.journal import Journal
from journal.store.machine import machine_name

Run = Callable[..., Any]


def everywhere(folder: Path) -> str:
    """All that stands in the files below a folder."""
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file())


def test_somebody_is_gone_from_every_file(run: Run, tmp_path: Path) -> None:
    run("capture", "coffee with @gudrun-oberhuber about rust")
    run("capture", "lunch with @gudrun and @bob; send @bob slides fri")
    run("capture", "call with @bob about gudrun oberhuber")
    done = run("forget", "gudrun", "--yes", "--texts")
    assert done.code == 0, done.err
    assert "cannot be undone" in done.out
    assert "Out of reach" in done.out
    there = everywhere(tmp_path).casefold()
    assert "gudrun" not in there
    assert "oberhuber" not in there
    assert "bob" in there
    assert run("doctor").code == 0
    assert run("undo").code == 1


def test_without_a_terminal_nobody_is_forgotten_unasked(run: Run) -> None:
    run("capture", "coffee with @gudrun")
    refused = run("forget", "gudrun")
    assert refused.code == 1
    assert "--yes" in refused.err
    assert run("show", "gudrun").code == 0


def test_whom_nobody_knows_cannot_be_forgotten(run: Run) -> None:
    run("capture", "coffee with @gudrun")
    assert "Nobody" in run("forget", "heinz", "--yes").err


def test_what_others_say_may_stay(run: Run, tmp_path: Path) -> None:
    run("capture", "coffee with @gudrun-oberhuber")
    run("capture", "call with @bob about gudrun oberhuber")
    assert run("forget", "gudrun", "--yes", "--keep-texts").code == 0
    assert "gudrun oberhuber" in run("show", "bob").out


def test_the_name_can_be_used_again_afterwards(run: Run) -> None:
    run("capture", "coffee with @gudrun")
    run("forget", "gudrun", "--yes")
    run("capture", "tea with @gudrun")
    assert run("show", "gudrun").code == 0


def test_whom_an_import_brings_back_against_their_wish_is_left_out(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    tables = run("export", "json").json
    ada = next(id for id, one in tables["tables"]["contacts"].items() if one["name"] == "Ada Example")
    tables["tables"]["contacts"][ada]["status"] = "no_contact"
    archive = tmp_path / "j.json"
    archive.write_text(json.dumps(tables), encoding="utf-8")
    run("import", str(archive), "--yes")
    archive.unlink()
    assert run("forget", ada, "--yes").code == 0
    rows = run("import", connections, "--json", "--dry-run").json["rows"]
    ada_row = next(row for row in rows if row["name"] == "Ada Example")
    assert (ada_row["verdict"], ada_row["reason"]) == ("skip", "forgotten at their wish: left out")


def test_what_was_begun_when_the_program_was_killed_is_finished_by_the_next_command(run: Run, tmp_path: Path) -> None:
    run("capture", "coffee with @gudrun-oberhuber about rust")
    paths = Paths(dict(os.environ), str(tmp_path / "journal"))
    journal = Journal.open(paths.data, machine=machine_name(paths.state), now=lambda: datetime.now(UTC))
    person = next(iter(journal.contacts))
    folder = folder_for(paths.state, paths.data)
    caches = [Path(path_for(paths.cache, paths.data))]
    begin(journal, trail_of(journal, person), date(2026, 11, 24), texts=True, folder=folder, caches=caches)
    assert "gudrun" in everywhere(tmp_path / "journal").casefold()
    assert "that is finished now" in run("find", "rust").err
    assert "gudrun" not in everywhere(tmp_path).casefold()
    assert run("find", "rust").err == "Nothing found.\n"
