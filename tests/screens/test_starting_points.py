"""Starting points: from the first screen to drafts, follow-ups and a rhythm; one step back takes all of it."""

from __future__ import annotations

from typing import Any

from journal.store.journal import Journal


def goals(journal: Journal) -> list[Any]:
    return list(journal.goals)


async def palette(screen: Any) -> None:
    await screen.press("ctrl+p")
    await screen.type("starting")
    await screen.press("enter")
    await screen.see("Where are you now?")


async def test_an_empty_journal_begins_with_a_starting_point(world: Any) -> None:
    async with world.running(place="today") as screen:
        await screen.see("Choose a starting point")
        await screen.press("enter")
        await screen.see("Where are you now?")
        await screen.press("j", "j", "enter")
        await screen.see("Which field are you curious about?")
        await screen.type("genomics")
        await screen.press("ctrl+s")
        await screen.see("Test genomics in 10 talks")
        await screen.press("ctrl+s")
        await screen.see("u takes it back")
        journal = world.journal()
        assert [(goal.status, goal.pack) for goal in goals(journal)] == [("draft", "career_changer")] * 2
        assert len(journal.followups) == 3
        assert journal.settings.docs["rhythm"]["active"] == 75
        assert journal.settings.docs["capacity"]["weekly"] == 5
        assert screen.app.desk.outlook.capacity == 5
        await screen.press("u")
        journal = world.journal()
        assert (goals(journal), len(journal.followups), dict(journal.settings.docs)) == ([], 0, {})


async def test_leaving_the_list_leads_back_to_the_welcome(world: Any) -> None:
    async with world.running(place="today") as screen:
        await screen.press("enter")
        await screen.see("Where are you now?")
        await screen.press("escape")
        await screen.see("Choose a starting point")


async def test_one_step_back_from_the_preview_keeps_the_answers(small: Any) -> None:
    async with small.running() as screen:
        await palette(screen)
        await screen.press("enter")
        await screen.type("opera")
        await screen.press("ctrl+s")
        await screen.see("what it makes")
        await screen.press("escape")
        await screen.see("Which field?")
        await screen.see("opera")
        await screen.press("escape", "escape")
        assert not goals(small.journal())


async def test_of_several_the_last_rhythm_holds_and_that_is_said(small: Any) -> None:
    async with small.running() as screen:
        await palette(screen)
        await screen.press("j", "j", "space", "j", "j", "j", "j", "space", "enter")
        await screen.see("Changing career + Returning from a break")
        await screen.press("ctrl+s", "end")
        await screen.see("are those of “Returning from a break”")
        await screen.press("ctrl+s")
        await screen.see("Made 4 draft goals")
        assert len(goals(small.journal())) == 4
        assert small.journal().settings.docs["capacity"]["weekly"] == 3


async def test_what_was_chosen_before_is_said(small: Any) -> None:
    async with small.running() as screen:
        for _ in range(2):
            await palette(screen)
            await screen.press("enter", "ctrl+s")
            await screen.see("what it makes")
            seen = "You chose “Student or first job” before" in screen.text
            await screen.press("ctrl+s")
            await screen.see("u takes it back")
        assert seen


async def test_a_narrow_terminal_shows_the_pack_before_it_goes_on(small: Any) -> None:
    async with small.running(size=(60, 20)) as screen:
        await palette(screen)
        await screen.press("enter")
        await screen.see("You know more people than you think")
        await screen.press("escape")
        await screen.see("Where are you now?")
        await screen.press("enter", "enter")
        await screen.see("Which field?")
        await screen.type("law")
        await screen.press("ctrl+s")
        await screen.see("Create")


async def test_a_figure_that_is_none_is_said_beside_its_field(small: Any) -> None:
    async with small.running() as screen:
        await palette(screen)
        await screen.press("j", "j", "j", "j", "enter")
        await screen.see("How many?")
        await screen.type("many")
        await screen.press("ctrl+s")
        await screen.see("not a figure; try 4")


async def test_what_a_starting_point_puts_first_is_told_before_and_is_first_from_then_on(small: Any) -> None:
    async with small.running(size=(120, 60)) as screen:
        await palette(screen)
        await screen.press("j", "j")
        await screen.see("Comes first from then on")
        for words in ("coffee chat · meetup", "From there to here", "What would make you say yes to a newcomer"):
            await screen.see(words)
        await screen.press("enter", "ctrl+s", "ctrl+s")
        await screen.see("u takes it back")
        await screen.press("2")
        screen.place.reveal("ANA GÓMEZ")
        await screen.press("m")
        await screen.see("For where you are now")
        rows = screen.text[screen.text.index("For where you are now") :].split("\n")
        assert "Former acquaintance, with a question" in rows[1]
        await screen.press("escape", "5", "n")
        await screen.see("coffee chat, meetup …")
        await screen.press("escape", "p")
        await screen.see("From there to here")
        assert screen.text.index("From there to here") < screen.text.index("What I do")
        await screen.press("escape", "Q")
        await screen.see("How did you get into that?")
        deepen = [row.id for row in screen.app.screen.rows.rows if row.first and row.id.startswith("q.deepen")]
        assert set(deepen[:3]) == {"q.deepen.21", "q.deepen.09", "q.deepen.10"}
        await screen.press("escape", "2", "u")
        await screen.see("Undone")
        await screen.press("m")
        await screen.see("find a draft")
        assert "For where you are now" not in screen.text
