"""`journal prep`: events and preparations as text and JSON, and what is wrong with one's own checklists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.prep import PrepRun
from journal.shell.context import Context

Run = Callable[..., Any]
NOW = ("--now", "2026-11-24T09:00")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    root = tmp_path / "journal"
    journal = Context.build(str(root), NOW[1]).journal()
    with journal.transaction("events") as transaction:
        transaction.add(Contact.parse({"name": "Ana Gómez"}, "ANA"))
        for id, title, kind, starts, status in (
            ("E1", "Health data meetup", "meetup", "2026-11-26T18:30", "planned"),
            ("E2", "Garden party", "party", "2026-12-09", "planned"),
            ("E3", "Rust Leeds", "meetup", "2026-10-04T18:30", "attended"),
            ("E4", "Dinner", "industry_dinner", "2026-10-01", "missed"),
        ):
            event = {"title": title, "kind": kind, "starts": starts, "status": status}
            transaction.add(Event.parse({**event, "expected": ["ANA", "the host"] if id == "E1" else []}, id))
        answers = {"s.baseline": {"status": "done", "value": 4}, "s.objective": {"status": "skipped"}}
        transaction.add(PrepRun.parse({"event": "E1", "checklist": "meetup", "answers": answers}, "R1"))
        rated = {"confidence_before": 5, "confidence_after": 8}
        transaction.add(PrepRun.parse({"event": "E3", "checklist": "meetup", **rated}, "R3"))
    return root


def test_what_is_coming_stands_first_with_its_steps_then_what_was_with_its_change(run: Run, folder: Path) -> None:
    out = run(*NOW, "prep", "--list", folder=folder).out
    lines = [" ".join(line.split()) for line in out.split("\n")]
    assert lines[:3] == [
        "Coming up",
        "Health data meetup Meetup 2/17 Thu 18:30",
        "Garden party Event Wed 9 Dec",
    ]
    assert "Rust Leeds Meetup 5 → 8 Sun 4 Oct" in lines
    assert lines.index("Rust Leeds Meetup 5 → 8 Sun 4 Oct") < lines.index("Dinner Industry dinner missed Thu 1 Oct")


def test_a_script_gets_the_events_with_the_step_that_comes_next(run: Run, folder: Path) -> None:
    found = run(*NOW, "prep", "--list", "--json", "health", folder=folder).json
    (event,) = found["events"]
    assert (event["id"], event["stage"], event["done"], event["steps"], event["next"], event["run"]) == (
        *("E1", "plan", 2, 17, "meetup.host", "R1"),
    )
    assert event["expected"] == [{"id": "ANA", "name": "Ana Gómez"}, {"id": None, "name": "the host"}]
    assert [each["id"] for each in found["runs"]] == ["R1"]
    assert len(run(*NOW, "prep", "--json", folder=folder).json["events"]) == 4


def test_an_event_that_is_not_there_is_said(run: Run, folder: Path) -> None:
    found = run(*NOW, "prep", "--list", "wedding", folder=folder)
    assert found.code == 1
    assert found.err == "There is no event “wedding”.\n"


def test_a_preparation_needs_a_terminal(run: Run, folder: Path) -> None:
    found = run(*NOW, "prep", folder=folder)
    assert found.code == 1
    assert "needs a terminal" in found.err


def test_checklists_that_can_be_used_are_counted(run: Run, folder: Path) -> None:
    found = run("prep", "--check", folder=folder)
    assert found.code == 0
    assert found.out == "All is well: 11 checklists of 172 steps, 38 shared steps, 94 questions.\n"


def test_what_is_wrong_with_ones_own_is_said_with_file_and_line(run: Run, folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "config" / "journal" / "prep"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(
        '[checklist]\nid = "mine"\ntitle = "Mine"\n[[step]]\nuse = "s.goall"\n', encoding="utf-8"
    )
    found = run("prep", "--check", folder=folder)
    assert found.code == 1
    assert "mine.toml, line 5: there is no shared step `s.goall`; did you mean `s.goal`? It is left out." in found.out
    assert found.err.startswith("2 things to look at; everything else is used")
    assert "mine.toml" in run("doctor", folder=folder).out


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """(place, id) of every full screen that was opened: on a terminal, without one being there."""
    screens: list[tuple[str, str | None]] = []

    def open_screen(context: Context, place: str, wanted: str | None = None) -> int:
        screens.append((place, wanted))
        return 0

    monkeypatch.setattr("journal.shell.screen.open_screen", open_screen)
    monkeypatch.setattr("journal.shell.output.on_terminal", lambda: True)
    return screens


def more_events(root: Path, *events: tuple[str, str, str]) -> None:
    with Context.build(str(root), NOW[1]).journal().transaction("more") as transaction:
        for id, title, starts in events:
            transaction.add(Event.parse({"title": title, "starts": starts}, id))


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ([], ""),
        (["health"], "E1"),
        (["data", "MEETUP"], "E1"),
        (["E3"], "E3"),
        (["rust leeds"], "E3"),
        (["thursday"], "E1"),
        (["2026-10-04"], "E3"),
        (["4", "oct"], "E3"),
        (["in", "2w"], None),
        (["wedding"], None),
    ],
)
def test_the_event_that_is_meant_is_opened(
    run: Run, folder: Path, opened: list[Any], words: list[str], id: str | None
) -> None:
    found = run(*NOW, "prep", *words, folder=folder)
    assert opened == ([] if id is None else [("prep", id)])
    assert found.code == (1 if id is None else 0)


def test_where_several_could_be_meant_it_says_which(run: Run, folder: Path, opened: list[Any]) -> None:
    more_events(folder, ("E5", "Leeds data dinner", "2026-12-01"))
    found = run(*NOW, "prep", "data", folder=folder)
    assert (found.code, opened) == (1, [])
    assert found.err == (
        "“data” could be Health data meetup (Thu) or Leeds data dinner (Tue 1 Dec); "
        "say more of the title, or the day.\n"
    )


def test_of_a_series_the_next_one_is_opened_and_what_comes_goes_before_what_was(
    run: Run, folder: Path, opened: list[Any]
) -> None:
    more_events(folder, ("E5", "Rust Leeds", "2026-12-01"), ("E6", "Rust Leeds", "2027-01-05"))
    run(*NOW, "prep", "rust", folder=folder)
    assert opened == [("prep", "E5")]
    assert [each["id"] for each in run(*NOW, "prep", "--json", "rust", folder=folder).json["events"]] == [
        *("E5", "E6", "E3"),
    ]


def test_a_list_without_forecasts_has_fewer_steps(run: Run, folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "config" / "journal" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[prep]\ncalibration = false\n", encoding="utf-8")
    assert run(*NOW, "prep", "--json", "health", folder=folder).json["events"][0]["steps"] == 15


def test_questions_templates_and_the_introduction_are_checked_too(run: Run, folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "config" / "journal"
    own.mkdir(parents=True)
    texts = {
        "templates": '[[template]]\nid = "mine"\n',
        "questions": "[[question]\n",
        "pitch": "words_per_second = 0.0\n",
    }
    for name, text in texts.items():
        (own / f"{name}.toml").write_text(text, encoding="utf-8")
    found = run("prep", "--check", folder=folder)
    assert found.code == 1
    for words in ("templates.toml, line 1", "questions.toml, line 1", "pitch.toml: "):
        assert words in found.out, found.out
    assert len(found.out.splitlines()) == len(set(found.out.splitlines()))
    assert "94 questions" in found.err
