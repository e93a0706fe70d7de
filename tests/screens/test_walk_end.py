"""The end of a walk: names once more, plans that came up, and all that an event leaves behind, undone as one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from journal.domain.events import Event
from journal.domain.prep import PrepRun
from journal.domain.reflections import Reflection

NIGHT = datetime(2026, 11, 26, 22, 30).astimezone()
"""After the meetup, which ends at half past nine."""


def done(*steps: str) -> dict[str, Any]:
    return {step: {"status": "done", "value": True} for step in steps}


PLAN = {"if": "I know nobody", "then": "I say hello to the host"}
BEFORE = ("s.baseline", "s.objective", "meetup.host", "s.wobble", "s.aloud", "meetup.early", "s.excited", "s.ready")


def event(kind: str = "meetup", **fields: Any) -> Event:
    usual = {"title": "Health data meetup", "kind": kind, "starts": "2026-11-26T18:30", "expected": ["ANA GÓMEZ"]}
    return Event.parse({**usual, **fields}, "E")


@pytest.fixture
def evening(world: Any, make_person: Any) -> Any:
    """A meetup that is over, walked up to its door."""
    world.add(
        make_person("Ana Gómez", role="Head of Data", org="Northwind"),
        make_person("Bob Lee"),
        event(),
        PrepRun.parse({"event": "E", "checklist": "meetup", "short": True, "answers": done(*BEFORE), "plans": [PLAN]}),
    )
    return world


def run_in(world: Any) -> PrepRun:
    run: PrepRun
    (run,) = world.journal().runs
    return run


async def look_back(run: Any) -> None:
    """Tom and Ana met, a promise, and a figure."""
    await run.see("Log who you met")
    await run.type("Tom")
    await run.press("enter")
    await run.type("builds kites")
    await run.press("enter")
    await run.see("✓ Tom")
    await run.type("Ana Gómez")
    await run.press("escape", "enter")
    await run.see("✓ Ana Gómez")
    await run.press("enter")
    await run.see("Keep your promises")
    await run.type("send Tom the kite link")
    await run.press("enter")
    await run.see("□ send Tom")
    await run.press("enter")
    await run.see("How ready would you feel")
    await run.press("7", "enter")
    await run.see("Did it come up?")


def outcome(world: Any) -> tuple[Any, ...]:
    journal = world.journal()
    return (
        sorted(each.name for each in journal.contacts),
        sorted((entry.contacts, entry.note) for entry in journal.interactions),
        [(each.what, each.due) for each in journal.followups],
        [each.wins for each in journal.reflections],
        len(journal.events.get("E").met),
    )


async def test_all_that_an_event_leaves_behind_is_kept_at_the_end_and_taken_back_by_one_undo(evening: Any) -> None:
    before = outcome(evening)
    async with evening.running(place="prep", now=NIGHT) as run:
        await run.walk("E")
        await look_back(run)
        assert outcome(evening) == before
        assert run_in(evening).answer("s.log_people").waits
        await run.press("y", "enter")
        await run.see("What it leaves behind")
        assert "new" in run.text
        assert "due Sat 28 Nov" in run.text
        await run.type("I stayed")
        await run.press("enter")
        await run.type("I asked a question")
        await run.press("enter", "enter")
        await run.type("come early")
        await run.press("enter")
        await run.type("Bob Lee")
        await run.press("escape", "enter")
        await run.see("2 people, 1 promise, 1 thank-you and a look back")
        people, entries, followups, wins, met = outcome(evening)
        assert people == ["Ana Gómez", "Bob Lee", "Tom"]
        assert {note for _, note in entries} == {"", "builds kites"}
        assert dict(followups)["send Tom the kite link"] == date(2026, 11, 28)
        assert "thank Bob Lee after Health data meetup" in dict(followups)
        assert (wins, met) == ([("I stayed", "I asked a question")], 2)
        assert run_in(evening).plans[0].happened == "yes"
        assert all(entry.event == "E" for entry in evening.journal().interactions)
        await run.press("u")
        await run.until(lambda: outcome(evening) == before)
        assert run_in(evening).answer("s.log_people").waits
        await run.press("escape")
    assert outcome(evening) == before


async def test_who_leaves_early_finds_kept_what_was_noted_as_one_change(evening: Any) -> None:
    before = outcome(evening)
    async with evening.running(place="prep", now=NIGHT) as run:
        await run.walk("E")
        await run.type("Tom")
        await run.press("enter", "enter")
        await run.see("✓ Tom")
        await run.press("escape", "escape")
        await run.until(lambda: "Tom" in outcome(evening)[0])
        assert not run_in(evening).behind("s.log_people")
        await run.walk("E")
        await run.see("✓ Tom")
        await run.press("escape", "escape")
        await run.gone("✓ Tom")
        assert len(evening.journal().interactions) == 1
        await run.press("u")
        await run.until(lambda: outcome(evening) == before)


async def test_a_coffee_is_an_entry_with_whom_one_met_though_no_step_asks_for_it(world: Any, make_person: Any) -> None:
    world.add(
        make_person("Petra Novák"),
        event("coffee_chat", title="Coffee with Petra", expected=["PETRA NOVÁK"]),
        PrepRun(event="E", checklist="coffee_chat", short=True),
    )
    async with world.running(place="prep", now=NIGHT) as run:
        await run.walk("E", "s.after_ready")
        await run.press("8", "enter")
        await run.see("What it leaves behind")
        await run.see("Petra Novák")
        await run.press("escape", "enter")
        await run.see("kept  1 person")
    (entry,) = world.journal().interactions
    assert (entry.contacts, entry.kind, entry.event) == (("PETRA NOVÁK",), "meeting", "E")


@pytest.mark.parametrize("key", ["y", "n"])
async def test_whether_a_plan_came_up_is_a_key_and_the_same_key_takes_it_back(evening: Any, key: str) -> None:
    async with evening.running(place="prep", now=NIGHT) as run:
        await run.walk("E", "plans")
        await run.see("If I know nobody, then I say hello to the host.")
        await run.press(key)
        assert run_in(evening).plans[0].happened == {"y": "yes", "n": "no"}[key]
        await run.press(key)
        assert run_in(evening).plans[0].happened == "unknown"


async def test_how_many_plans_were_done_is_told_from_five_on(evening: Any) -> None:
    kept = [{**PLAN, "happened": "yes"}] * 3 + [{**PLAN, "happened": "no"}]
    evening.add(PrepRun.parse({"event": "OTHER", "checklist": "meetup", "plans": kept}))
    async with evening.running(place="prep", now=NIGHT) as run:
        await run.walk("E", "plans")
        assert "So far" not in run.text
        await run.press("y")
        await run.see("So far 4 of 5 plans that came up were done.")


def quizzed(*, hours: float, knew: bool = True) -> PrepRun:
    """A preparation in which Ana's name was asked for, so many hours before midday of the 25th."""
    at = (datetime(2026, 11, 25, 12).astimezone() - timedelta(hours=hours)).isoformat()
    value = [{"who": "ANA GÓMEZ", "asked": [{"at": at, "knew": knew}]}]
    answers = {"s.names": {"status": "done", "value": value}, **done("s.baseline")}
    return PrepRun.parse({"event": "E", "checklist": "other", "added": ["s.names"], "answers": answers})


