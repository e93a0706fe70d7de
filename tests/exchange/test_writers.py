"""What leaves the journal: cards, tables, dates and pages that other programs, and this one, read back."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.timeline import Interaction
from journal.exchange import csv_out, ics_out, markdown, vcard, vcard_out
from journal.exchange.outgoing import leaving, plainly
from journal.exchange.person import new_document
from journal.exchange.source import Source
from journal.store.journal import Journal

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANA = {
    "name": "Ana María Gómez",
    "first_name": "Ana María",
    "aliases": ["Anita, the elder"],
    "org": "Northwind; Sons, Ltd",
    "role": "Head of \\ Data",
    "channels": [
        {"kind": "email", "value": "ana@x.example", "preferred": True},
        {"kind": "email", "value": "ana@home.example", "label": "home"},
        {"kind": "phone", "value": "+49 30 123456", "label": "Büro"},
        {"kind": "linkedin", "value": "https://www.linkedin.com/in/ana"},
        {"kind": "address", "value": "1 Long Street, Leeds"},
    ],
    "moments": [{"label": "birthday", "month": 5, "day": 12}, {"label": "wedding", "month": 2, "day": 29}],
    "notes": "line one\nline two; with, marks",
}


def contact(document: dict[str, Any], id: str = "A") -> Contact:
    return Contact.parse(document, id)


def back(person: Contact, version: str) -> dict[str, Any]:
    """The contact that our own reader makes of our own card, without where it came from."""
    reading = vcard.read(Source("x.vcf", "".join(vcard_out.write([person], version))))
    (person,) = reading.people
    document = new_document(person, reading)
    del document["sources"]
    document["channels"] = [
        {name: value for name, value in channel.items() if name != "preferred"}
        for channel in document.get("channels", [])
    ]
    return document


@pytest.mark.parametrize("version", vcard_out.VERSIONS)
def test_our_own_cards_come_back_as_they_went(version: str) -> None:
    document = back(contact(ANA), version)
    expected = dict(ANA, circle="open")
    expected["channels"] = [{k: v for k, v in one.items() if k != "preferred"} for one in ANA["channels"]]  # type: ignore[attr-defined]
    by_value = {one["value"]: one for one in document.pop("channels")}
    assert by_value == {one["value"]: one for one in expected.pop("channels")}  # type: ignore[attr-defined]
    assert document == expected


def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut() -> None:
    text = "".join(vcard_out.write([contact({"name": "Ängström " * 12})]))
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\r\n ".join(lines).decode()


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1)


@settings(max_examples=80, deadline=None)
@given(name=words, org=words, note=words)
def test_whatever_a_text_holds_a_card_holds_it_too(name: str, org: str, note: str) -> None:
    try:
        person = contact({"name": f"Q {name}"[:100].strip(), "org": org[:100], "notes": note})
    except ValueError:
        return
    text = "".join(vcard_out.write([person]))
    unfolded = text.replace("\r\n ", "")
    assert f"FN:{vcard_out.escaped(person.name)}\r\n" in unfolded
    assert unfolded.count("BEGIN:VCARD") == unfolded.count("END:VCARD")
    reading = vcard.read(Source("x.vcf", text))
    assert [(one.name_there or one.name).split() for one in reading.people] == [person.name.split()]


@pytest.mark.corpora
def test_what_a_card_had_beside_is_in_the_card_that_goes_out(shared: Path) -> None:
    file = shared / "corpora" / "ez-vcard" / "John_Doe_EVOLUTION.vcf"
    reading = vcard.read(Source(file.name, file.read_text(encoding="utf-8")))
    document = new_document(next(iter(reading.people)), reading)
    text = "".join(vcard_out.write([contact(document)]))
    again = vcard.read(Source("x.vcf", text))
    kept = {name for name, _ in next(iter(reading.people)).kept if ":" not in name and " " not in name}
    assert kept & {name for name, _ in next(iter(again.people)).kept}


def test_a_cell_is_never_a_formula_and_comes_back_whole() -> None:
    person = contact({"name": "=cmd()", "org": "+SUM(A1)", "role": "@x", "topics": ["-a", "b,c"]})
    text = "".join(csv_out.write([person], {"A": "2026-11-01"}))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert (rows[0]["Name"], rows[0]["Organisation"], rows[0]["Role"]) == ("'=cmd()", "'+SUM(A1)", "'@x")
    assert rows[0]["Last talk"] == "2026-11-01"
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)


def test_a_calendar_has_stable_ids_and_whole_days_that_block_nothing() -> None:
    followups = [
        FollowUp.parse({"contacts": ["A"], "what": "send it", "due": "2026-12-01"}, "F1"),
        FollowUp.parse({"contacts": ["A"], "what": "done", "due": "2026-11-01", "status": "done"}, "F2"),
    ]
    events = [
        Event.parse(
            {"title": "PyCon", "starts": "2026-12-03T18:30", "tz": "Europe/Berlin", "source": "ical:abc"}, "E1"
        ),
        Event.parse({"title": "Fair", "starts": "2026-12-05", "ends": "2026-12-06"}, "E2"),
    ]
    text = ics_out.write(followups, events, {"A": "Ana Gómez"}, lambda record: NOW)
    for line in (
        "UID:F1@journal",
        "UID:abc",
        "UID:E2@journal",
        "SUMMARY:send it → Ana Gómez",
        "DTSTART;VALUE=DATE:20261201",
        "DTEND;VALUE=DATE:20261207",
        "DTSTART:20261203T173000Z",
        "TRANSP:TRANSPARENT",
        "TRIGGER:PT9H",
        "STATUS:CANCELLED",
    ):
        assert line in text, line
    assert text == ics_out.write(followups, events, {"A": "Ana Gómez"}, lambda record: NOW)


@pytest.mark.parametrize(
    ("titles", "shown", "event"),
    [("initials", "Follow-up: AG", "Coffee with AG"), ("generic", "Follow-up", "Event")],
)
def test_a_calendar_tells_as_little_as_one_likes(titles: Any, shown: str, event: str) -> None:
    followup = FollowUp.parse({"contacts": ["A"], "what": "ask about pay", "due": "2026-12-01"}, "F1")
    coffee = Event.parse({"title": "Coffee with Ana Gómez", "starts": "2026-12-03"}, "E1")
    text = ics_out.write([followup], [coffee], {"A": "Ana Gómez"}, lambda record: NOW, titles)
    assert f"SUMMARY:{shown}\r\n" in text
    assert f"SUMMARY:{event}\r\n" in text
    assert "pay" not in text
    assert "Ana" not in text


def test_a_page_shows_text_as_it_is() -> None:
    person = contact({"name": "*Ana* <b>_x_</b>", "notes": "# no head\n- no list\n1. no number"})
    entry = Interaction.parse({"contacts": ["A", "B"], "on": "2026-11-01", "note": "a | b"}, "I")
    text = "".join(markdown.page(person, [entry], [], {"B": "Bob"}))
    assert "# \\*Ana\\* \\<b\\>\\_x\\_\\</b\\>\n" in text
    assert "\n\\# no head\n\\- no list\n1\\. no number\n" in text
    assert "- **2026-11-01** meeting, with Bob\n  a \\| b\n" in text


def test_two_people_of_one_name_have_a_page_each() -> None:
    taken: set[str] = set()
    assert [markdown.file_name(contact({"name": name}, name), taken) for name in ("Ana / Gómez", "ana / gómez")] == [
        "Ana-Gómez.md",
        "ana-gómez-2.md",
    ]


def test_private_things_stay_at_home_unless_they_are_asked_for(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "j", machine="m-0001", now=lambda: NOW)
    with journal.transaction("test") as transaction:
        for id, fields in {
            "A": {"notes": "secret", "trust": 3, "boundaries": "no calls"},
            "B": {"private": True},
            "C": {"status": "no_contact"},
            "D": {"triage": {"text": "x", "candidates": ["A"]}},
        }.items():
            transaction.add(contact({"name": f"Name {id}", **fields}, id))
    found = leaving(journal, private=False)
    assert [one.id for one in found.people] == ["A"]
    assert (found.people[0].notes, found.people[0].trust, found.people[0].boundaries) == ("", None, "")
    assert sum(found.staying.values()) == 3
    assert [one.id for one in leaving(journal, private=True, everybody=True).people] == ["A", "B", "C"]
    assert plainly(found.people[0]) == found.people[0]
