"""Briefings: what the journal knows about the people one will meet, and which ratings count."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from journal.derived.briefings import cards, rated
from journal.derived.index import Index
from journal.domain.events import Event
from journal.domain.model import Model
from journal.paths import shipped_content
from journal.prep_texts import load_prep
from journal.store.journal import Journal

MODEL = Model.parse(tomllib.loads(Path(shipped_content(), "model.toml").read_text(encoding="utf-8")))
BANK = load_prep("/nowhere").questions
TODAY = date(2026, 11, 24)
TABLES: dict[str, dict[str, dict[str, Any]]] = {
    "contacts": {
        "ANA": {
            "name": "Ana Gómez",
            "circle": "close",
            "role": "Head of data",
            "org": "NHS",
            "say_as": "AH-na",
            "boundaries": "no calls",
            "topics": ["kites"],
            "knows": [{"contact": "CY", "edge": "said_so"}],
        },
        "BO": {"name": "Bo Lee", "circle": "open"},
        "CY": {"name": "Cy Moon", "circle": "open"},
        "GONE": {"name": "Gone", "circle": "open", "status": "deceased"},
    },
    "interactions": {
        f"I{day}": {
            "contacts": ["ANA", "BO"],
            "on": f"2026-11-{day:02}",
            "kind": "call",
            "depth": 3,
            "note": f"day {day}",
        }
        for day in (1, 2, 3, 4, 30)
    },
    "followups": {
        "F1": {"contacts": ["ANA"], "what": "send the survey", "owner": "mine", "due": "2026-11-20", "status": "open"},
        "F2": {"contacts": ["ANA"], "what": "old", "owner": "mine", "due": "2026-11-20", "status": "done"},
    },
    "events": {
        "E": {
            "title": "Meetup",
            "kind": "meetup",
            "starts": "2026-11-26",
            "status": "planned",
            "expected": ["ana gomez", "the organiser", "GONE", "ANA"],
        },
        "PAST": {"title": "Fair", "kind": "career_fair", "starts": "2026-10-01", "status": "attended"},
        "MISSED": {"title": "Dinner", "kind": "other", "starts": "2026-10-02", "status": "missed"},
    },
    "runs": {
        "R1": {
            "event": "PAST",
            "checklist": "career_fair",
            "confidence_before": 4,
            "answers": {"x": {"status": "skipped"}},
        },
        "R2": {"event": "MISSED", "checklist": "other", "confidence_before": 4},
        "R3": {"event": "REMOVED", "checklist": "other", "confidence_before": 4},
    },
}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal.open(tmp_path / "journal", machine="laptop-aaaa", now=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    with journal.transaction("documents") as transaction:
        for table, documents in TABLES.items():
            for id, document in documents.items():
                transaction.put(table, id, document)
    journal.ready()
    return journal


def test_a_card_says_who_they_are_what_was_last_what_is_open_and_whom_we_both_know(journal: Journal) -> None:
    index = Index(journal, MODEL, TODAY)
    index.apply(None)
    event = journal.events.get("E")
    assert event is not None
    ana, organiser = cards(index, journal, event, BANK)
    assert (ana.contact, ana.name, ana.role, ana.say_as, ana.boundaries) == (
        *("ANA", "Ana Gómez", "Head of data, NHS", "AH-na", "no calls"),
    )
    assert [past.text for past in ana.last] == ["day 4", "day 3", "day 2"]
    assert [(each.what, each.mine) for each in ana.open] == [("send the survey", True)]
    assert ana.shared == ("CY", "BO")
    assert "kites" in ana.question
    assert (organiser.contact, organiser.name) == ("", "the organiser")
    assert organiser.question
    assert cards(index, journal, event, BANK) == [ana, organiser]


def test_only_events_that_one_went_to_or_will_count_for_confidence(journal: Journal) -> None:
    (one,) = rated(journal)
    assert (one.event, one.kind, one.before, one.answers, one.skipped) == ("PAST", "career_fair", 4, 1, 1)


def test_an_event_without_people_has_no_cards(journal: Journal) -> None:
    index = Index(journal, MODEL, TODAY)
    index.apply(None)
    assert cards(index, journal, Event.parse({"title": "Alone", "starts": "2026-11-26"}, "X"), BANK) == []
