"""Insights: what was got and given, the people talked to, promises kept; all of it readable without the strokes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from textual.content import Content

from journal.derived.rates import Rate
from journal.domain.balance import Balance
from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.prep import PrepRun
from journal.domain.timeline import BENEFITS, Interaction
from journal.screens.insights_charts import happened, write_balance, write_rate, write_weeks
from journal.widgets.page import Lines

TODAY = date(2026, 11, 24)


def words(write: Callable[[Lines], object], width: int = 54) -> list[str]:
    lines = Lines(width)
    write(lines)
    return [line.content.plain.rstrip() for line in lines.lines]


def balance(got: dict[str, int], gave: dict[str, int]) -> Balance:
    full = [{benefit: each.get(benefit, 0) for benefit in BENEFITS} for each in (got, gave)]
    return Balance(full[0], full[1], full[0], {})  # type: ignore[arg-type]


def plain(text: str) -> str:
    """A line without its strokes."""
    return " ".join(text.translate(dict.fromkeys(map(ord, "━─▁▂▃▄▅▆▇█"))).split())


def test_the_balance_can_be_read_without_the_strokes() -> None:
    said = words(lambda lines: write_balance(lines, balance({"knowledge": 14}, {"knowledge": 22, "support": 5})))
    text = [plain(line) for line in said if line]
    assert text[2:4] == ["knowledge ↓ got 14", "↑ gave 22"]
    assert text[8:] == ["support ↓ got – none noted", "↑ gave 5"]


def test_got_and_gave_have_one_scale() -> None:
    said = words(lambda lines: write_balance(lines, balance({"knowledge": 10}, {"support": 5})))
    longest, half = (line.count("━") for line in said if "━" in line)
    assert longest == 2 * half or abs(longest - 2 * half) <= 1


def test_nothing_noted_yet_is_no_stroke() -> None:
    assert not any("━" in line for line in words(lambda lines: write_balance(lines, balance({}, {}))))


def test_beside_the_year_stands_what_is_of_the_last_days() -> None:
    year, lately = balance({"knowledge": 14}, {"support": 5}), balance({"knowledge": 4}, {})
    text = [plain(line) for line in words(lambda lines: write_balance(lines, year, lately)) if line]
    assert text[2:4] == ["knowledge ↓ got 14 4", "↑ gave – none noted"]
    assert text[9] == "↑ gave 5 –"


@pytest.mark.parametrize("width", [30, 54, 90])
def test_every_week_has_its_figure_and_the_last_one_is_named(width: int) -> None:
    said = words(lambda lines: write_weeks(lines, [*range(25), 0], TODAY), width)
    figures = " ".join(said).split()
    assert [each for each in figures if each == "24"]
    assert said[-1].endswith("this week")
    assert max(len(Content(line)) for line in said) <= width
    assert "–" in figures


def test_the_first_week_of_a_row_is_dated() -> None:
    said = words(lambda lines: write_weeks(lines, [1] * 26, TODAY))
    assert said[2].startswith("1 Jun")
    assert said[6].startswith("31 Aug")


def test_below_the_minimum_it_says_how_many_more_are_needed() -> None:
    said = words(lambda lines: write_rate(lines, "plans", Rate(1, 2, 3), "that happened", ("plan", "plans")))
    assert said == ["plans        3 more plans and a line appears here"]
    one = words(lambda lines: write_rate(lines, "plans", Rate(1, 4, 1), "that happened", ("plan", "plans")))
    assert one == ["plans        1 more plan and a line appears here"]


def test_a_rate_stands_in_figures() -> None:
    said = words(lambda lines: write_rate(lines, "kept", Rate(18, 21, 0), "any time", ("promise", "promises")))
    assert plain(said[0]) == "kept 18/21 any time"


def test_plans_of_which_nothing_is_known_are_not_counted() -> None:
    assert happened(["yes", "no", "unknown", ""]) == Rate(1, 2, 3)


@pytest.fixture
def year(world: Any, make_person: Callable[..., Contact], make_talk: Callable[..., Interaction]) -> Any:
    """A year in which much was got from one person, and promises were kept."""
    got = [{"benefit": "knowledge", "way": "got", "size": 2}]
    gave = [{"benefit": "opportunity", "way": "gave"}]
    old = [{"benefit": "mentorship", "way": "got", "size": 3}]
    world.add(
        make_person("Priya Nair", can_offer=["support"]),
        make_person("Bob Lee"),
        *(make_talk("Priya Nair", ago=20 * at + 1, exchanges=got) for at in range(10)),
        *(make_talk("Bob Lee", ago=30 * at + 2, exchanges=gave) for at in range(4)),
        make_talk("Bob Lee", ago=500, exchanges=old),
        *(
            FollowUp.parse({"what": f"p{at}", "due": TODAY - timedelta(days=9), "status": "done", "done_on": TODAY})
            for at in range(5)
        ),
    )
    return world


@asynccontextmanager
async def insights(world: Any, **options: Any) -> AsyncIterator[Any]:
    async with world.running(place="today", **options) as running:
        await running.until(lambda: running.app.desk.gains.ready)
        await running.press("v")
        await running.see("What you got and gave")
        yield running


async def test_v_on_today_shows_the_balance_and_what_there_is_to_say(year: Any) -> None:
    async with insights(year) as running:
        assert "the last 365 days" in running.text
        assert "No support noted this year" in running.text
        assert "Priya Nair" in running.text
        assert "People talked to" in running.text
        assert "5/5" in running.text
        assert "5 more plans and a line appears here" in running.text


async def test_o_goes_through_the_windows(year: Any) -> None:
    async with insights(year) as running:
        assert running.text.count("none noted") >= 1
        before = running.text
        await running.press("o")
        await running.see("the last 90 days")
        await running.press("o")
        await running.see("all time")
        assert running.text != before
        await running.press("o")
        await running.see("the last 365 days")


async def test_names_in_what_is_said_are_blurred(year: Any) -> None:
    async with insights(year) as running:
        await running.press("f8")
        await running.gone("Priya Nair")


async def test_w_says_how_it_is_counted_and_escape_leads_back(year: Any) -> None:
    async with insights(year) as running:
        await running.press("w")
        await running.see("How it is counted")
        await running.press("escape", "escape")
        await running.gone("What you got and gave")


async def test_a_figure_leads_to_its_place(year: Any) -> None:
    async with insights(year) as running:
        await running.press("2")
        await running.until(lambda: type(running.app.screen).__name__ == "ContactsScreen")
        await running.press("1")
        await running.until(lambda: type(running.app.screen).__name__ == "TodayScreen")


@pytest.fixture
def aims(year: Any, make_person: Callable[..., Contact], make_talk: Callable[..., Interaction]) -> Any:
    """A goal with one of three places filled, one without places, a draft, and four prepared meetups."""
    places = [{"label": "Nurses", "want": 2, "role": ["nurse"]}, {"label": "A recruiter", "want": 1, "role": ["x"]}]
    year.add(
        make_person("Nora", role="Nurse"),
        *(make_talk("Nora", ago=ago, depth=4) for ago in (3, 20, 40)),
        Goal.parse({"statement": "Have 12 talks about care", "status": "active", "slots": places}, "CARE"),
        Goal.parse({"statement": "Read one book a month", "status": "active"}),
        Goal.parse({"statement": "Speak at a conference", "slots": places}),
    )
    for at, (before, door, after) in enumerate([(3, 4, 6), (4, 6, 7), (5, 6, 7), (6, 8, 9)]):
        on = TODAY - timedelta(days=200 - 40 * at)
        event = {"title": f"Meetup {at}", "kind": "meetup", "starts": f"{on}T18:30", "status": "attended"}
        ratings = {"confidence_before": before, "confidence_door": door, "confidence_after": after}
        year.add(
            Event.parse(event, f"E{at}"),
            PrepRun.parse({"event": f"E{at}", "checklist": "meetup", **ratings, "expected": 4, "actual": 6}),
        )
    year.add(Event.parse({"title": "Fair", "kind": "career_fair", "starts": f"{TODAY}T18:30"}, "FAIR"))
    year.add(PrepRun.parse({"event": "FAIR", "checklist": "career_fair", "confidence_before": 2}))
    return year


async def test_for_each_goal_it_says_how_many_places_are_filled_and_leads_there(aims: Any) -> None:
    async with insights(aims) as running:
        await running.see("1 of 3 places filled")
        (line,) = (line.split("│")[0] for line in running.text.split("\n") if "Have 12 talks about care" in line)
        assert plain(line).lstrip("▌ ") == "Have 12 talks about care 1/3 2 open"
        assert "Speak at a conference" not in running.text
        for _ in range(9):
            if "CARE" in str(running.app.screen.left.current):
                break
            await running.press("j")
        await running.press("enter")
        await running.see("Nurses")
        await running.until(lambda: running.place.rows.current.id == "CARE")


async def test_how_ready_one_felt_is_told_by_kind_in_figures_and_in_words(aims: Any) -> None:
    async with insights(aims, size=(120, 60)) as running:
        await running.see("How ready you felt")
        right = [plain(line.split("│")[-1].replace("·", "")) for line in running.text.split("\n")]
        assert "meetup 17 Jun 467 4 → 6 → 7" in right
        assert "5 Sep 689 6 → 8 → 9" in right
        assert not any("3 → 4 → 6" in line for line in right), "only the last three are shown"
        said = " ".join(right)
        assert "At the door you usually feel 2 points readier than at the start." in said
        assert "You begin 2 points readier than in your first events of this kind." in said
        assert "career 24 Nov 2 2 fair 3 more events and a line appears here." in said
        assert "On average it goes 2 points better than you expect (4 events)." in said
        await running.press("w")
        await running.see("Harder events lower it")


async def test_below_a_hundred_columns_everything_is_on_one_page(year: Any) -> None:
    async with insights(year, size=(80, 24)) as running:
        await running.press("G")
        await running.see("Promises")


async def test_what_is_written_meanwhile_is_counted(year: Any, make_talk: Callable[..., Interaction]) -> None:
    async with insights(year) as running:
        assert "reputation" in running.text
        year.add(make_talk("Bob Lee", exchanges=[{"benefit": "reputation", "way": "got", "size": 3}]), machine="m-2")
        await running.until(lambda: any("reputation" in line and " 3 ━" in line for line in running.text.split("\n")))


async def test_enter_on_what_is_said_leads_to_the_people(year: Any) -> None:
    async with insights(year) as running:
        await running.press("enter")
        await running.see("Whom to look at?")
        await running.press("enter")
        await running.gone("What you got and gave")
        await running.until(lambda: type(running.app.screen).__name__ == "ContactsScreen")
        await running.until(lambda: running.place.rows.current == "PRIYA NAIR")


async def test_where_most_people_are_is_shown_in_contacts(
    world: Any, make_person: Callable[..., Contact], make_talk: Callable[..., Interaction]
) -> None:
    names = [f"P{at}" for at in range(12)]
    world.add(
        *(make_person(name, org="Acme" if at < 9 else "Elsewhere") for at, name in enumerate(names)),
        *(make_talk(name, ago=ago) for name in names for ago in (3, 12, 25, 40)),
    )
    async with insights(world) as running:
        await running.see("9 of your 12 closest contacts are at Acme.")
        await running.press("enter")
        await running.see('org:"Acme" warmth:warm,steady')
        assert len(running.names) == 9


async def test_a_click_on_a_place_leads_there(year: Any) -> None:
    async with insights(year) as running:
        await running.pilot.click("#top", offset=(26, 0))
        await running.gone("What you got and gave")
        await running.until(lambda: type(running.app.screen).__name__ == "ContactsScreen")
