"""The steps of an introduction, and what two people have for each other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from journal.domain.contacts import Contact
from journal.domain.introduction_steps import acquainted, after, brought, by_message, let_go, state_words, steps
from journal.domain.introductions import Introduction, NotAgreed, reminder
from journal.domain.pairing import paired, side

TODAY = date(2026, 5, 2)


def through_priya(**fields: Any) -> Introduction:
    return Introduction(broker="Priya", a="me", b="Osei", **fields)


def by_me(**fields: Any) -> Introduction:
    return Introduction(broker="me", a="Ana", b="Bob", **fields)


def words(introduction: Introduction) -> list[str]:
    return [step.words for step in steps(introduction, TODAY, str)]


def gone(introduction: Introduction, *kinds: str) -> Introduction:
    """The introduction after these steps, each of them one that is offered."""
    for kind in kinds:
        step = next(step for step in steps(introduction, TODAY, str) if step.kind == kind)
        introduction = after(introduction, step, TODAY)
    return introduction


def test_an_introduction_to_me_goes_from_the_idea_to_a_thank_you() -> None:
    assert words(through_priya()) == ["Asked Priya"]
    made = gone(through_priya(), "asked", "yes", "made")
    assert (made.status, made.asked_on, made.made_on) == ("made", TODAY, TODAY)
    assert words(made) == ["Thanked Priya", "We met"]
    assert words(gone(made, "met", "thanked")) == []


def test_both_are_asked_before_i_introduce_them() -> None:
    asked = gone(by_me(), "asked")
    assert words(asked) == ["A yes", "A no", "Asked again", "Introduced them"]
    with pytest.raises(NotAgreed):
        gone(asked, "made")
    agreed = gone(asked, "yes", "yes")
    assert (agreed.status, words(agreed)) == ("agreed", ["Introduced them"])
    assert gone(agreed, "made", "met").status == "met"


def test_whoever_introduces_me_has_asked_us_both() -> None:
    made = gone(through_priya(), "asked", "made")
    assert (made.status, made.made_on, made.both_agree) == ("made", TODAY, True)
    assert words(made) == ["Thanked Priya", "We met"]


def test_a_message_takes_the_step_that_it_is_about_and_no_other() -> None:
    def step(introduction: Introduction) -> str:
        found = by_message(introduction, TODAY)
        return found.kind if found else ""

    assert [step(through_priya(status=status)) for status in ("idea", "asked", "agreed", "made")] == [
        "asked", "asked", "", "thanked"
    ]  # fmt: skip
    assert [step(each) for each in (by_me(), by_me(yes_a=True), by_me(yes_a=True, yes_b=True))] == [
        "asked", "asked", "made"
    ]  # fmt: skip
    assert step(by_me(status="made")) == ""


def test_who_was_thanked_before_we_met_is_told_how_it_went() -> None:
    met = through_priya(status="met", thanked_on=TODAY - timedelta(days=9), met_on=TODAY)
    ahead = reminder(met, TODAY, str)
    assert ahead is not None
    assert (ahead.what, ahead.due) == ("tell Priya how it went with Osei", TODAY + timedelta(days=2))
    assert words(met) == ["Told Priya"]
    assert reminder(gone(met, "thanked"), TODAY, str) is None
    assert reminder(met, TODAY + timedelta(days=61), str) is None


def test_what_was_let_go_is_taken_up_where_it_stood() -> None:
    asked = gone(by_me(), "asked", "yes")
    left = let_go(asked)
    assert state_words(left, TODAY) == "let go"
    assert let_go(left) == asked
    refused = gone(asked, "no")
    assert state_words(refused, TODAY) == "declined"
    assert let_go(refused).open_answers == ("Bob",)


def test_people_who_were_introduced_know_each_other() -> None:
    ana = Contact.parse({"name": "Ana", "knows": [{"contact": "b", "edge": "shared_past"}]}, "a")
    assert [(edge.contact, edge.edge) for edge in acquainted(ana, "b").knows] == [("b", "said_so")]
    assert brought(ana, "p").introduced_by == "p"
    assert brought(ana.changed(introduced_by="q"), "p").introduced_by == "q"


def test_two_are_paired_by_what_one_seeks_and_by_what_both_care_about() -> None:
    jun = side({"seeks": "a first job in testing", "topics": ["Rust"], "org": "Acme"})
    lead = {"role": "Head of Testing", "topics": ["rust", "tea"], "org": "Moor"}
    found = paired(jun, side(lead), "l")
    assert found is not None
    assert (found.points, found.why) == (7, "may help with “a first job in testing”; both: Rust")
    assert paired(jun, side({**lead, "org": "ACME"}), "l") is None
    assert paired(jun, side({"role": "First Officer"}), "o") is None
