"""The weekly review on the screen: what it shows, what can be done on the spot, and that nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from journal.domain.contacts import Contact
from journal.domain.decisions import Decision
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.reflections import Reflection
from journal.domain.timeline import Interaction
from journal.screens.review import ReviewScreen
from journal.store.journal import NotSaved

TODAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)
NEXT_MONDAY = date(2026, 11, 30)


def day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


@pytest.fixture
def week(world: Any, make_person: Callable[..., Contact], make_talk: Callable[..., Interaction]) -> Any:
    """A week with something for every step."""
    world.add(
        make_person("Ana Gómez", role="Head of Data", org="Northwind", trust=4),
        make_person("Bob Lee", org="Lee & Partners"),
        make_person("Chen Wei", circle="active", stub=True, how_met="the queue at the meetup"),
        make_person("Olga Ivanova", org="Museum", circle="wide", trust=5),
        make_talk("Ana Gómez", ago=1, exchanges=[{"benefit": "support", "way": "got", "size": 2}], note="a long talk"),
        make_talk("Ana Gómez", ago=15),
        make_talk("Bob Lee", ago=41),
        make_talk("Olga Ivanova", ago=1200, depth=4),
        make_talk("Bob Lee", ago=9, kind="email", direction="out", note="the salary survey"),
        Interaction.parse({"contacts": [], "on": day(1), "kind": "note", "note": "somebody spoke of a book club"}),
        FollowUp.parse({"contacts": ["ANA GÓMEZ"], "what": "send the survey", "due": day(2)}, "SURVEY"),
        FollowUp.parse(
            {"contacts": ["BOB LEE"], "what": "the contract", "due": day(-9), "owner": "theirs"}, "CONTRACT"
        ),
        Event.parse({"title": "Health data meetup", "kind": "meetup", "starts": day(5)}, "PAST"),
        Event.parse({"title": "PyCon UK", "kind": "conference", "starts": day(-6)}, "AHEAD"),
        Goal.parse(
            {
                "statement": "Have 12 talks that lead to 3 interviews",
                "status": "active",
                "starts": day(60),
                "horizon": day(-60),
                "measure": {"name": "talks", "target": 12, "current": 3},
                "confidence": [{"on": day(8), "value": 4}],
            },
            "GOAL",
        ),
        Reflection.parse(
            {
                "on": day(8),
                "about": {"kind": "week", "id": "2026-11-16"},
                "plans": [{"if": "it is Friday", "then": "I write to Bob"}],
            },
            "BEFORE",
        ),
    )
    return world


class Reviewing:
    """The review while somebody goes through it."""

    def __init__(self, running: Any) -> None:
        self.running, self.press, self.type = running, running.press, running.type
        self.see, self.gone = running.see, running.gone
        self.journal = running.app.desk.journal

    @property
    def text(self) -> str:
        return str(self.running.text)

    @property
    def screen(self) -> Any:
        return self.running.app.screen

    @property
    def review(self) -> Reflection:
        return next(each for each in self.journal.reflections if each.about.id == "2026-11-23")

    async def open(self) -> None:
        await self.press("r")
        await self.see("A look at your week")

    async def begin(self, title: str = "Look back", *, short: bool = False) -> None:
        """Begin, and go to a step by skipping those before it."""
        await self.open()
        await self.press(*([] if short else ["j"]), "enter")
        await self.see("step 1 of")
        titles = [step.title for step in self.screen.book.steps]
        await self.at(titles[0])
        for before, after in pairwise(titles[: titles.index(title) + 1]):
            assert self.screen.view.step.title == before
            await self.press("escape", "s") if self.screen.in_field else await self.press("s")
            await self.at(after)

    async def at(self, title: str) -> None:
        """Wait until a step is on the screen."""
        for _ in range(300):
            if self.screen.view.step.title == title:
                return
            await self.running.pilot.pause(0.01)
        raise AssertionError(f"still at {self.screen.view.step.title!r}, not at {title!r}")

    async def to(self, words: str) -> None:
        """Put the cursor on the row that says so."""
        rows = self.screen.rows
        at = next(at for at, line in enumerate(rows.rows) if line.table and words in line.content.plain)
        rows.touched, rows.cursor = True, at
        await self.running.pilot.pause()


@asynccontextmanager
async def reviewing(world: Any, **options: Any) -> AsyncIterator[Reviewing]:
    async with world.running(place="today", **options) as running:
        for _ in range(400):
            if running.app.desk.outlook.ready and running.app.desk.audience.ready:
                break
            await running.pilot.pause(0.01)
        yield Reviewing(running)


async def test_the_quick_version_is_offered_first_and_has_three_steps(week: Any) -> None:
    async with reviewing(week) as it:
        await it.open()
        assert it.text.index("The quick version") < it.text.index("The whole review")
        assert "7 minutes" in it.text
        await it.press("enter")
        await it.see("step 1 of 3")
        assert "Close the open ends" in it.text


async def test_looking_back_tells_whom_one_talked_to_and_what_came_of_it(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin()
        assert "You talked to 1 person this week" in it.text
        assert "Ana Gómez" in it.text
        assert "support 2" in it.text
        assert "none noted" in it.text


async def test_a_win_is_kept_with_the_week(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin()
        await it.press("a")
        await it.type("asked a question")
        await it.press("enter")
        await it.see("went well")
        assert it.review.wins == ("asked a question",)
        assert not it.review.finished


async def test_nothing_is_written_by_opening_and_leaving(week: Any) -> None:
    async with reviewing(week) as it:
        before = it.journal.undo_list()
        await it.begin()
        await it.press("b")
        await it.see("The quick version")
        await it.press("escape")
        assert it.journal.undo_list() == before
        assert not isinstance(it.screen, ReviewScreen)


async def test_an_answer_is_kept_when_it_is_given_and_the_review_goes_on_where_it_was_left(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Close the open ends")
        await it.press("enter", "escape")
        assert it.review.answers == {"r.look_back": "skipped", "r.open_ends": "done"}
        assert not it.review.finished
    async with reviewing(week) as again:
        await again.open()
        assert "Go on where you left" in again.text
        assert "step 3 of 10" in again.text
        await again.press("enter")
        await again.see("Catch up on the journal")


async def test_open_ends_are_closed_on_the_spot_and_stay_in_sight(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Close the open ends", short=True)
        assert "the oldest noted" in it.text
        await it.press("d")
        await it.see("done")
        assert it.journal.followups.get("SURVEY").status == "done"
        assert "send the survey" in it.text
        await it.press("d")
        assert it.journal.followups.get("SURVEY").status == "open"
        await it.press("z")
        assert it.journal.followups.get("SURVEY").status == "dropped"
        await it.press("u")
        await it.running.pilot.pause(0.2)
        assert it.journal.followups.get("SURVEY").status == "open"


async def test_a_promise_gets_a_new_date(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Close the open ends", short=True)
        await it.press("e")
        await it.type("in 2w")
        await it.press("enter")
        assert it.journal.followups.get("SURVEY").due == TODAY + timedelta(days=14)


async def test_whether_a_message_was_answered_is_one_key(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Close the open ends", short=True)
        await it.to("Bob Lee  email")
        await it.press("y")
        await it.see("answered")
        entry = next(entry for entry in it.journal.interactions if entry.kind == "email")
        assert entry.answered == "yes"
        await it.press("y")
        assert it.journal.interactions.get(entry.id).answered == "unknown"


async def test_catching_up_settles_events_and_names_what_is_loose(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Catch up on the journal")
        assert "Health data meetup" in it.text
        assert "the queue at the meetup" in it.text
        assert "somebody spoke of a book club" in it.text
        await it.press("y")
        await it.see("you were there")
        assert it.journal.events.get("PAST").status == "attended"
        await it.press("n")
        assert it.journal.events.get("PAST").status == "missed"


async def test_an_entry_about_an_event_is_linked_to_it(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Catch up on the journal")
        await it.press("l")
        await it.see("Log a talk")
        it.screen.fields["with"].text = "Bob Lee"
        await it.press("ctrl+s")
        await it.running.pilot.pause(0.2)
        entries = [entry for entry in it.journal.interactions if entry.event == "PAST"]
        assert [(entry.contacts, entry.on.isoformat()) for entry in entries] == [(("BOB LEE",), day(5))]
        await it.see("noted")


async def test_who_gave_something_can_be_thanked(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Thank one person")
        assert "Ana Gómez" in it.text
        assert "support" in it.text
        await it.press("f")
        await it.see("follow-up")


async def test_people_are_taken_for_next_week_and_kept_at_once(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Choose up to three people for next week", short=True)
        await it.to("Ana Gómez")
        await it.press("space")
        await it.see("1 of 3 taken")
        chosen = [each for each in it.journal.decisions if each.kind == "chosen"]
        assert [(each.on, each.contacts) for each in chosen] == [(NEXT_MONDAY, ("ANA GÓMEZ",))]
        await it.press("space")
        assert not [each for each in it.journal.decisions if each.kind == "chosen"]


async def test_no_more_than_three_are_taken(world: Any, make_person: Any, make_talk: Any) -> None:
    names = ["Ana", "Bob", "Chen", "Dana"]
    world.add(*map(make_person, names), *(make_talk(name, ago=60 + at) for at, name in enumerate(names)))
    async with reviewing(world) as it:
        await it.begin("Choose up to three people for next week", short=True)
        for name in names:
            await it.to(name)
            await it.press("space")
        chosen = next(each for each in it.journal.decisions if each.kind == "chosen")
        assert len(chosen.contacts) == 3
        await it.see("3 are enough")


async def test_somebody_is_passed_without_a_reason(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Choose up to three people for next week", short=True)
        await it.to("Ana Gómez")
        await it.press("p")
        await it.gone("Head of Data")
        passes = [each for each in it.journal.decisions if each.kind == "pass"]
        assert [(each.on, each.contacts) for each in passes] == [(TODAY, ("ANA GÓMEZ",))]


async def test_an_old_thread_shows_its_parts_and_can_rest(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Pick up one old thread, if you like")
        assert "Olga Ivanova" in it.text
        assert "would gladly help" in it.text
        assert "30 of 30" in it.text
        await it.to("Olga Ivanova")
        await it.press("p")
        await it.see("No old thread asks for a hello")
        assert [each.contacts for each in it.journal.decisions if each.kind == "thread_pass"] == [("OLGA IVANOVA",)]


async def test_a_goal_takes_its_number_how_sure_one_is_and_the_next_step(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("One look at each goal")
        assert "3 of 12 talks" in it.text
        assert "before 4" in it.text
        await it.press("plus", "7")
        goal = it.journal.goals.get("GOAL")
        assert goal.measure.current == 4
        assert [(each.on, each.value) for each in goal.confidence][-1] == (TODAY, 7)
        await it.press("right")
        assert it.journal.goals.get("GOAL").confidence[-1].value == 8
        await it.press("e")
        await it.type("ask Ana for a name")
        await it.press("enter")
        await it.see("ask Ana for a name")
        assert it.journal.goals.get("GOAL").next_action.text == "ask Ana for a name"
        await it.press("z")
        await it.see("No active goal")
        assert it.journal.goals.get("GOAL").status == "paused"


async def test_ahead_are_events_with_what_they_cost(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Look ahead two weeks")
        assert "PyCon UK" in it.text
        assert "energy 4" in it.text or "energy 5" in it.text
        assert "not begun" in it.text
        await it.press("z")
        assert it.journal.events.get("AHEAD").status == "cancelled"


async def test_a_plan_is_shown_twice_before_the_review_goes_on(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Give one thing a time")
        await it.see("Did it happen?")
        await it.press("y")
        assert it.journal.reflections.get("BEFORE").plans[0].happened == "yes"
        await it.press("tab")
        await it.type("it is Friday at four")
        await it.press("enter")
        await it.type("I call Ana")
        await it.press("enter")
        await it.see("Read it twice")
        assert it.text.count("If it is Friday at four, then I call Ana.") == 2
        assert [(plan.if_, plan.then) for plan in it.review.plans] == [("it is Friday at four", "I call Ana")]
        await it.press("enter")
        await it.see("One line for the journal")


async def test_the_plans_that_are_offered_are_taken_with_the_arrows(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Give one thing a time")
        await it.press("tab", "down")
        assert it.screen.texts["if"] == "it is Tuesday after lunch"
        await it.press("down")
        assert it.screen.texts["if"] == "I open my laptop on Friday"


async def test_half_a_plan_is_not_kept_and_not_lost(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Give one thing a time")
        await it.press("tab")
        await it.type("it is Friday")
        await it.press("enter", "enter")
        await it.see("needs 3 letters")
        await it.press("escape", "escape")
        await it.open()
        await it.press("enter")
        await it.see("Give one thing a time")
        assert it.screen.texts["if"] == "it is Friday"


async def test_letters_are_text_in_a_field_and_keys_after_escape(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("One line for the journal")
        await it.type("bws")
        assert it.screen.texts["line"] == "bws"
        await it.press("escape", "b")
        await it.see("Give one thing a time")


async def test_the_last_line_finishes_the_review_with_one_calm_line(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("One line for the journal")
        await it.type("I listen better with a question ready")
        await it.press("enter")
        await it.see("That was your week")
        assert "You talked to 1 person." in it.text
        assert it.review.finished
        assert it.review.answers["r.note"] == "I listen better with a question ready"
        await it.press("enter")
        assert not isinstance(it.screen, ReviewScreen)


async def test_every_answer_is_one_step_of_undo(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin()
        await it.press("enter")
        await it.see("step 2 of 10")
        assert it.review.answers == {"r.look_back": "done"}
        it.journal.undo()
        assert not [each for each in it.journal.reflections if each.about.id == "2026-11-23"]


async def test_why_shows_what_is_known_with_its_caveat(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Thank one person")
        await it.press("w")
        await it.see("Why: Thank one person")
        assert "But:" in it.text


async def test_old_promises_may_all_be_let_go_after_four_weeks_and_come_back(world: Any, make_person: Any) -> None:
    old = [
        FollowUp.parse({"what": f"old {at}", "due": day(100 + at), "contacts": ["ANA"]}, f"OLD{at}") for at in range(3)
    ]
    world.add(make_person("Ana"), *old, FollowUp.parse({"what": "new", "due": day(5)}, "NEW"))
    async with reviewing(world) as it:
        await it.open()
        assert "Let go of everything older than 60 days?" in it.text
        await it.to("Let go of everything")
        await it.press("enter")
        await it.gone("Let go of everything")
        assert [it.journal.followups.get(each.id).status for each in old] == ["dropped"] * 3
        assert it.journal.followups.get("NEW").status == "open"
        it.journal.undo()
        assert [it.journal.followups.get(each.id).status for each in old] == ["open"] * 3


async def test_a_clean_slate_is_not_offered_soon_after_a_review(week: Any) -> None:
    week.add(FollowUp.parse({"what": "old", "due": day(100)}, "OLD"))
    async with reviewing(week) as it:
        await it.open()
        assert "Let go of everything" not in it.text


async def test_whom_one_chose_for_this_week_is_told_when_looking_back(week: Any) -> None:
    week.add(Decision.parse({"kind": "chosen", "on": "2026-11-23", "contacts": ["ANA GÓMEZ", "BOB LEE"]}))
    async with reviewing(week) as it:
        await it.begin()
        assert "✓ Ana Gómez" in it.text
        assert "– Bob Lee" in it.text


async def test_names_and_texts_are_blurred(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("Close the open ends", short=True)
        await it.press("f8")
        await it.gone("send the survey")
        assert "Bob Lee" not in it.text


async def test_the_review_opens_from_the_palette_in_any_place(week: Any) -> None:
    async with week.running() as running:
        await running.press("ctrl+p")
        await running.type("weekly review")
        await running.pilot.pause(0.4)
        await running.press("enter")
        await running.see("A look at your week")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 50)])
async def test_the_title_stands_on_the_same_row_in_every_step(week: Any, size: tuple[int, int]) -> None:
    async with reviewing(week, size=size) as it:
        await it.begin()
        rows = set()
        for title in [*(step.title for step in it.screen.book.steps), "That was your week"]:
            await it.at(title)
            await it.see(title)
            rows.add(next(at for at, line in enumerate(it.text.split("\n")) if line.strip() == title))
            await it.press("escape", "s") if it.screen.in_field else await it.press("s")
        assert len(rows) == 1


async def test_every_step_has_something_kind_to_say_when_there_is_nothing(world: Any, make_person: Any) -> None:
    world.add(make_person("Ana", circle="open"))
    said = {
        "Look back": "Nobody noted this week",
        "Close the open ends": "Nothing promised, nothing waiting",
        "Catch up on the journal": "Everything has its place",
        "Thank one person": "Nothing noted that somebody gave you",
        "Choose up to three people for next week": "An empty list is good news",
        "Pick up one old thread, if you like": "No old thread asks for a hello",
        "One look at each goal": "No active goal",
        "Look ahead two weeks": "Nothing is planned",
    }
    async with reviewing(world) as it:
        await it.begin()
        for title, words in said.items():
            await it.at(title)
            await it.see(words)
            await it.press("enter")
        await it.at("Give one thing a time")


async def test_a_week_can_be_looked_at_again(week: Any) -> None:
    async with reviewing(week) as it:
        await it.begin("One line for the journal")
        await it.type("first")
        await it.press("enter", "enter")
        await it.open()
        assert "You looked at this week today" in it.text
        assert "Go on where you left" not in it.text
        await it.press("j", "enter")
        await it.see("step 1 of 10")
        assert it.review.finished


async def test_when_nothing_can_be_written_one_may_still_look_on(week: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reviewing(week) as it:
        await it.begin()

        def refuse(*_: Any, **__: Any) -> Any:
            raise NotSaved("The disk is full.")

        monkeypatch.setattr(it.journal, "transaction", refuse)
        await it.press("enter")
        await it.see("The disk is full.")
        assert it.screen.view.step.title == "Look back"
        await it.press("s")
        await it.at("Close the open ends")
