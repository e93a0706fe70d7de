"""The command line as a whole: help, wrong commands, folders, clocks, pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import journal
from journal.cli import main
from journal.shell.parser import COMMANDS

Run = Callable[..., Any]
OWN = [command.name for command in COMMANDS if command.name != "capture"]


def shell(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "journal", *words],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **env},
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_help_lists_every_command_with_examples(run: Run) -> None:
    shown = run("--help")
    assert shown.code == 0
    for command in COMMANDS:
        assert f"  {command.name}" in shown.out
    assert "examples:" in shown.out


@pytest.mark.parametrize("name", OWN)
def test_every_command_has_help_with_examples_in_eighty_columns(run: Run, name: str) -> None:
    shown = run(name, "--help")
    assert (shown.code, f"usage: journal {name}" in shown.out) == (0, True)
    assert f"  journal {name}" in shown.out.split("examples:")[1]
    assert max(map(len, shown.out.splitlines())) <= 80


@pytest.mark.parametrize("words", [["--version"], ["find", "--help"]])
def test_what_only_prints_touches_no_disk(run: Run, words: list[str], tmp_path: Path) -> None:
    assert run(*words).code == 0
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"journal {journal.__version__}\n"


@pytest.mark.parametrize(
    ("word", "hint"),
    [("imprt", "did you mean `import`?"), ("FIND", "did you mean `find`?"), ("zzz", "there are capture")],
)
def test_a_wrong_command_gets_a_hint(run: Run, word: str, hint: str) -> None:
    wrong = run(word)
    assert (wrong.code, wrong.out, hint in wrong.err) == (2, "", True)


@pytest.mark.parametrize(
    "words", [["import"], ["export", "xml"], ["undo", "--lst"], ["--nonsense"], ["find", "--limit", "x"]]
)
def test_wrong_usage_exits_2_with_one_line(run: Run, words: list[str]) -> None:
    wrong = run(*words)
    assert (wrong.code, wrong.out) == (2, "")
    assert (wrong.err.count("\n"), "--help" in wrong.err) == (1, True)


def test_the_folder_may_be_named_before_and_after_the_command(connections: str, tmp_path: Path) -> None:
    assert main(["import", connections, "--yes", "--dir", str(tmp_path / "a")]) == 0
    assert main(["--dir", str(tmp_path / "b"), "import", connections, "--yes"]) == 0
    assert main([f"--dir={tmp_path / 'c'}", "import", connections, "--yes"]) == 0
    assert {path.name for path in tmp_path.iterdir()} >= {"a", "b", "c"}


def test_the_environment_names_the_folder(connections: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNAL_DIR", str(tmp_path / "env"))
    assert main(["import", connections, "--yes"]) == 0
    assert (tmp_path / "env" / "log").is_dir()


def test_the_clock_can_be_set_for_what_is_created(
    run: Run, connections: str, tables: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNAL_NOW", "2031-01-01T12:00:00+02:00")
    run("import", connections, "--yes")
    assert {person["created"] for person in tables()["contacts"].values()} == {"2031-01-01T10:00:00Z"}
    run("undo")
    run("import", connections, "--yes", "--now", "2032-01-01T12:00:00Z")
    assert {person["created"] for person in tables()["contacts"].values()} == {"2032-01-01T12:00:00Z"}


def test_with_an_offset_it_is_the_day_on_the_wall_there(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "entry.json"
    entry = '{"contacts":["A"],"on":"2026-11-24","kind":"call","direction":"mutual","depth":3}'
    tables = f'{{"contacts":{{"A":{{"name":"Ana"}}}},"interactions":{{"I":{entry}}}}}'
    archive.write_text(f'{{"format":"journal","version":1,"tables":{tables}}}')
    run("import", str(archive), "--yes")
    for now, found in [("2026-11-24T23:30:00-08:00", 1), ("2026-11-25T23:30:00-08:00", 0)]:
        assert len(run("find", "on:today", "--json", "--now", now).json["entries"]) == found


@pytest.mark.parametrize("time", ["soon", "2026-13-01", ""])
def test_a_time_that_is_none_is_wrong_usage(run: Run, time: str) -> None:
    wrong = run("undo", "--now", time)
    assert (wrong.code, "--now is no time such as" in wrong.err) == (2, True)


@pytest.mark.parametrize("words", [[], ["--screen", "timeline"], ["demo"]])
def test_a_screen_without_a_terminal_is_one_sentence(run: Run, words: list[str], tmp_path: Path) -> None:
    failed = run(*words)
    assert (failed.code, failed.out, failed.err.count("\n")) == (1, "", 1)
    assert "needs a terminal" in failed.err
    assert list(tmp_path.iterdir()) == []


def test_a_reader_who_stops_early_hears_no_complaint(connections: str, tmp_path: Path) -> None:
    folder = ["--dir", str(tmp_path / "journal")]
    assert main([*folder, "import", connections, "--yes"]) == 0
    command = f"{sys.executable} -m journal --dir {tmp_path / 'journal'} export json | head -c 1"
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert (done.stdout, "Error" in done.stderr, "Broken" in done.stderr) == ("{", False, False)


def test_output_survives_a_terminal_without_utf8(connections: str, tmp_path: Path) -> None:
    csv = tmp_path / "c.csv"
    csv.write_text("First Name,Last Name\nJosé,王\n", encoding="utf-8")
    done = shell(
        "--dir", str(tmp_path / "j"), "import", str(csv), "--yes", "--json", cwd=tmp_path, PYTHONIOENCODING="latin-1"
    )
    assert (done.returncode, r"\u738b" in done.stdout) == (0, True)
    plain = shell("--dir", str(tmp_path / "j"), "import", str(csv), cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert plain.returncode == 0


def test_commands_load_only_what_they_need(tmp_path: Path) -> None:
    code = (
        "import sys; from journal.cli import main; main(['--version']); "
        "print(sorted({'pydantic', 'textual', 'tinydb', 'rich'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("words", [["undo"], ["export", "json"], ["import", "x.csv"], ["find", "ana"]])
def test_plain_commands_never_load_the_full_screen(words: list[str], tmp_path: Path) -> None:
    command = ["--dir", str(tmp_path / "j"), *words]
    code = f"import sys; from journal.cli import main; main({command!r}); print('textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "False"
