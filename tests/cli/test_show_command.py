"""`journal show`: one person for eyes, for scripts, and everything for the person themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NOW = ("--now", "2026-11-24T09:00")
CREATED = "2024-01-01T00:00:00Z"
ANA = {
    "name": "Ana Gómez",
    "circle": "close",
    "kinds": ["mentor"],
    "org": "Northwind",
    "role": "Head of Data",
    "location": "Leeds",
    "boundaries": "no calls before ten",
    "channels": [{"kind": "email", "value": "ana@example.org", "preferred": True}],
    "topics": ["rust"],
    "notes": "likes kites\nand tea",
    "trust": 5,
    "created": CREATED,
}


def promise(what: str, owner: str, due: str, status: str = "open") -> dict[str, Any]:
    return {"contacts": ["A"], "what": what, "owner": owner, "due": due, "status": status}


def talk(on: str, note: str, people: list[str], **fields: Any) -> dict[str, Any]:
    return {"contacts": people, "on": on, "kind": "meeting", "direction": "mutual", "depth": 3, "note": note, **fields}


@pytest.fixture
def book(run: Run, tmp_path: Path) -> None:
    """Ana with a long story, two Bobs, and somebody who is gone."""
    tables = {
        "contacts": {
            "A": ANA,
            "B1": {"name": "Bob Lee", "circle": "open", "created": CREATED},
            "B2": {"name": "Bob Marsh", "circle": "open", "created": CREATED},
        },
        "interactions": {
            "I0": talk("2026-10-12", "rust jobs", ["A"], exchanges=[{"benefit": "opportunity", "way": "got"}]),
            **{f"J{n:02}": talk(f"2025-{n:02}-03", f"talk number {n}", ["A", "B1"]) for n in range(1, 13)},
        },
        "followups": {
            "F1": promise("send the survey", "mine", "2026-11-22"),
            "F2": promise("intro to the NHS", "theirs", "2026-12-04"),
            "F3": promise("thank her", "mine", "2026-01-04", "done"),
        },
        "introductions": {"N1": {"broker": "A", "a": "me", "b": "B2", "status": "met", "met_on": "2026-03-01"}},
        "goals": {"G1": {"statement": "Talk to twelve people", "slots": [{"label": "Leads", "people": ["A"]}]}},
    }  # fmt: skip
    path = tmp_path / "book.json"
    path.write_text(json.dumps({"format": "journal", "version": 1, "tables": tables}), encoding="utf-8")
    assert run("import", str(path), "--yes").code == 0


def test_a_person_at_a_glance(run: Run, book: None) -> None:
    shown = run("show", "ana", *NOW)
    assert shown.code == 0
    lines = shown.out.splitlines()
    assert lines[:3] == [
        "Ana Gómez",
        "Head of Data, Northwind · Leeds",
        "mentor · close circle · every 30 days",
    ]
    assert "last talk 43 days ago" in lines[3]
    assert "due since Wed 11 Nov" in lines[3]
    assert "! no calls before ten" in lines
    (survey,) = [line for line in lines if "send the survey" in line]
    assert survey.split() == ["□", "you", "send", "the", "survey", "2", "days", "ago"]
    assert len(survey) == 80
    assert "thank her" not in shown.out
    assert "rust jobs  ↓opportunity" in shown.out
    assert "and 1 earlier entry; --all shows everything" in shown.out
    assert max(map(len, lines)) <= 80


def test_the_json_of_a_person(run: Run, book: None) -> None:
    shown = run("show", "ana@example.org", "--json", *NOW).json
    assert (shown["id"], shown["name"], shown["circle"], shown["trust"]) == ("A", "Ana Gómez", "close", 5)
    assert (shown["state"], shown["due"], shown["last_talk"]) == ("due", "2026-11-11", "2026-10-12")
    assert set(shown) >= {"ratio", "warmth", "band", "trend"}
    assert [entry["id"] for entry in shown["entries"]][:2] == ["I0", "J12"]
    assert shown["entries"][0]["exchanges"] == [{"benefit": "opportunity", "way": "got"}]
    assert {followup["id"] for followup in shown["followups"]} == {"F1", "F2", "F3"}


def test_everything_about_a_person_is_there_and_nobody_else_is_named(run: Run, book: None) -> None:
    shown = run("show", "Ana Gómez", "--all", *NOW).out
    for expected in (
        "e-mail: ana@example.org (preferred)",
        "trust: 5",
        "likes kites",
        "and tea",
        "12 Oct 2026: meeting, got opportunity",
        "3 Jan 2025: meeting, with 1 other",
        "talk number 1",
        "22 Nov 2026, you: send the survey (open)",
        "4 Jan 2026, you: thank her (done)",
        "1 Mar 2026, made it (met)",
        "wanted for a goal: Talk to twelve people",
    ):
        assert expected in shown
    assert "Bob" not in shown


def test_a_name_that_fits_several_or_nobody_is_said(run: Run, book: None) -> None:
    several = run("show", "bob", *NOW)
    assert several.code == 1
    assert "“bob” could be" in several.err
    assert "Bob Lee" in several.err
    assert "Bob Marsh" in several.err
    nobody = run("show", "anna", *NOW)
    assert nobody.code == 1
    assert "Nobody in the journal is called “anna”. Did you mean Ana Gómez?" in nobody.err
    assert (several.out, nobody.out) == ("", "")


def test_a_beginning_is_taken_and_said(run: Run, book: None) -> None:
    shown = run("show", "gom", *NOW)
    assert shown.code == 0
    assert "“gom” is taken for Ana Gómez." in shown.err
    assert run("show", "B1", *NOW).out.startswith("Bob Lee")


def test_a_folder_without_a_journal_is_said(run: Run, tmp_path: Path) -> None:
    for command in (("show", "ana"), ("today",), ("goals",), ("undo",), ("find", "ana")):
        shown = run(*command, folder=tmp_path / "nowhere")
        assert shown.err.count("There is no journal in") == 1, command
    assert not (tmp_path / "nowhere").exists()
