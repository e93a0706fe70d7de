"""Whatever is typed or pasted: nothing makes capture stumble or hang, and no character of it is lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.capture import dates, preview
from journal.capture.choices import Finder
from journal.capture.grammar import parse
from journal.capture.names import Names
from journal.capture.records import LONGEST_LINE, documents
from journal.domain.record import Record
from journal.domain.text import clean_lines
from journal.search.query import QueryError, parse_for_both
from journal.store.records import RECORDS

NOW = datetime(2026, 11, 24, 9, 30)
CREATED = "2026-11-24T08:30:00Z"
PEOPLE = {"P0": {"name": "Ana Gómez"}, "P1": {"name": "Ana Hunt"}, "P2": {"name": "Bob Lee"}, "P3": {"name": "王伟"}}
NAMES = Names.from_documents(
    PEOPLE,
    {"P0": "2026-11-20"},
    events={"E1": {"title": "PyCon Leeds", "starts": "2026-11-24T09:00"}},
    goals={"G1": {"statement": "Data lead in health"}},
    runs={},
)
GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))
SEEDS = [case["line"] for case in GOLDEN]
SIGNS = [
    *"@#+;:\"“”\\'’.,-()[]<>=→ \t\n\0\x1b",
    "->",
    "\u202e",
    "\u2028",
    "\ud800",
    "e\u0301",
    "👩\u200d💻",
    "0",
    "9" * 30,
]
CONTROLS = frozenset(map(chr, (*range(32), *range(127, 160))))
FILTERS = [
    "circle:close,inner last:>60d",
    '"head of data" -org:nhs',
    "met:2026-05..2026-09 via:priya",
    "@ana got:opp on:3m",
]


def mutated(seeds: list[str]) -> st.SearchStrategy[str]:
    """A line with pieces of others in it, cut, doubled, and with odd signs in any place."""
    piece = st.builds(lambda text, a, b: text[min(a, b) : max(a, b)], st.sampled_from(seeds), *[st.integers(0, 90)] * 2)
    return st.lists(piece | st.sampled_from(seeds) | st.sampled_from(SIGNS) | st.text(max_size=4), max_size=9).map(
        "".join
    )


def check(line: str) -> None:
    """The line is understood, again the same way, and written as valid records that hold all of it."""
    draft, text = parse(line, NOW, NAMES), clean_lines(line)
    assert (draft is None) == (not text)
    if draft is None:
        return
    again = parse(draft.raw, NOW, NAMES)
    assert again
    assert (draft.raw, again.json()) == (text, draft.json())
    assert not CONTROLS.intersection(preview.text(draft).replace("\n", "").replace("\t", ""))
    put = documents(draft, CREATED)
    json.dumps(put).encode()
    kinds: dict[str, type[Record]] = dict(RECORDS)
    for table, written in put.items():
        for key, document in written.items():
            assert document
            kinds[table].parse(document, key)
            assert table == "contacts" or document["raw"] == text


@given(mutated(SEEDS))
@settings(deadline=None)
def test_mutated_lines_are_understood_and_kept_whole(line: str) -> None:
    check(line)


def test_mutated_lines_of_the_design_and_hostile_texts_are_understood_and_kept_whole(shared: Path) -> None:
    cases = json.loads((shared / "design" / "golden_capture.json").read_text(encoding="utf-8"))
    hostile = json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8"))

    @given(mutated([*(case["line"] for case in cases), *(one["s"][:80] for one in hostile)]))
    @settings(deadline=None)
    def any_of_them(line: str) -> None:
        check(line)

    for one in hostile:
        for line in (one["s"], f'met @"{one["s"]}" #{one["s"]} got:{one["s"]} on:{one["s"]}'):
            check(line[:LONGEST_LINE])
    any_of_them()


@given(mutated(SEEDS), st.integers(0, 60))
@settings(deadline=None)
def test_the_list_of_choices_can_be_opened_and_taken_from_at_any_place(line: str, at: int) -> None:
    finder = Finder(NAMES, NOW, "/nonexistent")
    at = min(at, len(line))
    found = finder.at(line, at)
    if found:
        text, cursor = found.taken(line)
        assert 0 <= cursor <= len(text)


@given(mutated(FILTERS + SEEDS[:8]))
@settings(deadline=None)
def test_mutated_filters_are_understood_or_complained_about_in_a_sentence(text: str) -> None:
    error = complaint(text)
    if error:
        assert 0 <= error.start <= error.end <= len(text)
        assert not CONTROLS.intersection(str(error))


def complaint(text: str) -> QueryError | None:
    try:
        parse_for_both(text, NOW.date())
    except QueryError as error:
        return error
    return None


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)), st.integers(0, 5000), st.sampled_from(["past", "future"]))
@settings(deadline=None)
def test_a_date_that_is_written_in_words_is_read_as_that_date(today: date, distance: int, looks: str) -> None:
    on = today + timedelta(days=distance if looks == "future" else -distance)
    now = datetime(today.year, today.month, today.day, 9, 30)
    if 1950 <= on.year <= 2199:
        found = dates.read(dates.say(on, today), now, looks=looks)
        assert found
        assert found.on == on


def steps(work: Callable[[], Any]) -> int:
    """How many lines of Python a piece of work runs through, loops and comprehensions included."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def captured(line: str) -> None:
    draft = parse(line, NOW, NAMES)
    if draft:
        documents(draft, CREATED)
        preview.text(draft)


UNITS = """
a; |; ;|@a |@ana; |@a -> @b |@a -> |via @a |with:a |@a +b |+a |#a |"a |“a |a,|a'|a.|@a.|@|\\|\\a|(@a) |a@|a@b. |
http://|got:opp |on:fri |due:fri |event:x |goal:x |kind:x |loc:x |3 days |in 2w |1 year 2 months |fri |on fri |
mon 25 nov |12 may |10-12 may |2026-11-20 |1/|1:1 |5pm |last fri |next week |end of next month |+3d |tonight 5pm |
send x fri; |todo x; |@ana will send x; |coffee |, |é|👩‍💻|-|ago |half |twenty-fourth |first monday of |3 days, and
"""


@pytest.mark.parametrize("unit", [one.lstrip("\n") for one in UNITS.split("|") if one.strip()])
@pytest.mark.parametrize("work", [captured, complaint], ids=["line", "filter"])
def test_a_text_four_times_as_long_takes_about_four_times_the_work(work: Callable[[str], object], unit: str) -> None:
    short, long = (steps(partial(work, (unit * size)[:size])) for size in (300, 1200))
    assert long < 7 * max(short, 2000)
