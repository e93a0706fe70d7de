"""Warmth, rhythm and state, against the worked examples and against the reference program where it is at hand."""

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
from journal.domain.away import Away, counted, later, merged
from journal.domain.record import Invalid
from journal.domain.warmth import Model, Standing, Talk, day_of, standing
from journal.domain.warmth_terms import explained, terms

TODAY = date(2026, 3, 2)
SHIPPED = tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text())
MODEL = Model.parse(SHIPPED)


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


def monthly(n: int, last: int, **fields: Any) -> list[Talk]:
    return [Talk(back(last + 30 * k), **fields) for k in range(n)]


def stands(log: list[Talk], *, id: str = "x", **contact: Any) -> Standing:
    return standing({"circle": "active", "created": "2025-01-01T00:00:00Z", **contact}, id, log, TODAY, MODEL)


MESSAGE = {"kind": "message", "direction": "out", "depth": 2}
TWO_UNANSWERED = [
    Talk(back(200)),
    Talk(back(60), answered="no", **MESSAGE),
    Talk(back(30), answered="no", **MESSAGE),
]
FOUR_YEARS_AGO = [Talk(back(1460 + 60 * k), depth=4) for k in range(5)]
AS_SIX = monthly(12, 60)

EXAMPLES = [
    ("one proper talk today", {}, [Talk(TODAY)], 50, "steady", "fresh"),
    ("the same 90 days ago", {}, [Talk(back(90))], 39, "cooling", "due"),
    ("close, monthly, today", {"circle": "close"}, monthly(12, 0), 73, "warm", "fresh"),
    ("close, monthly, 30 days ago", {"circle": "close"}, monthly(12, 30), 63, "steady", "due"),
    ("close, monthly, 60 days ago", {"circle": "close"}, AS_SIX, 52, "steady", "a while"),
    (
        "favours both ways",
        {"circle": "close"},
        [AS_SIX[0]._replace(gave=2, got=2), *AS_SIX[1:]],
        55,
        "steady",
        "a while",
    ),
    ("only received", {"circle": "close"}, [AS_SIX[0]._replace(got=4), *AS_SIX[1:]], 49, "steady", "a while"),
    ("the same, family", {"circle": "close", "kinds": ["family"]}, AS_SIX, 74, "warm", "a while"),
    (
        "thirty likes",
        {},
        [Talk(back(k), kind="post", direction="out", depth=1) for k in range(30)],
        20,
        "cooling",
        "new",
    ),
    ("one turning point", {}, [Talk(back(30), depth=5)], 67, "warm", "fresh"),
    ("a message not answered yet", {}, [Talk(back(100)), Talk(back(10), **MESSAGE)], 46, "steady", "waiting"),
    ("two messages not answered", {}, TWO_UNANSWERED, 34, "cooling", "resting"),
    ("deep talks four years ago", {"circle": "wide"}, FOUR_YEARS_AGO, 20, "cooling", "dormant"),
    ("wide, eleven months ago", {"circle": "wide"}, [Talk(back(334))], 30, "cooling", "soon"),
    (
        "snoozed",
        {"circle": "close", "snoozed_until": "2026-04-01"},
        monthly(3, 40),
        52,
        "steady",
        "snoozed",
    ),
    ("archived", {"status": "archived"}, monthly(3, 40), 68, "warm", "archived"),
    ("deceased", {"status": "deceased"}, monthly(3, 400), 0, "quiet", "deceased"),
    ("no rhythm", {"circle": "open"}, monthly(2, 100), 60, "steady", "unscheduled"),
    ("nothing logged", {"met_on": "2026-03-01"}, [], 0, "quiet", "new"),
]


@pytest.mark.parametrize(
    ("contact", "log", "warmth", "band", "state"), [case[1:] for case in EXAMPLES], ids=[case[0] for case in EXAMPLES]
)
def test_the_worked_examples_hold(contact: dict[str, Any], log: list[Talk], warmth: int, band: str, state: str) -> None:
    found = stands(log, **contact)
    assert (found.warmth, found.band, found.state) == (warmth, band, state)


