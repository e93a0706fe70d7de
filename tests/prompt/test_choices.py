"""What is offered for the word before the cursor, in which order, and what taking it makes of the line."""

from __future__ import annotations

from datetime import datetime

import pytest

from journal.capture.choices import Finder
from journal.capture.dismissal import next_date
from journal.capture.grammar import parse
from journal.capture.names import Names

NOW = datetime(2026, 11, 24, 9, 30)
PEOPLE = {
    "1": {"name": "Ana Gómez"},
    "2": {"name": "Anton Ray"},
    "3": {"name": "Bob Lee"},
    "4": {"name": "Ana Silva"},
    "5": {"name": "Gone Ann", "status": "archived"},
}


@pytest.fixture
def names() -> Names:
    talks = {"2": "2026-11-20", "1": "2026-11-01"}
    return Names.from_documents(PEOPLE, talks, goals={"g": {"statement": "a job in Rust", "status": "active"}})


def offered(names: Names, text: str) -> list[str]:
    choices = Finder(names, NOW, "/nonexistent").at(text, len(text))
    return [option.label for option in choices.options] if choices else []


def test_names_that_begin_so_come_first_talked_with_last_first(names: Names) -> None:
    assert offered(names, "coffee with @an") == ["Anton Ray", "Ana Gómez", "Ana Silva"]
    assert offered(names, "coffee with @zq") == []
    assert offered(names, "coffee with @ry") == ["Anton Ray"]


def test_slots_offer_their_values(names: Names) -> None:
    assert offered(names, "x got:op") == ["opportunity"]
    assert offered(names, "x goal:job") == ["a job in Rust"]
    assert offered(names, "plain text") == []


def test_what_is_taken_means_the_person(names: Names) -> None:
    choices = Finder(names, NOW, "/nonexistent").at("call @an", 8)
    assert choices
    choices.move(1)
    text, at = choices.taken("call @an")
    assert (text, at) == ("call @ana-gómez ", 16)
    draft = parse(text, NOW, names)
    assert draft
    assert [match.id for match in draft.contacts] == ["1"]


def test_an_ambiguous_name_can_be_chosen(names: Names) -> None:
    draft = parse("call @ana's sister", NOW, Names.from_documents(PEOPLE, {}))
    assert draft
    choices = Finder(names, NOW, "/nonexistent").doubtful(draft)
    assert choices
    assert [option.label for option in choices.options] == ["Ana Gómez", "Ana Silva"]
    assert choices.taken(draft.raw)[0] == "call @ana-gómez's sister"


def test_dates_are_dismissed_one_after_the_other_and_come_back(names: Names) -> None:
    line, at = "call @bob yesterday not 12 may", 30
    seen = []
    for _ in range(3):
        line, at = next_date(line, at, NOW, names, "DMY")
        draft = parse(line, NOW, names)
        assert draft
        seen.append((line, str(draft.on)))
    assert seen == [
        ("call @bob \\yesterday not 12 may", "2026-05-12"),
        ("call @bob \\yesterday not \\12 may", "None"),
        ("call @bob yesterday not 12 may", "2026-11-23"),
    ]


@pytest.mark.parametrize(
    ("more", "written"),
    [
        ({"aliases": ["Silvy"]}, "@silvy"),
        ({"channels": [{"kind": "email", "value": "ana@x.org"}]}, '@"ana@x.org"'),
        ({"name": "Ana Silva Jr."}, '@"Ana Silva Jr."'),
        ({}, '@"Ana Silva"'),
    ],
)
def test_one_of_two_with_the_same_name_is_written_so_that_it_means_them(more: dict[str, object], written: str) -> None:
    names = Names.from_documents({"1": {"name": "Ana Silva"}, "2": {"name": "Ana Silva", **more}}, {})
    choices = Finder(names, NOW, "/nonexistent").at("call @sil", 9)
    assert choices
    texts = {option.text for option in choices.options}
    assert written in texts
    if more:
        assert names.resolve(written[1:].strip('"'), NOW.date()).id == "2"


def test_the_address_of_somebody_new_is_not_taken_for_another(names: Names) -> None:
    names.put({"contacts": {"6": {"name": "Zed", "channels": [{"kind": "email", "value": "zed@x.org"}]}}})
    names.put({"contacts": {"7": {"name": "Ana Silva"}}})
    choices = Finder(names, NOW, "/nonexistent").at("call @sil", 9)
    assert choices
    assert {option.text for option in choices.options} == {'@"Ana Silva"'}
