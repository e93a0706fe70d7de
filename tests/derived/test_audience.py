"""Audience: who fills the places of goals, who could, who opens the door; and that it follows every change."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import journal
from journal.derived import places, profiles
from journal.derived.audience import Audience
from journal.derived.gains import Gains
from journal.derived.index import Index
from journal.derived.profiles import Profiles
from journal.domain.audience import candidate, similarity, words_of
from journal.domain.goals import Goal, Slot
from journal.domain.paths import best, path
from journal.domain.warmth import Model

MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text("utf-8")))
TODAY = date(2026, 11, 23)
TABLES = ("contacts", "interactions", "followups", "introductions", "goals", "events", "runs", "decisions", "settings")
Tables = dict[str, dict[str, dict[str, Any]]]


class Change(NamedTuple):
    table: str
    id: str


class World:
    """Documents in memory with an index, an audience and gains over them."""

    def __init__(self, documents: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self.documents: Tables = {table: dict((documents or {}).get(table, {})) for table in TABLES}
        self.index = Index(self.documents, MODEL, TODAY)
        self.audience, self.gains = Audience(self.index), Gains(self.index)
        self.build()

    def build(self) -> None:
        self.index.apply(None)
        self.catch_up()

    def catch_up(self) -> None:
        for each in (self.audience, self.gains):
            if not each.ready:
                for _ in each.build():
                    pass

    def put(self, table: str, id: str, document: dict[str, Any] | None) -> None:
        if document is None:
            self.documents[table].pop(id, None)
        else:
            self.documents[table][id] = document
        self.index.apply([Change(table, id)])


def back(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def person(name: str = "Ana", **fields: Any) -> dict[str, Any]:
    return {"name": name, "circle": "active", "created": "2024-01-01T00:00:00Z", **fields}


def talk(*people: str, ago: int = 3, **fields: Any) -> dict[str, Any]:
    return {"contacts": list(people), "on": back(ago), "kind": "meeting", "direction": "mutual", "depth": 3, **fields}


def goal(*slots: dict[str, Any], status: str = "active", **fields: Any) -> dict[str, Any]:
    return {"statement": "Have twelve talks", "status": status, "slots": list(slots), **fields}


HEALTH = {"label": "Health", "want": 2, "industry": ["health"]}


@pytest.fixture
def world() -> Callable[..., World]:
    return World


def board_of(world: World, id: str = "g") -> Any:
    found = world.audience.board(id)
    assert found
    return found


def warm(*people: str) -> dict[str, dict[str, Any]]:
    """A talk of yesterday with each."""
    return {f"i-{who}": talk(who, ago=1) for who in people}


def test_a_place_is_filled_by_those_who_fit_and_are_not_cold_and_by_those_chosen_by_hand(
    world: Callable[..., World],
) -> None:
    people = {
        "warm": person(industries=["Health"]),
        "cold": person(industries=["health"]),
        "gone": person(industries=["health"], status="archived"),
        "chosen": person(industries=["energy"]),
        "dead": person(status="deceased"),
    }
    slot = HEALTH | {"want": 4, "people": ["chosen", "dead", "nobody"]}
    there = world({"contacts": people, "interactions": warm("warm", "gone"), "goals": {"g": goal(slot)}})
    (view,) = board_of(there).slots
    assert (view.filled, view.gap) == (("chosen", "warm"), 2)
    assert [one.contact for one in view.candidates] == ["cold", "warm"]
    assert board_of(there).coverage == 0.5


def test_candidates_come_best_first_and_equal_ones_by_name(world: Callable[..., World]) -> None:
    people = {
        "1": person("Zoe", industries=["health"]),
        "2": person("ámbar", industries=["health"]),
        "3": person("Bo", industries=["health", "public health"], org="NHS"),
        "4": person("Nobody", industries=["energy"]),
    }
    there = world({"contacts": people, "goals": {"g": goal(HEALTH | {"org": ["NHS"]})}})
    (view,) = board_of(there).slots
    assert [one.contact for one in view.candidates] == ["3", "2", "1"]
    assert [one.match for one in view.candidates[:2]] == [100, 60]
    assert view.candidates[1].unknown == ("org",)


def test_what_was_got_from_somebody_within_two_years_counts_as_something_they_offer(
    world: Callable[..., World],
) -> None:
    got = [{"benefit": "mentorship", "way": "got", "size": 2}]
    entries = {"i1": talk("new", ago=700, exchanges=got), "i2": talk("old", ago=740, exchanges=got)}
    slot = {"label": "Adviser", "benefit": ["mentorship"]}
    there = world({"contacts": {"new": person(), "old": person()}, "interactions": entries, "goals": {"g": goal(slot)}})
    assert [one.contact for one in board_of(there).slots[0].candidates] == ["new"]
    there.put("interactions", "i3", talk("old", exchanges=got))
    assert {one.contact for one in board_of(there).slots[0].candidates} == {"new", "old"}
    there.index.turn(TODAY + timedelta(days=60))
    there.catch_up()
    assert {one.contact for one in board_of(there).slots[0].candidates} == {"old"}


def test_the_best_place_for_somebody_is_one_that_is_still_open(world: Callable[..., World]) -> None:
    people = {"a": person(industries=["health"], org="NHS"), "b": person("B", industries=["health"])}
    slots = [HEALTH | {"want": 1}, {"label": "NHS", "want": 9, "org": ["NHS"]}]
    there = world({"contacts": people, "interactions": warm("a"), "goals": {"g": goal(*slots)}})
    fit = there.audience.fit("a")
    assert fit
    assert (fit.goal, fit.label, fit.match, fit.full, fit.number) == ("g", "NHS", 100, False, 1)
    other = there.audience.fit("b")
    assert other
    assert (other.label, other.full) == ("Health", True)
    assert (there.audience.relevance("a"), there.audience.relevance("b")) == (1.0, 0.0)


@pytest.mark.parametrize("status", ["draft", "paused", "done", "dropped"])
def test_only_active_goals_ask_for_people_but_all_have_a_board(world: Callable[..., World], status: str) -> None:
    contacts = {"a": person(industries=["health"])}
    there = world({"contacts": contacts, "goals": {"g": goal(HEALTH, status=status)}})
    assert there.audience.fit("a") is None
    assert len(board_of(there).slots[0].candidates) == 1
    assert there.audience.board("missing") is None


def test_what_is_not_known_about_a_candidate_becomes_a_question_once(world: Callable[..., World]) -> None:
    slots = [HEALTH | {"location": ["Leeds"]}, {"label": "x", "industry": ["health"], "location": ["York"]}]
    there = world({"contacts": {"a": person(industries=["health"]), "b": person()}, "goals": {"g": goal(*slots)}})
    assert [(each.criterion, each.label) for each in there.audience.questions("a")] == [("location", "Health")]
    assert there.audience.questions("b") == there.audience.questions("nobody") == []


def test_the_preview_of_a_place_needs_no_goal(world: Callable[..., World]) -> None:
    there = world({"contacts": {"a": person(industries=["health"])}, "interactions": warm("a")})
    view = there.audience.preview(Slot(label="x", want=3, industry=("health",)))
    assert (view.filled, view.gap, len(view.candidates)) == (("a",), 2, 1)


def test_progress_can_be_counted_from_what_is_linked(world: Callable[..., World]) -> None:
    measure = {"name": "talks", "target": 4, "counts": "talks"}
    entries = {
        "i1": talk("a", ago=9, goals=["g"]),
        "i2": talk("a", "b", ago=4, goals=["g"]),
        "i3": talk("a", goals=["g"], kind="email", direction="out"),
        "i4": talk("a", goals=["g"], kind="note"),
        "i5": talk("a", ago=-3, goals=["g"]),
        "i6": talk("a"),
    }
    there = world({"contacts": {"a": person()}, "interactions": entries, "goals": {"g": goal(measure=measure)}})
    view = there.audience.view("g")
    assert view
    assert (view.linked, view.progress) == ((3, 2, 2), 0.5)
    assert view.last_move == TODAY - timedelta(days=3)
    there.put("interactions", "i7", talk("c", ago=1, goals=["g"]))
    after = there.audience.view("g")
    assert after
    assert (after.progress, after.linked.people) == (0.75, 3)


def test_a_planned_entry_counts_when_its_day_has_come(world: Callable[..., World]) -> None:
    there = world({"interactions": {"i": talk("a", ago=-1, goals=["g"])}, "goals": {"g": goal()}})
    assert there.audience.linked("g").talks == 0
    there.index.turn(TODAY + timedelta(days=1))
    assert there.audience.linked("g").talks == 1


def test_what_concerns_very_many_waits_for_the_next_build_and_the_old_view_stays(world: Callable[..., World]) -> None:
    people = {f"p{n}": person(f"P{n}", industries=["health"]) for n in range(150)}
    there = world({"contacts": people, "goals": {"g": goal(HEALTH)}})
    assert there.audience.ready
    there.documents["contacts"].update({id: document | {"industries": []} for id, document in people.items()})
    there.index.apply([Change("contacts", id) for id in people])
    assert not there.audience.ready
    assert len(board_of(there).slots[0].candidates) == 150
    there.catch_up()
    assert there.audience.ready
    assert len(board_of(there).slots[0].candidates) == 0


def test_paths_go_over_what_is_noted_introductions_and_shared_places(world: Callable[..., World]) -> None:
    people = {
        "target": person("Dr Osei", org="NHS Leeds", communities=["PyData"]),
        "said": person("Said", knows=[{"contact": "target", "edge": "said_so"}]),
        "past": person("Past", knows=[{"contact": "target", "edge": "shared_past"}]),
        "same": person("Same", org="nhs leeds"),
        "club": person("Club", communities=["pydata", "chess"]),
        "pair": person("Pair"),
        "cold": person("Cold", org="NHS Leeds"),
    }
    made = {"n": {"broker": "me", "a": "pair", "b": "target", "status": "made", "made_on": back(90)}}
    entries = {
        f"{who}-{n}": talk(who, ago=7 * n, depth=4)
        for who in ("said", "past", "same", "club", "pair")
        for n in range(6)
    }
    there = world({"contacts": people, "interactions": entries, "introductions": made})
    ways = there.audience.ways_in("target")
    assert [(way.via, way.because) for way in ways] == [("pair", "said_so"), ("said", "said_so"), ("club", "same_now")]
    there.put("contacts", "pair", people["pair"] | {"discreet": True})
    there.put("contacts", "said", people["said"] | {"care_until": back(-5)})
    ways = there.audience.ways_in("target")
    assert [(way.via, way.because) for way in ways] == [
        ("club", "same_now"),
        ("same", "same_now"),
        ("past", "shared_past"),
    ]
    assert [way.what for way in ways] == ["PyData", "NHS Leeds", ""]


def test_whoever_was_asked_within_sixty_days_is_not_asked_again(world: Callable[..., World]) -> None:
    people = {"t": person(), "p": person("P", knows=[{"contact": "t", "edge": "said_so"}])}
    there = world({"contacts": people, "interactions": warm("p")})
    assert [way.via for way in there.audience.ways_in("t")] == ["p"]
    asked = {"broker": "p", "a": "me", "b": "t", "status": "asked", "asked_on": back(59)}
    there.put("introductions", "n", asked)
    assert there.audience.ways_in("t") == ()
    there.put("introductions", "n", asked | {"asked_on": back(60)})
    assert [way.via for way in there.audience.ways_in("t")] == ["p"]


def test_a_gap_without_anybody_has_an_opener(world: Callable[..., World]) -> None:
    people = {"p": person("Priya", reaches=["hospital labs"]), "q": person("Q", org="Acme")}
    there = world(
        {"contacts": people, "interactions": warm("p", "q"), "goals": {"g": goal({"label": "x", "org": ["Labs"]})}}
    )
    (way,) = board_of(there).slots[0].ways_in
    assert (way.kind, way.via, way.because, way.what, way.target) == ("opener", "p", "reaches", "hospital labs", "")


def test_a_goal_that_cannot_be_read_harms_no_other(world: Callable[..., World]) -> None:
    there = world({"contacts": {"a": person()}, "goals": {"bad": {"statement": 3}, "g": goal(HEALTH)}})
    assert there.audience.board("bad") is None
    assert board_of(there).slots


def test_listeners_hear_of_goals_and_people(world: Callable[..., World]) -> None:
    there = world({"contacts": {"a": person()}})
    heard: list[int] = []
    there.audience.listeners.append(lambda: heard.append(1))
    there.put("goals", "g", goal(HEALTH))
    assert heard
    assert len(board_of(there).slots[0].candidates) == 0
    there.put("contacts", "a", person(industries=["health"]))
    assert len(board_of(there).slots[0].candidates) == 1
    there.put("goals", "g", None)
    assert there.audience.board("g") is None


PEOPLE = ("a", "b", "c", "d")
LIKELY = st.sampled_from(["health", "Public Health", "data", "NHS Leeds", "Leeds", "head of data", "Data lead"])
SOME = st.lists(LIKELY, max_size=2, unique=True)
BENEFIT = st.sampled_from(["opportunity", "knowledge", "mentorship"])
CONTACTS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ana", "Bo", "ana"]),
        "circle": st.sampled_from(["close", "active", "open"]),
        "status": st.sampled_from(["active", "active", "active", "archived", "deceased"]),
        "created": st.just("2024-01-01T00:00:00Z"),
        "org": LIKELY | st.just(""),
        "role": LIKELY | st.just(""),
        "industries": SOME,
        "communities": SOME,
        "reaches": SOME,
        "seniority": st.sampled_from(["lead", "senior", "unknown"]),
        "can_offer": st.lists(BENEFIT, max_size=2, unique=True),
        "discreet": st.booleans(),
        "knows": st.lists(
            st.fixed_dictionaries(
                {"contact": st.sampled_from(PEOPLE), "edge": st.sampled_from(["said_so", "same_now", "shared_past"])}
            ),
            max_size=2,
        ),
    }
)
EXCHANGES = st.lists(
    st.fixed_dictionaries({"benefit": BENEFIT, "way": st.sampled_from(["got", "gave"]), "size": st.integers(1, 3)}),
    max_size=2,
)
ENTRIES = st.builds(
    lambda people, ago, depth, exchanges, goals: talk(*people, ago=ago, depth=depth, exchanges=exchanges, goals=goals),
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True),
    st.integers(-5, 800),
    st.integers(1, 5),
    EXCHANGES,
    st.lists(st.sampled_from(["g", "h"]), max_size=1),
)
SLOTS = st.fixed_dictionaries(
    {"label": st.just("x"), "want": st.integers(1, 3)},
    optional={
        "role": st.lists(LIKELY, min_size=1, max_size=2),
        "industry": st.lists(LIKELY, min_size=1, max_size=2),
        "org": st.lists(LIKELY, min_size=1, max_size=1),
        "seniority": st.just(["lead"]),
        "benefit": st.lists(BENEFIT, min_size=1, max_size=2, unique=True),
        "people": st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True),
    },
)
GOALS = st.builds(
    lambda slots, status: goal(*slots, status=status),
    st.lists(SLOTS, max_size=3),
    st.sampled_from(["active", "active", "draft", "done"]),
)
INTRODUCTIONS = st.builds(
    lambda broker, status, ago: {"broker": broker, "a": "me", "b": "a", "status": status, "asked_on": back(ago)},
    st.sampled_from(["b", "c"]),
    st.sampled_from(["asked", "made", "met"]),
    st.integers(0, 100),
)
FOLLOWUPS = st.builds(
    lambda ago, status: {
        "contacts": [],
        "what": "x",
        "owner": "mine",
        "due": back(ago),
        "status": status,
        "from": "i1",
    },
    st.integers(-5, 100),
    st.sampled_from(["open", "done", "dropped"]),
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("contacts"), st.sampled_from(PEOPLE), st.none() | CONTACTS),
        st.tuples(st.just("contacts"), st.sampled_from(PEOPLE), CONTACTS),
        st.tuples(st.just("interactions"), st.sampled_from(["i1", "i2", "i3"]), st.none() | ENTRIES),
        st.tuples(st.just("interactions"), st.sampled_from(["i1", "i2", "i3"]), ENTRIES),
        st.tuples(st.just("goals"), st.sampled_from(["g", "h"]), st.none() | GOALS),
        st.tuples(st.just("goals"), st.sampled_from(["g", "h"]), GOALS),
        st.tuples(st.just("introductions"), st.just("n"), st.none() | INTRODUCTIONS),
        st.tuples(st.just("followups"), st.just("f"), st.none() | FOLLOWUPS),
    ),
    min_size=1,
    max_size=14,
)


def everything_said(world: World) -> dict[str, Any]:
    boards = {id: world.audience.board(id) for id in ("g", "h")}
    gains = world.gains
    return {
        "boards": {
            id: [(view.filled, view.gap, list(view.candidates), view.ways_in) for view in board.slots]
            + [board.coverage]
            for id, board in boards.items()
            if board
        },
        "goals": {id: world.audience.view(id) for id in ("g", "h")},
        "people": {
            id: (world.audience.fit(id), world.audience.ways_in(id), world.audience.questions(id)) for id in PEOPLE
        },
        "gains": (gains.balance(90), gains.balance(None), gains.hints(), gains.people_by_week(8), gains.usual_week()),
        "rates": (gains.follow_through(), gains.promises_kept(), gains.spread()),
    }


@given(CHANGES, st.integers(0, 3))
@settings(deadline=None, max_examples=60)
def test_after_any_changes_it_says_what_it_would_say_if_made_anew(changes: Iterable[Any], look_each: int) -> None:
    there = World()
    for number, (table, id, document) in enumerate(changes):
        there.put(table, id, document)
        if look_each and number % look_each == 0:
            everything_said(there)  # what is remembered now must be forgotten at the next change
    assert everything_said(there) == everything_said(World(there.documents))


@given(CHANGES, st.lists(st.integers(0, 6), min_size=14, max_size=14))
@settings(deadline=None, max_examples=60)
def test_what_is_written_while_it_is_being_made_is_in_it(changes: Iterable[Any], steps: list[int]) -> None:
    there = World({"contacts": {who: person(who) for who in PEOPLE}, "goals": {"g": goal(HEALTH, HEALTH)}})
    with patch.object(profiles, "SLICE", 1), patch.object(places, "STANDINGS_SLICE", 1):
        work = there.audience.build()
        for (table, id, document), some in zip(changes, steps, strict=False):
            for _ in islice(work, some):
                pass
            there.put(table, id, document)
        for _ in work:
            pass
    assert everything_said(there) == everything_said(World(there.documents))


@given(st.lists(CONTACTS, min_size=1, max_size=6), st.lists(SLOTS, min_size=1, max_size=3))
@settings(deadline=None, max_examples=80)
def test_the_places_have_the_scores_of_the_rule(contacts: list[dict[str, Any]], slots: list[dict[str, Any]]) -> None:
    people = {f"p{n}": document for n, document in enumerate(contacts)}
    there = World({"contacts": people, "goals": {"g": goal(*slots)}})
    known = Profiles(there.index)
    for view, slot in zip(board_of(there).slots, Goal.parse(goal(*slots)).slots, strict=True):
        found = {one.contact: one for one in view.candidates}
        for id, document in people.items():
            expected = candidate(id, slot, known.profile(document), MODEL)
            alive = document["status"] == "active" and expected.verdict != "no"
            assert found.get(id) == (expected if alive else None)


@given(st.lists(CONTACTS, min_size=2, max_size=4), st.lists(ENTRIES, max_size=8))
@settings(deadline=None, max_examples=60)
def test_the_ways_in_are_the_best_of_all(contacts: list[dict[str, Any]], entries: list[dict[str, Any]]) -> None:
    people = dict(zip(PEOPLE, contacts, strict=False))
    there = World({"contacts": people, "interactions": {f"i{n}": entry for n, entry in enumerate(entries)}})
    for target in people:
        assert [(way.via, way.strength) for way in there.audience.ways_in(target)] == [
            (way.via, way.strength) for way in all_ways(there, people, target)
        ]


def all_ways(there: World, people: dict[str, dict[str, Any]], target: str) -> Any:
    """Every way to somebody by trying everybody with every edge."""
    if people[target]["status"] != "active":
        return ()
    ways = []
    for id, document in people.items():
        standing = there.index.standing(id)
        blocked = document["discreet"] or standing.state in ("resting", "archived", "deceased", "no_contact")
        if id == target or blocked:
            continue
        edges = [edge["edge"] for edge in document["knows"] if edge["contact"] == target]
        edges += [edge["edge"] for edge in people[target]["knows"] if edge["contact"] == id]
        if shares_a_place(document, people[target]):
            edges.append("same_now")
        ways += [path(id, target, standing.warmth, edge, MODEL) for edge in edges]
    return best(ways)


def shares_a_place(one: dict[str, Any], other: dict[str, Any]) -> bool:
    at = [
        similarity(words_of(one["org"]), words_of(other["org"]), 0) == 1
        and words_of(one["org"]) == words_of(other["org"])
    ]
    return any(at) or bool({*map(words_of, one["communities"])} & {*map(words_of, other["communities"])})