@pytest.mark.parametrize(
    ("contact", "log", "due"),
    [
        ({"met_on": "2026-03-01"}, [], date(2026, 3, 3)),
        ({}, [Talk(TODAY)], date(2026, 5, 31)),
        ({}, [Talk(back(100)), Talk(back(10), **MESSAGE)], date(2026, 4, 6)),
        ({}, TWO_UNANSWERED, date(2026, 7, 30)),
        ({"circle": "wide"}, FOUR_YEARS_AGO, date(2023, 3, 3)),
        ({"circle": "close", "snoozed_until": "2026-04-01"}, monthly(3, 40), date(2026, 4, 1)),
        ({"circle": "open"}, monthly(2, 100), None),
        ({"cadence_days": 10}, [Talk(back(4))], back(-6)),
    ],
)
def test_the_due_day_counts_the_rhythm_from_the_last_talk(
    contact: dict[str, Any], log: list[Talk], due: date | None
) -> None:
    assert stands(log, **contact).due == due


@given(
    log=st.lists(st.builds(Talk, on=st.integers(0, 40).map(back), depth=st.integers(3, 4)), max_size=9), data=st.data()
)
@settings(deadline=None)
def test_the_order_in_which_talks_were_noted_makes_no_difference(log: list[Talk], data: st.DataObject) -> None:
    assert stands(data.draw(st.permutations(log))) == stands(log)


def test_a_note_is_never_a_touch() -> None:
    log = [Talk(back(90))]
    assert stands([*log, Talk(TODAY, kind="note", depth=5, gave=3)]) == stands(log)


def test_what_is_planned_does_not_count_before_its_day() -> None:
    log = [Talk(back(90))]
    assert stands([*log, Talk(back(-1))]) == stands(log)


def test_nothing_logged_has_no_last_talk_and_no_dots() -> None:
    found = stands([])
    assert (found.warmth, found.last_talk, found.dots, found.touches) == (0, None, 0, 0)


def test_dots_are_full_from_each_fifth_on() -> None:
    assert [Standing("fresh", warmth=warmth).dots for warmth in (0, 1, 20, 21, 80, 81, 100)] == [0, 1, 1, 2, 4, 5, 5]


def test_a_first_hello_is_due_when_its_day_has_come() -> None:
    assert not stands([], met_on="2026-03-01").is_due(TODAY)
    assert stands([], met_on="2026-02-28").is_due(TODAY)


def test_an_imported_person_is_spread_from_the_day_the_rhythm_was_given() -> None:
    imported = {"sources": [{"format": "linkedin"}], "met_on": "2014-06-01", "created": "2026-03-02T09:00:00Z"}
    assert stands([], id="person-0042", **imported).due == date(2026, 4, 1)
    assert stands([], id="person-0042", rhythm_since="2026-03-12", **imported).due == date(2026, 4, 11)


def test_two_hundred_imported_people_do_not_fall_due_on_one_day() -> None:
    days = [stands([], id=f"person-{n}", sources=[{"format": "vcard"}]).due for n in range(200)]
    assert max(days.count(day) for day in days) < 15
    assert min(days) >= date(2025, 1, 1)
    assert max(days) < date(2025, 3, 2)


def test_the_trend_compares_with_thirty_days_ago() -> None:
    assert stands([Talk(back(1))]).trend == "up"
    assert stands([Talk(back(31), depth=5)], circle="inner").trend == "down"
    assert stands([], circle="close").trend == "steady"
    assert stands(monthly(12, 0), circle="close").trend == "steady"


def test_their_message_starts_the_rhythm_again_and_ends_all_attempts() -> None:
    found = stands([*TWO_UNANSWERED, Talk(back(3), kind="message", direction="in", depth=2)])
    assert (found.state, found.last_talk) == ("fresh", back(3))


@pytest.mark.parametrize(
    "contact",
    [
        {"circle": ["close"], "kinds": "family", "status": None},
        {"circle": "nonesuch", "cadence_days": -3},
        {"created": "yesterday", "met_on": 7, "snoozed_until": "2026-13-45"},
        {"met_on": "9999-12-31", "snoozed_until": "9999-12-31"},
        {"kinds": [], "created": None},
    ],
)
def test_a_document_with_odd_values_still_stands_somewhere(contact: dict[str, Any]) -> None:
    assert stands([Talk(back(5))], **contact).state
    assert stands([], **contact).state


