"""`journal today`: the day as text, as JSON, and as one number for a status line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NOW = ("--now", "2026-11-24T09:00")
CREATED = "2024-01-01T00:00:00Z"


def talk(on: str, people: list[str]) -> dict[str, Any]:
    return {"contacts": people, "on": on, "kind": "meeting", "direction": "mutual", "depth": 3}


def promise(what: str, owner: str, due: str) -> dict[str, Any]:
    return {"contacts": ["A"], "what": what, "owner": owner, "due": due, "status": "open"}


@pytest.fixture
def book(run: Run, tmp_path: Path) -> None:
    """Ana is due and was promised something; Bob has a birthday; there is an event and a goal."""
    ana = {"name": "Ana Gómez", "circle": "close"}
    bob = {"name": "Bob Lee", "circle": "open", "moments": [{"label": "birthday", "month": 11, "day": 26}]}
    tables = {
        "contacts": {"A": {**ana, "created": CREATED}, "B": {**bob, "created": CREATED}},
        "interactions": {"I1": talk("2026-10-14", ["A"]), "I2": talk("2026-11-23", ["B"])},
        "followups": {
            "F1": promise("send the salary survey", "mine", "2026-11-22"),
            "F2": promise("intro to the NHS", "theirs", "2026-11-20"),
            "F3": promise("ask about the panel", "mine", "2026-12-20"),
        },
        "events": {"E1": {"title": "Health data meetup", "starts": "2026-11-26T18:30", "status": "planned"}},
        "goals": {
            "G1": {
                "statement": "Talk to twelve people in health",
                "status": "active",
                "starts": "2026-11-01",
                "horizon": "2026-12-01",
                "measure": {"name": "talks", "target": 12, "current": 3},
            }
        },
    }  # fmt: skip
    path = tmp_path / "book.json"
    path.write_text(json.dumps({"format": "journal", "version": 1, "tables": tables}), encoding="utf-8")
    assert run("import", str(path), "--yes").code == 0


def test_the_day_as_text_says_who_and_why(run: Run, book: None) -> None:
    shown = run("today", *NOW)
    assert shown.code == 0
    lines = shown.out.splitlines()
    assert lines[0] == "Reach out  (1 of 5 talks this week)"
    assert lines[1] == "  Ana Gómez"
    assert "you promised: send the salary survey" in lines[2]
    assert "    last talk 41 days ago; your rhythm is 30" in lines
    assert "Waiting for" in lines
    assert "ask about the panel" not in shown.out
    assert any(line.split() == ["Health", "data", "meetup", "Thu", "18:30"] for line in lines)
    assert any(line.split() == ["Bob", "Lee:", "birthday", "Thu"] for line in lines)
    assert any("Talk to twelve people" in line and "25%" in line and line.endswith("behind") for line in lines)
    assert max(map(len, lines)) <= 80


def test_the_json_of_a_day(run: Run, book: None) -> None:
    shown = run("today", "--json", *NOW).json
    ana = shown["people"][0]
    assert (ana["id"], ana["name"], ana["lead"]) == ("A", "Ana Gómez", "promise")
    assert ana["score"] == pytest.approx(sum(reason["points"] for reason in ana["reasons"]))
    assert {"kind", "points", "text"} <= set(ana["reasons"][0])
    assert shown["followups"][0] == {
        "id": "F1",
        "what": "send the salary survey",
        "due": "2026-11-22",
        "owner": "mine",
        "contacts": [{"id": "A", "name": "Ana Gómez"}],
        "days": -2,
    }
    (event,) = shown["events"]
    assert (event["id"], event["title"], event["starts"]) == ("E1", "Health data meetup", "2026-11-26T18:30")
    assert {"done", "steps"} <= set(event)
    (moment,) = shown["moments"]
    assert moment == {"contact": {"id": "B", "name": "Bob Lee"}, "label": "birthday", "on": "2026-11-26"}
    (goal,) = shown["goals"]
    assert (goal["id"], goal["progress"], goal["pace"]["word"]) == ("G1", 0.25, "behind")
    assert shown["share_done"] is False


def test_an_empty_journal_asks_for_nobody(run: Run) -> None:
    shown = run("today", *NOW)
    assert shown.code == 0
    assert "Nobody is waiting to hear from you." in shown.out


def quick(folder: Path, environment: dict[str, str]) -> str:
    """`journal today --count` as a status line runs it."""
    command = [sys.executable, "-m", "journal", "--dir", str(folder), "today", "--count"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_the_count_comes_from_the_cache_and_is_made_anew_in_the_background(
    run: Run, book: None, tmp_path: Path
) -> None:
    folder = tmp_path / "journal"
    environment = {**os.environ, "JOURNAL_NOW": "2026-11-24T09:00"}
    assert quick(folder, environment) == "3\n"  # two people, one promise: counted because nothing was known
    run("undo", "--list")
    followup = promise("one more thing", "mine", "2026-11-24")
    archive = {"format": "journal", "version": 1, "tables": {"followups": {"F9": followup}}}
    (tmp_path / "more.json").write_text(json.dumps(archive), encoding="utf-8")
    run("import", str(tmp_path / "more.json"), "--yes")
    assert quick(folder, environment) == "3\n"  # what was known, at once
    for _ in range(100):
        if (counted := quick(folder, environment)) != "3\n":
            break
        time.sleep(0.1)
    assert counted == "4\n"


def test_a_count_of_another_day_is_not_taken_for_todays(run: Run, book: None, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    quick(folder, {**os.environ, "JOURNAL_NOW": "2026-11-24T09:00"})
    later = {**os.environ, "JOURNAL_NOW": "2026-11-27T09:00"}
    before = quick(folder, later)
    assert before == "3\n"
    for _ in range(100):
        if quick(folder, later) != before:
            break
        time.sleep(0.1)
    assert quick(folder, later) == "2\n"  # the birthday is over


def test_the_quick_count_loads_nothing_heavy(book: None, run: Run, tmp_path: Path) -> None:
    run("today", "--count", *NOW)
    code = (
        "import sys; from journal.cli import main; main(['--dir', sys.argv[1], 'today', '--count']);"
        "heavy = {'argparse', 'dataclasses', 'pathlib', 'typing', 'json', 'subprocess', 'pydantic'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "journal")], env=dict(os.environ), capture_output=True, text=True
    )
    assert shown.stdout.splitlines()[-1] == "[]"
