"""Jaro-Winkler against published values, and how names and companies are made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.exchange.likeness import (
    ALIKE,
    company_key,
    could_be_alike,
    jaro_winkler,
    name_key,
    same_company,
    same_words,
)


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("martha", "marhta", 0.9611),
        ("dwayne", "duane", 0.84),
        ("dixon", "dicksonx", 0.8133),
        ("ana", "ana", 1.0),
        ("ana", "bob", 0.0),
        ("", "ana", 0.0),
    ],
)
def test_jaro_winkler_gives_the_published_values(one: str, other: str, value: float) -> None:
    assert jaro_winkler(one, other) == pytest.approx(value, abs=0.0001)


@given(st.text(alphabet="abcde ", max_size=12), st.text(alphabet="abcde ", max_size=12))
def test_likeness_is_between_nought_and_one_and_the_quick_bound_never_lies(one: str, other: str) -> None:
    likeness = jaro_winkler(one, other)
    assert 0 <= likeness <= 1
    if likeness >= ALIKE:
        assert could_be_alike(one, other)


@pytest.mark.parametrize(
    "name", ["José Gómez", "JOSE GOMEZ", "José-Gómez", "José Gómez 🚀", "José Gómez (he/him)", "José, Gómez"]
)
def test_the_same_name_in_other_clothes_has_the_same_key(name: str) -> None:
    assert name_key(name) == "jose gomez"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme", "ACME Inc."), ("NHS", "NHS England"), ("Müller GmbH", "Muller"), ("Northwind", "Northwnd")],
)
def test_companies_that_mean_the_same(one: str, other: str) -> None:
    assert same_company(company_key(one), company_key(other))


@pytest.mark.parametrize(("one", "other"), [("Acme", "Globex"), ("", "Acme"), ("", ""), ("Group", "Holding")])
def test_companies_that_do_not(one: str, other: str) -> None:
    assert not same_company(company_key(one), company_key(other))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("jon smith", "john smith", True),
        ("bjorn kruger", "bjoern krueger", True),
        ("smith john", "jon smith", True),
        ("heather wheeler", "heatherwhelr", True),
        ("yusuf iyer", "yusuf demir", False),
        ("elio zielinski", "ilse zielinski", False),
    ],
)
def test_names_that_begin_alike_are_compared_word_by_word(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same
