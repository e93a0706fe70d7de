"""Ways in: strength, the best three, who is never asked."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import journal
from journal.domain.audience import words_of
from journal.domain.paths import Opening, best, may_be_asked, opener, path, reason
from journal.domain.warmth import Model

MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text("utf-8")))
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("warmth", "edge", "strength"),
    [
        (73, "said_so", 0.73),
        (50, "same_now", 0.3),
        (67, "shared_past", 0.201),
        (66, "shared_past", None),
        (20, "said_so", 0.2),
        (19, "said_so", None),
        (33, "same_now", None),
    ],
)
def test_a_path_is_as_strong_as_the_warmth_and_the_edge_and_weak_ones_are_left_out(
    warmth: int, edge: str, strength: float | None
) -> None:
    found = path("priya", "osei", warmth, edge, MODEL)
    assert (found and found.strength) == (pytest.approx(strength) if strength else None)


def test_the_best_three_are_offered_one_through_each_person() -> None:
    ways = [path(f"p{n}", "osei", 40 + n, "said_so", MODEL) for n in range(5)]
    ways += [path("p4", "osei", 44, "same_now", MODEL), None]
    assert [way.via for way in best(ways)] == ["p4", "p3", "p2"]
    assert best(ways)[0].because == "said_so"


def test_an_opener_works_where_the_gap_is() -> None:
    openings = [Opening("org", "NHS Leeds", words_of("NHS Leeds")), Opening("reaches", "charities", "charities")]
    way = opener("priya", 70, openings, ["nhs", "health"], MODEL)
    assert way is not None
    assert (way.strength, reason(way)) == (0.7, "works where your gap is: NHS Leeds")
    assert opener("priya", 70, openings, ["retail"], MODEL) is None
    assert opener("priya", 30, openings, ["leeds council"], MODEL) is None


@pytest.mark.parametrize(
    ("contact", "state", "asked_days_ago", "allowed"),
    [
        ({}, "fresh", None, True),
        ({"discreet": True}, "fresh", None, False),
        ({}, "resting", None, False),
        ({}, "archived", None, False),
        ({}, "no_contact", None, False),
        ({}, "deceased", None, False),
        ({"care_until": "2026-03-10"}, "fresh", None, False),
        ({"care_until": "2026-03-01"}, "fresh", None, True),
        ({}, "fresh", 59, False),
        ({}, "fresh", 60, True),
    ],
)
def test_nobody_is_asked_who_should_be_left_in_peace(
    contact: dict[str, Any], state: str, asked_days_ago: int | None, allowed: bool
) -> None:
    asked = [] if asked_days_ago is None else [TODAY - timedelta(days=asked_days_ago)]
    assert may_be_asked(contact, state, asked, TODAY) is allowed