def test_a_stored_date_that_cannot_be_read_is_none() -> None:
    assert [day_of(value) for value in ("2026-03-02T09:00:00Z", "2026-03-02", "soon", "", None, 5)] == [
        TODAY,
        TODAY,
        None,
        None,
        None,
        None,
    ]


def test_the_users_own_constants_lie_over_the_shipped_ones() -> None:
    own = Model.parse(SHIPPED, {"circle": {"close": {"cadence_days": 45}}, "warmth": {"trend_step": 3}})
    assert own.circle["close"].cadence_days == 45
    assert own.circle["close"].weight == 0.9
    assert own.warmth.trend_step == 3


@pytest.mark.parametrize(
    ("own", "place"),
    [
        ({"due": {"soon_ration": 0.9}}, "due.soon_ration"),
        ({"circle": {"close": {"cadence_days": -1}}}, "circle.close.cadence_days"),
        ({"warmth": {"depth_points": [1, 2]}}, "warmth.depth_points"),
        ({"warmth": {"bands": {"quiet": 5}}}, "warmth.bands"),
        ({"warmth": 3}, "warmth"),
    ],
)
def test_a_constant_that_cannot_be_is_named(own: dict[str, Any], place: str) -> None:
    with pytest.raises(Invalid) as raised:
        Model.parse(SHIPPED, own)
    assert any(field.startswith(place) for field in raised.value.fields)


KINDS = ["meeting", "activity", "call", "video", "event", "message", "email", "letter", "post"]
talks = st.builds(
    Talk,
    on=st.integers(-20, 1600).map(back),
    kind=st.sampled_from(KINDS),
    direction=st.sampled_from(["out", "in", "mutual"]),
    answered=st.sampled_from(["yes", "no", "unknown"]),
    depth=st.integers(1, 5),
    people=st.sampled_from([1, 2, 5, 6, 40]),
    gave=st.integers(0, 3),
    got=st.integers(0, 3),
)
days = st.none() | st.integers(-60, 900).map(back)


