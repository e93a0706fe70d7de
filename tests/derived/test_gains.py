"""What was got and gave, people talked with in each week, promises kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

import journal
from journal.derived.gains import Gains
from journal.derived.index import Index
from journal.domain.warmth import Model

MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text("utf-8")))
TODAY = date(2026, 11, 25)
"""A Wednesday."""


def made(**tables: Mapping[str, Any]) -> Gains:
    names = ("contacts", "interactions", "followups", "introductions", "goals", "events", "runs")
    index = Index({name: dict(tables.get(name, {})) for name in names}, MODEL, TODAY)
    gains = Gains(index)
    index.apply(None)
    for _ in gains.build():
        pass
    return gains


def back(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def talk(*people: str, ago: int, **fields: Any) -> dict[str, Any]:
    return {"contacts": list(people), "on": back(ago), "kind": "meeting", "direction": "mutual", "depth": 3, **fields}


def gave(benefit: str, size: int = 1, way: str = "gave") -> list[dict[str, Any]]:
    return [{"benefit": benefit, "way": way, "size": size}]


def promise(**fields: Any) -> dict[str, Any]:
    return {"contacts": [], "what": "x", "owner": "mine", "due": back(10), "status": "open", **fields}


def test_exchanges_are_summed_over_the_window_and_days_to_come_do_not_count() -> None:
    gains = made(
        interactions={
            "1": talk("a", ago=10, exchanges=gave("knowledge", 2)),
            "2": talk("a", ago=100, exchanges=gave("knowledge", 1)),
            "3": talk("a", ago=400, exchanges=gave("knowledge", 3)),
            "4": talk("a", ago=-1, exchanges=gave("knowledge", 3)),
        }
    )
    assert [gains.balance(days).gave["knowledge"] for days in (90, 365, None)] == [2, 3, 6]


def test_an_introduction_that_was_made_counts_as_opportunity_given_or_got() -> None:
    gains = made(
        introductions={
            "1": {"broker": "me", "a": "ana", "b": "bob", "status": "met", "made_on": back(5), "met_on": back(1)},
            "2": {"broker": "priya", "a": "me", "b": "osei", "status": "made", "made_on": back(5)},
            "3": {"broker": "priya", "a": "me", "b": "x", "status": "met", "met_on": back(5)},
            "4": {"broker": "priya", "a": "me", "b": "y", "status": "asked", "asked_on": back(5)},
        }
    )
    balance = gains.balance(90)
    assert (balance.gave["opportunity"], balance.got["opportunity"]) == (4, 2)


def test_archived_people_still_count_in_the_balance() -> None:
    gains = made(
        contacts={"a": {"name": "A", "status": "archived"}},
        interactions={"1": talk("a", ago=10, exchanges=gave("support", way="got"))},
    )
    assert gains.balance().got["support"] == 1


def test_hints_name_the_warmest_people_who_could_offer_what_is_missing() -> None:
    people = {
        who: {"name": who.title(), "circle": "active", "created": "2024-01-01T00:00:00Z", "can_offer": ["support"]}
        for who in ("ana", "bob", "cleo", "dana", "eve")
    }
    people["eve"] |= {"care_until": back(-9)}
    people["dana"] |= {"can_offer": []}
    entries = {f"i{n}": talk("cleo", "eve", ago=5 + 10 * n) for n in range(12)} | {"b": talk("bob", ago=30)}
    (hint,) = made(contacts=people, interactions=entries).hints()
    assert hint.said(str.title) == "No support noted this year. Three people could offer it: Cleo, Bob, Ana."


def test_each_person_counts_once_a_week_and_only_talks_count() -> None:
    gains = made(
        interactions={
            "1": talk("a", "b", ago=0),
            "2": talk("a", ago=2),
            "3": talk("c", ago=3),
            "4": talk("c", ago=9, kind="message", direction="out", answered="no"),
            "5": talk("d", ago=10, kind="note"),
            "6": talk("e", ago=-1),
        }
    )
    assert gains.people_by_week(3) == [0, 1, 2]


def test_the_usual_week_is_the_median_of_the_full_weeks_since_the_first_entry() -> None:
    entries = {"1": talk("a", "b", "c", ago=21), "2": talk("a", ago=14), "3": talk("a", "b", "c", "d", ago=0)}
    assert made(interactions=entries).usual_week() == 1
    assert made(interactions={"1": talk("a", ago=0)}).usual_week() is None
    assert made().usual_week() is None


def test_promises_kept_are_those_done_of_those_done_or_past_their_day() -> None:
    followups = {
        "1": promise(status="done", done_on=back(2)),
        "2": promise(status="done", done_on=back(1), due=back(-5)),
        "3": promise(),
        "4": promise(due=back(0)),
        "5": promise(status="dropped"),
        "6": promise(owner="theirs"),
        "7": promise(due=back(200)),
        "8": promise(status="done", done_on=back(200), due=back(200)),
    }
    rate = made(followups=followups).promises_kept()
    assert (rate.done, rate.of, rate.missing, rate.share) == (2, 3, 2, None)
    assert made(followups=followups).promises_kept(None).of == 5
    assert made(followups=followups).promises_kept(None).share == 0.6


def test_follow_through_looks_at_promises_from_events_and_at_two_days() -> None:
    gains = made(
        events={"e": {"title": "PyCon", "starts": back(10) + "T18:30"}},
        interactions={"i": talk("a", ago=10, event="e"), "j": talk("a", ago=10)},
        runs={"r": {"event": "e", "started": back(12) + "T10:00:00Z"}},
        followups={
            "1": promise(status="done", done_on=back(8), **{"from": "e"}),
            "2": promise(status="done", done_on=back(9), **{"from": "i"}),
            "3": promise(status="done", done_on=back(7), **{"from": "r"}),
            "4": promise(**{"from": "e"}),
            "5": promise(status="done", done_on=back(9), **{"from": "j"}),
            "6": promise(status="dropped", **{"from": "e"}),
        },
    )
    rate = gains.follow_through()
    assert (rate.done, rate.of, rate.missing) == (2, 4, 1)


def test_the_spread_is_over_those_who_are_warm_or_steady() -> None:
    people = {
        f"p{n}": {"name": f"P{n}", "circle": "close", "industries": ["health" if n < 8 else "energy"], "org": "Acme"}
        for n in range(12)
    }
    entries = {f"i{n}-{k}": talk(f"p{n}", ago=1 + 7 * k) for n in range(10) for k in range(4)}
    gains = made(contacts=people, interactions=entries)
    found = gains.spread()
    assert found
    assert (found.people, found.shares) == (10, (("health", 8), ("energy", 2)))
    assert gains.concentration().startswith("10 of your 10 closest contacts are at Acme.")


def test_a_new_day_moves_the_windows() -> None:
    gains = made(interactions={"1": talk("a", ago=90, exchanges=gave("support"))})
    assert gains.balance(90).gave["support"] == 1
    gains.index.turn(TODAY + timedelta(days=1))
    assert gains.balance(90).gave["support"] == 0


class Written(NamedTuple):
    table: str
    id: str


DAYS = st.integers(-5, 120).map(back)
PROMISES = st.fixed_dictionaries(
    {"status": st.sampled_from(["open", "done", "dropped"]), "owner": st.sampled_from(["mine", "mine", "theirs"])},
    optional={"due": DAYS, "done_on": DAYS, "from": st.sampled_from(["e", "f", "i", "j", "r", "x"])},
)
DOCUMENTS = {
    "followups": PROMISES,
    "events": st.fixed_dictionaries({"starts": DAYS.map(lambda day: f"{day}T18:30")}),
    "interactions": st.fixed_dictionaries({"contacts": st.just(["a"]), "on": DAYS}, optional={"event": st.just("e")}),
    "runs": st.fixed_dictionaries({"event": st.sampled_from(["e", "f"]), "started": DAYS}),
}
IDS = {"followups": "123456", "events": "ef", "interactions": "ij", "runs": "r"}
CHANGE = st.sampled_from(sorted(DOCUMENTS)).flatmap(
    lambda table: st.tuples(st.just(table), st.sampled_from(IDS[table]), st.none() | DOCUMENTS[table])
)


@settings(deadline=None, max_examples=120)
@given(st.lists(CHANGE, max_size=25), st.integers(0, 25))
def test_after_any_changes_promises_are_counted_as_if_they_were_counted_anew(changes: list[Any], built_at: int) -> None:
    documents: dict[str, dict[str, Any]] = {name: {} for name in ("contacts", "introductions", "goals", *DOCUMENTS)}
    index = Index(documents, MODEL, TODAY)
    gains = Gains(index)
    index.apply(None)
    pieces = gains.build()
    for at, (table, id, document) in enumerate(changes):
        if document is None and documents[table].pop(id, None) is None:
            continue
        if document is not None:
            documents[table][id] = document
        index.apply([Written(table, id)])
        if at == built_at:
            next(pieces, None)
    for _ in pieces:
        pass
    anew = made(**documents)
    for days in (None, 90, 7):
        assert gains.promises_kept(days) == anew.promises_kept(days)
        assert gains.follow_through(days) == anew.follow_through(days)
