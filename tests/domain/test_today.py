"""Whom to talk to now and why: the worked examples, the reference where it is at hand, and the rules in words."""

from __future__ import annotations

import importlib.util
import tomllib
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import journal
from journal.domain.model import Model
from journal.domain.past import Favours, past
from journal.domain.reasons import Known, Occasion, Promise, Wanted
from journal.domain.today import ORDER, Reason, Suggestion, choose, suggest
from journal.domain.warmth import Talk, cadence, day_of, standing

TODAY = date(2026, 3, 2)  # a Monday
MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text()))
MESSAGE = {"kind": "message", "direction": "out", "depth": 2}


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


def known(log: list[Talk] | None = None, contact: dict[str, Any] | None = None, id: str = "x", **facts: Any) -> Known:
    document = {"circle": "active", "created": "2025-01-01T00:00:00Z", **(contact or {})}
    talks = log or []
    return Known(
        id,
        standing(document, id, talks, TODAY, MODEL),
        cadence(document, MODEL),
        MODEL.circle[document["circle"]].weight,
        met_on=day_of(document.get("met_on")),
        **{"past": past(talks, TODAY, MODEL), **facts},
    )


def said(found: Suggestion | None) -> tuple[float, str, list[tuple[float, str]]] | None:
    return found and (found.score, found.lead.kind, [(reason.points, reason.text) for reason in found.reasons])


TWO_UNANSWERED = [Talk(back(200)), Talk(back(60), answered="no", **MESSAGE), Talk(back(30), answered="no", **MESSAGE)]
EXAMPLES = [
    (
        "a promise, time, a goal and more got than given",
        known(
            [Talk(back(41), got=3)],
            {"circle": "close"},
            promises=(Promise("send the salary survey", back(2)),),
            wanted=Wanted("Data lead in health", 82),
        ),
        (
            93.4,
            "promise",
            [
                (44, "you promised: send the salary survey · 2 days ago"),
                (27.0, "last talk 41 days ago; your rhythm is 30"),
                (16.4, "fits “Data lead in health” (82)"),
                (6, "has given you more than you gave lately"),
            ],
        ),
    ),
    (
        "somebody who looks for something",
        known([Talk(back(420))], {"circle": "wide"}, seeks="a first job in testing"),
        (
            19.6,
            "time",
            [
                (11.6, "last talk 420 days ago; your rhythm is 365"),
                (8, "is looking for a first job in testing; can you help?"),
            ],
        ),
    ),
    (
        "somebody met three days ago",
        known([], {"met_on": back(3).isoformat(), "created": back(3).isoformat()}),
        (24, "first_hello", [(24, "you met 3 days ago; say hello while it is fresh")]),
    ),
    ("a talk yesterday", known([Talk(back(1))], {"circle": "close"}, wanted=Wanted("x", 90)), None),
    (
        "exactly due",
        known([Talk(back(90))]),
        (9.0, "time", [(9.0, "last talk 90 days ago; your rhythm is 90")]),
    ),
    (
        "a birthday of somebody who rests",
        known(TWO_UNANSWERED, moments=(Occasion("birthday", TODAY),)),
        (30, "moment", [(30, "birthday today")]),
    ),
    (
        "imported, the turn has come",
        known([], {"created": back(31).isoformat(), "sources": [{"format": "vcard"}]}, id="person-0042"),
        (9.0, "time", [(9.0, "nothing logged with them yet")]),
    ),
]


@pytest.mark.parametrize(("who", "expected"), [each[1:] for each in EXAMPLES], ids=[each[0] for each in EXAMPLES])
def test_the_worked_examples_hold(who: Known, expected: object) -> None:
    assert said(suggest(who, TODAY, MODEL)) == expected


@pytest.mark.parametrize(
    ("due", "points", "text"),
    [
        (-3, None, ""),
        (-2, 25, "follow-up: ring the dentist · Wed"),
        (-1, 25, "follow-up: ring the dentist · tomorrow"),
        (0, 40, "follow-up: ring the dentist · today"),
        (7, 54, "follow-up: ring the dentist · 7 days ago"),
        (10, 60, "follow-up: ring the dentist · 10 days ago"),
        (400, 60, "follow-up: ring the dentist · 1 year ago"),
    ],
)
def test_a_follow_up_counts_from_two_days_before_and_more_when_late(due: int, points: float, text: str) -> None:
    found = suggest(known([Talk(back(1))], promises=(Promise("ring the dentist", back(due)),)), TODAY, MODEL)
    assert said(found) == (points and (points, "promise", [(points, text)]))


