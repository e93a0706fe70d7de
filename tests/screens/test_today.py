"""Today: whom to talk to now, what was promised, what is coming, and what one does about it on the spot."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from datetime import date, timedelta

import pytest

from journal.domain.decisions import Decision, Setting
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.prep import PrepRun
from journal.feed import Feed
from journal.shell import screen

TODAY = "2026-11-24"


def day(ahead: int) -> str:
    return (date.fromisoformat(TODAY) + timedelta(days=ahead)).isoformat()


def promise(what: str, ahead: int, *who: str, owner: str = "mine", **more: object) -> FollowUp:
    return FollowUp.parse({"contacts": list(who), "what": what, "due": day(ahead), "owner": owner, **more})


@pytest.fixture
def busy(world, make_person, make_talk):
    """Five people with different reasons, follow-ups both ways, an event, a moment, a goal."""
    moment = {"label": "birthday", "month": 11, "day": 28}
    world.add(
        make_person("Ana", role="Head of Data", org="Northwind", kinds=["mentor"]),
        make_person("Bob"),
        make_person("Chen", moments=[moment]),
        make_person("Dana", circle="open", met_on=day(-3)),
        make_person("Emil"),
        make_person("Fay"),
        make_talk("Ana", ago=42, note="rust jobs in health", exchanges=[{"benefit": "opportunity", "way": "got"}]),
        make_talk("Bob", ago=41, note="the offer"),
        make_talk("Chen", ago=20),
        make_talk("Emil", ago=35),
        make_talk("Fay", ago=34),
        promise("send the salary survey", -2, "ANA"),
        promise("find the book", 0),
        promise("ask about the panel", 3, "BOB"),
        promise("much later", 40, "BOB"),
        promise("introduce me to the NHS", -1, "ANA", owner="theirs"),
        Event.parse({"title": "Health data meetup", "starts": f"{day(2)}T18:30"}, "EVENT"),
        PrepRun.parse({"event": "EVENT", "answers": {"a": {"status": "done"}}}, "RUN"),
        Goal.parse(
            {
                "statement": "Have 12 talks about data in health",
                "status": "active",
                "starts": day(-45),
                "horizon": day(45),
                "measure": {"name": "talks", "target": 12, "current": 7},
            },
            "GOAL",
        ),
    )
    return world


def lines_of(run) -> list[str]:
    """The left side, line by line."""
    return [line.split("│")[0].rstrip() for line in run.text.split("\n")]


def at(run) -> str:
    """What the cursor is on."""
    row = run.place.rows.current
    return row.key if row else ""


async def test_three_people_stand_there_each_with_the_reason_that_weighs_most(busy):
    async with busy.running(place="today") as run:
        assert [row.id for row in run.place.rows.rows if row.part == "person"] == ["ANA", "BOB", "DANA"]
        await run.see("you promised: send the salary survey · 2 days ago")
        await run.see("last talk 41 days ago; your rhythm is 30")
        await run.see("you met 3 days ago; say hello while it is fresh")
        await run.see("0 of 5 talks this week")


async def test_follow_ups_come_by_day_mine_and_what_others_promised(busy):
    async with busy.running(place="today") as run:
        rows = [line.strip(" ▌") for line in lines_of(run)]
        first = next(at for at, line in enumerate(rows) if line.startswith("Follow-ups"))
        assert "2 for today" in rows[first]
        assert rows[first + 1].startswith("□ send the salary survey  Ana")
        assert rows[first + 1].endswith("2 days ago")
        assert rows[first + 2].startswith("□ find the book")
        assert rows[first + 3].startswith("□ ask about the panel  Bob")
        assert rows[first + 3].endswith("Fri")
        assert rows[first + 4].startswith("□ waiting for Ana: introduce me to the NHS")
        assert rows[first + 5].startswith("1 later")


async def test_what_comes_later_unfolds_where_it_stands(busy):
    async with busy.running(place="today") as run:
        await run.gone("much later")
        await run.press(*"jjjjjjj", "enter")
        await run.see("□ much later")
        await run.press("enter")
        assert "□ much later" not in "\n".join(lines_of(run))


async def test_in_a_short_list_some_of_what_is_coming_waits_behind_a_line(busy):
    busy.add(*[Event.parse({"title": f"Meetup {number}", "starts": day(3 + number)}) for number in range(4)])
    async with busy.running((80, 24), place="today") as run:
        await run.see("3 more")
        await run.gone("Meetup 3")
        while at(run) != "coming  more":
            before = at(run)
            await run.press("j")
            assert at(run) != before
        await run.press("enter")
        await run.see("Meetup 3")


async def test_events_moments_and_goals_say_how_far_they_are(busy):
    async with busy.running(place="today") as run:
        meetup = next(line for line in lines_of(run) if "Health data meetup" in line)
        assert "━" in meetup
        assert meetup.endswith("Thu 18:30")
        assert next(line for line in lines_of(run) if "Birthday of Chen" in line).endswith("Sat")
        goal = next(line for line in lines_of(run) if "12 talks" in line)
        assert "7/12" in goal
        assert goal.endswith("on the way")


async def test_the_page_of_a_person_says_why_now_what_was_last_and_what_is_open(busy):
    async with busy.running(place="today") as run:
        for words in ("Why now", "Last time", "Tue 13 Oct · meeting", "rust jobs in health", "↓ got opportunity"):
            await run.see(words)
        await run.see("□ you  send the salary survey")
        await run.see("□ Ana  introduce me to the NHS")


async def test_enter_goes_to_the_person_and_to_the_goal(busy):
    async with busy.running(place="today") as run:
        await run.press("j", "enter")
        assert run.place.NUMBER == 1
        assert run.place.rows.current == "BOB"
        await run.press("1", "G")
        assert at(run) == "goals goals GOAL"
        await run.press("enter")
        assert run.place.NUMBER == 3


async def test_where_there_is_one_pane_enter_opens_the_page_and_again_the_person(busy):
    async with busy.running((80, 24), place="today") as run:
        await run.press("enter")
        await run.see("Why now")
        await run.press("enter")
        assert run.place.NUMBER == 1
        await run.press("1")
        await run.see("Why now")
        await run.press("escape")
        await run.see("Reach out")


async def test_done_takes_the_follow_up_away_and_the_cursor_to_the_next(busy):
    async with busy.running(place="today") as run:
        await run.press(*"jjj")
        await run.see("Sun 22 Nov")
        await run.press("d")
        await run.see("Done: send the salary survey")
        await run.gone("□ send the salary survey")
        await run.see("due      today")
        assert "find the book" in run.place.page.rows[0].content.plain
        await run.press("z")
        assert "ask about the panel" in run.place.page.rows[0].content.plain
        await run.press("u", "u")
        await run.see("□ send the salary survey")


async def test_the_cursor_stays_among_follow_ups_while_there_are_any(busy):
    async with busy.running(place="today") as run:
        await run.press(*"jjjjjj")
        for _ in range(4):
            assert at(run).startswith("followups followups")
            await run.press("d")
        assert at(run).startswith("followups")


async def test_passing_somebody_hides_them_for_a_week_and_another_comes_up(busy):
    async with busy.running(place="today") as run:
        await run.press("j", "p")
        await run.see("Bob: not for 7 days")
        people = [row.id for row in run.place.rows.rows if row.part == "person"]
        assert "BOB" not in people
        assert len(people) == 3
        assert at(run).startswith("reach contacts")
        decision = next(iter(busy.journal().decisions))
        assert (decision.kind, decision.contacts, decision.on.isoformat()) == ("pass", ("BOB",), TODAY)
        await run.press("u")
        await run.see("last talk 41 days ago")


async def test_three_passes_in_a_row_offer_a_wider_circle(busy):
    for ago in (30, 15):
        busy.add(Decision.parse({"kind": "pass", "on": day(-ago), "contacts": ["BOB"]}))
    async with busy.running(place="today") as run:
        await run.press("j", "p")
        await run.see("A wider circle for Bob?")
        await run.press("w")
        assert busy.journal().contacts.get("BOB").circle == "active"


async def test_a_wider_circle_can_be_left_alone(busy):
    for ago in (30, 15):
        busy.add(Decision.parse({"kind": "pass", "on": day(-ago), "contacts": ["BOB"]}))
    async with busy.running(place="today") as run:
        await run.press("j", "p")
        await run.see("A wider circle for Bob?")
        await run.press("escape")
        assert busy.journal().contacts.get("BOB").circle == "close"


async def test_somebody_put_off_leaves_the_list_until_then(busy):
    async with busy.running(place="today") as run:
        await run.press("j", "s", "ctrl+s")
        await run.see("Bob hidden until")
        assert "BOB" not in [row.id for row in run.place.rows.rows if row.part == "person"]


async def test_whom_one_talked_to_leaves_the_list_and_is_counted(busy):
    async with busy.running(place="today") as run:
        await run.press("j", "l")
        await run.type("second round")
        await run.press("ctrl+s")
        await run.see("Logged")
        assert "BOB" not in [row.id for row in run.place.rows.rows if row.part == "person"]
        await run.see("1 of 5 talks this week")


async def test_a_moment_that_was_thought_of_is_done_with(busy):
    async with busy.running(place="today") as run:
        await run.press(*"jjjjjjjjj")
        assert run.place.rows.current.part == "moment"
        await run.press("d")
        await run.see("Done: Birthday of Chen")
        await run.gone("Birthday of Chen   ")
        await run.press("u")
        await run.see("Birthday of Chen   ")


async def test_a_captured_line_begins_with_whom_one_chose(busy):
    async with busy.running(place="today") as run:
        await run.press("c")
        await run.gone("@Ana")
        await run.press("escape", "j", "c")
        await run.see("@Bob")


async def test_only_a_moment_can_be_done_and_only_a_suggestion_passed(busy):
    async with busy.running((160, 40), place="today") as run:
        await run.see("p pass")
        await run.gone("d done")
        await run.press(*"jjj")
        await run.gone("p pass")
        await run.see("d done")


async def test_marks_are_of_one_kind(busy):
    async with busy.running(place="today") as run:
        await run.press("space", "space")
        assert len(run.place.rows.marked) == 2
        await run.press(*"jj", "space")
        assert len(run.place.rows.marked) == 1
        await run.press("space", "d")
        await run.see("Done: 2 follow-ups")


async def test_why_explains_the_score_and_the_warmth_term_by_term(busy):
    async with busy.running(place="today") as run:
        await run.press("w")
        await run.see("Why Ana?")
        await run.see("44.0")
        await run.see("points")
        await run.see("of 100")
        await run.press("escape", "2", "w")
        await run.see("Why ")
        await run.press("escape", "enter", "w")
        await run.see("Warmth")


async def test_why_says_what_keeps_somebody_from_coming_up(world, make_person, make_talk):
    world.add(make_person("Ana"), make_talk("Ana", ago=2))
    async with world.running() as run:
        await run.press("w")
        await run.see("Nothing asks for a word now.")
        await run.see("Tue 22 Dec")


async def test_nothing_to_do_is_said_with_the_key_that_offers(world, make_person, make_talk):
    world.add(make_person("Ana"), make_talk("Ana", ago=2))
    async with world.running(place="today") as run:
        for words in (
            "Nobody needs a word from you today.",
            "Nothing promised, nothing waiting.",
            "f on a person makes one.",
            "No event in the next two weeks.",
            "No goal yet.",
        ):
            await run.see(words)


async def test_a_week_that_is_full_says_so(world, make_person, make_talk):
    names = ["Ana", "Bob", "Chen", "Dana", "Emil"]
    world.add(*[make_person(name) for name in names], *[make_talk(name, ago=0) for name in names])
    world.add(make_person("Fay"), make_talk("Fay", ago=60))
    async with world.running(place="today") as run:
        await run.see("5 of 5 talks this week")
        await run.see("You have done your share this week.")
        await run.see("r reviews the week.")


async def test_the_capacity_of_the_week_is_the_users(world, make_person, make_talk):
    world.add(make_person("Ana"), make_talk("Ana", ago=0), Setting.parse({"weekly": 1}, "capacity"))
    async with world.running(place="today") as run:
        await run.see("1 of 1 talks this week")
        await run.see("You have done your share this week.")


async def test_a_book_without_rhythms_says_how_to_set_one(world, make_person):
    world.add(make_person("Ana", circle="open"))
    async with world.running(place="today") as run:
        await run.see("Nobody has a rhythm yet.")


async def test_who_comes_back_is_welcomed(world, make_person, make_talk):
    world.add(*[make_person(name) for name in ("Ana", "Bob", "Chen")])
    world.add(*[make_talk(name, ago=60) for name in ("Ana", "Bob", "Chen")])
    async with world.running(place="today") as run:
        await run.see("Welcome back.")
        await run.see("no rush.")


async def test_while_the_journal_is_read_nobody_is_suggested(busy):
    app = busy.app(place="today")
    async with app.run_test(size=(120, 36)) as pilot:
        seen: set[str] = set()
        while not app.complete:
            if app.place is not None:
                seen.update(row.id for row in app.place.rows.rows if row.part == "person")
            await pilot.pause(0.001)
        assert not seen
        await pilot.pause(0.05)
        assert [row.id for row in app.place.rows.rows if row.part == "person"] == ["ANA", "BOB", "DANA"]


async def test_what_another_program_writes_appears_and_the_cursor_stays(busy):
    async with busy.running(place="today") as run:
        await run.press(*"jjjj")
        before = at(run)
        busy.add(promise("water the plants", -5))
        await run.see("water the plants")
        assert at(run) == before


async def test_another_day_brings_its_own_list(busy):
    async with busy.running(place="today") as run:
        tomorrow = run.app.desk.now + timedelta(days=1)
        run.app.desk.clock = lambda: tomorrow
        await run.see("Wed 25 Nov")
        await run.see("last talk 42 days ago; your rhythm is 30")
        assert "3 days ago" in next(line for line in lines_of(run) if "□ send the salary survey" in line)


async def test_two_people_are_passed_by_together_and_come_back_together(busy):
    async with busy.running(place="today") as run:
        await run.press("space", "space", "p")
        await run.see("2 people: not for 7 days")
        await run.press("u")
        await run.see("last talk 41 days ago")
        assert [row.id for row in run.place.rows.rows if row.part == "person"] == ["ANA", "BOB", "DANA"]


async def test_names_and_words_of_ones_own_are_blurred(busy):
    async with busy.running(place="today") as run:
        await run.press("f8")
        for word in ("Ana", "salary", "meetup", "health", "Chen"):
            assert word not in run.text, word
        await run.see("last talk 41 days ago")


@pytest.mark.parametrize("height", [15, 17, 18, 19, 20, 24])
async def test_no_head_stands_alone_at_the_foot_of_the_list(busy, height):
    async with busy.running((60, height), place="today") as run:
        last = lines_of(run)[-3].strip()
        assert last not in ("Follow-ups", "Coming up", "Goals")


async def test_what_was_noted_lately_stands_beside_an_empty_day(world, make_person, make_talk):
    world.add(make_person("Ana"), make_talk("Ana", ago=2, note="the garden"))
    async with world.running(place="today") as run:
        await run.see("the garden")
        await run.press("tab", "enter")
        assert run.place.NUMBER == 2


async def test_journal_opens_on_today():
    parser = ArgumentParser()
    screen.arguments(parser)
    assert parser.parse_args([]).screen == "today"


async def test_what_needs_no_timeline_is_there_before_it_is_read(busy, monkeypatch):
    app = busy.app("today")
    held = asyncio.Event()

    async def wait(feed):
        await held.wait()
        await read(feed)

    read = Feed.read_timeline
    monkeypatch.setattr(Feed, "read_timeline", wait)
    async with app.run_test(size=(120, 36)) as pilot:
        running = busy.watching(app, pilot)
        await running.see("send the salary survey")
        assert "reading …" in running.text
        assert "Health data meetup" in running.text
        assert "Birthday of Chen" in running.text
        assert "7/12" in running.text
        await pilot.pause(0.1)
        before = next(at for at, line in enumerate(running.text.split("\n")) if "Follow-ups" in line)
        held.set()
        await running.gone("reading …")
        assert before == next(at for at, line in enumerate(running.text.split("\n")) if "Follow-ups" in line)
        assert running.app.screen.rows.current.part == "person"


@pytest.mark.parametrize(("typed", "due"), [("", 7), ("in 3d", 3), ("28 nov", 4)])
async def test_s_on_a_follow_up_asks_for_another_date_only(busy, typed, due):
    async with busy.running(place="today") as screen:
        await screen.press("j", "j", "j")
        await screen.press("s")
        await screen.see("Later: send the salary survey")
        await screen.type(typed)
        await screen.press("enter")
        await screen.see("u takes it back")
        moved = [each for each in busy.journal().followups if each.what == "send the salary survey"]
        assert [each.due for each in moved] == [date.fromisoformat(day(due))]


async def test_marked_follow_ups_move_together(busy):
    async with busy.running(place="today") as screen:
        await screen.press("j", "j", "j", "space", "space", "s")
        await screen.see("Later: 2 follow-ups")
        await screen.type("whenever")
        await screen.press("enter")
        await screen.see("not a date")
        await screen.press("ctrl+u")
        await screen.type("in 3w")
        await screen.press("enter")
        await screen.see("u takes it back")
    assert sum(each.due == date.fromisoformat(day(21)) for each in busy.journal().followups) == 2
