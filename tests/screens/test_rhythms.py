"""Rhythms and capacity: changed as one step, and people moved one circle out where it is too much."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def many(world: Any, make_person: Any, make_talk: Any) -> Any:
    """Sixty people who are close: fourteen talks a week."""
    world.add(
        *(make_person(f"P{at:02}") for at in range(60)), *(make_talk(f"P{at:02}", ago=at + 1) for at in range(60))
    )
    return world


async def palette(screen: Any, words: str) -> None:
    await screen.press("ctrl+p")
    await screen.type(words)
    await screen.pilot.pause(0.4)
    await screen.press("enter")


async def test_the_week_and_the_rhythms_change_as_one_step(many: Any) -> None:
    async with many.running(place="today") as screen:
        await palette(screen, "rhythms and")
        await screen.see("the rhythms ask for 14.0")
        assert "60 people" in screen.text
        await screen.press("ctrl+a", "ctrl+k")
        await screen.type("8")
        await screen.press("tab", "tab", "ctrl+a", "ctrl+k")
        await screen.type("6w")
        await screen.see("the rhythms ask for 10.0")
        await screen.press("ctrl+s")
        await screen.see("Now close every 42 days, 8 talks a week.")
        await screen.see("of 8 talks this week")
        settings = many.journal().settings.docs
        assert (settings["rhythm"]["close"], settings["capacity"]["weekly"]) == (42, 8)
        await screen.press("u")
        await screen.see("of 5 talks this week")
        assert not many.journal().settings.docs


@pytest.mark.parametrize("text", ["0", "2", "5000", "soon"])
async def test_a_rhythm_that_makes_no_sense_is_said(many: Any, text: str) -> None:
    async with many.running(place="today") as screen:
        await palette(screen, "rhythms and")
        await screen.see("Rhythms and capacity")
        await screen.press("tab", "tab", "ctrl+a", "ctrl+k")
        await screen.type(text)
        await screen.press("ctrl+s")
        await screen.see("1 field needs a look")


async def test_insights_say_what_is_too_much_and_enter_chooses_whom_to_move(many: Any) -> None:
    async with many.running(place="today") as screen:
        await screen.pilot.pause(0.2)
        await screen.press("v")
        await screen.see("14.0 a week")
        await screen.see("Your rhythms ask for 14.0 talks a week, you planned 5.")
        await screen.see("60 people up to the close circle; about 15 is usual.")
        await screen.press("enter")
        await screen.see("Whom to move one circle out?")
        await screen.press("space", "space")
        await screen.see("Your rhythms would ask for 13.7 talks a week")
        await screen.press("enter")
        await screen.see("13.7 a week")
        moved = [each.name for each in many.journal().contacts if each.circle == "active"]
        assert sorted(moved) == ["P58", "P59"]


async def test_nobody_is_moved_when_one_leaves_it(many: Any) -> None:
    async with many.running(place="today") as screen:
        await screen.pilot.pause(0.2)
        await screen.press("v")
        await screen.see("14.0 a week")
        await screen.press("enter")
        await screen.see("Whom to move")
        await screen.press("space", "escape")
        await screen.gone("Whom to move")
    assert {each.circle for each in many.journal().contacts} == {"close"}


async def test_the_review_says_that_it_is_too_much_and_o_chooses_whom(many: Any) -> None:
    async with many.running(place="today") as screen:
        await screen.press("r", "enter", "s")
        await screen.see("Who, and why")
        assert "o fewer" in screen.text
        await screen.press("o")
        await screen.see("Whom to move one circle out?")
        await screen.press("space", "enter")
        await screen.gone("Whom to move one circle out?")
    assert [each.name for each in many.journal().contacts if each.circle == "active"] == ["P59"]