@pytest.fixture
def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("model_ref", shared / "design" / "model_ref.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(data=st.data(), log=st.lists(talks, max_size=25))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_log_stands_as_in_the_reference(reference: ModuleType, data: st.DataObject, log: list[Talk]) -> None:
    fields = data.draw(
        st.fixed_dictionaries(
            {
                "circle": st.sampled_from(["inner", "close", "active", "wide", "open"]),
                "kinds": st.sampled_from([("industry",), ("family", "friend"), ("friend", "family")]),
                "cadence": st.none() | st.integers(3, 1095),
                "status": st.sampled_from(["active"] * 6 + ["archived", "no_contact", "deceased"]),
                "snoozed_until": days,
                "met_on": days,
                "created": st.integers(0, 900).map(back),
                "imported": st.booleans(),
            }
        )
    )
    if fields["imported"]:
        fields["met_on"] = None  # the reference does not know the day on which an imported person got a rhythm
    them = reference.Contact("person-7", log=[reference.Interaction(**talk._asdict()) for talk in log], **fields)
    them.log.sort(
        key=lambda talk: (talk.on, reference.points(talk)), reverse=True
    )  # there the order makes a difference
    document = {
        "circle": fields["circle"],
        "kinds": list(fields["kinds"]),
        "cadence_days": fields["cadence"],
        "status": fields["status"],
        "snoozed_until": fields["snoozed_until"] and fields["snoozed_until"].isoformat(),
        "met_on": fields["met_on"] and fields["met_on"].isoformat(),
        "created": f"{fields['created']}T12:00:00Z",
        "sources": [{"format": "vcard"}] if fields["imported"] else [],
    }
    found = standing(document, "person-7", log, TODAY, MODEL)
    assert (found.state, found.due, found.ratio) == reference.due_state(them, TODAY)
    warmth = 0 if fields["status"] == "deceased" else reference.warmth(them, TODAY)
    assert (found.warmth, found.band) == (warmth, reference.band(warmth))
    if fields["status"] != "deceased":
        change = warmth - reference.warmth(them, back(30))
        assert found.trend == ("up" if change >= 8 else "down" if change <= -8 else "steady")


@given(log=st.lists(talks, max_size=12), depth=st.integers(1, 5), kind=st.sampled_from(["meeting", "call", "video"]))
@settings(deadline=None)
def test_one_more_talk_today_never_lowers_warmth(log: list[Talk], depth: int, kind: str) -> None:
    assert stands([*log, Talk(TODAY, kind, depth=depth)]).warmth >= stands(log).warmth


@given(st.lists(st.integers(0, 29), max_size=30), st.sampled_from(["inner", "close", "active", "wide", "open"]))
@settings(deadline=None)
def test_likes_alone_never_bring_more_than_twenty(days_ago: list[int], circle: str) -> None:
    likes = [Talk(back(k), kind="post", direction="out", depth=1) for k in days_ago]
    assert stands(likes, circle=circle).warmth <= 20


@given(log=st.lists(talks, max_size=12), circle=st.sampled_from(["inner", "close", "wide", "open"]))
@settings(deadline=None)
def test_the_terms_of_a_warmth_make_the_warmth(log: list[Talk], circle: str) -> None:
    found = terms({"circle": circle, "kinds": ["family"]}, log, TODAY, MODEL)
    assert found.warmth == stands(log, circle=circle, kinds=["family"]).warmth


def test_a_warmth_is_explained_term_by_term() -> None:
    log = [Talk(back(41), got=3), *monthly(5, 71, depth=2), Talk(back(9), **MESSAGE)]
    assert explained({"circle": "close"}, log, TODAY, MODEL) == [
        ("a proper talk 41 days ago", "0.53"),
        ("a short exchange 2 months ago", "0.17"),
        ("a short exchange 3 months ago", "0.11"),
        ("3 other talks", "0.13"),
        ("messages without an answer and likes, 0.25 at most", "0.25"),
        ("give and take in two years", "× 0.92"),
        ("each halves in 45 days; together", "1.10"),
        ("100 × 1.10 ÷ (1 + 1.10)", "52"),
    ]
    assert explained({}, [], TODAY, MODEL) == [("nothing logged yet", "–")]
    lasting = explained({"circle": "wide"}, FOUR_YEARS_AGO, TODAY, MODEL)
    assert lasting[-1] == ("deep talks keep it from falling below", "20")


def away(first: int, last: int) -> tuple[Away, ...]:
    return merged([Away(back(first), back(last))])


def stands_after(absence: tuple[Away, ...], log: list[Talk], **contact: Any) -> Standing:
    return standing({"circle": "close", "created": "2025-01-01T00:00:00Z", **contact}, "x", log, TODAY, MODEL, absence)


def test_days_away_do_not_count_towards_a_rhythm() -> None:
    log = [Talk(back(50))]
    there, gone = stands_after((), log), stands_after(away(40, 11), log)
    assert (there.state, there.due, there.ratio) == ("a while", back(20), 50 / 30)
    assert (gone.state, gone.due, gone.ratio) == ("fresh", back(-10), 20 / 30)
    assert gone.warmth == there.warmth


def test_an_absence_still_going_on_moves_the_due_day_by_all_of_it() -> None:
    found = stands_after(away(5, -24), [Talk(back(20))])
    assert (found.due, found.ratio) == (back(-40), 14 / 30)


def test_the_first_hello_and_the_next_try_wait_while_one_is_away() -> None:
    assert stands_after(away(4, 1), [], met_on=back(5).isoformat()).due == back(-1)
    tried = [Talk(back(50)), Talk(back(20), **MESSAGE)]
    assert stands_after(away(15, 6), tried).due == back(-5)


@given(
    periods=st.lists(st.tuples(st.integers(-40, 400), st.integers(0, 60)), max_size=5),
    ago=st.integers(0, 300),
    days=st.integers(1, 120),
)
@settings(deadline=None)
def test_the_due_day_is_the_first_on_which_all_days_have_counted(
    periods: list[tuple[int, int]], ago: int, days: int
) -> None:
    absence = merged([Away(back(first), back(first - length)) for first, length in periods])
    day = later(back(ago), days, absence)
    assert counted(back(ago), day, absence) == days
    assert counted(back(ago), day - timedelta(days=1), absence) == days - 1


def test_the_shipped_constants_are_those_of_the_reference(reference: ModuleType) -> None:
    assert reference.M == SHIPPED
