"""`journal goals`: for eyes and for scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NOW = ("--now", "2026-11-24T09:00")
STAMP = {"created": "2024-01-01T00:00:00Z", "circle": "active"}
SLOT = {
    "label": "Data leaders in health",
    "want": 2,
    "role": ["head of data"],
    "industry": ["health"],
    "location": ["Leeds"],
    "must": ["industry"],
    "people": ["D"],
    "later": "kept",
}
GOAL = {
    "statement": "Have 12 talks in health by June",
    "status": "active",
    "benefit": "opportunity",
    "starts": "2026-10-24",
    "horizon": "2026-12-25",
    "measure": {"name": "talks", "unit": "talks", "target": 12, "current": 3},
    "next_action": {"text": "write to Ana", "due": "2026-11-24"},
    "slots": [SLOT, {"label": "Inside the NHS", "want": 1, "org": ["NHS"]}],
    "unknown_field": 7,
}


@pytest.fixture
def book(run: Run, tmp_path: Path) -> None:
    """A journal with people, one active goal, a draft and one that is done."""
    health = {"industries": ["Health"]}
    tables = {
        "contacts": {
            "A": {"name": "Ana Gómez", "role": "Head of Data", "location": "Leeds", **health, **STAMP},
            "B": {"name": "Bob Lee", "role": "Head of Design", "location": "York", **health, **STAMP},
            "C": {"name": "Cleo Okafor", "role": "Head of Data", **health, **STAMP},
            "D": {"name": "Dana Osei", "industries": ["energy"], **STAMP},
            "P": {"name": "Priya", "reaches": ["NHS Leeds"], "knows": [{"contact": "C", "edge": "said_so"}], **STAMP},
        },
        "interactions": {
            f"I-{who}": {"contacts": [who], "on": "2026-11-20", "kind": "meeting", "direction": "mutual", "depth": 3}
            for who in "AP"
        },
        "goals": {
            "G1": GOAL,
            "G2": {"statement": "Two honest advisers " + "whom I ask " * 12, "status": "draft"},
            "G3": {"statement": "Write a small talk", "status": "done"},
        },
    }
    path = tmp_path / "book.json"
    path.write_text(json.dumps({"format": "journal", "version": 1, "tables": tables}), encoding="utf-8")
    assert run("import", str(path), "--yes").code == 0


def test_the_json_has_every_goal_with_its_document_and_what_follows_from_it(run: Run, book: None) -> None:
    goals = run("goals", "--json", *NOW).json["goals"]
    assert [goal["id"] for goal in goals] == ["G1", "G2", "G3"]
    first = goals[0]
    assert (first["statement"], first["unknown_field"]) == (GOAL["statement"], 7)
    assert first["progress"] == 0.25
    assert first["pace"] == {"elapsed": 0.5, "word": "behind"}
    assert first["coverage"] == 2 / 3
    assert (goals[1]["progress"], goals[1]["coverage"], goals[1]["slots"]) == (None, None, [])


def test_the_json_of_a_place_has_candidates_with_reasons_and_ways_in(run: Run, book: None) -> None:
    health, nhs = run("goals", "--json", *NOW).json["goals"][0]["slots"]
    assert (health["label"], health["later"], health["gap"]) == ("Data leaders in health", "kept", 0)
    assert health["filled"] == [{"id": "D", "name": "Dana Osei"}, {"id": "A", "name": "Ana Gómez"}]
    assert [(one["id"], one["match"], one["verdict"]) for one in health["candidates"]] == [
        ("A", 100, "fits"),
        ("C", 86, "fits"),
        ("B", 64, "maybe"),
    ]
    cleo, bob = health["candidates"][1:]
    assert (cleo["matches"], cleo["misses"], cleo["unknown"]) == (["role", "industry"], [], ["location"])
    assert (bob["matches"], bob["misses"], bob["unknown"]) == (["industry"], ["role", "location"], [])
    (way,) = nhs["ways_in"]
    assert (way["kind"], way["via"], way["target"]) == ("opener", {"id": "P", "name": "Priya"}, None)
    assert way["reason"] == "reaches NHS Leeds"


def test_for_eyes_there_are_lines_of_at_most_eighty_cells(run: Run, book: None) -> None:
    shown = run("goals", *NOW)
    assert shown.code == 0
    assert "3 of 12 talks, behind" in shown.out
    assert "2 of 3 places filled" in shown.out
    assert "ask: location" in shown.out
    assert "ask Priya (steady): reaches NHS Leeds" in shown.out
    assert "Two honest advisers" in shown.out
    assert "Write a small talk" not in shown.out
    assert "1 more is done or dropped; --all shows all." in shown.err
    assert max(map(len, shown.out.splitlines())) <= 80


def test_all_shows_what_is_done_too(run: Run, book: None) -> None:
    shown = run("goals", "--all", *NOW)
    assert "Write a small talk" in shown.out
    assert shown.err == ""


def test_a_journal_without_goals_says_so(run: Run, tmp_path: Path) -> None:
    assert run("goals", "--json").json == {"goals": []}
    none = run("goals")
    assert (none.code, none.out) == (0, "")
    assert "No goals yet" in none.err
    assert not (tmp_path / "journal").exists()
