"""Two records of one person: everything follows, undo brings both back, and the other name is still understood."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from journal.capture.names import Names
from journal.domain.contacts import Contact
from journal.domain.decisions import Decision
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.introductions import Introduction
from journal.domain.merging import merged, usual_sides, who_stays
from journal.domain.timeline import Interaction
from journal.store.journal import Conflict, Journal
from journal.store.merge import merge_contacts, tell_apart, told_apart

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ZOE = {
    "name": "Zoë Ångström",
    "circle": "wide",
    "role": "Chair",
    "topics": ["panels"],
    "created": "2025-01-01T00:00:00Z",
    "channels": [{"kind": "email", "value": "zoe@one.example", "preferred": True}],
}
TWO = {
    "name": "Zoe Angstrom-Fitz",
    "circle": "close",
    "org": "HealthConf",
    "topics": ["Panels", "travel"],
    "created": "2024-01-01T00:00:00Z",
    "status": "archived",
    "channels": [
        {"kind": "email", "value": "ZOE@one.example"},
        {"kind": "phone", "value": "12345", "preferred": True},
    ],
}


def contact(id: str, document: dict[str, Any]) -> Contact:
    return Contact.parse(document, id)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal.open(tmp_path / "j", machine="m-0001", now=lambda: NOW)
    journal.ready()
    records = [
        contact("Z1", ZOE),
        contact("Z2", TWO),
        contact("BOB", {"name": "Bob", "circle": "open", "introduced_by": "Z1", "knows": [{"contact": "Z1"}]}),
        contact("WHO", {"name": "Zoe", "circle": "open", "triage": {"text": "zoe", "candidates": ["Z1", "Z2"]}}),
        Interaction.parse({"contacts": ["Z1", "Z2", "BOB"], "on": "2026-11-01"}, "I1"),
        Interaction.parse({"contacts": ["Z1"], "on": "2026-11-02"}, "I2"),
        FollowUp.parse({"contacts": ["Z1"], "what": "send it", "due": "2026-12-01"}, "F1"),
        Introduction.parse({"broker": "Z1", "a": "me", "b": "BOB"}, "N1"),
        Introduction.parse({"broker": "me", "a": "Z1", "b": "Z2"}, "N2"),
        Goal.parse(
            {"statement": "Find a good job soon", "slots": [{"label": "chairs", "people": ["Z1", "BOB"]}]}, "G1"
        ),
        Event.parse({"title": "HealthConf", "starts": "2026-12-01", "helpers": ["Z1"]}, "E1"),
        Decision.parse({"kind": "pass", "on": "2026-11-20", "contacts": ["Z1"]}, "D1"),
        Decision.parse({"kind": "different", "on": "2026-11-20", "contacts": ["Z1", "Z2"]}, "D2"),
    ]
    with journal.transaction("test") as transaction:
        for record in records:
            transaction.add(record)
    return journal


def everything(journal: Journal) -> dict[str, dict[str, Any]]:
    return {table: dict(docs) for table, docs in journal.storage.read().items()}


def merge(journal: Journal) -> Contact:
    one, two = journal.contacts.get("Z1"), journal.contacts.get("Z2")
    assert one is not None
    assert two is not None
    assert who_stays(one, two) == "second", "the older record goes on"
    result = merged(one, two, {**usual_sides(one, two), "name": "second"})
    merge_contacts(journal, two, one, result)
    return result


def test_lists_keep_both_and_the_rest_is_chosen(journal: Journal) -> None:
    result = merge(journal)
    assert result.id == "Z2"
    assert (result.name, result.circle, result.role, result.org) == (
        "Zoe Angstrom-Fitz",
        "close",
        "Chair",
        "HealthConf",
    )
    assert result.topics == ("Panels", "travel")
    assert [(c.value, c.preferred) for c in result.channels] == [("ZOE@one.example", False), ("12345", True)]
    assert result.status == "archived", "the stricter one"
    assert result.created == datetime(2024, 1, 1, tzinfo=UTC)
    assert result.merged == ("Z1",)
    assert result.aliases == ("Zoë Ångström",)


def test_everything_that_named_the_other_names_the_one(journal: Journal) -> None:
    merge(journal)
    assert journal.contacts.get("Z1") is None
    docs = everything(journal)
    assert docs["interactions"]["I1"]["contacts"] == ["Z2", "BOB"]
    assert docs["interactions"]["I2"]["contacts"] == ["Z2"]
    assert docs["followups"]["F1"]["contacts"] == ["Z2"]
    assert docs["introductions"] == {"N1": {**docs["introductions"]["N1"], "broker": "Z2"}}
    assert docs["goals"]["G1"]["slots"][0]["people"] == ["Z2", "BOB"]
    assert docs["events"]["E1"]["helpers"] == ["Z2"]
    assert docs["contacts"]["BOB"]["introduced_by"] == "Z2"
    assert docs["contacts"]["BOB"]["knows"][0]["contact"] == "Z2"
    assert docs["contacts"]["WHO"]["triage"]["candidates"] == ["Z2"]
    assert list(docs["decisions"]) == ["D1"], "one is not different from oneself"


def test_undo_brings_everything_back_as_it_was(journal: Journal) -> None:
    before = everything(journal)
    merge(journal)
    assert journal.undo() is not None
    assert everything(journal) == before


def test_a_merge_is_not_undone_by_halves(journal: Journal) -> None:
    merge(journal)
    other = Journal.open(journal.root, machine="m-0002", now=lambda: NOW)
    other.ready()
    theirs = other.interactions.get("I2")
    assert theirs is not None
    with other.transaction("edit elsewhere") as transaction:
        transaction.change(theirs, theirs.changed(note="from another machine"))
    before = everything(other)
    with pytest.raises(Conflict):
        journal.undo()
    other.poll()
    assert everything(other) == before


def test_who_was_changed_elsewhere_meanwhile_is_not_merged_over(journal: Journal) -> None:
    one, two = journal.contacts.get("Z1"), journal.contacts.get("Z2")
    assert one is not None
    assert two is not None
    with journal.transaction("edit") as transaction:
        transaction.change(one, one.changed(role="Head"))
    before = everything(journal)
    with pytest.raises(Conflict):
        merge_contacts(journal, two, one, merged(one, two, {}))
    assert everything(journal) == before


def test_capture_finds_the_one_by_both_names(journal: Journal) -> None:
    merge(journal)
    with journal.transaction("back") as transaction:
        there = journal.contacts.get("Z2")
        assert there is not None
        transaction.change(there, there.changed(status="active"))
    names = Names.from_documents(journal.contacts.docs, {})
    assert names.resolve("Zoë Ångström", TODAY).id == "Z2"
    assert names.resolve("zoe-angstrom-fitz", TODAY).id == "Z2"


def test_who_was_told_apart_stays_apart(journal: Journal) -> None:
    tell_apart(journal, "Z1", "BOB", TODAY)
    assert frozenset(("Z1", "BOB")) in told_apart(journal.decisions.docs)


def test_boundaries_of_both_hold() -> None:
    one = contact("A", {"name": "A", "boundaries": "no calls", "created": "2024-01-01T00:00:00Z"})
    two = contact("B", {"name": "A", "boundaries": "x" * 195, "created": "2025-01-01T00:00:00Z"})
    result = merged(one, two, {})
    assert result.boundaries == "no calls"
    assert "x" * 195 in result.notes
    short = merged(one, two.changed(boundaries="mornings only"), {})
    assert short.boundaries == "no calls; mornings only"
