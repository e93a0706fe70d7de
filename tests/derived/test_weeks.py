"""What happened in some days: people, gains, gifts, messages without an answer, loose notes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from journal.derived.index import Index
from journal.derived.weeks import benefits_in, gifts_in, loose_notes, talked_per_week, talked_to, unanswered
from journal.domain.model import Model
from journal.paths import shipped_content

TODAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.parse(tomllib.loads(Path(shipped_content(), "model.toml").read_text(encoding="utf-8")))


def entry(ago: int, *people: str, kind: str = "meeting", **more: Any) -> dict[str, Any]:
    on = (TODAY - timedelta(days=ago)).isoformat()
    return {"contacts": list(people), "on": on, "kind": kind, **more}


def index_of(model: Model, *entries: dict[str, Any], **tables: Mapping[str, Any]) -> Index:
    interactions = {f"E{at}": document for at, document in enumerate(entries)}
    people = {who: {"name": who} for document in entries for who in document["contacts"]}
    index = Index(
        {"contacts": people, "followups": {}, "introductions": {}, "interactions": interactions, **tables}, model, TODAY
    )
    for _ in index.build():
        pass
    return index


def test_whom_one_talked_to_counts_each_once_and_no_message_out(model: Model) -> None:
    index = index_of(
        model,
        entry(0, "ana"),
        entry(1, "ana", "bob"),
        entry(0, "chen", kind="email"),
        entry(0, "dana", kind="email", direction="in"),
        entry(0, "eve", kind="note"),
        entry(-3, "planned"),
        entry(2, "last week"),
    )
    assert talked_to(index, MONDAY, SUNDAY) == ["ana", "bob", "dana"]


def test_weeks_before_the_first_entry_are_left_out_of_the_usual_week(model: Model) -> None:
    assert talked_per_week(index_of(model), MONDAY, 8) == []
    assert talked_per_week(index_of(model, entry(0, "ana")), MONDAY, 8) == []
    index = index_of(model, entry(15, "ana"), entry(15, "ana", "bob"), entry(2, "ana"))
    assert talked_per_week(index, MONDAY, 8) == [2, 1]


def test_benefits_are_summed_by_size(model: Model) -> None:
    got = {"benefit": "knowledge", "way": "got", "size": 3}
    gave = {"benefit": "support", "way": "gave"}
    index = index_of(model, entry(0, "ana", exchanges=[got, gave]), entry(1, "bob", exchanges=[gave]))
    assert [dict(each) for each in benefits_in(index, MONDAY, SUNDAY)] == [{"knowledge": 3}, {"support": 2}]


def test_gifts_name_the_biggest_first_and_who_introduced_me(model: Model) -> None:
    small, big = ({"benefit": "knowledge", "way": "got", "size": size} for size in (1, 3))
    met = {"broker": "chen", "a": "me", "b": "olga", "status": "met", "met_on": "2026-11-23"}
    thanked = {**met, "broker": "dana", "thanked_on": "2026-11-24"}
    index = index_of(
        model,
        entry(0, "ana", exchanges=[small], note="a tip"),
        entry(0, "bob", exchanges=[big]),
        introductions={"I1": met, "I2": thanked},
    )
    assert [gift.contact for gift in gifts_in(index, MONDAY, SUNDAY)] == ["bob", "chen", "ana"]
    assert gifts_in(index, MONDAY, SUNDAY)[2].note == "a tip"


def test_messages_without_an_answer_are_those_nothing_came_after(model: Model) -> None:
    index = index_of(
        model,
        entry(20, "ana", kind="email"),
        entry(9, "bob", kind="message"),
        entry(5, "bob", kind="call"),
        entry(8, "chen", kind="message", answered="yes"),
        entry(8, "dana", kind="message", answered="no"),
        entry(8, "eve", kind="post"),
        entry(8, "finn", kind="email", direction="in"),
        entry(0, "gus", kind="email"),
        entry(61, "hal", kind="email"),
        entry(3, "ida", kind="letter"),
    )
    assert unanswered(index) == ["E0", "E9"]


def test_loose_notes_name_nobody_and_the_newest_comes_first(model: Model) -> None:
    index = index_of(
        model, entry(3, kind="note"), entry(1, kind="note"), entry(1, "ana", kind="note"), entry(40, kind="note")
    )
    assert loose_notes(index, MONDAY - timedelta(days=7), TODAY) == ["E1", "E0"]
