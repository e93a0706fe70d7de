"""Being away: planned in the palette, said calmly on Today, taken back; and the welcome afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from journal.domain.decisions import Decision
from journal.domain.followups import FollowUp

TODAY = date(2026, 11, 24)


@pytest.fixture
def two(world: Any, make_person: Any, make_talk: Any) -> Any:
    """Somebody to whom something was promised, and somebody whose rhythm asks for a word."""
    world.add(
        make_person("Ana"),
        make_person("Bob"),
        make_talk("Ana", ago=50),
        make_talk("Bob", ago=50),
        FollowUp.parse({"contacts": ["ANA"], "what": "send the survey", "due": "2026-11-24"}),
    )
    return world


async def palette(screen: Any, words: str) -> None:
    await screen.press("ctrl+p")
    await screen.type(words)
    await screen.pilot.pause(0.4)
    await screen.press("enter")


async def test_days_away_are_planned_said_and_taken_back_from_the_palette(two: Any) -> None:
    async with two.running(place="today") as screen:
        await screen.see("Bob")
        await palette(screen, "i am away")
        await screen.see("I am away")
        await screen.press("tab")
        await screen.type("in 9d")
        await screen.see("10 days")
        await screen.press("ctrl+s")
        await screen.see("Away Tue 24 Nov to Thu 3 Dec")
        await screen.see("Away until Thu 3 Dec. This does not wait:")
        assert "Ana" in screen.text
        await screen.gone("Bob")
        await palette(screen, "i am away")
        await screen.see("Tue 24 Nov to Thu 3 Dec")
        await screen.press("enter")
        await screen.gone("Away until")
        await screen.see("Bob")
    assert len(two.journal().decisions) == 0


async def test_who_is_back_early_was_away_until_yesterday(two: Any) -> None:
    two.add(Decision.parse({"kind": "away", "on": "2026-11-20", "until": "2026-12-10"}, "AWAY"))
    async with two.running(place="today") as screen:
        await screen.see("Away until Thu 10 Dec")
        await palette(screen, "i am away")
        await screen.see("I am back")
        await screen.press("enter")
        await screen.see("You are back.")
        await screen.press("u")
        await screen.see("Away until Thu 10 Dec")


async def test_a_last_day_before_the_first_is_said_beside_its_field(two: Any) -> None:
    async with two.running(place="today") as screen:
        await palette(screen, "i am away")
        await screen.see("I am away")
        await screen.press("ctrl+a", "ctrl+k")
        await screen.type("5 dec")
        await screen.press("tab")
        await screen.type("2 dec")
        await screen.press("ctrl+s")
        await screen.see("before the first day")


async def test_nobody_to_name_while_away_says_how_to_change_that(world: Any, make_person: Any, make_talk: Any) -> None:
    world.add(make_person("Bob"), make_talk("Bob", ago=50))
    world.add(Decision.parse({"kind": "away", "on": "2026-11-20", "until": "2026-12-10"}, "AWAY"))
    async with world.running(place="today", size=(60, 20)) as screen:
        await screen.see("Away until Thu 10 Dec. Nobody is waiting.")


@pytest.mark.parametrize("way", ["escape", "p"])
async def test_the_welcome_goes_with_escape_or_with_the_first_decision(two: Any, way: str) -> None:
    two.add(Decision.parse({"kind": "away", "on": "2026-10-10", "until": "2026-11-22"}, "AWAY"))
    async with two.running(place="today") as screen:
        await screen.see("Welcome back.")
        await screen.press(way)
        await screen.gone("Welcome back.")
    kinds = {each.kind for each in two.journal().decisions}
    assert kinds == {"away", "welcome" if way == "escape" else "pass"}


async def test_escape_writes_nothing_when_there_is_no_welcome(small: Any) -> None:
    async with small.running(place="today") as screen:
        await screen.press("escape")
    assert len(small.journal().decisions) == 0
