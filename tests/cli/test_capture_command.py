"""`journal capture`: what it writes, prints and says, and what it does when something is wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal.capture import names_file
from journal.store.log import Log, NotSaved

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T09:30"
Run = Callable[..., Any]
Tables = Callable[[], dict[str, dict[str, Any]]]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNAL_NOW", NOW)


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """`stdin(b"…")`: what comes through the pipe."""
    return lambda data: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def lines(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "log").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").split("\n") if line]


def test_a_line_is_saved_and_said(run: Run, folder: Path) -> None:
    done = run("capture", "coffee with @ana yesterday; send survey fri")
    assert (done.code, done.out) == (0, "")
    assert done.err.split("\n") == [
        "entry       meeting · Mon 23 Nov · + Ana new",
        "follow-up   □ send survey → Ana   Fri 27 Nov",
        "",
    ]
    (line,) = lines(folder)
    assert line["op"] == "capture"
    assert list(line["put"]) == ["contacts", "followups", "interactions"]


def test_words_are_joined_and_dashes_end_the_options(run: Run, folder: Path) -> None:
    run("capture", "coffee", "with", "@ana", "--", "--dry-run", "-x")
    (line,) = lines(folder)
    assert [one["raw"] for one in line["put"]["interactions"].values()] == ["coffee with @ana --dry-run -x"]


def test_a_dry_run_shows_it_and_writes_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("capture", "--dry-run", "coffee with @ana")
    assert (done.code, done.out) == (0, "entry       meeting · Tue 24 Nov · + Ana new\n")
    assert not folder.exists()
    assert not (tmp_path / "state").exists()


def test_json_holds_what_was_understood_and_the_ids_of_what_was_written(run: Run, tables: Tables) -> None:
    dry = run("capture", "coffee with @ana #rust; send x", "--dry-run", "--json").json
    assert dry["contacts"] == [{"text": "ana", "id": None, "name": "Ana", "new": True, "assumed": False}]
    assert "written" not in dry
    done = run("capture", "coffee with @ana #rust; send x", "--json").json
    written = done["written"]
    assert {table: list(docs) for table, docs in tables().items() if docs} == written
    assert done["contacts"][0]["id"] == written["contacts"][0]
    assert dry.keys() | {"written"} == done.keys()


def test_the_same_person_is_found_again(run: Run, tables: Tables) -> None:
    run("capture", "coffee with @ana")
    assert run("capture", "--json", "lunch with @Ana").json["contacts"][0]["new"] is False
    assert len(tables()["contacts"]) == 1


def test_every_line_of_a_pipe_is_a_line_of_the_log(run: Run, stdin: Callable[[bytes], None], folder: Path) -> None:
    stdin("coffee with @dana\n\n  \r\nlunch with @Dana and @müller\r\ncalled @dana".encode())
    done = run("capture", "--json")
    found = [json.loads(line) for line in done.out.strip().split("\n")]
    assert [one["kind"] for one in found] == ["meeting", "meeting", "call"]
    assert [len(one["written"].get("contacts", [])) for one in found] == [1, 1, 0]
    assert len(lines(folder)) == 3


def test_an_ambiguous_name_in_a_pipe_makes_one_person(run: Run, stdin: Callable[[bytes], None], tables: Tables) -> None:
    run("capture", 'met @"Ana Gómez" and @"Ana Hunt" on:2025-01-01')
    stdin(b"coffee with @ana\ncoffee with @ana\n")
    done = run("capture")
    assert done.err.count("may be Ana Gómez or Ana Hunt") == 2
    assert [one["name"] for one in tables()["contacts"].values()] == ["Ana Gómez", "Ana Hunt", "Ana"]


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "\x00"])
def test_an_empty_line_writes_nothing(run: Run, stdin: Callable[[bytes], None], folder: Path, text: str) -> None:
    assert run("capture", text).code == 0
    stdin(text.encode())
    done = run("capture")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert not lines(folder)


def test_bytes_in_an_old_encoding_are_understood(run: Run, stdin: Callable[[bytes], None], folder: Path) -> None:
    stdin("café with @ana".encode("latin-1"))
    run("capture")
    run("capture", os.fsdecode("thé with @ana".encode("latin-1")))
    raws = [one["raw"] for line in lines(folder) for one in line["put"]["interactions"].values()]
    assert raws == ["café with @ana", "thé with @ana"]


def test_strict_refuses_every_doubt_and_gives_the_text_back(
    run: Run, stdin: Callable[[bytes], None], folder: Path
) -> None:
    done = run("capture", "--strict", "coffee with @ana; send x due:whenever")
    assert done.code == 2
    assert "due:whenever is no date" in done.err
    assert "coffee with @ana; send x due:whenever\n" in done.err
    stdin(b"coffee with @ana\ncoffee with @ana due:fri\n")
    assert run("capture", "--strict").code == 2
    assert run("capture", "--strict", "--dry-run", "coffee with @ana due:fri").code == 2
    assert not lines(folder)
    assert run("capture", "--strict", "coffee with @ana").code == 0


def test_a_failure_is_one_sentence_and_gives_the_text_back(
    run: Run, stdin: Callable[[bytes], None], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    monkeypatch.setattr(Log, "write_many", full)
    stdin(b"coffee with @ana\nlunch with @bob\n")
    done = run("capture", "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err == "Not saved: the disk is full.\ncoffee with @ana\nlunch with @bob\n"
    assert not lines(folder)


def test_a_file_in_place_of_the_folder_is_told_and_left_alone(run: Run, folder: Path) -> None:
    folder.write_text("mine", "utf-8")
    done = run("capture", "coffee with @ana")
    assert done.code == 1
    assert done.err.endswith("\ncoffee with @ana\n")
    assert folder.read_text("utf-8") == "mine"


def test_a_line_that_is_too_long_is_given_back_and_the_others_are_saved(
    run: Run, stdin: Callable[[bytes], None], folder: Path
) -> None:
    long = b"x" * 20_001
    stdin(b"coffee with @ana\n" + long + b"\nlunch with @ana\n")
    done = run("capture")
    assert done.code == 1
    assert long.decode() in done.err
    assert len(lines(folder)) == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--colour", "x"), "there is no option --colour"),
        (("x", "--now"), "--now needs a value"),
        (("x", "--now", "soon"), "soon is no time"),
        (("x", "--dir"), "--dir needs a value"),
    ],
)
def test_wrong_usage_is_said(run: Run, words: tuple[str, ...], why: str) -> None:
    done = run("capture", *words)
    assert done.code == 2
    assert why in done.err


def test_help_has_examples(run: Run) -> None:
    done = run("capture", "--help")
    assert done.code == 0
    assert "examples:\n  journal capture 'coffee with @ana" in done.out


def test_the_folder_may_stand_on_either_side(tmp_path: Path, run: Run) -> None:
    run("capture", "--dir", str(tmp_path / "a"), "coffee with @ana")
    run("capture", f"--dir={tmp_path / 'b'}", "coffee with @ana")
    run("capture", "coffee with @ana", folder=tmp_path / "c")
    assert [len(lines(tmp_path / name)) for name in "abc"] == [1, 1, 1]


def test_the_time_is_what_now_says_and_its_offset_is_the_place(run: Run, folder: Path) -> None:
    done = run("capture", "--json", "--now", "2026-11-24T00:30+09:00", "coffee with @ana today")
    assert done.json["on"] == "2026-11-24"
    (line,) = lines(folder)
    assert next(iter(line["put"]["interactions"].values()))["created"] == "2026-11-23T15:30:00Z"
    assert not line["rev"].startswith("2026-11-23T15:30")


def test_dates_in_figures_follow_the_config(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "config" / "journal" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('date_order = "MDY"\n', "utf-8")
    assert run("capture", "--dry-run", "--json", "coffee with @ana 8/10/2026").json["on"] == "2026-08-10"
    config.write_text("date_order = \n", "utf-8")
    done = run("capture", "--dry-run", "--json", "coffee with @ana 8/10/2026")
    assert done.json["on"] == "2026-10-08"
    assert "config.toml cannot be used" in done.err


def test_a_capture_during_an_event_is_tied_to_it(run: Run, folder: Path) -> None:
    log = Log(str(folder), "desk-bbbb")
    event = {"title": "PyCon Leeds", "starts": "2026-11-24T09:00", "ends": "2026-11-24T18:00"}
    log.write("add", {"events": {"E1": event}})
    assert run("capture", "--json", "met @li about testing").json["event"] == {
        "text": None,
        "id": "E1",
        "title": "PyCon Leeds",
    }
    assert run("capture", "--json", "met @kim event:none").json["event"] is None
    assert [one["event"] for one in lines(folder)[1]["put"]["interactions"].values()] == ["E1"]


def test_an_index_is_kept_for_the_next_capture_and_its_loss_is_no_harm(
    run: Run, tmp_path: Path, folder: Path, tables: Tables
) -> None:
    index = Path(names_file.path_for(str(tmp_path / "cache" / "journal"), str(folder)))
    run("capture", "coffee with @ana")
    assert index.is_file()
    run("capture", "coffee with @bob")
    index.unlink()
    run("capture", "coffee with @bob and @ana")
    index.write_bytes(b"nonsense")
    run("capture", "coffee with @bob and @ana")
    assert len(tables()["contacts"]) == 2


def test_a_cache_that_cannot_be_written_stops_nothing(run: Run, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "cache").write_text("a file", "utf-8")
    assert run("capture", "coffee with @ana").code == 0
    assert len(lines(folder)) == 1


def test_a_reader_that_left_is_no_failure(folder: Path, tmp_path: Path) -> None:
    text = "coffee with @ana\n" * 50
    program = [sys.executable, "-m", "journal", "--dir", str(folder), "capture", "--json"]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=_env(tmp_path)
    ) as process:
        assert process.stdout
        process.stdout.close()
        process.communicate(text.encode())
    assert process.returncode == 0
    assert len(lines(folder)) == 50


def test_captures_at_the_same_moment_make_one_person(folder: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "journal", "--dir", str(folder), "capture", "coffee with @dana"]
    running = [
        subprocess.Popen(program, cwd=ROOT, env=_env(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(6)
    ]
    for process in running:
        process.communicate(timeout=60)
        assert process.returncode == 0
    written = lines(folder)
    assert len(written) == 6
    assert sum(len(line["put"].get("contacts", {})) for line in written) == 1


def test_a_terminal_without_utf_8_gets_plain_signs(tmp_path: Path, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "journal", "capture", "--dir", str(folder), "--dry-run", "café with @zoë got:opp"],
        cwd=ROOT,
        env={**_env(tmp_path), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("ascii").startswith("entry       meeting - Tue 24 Nov - + Zo")
    assert b"v got opportunity" in done.stdout


def _env(tmp_path: Path) -> dict[str, str]:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "JOURNAL_NOW": NOW, **folders}


def test_without_text_a_terminal_is_asked_for_one_line(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO("coffee with @ana\nnever read\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    done = run("capture")
    assert done.code == 0
    assert done.err.startswith("journal> ")
    assert len(lines(folder)) == 1


def test_leaving_the_question_writes_nothing(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()

    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(terminal, "readline", interrupted)
    monkeypatch.setattr(sys, "stdin", terminal)
    assert run("capture").code == 130
    assert not folder.exists()
