"""How Goals looks: four sizes, a dark and a light theme, no colour, its forms and dialogs, and a book without goals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.app import JournalApp
from journal.domain.contacts import Contact
from journal.domain.goals import Goal
from journal.domain.introductions import Introduction
from journal.domain.record import Record
from journal.domain.timeline import Interaction
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.journal import Journal

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
DATA = {"role": ["data lead", "head of data"], "industry": ["health"], "location": ["Leeds"], "seniority": ["lead"]}
SLOTS: list[dict[str, Any]] = [
    {"label": "Data leads in health", "want": 3, **DATA},
    {"label": "A recruiter who knows the field", "want": 1, "role": ["recruiter"], "people": ["LEILA"]},
    {"label": "Someone who made the same move", "want": 2, "community": ["alumni in hospitals"]},
]


def day(ahead: int) -> str:
    return (NOW.date() + timedelta(days=ahead)).isoformat()


def person(id: str, name: str, *, talks: int = 6, **fields: Any) -> list[Record]:
    """Somebody, and as many talks with them every three weeks."""
    entries = [
        Interaction.parse({"contacts": [id], "on": day(-7 - 20 * n), "depth": 4}, f"T{id}{n}") for n in range(talks)
    ]
    return [Contact.parse({"name": name, "circle": "close", **fields}, id), *entries]


def people() -> list[Record]:
    health = {"industries": ["health"]}
    alumni = {"reaches": ["alumni in hospitals"]}
    return [
        *person("ANA", "Ana Gómez", role="Head of Data", location="Leeds", seniority="lead", **health),
        *person("AMARA", "Amara Eze", role="Data Lead", location="Leeds", seniority="mid", **health),
        *person("SAKURA", "小林さくら Sakura Kobayashi", talks=0, role="Data analyst", location="York", **health),
        *person("GRACE", "Grace Kim", talks=1, role="Nurse", location="Leeds", **health),
        *person("CHEN", "Chen Wei", knows=[{"contact": "GRACE", "kind": "said_so"}]),
        *person("LEILA", "Leila Farah", talks=2, role="Recruiter"),
        *person("INGRID", "Ingrid Solberg", talks=5, **alumni),
    ]


def goal(id: str, statement: str, ends: int, **fields: Any) -> Goal:
    return Goal.parse(
        {"statement": statement, "status": "active", "starts": day(-60), "horizon": day(ends), **fields}, id
    )


def goals() -> list[Record]:
    lead = {
        "why": "So that my work is about patients and I teach while I build.",
        "measure": {"name": "talks, then interviews", "unit": "talks", "target": 12, "current": 7},
        "obstacle": "I wait until I feel ready",
        "if_then": {"if": "a role fits by half", "then": "I ask for the talk that day"},
        "next_action": {"text": "write to Amara about her spring team", "due": day(0)},
        "milestones": [
            {"title": "The portfolio is two pages", "done_on": day(-20)},
            {"title": "First interview", "due": day(11)},
        ],
        "confidence": [{"on": day(-36), "value": 4}, {"on": day(-8), "value": 6}],
        "slots": SLOTS,
    }
    talk = {"contacts": ["AMARA"], "on": day(-2), "note": "her spring team", "goals": ["LEAD"]}
    return [
        goal("LEAD", "Lead a data team in health", 60, **lead),
        goal("STAGE", "Speak at one conference", 70, measure={"name": "proposals", "target": 3, "current": 0}),
        goal("ADVICE", "Two honest advisers", 200, measure={"name": "advisers", "target": 2, "current": 1}),
        goal("GIVE", "Give ten introductions", 250, measure={"name": "introductions", "target": 10, "current": 2}),
        goal("NORWAY", "Move to Norway", 400, status="paused"),
        Interaction.parse({**talk, "exchanges": [{"benefit": "knowledge", "way": "got"}]}, "SPRING"),
    ]


def under_way() -> list[Record]:
    """Somebody was asked for an introduction to a place."""
    asked = {"broker": "CHEN", "a": "me", "b": "GRACE", "status": "asked", "asked_on": day(-3)}
    reason = f"{SLOTS[0]['label']}: Lead a data team in health"
    return [*people(), *goals(), Introduction.parse({**asked, "reason": reason})]


JOURNALS: dict[str, Callable[[], list[Record]]] = {
    "full": lambda: [*people(), *goals()],
    "none": people,
    "under way": under_way,
}


@pytest.fixture
def open_goals(tmp_path: Path) -> Callable[..., JournalApp]:
    """Goals, on one of the journals."""

    def make(journal: str = "full", theme: str = "lamplight") -> JournalApp:
        store = Journal.open(tmp_path / "journal", machine="sample-0001", now=lambda: NOW)
        with store.transaction("sample") as transaction:
            for record in JOURNALS[journal]():
                transaction.add(record)
        settings = tmp_path / "home/.config/journal"
        settings.mkdir(parents=True)
        (settings / "config.toml").write_text(f'theme = "{theme}"\n')
        paths = Paths({"HOME": str(tmp_path / "home")}, str(tmp_path / "journal"))
        return build(Context(paths, lambda: NOW, {}), "goals")

    return make


def keys(*pressed: str) -> Callable[[Pilot[str]], Any]:
    """Wait until the journal is read and everybody is matched, then press these keys."""

    async def run(pilot: Pilot[str]) -> None:
        app = pilot.app
        assert isinstance(app, JournalApp)
        while not (app.complete and app.desk.audience.ready):
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        for key in pressed:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(0.1)

    return run


@pytest.mark.parametrize("theme", ["lamplight", "daybook"])
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_goals(snap_compare, open_goals, size, theme):
    """The goals by status, and beside them the first one with its board."""
    assert snap_compare(open_goals(theme=theme), terminal_size=size, run_before=keys())


@pytest.mark.parametrize("size", SIZES[:3], ids="{0[0]}x{0[1]}".format)
def test_the_board(snap_compare, open_goals, size):
    """The cursor on somebody who may fit a place."""
    assert snap_compare(open_goals(), terminal_size=size, run_before=keys("enter", *"jjjjjjjjjj"))


def test_no_colour(snap_compare, open_goals, monkeypatch):
    """NO_COLOR: places by their shape, verdicts by their word."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(open_goals(), terminal_size=(120, 36), run_before=keys("enter", *"jjjjjjj"))


