"""The index: standings, entries, follow-ups and introductions, in step with the documents."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import journal
from journal.derived.index import Index, Touched
from journal.domain.warmth import Model

TODAY = date(2026, 3, 2)  # a Monday
MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text()))


class Written(NamedTuple):
    table: str
    id: str


class Book:
    """Documents and an index over them, as a journal would keep them."""

    def __init__(self, **tables: dict[str, dict[str, Any]]) -> None:
        self.documents: dict[str, dict[str, dict[str, Any]]] = {
            name: dict(tables.get(name, {})) for name in ("contacts", "interactions", "followups", "introductions")
        }
        self.index = Index(self.documents, MODEL, TODAY)
        self.index.apply(None)

    def put(self, table: str, id: str, document: dict[str, Any] | None) -> None:
        if document is None:
            self.documents[table].pop(id, None)
        else:
            self.documents[table][id] = document
        self.index.apply([Written(table, id)])


def iso(days_ago: int) -> str:
    return (TODAY - timedelta(days=days_ago)).isoformat()


def entry(days_ago: int, *contacts: str, **fields: Any) -> dict[str, Any]:
    return {"contacts": list(contacts), "on": iso(days_ago), "kind": "meeting", "direction": "mutual", **fields}


ANA = {"name": "Ana Gómez", "circle": "close", "created": "2025-01-01T00:00:00Z"}
BOB = {"name": "Bob Lee", "circle": "active", "created": "2025-01-01T00:00:00Z"}


def test_entries_stand_newest_first_by_day_then_time_then_id() -> None:
    book = Book(
        interactions={
            "1": entry(2, "ana"),
            "2": entry(0, "ana", time="09:00"),
            "3": entry(0, "bob", time="17:30"),
            "4": entry(0, "ana"),
            "5": entry(-3, "ana"),
            "6": entry(2, "bob"),
        }
    )
    assert list(book.index.timeline) == ["5", "3", "2", "4", "6", "1"]
    assert list(book.index.entries_of("ana")) == ["5", "2", "4", "1"]
    assert book.index.timeline.after(iso(0)) == ["5"]


def test_an_entry_can_be_found_by_its_place_in_the_timeline() -> None:
    book = Book(interactions={str(n): entry(n, "ana") for n in range(5)})
    timeline = book.index.timeline
    assert (timeline[0], timeline[-1], timeline[1:3], len(timeline)) == ("0", "4", ["1", "2"], 5)
    with pytest.raises(IndexError):
        timeline[5]


def test_a_new_talk_changes_how_somebody_stands() -> None:
    book = Book(contacts={"ana": ANA}, interactions={"1": entry(40, "ana")})
    assert book.index.standing("ana").state == "due"
    book.put("interactions", "2", entry(1, "ana"))
    assert book.index.standing("ana").state == "fresh"
    assert book.index.last_talk["ana"] == iso(1)
    book.put("interactions", "2", None)
    assert book.index.standing("ana").state == "due"
    assert book.index.last_talk["ana"] == iso(40)


def test_another_rhythm_changes_how_somebody_stands() -> None:
    book = Book(contacts={"ana": ANA}, interactions={"1": entry(40, "ana")})
    assert book.index.standing("ana").state == "due"
    book.put("contacts", "ana", {**ANA, "circle": "wide"})
    assert book.index.standing("ana").state == "fresh"


def test_notes_unanswered_messages_and_plans_are_no_last_talk() -> None:
    book = Book(
        interactions={
            "1": entry(9, "ana"),
            "2": entry(1, "ana", kind="note"),
            "3": entry(2, "ana", kind="message", direction="out"),
            "4": entry(-1, "ana"),
        }
    )
    assert book.index.last_talk == {"ana": iso(9)}


def test_a_plan_counts_from_its_day_on() -> None:
    book = Book(contacts={"ana": ANA}, interactions={"1": entry(40, "ana"), "2": entry(-1, "ana")})
    book.index.turn(TODAY + timedelta(days=1))
    assert book.index.last_talk["ana"] == iso(-1)
    assert book.index.standing("ana").state == "fresh"
    book.index.turn(TODAY)
    assert book.index.last_talk["ana"] == iso(40)


def test_a_moved_entry_leaves_its_former_people() -> None:
    book = Book(interactions={"1": entry(3, "ana")})
    book.put("interactions", "1", entry(1, "bob"))
    assert not book.index.entries_of("ana")
    assert list(book.index.entries_of("bob")) == ["1"]
    assert book.index.last_talk == {"bob": iso(1)}


def test_follow_ups_are_found_by_person_by_origin_and_by_due_day() -> None:
    due = {"a": "2026-03-09", "b": "2026-03-04", "c": "2026-03-01"}
    book = Book(
        followups={
            id: {"contacts": ["ana"], "what": id, "due": day, "status": "open", "from": "1"} for id, day in due.items()
        }
    )
    assert book.index.open_followups == ["c", "b", "a"]
    book.put("followups", "c", {"contacts": ["ana"], "what": "c", "due": due["c"], "status": "done", "from": "1"})
    assert book.index.open_followups == ["b", "a"]
    assert list(book.index.followups_of("ana")) == ["b", "a", "c"]
    assert set(book.index.followups_from("1")) == {"a", "b", "c"}
    assert not book.index.followups_from("")


def test_introductions_are_found_for_all_three() -> None:
    book = Book(introductions={"i": {"broker": "me", "a": "ana", "b": "bob", "status": "made"}})
    assert [list(book.index.introductions_of(who)) for who in ("me", "ana", "bob", "chen")] == [["i"], ["i"], ["i"], []]


def test_entries_are_found_by_event_and_goal() -> None:
    book = Book(
        interactions={"1": entry(3, "ana", event="pycon", goals=["lead"]), "2": entry(1, "bob", goals=["lead"])}
    )
    assert list(book.index.entries_about("pycon")) == ["1"]
    assert list(book.index.entries_about("lead")) == ["2", "1"]


def test_talks_are_counted_by_week_from_monday_to_sunday() -> None:
    book = Book(
        interactions={
            "1": entry(0, "ana"),  # this Monday
            "2": entry(1, "ana"),  # Sunday before it
            "3": entry(7, "ana"),
            "4": entry(8, "ana", kind="note"),
            "5": entry(-1, "ana"),
        }
    )
    assert book.index.per_week("ana", 4) == [0, 0, 2, 1]


def test_everything_is_built_in_pieces_and_the_old_view_stays_until_the_last() -> None:
    book = Book(interactions={"1": entry(3, "ana")})
    book.documents["interactions"] = {str(n): entry(n, "ana") for n in range(3000)}
    pieces = book.index.build()
    next(pieces)
    assert list(book.index.timeline) == ["1"]
    for _ in pieces:
        pass
    assert len(book.index.timeline) == 3000


def test_what_is_written_during_a_build_is_in_the_old_view_and_in_the_new_one() -> None:
    book = Book(interactions={str(n): entry(n, "ana") for n in range(3000)})
    pieces = book.index.build()
    next(pieces)
    book.put("interactions", "new", entry(-1, "ana"))
    book.put("interactions", "7", None)
    assert book.index.timeline[0] == "new"
    for _ in pieces:
        pass
    assert book.index.timeline[0] == "new"
    assert len(book.index.timeline) == 3000
    assert "7" not in list(book.index.timeline)


def test_the_same_change_told_twice_counts_once() -> None:
    book = Book()
    book.put("interactions", "1", entry(3, "ana"))
    book.index.apply([Written("interactions", "1"), Written("interactions", "1")])
    assert list(book.index.timeline) == ["1"]
    assert list(book.index.entries_of("ana")) == ["1"]


def test_who_listens_is_told_what_was_touched() -> None:
    book = Book(contacts={"ana": ANA})
    told: list[Touched | None] = []
    book.index.listeners.append(told.append)
    book.put("interactions", "1", entry(3, "ana", "bob"))
    book.put("contacts", "ana", {**ANA, "org": "Acme"})
    book.index.apply(None)
    assert told == [
        Touched(entries=frozenset({"1"}), people=frozenset({"ana", "bob"})),
        Touched(contacts=frozenset({"ana"}), people=frozenset({"ana"})),
        None,
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {"on": "soon"},
        {"on": None, "contacts": "ana"},
        {"on": "2026-02-01", "contacts": [1, ["ana"], "ana"], "exchanges": [3, {"size": "big"}]},
        {"on": "20260201", "contacts": ["ana"], "depth": 9, "kind": 4, "time": 7, "energy": "high"},
        {"on": "2026-02-01T10:00", "contacts": ["ana"], "exchanges": {"size": 1}, "goals": "x", "event": []},
    ],
)
def test_an_entry_with_odd_values_does_no_harm(odd: dict[str, Any]) -> None:
    book = Book(contacts={"ana": ANA, "bob": BOB}, interactions={"1": odd, "2": entry(40, "ana", "bob")})
    assert set(book.index.timeline) == {"1", "2"}
    assert book.index.standing("ana").state in ("due", "fresh", "soon")
    assert book.index.last_talk["bob"] == iso(40)
    assert sum(book.index.per_week("ana")) in (1, 2)
    book.put("interactions", "1", None)
    assert list(book.index.timeline) == ["2"]
    assert book.index.last_talk["ana"] == iso(40)


def test_somebody_unknown_stands_nowhere_but_does_no_harm() -> None:
    assert Book().index.standing("nobody").state == "new"
    assert Book().index.per_week("nobody", 2) == [0, 0]


PEOPLE = ["ana", "bob", "chen"]
documents = st.fixed_dictionaries(
    {
        "contacts": st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True),
        "on": st.integers(-3, 12).map(iso),
        "kind": st.sampled_from(["meeting", "note", "message"]),
        "direction": st.sampled_from(["out", "in", "mutual"]),
    },
    optional={"time": st.sampled_from(["08:00", "18:30"]), "goals": st.just(["g"])},
)
writes = st.lists(
    st.tuples(st.sampled_from([str(n) for n in range(8)]), st.none() | documents) | st.integers(-2, 3), max_size=25
)


@given(writes)
@settings(max_examples=150, deadline=None)
def test_after_any_changes_the_index_is_as_if_it_were_built_anew(steps: list[tuple[str, Any] | int]) -> None:
    book = Book(contacts={"ana": ANA, "bob": BOB, "chen": ANA})
    for step in steps:
        if isinstance(step, int):
            book.index.turn(TODAY + timedelta(days=step))
        else:
            book.put("interactions", *step)
            book.index.standing("ana")
    fresh = Index(book.documents, MODEL, book.index.today)
    fresh.apply(None)
    for one in (book.index, fresh):
        assert sorted(one.timeline) == sorted(book.documents["interactions"])
    assert list(book.index.timeline) == list(fresh.timeline)
    assert dict(book.index.last_talk) == dict(fresh.last_talk)
    for person in PEOPLE:
        assert list(book.index.entries_of(person)) == list(fresh.entries_of(person))
        assert book.index.standing(person) == fresh.standing(person)
        assert book.index.per_week(person) == fresh.per_week(person)
    assert list(book.index.entries_about("g")) == list(fresh.entries_about("g"))
