"""The filter language: what is understood, what is left out while typing, and what is said about mistakes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.search.query import Query, QueryError, Term, parse_for_both, parse_query
from journal.search.query_values import CONTACT_KEYS, TIMELINE_KEYS, Between, Choice, Filled, Phrase

TODAY = date(2026, 3, 2)


def contacts(text: str) -> tuple[Term, ...]:
    return parse_query(text, "contacts", TODAY).terms


def timeline(text: str) -> tuple[Term, ...]:
    return parse_query(text, "timeline", TODAY).terms


def one(*names: str) -> Choice:
    return Choice(frozenset(names))


def words(text: str) -> Term:
    return Term("word", (Phrase(text),))


EXAMPLES = [
    (
        "kind:mentor circle:close org:acme #rust due:yes warmth:cooling",
        (
            Term("kind", (one("mentor"),)),
            Term("circle", (one("close"),)),
            Term("org", (Phrase("acme"),)),
            Term("topic", (Phrase("rust"),)),
            Term("due", (one("yes"),)),
            Term("warmth", (one("cooling"),)),
        ),
    ),
    ("ana leeds", (words("ana"), words("leeds"))),
    ('"head of data" -org:nhs', (words("head of data"), Term("org", (Phrase("nhs"),), negated=True))),
    (
        "circle:close,inner last:>60d",
        (Term("circle", (one("close"), one("inner"))), Term("last", (Between(None, "2025-12-31"),))),
    ),
    ("last:none is:imported", (Term("last", (Filled(False),)), Term("is", (one("imported"),)))),
    ("due:soon,yes -has:email", (Term("due", (one("soon"), one("yes"))), Term("has", (one("email"),), negated=True))),
    (
        "met:2026-05..2026-09 via:priya",
        (Term("met", (Between("2026-05-01", "2026-09-30"),)), Term("via", (Phrase("priya"),))),
    ),
    ("555 1212", (words("555"), words("1212"))),
    (
        'status:archived goal:"data lead"',
        (Term("status", (one("archived"),)), Term("goal", (Phrase("data lead", exact=True),))),
    ),
    ("is:triage", (Term("is", (one("triage"),)),)),
]
TIMELINE_EXAMPLES = [
    (
        "@ana got:opp on:3m",
        (
            Term("with", (Phrase("ana"),)),
            Term("got", (one("opportunity"),)),
            Term("on", (Between("2025-12-02", "2026-03-02"),)),
        ),
    ),
    (
        "@ana @bob -kind:note",
        (Term("with", (Phrase("ana"),)), Term("with", (Phrase("bob"),)), Term("kind", (one("note"),), negated=True)),
    ),
    (
        "gave:any on:2026 event:pycon",
        (
            Term("gave", (Filled(True),)),
            Term("on", (Between("2026-01-01", "2026-12-31"),)),
            Term("event", (Phrase("pycon"),)),
        ),
    ),
    ('salary "rust jobs" depth:>=4', (words("salary"), words("rust jobs"), Term("depth", (Between(4, None),)))),
]


@pytest.mark.parametrize(("text", "terms"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_the_examples_for_contacts_are_understood(text: str, terms: tuple[Term, ...]) -> None:
    assert contacts(text) == terms


@pytest.mark.parametrize(("text", "terms"), TIMELINE_EXAMPLES, ids=[text for text, _ in TIMELINE_EXAMPLES])
def test_the_examples_for_the_timeline_are_understood(text: str, terms: tuple[Term, ...]) -> None:
    assert timeline(text) == terms


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cirle:close", "No key `cirle`; did you mean `circle`?"),
        ("circle:clsoe", "No circle `clsoe`; did you mean `close`?"),
        ("circle:zzz", "No circle `zzz`; there is inner, close, active, wide, open"),
        ("qqq:x", "No key `qqq`; there is name, kind, circle, org, role, seniority …"),
        ("got:opp", "`got:` is for the Timeline, not for Contacts"),
        ("state:a-wile", "No state `a-wile`; did you mean `a-while`?"),
        ("last:soonish", "`last:` needs a date such as 2026-05, 7d, >3m or 2026-05..2026-09, not `soonish`"),
        ("ana is:lost", "No `is:lost`; there is stub, triage, imported, private, discreet, marked"),
    ],
)
def test_a_mistake_is_named_with_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(QueryError) as raised:
        contacts(text)
    assert str(raised.value) == said


def test_a_mistake_says_where_it_stands() -> None:
    with pytest.raises(QueryError) as raised:
        contacts("ana cirle:close #rust")
    assert (raised.value.start, raised.value.end) == (4, 15)


@pytest.mark.parametrize("text", ["depth:deep", "depth:>x", "depth:3..x", "depth:>3..4", "depth:-2", "depth:²"])
def test_a_depth_that_is_no_number_is_named(text: str) -> None:
    with pytest.raises(QueryError, match="needs a number such as 4, >=4 or"):
        timeline(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "circle:", "-circle:", "cirle:", "-", "@", "#", "-@", '"', '-"', "last:>", "met:..", "circle:,"],
)
def test_what_is_only_begun_is_left_out(text: str) -> None:
    assert contacts(text) == ()


def test_an_unfinished_part_leaves_the_others_as_they_are() -> None:
    assert contacts("ana circle: org:acme") == (words("ana"), Term("org", (Phrase("acme"),)))
    assert contacts("circle:close,") == (Term("circle", (one("close"),)),)
    assert contacts('"head of da') == (words("head of da"),)


def test_a_value_may_be_the_beginning_of_several_names() -> None:
    assert contacts("kind:me") == (Term("kind", (one("mentor", "mentee"),)),)
    assert contacts("state:a-while") == (Term("state", (one("a while"),)),)
    assert contacts("status:no_contact") == (Term("status", (one("no_contact"),)),)
    assert contacts("CIRCLE:Close") == (Term("circle", (one("close"),)),)


def test_quotes_make_a_value_exact_and_hold_spaces() -> None:
    assert contacts('org:"Lee & Partners",acme') == (Term("org", (Phrase("lee & partners", True), Phrase("acme"))),)
    assert contacts('topic:"rust"') == (Term("topic", (Phrase("rust", True),)),)
    assert contacts("name:“Ana Gómez”") == (Term("name", (Phrase("ana gomez", True),)),)
    with pytest.raises(QueryError):
        contacts('circle:"clo"')


def test_letters_are_folded_and_names_lose_their_dots() -> None:
    assert contacts("Gómez") == (words("gomez"),)
    assert contacts("@Ana.Gómez") == (Term("name", (Phrase("ana gomez"),)),)
    assert contacts('@"Bob Lee"') == (Term("name", (Phrase("bob lee"),)),)
    assert contacts("@小林 #日本") == (Term("name", (Phrase("小林"),)), Term("topic", (Phrase("日本"),)))


@pytest.mark.parametrize("text", ["https://acme.example", "12:30", "#1", "C#", '5"', "a@b.example", "@!", "::"])
def test_what_only_looks_like_a_key_or_a_mark_is_a_word(text: str) -> None:
    assert contacts(text) == (words(text.lower()),)


def test_a_minus_denies_anything() -> None:
    assert [term.negated for term in contacts('-ana -"b c" -#rust -@bob -org:acme x-y')] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("7d", "2026-02-23", "2026-03-02"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026-02-14", "2026-02-14", "2026-02-14"),
        ("yesterday", "2026-03-01", "2026-03-01"),
        ("today", "2026-03-02", "2026-03-02"),
        ('"last month"', "2026-02-01", "2026-02-28"),
        ("..2026-05-01", None, "2026-05-01"),
        ("2026-02..", "2026-02-01", None),
        ("2025-11..2026-01", "2025-11-01", "2026-01-31"),
        ("60d..30d", "2026-01-01", "2026-01-31"),
        ("30d..60d", "2026-01-01", "2026-01-31"),
        ("2026-01..2025-11", "2025-11-01", "2026-01-31"),
        (">2026-02", "2026-03-01", None),
        (">=2026-02", "2026-02-01", None),
        ("<2026-02", None, "2026-01-31"),
        ("<=2026-02", None, "2026-02-28"),
        (">7d", None, "2026-02-22"),
        (">=7d", None, "2026-02-23"),
        ("<7d", "2026-02-24", None),
        ("<=7d", "2026-02-23", None),
    ],
)
def test_days_may_be_dates_months_years_lengths_and_ranges(text: str, low: str | None, high: str | None) -> None:
    assert timeline(f"on:{text}") == (Term("on", (Between(low, high),)),)


def test_numbers_may_be_compared_and_ranged() -> None:
    values = [timeline(f"depth:{text}")[0].values[0] for text in ("4", ">4", ">=4", "<4", "<=4", "2..4", "..4", "4..")]
    assert values == [
        Between(4, 4),
        Between(5, None),
        Between(4, None),
        Between(None, 3),
        Between(None, 4),
        Between(2, 4),
        Between(None, 4),
        Between(4, None),
    ]


def test_dates_in_figures_follow_the_order_that_is_set() -> None:
    american = parse_query("on:5/12/2025", "timeline", TODAY, date_order="MDY")
    assert american.terms[0].values == (Between("2025-05-12", "2025-05-12"),)
    assert timeline("on:5/12/2025")[0].values == (Between("2025-12-05", "2025-12-05"),)


def test_words_phrases_and_topics_are_marked_where_they_are_found() -> None:
    query = parse_query('salary "Rust  Jobs" #health -coffee @ana', "timeline", TODAY)
    assert query.highlights == ["salary", "rust jobs", "health"]


def test_a_key_of_one_list_finds_nothing_in_the_other() -> None:
    people, entries = parse_for_both("circle:close", TODAY)
    assert people == Query("contacts", (Term("circle", (one("close"),)),))
    assert entries is None
    assert parse_for_both("kind:letter", TODAY)[0] is None
    assert all(parse_for_both("#rust ana", TODAY))


def test_a_key_of_neither_list_is_a_mistake() -> None:
    with pytest.raises(QueryError, match="did you mean `circle`"):
        parse_for_both("cirle:close", TODAY)


def complaint(parse: Callable[[str], tuple[Term, ...]], text: str) -> tuple[int, int] | None:
    """Where a filter has a mistake; any other error than a QueryError fails the test."""
    try:
        assert all(term.values for term in parse(text))
    except QueryError as error:
        return error.start, error.end
    return None


@given(st.text(alphabet='ab:-@#",<>. 0157dm“”\n\t', max_size=25) | st.text(max_size=25))
@settings(deadline=None)
def test_any_text_is_understood_or_complained_about(text: str) -> None:
    for parse in (contacts, timeline):
        start, end = complaint(parse, text) or (0, len(text))
        assert 0 <= start <= end <= len(text)


@given(st.sampled_from([*CONTACT_KEYS]), st.text(alphabet='abcloseyn01<>=.,2-"', max_size=12))
@settings(deadline=None)
def test_any_value_is_understood_or_complained_about(key: str, value: str) -> None:
    complaint(contacts, f"{key}:{value}")


def test_every_key_of_both_lists_takes_none_and_any() -> None:
    for parse, keys in ((contacts, CONTACT_KEYS), (timeline, TIMELINE_KEYS)):
        for key in keys:
            assert parse(f"{key}:none,any") == (Term(key, (Filled(False), Filled(True))),)
