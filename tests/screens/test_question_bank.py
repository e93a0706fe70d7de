"""The question bank: looked through by event, depth and words; some of them go along to the event."""

from __future__ import annotations

from typing import Any

import pytest

from journal.domain.events import Event
from journal.prep_texts import load_prep

BANK = load_prep("/nowhere").questions.questions
OPENER = BANK["q.open.01"].text


@pytest.fixture
def meetup(world: Any) -> Any:
    """A meetup that comes with one question of one's own, and a past one at which an opener was asked."""
    event = {"title": "Health data meetup", "kind": "meetup", "starts": "2026-11-26T18:30"}
    world.add(
        Event.parse({**event, "questions": ["Who runs the data team?"]}, "MEETUP"),
        Event.parse({"title": "Interview", "kind": "job_interview", "starts": "2026-12-03T10:00"}, "JOB"),
        Event.parse({"title": "Rust Leeds", "starts": "2026-05-04", "questions": [OPENER]}, "PAST"),
    )
    return world


def questions(world: Any, event: str = "MEETUP") -> tuple[str, ...]:
    found: tuple[str, ...] = world.journal().events.get(event).questions
    return found


async def opened(run: Any) -> None:
    await run.see("Coming up")
    await run.press("Q")
    await run.see("With you to Health data meetup")


async def test_the_bank_opens_for_the_event_under_the_cursor_with_what_goes_along_already(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        for words in ("for Health data meetup", "Start a conversation", "Who runs the data team?", "How to ask"):
            await run.see(words)
        assert "What does the team expect" not in run.text  # one for interviews


async def test_it_says_at_which_event_a_question_was_asked_before(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.press("slash")
        await run.type("brought")
        await run.press("enter")
        await run.see("Rust Leeds, 4 May")


async def test_enter_takes_a_question_along_again_leaves_it_here_and_undo_takes_that_back(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        first = run.app.screen.chosen[0].text
        await run.press("enter")
        await run.until(lambda: questions(meetup) == ("Who runs the data team?", first))
        await run.see("2 questions go with you")
        await run.press("enter")
        await run.until(lambda: questions(meetup) == ("Who runs the data team?",))
        await run.press("u")
        await run.until(lambda: len(questions(meetup)) == 2)


async def test_all_that_are_marked_are_taken_or_copied_together(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.press("space", "space", "y")
        await run.see("Copied 2 questions")
        chosen = [one.text for one in run.app.screen.chosen]
        assert run.app.clipboard == "\n".join(chosen)
        await run.press("enter")
        await run.until(lambda: questions(meetup) == ("Who runs the data team?", *chosen))
        assert not run.app.screen.rows.marked


async def test_another_event_and_a_depth_show_other_questions(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.press("f", "down", "enter")
        await run.see("for Interview")
        await run.press("o", "down", "down", "down", "down", "enter")
        await run.see("Your questions for the interviewer")
        assert "Stay with what they just said" not in run.text
        await run.press("f", "end", "up", "enter")
        await run.see("for company social")
        await run.see("None here; f and o show others.")


async def test_one_of_ones_own_goes_along_and_can_be_left_here(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.press("n")
        await run.see("A question of your own")
        await run.type("What broke?")
        await run.press("ctrl+s")
        await run.until(lambda: questions(meetup) == ("Who runs the data team?", "What broke?"))
        await run.press("tab", "x")
        await run.until(lambda: questions(meetup) == ("What broke?",))


async def test_a_question_with_an_open_place_is_finished_first(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.press("f", "end", "enter", "slash")
        await run.type("myself")
        await run.press("enter", "f", "enter", "enter")
        await run.see("Finish the question")
        await run.press("ctrl+s")
        await run.until(lambda: "May I write to you about …?" in str(questions(meetup)))


async def test_without_an_event_the_whole_bank_can_be_copied_and_one_is_told_how_to_go_on(world: Any) -> None:
    async with world.running(place="prep") as run:
        await run.press("escape")
        await run.see("No event to come.")
        await run.press("Q")
        await run.see(f"{len(BANK)} questions")
        await run.press("enter")
        await run.see("n in Prep makes an event")


async def test_questions_of_ones_own_from_the_settings_are_in_the_bank(meetup: Any) -> None:
    file = meetup.folder.parent / ".config" / "journal" / "questions.toml"
    file.parent.mkdir(parents=True)
    text = '[[question]]\nid = "mine.1"\ntext = "What is on your desk?"\nstage = "open"\nkinds = ["meetup"]\n'
    file.write_text(text, encoding="utf-8")
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.see("What is on your desk?")


async def test_on_a_narrow_terminal_tab_shows_what_goes_along_and_escape_comes_back(meetup: Any) -> None:
    async with meetup.running((60, 20), place="prep") as run:
        await run.see("Coming up")
        await run.press("Q")
        await run.see("Questions to ask")
        assert "With you to" not in run.text
        await run.press("tab")
        await run.see("With you to Health data meetup")
        await run.press("escape")
        await run.gone("With you to")
        await run.press("escape")
        await run.see("Coming up")


async def test_the_palette_opens_it_in_any_place_for_the_next_event(meetup: Any) -> None:
    async with meetup.running(place="contacts") as run:
        await run.press("ctrl+p")
        await run.type("quest")
        await run.see("Good ones by depth")
        await run.press("enter")
        await run.see("for Health data meetup")
        await run.press("5")
        await run.see("Coming up")


async def test_while_names_are_blurred_the_event_and_ones_own_questions_are_too(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.press("f8")
        await run.gone("Health data meetup")
        assert "Who runs the data team?" not in run.text
        assert OPENER in run.text


async def test_the_step_that_asks_for_three_shows_what_was_taken_along_and_loses_nothing(meetup: Any) -> None:
    four = ("What broke?", "What surprised you?", "Who else should I meet?", "What comes next?")
    starts = {"title": "Reading circle", "kind": "other", "starts": "2026-11-26T19:00"}
    meetup.add(Event.parse({**starts, "questions": four}, "CIRCLE"))
    async with meetup.running(place="prep") as run:
        await run.see("Reading circle")
        run.place.walk("CIRCLE", "s.questions")
        await run.see("What surprised you?")
        await run.press("enter", "enter", "enter")
        await run.until(lambda: any(each.event == "CIRCLE" and each.answers for each in meetup.journal().runs))
    assert questions(meetup, "CIRCLE") == four