@pytest.mark.parametrize(("hours", "asked"), [(5, False), (6, True), (17, True)])
async def test_names_are_asked_again_at_the_next_opening_after_six_hours(
    world: Any, make_person: Any, hours: int, asked: bool
) -> None:
    world.add(make_person("Ana Gómez", role="Head of Data"), event("other"), quizzed(hours=hours))
    async with world.running(place="prep", now=datetime(2026, 11, 25, 12).astimezone()) as run:
        await run.walk("E")
        assert ("Once more, their names" in run.text) is asked
        if asked:
            await run.press("space", "y")
            await run.see("You know 1 of 1 name")
            assert "Thu 26 Nov, 06:00" in run.text  # eighteen hours later
            await run.press("enter")
            await run.gone("their names")
    times = run_in(world).answer("s.names").value[0]["asked"]
    assert len(times) == 1 + asked


async def test_names_are_asked_for_after_the_event_with_those_one_met(world: Any, make_person: Any) -> None:
    world.add(
        make_person("Ana Gómez", role="Head of Data"),
        make_person("Bob Lee", org="Kites"),
        event("other", met=["BOB LEE"]),
        quizzed(hours=0),
    )
    async with world.running(place="prep", now=NIGHT) as run:
        await run.walk("E")
        await run.see("1 of 2")
        await run.press("space", "n")
        await run.see("2 of 2")
        await run.see("Kites")


async def test_the_note_about_help_stands_there_once_and_undo_passes_it_over(world: Any) -> None:
    low = {"confidence_before": 2, "confidence_door": 3, "confidence_after": 2}
    for number in range(4):
        day = f"2026-10-0{number + 1}"
        world.add(
            Event.parse({"title": "Evening", "kind": "meetup", "starts": day, "status": "attended"}, f"P{number}"),
            PrepRun.parse({"event": f"P{number}", "checklist": "meetup", **low}),
        )
    answers = done("s.log_people", "s.promises", "s.actual", "meetup.three_times")
    world.add(
        event(expected=[]),
        PrepRun.parse({"event": "E", "checklist": "meetup", "short": True, "answers": answers, "confidence_before": 3}),
        Reflection.parse({"on": "2026-11-26", "about": {"kind": "event", "id": "E"}, "wins": ["stayed"]}),
    )
    words = "If fear keeps you from things you want"
    async with world.running(place="prep", now=NIGHT) as run:
        await run.walk("E", "s.after_ready")
        await run.press("2", "enter")
        await run.see(words)
        assert "fail" not in run.text.lower()
        await run.press("u")
        await run.until(lambda: run_of(world).confidence_after is None)
        await run.press("escape")
        await run.walk("E", "s.after_ready")
        await run.press("2", "enter")
        await run.until(lambda: run_of(world).confidence_after == 2)
        await run.gone("How ready would you feel")
        assert words not in run.text


def run_of(world: Any) -> PrepRun:
    found: PrepRun = next(run for run in world.journal().runs if run.event == "E")
    return found