@pytest.mark.parametrize("size", SIZES[:3], ids="{0[0]}x{0[1]}".format)
def test_an_introduction_on_the_board(snap_compare, open_goals, size):
    """Where it stands, and the next step, in the place it was asked for."""
    assert snap_compare(open_goals("under way"), terminal_size=size, run_before=keys("enter", *"jjjjjjjjjjj"))


@pytest.mark.parametrize("size", SIZES[:3], ids="{0[0]}x{0[1]}".format)
def test_no_goal_yet(snap_compare, open_goals, size):
    """A fact, then the key that offers."""
    assert snap_compare(open_goals("none"), terminal_size=size, run_before=keys())


@pytest.mark.parametrize("size", SIZES[:3], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("form", ["goal", "place"])
def test_forms(snap_compare, open_goals, size, form):
    """A goal that is being changed; a new place with who fits it."""
    pressed = ("e",) if form == "goal" else ("enter", "n", *"Nurses", "tab", "tab", *"nurse")
    assert snap_compare(open_goals(theme="daybook"), terminal_size=size, run_before=keys(*pressed))


@pytest.mark.parametrize("size", SIZES[:3], ids="{0[0]}x{0[1]}".format)
def test_why(snap_compare, open_goals, size):
    """What agrees, what does not, and what to ask."""
    assert snap_compare(open_goals(), terminal_size=size, run_before=keys("enter", *"jjjjjjjjjj", "w"))
