"""Searching people and entries: what a filter finds, in which order, in how many slices, and what is marked."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import journal
from journal.derived.index import Index
from journal.domain.text import fold
from journal.domain.warmth import Model
from journal.search.entry_tests import EntryTests
from journal.search.haystack import Haystack
from journal.search.query import parse_query
from journal.search.search import ENTRY_ORDERS, PEOPLE_ORDERS, EntrySearch, PeopleSearch, match_spans
from journal.store.journal import Journal

TODAY = date(2026, 11, 23)
MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text()))
TABLES = ("contacts", "interactions", "followups", "introductions", "goals", "events")


class Written(NamedTuple):
    table: str
    id: str


class Book:
    """Documents with an index and both searches over them."""

    def __init__(self, **tables: dict[str, dict[str, Any]]) -> None:
        self.documents = {name: dict(tables.get(name, {})) for name in TABLES}
        self.index = Index(self.documents, MODEL, TODAY)
        self.index.apply(None)
        haystack = Haystack(self.index)
        self.people, self.entries = PeopleSearch(self.index, haystack), EntrySearch(self.index, haystack)

    def put(self, table: str, id: str, document: dict[str, Any] | None) -> None:
        if document is None:
            del self.documents[table][id]
        else:
            self.documents[table][id] = document
        self.index.apply([Written(table, id)])

    def who(self, text: str, order: str = "name", marked: Sequence[str] = ()) -> list[str]:
        return self.people.start(parse_query(text, "contacts", TODAY), order, frozenset(marked)).all()

    def what(self, text: str, order: str = "newest", marked: Sequence[str] = ()) -> list[str]:
        return self.entries.start(parse_query(text, "timeline", TODAY), order, frozenset(marked)).all()


def iso(days_ago: int) -> str:
    return (TODAY - timedelta(days=days_ago)).isoformat()


def person(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "circle": "active", "created": "2025-01-01T00:00:00Z", **fields}


def entry(days_ago: int, *contacts: str, **fields: Any) -> dict[str, Any]:
    return {
        "contacts": list(contacts),
        "on": iso(days_ago),
        "kind": "meeting",
        "direction": "mutual",
        "depth": 3,
        **fields,
    }


def email(value: str) -> dict[str, Any]:
    return {"kind": "email", "value": value}


CONTACTS = {
    "ana": person(
        "Ana Gómez",
        circle="close",
        kinds=["mentor", "industry"],
        org="Acme Health",
        role="Head of Data",
        location="Leeds",
        seniority="lead",
        industries=["health care"],
        topics=["rust", "public-speaking"],
        channels=[email("ana@acme.example"), {"kind": "phone", "value": "+44 555 12-12"}],
        aliases=["Anita"],
        notes="Likes long walks.\nKnows the NHS.",
    ),
    "bob": person("Bob Lee", circle="inner", org="NHS Leeds", role="Recruiter", topics=["rustic furniture"]),
    "chen": person(
        "Chen Wei", circle="wide", org="Globex", introduced_by="priya", met_on="2026-07-14", boundaries="no calls"
    ),
    "priya": person("Priya Nair", circle="close", kinds=["family"], seniority="senior", discreet=True, private=True),
    "dana": person("Dana Osei", circle="open", stub=True, triage={"text": "dana", "candidates": []}),
    "ines": person("Inês Ana-Sofia", circle="wide", sources=[{"format": "linkedin", "id": "i"}], met_on="2020-02-01"),
    "old": person("Oskar Old", status="archived", org="Acme"),
    "late": person("Greta Gone", status="deceased"),
    "zoe": person("Zoë Ångström", circle="open", channels=[{"kind": "linkedin", "value": "zoe-a"}], seeks="a mentor"),
}
ENTRIES = {
    "coffee": entry(
        42,
        "ana",
        note="Rust jobs in health; she knows two teams",
        topics=["rust", "jobs"],
        exchanges=[{"benefit": "opportunity", "way": "got", "size": 2, "note": "two teams"}],
        depth=4,
        goals=["lead"],
        place="The Hidden Café",
    ),
    "call": entry(70, "ana", "bob", kind="call", note="Salary talk.\nRust or Python?", direction="in"),
    "mail": entry(10, "bob", kind="email", direction="out", note="sent the salary survey", depth=2),
    "talk": entry(
        5,
        "chen",
        kind="event",
        note="Unsafe in medicine",
        event="pycon",
        exchanges=[{"benefit": "knowledge", "way": "gave"}],
    ),
    "idea": entry(3, kind="note", note="salary bands for rust jobs", private=True),
    "lunch": entry(-4, "priya", "ana", note="lunch"),
    "close": entry(400, "priya", note="Straße nach Łódź", raw="about the road"),
}
GOALS = {"lead": {"statement": "Three interviews as data lead in health", "slots": [{"label": "x", "people": ["old"]}]}}
EVENTS = {"pycon": {"title": "PyCon UK 2026", "starts": "2026-11-18", "expected": ["bob"], "met": []}}
FOLLOWUPS = {"f": {"contacts": ["bob"], "what": "call", "due": "2026-11-25", "status": "open", "from": "mail"}}


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(contacts=CONTACTS, interactions=ENTRIES, goals=GOALS, events=EVENTS, followups=FOLLOWUPS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "ana bob chen dana ines priya zoe"),
        ("kind:mentor circle:close org:acme #rust due:yes", "ana"),
        ("ana leeds", "ana"),
        ('"head of data" -org:nhs', "ana"),
        ('"knows the nhs"', "ana"),
        ("circle:close,inner last:>60d", "bob priya"),
        ("last:none is:imported", "ines"),
        ("due:soon,yes -has:email", "ines"),
        ("due:soon,yes", "ana ines"),
        ("met:2026-05..2026-09 via:priya", "chen"),
        ("555 1212", "ana"),
        ("555-1212", "ana"),
        ('status:archived goal:"data lead"', "old"),
        ("is:triage", "dana"),
        ("is:stub", "dana"),
        ("is:private is:discreet", "priya"),
        ("#rust", "ana bob"),
        ('topic:"rust"', "ana"),
        ("#public-sp", "ana"),
        ('topic:"public speaking"', "ana"),
        ("-#rust org:any", "chen"),
        ("topic:none", "chen dana ines priya zoe"),
        ("@ana", "ana ines"),
        ("@ani", "ana"),
        ("@sofia", "ines"),
        ("@mez", ""),
        ('name:"bob lee"', "bob"),
        ('name:"bob"', ""),
        ("gomez", "ana"),
        ("ångström", "zoe"),
        ("angstrom", "zoe"),
        ("anita", "ana"),
        ("acme.example", "ana"),
        ("mentor", "zoe"),
        ("kind:mentor", "ana"),
        ("kind:family", "priya"),
        ("kind:other", "bob chen dana ines zoe"),
        ("seniority:lead,senior", "ana priya"),
        ("seniority:unknown circle:inner", "bob"),
        ("role:data", "ana"),
        ("industry:care", "ana"),
        ("loc:leeds", "ana"),
        ("org:leeds", "bob"),
        ('org:"nhs"', ""),
        ("org:none", "dana ines priya zoe"),
        ("via:any", "chen"),
        ("has:email", "ana"),
        ("has:phone", "ana"),
        ("has:link", "zoe"),
        ("has:notes", "ana"),
        ("has:followup", "bob"),
        ("has:boundary", "chen"),
        ("has:none", "dana ines priya"),
        ("is:marked", "chen zoe"),
        ("event:pycon", "bob chen"),
        ("event:any", "bob chen"),
        ("event:none circle:open", "dana zoe"),
        ('goal:"data lead"', "ana"),
        ("goal:any", "ana"),
        ("last:<60d", "ana chen"),
        ("last:2026-09", "bob"),
        ("last:any", "ana bob chen priya"),
        ("status:any", "ana bob chen dana late ines old priya zoe"),
        ("status:archived,deceased", "late old"),
        ("-status:active", "late old"),
        ("state:archived", "old"),
        ("state:unscheduled", "dana zoe"),
        ("state:fresh", "chen"),
        ("state:due,a-while,dormant", "ana priya"),
        ("state:wait", "bob"),
        ("due:no", "bob chen dana priya zoe"),
        ("warmth:none", "dana ines zoe"),
        ("acme", "ana"),
    ],
)
def test_a_filter_finds_the_people_it_describes(book: Book, text: str, found: str) -> None:
    assert sorted(book.who(text, marked=["chen", "zoe", "coffee"])) == sorted(found.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "lunch idea talk mail coffee call close"),
        ("@ana got:opp on:3m", "coffee"),
        ("@ana @bob -kind:note", "call"),
        ("gave:any on:2026 event:pycon", "talk"),
        ('salary "rust jobs" depth:>=3', "idea"),
        ("salary", "idea mail call"),
        ("rust python", "call"),
        ('"talk. rust"', "call"),
        ("ana", "lunch coffee call"),
        ("@ana", "lunch coffee call"),
        ("with:gomez,bob", "lunch mail coffee call"),
        ("-@ana", "idea talk mail close"),
        ("with:none", "idea"),
        ("with:any,none kind:note", "idea"),
        ("@nobody", ""),
        ("on:2026-10", "coffee"),
        ("on:..2026-09", "call close"),
        ("on:>today", "lunch"),
        ("-on:2026", "close"),
        ("on:2025,2026-10", "coffee close"),
        ("is:planned", "lunch"),
        ("is:private", "idea"),
        ("is:note", "idea"),
        ("is:marked", "coffee"),
        ("kind:call,email", "mail call"),
        ("dir:in", "call"),
        ("dir:out", "mail"),
        ("depth:..2", "mail"),
        ("got:none -is:note", "lunch talk mail call close"),
        ("got:any", "coffee"),
        ("-got:any", "lunch idea talk mail call close"),
        ("-got:none", "coffee"),
        ("got:none,opp on:2026-10..", "lunch idea talk mail coffee"),
        ("got:know,opp -gave:any", "coffee"),
        ("-kind:meeting,note", "talk mail call"),
        ("depth:4..5,..2", "mail coffee"),
        ("depth:>5", ""),
        ("-depth:>5 on:2025", "close"),
        ("gave:know", "talk"),
        ("#rust", "coffee"),
        ("topic:jobs", "coffee"),
        ("topic:any", "coffee"),
        ("goal:interviews", "coffee"),
        ('goal:"data lead"', "coffee"),
        ("goal:none event:none on:2025", "close"),
        ("event:uk", "talk"),
        ("has:place", "coffee"),
        ("has:followup", "mail"),
        ("has:topic has:goal", "coffee"),
        ("cafe", "coffee"),
        ("strasse", "close"),
        ("lodz", "close"),
        ('"two teams"', "coffee"),
        ("road", ""),
        ("zzz", ""),
    ],
)
def test_a_filter_finds_the_entries_it_describes(book: Book, text: str, found: str) -> None:
    assert book.what(text, marked=["coffee", "ana"]) == found.split()


def test_entries_may_stand_oldest_first(book: Book) -> None:
    for text in ("", "salary", "@ana", "kind:call,email", "on:2026"):
        assert book.what(text, "oldest") == book.what(text, "newest")[::-1]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("due", "ana ines chen bob priya dana zoe"),
        ("name", "ana bob chen dana ines priya zoe"),
        ("surname", "zoe ana bob priya dana ines chen"),
        ("last", "chen ana bob priya dana ines zoe"),
        ("warmth", "ana chen bob priya dana ines zoe"),
    ],
)
def test_people_stand_in_the_order_that_is_asked_for(book: Book, order: str, found: str) -> None:
    assert book.who("", order) == found.split()


def test_the_newest_added_come_first() -> None:
    contacts = {str(n): person("X", created=f"2026-01-0{n}T09:00:00Z") for n in (2, 3, 1)} | {
        "odd": person("X", created=None)
    }
    assert Book(contacts=contacts).who("", "added") == ["3", "2", "1", "odd"]


def test_every_order_has_a_name_and_shows_everybody(book: Book) -> None:
    for order in PEOPLE_ORDERS:
        assert sorted(book.who("status:any", order)) == sorted(CONTACTS)
    for order in ENTRY_ORDERS:
        assert sorted(book.what("", order)) == sorted(ENTRIES)


def test_what_is_written_is_found_at_once() -> None:
    book = Book(contacts=CONTACTS, interactions=ENTRIES)
    assert book.what("quantum") == book.who("quantum") == []
    book.put("interactions", "new", entry(1, "ana", note="quantum things"))
    book.put("contacts", "ana", {**CONTACTS["ana"], "name": "Ana Quantum"})
    assert book.who("quantum") == ["ana"]
    assert book.what("quantum") == ["lunch", "new", "coffee", "call"]
    book.put("interactions", "new", None)
    assert book.what('"quantum things"') == []


def test_a_talk_moves_somebody_in_the_order() -> None:
    book = Book(contacts=CONTACTS, interactions=ENTRIES)
    assert book.who("", "due")[:2] == ["ana", "ines"]
    book.put("interactions", "new", entry(0, "ana"))
    assert book.who("", "due")[:2] == ["ines", "chen"]
    assert book.who("", "last")[0] == "ana"
    book.put("contacts", "priya", None)
    book.put("contacts", "eve", person("Eve Adams"))
    assert "priya" not in book.who("", "due")
    assert book.who("", "name")[:3] == ["ana", "bob", "chen"]
    assert "eve" in book.who("", "due")


def test_another_day_brings_another_order() -> None:
    book = Book(
        contacts={"a": person("A"), "b": person("B", snoozed_until=iso(-1))}, interactions={"1": entry(89, "a", "b")}
    )
    assert book.who("due:yes", "due") == []
    book.index.turn(TODAY + timedelta(days=2))
    assert book.who("due:yes", "due") == ["a", "b"]


def many(n: int) -> Book:
    people = {f"p{i:04}": person(f"Person {i}", notes="needle" if i % 97 == 0 else "hay") for i in range(n)}
    entries = {f"e{i:05}": entry(i % 700, f"p{i % n:04}", note="needle" if i % 97 == 0 else "hay") for i in range(n)}
    return Book(contacts=people, interactions=entries)


def test_the_first_hits_come_before_the_search_is_over() -> None:
    book = many(6000)
    for hits in (
        book.entries.start(parse_query("hay", "timeline", TODAY)),
        book.people.start(parse_query("hay", "contacts", TODAY), "name"),
    ):
        found: list[str] = []
        steps = 0
        while not hits.done:
            found += hits.step()
            steps += 1
        assert steps > 1
        assert hits.count == len(found) == len(set(found)) == 6000 - 62


def test_slices_together_are_the_whole_in_order() -> None:
    book = many(5000)
    for text in ("needle", "", "kind:meeting", "-needle", "@person on:90d"):
        hits = book.entries.start(parse_query(text, "timeline", TODAY))
        found: list[str] = []
        while not hits.done:
            found += hits.step()
        assert found == book.what(text)
        assert found == sorted(found, key=lambda id: (book.documents["interactions"][id]["on"], id), reverse=True)


def test_what_a_search_finds_is_what_each_record_alone_would_say() -> None:
    book = many(3000)
    assert set(book.what("needle")) == {f"e{i:05}" for i in range(0, 3000, 97)}
    assert set(book.who("needle")) == {f"p{i:04}" for i in range(0, 3000, 97)}


def test_everything_can_be_prepared_in_pieces() -> None:
    book = many(2000)
    assert sum(1 for _ in book.people.prepare("due")) > 20
    assert sum(1 for _ in book.entries.haystack.prepare()) > 5
    assert sum(1 for _ in book.entries.haystack.prepare()) == 0


def test_hits_are_counted_by_month(book: Book) -> None:
    for order in ("newest", "oldest"):
        months = book.entries.months(book.what("", order))
        assert [(first.isoformat()[:7], count) for first, count in months if count] == [
            ("2026-09", 1),
            ("2026-10", 1),
            ("2026-11", 4),
        ]
        assert (len(months), months[0][0], months[-1][0]) == (12, date(2025, 12, 1), date(2026, 11, 1))
    assert [count for _, count in book.entries.months([])] == [0] * 12
    assert sum(count for _, count in book.entries.months(["coffee"])) == 1


def test_a_search_works_on_a_journal_on_disk(tmp_path: Path) -> None:
    stored = Journal.open(tmp_path / "journal", machine="m", now=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    index = Index(stored, MODEL, TODAY)
    index.apply(None)
    people = PeopleSearch(index, Haystack(index))
    with stored.transaction("add") as transaction:
        transaction.put("contacts", "ana", person("Ana Gómez"))
    index.apply(stored.poll())
    assert people.start(parse_query("gomez", "contacts", TODAY)).all() == ["ana"]


ODD = [
    {},
    {"name": 3, "kinds": "mentor", "circle": ["close"], "topics": "rust", "channels": ["x", {"kind": [], "value": 7}]},
    {"name": "[b]x[/b]", "org": None, "aliases": [4], "status": {"a": 1}, "sources": 1, "introduced_by": ["ana"]},
    {"on": 4, "contacts": {"a": 1}, "exchanges": "x", "depth": "deep", "note": ["x"], "kind": ["note"], "direction": 5},
    {
        "on": "2026-13-40",
        "contacts": [None],
        "exchanges": [{"way": "got", "benefit": ["x"]}],
        "goals": [[]],
        "event": 3,
    },
]
FILTERS = [
    ("x", "-y", "#rust", "@ana", "kind:mentor", "circle:close", "org:any", "role:none", "seniority:lead", "industry:x"),
    ("loc:x", "topic:any", "goal:any", "event:any", "met:2026", "via:any", "last:any", "due:yes,no", "state:fresh"),
    ("warmth:any", "status:any", "is:stub,imported", "has:email,link"),
]
ENTRY_FILTERS = [
    ("x", "-y", "#rust", "@ana", "kind:note", "on:2026", "got:any", "gave:opp", "topic:any", "goal:any", "event:any"),
    ("depth:>2", "dir:in", "is:planned", "has:note"),
]


def test_documents_with_odd_values_can_be_searched_too() -> None:
    documents = {str(n): odd for n, odd in enumerate(ODD)}
    book = Book(contacts=documents, interactions=documents, goals=documents, events=documents, followups=documents)
    for text in chain(*FILTERS):
        assert set(book.who(text, "due")) <= set(documents)
    for order in PEOPLE_ORDERS:
        assert set(book.who("status:any", order)) <= set(documents)
    for text in chain(*ENTRY_FILTERS):
        assert set(book.what(text)) <= set(documents)
    assert len(book.what("")) == len(documents)


TAGGED = [
    *("kind:meeting", "kind:note,e", "-kind:call", "kind:any", "kind:none", "dir:in", "-dir:out,mutual", "depth:>=3"),
    *("depth:2..4", "-depth:1", "depth:9", "got:opp", "gave:s,k", "-got:any", "got:none", "gave:none,rep", "dir:any"),
]
odd_value = st.none() | st.integers(0, 6) | st.lists(st.just("note"), max_size=1)
exchange = st.fixed_dictionaries(
    {
        "benefit": st.sampled_from(["opportunity", "support", "kind"]) | odd_value,
        "way": st.sampled_from(["got", "gave", "kind"]),
    }
)
odd_entry = st.fixed_dictionaries(
    {"on": st.integers(0, 50).map(iso)},
    optional={
        "kind": st.sampled_from(["meeting", "note", "email", "party"]) | odd_value,
        "direction": st.sampled_from(["in", "out", "mutual", "up"]) | odd_value,
        "depth": odd_value,
        "exchanges": st.lists(exchange, max_size=3) | odd_value,
    },
)


@given(st.lists(odd_entry, max_size=6), st.sampled_from(TAGGED))
@settings(deadline=None)
def test_what_is_found_by_tag_is_what_the_document_says(entries: list[dict[str, Any]], text: str) -> None:
    documents = {str(n): document for n, document in enumerate(entries)}
    book = Book(interactions=documents)
    [term] = parse_query(text, "timeline", TODAY).terms
    holds = EntryTests(book.entries.haystack, frozenset()).condition(term).test
    assert set(book.what(text)) == {id for id, document in documents.items() if holds(id, document) != term.negated}


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Rust jobs, rust!", ["rust"], ["Rust", "rust"]),
        ("Straße", ["ss"], ["ß"]),
        ("Straße", ["strasse"], ["Straße"]),
        ("Straße", ["s"], ["S", "ß"]),
        ("Ana Gómez", ["gomez"], ["Gómez"]),
        ("Go\u0301mez", ["gom"], ["Go\u0301m"]),
        ("Go\u0301mez", ["go"], ["Go\u0301"]),
        ("小林さくら Sakura", ["林さ", "sakura"], ["林さ", "Sakura"]),
        ("ﬁne", ["f"], ["ﬁ"]),
        ("one\ntwo", ["one two"], ["one\ntwo"]),
        ("rusty trust", ["rust", "trust"], ["rust", "trust"]),
        ("abab", ["ab", "ba"], ["abab"]),
        ("nothing", ["x", ""], []),
        ("", ["x"], []),
    ],
)
def test_words_are_marked_where_they_stand_in_the_text_as_it_is(text: str, words: list[str], marked: list[str]) -> None:
    assert [text[start:end] for start, end in match_spans(text, words)] == marked


letters = st.text(
    alphabet=st.sampled_from("aAbßéE\u0301\u0308ﬁ小ŁłIıİ \nσς") | st.characters(codec="utf-8"), max_size=20
)


@given(letters, st.lists(letters, max_size=3))
@settings(max_examples=300, deadline=None)
def test_marks_are_in_order_inside_the_text_and_hold_a_word(text: str, typed: list[str]) -> None:
    words = [" ".join(fold(word).split()) for word in typed]
    spans = match_spans(text, words)
    flat = [place for span in spans for place in span]
    assert flat == sorted(set(flat))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    folded = fold(text).replace("\n", " ").replace("\t", " ")
    assert bool(spans) == any(word and word in folded for word in words)
    for start, end in spans:
        piece = fold(text[start:end]).replace("\n", " ").replace("\t", " ")
        assert any(word and word in piece for word in words)


@given(letters)
@settings(deadline=None)
def test_text_folds_letter_by_letter(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))
