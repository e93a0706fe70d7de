"""The introductions of a journal: of somebody, those that wait, and whom I have connected."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import journal
from journal.derived.index import Index
from journal.derived.introducing import connections, introductions_of, waiting
from journal.domain.warmth import Model

MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text("utf-8")))
TODAY = date(2026, 5, 30)


def through(broker: str, **fields: Any) -> dict[str, Any]:
    return {"broker": broker, "a": "me", "b": "osei", **fields}


def by_me(**fields: Any) -> dict[str, Any]:
    return {"broker": "me", "a": "ana", "b": "bob", **fields}


INTRODUCTIONS = {
    "1": through("priya", status="asked", asked_on="2026-05-20"),
    "2": through("chen", status="asked", asked_on="2026-05-02"),
    "3": through("dana", status="met", met_on="2026-05-28"),
    "4": through("elif", status="met", met_on="2026-05-10", thanked_on="2026-05-11"),
    "5": by_me(status="made", made_on="2026-05-29"),
    "6": by_me(b="eve", status="met", made_on="2026-04-01", met_on="2026-04-05"),
    "7": by_me(b="ana"),
    "8": through("finn", status="declined"),
}


def made() -> Index:
    tables = ("contacts", "interactions", "followups", "goals", "events")
    index = Index({**{table: {} for table in tables}, "introductions": INTRODUCTIONS}, MODEL, TODAY)
    index.apply(None)
    return index


def test_what_waits_comes_by_the_day_on_which_there_is_something_to_do() -> None:
    found = waiting(made(), str.title)
    assert [(each.introduction.id, each.state) for each in found] == [
        ("2", "stale"),
        ("1", "asked"),
        ("3", "met"),
        ("5", "made"),
    ]
    assert [each.next.what for each in found if each.next][2] == "thank Dana for the introduction to Osei"


def test_whom_i_have_connected_is_a_dated_list() -> None:
    assert [(one.a, one.b, one.on, one.met) for one in connections(made())] == [
        ("ana", "bob", date(2026, 5, 29), False),
        ("ana", "eve", date(2026, 4, 1), True),
    ]


def test_both_people_and_the_one_between_them_have_it_and_what_cannot_be_read_is_left_out() -> None:
    index = made()
    assert {one.id for one in introductions_of(index, "ana")} == {"5", "6"}
    assert [one.id for one in introductions_of(index, "priya")] == ["1"]
    assert "7" not in {one.id for one in introductions_of(index, "me")}
