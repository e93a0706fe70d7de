"""Prep: events in order, a new one in three fields, what can be done to them, and the page beside the list."""

from __future__ import annotations

from typing import Any

import pytest

from journal.domain.decisions import Setting
from journal.domain.events import Event
from journal.domain.goals import Goal
from journal.domain.prep import PrepRun

DAYS = ("2026-02-02", "2026-04-02", "2026-06-02", "2026-09-02")


@pytest.fixture
def events(world: Any, make_person: Any) -> Any:
    """A meetup on Thursday half prepared, a conference, four past meetups and one of which nothing is known."""
    added: list[Any] = [make_person("Ana Gómez", role="Head of Data", org="Northwind")]
    for number, day in enumerate(DAYS):
        past = {"title": f"Rust Leeds {number}", "kind": "meetup", "starts": day, "status": "attended"}
        ratings = {"confidence_before": 3 + number, "confidence_door": 5 + number, "confidence_after": 6 + number}
        added += [Event.parse(past, f"P{number}"), PrepRun(event=f"P{number}", checklist="meetup", **ratings)]
    meetup = {"title": "Health data meetup", "kind": "meetup", "starts": "2026-11-26T18:30", "objective": "three names"}
    answers = {"s.baseline": {"status": "done", "value": 4}}
    world.add(
        *added,
        Event.parse({**meetup, "expected": ["ANA GÓMEZ", "the organiser"]}, "MEETUP"),
        PrepRun.parse({"event": "MEETUP", "checklist": "meetup", "confidence_before": 4, "answers": answers}),
        Event.parse({"title": "HealthConf", "kind": "conference", "starts": "2027-01-20"}, "CONF"),
        Event.parse({"title": "Alumni drinks", "kind": "alumni_community", "starts": "2026-11-22"}, "DRINKS"),
        Goal.parse({"statement": "Have 12 talks about the work", "status": "active"}, "GOAL"),
        Setting.parse({"my_name": "Robin", "about_me": "an analyst"}, "me"),
    )
    return world


async def ready(run: Any) -> None:
    await run.see("Coming up")


async def reveal(run: Any, id: str) -> None:
    """Put the cursor on an event."""
    run.place.reveal(id)
    await run.until(lambda: run.place.rows.current and run.place.rows.current.id == id, f"the cursor is not on {id}")


