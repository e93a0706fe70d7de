"""The weekly review: its steps, the week it looks at, where it is taken up again."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.followups import FollowUp
from journal.domain.prep import Plan
from journal.domain.record import Invalid
from journal.domain.reflections import Reflection
from journal.domain.review import (
    Guide,
    about_week,
    go_on_at,
    last_plan,
    monday_of,
    offers_clean_slate,
    old_promises,
    sentence,
    stages,
    usual_week,
    week_to_review,
    with_answer,
)
from journal.paths import shipped_content

TUESDAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def guide() -> Guide:
    return Guide.parse(tomllib.loads(Path(shipped_content(), "review.toml").read_text(encoding="utf-8")))


def week(monday: date, **fields: Any) -> Reflection:
    on = fields.pop("on", monday)
    return Reflection.parse(
        {"on": on, "about": {"kind": "week", "id": monday.isoformat()}, **fields}, monday.isoformat()
    )


def test_there_are_ten_steps_of_twenty_minutes_and_three_of_seven(guide: Guide) -> None:
    assert len(guide.steps(short=False)) == 10
    assert guide.minutes_of(short=False) == guide.minutes == 20
    assert [step.id for step in guide.steps(short=True)] == ["r.open_ends", "r.three", "r.next"]
    assert guide.minutes_of(short=True) == 7


def test_the_steps_stand_in_five_stages(guide: Guide) -> None:
    assert stages(guide.steps(short=False)) == ("look back", "people", "goals", "ahead", "one line")
    assert stages(guide.steps(short=True)) == ("look back", "people", "ahead")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quick": ["r.nowhere"]}, "r.nowhere, which is no step"),
        ({"step": []}, "step"),
        ({"step": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}], "quick": []}, "same id"),
    ],
)
def test_a_guide_that_makes_no_sense_is_refused(change: dict[str, Any], why: str) -> None:
    document = {"title": "Review", "step": [{"id": "a", "title": "A"}], **change}
    with pytest.raises(Invalid, match=why):
        Guide.parse(document)


def test_a_review_looks_at_the_week_that_goes_on() -> None:
    assert week_to_review(TUESDAY, []) == MONDAY
    assert week_to_review(date(2026, 11, 29), []) == MONDAY


def test_on_a_monday_it_looks_at_the_week_that_has_ended_unless_that_is_done() -> None:
    last = MONDAY - timedelta(days=7)
    assert week_to_review(MONDAY, []) == last
    assert week_to_review(MONDAY, [last]) == MONDAY


@given(st.dates(date(2000, 1, 3), date(2100, 1, 1)))
@settings(deadline=None)
def test_a_week_always_begins_on_a_monday_and_is_never_to_come(today: date) -> None:
    monday = week_to_review(today, [])
    assert monday.weekday() == 0
    assert monday <= today
    assert monday_of(monday) == monday


def test_it_is_taken_up_at_the_first_step_without_an_answer(guide: Guide) -> None:
    steps = guide.steps(short=False)
    assert go_on_at(steps, {}) == 0
    assert go_on_at(steps, {"r.look_back": "done", "r.log": "done"}) == 1
    assert go_on_at(steps, {step.id: "skipped" for step in steps}) == 10


def test_an_answer_to_a_step_that_is_not_known_any_more_stays(guide: Guide) -> None:
    before = week(MONDAY, answers={"r.gone": "what I wrote then"}, finished=False)
    after = with_answer(before, "r.note", "I listen better with a question ready", last=True)
    assert after.answers == {"r.gone": "what I wrote then", "r.note": "I listen better with a question ready"}
    assert after.finished


def test_only_the_last_step_finishes_and_a_finished_review_stays_so() -> None:
    assert not with_answer(week(MONDAY, finished=False), "r.log", "done", last=False).finished
    assert with_answer(week(MONDAY, finished=True), "r.log", "done", last=False).finished


def test_the_usual_week_is_the_median_of_the_last_eight() -> None:
    assert usual_week([]) is None
    assert usual_week([3]) == 3
    assert usual_week([90, 90, 2, 3, 5, 4, 1, 0, 4, 6]) == 3.5


def test_a_clean_slate_is_offered_after_four_weeks_without_a_review() -> None:
    assert offers_clean_slate(TUESDAY, [])
    assert offers_clean_slate(TUESDAY, [TUESDAY - timedelta(days=28)])
    assert not offers_clean_slate(TUESDAY, [TUESDAY - timedelta(days=200), TUESDAY - timedelta(days=27)])


def test_old_promises_are_the_open_ones_of_more_than_sixty_days() -> None:
    def promise(id: str, ago: int, **fields: Any) -> FollowUp:
        return FollowUp.parse({"what": id, "due": TUESDAY - timedelta(days=ago), **fields}, id)

    promises = [promise("a", 60), promise("b", 61), promise("c", 400, owner="theirs"), promise("d", 90, status="done")]
    assert [each.id for each in old_promises(promises, TUESDAY)] == ["c", "b"]


def test_of_two_reviews_of_one_week_the_newest_counts() -> None:
    older, newer = week(MONDAY, on=MONDAY), week(MONDAY, on=TUESDAY)
    broken = Reflection.parse({"on": MONDAY, "about": {"kind": "week", "id": "some week"}})
    event = Reflection.parse({"on": MONDAY, "about": {"kind": "event", "id": "E"}})
    assert about_week([newer, older, broken, event]) == {MONDAY: newer}


def test_the_last_plan_is_that_of_the_newest_review_before_that_has_one() -> None:
    plans = [{"if": "it is Friday", "then": "I write to Ana"}]
    reviews = about_week(
        [week(MONDAY - timedelta(days=21), plans=plans), week(MONDAY - timedelta(days=7)), week(MONDAY)]
    )
    found = last_plan(reviews, MONDAY)
    assert found is not None
    assert found[0].about.id == "2026-11-02"
    assert last_plan(reviews, date(2026, 11, 2)) is None


@pytest.mark.parametrize(
    ("when", "then", "said"),
    [
        ("it is Friday", "I call Bob", "If it is Friday, then I call Bob."),
        ("If it is Friday,", "then I call Bob.", "If it is Friday, then I call Bob."),
        ("When I sit down", "I call Bob", "If I sit down, then I call Bob."),
    ],
)
def test_a_plan_is_read_as_one_sentence(when: str, then: str, said: str) -> None:
    assert sentence(Plan.model_validate({"if": when, "then": then})) == said
