"""Confidence: lift, trend and calibration with their minimum counts; help is mentioned kindly, and once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.confidence import (
    HELP,
    TRAPS,
    Rated,
    calibration,
    lift,
    needs_help,
    plans_happened,
    series,
    trend,
)
from journal.domain.prep import Plan

START = date(2026, 1, 5)


def rated(number: int, **fields: Any) -> Rated:
    on = START + timedelta(days=number)
    return Rated(f"R{number:03}", f"E{number}", "An evening", fields.pop("kind", "meetup"), on, **fields)


def evenings(*pairs: tuple[int | None, int | None]) -> list[Rated]:
    return [rated(number, before=before, door=door) for number, (before, door) in enumerate(pairs)]


def test_the_lift_is_the_median_of_the_last_three_and_needs_three() -> None:
    assert lift(evenings((4, 6), (5, 6))).value is None
    assert lift(evenings((4, 6), (5, 6))).said == "1 more event and a line appears here."
    found = lift(evenings((1, 9), (4, 6), (5, 6), (3, 7)))
    assert (found.value, found.n) == (2, 4)
    assert found.said == "At the door you usually feel 2 points readier than at the start."


@pytest.mark.parametrize(
    ("before", "value"),
    [
        ((3, 3, 4), None),
        ((3, 3, 4, 6), 2.0),
        ((3, 3, 9, 4, 6), 2.0),
        ((3, 3, 3, 6, 6, 6), 3.0),
        ((3, 3, 3, 1, 6, 6, 6), 3.0),
        ((5, 5, 4, 4), -1.0),
    ],
)
def test_the_trend_compares_the_last_with_the_first(before: tuple[int, ...], value: float | None) -> None:
    found = trend([rated(number, before=each) for number, each in enumerate(before)])
    assert found.value == value
    assert found.missing == max(0, 4 - len(before))


def test_the_calibration_is_the_mean_of_the_last_ten_and_says_on_average() -> None:
    some = [rated(number, expected=4, actual=6) for number in range(12)]
    some[0] = some[0]._replace(actual=1)
    found = calibration(some)
    assert (found.value, found.n) == (2.0, 10)
    assert found.said == "On average it goes 2 points better than you expect (10 events)."
    assert calibration(some[:3]).said == "1 more event and a line appears here."


def test_what_is_not_noted_is_left_out_and_never_nought() -> None:
    found = series([*evenings((4, None), (None, 6), (5, 7), (None, None))])
    assert [one.text for one in found] == ["4 – 5"]
    assert found[0].lift.n == 1
    assert lift(evenings((5, 5), (5, 5), (4, 4))).said == "At the door you usually feel as ready as at the start."


def test_kinds_of_events_are_told_apart_those_with_most_first() -> None:
    some = [rated(1, kind="job_interview", before=3), rated(2, before=4), rated(3, before=5)]
    assert [(one.kind, len(one.points)) for one in series(some)] == [("meetup", 2), ("job_interview", 1)]


def test_every_number_says_what_it_may_hide() -> None:
    assert lift([]).trap == TRAPS["lift"]
    assert all(TRAPS.values())


def test_help_is_mentioned_when_five_preparations_stay_low_or_are_skipped() -> None:
    low = [rated(number, before=2, door=3, answers=4) for number in range(5)]
    assert needs_help(low, shown=False)
    assert not needs_help(low, shown=True)
    assert not needs_help(low[:4], shown=False)
    assert not needs_help([*low[:4], low[4]._replace(door=4)], shown=False)
    skipped = [rated(number, answers=6, skipped=6) for number in range(5)]
    assert needs_help(skipped, shown=False)
    assert not needs_help([*skipped[:4], skipped[4]._replace(skipped=5)], shown=False)
    assert needs_help([rated(0, before=9), *(one._replace(on=START + timedelta(days=9)) for one in low)], shown=False)
    assert "doctor" in HELP


ratings = st.none() | st.integers(1, 10)


@settings(deadline=None, max_examples=60)
@given(values=st.lists(st.tuples(ratings, ratings, ratings, ratings, ratings), max_size=14), extra=st.randoms())
def test_the_order_in_which_events_come_changes_nothing(values: list[tuple[Any, ...]], extra: Any) -> None:
    some = [
        rated(number, before=before, door=door, after=after, expected=expected, actual=actual)
        for number, (before, door, after, expected, actual) in enumerate(values)
    ]
    mixed = list(some)
    extra.shuffle(mixed)
    assert series(mixed) == series(some)
    assert calibration(mixed) == calibration(some)
    assert needs_help(mixed, shown=False) == needs_help(some, shown=False)


@settings(deadline=None, max_examples=80)
@given(values=st.lists(st.tuples(ratings, ratings, ratings, ratings), max_size=16))
def test_below_its_minimum_a_number_is_not_told_and_above_it_stays_on_the_scale(values: list[tuple[Any, ...]]) -> None:
    some = [
        rated(number, before=before, door=door, expected=expected, actual=actual)
        for number, (before, door, expected, actual) in enumerate(values)
    ]
    pairs = [(before, door) for before, door, _, _ in values if before and door]
    begun = [before for before, *_ in values if before]
    forecasts = [actual for *_, expected, actual in values if expected and actual]
    for measure, n, least in ((lift(some), pairs, 3), (trend(some), begun, 4), (calibration(some), forecasts, 4)):
        assert measure.missing == max(0, least - len(n))
        assert (measure.value is None) == (len(n) < least)
        assert measure.value is None or -9 <= measure.value <= 9
        assert ("here" in measure.said) == (measure.value is None)
        assert measure.trap


@settings(deadline=None, max_examples=40)
@given(values=st.lists(st.tuples(ratings, ratings), min_size=4, max_size=9), by=st.integers(1, 3))
def test_one_who_feels_evenly_readier_everywhere_gets_the_same_lift_and_trend(
    values: list[tuple[Any, ...]], by: int
) -> None:
    def lifted(value: int | None) -> int | None:
        return None if value is None else value + by

    before = evenings(*values)
    after = [one._replace(before=lifted(one.before), door=lifted(one.door)) for one in before]
    assert lift(before).value == lift(after).value
    first, second = trend(before).value, trend(after).value
    assert (first is None and second is None) or first == pytest.approx(second)


def test_events_in_which_nothing_is_noted_change_no_number() -> None:
    some = evenings((3, 5), (4, 6), (4, 7), (6, 7))
    empty = [rated(number, answers=3) for number in range(10, 14)]
    for measure in (lift, trend, calibration):
        assert measure([*some, *empty]) == measure(some)
    assert series([*some, *empty]) == series(some)


def test_halves_of_points_are_said_as_such() -> None:
    found = trend([rated(number, before=each) for number, each in enumerate((3, 4, 5, 4))])
    assert found.said == "You begin 1 point readier than in your first events of this kind."
    assert trend([rated(n, before=each) for n, each in enumerate((3, 4, 4, 4))]).said == (
        "You begin 0.5 points readier than in your first events of this kind."
    )


def test_plans_that_happened_are_told_from_five_that_came_up_on() -> None:
    def plans(*happened: str) -> list[Plan]:
        return [
            Plan.model_validate({"if": "I know nobody", "then": "I say hello", "happened": one}) for one in happened
        ]

    few = plans_happened(plans("yes", "no", "unknown", "yes", "yes"))
    assert (few.missing, few.said) == (1, "")
    assert (
        plans_happened(plans(*["yes"] * 3, *["no"] * 2, "unknown")).said
        == "So far 3 of 5 plans that came up were done."
    )
