"""Phrases that are dates, prose that is none, and the corpora of dates where they are at hand."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.capture.dates import clock, find, read, say, unsure

NOW = datetime(2026, 11, 18, 10, 30)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("phrase", "looks", "on", "time"),
    [
        ("2026-11-02T09:15", "past", "2026-11-02", "09:15"),
        ("2026-11-20 14:00", "future", "2026-11-20", "14:00"),
        ("20260512", "past", "2026-05-12", None),
        ("12 May", "past", "2026-05-12", None),
        ("12 May", "future", "2027-05-12", None),
        ("may 12th, 2025", "past", "2025-05-12", None),
        ("3 Aug 96", "past", "1996-08-03", None),
        ("24 Nov '26", "past", "2026-11-24", None),
        ("the twenty-fourth of May", "past", None, None),
        ("Twenty-fourth of May", "past", "2026-05-24", None),
        ("Sun, 6 March 2016", "past", "2016-03-06", None),
        ("Tue 24 Nov", "past", "2026-11-24", None),
        ("20/12/2026", "future", "2026-12-20", None),
        ("20.12.2026", "future", "2026-12-20", None),
        ("first monday of december", "future", "2026-12-07", None),
        ("last day of the month", "future", "2026-11-30", None),
        ("1st of next month", "future", "2026-12-01", None),
        ("yesterday 5pm", "past", "2026-11-17", "17:00"),
        ("noon tomorrow", "future", "2026-11-19", "12:00"),
        ("tonight at 8", "future", "2026-11-18", "20:00"),
        ("the day before yesterday", "past", "2026-11-16", None),
        ("yesterday evening", "past", "2026-11-17", None),
        ("last fri", "past", "2026-11-13", None),
        ("this friday", "past", "2026-11-20", None),
        ("next tue 3 p.m.", "future", "2026-11-24", "15:00"),
        ("friday next week", "future", "2026-11-27", None),
        ("monday", "past", "2026-11-16", None),
        ("monday", "future", "2026-11-23", None),
        ("wed", "past", "2026-11-18", None),
        ("wed", "future", "2026-11-25", None),
        ("wed 3pm", "future", "2026-11-18", "15:00"),
        ("wed 9am", "future", "2026-11-25", "09:00"),
        ("the 25th", "future", "2026-11-25", None),
        ("the 31st", "past", "2026-10-31", None),
        ("next week", "future", "2026-11-23", None),
        ("last month", "past", "2026-10-01", None),
        ("this week", "future", "2026-11-20", None),
        ("this weekend", "future", "2026-11-21", None),
        ("the week after next", "future", "2026-11-30", None),
        ("end of next month", "future", "2026-12-31", None),
        ("eow", "future", "2026-11-20", None),
        ("in 2 weeks' time", "future", "2026-12-02", None),
        ("in a couple of weeks", "future", "2026-12-02", None),
        ("in half an hour", "future", "2026-11-18", "11:00"),
        ("30 minutes ago", "past", "2026-11-18", "10:00"),
        ("one year and two months ago", "past", "2025-09-18", None),
        ("a week from friday", "future", "2026-11-27", None),
        ("3 weeks from monday", "future", "2026-12-14", None),
        ("in 3 months", "future", "2027-02-18", None),
        ("+3d", "future", "2026-11-21", None),
        ("2w", "future", "2026-12-02", None),
        ("2w", "past", "2026-11-04", None),
        ("tom", "future", "2026-11-19", None),
        ("q1", "future", "2027-01-01", None),
        ("december", "future", "2026-12-01", None),
        ("in may", "past", "2026-05-01", None),
        ("mid december", "future", "2026-12-15", None),
        ("end of may", "future", "2027-05-31", None),
        ("2026-05", "past", "2026-05-01", None),
        ("at 15:00", "future", "2026-11-18", "15:00"),
        ("whenever", "future", None, None),
        ("8/10", "past", None, None),
        ("31 june", "past", None, None),
        ("29 february 2026", "past", None, None),
        ("12 may 1812", "past", None, None),
        ("in 99999 years", "future", None, None),
        ("", "past", None, None),
    ],
)
def test_a_phrase_in_a_field_is_read(phrase: str, looks: str, on: str | None, time: str | None) -> None:
    found = read(phrase, NOW, looks=looks)
    assert (found and found.on.isoformat(), found and found.time) == (on, time)


def test_the_order_of_figures_is_a_setting_and_gives_way_where_only_one_reading_exists() -> None:
    assert [read("8/10/2026", NOW, order=order).on for order in ("DMY", "MDY")] == [  # type: ignore[union-attr]
        date(2026, 10, 8),
        date(2026, 8, 10),
    ]
    assert read("11/24/2026", NOW, order="DMY").on == date(2026, 11, 24)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("7d", "2026-11-11", "2026-11-18"),
        ("3m", "2026-08-18", "2026-11-18"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("q3", "2026-07-01", "2026-09-30"),
        ("yesterday", "2026-11-17", "2026-11-17"),
    ],
)
def test_a_period_has_a_last_day(phrase: str, first: str, last: str) -> None:
    found = read(phrase, NOW)
    assert found is not None
    assert (found.on.isoformat(), found.until.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "sentence",
    [
        "the team of 12 may join us",
        "she may first ask her boss",
        "they march second in the parade",
        "they sat down and talked",
        "met Jan 5 times already",
        "lives at 12 March Street",
        "rendered in 3D",
        "grew +5m ARR, raised in 10m tranches",
        "Monday.com rollout",
        "bought by sun microsystems",
        "on the 25th floor, by the 3rd round",
        "the second half was better",
        "24/7 support, 1:1 format, version 3.12",
        "today's market is slow",
        "in the last quarter they hired",
        "for 3 weeks he was ill",
        "every monday there is a stand-up",
        "5 years of experience, 3 teams, 2 weeks of leave",
        "room 1430, phone +1 415 555 1212, flat 12 may be free",
        "August Capital, June Park and April Lee",
        "at the end of the day it is fine",
        "the past year was hard",
        "she will be back in a minute, in a second",
        "the tonight show host",
        "dec 12-core machine",
        "won't be at the conference",
    ],
)
def test_prose_without_a_date_stays_prose(sentence: str) -> None:
    for looks in ("past", "future"):
        assert [found.words for found in find(sentence, NOW, looks=looks)] == []


@pytest.mark.parametrize(
    ("text", "words", "on", "time"),
    [
        ("call @bob next tue 3pm about x", "next tue 3pm", "2026-11-24", "15:00"),
        ("3pm tomorrow at hers", "3pm tomorrow", "2026-11-19", "15:00"),
        ("at 17:00 on friday we met", "at 17:00 on friday", "2026-11-13", "17:00"),
        ("met on monday about jobs", "monday", "2026-11-16", None),
        ("demo day friday 3pm", "friday 3pm", "2026-11-13", "15:00"),
        ("from 10-12 May 2026 in Leeds", "10-12 May 2026", "2026-05-10", None),
        ("10 August - 12 September 2013", "10 August - 12 September 2013", "2013-08-10", None),
        ("(yesterday)", "yesterday", "2026-11-17", None),
        ("yesterday.", "yesterday", "2026-11-17", None),
    ],
)
def test_a_date_is_found_in_prose(text: str, words: str, on: str, time: str | None) -> None:
    found = find(text, NOW)
    assert [(one.words, one.when.on.isoformat(), one.when.time) for one in found] == [(words, on, time)]


def test_a_range_that_does_not_exist_is_no_date() -> None:
    assert not find("June 10 - 31, 2026", NOW)


def test_a_bare_weekday_counts_only_where_it_may() -> None:
    assert not find("coffee monday", NOW)
    assert find("send it monday", NOW, looks="future", ends=True)[0].when.on == date(2026, 11, 23)
    assert not find("ask where he sat", NOW, looks="future", ends=True)
    assert find("monday: coffee", NOW, leads=True)[0].when.on == date(2026, 11, 16)
    assert not find("monday coffee", NOW, leads=True)


def test_what_looks_like_a_date_and_is_none_is_told() -> None:
    text = "coffee monday, the 25th, 8/10"
    assert unsure(text, find(text, NOW), NOW) == ["monday", "the 25th", "8/10"]
    for quiet in ("the Friday app", "24/7 support", "1/2 of them", "on the 25th floor", "sun microsystems"):
        assert unsure(quiet, find(quiet, NOW), NOW) == []


def test_a_time_of_day_is_read() -> None:
    texts = ("5pm", "5 p.m.", "17:30", "9", "noon", "midnight", "25:00", "later")
    assert [clock(text, NOW) for text in texts] == ["17:00", "17:00", "17:30", "09:00", "12:00", "00:00", None, None]


def test_a_day_is_said_with_its_year_only_when_it_is_another_one() -> None:
    assert say(date(2026, 11, 22), NOW.date()) == "Sun 22 Nov"
    assert say(date(2027, 1, 5), NOW.date()) == "Tue 5 Jan 2027"


@settings(deadline=None, max_examples=150)
@given(
    st.text(st.sampled_from("0123456789 /-.:,+'adehilmnorstuwy…\0"), max_size=40), st.sampled_from(["past", "future"])
)
def test_nothing_makes_the_reader_stumble(text: str, looks: str) -> None:
    read(text, NOW, looks=looks)
    for found in find(text, NOW, looks=looks, ends=True, leads=True):
        assert 0 <= found.start < found.end <= len(text)


@pytest.fixture
def phrases(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "corpora/dates/phrases.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.corpora
def test_all_phrases_prose_and_lines_of_the_list_are_right(phrases: dict[str, Any]) -> None:
    now = datetime.fromisoformat(phrases["base"])
    for text, days, time, looks in phrases["phrases"]:
        found = read(text, now, looks=looks)
        assert found is not None, text
        assert found.on.isoformat() in days, text
        assert found.time == (time and time[:5]), text
    for sentence in phrases["prose"]:
        assert not find(sentence, now), sentence
        assert not find(sentence, now, looks="future", ends=True), sentence
    for line, days, time in phrases["mixed"]:
        first = find(line, now, leads=True)[0]
        assert first.when.on.isoformat() in days, line
        assert first.when.time == (time and time[:5]), line


@pytest.mark.corpora
def test_most_of_a_foreign_list_is_found_and_hardly_anything_else(shared: Path) -> None:
    cases = json.loads((shared / "corpora/dates/chrono_en_cases.json").read_text(encoding="utf-8"))
    right = 0
    for case in cases["positive"]:
        now = datetime(*(case["ref"][:5] if len(case["ref"]) > 3 else [*case["ref"], 12]))
        found = find(case["text"], now, order="MDY")
        right += bool(found) and found[0].when.on == date(*case["date"])
    assert right >= 0.6 * len(cases["positive"])
    clean = sum(not find(case["text"], datetime(2012, 8, 10, 12), order="MDY") for case in cases["negative"])
    assert clean >= 0.9 * len(cases["negative"])
