"""The balance of the five benefits: sums, the two things said about it at most, and the spread over worlds."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import journal
from journal.domain.balance import Gain, Known, first_day, hints, narrow, spread, tally
from journal.domain.timeline import BENEFITS
from journal.domain.warmth import Model

MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text("utf-8")))
TODAY = date(2026, 3, 2)
ENOUGH: dict[str, Any] = {"entries": 10, "since": TODAY - timedelta(days=90), "wanted": (), "could_offer": lambda _: ()}


def gain(benefit: Any, way: Any, size: int = 1, people: tuple[str, ...] = ("ana",), ago: int = 10) -> Gain:
    return Gain(TODAY - timedelta(days=ago), people, benefit, way, size)


SUPPORT = gain("support", "got")
SOME = [SUPPORT, gain("knowledge", "gave")]


def said(gains: list[Gain], **known: Any) -> list[str]:
    found = hints(tally(gains), Known(**ENOUGH | known), TODAY, MODEL)
    return [hint.said(str.title) for hint in found]


def test_sizes_are_summed_by_benefit_within_the_window() -> None:
    gains = [gain("knowledge", "got", 2), gain("knowledge", "got", 1, ago=400), gain("support", "gave", 3)]
    year = tally(gains, first_day(TODAY, 365))
    assert (year.got["knowledge"], year.gave["support"], year.got["support"]) == (2, 3, 0)
    assert tally(gains, first_day(TODAY, None)).got["knowledge"] == 3
    assert set(year.got) == set(year.gave) == set(BENEFITS)


def test_nothing_is_said_before_there_is_enough_to_go_by() -> None:
    assert said([], entries=9) == said([], since=TODAY - timedelta(days=89)) == said([], since=None) == []
    assert said([]) != []


def test_what_an_active_goal_is_about_and_support_are_missed_when_nothing_of_it_was_noted() -> None:
    assert said([gain("knowledge", "gave")])[0].startswith("No support noted this year.")
    assert said(SOME) == []
    could = {"mentorship": ["ana", "bo", "cleo", "dana"]}.get
    text = "No mentorship noted this year. Three people could offer it: Ana, Bo, Cleo."
    assert said(SOME, wanted=("mentorship",), could_offer=could) == [text]
    text = "No mentorship noted this year. Whom could you ask for some?"
    assert said(SOME, wanted=("mentorship",)) == [text]


def test_what_was_received_and_never_passed_on_is_said() -> None:
    gains = [SUPPORT, *[gain("knowledge", "got", people=(f"p{n}",)) for n in range(5)], gain("support", "gave")]
    assert said(gains)[0] == ("You received knowledge five times. Is there something you could pass on, to anyone?")
    assert said([SUPPORT, gain("knowledge", "got", 2), gain("support", "gave")]) == []


def test_who_carries_most_of_something_is_named() -> None:
    gains = [gain("support", "got", 3, ("priya",)), gain("support", "got", 1, ("bo",)), gain("support", "gave", 2)]
    assert said(gains) == ["Most of your support comes from Priya. Who else could carry a little?"]
    shared = [gain("support", "got", 3, ("priya", "bo")), gain("support", "got", 1), gain("support", "gave", 2)]
    assert said(shared) == []


def test_giving_and_receiving_far_more_than_the_other_is_said() -> None:
    assert said([SUPPORT, gain("knowledge", "gave", 3), gain("knowledge", "gave", 3)]) == [
        "You give three times what you note as received. Is that what you want? Asking is a gift too."
    ]
    spread_out = [gain("support", "got", 1, (f"p{n}",)) for n in range(6)] + [gain("support", "gave")]
    assert said(spread_out) == ["A good year of receiving. A thank-you round takes ten minutes."]


@given(
    st.lists(
        st.builds(
            gain,
            st.sampled_from(BENEFITS),
            st.sampled_from(["got", "gave"]),
            st.integers(1, 3),
            st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(tuple),
        ),
        max_size=20,
    )
)
@settings(deadline=None)
def test_never_more_than_two_things_are_said(gains: list[Gain]) -> None:
    found = said(gains, wanted=BENEFITS)
    assert len(found) <= 2
    assert not any("{" in text for text in found)


def test_spread_is_nought_in_one_world_and_needs_ten_people() -> None:
    assert spread(["health"] * 9) is None
    assert spread(["health"] * 9 + [""] * 5) is None
    one = spread(["health"] * 10)
    assert one
    assert one.value == 0
    two = spread(["health"] * 5 + ["energy"] * 5)
    assert two
    assert two.value == 0.5


def test_most_people_in_one_place_is_said_with_an_offer() -> None:
    most = spread(["Acme"] * 7 + ["Northwind", "NHS", "Globex"])
    assert narrow(most, "org", MODEL) == (
        "7 of your 10 closest contacts are at Acme. One coffee elsewhere a month changes that."
    )
    assert narrow(spread(["Acme"] * 6 + ["a", "b", "c", "d"]), "org", MODEL) == narrow(None, "org", MODEL) == ""


@pytest.mark.parametrize("days", [90, 365])
def test_a_window_ends_today(days: int) -> None:
    assert first_day(TODAY, days) == TODAY - timedelta(days=days)
