"""What somebody sees of an act: the cursor goes where the work went, a toast says what the screen does not show."""

from __future__ import annotations

import pytest


async def test_done_pressed_twice_opens_the_same_follow_up_again_and_touches_no_other(small):
    async with small.running() as run:
        await run.press("enter", "d")
        await run.see("✓ you  send the salary survey")
        assert run.place.page.current.id == run.place.targets("done")[0][1]
        await run.press("d")
        await run.see("□ you  send the salary survey")
        assert {followup.status for followup in small.journal().followups} == {"open"}


async def test_a_follow_up_that_was_closed_is_gone_when_the_page_is_opened_the_next_time(small):
    async with small.running() as run:
        await run.press("enter", "d")
        await run.see("✓ you  send the salary survey")
        await run.press("escape", "j", "k")
        await run.gone("send the salary survey  ")
        await run.see("Open between you")


async def test_removing_a_line_of_the_page_leaves_the_cursor_where_it_was(small):
    async with small.running() as run:
        await run.press("enter", "j", "j", "x")
        await run.see("Removed meeting with Ana Gómez")
        assert "planning the rust evening" in str(run.place.page.current.drawn)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_promise_made_where_the_page_is_out_of_sight_is_said(small, size):
    async with small.running(size) as run:
        await run.press("f")
        await run.type("call her back")
        await run.press("ctrl+s")
        await run.see("Follow-up: call her back")


async def test_a_promise_that_the_page_shows_is_not_said_again(small):
    async with small.running() as run:
        await run.press("f")
        await run.type("call her back")
        await run.press("ctrl+s")
        await run.see("□ you  call her back")
        await run.gone("Follow-up: call her back")


async def test_the_cursor_goes_to_a_new_person(small):
    async with small.running() as run:
        await run.press("n")
        await run.type("Zora Last")
        await run.press("ctrl+s")
        await run.see("Zora Last")
        assert small.journal().contacts.get(run.place.rows.current).name == "Zora Last"


async def test_the_cursor_goes_to_a_new_entry(small):
    async with small.running(place="timeline") as run:
        await run.press("n")
        await run.see("Log a talk")
        run.app.screen.fields["kind"].text = "note"
        run.app.screen.fields["what"].text = "a thought"
        await run.press("ctrl+s")
        await run.gone("Log a talk")
        assert small.journal().interactions.get(run.place.rows.current.id).note == "a thought"


async def test_marks_are_counted_also_when_they_are_scrolled_out_of_sight(small):
    async with small.running() as run:
        await run.press("space", "space")
        await run.see("2 marked")
        await run.press("escape")
        await run.gone("2 marked")


async def test_removing_somebody_while_the_timeline_is_read_waits_and_then_asks(small):
    async with small.running() as run:
        run.app.desk.complete = False
        await run.press("x")
        await run.see("Reading the timeline")
        run.app.desk.complete = True
        await run.see("Archived people are out of the way")
