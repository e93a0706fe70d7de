"""What a line writes: documents that the records of the domain take as they are, and nothing of the line lost."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.capture import preview
from journal.capture.draft import Draft
from journal.capture.grammar import parse
from journal.capture.names import Names
from journal.capture.records import created_at, documents
from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.introductions import Introduction
from journal.domain.record import Record
from journal.domain.text import clean_lines
from journal.domain.timeline import Interaction

NOW = datetime(2026, 11, 24, 9, 30)
CREATED = "2026-11-24T08:30:00Z"
Put = dict[str, dict[str, dict[str, Any] | None]]
RECORDS: dict[str, type[Record]] = {one.TABLE: one for one in (Contact, Interaction, FollowUp, Introduction)}
MAY_BE_ADDED = {"direction", "depth"}
"""Usual values that a record of a note shows although a note has none."""
PEOPLE: dict[str, dict[str, Any]] = {
    "P0": {"name": "Ana Gómez", "aliases": ["annie"]},
    "P1": {"name": "Ana Hunt"},
    "P2": {"name": "Bob Lee"},
    "P3": {"name": "Chen Wei", "channels": [{"kind": "email", "value": "chen@x.org"}]},
    "P4": {"name": "Priya Shah", "status": "archived"},
    "P5": {"name": "王伟"},
}
EVENTS = {"E1": {"title": "PyCon Leeds", "starts": "2026-11-24T09:00"}}
GOALS = {"G1": {"statement": "Data lead in health"}}
WORDS = """
coffee met call email from with wrote saw note idea talk at via intro -> → => ; ;; todo fu remind me to
follow up send ask thank she will they meet he'll we spoke friday monday the 25th yesterday today tomorrow
last fri next week in 2w 8/10 3 days ago 12/05/2026 2026-11-20 2026-11-20: 5pm 17:00 noon 12 may sat second
24/7 1:1 10-12 +3d end of month last night @ana @bob @"Bob Lee" @chen's @dana @annie @kim'll @priya @王伟
@हिन्दी @o'brien @ß @"chen@x.org" @"new@y.org" via:zed with:kim with:"Kim L" +Acme +"Big Co" #rust #日本 #1 C#
got:opp got:k2,m gave:xx depth:4 depth:9 kind:call kind:zz on:mon on:soon due:fri due:zz at:5pm at:zz
event:pycon event:none goal:data goal:zz loc:Leeds loc:"Café X" \\ \\@ana "quoted @bob" “curly” " @ # + @@
https://x.org/@ana?due:fri ana@x.org . , : ( ) (yesterday) é e\u0301 👩\u200d💻 ﬁ ǰ [red]x[/] ’s ; ; ;
"""
ODD = ("\t", "\n", "\r\n", "\x1b[31m", "\u202e", "\u2028", "", "\ud800")
PIECES = (*WORDS.split(), *ODD)


def names() -> Names:
    return Names.from_documents(PEOPLE, {"P0": "2026-01-01"}, events=EVENTS, goals=GOALS, runs={})


def check(put: Put) -> None:
    """Every document is accepted, and says again what was written."""
    for table, docs in put.items():
        for key, document in docs.items():
            assert document is not None
            kept = RECORDS[table].parse(document, key).document()
            assert {name: kept.get(name) for name in document} == document
            assert kept.keys() - document.keys() <= MAY_BE_ADDED


def written(line: str) -> tuple[Draft, Put]:
    draft = parse(line, NOW, names())
    assert draft is not None
    return draft, documents(draft, CREATED)


def test_thousands_of_lines_write_only_valid_documents() -> None:
    chance = random.Random(20261124)
    for _ in range(4000):
        line = " ".join(chance.choices(PIECES, k=chance.randrange(1, 16)))
        draft = parse(line, NOW, names())
        if draft is None:
            assert not clean_lines(line)
            continue
        put = documents(draft, CREATED)
        assert put, line
        check(put)
        json.dumps(draft.json())
        assert preview.text(draft).strip()


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map(" ".join))
def test_every_text_is_understood_somehow_and_none_of_it_is_lost(line: str) -> None:
    draft = parse(line, NOW, names())
    text = clean_lines(line)
    assert (draft is None) == (not text)
    if draft is None:
        return
    put = documents(draft, CREATED)
    check(put)
    kept = [
        document["raw"] for table, docs in put.items() if table != "contacts" for document in docs.values() if document
    ]
    assert kept
    assert all(raw == text for raw in kept)


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters='@#+;:\\"“”→->='), max_size=40))
def test_a_text_without_markers_and_dates_is_its_own_note(text: str) -> None:
    draft = parse(f"zz {text} zz", NOW, names())
    assert draft is not None
    if not draft.followups and draft.on is None:
        assert draft.note == clean_lines(f"zz {text} zz")


def test_a_line_makes_an_entry_a_stub_and_a_follow_up_that_know_each_other() -> None:
    draft, put = written("met @dana +Acme about rust jobs #hiring got:opp2 yesterday 5pm; send survey fri")
    ((dana, contact),) = put["contacts"].items()
    ((entry, interaction),) = put["interactions"].items()
    ((_, follow_up),) = put["followups"].items()
    assert contact == {
        "created": CREATED,
        "name": "Dana",
        "circle": "open",
        "stub": True,
        "org": "Acme",
        "met_on": "2026-11-23",
        "how_met": "met Dana about rust jobs",
    }
    assert interaction == {
        "created": CREATED,
        "contacts": [dana],
        "on": "2026-11-23",
        "time": "17:00",
        "kind": "meeting",
        "direction": "mutual",
        "depth": 3,
        "exchanges": [{"benefit": "opportunity", "way": "got", "size": 2, "note": ""}],
        "topics": ["hiring"],
        "note": "met Dana about rust jobs",
        "raw": draft.raw,
    }
    assert follow_up == {
        "created": CREATED,
        "contacts": [dana],
        "what": "send survey",
        "owner": "mine",
        "due": "2026-11-27",
        "status": "open",
        "from": entry,
        "raw": draft.raw,
    }


def test_only_a_meeting_says_how_one_met() -> None:
    _, put = written("call with @dana")
    ((_, contact),) = put["contacts"].items()
    assert contact == {"created": CREATED, "name": "Dana", "circle": "open", "stub": True}


def test_an_introduction_by_me_is_made_that_day_and_is_no_entry() -> None:
    draft, put = written("intro @annie -> @bob about the data team yesterday")
    ((_, introduction),) = put["introductions"].items()
    assert put.keys() == {"introductions"}
    assert introduction == {
        "created": CREATED,
        "broker": "me",
        "a": "P0",
        "b": "P2",
        "status": "made",
        "yes_a": True,
        "yes_b": True,
        "made_on": "2026-11-23",
        "note": "about the data team",
        "raw": draft.raw,
    }


def test_via_makes_an_introduction_and_tells_the_new_person_who_it_was() -> None:
    _, put = written("met @dana via @bob")
    ((dana, contact),) = put["contacts"].items()
    ((_, introduction),) = put["introductions"].items()
    assert contact
    assert introduction
    assert contact["introduced_by"] == "P2"
    assert [introduction[name] for name in ("broker", "a", "b", "status", "met_on")] == [
        *("P2", "me", dana, "met"),
        "2026-11-24",
    ]


def test_a_known_person_is_never_written() -> None:
    _, put = written("met @bob +Acme via @annie event:pycon")
    assert "contacts" not in put
    ((_, interaction),) = put["interactions"].items()
    assert interaction
    assert (interaction["contacts"], interaction["event"]) == (["P2"], "E1")


def test_an_ambiguous_name_makes_a_person_to_sort_out() -> None:
    _, put = written("coffee with @ana")
    ((_, contact),) = put["contacts"].items()
    assert contact
    assert contact["triage"] == {"text": "ana", "candidates": ["P0", "P1"]}


def test_a_new_address_makes_a_person_with_that_address() -> None:
    _, put = written('mail to @"new.one@y.org"')
    ((_, contact),) = put["contacts"].items()
    assert contact
    assert contact["name"] == "New One"
    assert contact["channels"] == [{"kind": "email", "value": "new.one@y.org", "preferred": False}]


def test_one_new_person_named_twice_is_one_person() -> None:
    _, put = written("met @dana-osei and @Dana_Osei; @dana.osei will write")
    assert len(put["contacts"]) == 1
    assert [document and document["contacts"] for document in put["interactions"].values()] == [[*put["contacts"]]]


def test_the_moment_of_writing_is_kept_in_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert created_at(datetime(2026, 11, 24, 0, 30, tzinfo=tokyo)) == "2026-11-23T15:30:00Z"


@pytest.mark.parametrize("length", [300, 20_000])
def test_long_lines_are_kept_whole_in_raw(length: int) -> None:
    line = ("met @dana " + "word " * length)[:length].strip()
    draft, put = written(line)
    check(put)
    assert draft.raw == line


def test_the_preview_shows_what_will_be_saved(read: Callable[..., Draft]) -> None:
    draft = read(
        "met @dana about jobs #rust got:opp2 gave:k loc:Leeds via @priya; send survey fri; @dana will write",
        "Priya Shah",
    )
    assert preview.text(draft).split("\n") == [
        "entry       meeting · Tue 24 Nov · + Dana new",
        "            ↓ got opportunity 2",
        "            ↑ gave knowledge",
        "            #rust · Leeds",
        "intro       Dana through Priya Shah · Tue 24 Nov",
        "follow-up   □ send survey → Dana   Fri 27 Nov",
        "follow-up   □ Dana: write   Tue 8 Dec",
    ]


def test_the_preview_says_when_it_is_no_talk_and_what_is_in_doubt(read: Callable[..., Draft]) -> None:
    shown = preview.lines(read("@anna is moving 8/10"))
    assert shown[0] == (
        "note",
        [
            ("does not count as a talk", "muted"),
            (" · Tue 24 Nov", "plain"),
            (" · ", "plain"),
            ("+ Anna", "new"),
            (" new", "muted"),
        ],
    )
    assert [pieces[0] for _, pieces in shown[1:]] == [("! ", "doubt")] * 2


def test_the_preview_has_plain_signs_where_the_terminal_has_no_others(read: Callable[..., Draft]) -> None:
    shown = preview.text(read("coffee with @bob got:opp; send x"), ascii_only=True)
    assert shown.isascii()
    assert "v got opportunity" in shown
    assert "[ ] send x -> Bob Lee" in shown