@pytest.mark.parametrize(
    ("what", "debrief", "head"),
    [
        ("send the survey", False, "you promised"),
        ("Intro to Chen", False, "you promised"),
        ("thank her for the tip", False, "follow-up"),
        ("thank her for the tip", True, "you promised"),
        ("sender address", False, "follow-up"),
    ],
)
def test_only_what_was_promised_is_called_a_promise(what: str, debrief: bool, head: str) -> None:
    assert Promise(what, TODAY, debrief).said == f"{head}: {what}"


def test_of_several_promises_the_oldest_speaks() -> None:
    promises = (Promise("send b", back(1)), Promise("send a", back(9)), Promise("send c", back(-40)))
    found = suggest(known([Talk(back(1))], promises=promises), TODAY, MODEL)
    assert found is not None
    assert found.lead.text == "you promised: send a · 9 days ago"


@pytest.mark.parametrize(
    ("days", "points", "text"),
    [
        (0, 30, "birthday today"),
        (1, 15, "birthday tomorrow"),
        (3, 15, "birthday on Thursday"),
        (4, None, ""),
        (-1, None, ""),
    ],
)
def test_a_moment_counts_today_and_three_days_before(days: int, points: float, text: str) -> None:
    found = suggest(known([Talk(back(10))], moments=(Occasion("birthday", back(-days)),)), TODAY, MODEL)
    assert said(found) == (points and (points, "moment", [(points, text)]))


@pytest.mark.parametrize("circle", ["active", "open"])
def test_a_first_hello_is_due_whatever_the_circle_even_when_the_meeting_itself_is_logged(circle: str) -> None:
    met = {"circle": circle, "met_on": back(3).isoformat()}
    assert said(suggest(known([Talk(back(3))], met), TODAY, MODEL)) == (
        24,
        "first_hello",
        [(24, "you met 3 days ago; say hello while it is fresh")],
    )
    assert suggest(known([Talk(back(3)), Talk(back(1), **MESSAGE)], met), TODAY, MODEL) is None
    assert suggest(known([], {**met, "met_on": back(15).isoformat()}), TODAY, MODEL) is None or circle == "active"


@pytest.mark.parametrize(
    ("log", "waits"),
    [
        ([Talk(back(5), got=2)], True),
        ([Talk(back(5), got=1)], False),
        ([Talk(back(15), got=3)], False),
        ([Talk(back(5), got=2), Talk(back(2), **MESSAGE)], False),
        ([Talk(back(5), got=2), Talk(back(5), **MESSAGE)], False),
        ([Talk(back(5), got=2), Talk(back(2), direction="in", kind="message")], True),
        ([Talk(back(5), got=2), Talk(back(2), kind="note")], True),
    ],
)
def test_thanks_are_due_for_two_weeks_until_a_word_goes_out(log: list[Talk], waits: bool) -> None:
    assert past(log, TODAY, MODEL).thanks is waits


def test_an_introduction_asks_for_thanks_until_the_follow_up_that_thanks_is_done() -> None:
    assert past([], TODAY, MODEL, Favours(done=[back(3)])).thanks
    assert not past([], TODAY, MODEL, Favours(done=[back(3)], thanked=back(1))).thanks
    assert past([], TODAY, MODEL, Favours(done=[back(3)], thanked=back(9))).thanks
    assert not past([], TODAY, MODEL, Favours(done=[back(15)])).thanks


def test_an_introduction_counts_as_given_or_got() -> None:
    found = past([], TODAY, MODEL, Favours(got=[(back(700), 2), (back(3), 2), (back(800), 2)], gave=[(back(80), 2)]))
    assert (found.surplus, found.gave) == (2, True)


@pytest.mark.parametrize(("days", "shown"), [(0, True), (7, True), (8, False)])
def test_an_event_of_both_counts_within_a_week(days: int, shown: bool) -> None:
    found = suggest(known([Talk(back(1))], event=Occasion("PyCon", back(-days))), TODAY, MODEL)
    assert (found is not None) is shown
    if found:
        assert found.reasons == (
            Reason(
                "event",
                18,
                f"you may both be at PyCon {'today' if not days else 'in 7 days'}",
                f"PyCon {'today' if not days else 'in 7 days'}",
            ),
        )


