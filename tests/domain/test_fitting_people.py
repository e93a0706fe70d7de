"""Matching a person with a place: the worked examples, the reference program, and what always holds."""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import journal
from journal.domain.audience import QUESTIONS, Profile, candidate, coverage, gap, match, similarity, verdict, words_of
from journal.domain.goals import CRITERIA, Slot
from journal.domain.warmth import Model

MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text("utf-8")))
SLOT: Mapping[str, Any] = {
    "label": "Data leaders in health",
    "role": ["data lead", "head of data"],
    "industry": ["health"],
    "location": ["Leeds"],
    "seniority": ["lead", "executive"],
}
PLAIN = ("seniority", "benefit")

WORDS = st.sampled_from(
    ["data", "Data Lead", "head of data", "health", "NHS Leeds", "leeds", "Zürich", "ops", "x", "héalth!"]
)
VALUES: Mapping[str, st.SearchStrategy[str]] = dict.fromkeys(CRITERIA, WORDS) | {
    "seniority": st.sampled_from(["student", "entry", "mid", "senior", "lead", "executive"]),
    "benefit": st.sampled_from(["opportunity", "knowledge", "reputation", "mentorship", "support"]),
}


def profile(**fields: Sequence[str] | str) -> Profile:
    """A profile from plain texts."""
    values = {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
    return Profile(
        **{name: tuple(each if name in PLAIN else words_of(each) for each in texts) for name, texts in values.items()}
    )


@st.composite
def fields(draw: st.DrawFn, least: int = 0) -> dict[str, list[str]]:
    names = draw(st.lists(st.sampled_from(CRITERIA), min_size=least, unique=True))
    return {name: draw(st.lists(VALUES[name], min_size=1, max_size=3, unique=True)) for name in names}


@st.composite
def slots(draw: st.DrawFn) -> dict[str, Any]:
    named = draw(fields(least=1))
    must = draw(st.lists(st.sampled_from(sorted(named)), unique=True))
    return {"label": "somebody", **named, "must": must}


@pytest.mark.parametrize(
    ("who", "score", "word"),
    [
        ({"role": "Head of Data", "industry": "health", "location": "Leeds", "seniority": "lead"}, 100, "fits"),
        (
            {"role": "Senior data engineer", "industry": "health", "location": "York", "seniority": "senior"},
            61,
            "maybe",
        ),
        ({"role": "Nurse", "industry": "health", "location": "Leeds"}, 44, "maybe"),
        ({"role": "Recruiter", "industry": "technology"}, 0, "no"),
    ],
)
def test_the_worked_examples(who: dict[str, str], score: int, word: str) -> None:
    found = match(Slot(**SLOT), profile(**who), MODEL)
    assert (found.score, verdict(found.score, MODEL)) == (score, word)


def test_who_lacks_what_is_insisted_on_does_not_fit_and_who_may_lack_it_only_maybe() -> None:
    insisting = Slot(**SLOT, must=("industry",))
    known = {"role": "Head of Data", "seniority": "lead", "location": "Leeds"}
    assert match(insisting, profile(**known), MODEL).score == 54
    assert match(insisting, profile(**known, industry="retail"), MODEL).score == 0
    assert match(insisting, profile(**known, industry="public health"), MODEL).score == 100


def test_reasons_say_what_agrees_what_does_not_and_what_to_ask() -> None:
    found = candidate("ana", Slot(**SLOT), profile(role="Head of Data", industry="health", location="York"), MODEL)
    assert (found.matches, found.misses, found.unknown) == (("role", "industry"), ("location",), ("seniority",))
    assert set(QUESTIONS) == set(CRITERIA)


def test_what_agrees_only_in_part_is_among_the_misses() -> None:
    found = candidate("ana", Slot(label="x", role=("data engineer",)), profile(role="data lead"), MODEL)
    assert (found.match, found.misses, found.matches) == (50, ("role",), ())


@pytest.mark.parametrize(
    ("wanted", "had", "like"),
    [
        ("Head of Data", "head of data", 1),
        ("data", "Head of Data", 1),
        ("Head of Data, NHS", "head of data", 1),
        ("art", "Department", 0),
        ("data lead", "data engineer", 0.5),
        ("big data", "big sister", 0),
        ("Zurich", "ZÜRICH", 1),
        ("Søren", "Soren", 1),
        ("データ", "データ", 1),
        ("R&D", "R & D lead", 1),
        ("", "anything", 0),
        ("!!!", "anything", 0),
    ],
)
def test_texts_are_alike_when_one_holds_the_other_as_whole_words(wanted: str, had: str, like: float) -> None:
    assert similarity(words_of(wanted), words_of(had), 0.5) == like


def test_the_next_rung_counts_half() -> None:
    wanted = Slot(label="x", seniority=("senior",))
    scores = {rung: match(wanted, profile(seniority=rung), MODEL).score for rung in ("mid", "senior", "lead", "entry")}
    assert scores == {"mid": 50, "senior": 100, "lead": 50, "entry": 0}


def test_coverage_counts_no_place_twice_and_nothing_where_nobody_is_wanted() -> None:
    assert coverage([(5, 2), (0, 2)]) == 0.5
    assert coverage([]) is None
    assert (gap(3, 1), gap(1, 4)) == (2, 0)


@given(slots(), fields())
@settings(deadline=None, max_examples=150)
def test_every_criterion_of_a_place_is_in_exactly_one_list(slot: dict[str, Any], who: dict[str, list[str]]) -> None:
    found = candidate("x", Slot(**slot), profile(**who), MODEL)
    listed = [*found.matches, *found.misses, *found.unknown]
    assert sorted(listed) == sorted(name for name in CRITERIA if slot.get(name))
    assert 0 <= found.match <= 100


@given(slots(), fields(least=1), st.data())
@settings(deadline=None, max_examples=150)
def test_to_know_less_about_somebody_never_makes_them_fit_better_where_nothing_is_insisted_on(
    slot: dict[str, Any], who: dict[str, list[str]], data: st.DataObject
) -> None:
    wanted = Slot(**slot | {"must": []})
    forgotten = data.draw(st.sampled_from(sorted(who)))
    less = {name: values for name, values in who.items() if name != forgotten}
    assert match(wanted, profile(**less), MODEL).score <= match(wanted, profile(**who), MODEL).score


@given(slots(), fields())
@settings(deadline=None, max_examples=150)
def test_to_insist_never_makes_anybody_fit_better(slot: dict[str, Any], who: dict[str, list[str]]) -> None:
    relaxed = match(Slot(**slot | {"must": []}), profile(**who), MODEL).score
    assert match(Slot(**slot), profile(**who), MODEL).score <= relaxed


@pytest.fixture
def reference(shared: Path) -> ModuleType:
    """The reference program of the design."""
    spec = importlib.util.spec_from_file_location("reference_of_match", shared / "design" / "model_ref.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(slots(), fields())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_match_is_that_of_the_reference(
    reference: ModuleType, slot: dict[str, Any], who: dict[str, list[str]]
) -> None:
    score, detail = reference.match(slot, reference.Contact("x", fields=who))
    found = match(Slot(**slot), profile(**who), MODEL)
    assert (found.score, dict(found.likeness)) == (score, detail)
