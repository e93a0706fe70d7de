"""Introductions: both yeses, what each state asks for, and whom I have connected."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from journal.domain import introductions
from journal.domain.introductions import Introduction, NotAgreed, Reminder, connected, reminder, state

TODAY = date(2026, 5, 2)
NAMES = {"priya": "Priya", "osei": "Dr Osei", "ana": "Ana", "bob": "Bob"}


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def through_priya(**fields: Any) -> Introduction:
    return Introduction(broker="priya", a="me", b="osei", **fields)


def by_me(**fields: Any) -> Introduction:
    return Introduction(broker="me", a="ana", b="bob", **fields)


def next_for(introduction: Introduction) -> Reminder | None:
    return reminder(introduction, TODAY, NAMES.__getitem__)


def test_two_yeses_make_an_introduction_agreed_and_mine_is_given() -> None:
    asked = introductions.asked(through_priya(), TODAY)
    assert (asked.status, asked.asked_on, asked.open_answers) == ("asked", TODAY, ("osei",))
    assert introductions.answered(asked, "b", yes=True).status == "agreed"
    one = introductions.answered(introductions.asked(by_me(), TODAY), "a", yes=True)
    assert (one.status, one.open_answers) == ("asked", ("bob",))
    assert introductions.answered(one, "b", yes=True).both_agree


def test_a_no_ends_it_kindly() -> None:
    declined = introductions.answered(introductions.asked(by_me(), TODAY), "b", yes=False)
    assert (declined.status, next_for(declined)) == ("declined", None)


def test_nobody_is_introduced_before_both_said_yes_unless_one_insists() -> None:
    with pytest.raises(NotAgreed, match="Ana and Bob did not say yes yet"):
        introductions.made(by_me(), TODAY, NAMES.__getitem__)
    assert introductions.made(by_me(), TODAY, anyway=True).made_on == TODAY
    agreed = introductions.agreed(by_me())
    assert introductions.made(agreed, TODAY).status == "made"


@pytest.mark.parametrize(("days", "now"), [(20, "asked"), (21, "stale")])
def test_what_was_asked_for_is_stale_after_three_weeks_without_an_answer(days: int, now: str) -> None:
    asked = through_priya(status="asked", asked_on=day(-days))
    assert state(asked, TODAY) == now
    assert state(asked.changed(status="agreed"), TODAY) == "agreed"


@pytest.mark.parametrize(
    ("introduction", "what", "due", "whom", "owner"),
    [
        (through_priya(), "ask Priya to introduce you to Dr Osei", 0, ["priya"], "mine"),
        (through_priya(status="asked", asked_on=day(-2)), "ask Priya again about Dr Osei", 5, ["priya"], "mine"),
        (through_priya(status="asked", asked_on=day(-40)), "ask Priya again about Dr Osei", -33, ["priya"], "mine"),
        (through_priya(status="agreed", asked_on=day(-4)), "introduce you to Dr Osei", 10, ["priya"], "theirs"),
        (
            through_priya(status="made", made_on=day(0)),
            "thank Priya for the introduction to Dr Osei",
            2,
            ["priya"],
            "mine",
        ),
        (through_priya(status="made", made_on=day(0), thanked_on=day(0)), "meet Dr Osei", 14, ["osei"], "mine"),
        (
            through_priya(status="met", met_on=day(-1)),
            "thank Priya for the introduction to Dr Osei",
            1,
            ["priya"],
            "mine",
        ),
        (by_me(), "ask Ana about meeting Bob", 0, ["ana"], "mine"),
        (by_me(status="asked", asked_on=day(-7), yes_a=True), "ask Bob about meeting Ana", 0, ["bob"], "mine"),
        (by_me(status="agreed", yes_a=True, yes_b=True), "introduce Ana and Bob", 0, ["ana", "bob"], "mine"),
        (by_me(status="made", made_on=day(0)), "ask whether Ana and Bob met", 14, ["ana", "bob"], "mine"),
    ],
)
def test_each_state_asks_for_one_thing(
    introduction: Introduction, what: str, due: int, whom: list[str], owner: str
) -> None:
    assert next_for(introduction) == Reminder(what, day(due), tuple(whom), owner)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "introduction", [through_priya(status="met", met_on=day(0), thanked_on=day(0)), by_me(status="met", met_on=day(0))]
)
def test_what_is_done_asks_for_nothing(introduction: Introduction) -> None:
    assert next_for(introduction) is None


def test_those_whom_i_have_connected_are_listed_with_the_newest_first() -> None:
    known = [
        by_me(id="1", status="made", made_on=day(-30)),
        by_me(id="2", status="met", made_on=day(-10), met_on=day(-3)),
        by_me(id="3", status="agreed"),
        through_priya(id="4", status="made", made_on=day(-1)),
    ]
    assert [(one.id, one.on, one.met) for one in connected(known)] == [("2", day(-10), True), ("1", day(-30), False)]
