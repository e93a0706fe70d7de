"""The walk: what fits the clock, where it goes on, what an answer becomes, and where it lands."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from journal.domain.answers import (
    given,
    landed,
    lines_of,
    people_of,
    plans_of,
    put_off,
    rating,
    said,
    sentence,
    skipped,
)
from journal.domain.checklists import STAGES, Step
from journal.domain.events import Event
from journal.domain.prep import Answer, Plan, PrepRun
from journal.domain.walk import begins, begun, clock_here, finished, hurried, span, stage_now, unknown, walk
from journal.prep_texts import load_prep

CHECKLISTS = load_prep("/nowhere").checklists
MEETUP = Event.parse({"title": "Health data meetup", "kind": "meetup", "starts": "2026-11-26T18:30"}, "E")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").astimezone()


def run(**fields: Any) -> PrepRun:
    return PrepRun.parse({"event": "E", "checklist": "meetup", **fields}, "R")


def done(*steps: str) -> dict[str, Answer]:
    return {step: Answer(status="done", value=True) for step in steps}


def step_of(kind: str, id: str) -> Step:
    step = CHECKLISTS.of(kind).step(id) or CHECKLISTS.shared[id]
    assert step is not None
    return step


@pytest.mark.parametrize(
    ("now", "stage"),
    [
        ("19T10:00", "plan"),
        ("24T23:59", "plan"),
        ("25T00:00", "eve"),
        ("26T16:29", "eve"),
        ("26T16:31", "door"),
        ("26T17:30", "door"),
        ("26T18:30", "during"),
        ("26T21:30", "during"),
        ("26T21:31", "after"),
        ("29T10:00", "after"),
    ],
)
def test_the_stage_fits_the_clock(now: str, stage: str) -> None:
    assert stage_now(MEETUP, at(now)) == stage


def test_an_event_without_a_time_takes_the_day_and_one_with_days_goes_on_between_them() -> None:
    fair = Event.parse({"title": "Fair", "starts": "2026-11-26"})
    assert stage_now(fair, at("26T08:30")) == "door"
    assert stage_now(fair, at("26T20:00")) == "during"
    assert stage_now(fair, at("27T00:10")) == "after"
    days = Event.parse({"title": "Conf", "starts": "2026-11-26T09:00", "ends": "2026-11-27T17:00"})
    assert stage_now(days, at("26T23:00")) == "during"
    assert stage_now(days, at("27T17:01")) == "after"


def test_with_less_than_two_hours_left_only_the_short_way_through_door_and_event_is_walked() -> None:
    now = at("26T17:00")
    begin = begun(MEETUP, now, CHECKLISTS)
    found = walk(MEETUP, begin, CHECKLISTS, now)
    assert found.hurried
    assert [step.id for step in found.steps] == ["s.ready", "s.one_more"]
    assert found.at == 0
    assert not hurried(MEETUP, at("26T16:29"))
    assert not begun(MEETUP, at("26T16:29"), CHECKLISTS).short


def test_what_was_prepared_in_full_keeps_its_door_when_time_runs_out() -> None:
    found = walk(MEETUP, run(answers=done("s.baseline")), CHECKLISTS, at("26T17:00"))
    assert [step.id for step in found.steps if step.stage == "door"] == [
        *("meetup.early", "s.excited", "s.expect", "s.ready")
    ]


def test_the_short_version_is_the_required_steps() -> None:
    found = walk(MEETUP, run(short=True), CHECKLISTS, at("20T10:00"))
    assert len(found.steps) == 8
    assert all(step.required for step in found.steps)
    assert found.steps[found.at or 0].id == "s.baseline"


def test_it_goes_on_at_the_first_step_of_the_stage_that_waits() -> None:
    answers = done("s.baseline") | {"s.objective": Answer(status="skipped")}
    found = walk(MEETUP, run(answers=answers), CHECKLISTS, at("20T10:00"))
    assert found.at is not None
    assert found.steps[found.at].id == "meetup.host"
    assert found.done == 2
    door = walk(MEETUP, run(answers=answers), CHECKLISTS, at("26T17:40"))
    assert door.at is not None
    assert door.steps[door.at].stage == "door"


def test_on_the_eve_what_was_left_of_the_days_before_can_still_be_done() -> None:
    found = walk(MEETUP, run(answers=done("s.aloud")), CHECKLISTS, at("25T20:00"))
    assert found.at is not None
    assert found.steps[found.at].id == "s.baseline"


def test_when_all_of_now_is_done_nothing_is_pushed_and_it_says_when_it_goes_on() -> None:
    plan = [step.id for step in CHECKLISTS.of("meetup").steps if step.stage == "plan"]
    found = walk(MEETUP, run(answers=done(*plan)), CHECKLISTS, at("20T10:00"))
    assert found.at is None
    ahead = found.later()
    assert ahead is not None
    assert (ahead.stage, ahead.when) == ("eve", datetime(2026, 11, 25))


def test_a_step_left_for_later_waits_and_keeps_what_was_typed() -> None:
    answer = put_off(at("20T10:00"), Answer(), "two names")
    found = walk(MEETUP, run(answers={"s.objective": answer}), CHECKLISTS, at("20T10:00"))
    assert found.done == 0
    assert found.run.answer("s.objective").value == "two names"
    assert found.at == 0
    assert found.then(0) == 1


def test_stages_say_when_they_begin_and_the_last_one_when_it_ends() -> None:
    found = walk(MEETUP, run(), CHECKLISTS, at("24T10:00"))
    assert [(each.stage, each.when) for each in found.stages()] == [
        ("plan", datetime(2026, 11, 23)),
        ("eve", datetime(2026, 11, 25)),
        ("door", datetime(2026, 11, 26, 17, 30)),
        ("during", datetime(2026, 11, 26, 18, 30)),
        ("after", datetime(2026, 11, 28, 21, 30)),
    ]
    assert [each.now for each in found.stages()] == [True, False, False, False, False]


def test_an_answer_to_a_step_that_is_gone_is_kept_and_shown_as_text() -> None:
    answers = {
        "old.step": Answer(status="done", value=["one", "two"]),
        "s.reset": Answer(status="skipped"),
        "old.tick": Answer(status="todo"),
    }
    begin = run(answers=answers)
    assert [tuple(each) for each in unknown(begin, CHECKLISTS.of("meetup"), CHECKLISTS)] == [
        ("old.step", "old.step", "one · two"),
        ("s.reset", "Take a ten-minute reset", ""),
    ]
    assert PrepRun.parse(begin.document(), "R").answers["old.step"].value == ["one", "two"]


def test_a_preparation_is_finished_when_the_last_stage_is() -> None:
    short = walk(MEETUP, run(short=True), CHECKLISTS, at("27T10:00"))
    assert not finished(short)
    after = done("s.log_people", "s.promises", "s.after_ready")
    assert finished(short._replace(run=run(short=True, answers=after)))


NOW = at("20T10:00")


def land(
    kind: str, step: str, *values: Any, event: Event = MEETUP, begin: PrepRun | None = None
) -> tuple[Event, PrepRun]:
    begin = begin or run(checklist=kind)
    for value in values:
        event, begin = landed(event, begin, step_of(kind, step), given(value, NOW))
    return event, begin


def test_an_aim_lands_in_the_event_and_a_new_one_replaces_it() -> None:
    event, after = land("meetup", "s.objective", "learn two names", "learn three names")
    assert event.objective == "learn three names"
    assert after.answer("s.objective").status == "done"
    assert after.answer("s.objective").at == NOW


def test_people_are_expected_once_and_those_chosen_elsewhere_stay() -> None:
    event = MEETUP.changed(expected=("ana", "the organiser"))
    event, begin = land("conference", "s.people", [{"who": "bob"}, {"who": "Ana"}], event=event)
    assert event.expected == ("ana", "the organiser", "bob")
    event, _ = land("conference", "s.people", [{"who": "cy"}], event=event, begin=begin)
    assert event.expected == ("the organiser", "cy")


def test_ratings_land_in_the_run_as_they_were_given_and_are_never_guessed() -> None:
    _, begin = land("meetup", "s.baseline", 4)
    assert begin.confidence_before == 4
    _, begin = land("meetup", "s.ready", None, begin=begin)
    assert begin.confidence_door is None
    assert [rating(value) for value in (0, 1, 10, 11, "7", True, 5.5)] == [None, 1, 10, None, None, None, None]
    later, same = landed(MEETUP, begin, step_of("meetup", "s.baseline"), skipped(NOW, begin.answer("s.baseline")))
    assert same.confidence_before == 4
    assert later == MEETUP


def test_a_plan_is_there_once_and_keeps_whether_it_happened() -> None:
    plan = {"if": "I know nobody", "then": "I greet the first person standing alone"}
    _, begin = land("meetup", "s.wobble", plan, plan)
    assert len(begin.plans) == 1
    begin = begin.changed(plans=[begin.plans[0].model_copy(update={"happened": "yes"})])
    _, begin = land("meetup", "s.wobble", plan, begin=begin)
    assert [each.happened for each in begin.plans] == ["yes"]
    _, begin = land("meetup", "s.wobble", {"if": "I want to leave", "then": "I stay for one talk"}, begin=begin)
    assert [each.then for each in begin.plans] == ["I stay for one talk"]
    _, begin = land("meetup", "meetup.open_group", plan, begin=begin)
    assert len(begin.plans) == 2


def test_half_a_plan_is_none() -> None:
    assert plans_of({"if": "I know nobody", "then": " "}) == []
    assert plans_of("I know nobody") == []


def test_a_plan_is_read_as_one_sentence() -> None:
    plan = Plan.model_validate({"if": "If I know nobody,", "then": "then I get a drink."})
    assert sentence(plan) == "If I know nobody, then I get a drink."


def test_a_pitch_said_aloud_without_writing_takes_nothing_away() -> None:
    event = MEETUP.changed(pitch="I look after numbers.")
    assert land("other", "s.pitch", True, event=event)[0].pitch == "I look after numbers."
    assert land("other", "s.pitch", "I count.", event=event)[0].pitch == "I count."


def test_questions_and_goals_land_in_the_event() -> None:
    event, _ = land("other", "s.questions", "What next?\n- How so?")
    assert event.questions == ("What next?", "How so?")
    event, _ = land("other", "s.goal", ["G1"], ["G2"])
    assert event.goals == ("G2",)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, ""),
        (7, "7"),
        ("one\n\ntwo", "one · two"),
        ({"What?": "this", "Why?": ""}, "this"),
        ([{"who": "Ana", "detail": "kites"}, {"who": "Bo"}], "Ana, kites · Bo"),
        ({"if": "a", "then": "b"}, "If a, then b."),
    ],
)
def test_an_answer_of_any_kind_can_be_read(value: Any, text: str) -> None:
    assert said(value) == text


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=80),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["who", "detail", "if", "then", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@forall(value=anything, kind=st.sampled_from(sorted(CHECKLISTS.checklists)), number=st.integers(0, 17))
def test_whatever_an_answer_holds_it_lands_or_stays_and_twice_is_once(value: Any, kind: str, number: int) -> None:
    steps = CHECKLISTS.of(kind).steps
    step = steps[number % len(steps)]
    once = landed(MEETUP, run(checklist=kind), step, given(value, NOW))
    twice = landed(once.event, once.run, step, given(value, NOW))
    assert twice == once
    assert PrepRun.parse(once.run.document(), "R").document() == once.run.document()
    assert isinstance(said(value), str)
    assert lines_of(value) is not None
    assert all(one.who for one in people_of(value))


@settings(deadline=None, max_examples=60)
@forall(hours=st.integers(-24 * 30, 24 * 10), kind=st.sampled_from(sorted(CHECKLISTS.checklists)))
def test_stages_never_go_backwards_and_no_step_of_a_later_one_is_opened(hours: int, kind: str) -> None:
    event = MEETUP.changed(kind=kind)
    now = span(event).starts + timedelta(hours=hours)
    found = walk(event, run(checklist=kind), CHECKLISTS, now)
    later = stage_now(event, now + timedelta(hours=5))
    assert STAGES.index(found.stage) <= STAGES.index(later)
    if found.at is not None:
        assert STAGES.index(found.steps[found.at].stage) <= STAGES.index(found.stage)
    times = [begins(event, stage, found.checklist) for stage in STAGES]
    assert times == sorted(times)


TOKYO = MEETUP.changed(tz="Asia/Tokyo", starts="2026-11-26T18:30")
"""Half past six in the evening there is half past nine in the morning in Britain."""


@pytest.mark.parametrize(
    ("utc", "stage"),
    [
        ("24T14:59", "plan"),
        ("24T15:00", "eve"),
        ("26T07:29", "eve"),
        ("26T07:31", "door"),
        ("26T09:29", "door"),
        ("26T09:31", "during"),
        ("26T12:31", "after"),
    ],
)
def test_the_stage_of_an_event_elsewhere_follows_the_clock_there(utc: str, stage: str) -> None:
    for offset in (0, 1, -8):
        now = datetime.fromisoformat(f"2026-11-{utc}+00:00").astimezone(timezone(timedelta(hours=offset)))
        assert stage_now(TOKYO, now) == stage
        assert hurried(TOKYO, now) is (utc in ("26T07:31", "26T09:29"))


def test_a_moment_elsewhere_is_told_as_the_clock_here_shows_it_summer_time_or_not() -> None:
    new_york = MEETUP.changed(tz="America/New_York")
    now = datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=3)))
    assert clock_here(new_york, datetime(2026, 11, 26, 18, 30), now) == datetime(2026, 11, 27, 2, 30)
    assert clock_here(new_york, datetime(2026, 7, 26, 18, 30), now) == datetime(2026, 7, 27, 1, 30)
    assert clock_here(MEETUP, datetime(2026, 11, 26, 18, 30), now) == datetime(2026, 11, 26, 18, 30)


def test_a_zone_that_nobody_knows_is_the_clock_of_the_user() -> None:
    assert stage_now(MEETUP.changed(tz="Mars/Olympus"), at("26T18:31")) == "during"
