"""`journal find`: the filter language on people and entries, for eyes and for scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NOW = ("--now", "2026-11-24T09:00")


@pytest.fixture
def book(run: Run, tmp_path: Path) -> None:
    """A journal with three people and two entries."""
    tables = {
        "contacts": {
            "A": {
                "name": "Ana Gómez",
                "circle": "close",
                "org": "Northwind",
                "role": "Head of Data",
                "created": "2024-01-01T00:00:00Z",
            },
            "B": {"name": "Bob Lee", "circle": "open", "org": "NHS", "created": "2024-01-01T00:00:00Z"},
            "C": {"name": "Cleo Okafor", "circle": "wide", "status": "archived", "created": "2024-01-01T00:00:00Z"},
        },
        "interactions": {
            "I1": {
                "contacts": ["A", "B"],
                "on": "2026-05-12",
                "kind": "meeting",
                "direction": "mutual",
                "depth": 3,
                "note": "rust\njobs",
            },
            "I2": {
                "contacts": ["A"],
                "on": "2026-11-20",
                "kind": "call",
                "direction": "mutual",
                "depth": 3,
                "note": "salary",
            },
        },
    }
    path = tmp_path / "book.json"
    path.write_text(json.dumps({"format": "journal", "version": 1, "tables": tables}), encoding="utf-8")
    assert run("import", str(path), "--yes").code == 0


def ids(found: Any) -> tuple[list[str], list[str]]:
    return [one["id"] for one in found.json["contacts"]], [one["id"] for one in found.json["entries"]]


def test_the_json_of_a_find(run: Run, book: None) -> None:
    found = run("find", "ana", "--json", *NOW).json
    (ana,) = found["contacts"]
    assert set(ana) >= {"id", "name", "org", "circle", "state", "due", "ratio", "warmth", "band", "last_talk"}
    assert (ana["id"], ana["name"], ana["org"], ana["circle"]) == ("A", "Ana Gómez", "Northwind", "close")
    assert ana["last_talk"] == "2026-11-20"
    newest = found["entries"][0]
    assert newest == {
        "id": "I2",
        "on": "2026-11-20",
        "kind": "call",
        "contacts": [{"id": "A", "name": "Ana Gómez"}],
        "note": "salary",
    }


def test_an_empty_query_finds_all_but_the_archived(run: Run, book: None) -> None:
    for query in ([], [""]):
        people, entries = ids(run("find", *query, "--json", *NOW))
        assert (sorted(people), entries) == (["A", "B"], ["I2", "I1"])
    assert sorted(ids(run("find", "status:any", "--json", *NOW))[0]) == ["A", "B", "C"]


def test_nobody_who_never_spoke_has_a_last_talk_or_warmth(run: Run, book: None) -> None:
    (cleo,) = run("find", "status:archived", "--json", *NOW).json["contacts"]
    assert (cleo["last_talk"], cleo["warmth"], cleo["band"]) == (None, 0, "quiet")


@pytest.mark.parametrize(
    ("words", "people", "entries"),
    [
        (["ana", "head"], ["A"], []),
        (["circle:close"], ["A"], []),
        (["kind:call"], [], ["I2"]),
        (["@ana", "@bob"], [], ["I1"]),
        (["-org:nhs"], ["A"], []),
        (["circle:close", "-org:nhs", "--limit", "5"], ["A"], []),
        (["--", "-org:nhs"], ["A"], []),
        (["on:2026-11"], [], ["I2"]),
        (["@ana -rust"], ["A"], ["I2"]),
    ],
)
def test_the_filter_language_works_on_both_lists(
    run: Run, book: None, words: list[str], people: list[str], entries: list[str]
) -> None:
    assert ids(run("find", "--json", *NOW, *words)) == (people, entries)


def test_a_limit_holds_for_each_list_and_nought_is_all(run: Run, book: None) -> None:
    limited = run("find", "--limit", "1", "--json", *NOW)
    assert [len(part) for part in ids(limited)] == [1, 1]
    assert "Only the first 1 are shown" in limited.err
    assert [len(part) for part in ids(run("find", "--limit", "0", "--json", *NOW))] == [2, 2]


def test_an_unknown_key_is_wrong_usage_with_a_hint(run: Run, book: None) -> None:
    wrong = run("find", "cirle:close")
    assert (wrong.code, wrong.out) == (2, "")
    assert "No key `cirle`; did you mean `circle`?" in wrong.err


def test_for_eyes_there_are_lines_of_at_most_eighty_cells(run: Run, book: None) -> None:
    found = run("find", *NOW)
    assert found.code == 0
    assert "2 people" in found.out
    assert "Head of Data, Northwind" in found.out
    assert "rust jobs" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_nothing_found_is_said_and_is_no_failure(run: Run, book: None) -> None:
    nothing = run("find", "zebra")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing found.\n")


def test_an_empty_journal_finds_nothing_and_creates_nothing(run: Run, tmp_path: Path) -> None:
    found = run("find", "--json")
    assert (found.code, found.json) == (0, {"contacts": [], "entries": []})
    assert not (tmp_path / "journal").exists()


def test_control_characters_of_a_damaged_file_never_reach_the_terminal(run: Run, book: None, tmp_path: Path) -> None:
    (log,) = (tmp_path / "journal" / "log").glob("*.jsonl")
    line = json.loads(log.read_text(encoding="utf-8"))
    line["rev"] = line["rev"].replace("2026", "2027")
    line["put"] = {"contacts": {"A": {"name": "\x1b[2JAna\x07", "circle": "open"}}}
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    found = run("find", "ana")
    assert "\x1b" not in found.out
    assert "[2JAna" in found.out
