"""Two people who may be one: side by side, merged, told apart, and looked for in the whole book."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def twice(world: Any) -> Any:
    """Somebody who is there twice, and somebody else."""
    from journal.domain.contacts import Contact
    from journal.domain.timeline import Interaction

    world.add(
        Contact.parse({"name": "Zoë Ångström", "org": "HealthConf", "circle": "wide"}, "Z1"),
        Contact.parse({"name": "Zoe Angstrom", "org": "HealthConf", "circle": "close", "role": "Chair"}, "Z2"),
        Contact.parse({"name": "Bob Lee", "circle": "close"}, "BOB"),
        Interaction.parse({"contacts": ["Z2"], "on": "2026-11-01"}, "I1"),
    )
    return world


async def test_two_marked_people_are_merged_and_undone(twice: Any) -> None:
    async with twice.running() as screen:
        await screen.press("slash")
        await screen.type("zo")
        await screen.press("enter", "space", "space", "M")
        await screen.see("The same person?")
        await screen.see("Same name, same organisation.")
        await screen.press("enter")
        await screen.see("are one person now")
        assert len(twice.journal().contacts.docs) == 2
        await screen.press("u")
        await screen.see("Undone")
        assert len(twice.journal().contacts.docs) == 3


async def test_the_other_side_can_be_chosen(twice: Any) -> None:
    async with twice.running() as screen:
        await screen.press("slash")
        await screen.type("zo")
        await screen.press("enter", "space", "space", "M")
        await screen.see("The same person?")
        name = screen.app.screen.facts[0].second
        await screen.press("right")
        await screen.see(f"becomes        {name}")
        await screen.press("enter")
        await screen.see("are one person now")
        assert name in {document["name"] for document in twice.journal().contacts.docs.values()}


async def test_one_marked_person_is_told_how_to_go_on(twice: Any) -> None:
    async with twice.running() as screen:
        await screen.press("M")
        await screen.see("Mark two people with space")


async def test_the_whole_book_is_looked_through_and_a_no_is_remembered(twice: Any) -> None:
    async with twice.running() as screen:
        screen.place.action_duplicates()
        await screen.see("Possible duplicates: 1 pair")
        await screen.press("enter")
        await screen.see("The same person?")
        await screen.press("n")
        await screen.see("Nobody seems to be there twice.")
        screen.place.action_duplicates()
        await screen.see("Nobody seems to be there twice.")
    assert [one["kind"] for one in twice.journal().decisions.docs.values()] == ["different"]


async def test_below_96_columns_one_record_is_seen_and_tab_shows_the_other(twice: Any) -> None:
    async with twice.running((80, 24)) as screen:
        await screen.press("slash")
        await screen.type("zo")
        await screen.press("enter", "space", "space", "M")
        await screen.see("first record")
        assert "second record" not in screen.text
        await screen.press("tab")
        await screen.see("second record")
        assert "first record" not in screen.text


async def test_blurred_names_stay_blurred_side_by_side(twice: Any) -> None:
    async with twice.running() as screen:
        await screen.press("slash")
        await screen.type("zo")
        await screen.press("enter", "space", "space", "M")
        await screen.see("The same person?")
        await screen.press("f8")
        await screen.gone("HealthConf")
        assert "Zoe" not in screen.text.split("becomes")[1]


async def test_who_is_added_by_hand_and_probably_there_is_offered(twice: Any) -> None:
    async with twice.running() as screen:
        await screen.press("n")
        await screen.type("Bob Lee")
        await screen.press("ctrl+s")
        await screen.see("Already there?")
        await screen.press("s")
        await screen.see("The same person?")
        await screen.press("enter")
        await screen.see("are one person now")
    assert sum(document["name"] == "Bob Lee" for document in twice.journal().contacts.docs.values()) == 1


async def test_somebody_new_is_just_added(twice: Any) -> None:
    async with twice.running() as screen:
        await screen.press("n")
        await screen.type("Somebody Else")
        await screen.press("ctrl+s")
        await screen.see("Somebody Else")
        assert "Already there?" not in screen.text