def test_while_somebody_has_a_hard_time_nothing_is_wanted_of_them() -> None:
    wish = {"wanted": Wanted("Data lead", 100), "seeks": "a flat"}
    log = [Talk(back(90), got=3)]
    free = suggest(known(log, **wish), TODAY, MODEL)
    cared = suggest(known(log, **wish, care_until=back(-1)), TODAY, MODEL)
    assert free is not None
    assert cared is not None
    assert [reason.kind for reason in free.reasons] == ["goal", "time", "seeks", "balance"]
    assert [reason.kind for reason in cared.reasons] == ["time"]
    assert suggest(known(log, **wish, care_until=TODAY), TODAY, MODEL) == free


def test_a_full_place_counts_half() -> None:
    found = suggest(known([Talk(back(60))], wanted=Wanted("Data lead", 90, full=True)), TODAY, MODEL)
    assert found is not None
    assert found.score == 9.0


def test_a_goal_alone_needs_half_a_rhythm() -> None:
    wanted = Wanted("Data lead", 100)
    assert suggest(known([Talk(back(44))], wanted=wanted), TODAY, MODEL) is None
    assert suggest(known([Talk(back(45))], wanted=wanted), TODAY, MODEL) is not None


def test_talks_that_drain_take_points_and_are_said() -> None:
    log = [Talk(back(200 + day), energy=-1) for day in range(3)] + [Talk(back(400), energy=2)]
    found = suggest(known(log), TODAY, MODEL)
    assert found is not None
    assert [(reason.kind, reason.points) for reason in found.reasons] == [("time", 22.5), ("drain", -10)]
    assert found.score == 12.5


@pytest.mark.parametrize("status", ["archived", "deceased", "no_contact"])
def test_nothing_brings_up_who_is_not_in_touch_any_more(status: str) -> None:
    everything = {
        "promises": (Promise("send it", back(9)),),
        "moments": (Occasion("birthday", TODAY),),
        "event": Occasion("PyCon", TODAY),
        "wanted": Wanted("Data lead", 100),
    }
    assert suggest(known([Talk(back(300), got=3)], {"status": status}, **everything), TODAY, MODEL) is None


@pytest.mark.parametrize(
    ("contact", "log"),
    [
        ({"snoozed_until": back(-9).isoformat()}, [Talk(back(300))]),
        ({"circle": "open"}, [Talk(back(300))]),
        ({}, TWO_UNANSWERED),
        ({}, [Talk(back(100)), Talk(back(10), **MESSAGE)]),
        ({}, [Talk(back(1000))]),
    ],
    ids=["snoozed", "unscheduled", "resting", "waiting", "dormant"],
)
def test_who_is_left_in_peace_comes_up_for_a_promise_only(contact: dict[str, Any], log: list[Talk]) -> None:
    assert suggest(known(log, contact, wanted=Wanted("Data lead", 100), seeks="a flat"), TODAY, MODEL) is None
    promised = suggest(known(log, contact, promises=(Promise("send it", TODAY),)), TODAY, MODEL)
    assert promised is not None
    assert promised.lead.kind == "promise"


def suggestion(contact: str, score: float, *kinds: str) -> Suggestion:
    reasons = tuple(Reason(kind, score / (at + 1), kind, kind) for at, kind in enumerate(kinds))
    return Suggestion(contact, score, reasons)


def test_three_people_at_most_two_for_the_same_reason() -> None:
    those = [
        suggestion(name, 40 - at, kind)
        for at, (name, kind) in enumerate(zip("abcde", ["time"] * 4 + ["goal"], strict=True))
    ]
    assert [each.contact for each in choose(those, (), 0, MODEL).people] == ["a", "b", "e"]
    assert [each.contact for each in choose(those, {"a", "e"}, 0, MODEL).people] == ["b", "c"]


