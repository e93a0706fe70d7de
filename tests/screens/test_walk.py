"""A preparation on the screen: begun, walked, interrupted, taken up again, looked back at; nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from textual.events import Key

from journal.domain.events import Event
from journal.domain.prep import PrepRun
from journal.domain.reflections import Reflection
from journal.drafts import file_for, load
from journal.paths import Paths
from journal.screens.walk.screen import WalkScreen
from journal.shell.context import Context
from journal.shell.screen import build

THURSDAY = "2026-11-26T18:30"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def meetup(world: Any, make_person: Any, make_talk: Any) -> Any:
    """A meetup on Thursday, with two people who are expected."""
    world.add(
        make_person("Ana Gómez", role="Head of Data", org="Northwind"),
        make_person("Bob Lee", org="Lee & Partners"),
        make_talk("Ana Gómez", ago=42, note="rust jobs in health"),
        Event.parse(
            {"title": "Health data meetup", "kind": "meetup", "starts": THURSDAY, "expected": ["ANA GÓMEZ"]}, "MEETUP"
        ),
    )
    return world


def run_in(world: Any) -> PrepRun:
    runs = list(world.journal().runs)
    assert len(runs) == 1
    run: PrepRun = runs[0]
    return run


async def test_a_preparation_begins_with_the_version_that_is_chosen(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP")
        await run.see("The short version")
        await run.press("down", "enter")
        await run.see("How ready do you feel right now?")
    assert run_in(meetup).short


async def test_a_rating_is_given_by_its_figure_or_by_the_arrows_and_written_at_once(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP", "s.baseline")
        await run.press("4", "right", "right", "left", "enter")
        await run.see("Set one aim that you control")
        assert run_in(meetup).confidence_before == 5
        await run.press("escape", "b", "0", "enter")
    assert run_in(meetup).confidence_before == 10


async def test_no_rating_is_made_up(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP", "s.baseline")
        await run.press("enter")
        await run.see("is not chosen yet")
        await run.press("s")
        await run.see("Set one aim that you control")
    assert run_in(meetup).confidence_before is None


async def test_a_plan_is_shown_twice_as_a_finished_sentence(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP", "s.wobble")
        await run.type("I know nobody")
        await run.press("enter")
        await run.type("I say hello to the host")
        await run.press("enter")
        await run.see("Read it twice")
        assert run.text.count("If I know nobody, then I say hello to the host.") == 2
        assert run_in(meetup).plans[0].then == "I say hello to the host"
        await run.press("enter")
        await run.gone("Read it twice")


async def test_the_arrows_take_a_plan_that_is_offered(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        screen = await run.walk("MEETUP", "s.wobble")
        await run.press("down", "down")
        assert screen.texts["if"] == "I reach for my phone to hide"


async def test_a_walk_is_taken_up_where_it_was_left_with_what_was_typed(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP", "s.baseline")
        await run.press("6", "enter")
        await run.see("Set one aim")
        await run.press("ctrl+u")
        await run.type("two names")
        await run.press("escape", "escape")
        await run.walk("MEETUP")
        await run.see("two names")
        await run.press("enter")
        await run.see("Write to the organiser")
    assert meetup.journal().events.get("MEETUP").objective == "two names"


async def test_later_keeps_what_was_typed_and_leaves_the_step_open(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP", "s.objective")
        await run.press("ctrl+u")
        await run.type("one name")
        await run.press("escape", "l")
        await run.see("Write to the organiser")
    answer = run_in(meetup).answer("s.objective")
    assert answer.status == "todo"
    assert "one name" in str(answer.value)


async def test_the_reason_for_a_step_names_its_caveat(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP", "s.excited")
        await run.press("w")
        await run.see("But:")


async def test_an_introduction_is_kept_with_its_event(meetup: Any) -> None:
    meetup.add(
        Event.parse({"title": "Evening", "kind": "other", "starts": THURSDAY}, "OTHER"),
        PrepRun(event="OTHER", checklist="other", added=("s.pitch",)),
    )
    async with meetup.running(place="prep") as run:
        await run.walk("OTHER", "s.pitch")
        await run.type("I look after data in hospitals. What brought you here?")
        await run.see("about 4 seconds")
        await run.press("escape", "enter")
        await run.gone("Write a 20-second introduction")
        journal = meetup.journal()
        assert journal.events.get("OTHER").pitch.startswith("I look after data")
        assert journal.settings.get("pitch").document()["versions"][0]["event"] == "OTHER"
        await run.press("u")
        await run.until(lambda: not meetup.journal().events.get("OTHER").pitch)
    assert "pitch" not in meetup.journal().settings


async def test_the_card_is_what_opens_during_the_event(meetup: Any) -> None:
    meetup.add(
        Event.parse({"title": "Now", "kind": "meetup", "starts": "2026-11-24T09:00", "objective": "one name"}, "NOW")
    )
    async with meetup.running(place="prep") as run:
        await run.walk("NOW")
        await run.see("one name")
        await run.gone("Skip")
        await run.press("enter")
        await run.gone("Close")


@pytest.mark.parametrize("wanted", ["", "NOW"])
async def test_the_command_opens_the_card_at_once(meetup: Any, wanted: str) -> None:
    meetup.add(Event.parse({"title": "Now", "kind": "meetup", "starts": "2026-11-24T09:00", "objective": "x1"}, "NOW"))
    context = Context(Paths({"HOME": str(meetup.folder.parent)}, str(meetup.folder)), lambda: NOW, {})
    async with build(context, "prep", wanted).run_test(size=(120, 36)) as pilot:
        run = meetup.watching(pilot.app, pilot)
        await run.see("x1")
        await run.until(lambda: isinstance(pilot.app.screen, WalkScreen))


async def test_slow_breathing_can_be_paused(meetup: Any) -> None:
    meetup.add(Event.parse({"title": "Fair", "kind": "career_fair", "starts": THURSDAY}, "FAIR"))
    async with meetup.running(place="prep") as run:
        screen = await run.walk("FAIR", "s.settle")
        await run.see("breathe in")
        await run.press("space")
        await run.see("paused")
        gone = screen.view.gone
        screen.view.tick()
        assert screen.view.gone == gone


async def test_what_is_typed_before_the_next_step_is_there_is_written_in_it(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        screen = await run.walk("MEETUP", "s.baseline")
        await run.press("4")
        for key in ("enter", "s", "l", "b", "i", "p"):
            run.app.post_message(Key(key, key if len(key) == 1 else None))
        await run.until(lambda: screen.texts.get("q0", "").endswith("slbip"), "the letters stand in the field")


async def test_a_text_of_several_lines_goes_on_from_an_empty_one_and_leaves_nothing_behind(meetup: Any) -> None:
    meetup.add(Event.parse({"title": "Trust", "kind": "job_interview", "starts": THURSDAY}, "JOB"))
    async with meetup.running(place="prep") as run:
        screen = await run.walk("JOB", "int.map")
        await run.type("dbt")
        await run.press("enter")
        await run.type("SQL")
        await run.press("enter", "enter")
        await run.see("Write five true stories")
        await run.until(lambda: set(screen.texts) == {f"q{number}" for number in range(5)})
        assert set(screen.texts.values()) == {""}
        assert not run.app.desk.drafts
    value = run_in(meetup).answer("int.map").value
    assert value == {"What they need, my proof": "dbt\nSQL"}


async def test_a_long_line_is_shown_whole_and_enter_goes_on_from_it(meetup: Any) -> None:
    async with meetup.running((80, 24), place="prep") as run:
        await run.walk("MEETUP", "s.objective")
        await run.see("Learn the names of three people")
        await run.see("cares about.")
        await run.press("enter")
        await run.see("Write to the organiser")


async def test_what_is_typed_survives_a_program_that_is_killed(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP", "s.baseline")
        await run.press("4", "enter")
        await run.see("Set one aim")
        await run.press("ctrl+u")
        await run.type("two names")
        file = file_for(run.app.desk.paths)
        await run.until(lambda: "two names" in str(load(file)), "the text is on the disk while one types")
        async with meetup.running(place="prep") as other:  # the first one never ended
            await other.walk("MEETUP")
            await other.see("two names")
            await other.press("enter")
            await other.see("Write to the organiser")
            await other.until(lambda: "two names" not in str(load(file)), "what is kept is no draft any more")
    assert meetup.journal().events.get("MEETUP").objective == "two names"


async def test_a_capture_in_an_open_walk_belongs_to_the_event(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await run.walk("MEETUP", "s.baseline")
        await run.press("c")
        await run.see("event:")
        await run.type("met @Zoe by the door")
        await run.press("enter")
        await run.until(lambda: len(meetup.journal().interactions) == 2)
        assert isinstance(run.app.screen, WalkScreen)
        await run.see("How ready do you feel right now?")
    assert [entry.event for entry in meetup.journal().interactions if entry.event] == ["MEETUP"]


async def test_with_less_than_two_hours_left_there_are_door_and_during_only(meetup: Any) -> None:
    async with meetup.running(place="prep", now=datetime.fromisoformat("2026-11-26T16:45").astimezone()) as run:
        await run.walk("MEETUP")
        await run.see("Only what helps at the door")
        assert "All steps" not in run.text
        await run.press("enter")
        await run.see("How ready do you feel now?")
        await run.press("5", "enter")
        await run.see("aim")
    run_ = run_in(meetup)
    assert (run_.short, run_.confidence_door) == (True, 5)


async def test_what_went_well_before_stands_at_the_door(meetup: Any) -> None:
    meetup.add(
        Event.parse({"title": "Rust Leeds", "kind": "meetup", "starts": "2026-10-03"}, "PAST"),
        Reflection.parse({"on": "2026-10-04", "about": {"kind": "event", "id": "PAST"}, "wins": ["asked a question"]}),
        PrepRun(event="MEETUP", checklist="meetup"),
    )
    async with meetup.running(place="prep", now=datetime.fromisoformat("2026-11-26T17:45").astimezone()) as run:
        await run.walk("MEETUP", "s.ready")
        await run.see("asked a question")


async def test_the_cards_show_everybody_who_is_expected_and_enter_comes_back(meetup: Any) -> None:
    meetup.add(Event.parse({"title": "Two", "starts": THURSDAY, "expected": ["ANA GÓMEZ", "the organiser"]}, "TWO"))
    async with meetup.running((60, 20), place="prep") as run:
        await run.walk("TWO", "s.baseline")
        await run.press("i")
        await run.see("rust jobs in health")
        await run.press("right")
        await run.see("the organiser")
        await run.press("enter")
        await run.see("How ready do you feel right now?")
