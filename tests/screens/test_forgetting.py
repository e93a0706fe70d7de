"""Forgetting somebody from the full screen asks twice and says what is out of reach."""

from __future__ import annotations

from typing import Any


async def begin(screen: Any) -> None:
    """Ask to forget Bob Lee."""
    await screen.press("slash")
    await screen.type("bob")
    await screen.press("enter")
    await screen.see("1 of 3")
    screen.place.action_act("forget")
    await screen.see("Forget Bob Lee?")


async def test_it_asks_twice_and_then_nothing_is_left(small: Any) -> None:
    async with small.running() as screen:
        await begin(screen)
        await screen.press("f")
        if "name them" in screen.text:
            await screen.press("r")
        await screen.see("Really forget Bob Lee?")
        await screen.press("y")
        await screen.see("Out of reach")
        await screen.press("escape")
        await screen.gone("Bob Lee")
    assert all(doc["name"] != "Bob Lee" for doc in small.journal().contacts.docs.values())


async def test_enter_alone_never_forgets_anybody(small: Any) -> None:
    async with small.running() as screen:
        await begin(screen)
        await screen.press("enter")
        await screen.gone("Forget Bob Lee?")
    assert "BOB LEE" in small.journal().contacts.docs


async def test_archiving_is_offered_instead(small: Any) -> None:
    async with small.running() as screen:
        await begin(screen)
        await screen.press("a")
        await screen.see("archived")
    assert small.journal().contacts.docs["BOB LEE"]["status"] == "archived"