def test_when_the_share_of_the_week_is_done_promises_moments_and_thanks_are_left() -> None:
    those = [
        suggestion("a", 50, "time"),
        suggestion("b", 45, "time", "thanks"),
        suggestion("c", 40, "promise"),
        suggestion("d", 35, "first_hello"),
        suggestion("e", 30, "moment"),
    ]
    full = choose(those, (), 5, MODEL)
    assert full.share_done
    assert [each.contact for each in full.people] == ["b", "c", "e"]
    assert not choose(those, (), 4, MODEL).share_done


def test_whom_one_took_for_the_week_comes_first() -> None:
    those = [suggestion(name, 40 - at, "time") for at, name in enumerate("abcde")]
    taken = choose(those, (), 0, MODEL, taken={"c", "d", "e"})
    assert [each.contact for each in taken.people] == ["c", "d", "e"]
    assert [each.contact for each in choose(those, {"d"}, 0, MODEL, taken={"d"}).people] == ["a", "b"]


def test_equal_scores_go_by_reason_then_ratio_then_name() -> None:
    those = [
        suggestion("time", 30, "time"),
        suggestion("moment", 30, "moment"),
        suggestion("zoe", 30, "time")._replace(ratio=2.0, name="zoe"),
        suggestion("b", 30, "time")._replace(ratio=2.0, name="ana"),
        suggestion("a", 30, "time")._replace(ratio=2.0, name="ana"),
    ]
    assert [each.contact for each in sorted(those, key=lambda each: each.key)] == ["moment", "a", "b", "zoe", "time"]


@pytest.fixture
def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_of_today", shared / "design" / "model_ref.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


talks = st.builds(
    Talk,
    on=st.integers(-20, 900).map(back),
    kind=st.sampled_from(["meeting", "call", "event", "message", "email", "post"]),
    direction=st.sampled_from(["out", "in", "mutual"]),
    answered=st.sampled_from(["yes", "no", "unknown"]),
    depth=st.integers(1, 5),
    people=st.sampled_from([1, 6]),
    gave=st.integers(0, 3),
    got=st.integers(0, 3),
)
maybe = st.none() | st.integers(-9, 40)


@given(data=st.data(), log=st.lists(talks, max_size=12))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anybody_is_suggested_as_in_the_reference(reference: ModuleType, data: st.DataObject, log: list[Talk]) -> None:
    circle = data.draw(st.sampled_from(["inner", "close", "active", "wide", "open"]))
    met, snoozed = data.draw(maybe), data.draw(maybe)
    promise, moment, event = data.draw(maybe), data.draw(maybe), data.draw(maybe)
    match, full, thank = data.draw(st.integers(0, 100)), data.draw(st.booleans()), data.draw(st.booleans())
    seeks, gave_90 = data.draw(st.sampled_from(["", "a flat"])), data.draw(st.booleans())
    energy = data.draw(st.none() | st.integers(-2, 2))
    days = {
        name: None if value is None else back(value) for name, value in [("met_on", met), ("snoozed_until", snoozed)]
    }
    them = reference.Contact(
        "person-7", circle, log=[reference.Interaction(**talk._asdict()) for talk in log], created=back(400), **days
    )
    theirs = reference.suggest(
        them,
        TODAY,
        promise_due=None if promise is None else back(promise),
        moment_in=moment,
        event_in=event,
        goal_match=match,
        slot_full=full,
        seeks=seeks,
        gave_90=gave_90,
        thank=thank,
        energy=energy,
    )
    document = {"circle": circle, "created": back(400).isoformat()}
    document |= {name: day.isoformat() for name, day in days.items() if day}
    mine = suggest(
        known(
            log,
            document,
            "person-7",
            past=past(log, TODAY, MODEL)._replace(gave=gave_90, thanks=thank, energy=energy),
            promises=() if promise is None else (Promise("send it", back(promise)),),
            moments=() if moment is None else (Occasion("birthday", back(-moment)),),
            event=None if event is None else Occasion("PyCon", back(-event)),
            wanted=Wanted("x", match, full),
            seeks=seeks,
        ),
        TODAY,
        MODEL,
    )
    if theirs is None:
        assert mine is None
        return
    assert mine is not None
    score, lead, why = theirs
    assert (mine.score, mine.lead.kind) == (score, lead)
    assert [reason.points for reason in mine.reasons] == [points for points, _ in why]


def test_the_kinds_of_reasons_are_those_of_the_reference(reference: ModuleType) -> None:
    assert list(ORDER) == reference.ORDER
