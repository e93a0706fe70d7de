"""Who is meant by an @word: the order of the ways to be named, what is assumed, and what is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.capture.names import Match, Names, display_name
from journal.capture.nearest import event_called, goal_called, is_near, near

TODAY = date(2026, 11, 24)
Build = Callable[..., Names]


def who(match: Match) -> str | None:
    return match.id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Gómez", "P0"),
        ("ana-gomez", "P0"),
        ("ANA_GOMEZ", "P0"),
        ("ana.g", "P0"),
        ("gómez", "P0"),
        ("gom", "P0"),
        ("ana gom", "P0"),
        ("Annie", "P1"),
        ("chen@x.org", "P2"),
        ("Chen@X.org", "P2"),
        ("jon", "P3"),
        ("soren", "P4"),
        ("strasse", "P4"),
        ("an", None),
        ("mez", None),
        ("nobody", None),
    ],
)
def test_somebody_is_named_in_many_ways(names_of: Build, text: str, found: str | None) -> None:
    names = names_of(
        "Ana Gómez",
        {"name": "Anna Hunt", "aliases": ["Annie", "A. Hunt-Roe"]},
        {"name": "Chen Wei", "channels": [{"kind": "email", "value": "chen@x.org"}, {"kind": "phone", "value": "1"}]},
        {"name": "Jonathan Smith", "first_name": "Jon"},
        "Søren Straße",
    )
    assert who(names.resolve(text, TODAY)) == found


def test_a_full_name_comes_before_a_part_and_an_alias_before_a_part(names_of: Build) -> None:
    assert who(names_of("Ana Gómez", "Ana").resolve("ana", TODAY)) == "P1"
    assert who(names_of("Bob Lee", {"name": "Robert Roe", "aliases": ["Bob"]}).resolve("bob", TODAY)) == "P1"


def test_a_beginning_is_assumed_and_needs_three_letters(names_of: Build) -> None:
    names = names_of("Joanna Marsh")
    assert (who(names.resolve("joa", TODAY)), names.resolve("joa", TODAY).assumed) == ("P0", "prefix")
    assert names.resolve("jo", TODAY).new
    assert names.resolve("joanna", TODAY).assumed == ""


def test_a_beginning_that_fits_many_is_a_new_name(names_of: Build) -> None:
    match = names_of(*(f"Maria{letter} Roe" for letter in "abcdefghij")).resolve("mar", TODAY)
    assert (match.new, match.candidates) == (True, [])


@pytest.mark.parametrize("status", ["archived", "no_contact", "deceased"])
def test_who_is_no_longer_in_touch_is_found_by_full_name_or_alias_only(names_of: Build, status: str) -> None:
    names = names_of({"name": "Tom Reed", "aliases": ["Tommy"], "status": status})
    assert [names.resolve(text, TODAY).new for text in ("tom", "ree", "Tom Reed", "tommy")] == [
        True,
        True,
        False,
        False,
    ]


def test_of_two_with_one_name_the_one_in_touch_is_meant(names_of: Build) -> None:
    assert who(names_of({"name": "Tom Reed", "status": "archived"}, "Tom Reed").resolve("tom reed", TODAY)) == "P1"


@pytest.mark.parametrize(
    ("last_talk", "found"),
    [
        ({"P1": "2026-11-01"}, "P1"),
        ({"P1": "2026-08-26"}, "P1"),
        ({"P1": "2026-08-25"}, None),
        ({"P1": "2026-11-25"}, None),
        ({"P0": "2026-11-01", "P1": "2026-11-20"}, None),
    ],
)
def test_the_only_one_talked_with_in_ninety_days_is_assumed(
    names_of: Build, last_talk: dict[str, str], found: str | None
) -> None:
    match = names_of("Ana Gómez", "Ana Hunt", last_talk=last_talk).resolve("ana", TODAY)
    assert (match.id, match.assumed) == (found, "recent" if found else "")
    assert [name for _, name in match.candidates] == ([] if found else ["Ana Gómez", "Ana Hunt"])


def test_an_ambiguous_text_finds_the_person_made_for_it_and_nobody_else_does(names_of: Build) -> None:
    stub = {"name": "Ana", "stub": True, "triage": {"text": "ana", "candidates": ["P0", "P1"]}}
    names = names_of("Ana Gómez", "Ana Hunt", stub)
    match = names.resolve("Ana", TODAY)
    assert (match.id, match.new, [key for key, _ in match.candidates]) == ("P2", False, ["P0", "P1"])
    assert names_of("Ana Gómez", stub).resolve("ana", TODAY).id == "P0"


def test_what_was_written_meanwhile_is_known(names_of: Build) -> None:
    names = names_of("Ana Gómez", "Bob Lee")
    names.put({"contacts": {"N": {"name": "Dana Osei"}, "P0": {"name": "Ana Ruiz"}, "P1": None}})
    assert [who(names.resolve(text, TODAY)) for text in ("dana", "ruiz", "gomez", "bob")] == ["N", "P0", None, None]


def test_a_talk_written_meanwhile_makes_recent_but_a_message_out_does_not(names_of: Build) -> None:
    def told(**entry: Any) -> str | None:
        names = names_of("Ana Gómez", "Ana Hunt")
        names.put({"interactions": {"I": {"contacts": ["P1"], "on": "2026-11-20", **entry}}}, "2026-11-24")
        return names.resolve("ana", TODAY).id

    assert told(kind="call") == "P1"
    assert told(kind="email", direction="in") == "P1"
    assert told(kind="email", direction="out", answered="yes") == "P1"
    assert told(kind="email") is None
    assert told(kind="note") is None
    assert told(kind="call", on="2026-11-25") is None


def test_documents_of_any_shape_do_no_harm(names_of: Build) -> None:
    odd = [{}, {"name": 3}, {"name": "A\tB\nC", "aliases": "x", "channels": [3, {"value": None}], "triage": "y"}]
    names = names_of(*odd, "Ana Gómez", events={"E": {"title": None, "starts": 7}}, goals={"G": {}}, runs={"R": {}})
    assert names.resolve("ana", TODAY).id == "P3"
    assert names.resolve("a b c", TODAY).id == "P2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna", ["Ana Gómez"]),
        ("dana", []),
        ("li", []),
        ("jo", ["Joanna Marsh", "Jonas Weber"]),
        ("heathr", ["Heather Wheeler"]),
        ("heather wheelr", ["Heather Wheeler"]),
        ("heather gomez", []),
        ("weebr", ["Jonas Weber"]),
        ("---", []),
    ],
)
def test_nearly_the_same_names_are_offered(names_of: Build, text: str, found: list[str]) -> None:
    names = names_of("Ana Gómez", "Bob Lee", "Joanna Marsh", "Jonas Weber", "Heather Wheeler")
    assert near(names, text) == found


def test_near_names_come_in_the_order_of_the_last_talk(names_of: Build) -> None:
    names = names_of("Ana Adams", "Ana Baker", "Ana Clark", "Ana Davis", last_talk={"P2": "2026-01-01"})
    assert near(names, "anna") == ["Ana Clark", "Ana Adams", "Ana Baker"]


def test_letters_may_differ_be_missing_or_swapped() -> None:
    assert is_near("marta", "maria", 1)
    assert is_near("jhon", "john", 1)
    assert not is_near("dana", "ana", 1)
    assert is_near("mraia", "maria", 1)
    assert is_near("maia", "maria", 1)
    assert not is_near("maya", "maria", 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dana", "Dana"),
        ("rust-berlin", "Rust Berlin"),
        ("McKay", "McKay"),
        ("bob lee", "Bob Lee"),
        ("ana.m@x.org", "Ana M"),
        ("王伟", "王伟"),
        ("...", "..."),
    ],
)
def test_a_new_person_gets_a_readable_name(text: str, name: str) -> None:
    assert display_name(text) == name


@given(st.lists(st.text(min_size=1, max_size=12), max_size=5), st.text(max_size=12))
def test_no_name_makes_the_resolver_stumble(people: list[str], text: str) -> None:
    contacts = {f"P{at}": {"name": name} for at, name in enumerate(people)}
    names = Names.from_documents(contacts, {}, events={}, goals={}, runs={})
    names.resolve(text, TODAY)
    near(names, text)


def test_a_full_name_is_always_found_again() -> None:
    people = [
        "Ana Gómez",
        "Łukasz Żak",
        "Nguyễn Văn An",
        "O'Brien, Kate",
        "김민수",
        "Ivan Петров",
        "أحمد علي",
        "İlker Ş.",
    ]
    contacts = {f"P{at}": {"name": name} for at, name in enumerate(people)}
    names = Names.from_documents(contacts, {}, events={}, goals={}, runs={})
    for at, name in enumerate(people):
        assert names.resolve(name, TODAY).id == f"P{at}", name


def test_the_nearest_event_of_a_title_is_meant(names_of: Build) -> None:
    now = datetime(2026, 11, 24, 9, 30)
    events = {f"E{year}": {"title": "PyCon Leeds", "starts": f"{year}-11-20"} for year in (2024, 2026, 2027)}
    goals = {
        "G1": {"statement": "Data lead in health", "status": "done"},
        "G2": {"statement": "Data lead anywhere", "status": "active"},
    }
    names = names_of(events=events, goals=goals)
    assert event_called(names, "pycon", now) == ("E2026", "PyCon Leeds")
    assert event_called(names, "con", now) is None
    assert goal_called(names, "data-lead") == ("G2", "Data lead anywhere")
    assert goal_called(names, "") is None