async def test_what_comes_is_in_order_and_past_events_say_how_ready_one_felt(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        text = run.text
        assert text.index("Health data meetup") < text.index("HealthConf") < text.index("Past")
        assert "1/17" in text
        assert "6 → 9" in text
        assert "went?" in text


async def test_the_page_shows_aim_people_steps_and_the_next_one(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        for words in ("three names", "Head of Data, Northwind", "the organiser", "4 before", "□ Set one aim", "next"):
            assert words in run.text, words


async def test_a_new_event_needs_three_fields(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("n")
        await run.type("Coffee with Petra")
        await run.press("tab")
        await run.type("fri 12:15")
        await run.press("tab")
        await run.type("conf")
        await run.press("ctrl+s")
        await run.see("Coffee with Petra")
    event = next(event for event in events.journal().events if event.title == "Coffee with Petra")
    assert (event.starts, event.kind) == ("2026-11-27T12:15", "conference")


async def test_an_event_without_a_day_says_what_would_work(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("n")
        await run.type("Dinner")
        await run.press("ctrl+s")
        await run.see("try thu 18:30")


async def test_i_went_and_taken_back(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await reveal(run, "DRINKS")
        await run.see("Did you go?")
        await run.press("d")
        await run.until(lambda: events.journal().events.get("DRINKS").status == "attended")
        await run.gone("Did you go?")
        await run.press("d")
        await run.see("Did you go?")


async def test_not_this_time_is_no_reproach(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await reveal(run, "DRINKS")
        await run.press("z")
        await run.see("You did not go. That is all there is to it.")


async def test_a_past_event_shows_the_line_of_its_kind_in_figures_and_words(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await reveal(run, "P3")
        await run.see("How ready, meetup")
        await run.see("6 → 8 → 9")
        await run.see("At the door you usually feel 2 points readier")


async def test_removing_an_event_takes_its_preparation_with_it_and_undo_brings_both_back(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("x")
        await run.see("Removed Health data meetup")
        assert not any(each.event == "MEETUP" for each in events.journal().runs)
        await run.press("u")
        await run.until(lambda: any(each.event == "MEETUP" for each in events.journal().runs))


async def test_a_goal_is_linked(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("a", "end", "enter")
        await run.until(lambda: events.journal().events.get("MEETUP").goals == ("GOAL",))
        await run.see("Have 12 talks")


async def test_people_are_named_who_are_in_the_book_or_not(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("j", "a", "enter")
        await run.type("Ana Gómez, the chair")
        await run.press("enter", "ctrl+s")
        await run.until(lambda: events.journal().events.get("CONF").expected == ("ANA GÓMEZ", "the chair"))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_in_one_pane_enter_shows_the_page_and_a_step_of_it_begins_there(events: Any, size: Any) -> None:
    async with events.running(size, place="prep") as run:
        await ready(run)
        await run.press("enter")
        await run.see("three names")
        for _ in range(40):
            if (line := run.place.page.current) and line.table == "steps":
                break
            await run.press("j")
        await run.press("enter")
        await run.see("step 1 of")


async def test_a_journal_without_events_says_how_to_begin(world: Any) -> None:
    async with world.running(place="prep") as run:
        await run.press("escape")
        await ready(run)
        await run.see("No event to come.")


async def test_a_step_is_added_and_the_short_version_taken(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("a", "down", "down", "down", "enter")
        await run.see("Which step?")
        await run.press("enter")
        await run.see("1 of 18 steps")
        await run.press("a", "down", "down", "down", "down", "enter")
        await run.see("1 of 9 steps")
    (made,) = [run for run in events.journal().runs if run.event == "MEETUP"]
    assert made.short
    assert len(made.added) == 1


async def test_without_calibration_no_forecast_is_asked_nor_shown(events: Any) -> None:
    config = events.folder.parent / ".config" / "journal" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[prep]\ncalibration = false\n", encoding="utf-8")
    events.add(
        *(
            PrepRun(event=f"P{number}", checklist="meetup", confidence_before=3, expected=4, actual=6)
            for number in range(len(DAYS))
        )
    )
    async with events.running(place="prep") as run:
        await run.see("1 of 15 steps")
        assert "How well do you think" not in run.text
        await reveal(run, "P3")
        await run.see("How ready, meetup")
        assert "On average it goes" not in run.text


async def test_what_is_wrong_with_a_checklist_is_said_at_the_start(events: Any) -> None:
    folder = events.folder.parent / ".config" / "journal" / "prep"
    folder.mkdir(parents=True)
    (folder / "club.toml").write_text("[checklist\n", encoding="utf-8")
    async with events.running(place="prep") as run:
        await run.see("club.toml, line 1")
        await run.see("Health data meetup")


async def test_while_an_event_is_on_it_stays_the_one_that_is_opened(events: Any) -> None:
    on = {"title": "Breakfast club", "starts": "2026-11-24T09:00", "status": "attended"}
    events.add(Event.parse(on, "ON"), Event.parse({**on, "title": "Too early", "starts": "2026-11-25"}, "LATER"))
    async with events.running(place="prep") as run:
        await run.see("Breakfast club")
        assert run.text.index("Breakfast club") < run.text.index("Health data meetup")
        assert run.text.index("Past") < run.text.index("Too early")
        run.place.begin("")
        await run.see("Close")


async def test_an_event_that_was_changed_elsewhere_while_its_form_is_open_is_not_overwritten(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("e")
        await run.see("Edit event")
        journal = events.journal()
        with journal.transaction("elsewhere") as transaction:
            event = journal.events.get("MEETUP")
            transaction.change(event, event.changed(title="Health data evening", place="Leeds Dock"))
        await run.type(" in Leeds")
        await run.press("ctrl+s")
        await run.see("has been changed elsewhere")
        await run.see("elsewhere: Health data evening")
        await run.press("ctrl+s")
        await run.until(lambda: events.journal().events.get("MEETUP").title == "Health data meetup in Leeds")
    assert events.journal().events.get("MEETUP").place == "Leeds Dock"


async def test_the_form_has_everything_of_an_event_with_people_in_the_book_and_others(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("e")
        await run.see("Edit event")
        await run.see("Ana Gómez, the organiser")
        await run.press("tab", "tab", "tab")
        await run.type("21:00")
        await run.press("tab", "tab")
        await run.type("https://example.org/meetup")
        await run.press("ctrl+s")
        await run.see("until 21:00")
        await run.see("https://example.org/meetup")
        opened: list[str] = []
        run.app.open_url = opened.append
        await run.press("b")
        await run.until(lambda: opened == ["https://example.org/meetup"])


async def test_a_message_goes_to_somebody_who_is_expected_from_the_template_of_the_step_that_waits(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("m")
        await run.see(", to Ana Gómez")
        await run.press("escape", "escape")
        await run.gone("to Ana Gómez")
        await reveal(run, "CONF")
        await run.press("m")
        await run.see("Nobody in the book is named for this event")


async def test_small_asks_go_to_those_of_the_event_or_to_somebody_who_is_named(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("ctrl+p")
        await run.type("small asks")
        await run.see("Messages that ask for a little")
        await run.press("enter")
        await run.see("What do you ask for?")
        await run.press("enter")
        await run.see(", to Ana Gómez")
        await run.press("escape", "escape")
        await run.gone("to Ana Gómez")
        await reveal(run, "CONF")
        await run.press("ctrl+p")
        await run.type("small asks")
        await run.see("Messages that ask for a little")
        await run.press("enter")
        await run.see("What do you ask for?")
        await run.press("enter")
        await run.see("Ask whom?")


async def test_only_an_event_that_has_begun_can_be_attended(events: Any) -> None:
    async with events.running(place="prep") as run:
        await ready(run)
        await run.press("d")
        await reveal(run, "DRINKS")
        await run.press("d")
        await run.until(lambda: events.journal().events.get("DRINKS").status == "attended")
    assert events.journal().events.get("MEETUP").status == "planned"
