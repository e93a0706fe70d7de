"""How introductions and starting points look: four sizes, dark and light."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.app import JournalApp
from journal.domain.contacts import Contact
from journal.domain.introductions import Introduction
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.journal import Journal

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
PEOPLE = (
    ("A", "Ana Gómez", "Northwind"),
    ("B", "Bob Lee", "Lee & Partners"),
    ("S", "小林さくら Sakura Kobayashi", "Hikari"),
    ("Z", "Zoë Ångström-Fitzgerald", "HealthConf Nordic"),
)
INTRODUCTIONS: tuple[dict[str, Any], ...] = (
    {"broker": "me", "a": "A", "b": "S", "status": "asked", "asked_on": "2026-11-18", "reason": "forecasting"},
    {"broker": "Z", "a": "me", "b": "B", "status": "made", "made_on": "2026-11-20"},
    {"broker": "me", "a": "Z", "b": "S"},
    {"broker": "me", "a": "A", "b": "B", "status": "met", "met_on": "2026-05-12"},
    {"broker": "A", "a": "me", "b": "Z", "status": "met", "met_on": "2025-02-03", "thanked_on": "2025-02-03"},
    {"broker": "me", "a": "B", "b": "S", "status": "declined", "asked_on": "2026-03-01", "yes_b": False},
)

Look = Callable[..., bool]


@pytest.fixture
def look(tmp_path: Path, snap_compare: Any) -> Look:
    def compare(size: tuple[int, int], *keys: str, theme: str = "lamplight") -> bool:
        folder = tmp_path / "journal"
        journal = Journal.open(folder, machine="other-0001", now=lambda: NOW)
        with journal.transaction("test") as transaction:
            for id, name, org in PEOPLE:
                transaction.add(Contact.parse({"name": name, "org": org, "topics": ["rust"]}, id))
            for number, fields in enumerate(INTRODUCTIONS):
                transaction.add(Introduction.parse(fields, f"I{number}"))
        app = build(Context(Paths({"HOME": str(tmp_path)}, str(folder)), lambda: NOW, {}), "contacts")

        async def before(pilot: Pilot[str]) -> None:
            assert isinstance(pilot.app, JournalApp)
            while not pilot.app.complete:
                await pilot.pause(0.01)
            pilot.app.theme = theme
            await pilot.pause(0.05)
            for key in keys:
                await pilot.press(*(["ctrl+p", *key[1:], "enter"] if key.startswith(">") else [key]))
                await pilot.pause(0.15)

        return bool(snap_compare(app, terminal_size=size, run_before=before))

    return compare


@pytest.mark.parametrize("size", SIZES)
def test_introductions(look: Look, size: tuple[int, int]) -> None:
    assert look(size, ">introductions")


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
def test_introductions_without_colours(look: Look, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR: what there is to do is told by weight and word."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert look(size, ">introductions")


def test_introductions_in_light(look: Look) -> None:
    assert look((120, 36), ">introductions", theme="daybook")


@pytest.mark.parametrize("size", SIZES[:3])
def test_an_introduction_in_its_form(look: Look, size: tuple[int, int]) -> None:
    assert look(size, ">introductions", "e")


def test_what_did_they_say(look: Look) -> None:
    assert look((80, 24), ">introductions", "j", "j", "d")


def test_whom_somebody_should_meet(look: Look) -> None:
    assert look((80, 24), "i", "enter")


@pytest.mark.parametrize("size", SIZES)
def test_starting_points(look: Look, size: tuple[int, int]) -> None:
    assert look(size, ">starting", "j", "j")


def test_starting_points_in_light(look: Look) -> None:
    assert look((120, 36), ">starting", "j", "j", theme="daybook")


@pytest.mark.parametrize("size", SIZES[:3])
def test_the_questions_of_a_starting_point(look: Look, size: tuple[int, int]) -> None:
    open_page = ("enter",) if size[0] < 100 else ()
    assert look(size, ">starting", "j", *open_page, "enter")


@pytest.mark.parametrize("size", SIZES)
def test_what_a_starting_point_makes(look: Look, size: tuple[int, int]) -> None:
    open_page = ("enter",) if size[0] < 100 else ()
    assert look(size, ">starting", "j", "j", *open_page, "enter", *"genomics", "ctrl+s")
