"""The glance card, and the quiz of names with its growing gaps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from journal.domain.briefing import Glance, asked, glance, leaving, quiz
from journal.domain.debrief import People, cut, promised
from journal.domain.events import Event
from journal.domain.prep import PrepRun

NOW = datetime(2026, 11, 25, 20).astimezone()
EVENT = Event.parse(
    {"title": "Meetup", "starts": "2026-11-26T18:30", "objective": "three names", "questions": ["How so?", "And now?"]},
    "E",
)
CONTACTS: dict[str, dict[str, Any]] = {
    "ANA": {"name": "Ana Gómez", "aliases": ["Anita"]},
    "ANN": {"name": "Ann Lee"},
    "BO": {"name": "Bo Lee"},
    "BO2": {"name": "Bo Lee"},
    "OLD": {"name": "Ada Old", "status": "deceased"},
}


def test_the_glance_card_has_at_most_four_lines_with_the_plan_by_its_cue() -> None:
    plans = [{"if": "I am lost", "then": "drink, then hello"}, {"if": "x", "then": "y"}]
    run = PrepRun.parse({"event": "E", "plans": plans})
    assert glance(EVENT, run, ["Ana", "Bo", "Cy", "Di"]) == (
        Glance("aim", "three names"),
        Glance("if I am lost", "drink, then hello"),
        Glance("ask", "How so?"),
        Glance("find", "Ana · Bo · Cy"),
    )


def test_without_preparation_it_says_what_the_kind_of_event_offers() -> None:
    bare = EVENT.changed(objective="", questions=())
    lines = glance(bare, None, [], aim="two unhurried conversations", question="What brought you here?")
    assert lines == (Glance("aim", "two unhurried conversations"), Glance("ask", "What brought you here?"))
    assert glance(bare, None, []) == ()


def test_when_i_may_leave_is_taken_from_where_it_was_noted() -> None:
    answers = {"s.energy": {"status": "done", "value": {"I arrive at": "18:20", "I may leave from": "21:30"}}}
    assert leaving(PrepRun.parse({"event": "E", "answers": answers})) == "21:30"
    assert leaving(PrepRun.parse({"event": "E"})) == ""


def know(value: Any, who: str, hours: float, *, knew: bool = True) -> Any:
    return asked(value, who, knew=knew, now=NOW + timedelta(hours=hours))


def due(value: Any, hours: float) -> tuple[str, ...]:
    return quiz(value, ["ANA", "BO"], NOW + timedelta(hours=hours), (6, 18)).due


def test_a_name_is_asked_at_once_after_six_hours_and_after_eighteen_more() -> None:
    assert due(None, 0) == ("ANA", "BO")
    value = know(know(None, "ANA", 0), "BO", 0)
    assert due(value, 5.9) == ()
    assert quiz(value, ["ANA", "BO"], NOW).again == NOW + timedelta(hours=6)
    assert due(value, 6) == ("ANA", "BO")
    value = know(value, "ANA", 6)
    assert due(value, 7) == ("BO",)
    value = know(value, "BO", 7)
    assert due(value, 23.9) == ()
    assert due(value, 24) == ("ANA",)
    value = know(value, "ANA", 24)
    assert due(value, 240) == ("BO",)


def test_a_name_that_was_not_known_comes_back_after_the_first_gap() -> None:
    value = know(know(know(None, "BO", 0), "ANA", 0), "ANA", 6, knew=False)
    assert "ANA" not in due(value, 11)
    assert "ANA" in due(value, 12)
    state = quiz(value, ["ANA", "BO"], NOW + timedelta(hours=7))
    assert (state.known, state.of) == (1, 2)


def test_at_the_debrief_all_are_asked_but_those_of_this_hour() -> None:
    value = know(know(know(None, "ANA", 0), "ANA", 6), "ANA", 24)
    later = NOW + timedelta(hours=30)
    assert quiz(value, ["ANA", "BO"], later, anyway=True).due == ("ANA", "BO")
    value = asked(value, "ANA", knew=True, now=later)
    assert quiz(value, ["ANA", "BO"], later + timedelta(minutes=5), anyway=True).due == ("BO",)


def test_a_quiz_that_was_damaged_begins_again() -> None:
    assert due([{"who": "ANA", "asked": [{"at": "yesterday", "knew": True}]}], 0) == ("ANA", "BO")
    assert due("nonsense", 0) == ("ANA", "BO")


def test_people_are_found_by_name_and_those_near_by_their_first_one() -> None:
    people = People(CONTACTS, near=["ANA"])
    assert people.find("ana gomez").contact == "ANA"
    assert people.find("@Anita").contact == "ANA"
    assert people.find("Ana").contact == "ANA"
    assert people.find("Ann").contact == ""
    assert people.find("Bo Lee").candidates == ("BO", "BO2")
    assert people.find("Ada Old").contact == ""
    people.add("NEW", {"name": "Dana Osei"})
    assert people.find("dana").contact == "NEW"


def test_a_line_names_those_whose_name_is_in_it() -> None:
    people = People(CONTACTS)
    assert people.named_in("send Ana's link to Ann Lee", ["ANA", "ANN", "BO"]) == ("ANA", "ANN")
    assert people.named_in("annual report", ["ANN"]) == ()
    assert people.named_in("call Bo", ["BO", "BO2"]) == ()


def test_promises_are_read_line_by_line() -> None:
    said = promised("send the link\n\n- She will write\n")
    assert [(one.what, one.owner) for one in said] == [("send the link", "mine"), ("She will write", "theirs")]
    assert promised([{"what": "x", "who": "ANA", "owner": "theirs"}])[0].people == ("ANA",)
    assert promised(None) == []


def test_what_is_too_long_is_cut_at_a_word() -> None:
    assert cut("one two three", 9) == "one two…"
    assert cut("one\ntwo", 9) == "one two"
