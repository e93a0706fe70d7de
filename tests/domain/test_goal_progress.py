"""Progress and pace of a goal, and hints while it is being written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from journal.domain.goals import Goal, Measure
from journal.domain.progress import Linked, current, hints, pace, progress


def goal(**fields: Any) -> Goal:
    return Goal.parse(
        {"statement": "Have ten talks by June", "starts": "2026-01-01", "horizon": "2026-04-11", **fields}
    )


def measured(current: float, **fields: Any) -> Goal:
    return goal(measure={"name": "talks", "target": 20, "current": current, **fields})


@pytest.mark.parametrize(
    ("now", "baseline", "target", "share"),
    [(5, 0, 20, 0.25), (25, 0, 20, 1), (-3, 0, 20, 0), (8, 10, 6, 0.5), (12, 10, 6, 0), (15, 10, 20, 0.5)],
)
def test_progress_is_the_share_of_the_way_whichever_direction_it_has(
    now: float, baseline: float, target: float, share: float
) -> None:
    assert progress(measured(now, baseline=baseline, target=target)) == share


def test_without_a_measure_there_is_no_progress_and_no_word() -> None:
    assert progress(goal()) is None
    found = pace(goal(), date(2026, 2, 20))
    assert (found.elapsed, found.word) == (0.5, "")


@pytest.mark.parametrize(
    ("now", "word"), [(13, "on the way"), (13.01, "ahead"), (7, "on the way"), (6.99, "behind"), (10, "on the way")]
)
def test_ahead_and_behind_begin_beyond_fifteen_hundredths(now: float, word: str) -> None:
    assert pace(measured(now), date(2026, 2, 20)).word == word


def test_the_pace_knows_what_the_measure_should_be_by_now() -> None:
    assert pace(measured(3), date(2026, 2, 20)).expected == 10


@pytest.mark.parametrize(("today", "elapsed"), [(date(2025, 12, 1), 0), (date(2027, 1, 1), 1)])
def test_time_never_leaves_the_goal(today: date, elapsed: float) -> None:
    assert pace(measured(3), today).elapsed == elapsed


def test_a_goal_without_days_runs_for_ninety_of_them() -> None:
    undated = Goal.parse({"statement": "Have ten talks by June", "created": "2026-01-01T09:00:00Z"})
    assert pace(undated, date(2026, 2, 15)).elapsed == 0.5


@pytest.mark.parametrize(("counts", "now"), [("entries", 7), ("talks", 5), ("people", 3), ("", 2)])
def test_the_measure_may_be_counted_from_what_is_linked(counts: str, now: float) -> None:
    assert current(Measure(name="talks", target=20, current=2, counts=counts), Linked(7, 5, 3)) == now  # type: ignore[arg-type]


def test_counting_goes_down_where_the_target_lies_below() -> None:
    assert current(Measure(name="open ends", baseline=10, target=0, counts="entries"), Linked(4, 4, 4)) == 6


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("Have 12 talks that lead to 3 interviews as data lead in health, by 30 September", []),
        ("Meet two people who work in Norway before the end of May", []),
        ("Talk to ten nurses by 2026-09-30", []),
        ("Write to people in health by 30 September", ["number"]),
        ("Have twelve talks in health", ["date"]),
        ("Get a job by 30 September", ["number", "decide"]),
        ("Get promoted", ["number", "date", "decide"]),
        ("Find a mentor by asking five people, this summer", []),
        ("", []),
    ],
)
def test_hints_offer_a_number_a_date_and_something_in_ones_own_hands(statement: str, missing: list[str]) -> None:
    found = hints(statement)
    assert len(found) == len(missing)
    assert all(word in hint for word, hint in zip(missing, found, strict=True))
