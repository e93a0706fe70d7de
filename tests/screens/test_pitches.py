"""Your introduction, outside of any preparation: built from a frame, checked, kept in versions, given to an event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from journal.domain.events import Event
from journal.domain.pitch import Version, versions
from journal.store.prep_runs import keep_pitch

DAY = date(2026, 11, 20)
ANSWERS = ("I help", "I did", "I do", "You?")
BUILT = "I help. I did. I do. You?"
TEXT = "I help small clinics. Last year we moved forty. Now I look at forms. How did you come to this?"


@pytest.fixture
def meetup(world: Any) -> Any:
    world.add(
        Event.parse({"title": "Health data meetup", "kind": "meetup", "starts": "2026-11-26T18:30"}, "MEETUP"),
        Event.parse({"title": "HealthConf", "kind": "conference", "starts": "2027-01-20"}, "CONF"),
    )
    return world


def kept(world: Any) -> list[Version]:
    setting = world.journal().settings.get("pitch")
    return versions(setting.document()) if setting else []


async def opened(run: Any) -> None:
    await run.see("Coming up")
    await run.press("p")
    await run.see("Your introduction")


async def build(run: Any, *answers: str) -> None:
    """Answer the questions of the first frame."""
    await run.press("enter")
    await run.see("shown by")
    for answer in answers:
        await run.type(answer)
        await run.press("tab")
    await run.press("ctrl+s")
    await run.see("said aloud")


async def test_four_answers_become_a_text_that_is_checked_and_kept_with_day_and_event(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        assert run.text.count("Working in your field") == 2  # in the list and on the page
        await build(run, *ANSWERS)
        await run.see("all 4 checks")
        await run.press("ctrl+s")
        await run.until(lambda: [each.text for each in kept(meetup)] == [BUILT])
        await run.see("1 version")
        (version,) = kept(meetup)
        assert (version.on, version.event, version.frame, version.length) == (
            *("2026-11-24", "MEETUP", "help_proof_now", "usual"),
        )
        assert meetup.journal().events.get("MEETUP").pitch == BUILT
        assert run.app.screen.version == version  # the cursor is on what was kept
        await run.press("u")
        await run.until(lambda: kept(meetup) == [])


async def test_what_the_checks_find_is_said_while_one_writes_for_the_length_that_is_wanted(meetup: Any) -> None:
    keep_pitch(meetup.journal(), " ".join([TEXT] * 2), DAY, frame="bridge", length="usual")
    async with meetup.running(place="contacts") as run:
        await run.press("ctrl+p")
        await run.type("your intro")
        await run.see("Build it, check it")
        await run.press("enter")
        await run.see("From there to here")
        await run.press("e")
        await run.see("all 4 checks")
        await run.press("tab", "ctrl+u")
        await run.type("hall")
        await run.see("This takes about")
        await run.press("shift+tab", "ctrl+end")
        await run.type(" A guru.")
        await run.see("'guru' tells people nothing")
        await run.see("End on a question")


async def test_a_changed_text_is_another_version_and_the_old_one_stays(meetup: Any) -> None:
    keep_pitch(meetup.journal(), TEXT, DAY)
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.press("enter")
        await run.see("said aloud")
        await run.type(" And you")
        await run.press("ctrl+s")
        await run.until(lambda: len(kept(meetup)) == 2)
        assert [each.event for each in kept(meetup)] == ["MEETUP", ""]
        await run.see("2 versions")


async def test_a_version_is_given_to_an_event_copied_and_removed(meetup: Any) -> None:
    keep_pitch(meetup.journal(), TEXT, DAY)
    async with meetup.running(place="prep") as run:
        await opened(run)
        await run.press("y")
        assert run.app.clipboard == TEXT
        await run.press("a", "down", "enter")
        await run.until(lambda: meetup.journal().events.get("CONF").pitch == TEXT)
        await run.see("2 versions")
        await run.press("g", "x")
        await run.until(lambda: [each.event for each in kept(meetup)] == [""])
        assert meetup.journal().events.get("CONF").pitch == TEXT
        await run.press("u")
        await run.until(lambda: len(kept(meetup)) == 2)


async def test_a_text_that_was_not_kept_comes_back(meetup: Any) -> None:
    async with meetup.running(place="prep") as run:
        await opened(run)
        await build(run, "x")
        await run.press("escape", "k")
        await run.gone("said aloud")
        assert kept(meetup) == []
        await build(run, "y")
        await run.see("Your changes of before are back")


async def test_on_a_narrow_terminal_a_version_stands_there_in_full(meetup: Any) -> None:
    keep_pitch(meetup.journal(), TEXT, DAY, event="MEETUP")
    async with meetup.running((60, 20), place="prep") as run:
        await opened(run)
        await run.see("this?")
        await run.see("Health data meetup")
