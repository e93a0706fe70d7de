"""Who is taken for whom: addresses before names, and never a guess as an answer."""

from __future__ import annotations

from typing import Any

import pytest

from journal.exchange.duplicates import Matcher, phone_key, profiles_of
from journal.exchange.person import Person


def contact(name: str, *channels: tuple[str, str], **fields: Any) -> dict[str, Any]:
    return {"name": name, "channels": [{"kind": kind, "value": value} for kind, value in channels], **fields}


def match(person: Person, **contacts: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    found, ids = Matcher(contacts).match(person, "linkedin"), list(contacts)
    return None if found.number is None else ids[found.number], tuple(ids[number] for number in found.alike)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+49 (0)30 123-456", "0049 30 123456"),
        ("+44 20 7946 0000", "+442079460000"),
        ("(030) 12 34 56", "030/123456"),
    ],
)
def test_the_same_number_in_other_clothes_has_the_same_key(one: str, other: str) -> None:
    assert phone_key(one) == phone_key(other)


def test_a_phone_number_tells_who_it_is_but_an_empty_one_does_not() -> None:
    ada = contact("A. Example", ("phone", "+49 30 123456"))
    assert match(Person(2, "Ada Example", phones=("0049 30 123456",)), A=ada) == ("A", ())
    assert match(Person(2, "Zoe Quinn", phones=("---",)), A=contact("Ada", ("phone", "n/a"))) == (None, ())


def test_the_profile_comes_before_the_mailbox_and_the_mailbox_before_the_name() -> None:
    here = {
        "P": contact("Somebody", ("linkedin", "https://de.linkedin.com/in/ada?x=1")),
        "M": contact("Nobody", ("email", "Ada@Example.org")),
        "N": contact("Ada Example"),
    }
    person = Person(2, "Ada Example", profile="ada", emails=("ada@example.org",))
    assert match(person, **here)[0] == "P"
    assert match(Person(2, "Ada Example", emails=("ada@example.org",)), **here)[0] == "M"
    assert match(Person(2, "Ada Example"), **here)[0] == "N"


def test_of_two_namesakes_the_one_at_the_same_company_is_meant() -> None:
    here = {"A": contact("Sam Park", org="Acme Inc"), "G": contact("Sam Park", org="Globex")}
    assert match(Person(2, "Sam Park", org="Globex Ltd"), **here) == ("G", ())
    assert match(Person(2, "Sam Park", org="Initech"), **here) == (None, ("A", "G"))
    assert match(Person(2, "Sam Park"), **here) == (None, ("A", "G"))


def test_similar_names_of_two_profiles_are_suggested_only_at_one_company() -> None:
    here = {"A": contact("John Smith", ("linkedin", "linkedin.com/in/john"), org="Acme")}
    assert match(Person(2, "Jon Smith", profile="jon", org="Acme"), **here) == (None, ("A",))
    assert match(Person(2, "Jon Smith", profile="jon", org="Globex"), **here) == (None, ())


def test_a_name_of_signs_alone_is_like_nobody() -> None:
    assert match(Person(2, "🚀"), A=contact("🚀"), B=contact("…")) == (None, ())


def test_damaged_contacts_are_compared_as_far_as_they_make_sense() -> None:
    here: dict[str, Any] = {
        "A": {"name": 7, "channels": "none", "aliases": 3, "sources": [1]},
        "B": {"channels": [{"value": "x"}, None, {"kind": "email"}], "org": None},
        "C": contact("Ada Example", org=None),
    }
    assert match(Person(2, "Ada Example", emails=("a@b.example",)), **here) == ("C", ())


def test_profiles_are_found_in_channels_and_in_sources() -> None:
    document = contact("Ada", ("linkedin", "linkedin.com/in/Ada"), sources=[{"format": "linkedin", "id": "ada-2"}])
    assert profiles_of(document) == {"ada", "ada-2"}


def test_of_many_who_begin_alike_the_similar_one_is_found_and_of_very_many_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = {f"P{number}": contact(f"Marcus Quill{number:04}") for number in range(600)}
    here["M"] = contact("Marlene Ostrander")
    person = Person(2, "Marleen Ostrander")
    assert match(person, **here) == (None, ("M",))
    assert not Matcher(here).match(person, "csv").limit
    monkeypatch.setattr("journal.exchange.duplicates.LARGEST_BLOCK", 500)
    assert Matcher(here).match(person, "csv").limit


def test_a_card_from_this_journal_is_whoever_has_that_id_or_had_it_before_a_merge() -> None:
    here = {"A": contact("Ada", merged=["B"]), "C": contact("Cleo Okafor")}
    assert match(Person(2, "Cleo Okafor", uid="A@journal"), **here) == ("A", ())
    assert match(Person(2, "Somebody Else", uid="B@journal"), **here) == ("A", ())
    assert match(Person(2, "Cleo Okafor", uid="X@journal"), **here) == ("C", ())
