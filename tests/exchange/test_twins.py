"""Who may be there twice: evidence for and against, measured on records that nobody here made."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from journal.exchange.twins import likely, pairs


def found(contacts: dict[str, dict[str, Any]], *apart: frozenset[str]) -> list[tuple[str, str]]:
    return [(pair.one, pair.two) for piece in pairs(contacts, apart) for pair in piece]


def mail(value: str) -> list[dict[str, str]]:
    return [{"kind": "email", "value": value}]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            {"name": "Zoë Ångström-Fitzgerald", "org": "HealthConf Nordic"},
            {"name": "Zoe Angstrom", "org": "HealthConf"},
        ),
        ({"name": "Ana Gómez"}, {"name": "Gomez, Ana"}),
        ({"name": "Jon Smith", "org": "Acme"}, {"name": "John Smith", "org": "Acme Ltd"}),
        ({"name": "Ana", "channels": mail("ana@x.org")}, {"name": "Ana Gómez", "channels": mail("ANA@x.org")}),
    ],
)
def test_these_are_offered(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert found({"A": one, "B": two}) == [("A", "B")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"name": "Ana"}, {"name": "Ana Gómez"}),
        ({"name": "Jon Smith", "org": "Acme"}, {"name": "John Smith", "org": "Globex"}),
        ({"name": "Jonas Moreau", "org": "Acme"}, {"name": "José Moreau", "org": "Acme"}),
        ({"name": "Ana Gómez", "channels": mail("all@x.org")}, {"name": "Bob Lee", "channels": mail("all@x.org")}),
        (
            {"name": "Sam Park", "channels": [{"kind": "linkedin", "value": "linkedin.com/in/sam1"}]},
            {"name": "Sam Park", "channels": [{"kind": "linkedin", "value": "linkedin.com/in/sam2"}]},
        ),
    ],
)
def test_these_are_not(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert not found({"A": one, "B": two})


def test_who_was_told_apart_is_not_offered_again() -> None:
    people = {"A": {"name": "Ana Gómez"}, "B": {"name": "Ana Gomez"}}
    assert not found(people, frozenset(("A", "B")))


def test_somebody_new_is_compared_with_everybody() -> None:
    people = {"A": {"name": "Ana Gómez"}, "B": {"name": "Bob Lee"}}
    assert likely({"name": "ana gomez"}, people) == ["A"]
    assert likely({"name": "Cy Young"}, people) == []


def records(file: Path) -> dict[str, dict[str, Any]]:
    """The records of Febrl as contacts: the address and the number of social security among their addresses."""
    people: dict[str, dict[str, Any]] = {}
    with file.open(encoding="utf-8") as lines:
        for raw in csv.DictReader(lines, skipinitialspace=True):
            row = {name.strip(): (value or "").strip() for name, value in raw.items()}
            street = f"{row['street_number']} {row['address_1']}".strip()
            address = ", ".join(filter(None, (street, *(row[f] for f in ("address_2", "suburb", "postcode", "state")))))
            document: dict[str, Any] = {
                "name": f"{row['given_name']} {row['surname']}".strip() or "?",
                "channels": [{"kind": "address", "value": address}, {"kind": "other", "value": row["soc_sec_id"]}],
            }
            day = row["date_of_birth"]
            if len(day) == 8 and day.isdigit():
                birthday = {"label": "birthday", "year": int(day[:4]), "month": int(day[4:6]), "day": int(day[6:])}
                document["moments"] = [birthday]
            people[row["rec_id"]] = document
    return people


@pytest.mark.corpora
def test_of_the_records_of_febrl_nearly_all_pairs_are_found_and_nearly_no_wrong_one(shared: Path) -> None:
    people = records(shared / "corpora" / "febrl" / "dataset1.csv")
    offered = found(people)
    numbers = [(one.split("-")[1], two.split("-")[1]) for one, two in offered]
    right = {one for one, two in numbers if one == two}
    there = {who.split("-")[1] for who in people if "dup" in who}
    assert len([1 for one, two in numbers if one == two]) / len(offered) >= 0.97, "precision"
    assert len(right) / len(there) >= 0.97, "recall"


def test_whom_an_import_thought_of_can_be_found_afterwards_until_it_is_decided() -> None:
    here: dict[str, dict[str, Any]] = {
        "A": {"name": "Jon Smith", "org": "Acme"},
        "B": {"name": "John Smith", "org": "Globex", "sources": [{"format": "vcard", "like": ["A", "gone", "B"]}]},
        "C": {"name": "Bob Lee", "sources": [{"format": "csv", "like": None}]},
    }
    assert found(here) == [("B", "A")]
    assert found(here, frozenset("AB")) == []
