"""Two records of one person: everything follows, undo brings both back, and the other name is still understood."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.capture.names import Names
from journal.domain.contacts import Contact
from journal.domain.decisions import Decision
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.introductions import Introduction
from journal.domain.merging import GROUPS, merged, usual_sides, who_stays
from journal.domain.text import fold, fold_name
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


words = st.text("abcdeé ", min_size=1, max_size=8).map(str.strip).filter(bool)
some_words = st.lists(words, max_size=3)
channels = st.lists(
    st.builds(
        lambda kind, value: {"kind": kind, "value": f"{value}@x"}, st.sampled_from(["email", "phone", "web"]), words
    ),
    max_size=3,
)
moments = st.lists(
    st.builds(lambda label, day: {"label": label, "month": 5, "day": day}, words, st.integers(1, 9)), max_size=2
)
people = st.fixed_dictionaries(
    {"name": words, "circle": st.sampled_from(["open", "close", "active"])},
    optional={
        "org": words,
        "role": words,
        "seeks": words,
        "boundaries": words,
        "notes": words,
        "topics": some_words,
        "aliases": some_words,
        "can_offer": st.lists(st.sampled_from(["advice", "skills"]), max_size=2),
        "channels": channels,
        "moments": moments,
        "sources": st.lists(st.builds(lambda id: {"format": "vcard", "id": id}, words), max_size=2),
        "status": st.sampled_from(["active", "archived", "no_contact"]),
        "private": st.booleans(),
        "colour": words,
    },
)
ids = st.sampled_from(["ONE", "TWO", "BOB"])
lists = st.lists(ids, min_size=1, max_size=3, unique=True)
rest = st.fixed_dictionaries(
    {
        "interactions": st.lists(st.builds(lambda who: {"contacts": who, "on": "2026-11-01"}, lists), max_size=3),
        "followups": st.lists(
            st.builds(lambda who: {"contacts": who, "what": "x", "due": "2026-12-01"}, lists), max_size=2
        ),
        "introductions": st.lists(
            st.permutations(["ONE", "TWO", "BOB", "me"]).map(
                lambda who: dict(zip(("broker", "a", "b"), who, strict=False))
            ),
            max_size=2,
        ),
        "goals": st.lists(
            st.builds(lambda who: {"statement": "Find a good job", "slots": [{"label": "x", "people": who}]}, lists),
            max_size=1,
        ),
        "events": st.lists(
            st.builds(lambda who: {"title": "Fair", "starts": "2026-12-01", "helpers": who}, lists), max_size=1
        ),
        "decisions": st.lists(
            st.builds(lambda who: {"kind": "pass", "on": "2026-11-20", "contacts": who}, lists), max_size=1
        ),
        "contacts": st.lists(
            st.builds(
                lambda via, knows: {"name": "Eve", "introduced_by": via, "knows": [{"contact": one} for one in knows]},
                ids,
                lists,
            ),
            max_size=1,
        ),
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    one=people,
    two=people,
    rest=rest,
    sides=st.dictionaries(st.sampled_from(list(GROUPS)), st.sampled_from(["first", "second"])),
)
def test_nothing_of_either_is_lost_and_undo_brings_both_back(
    one: dict[str, Any], two: dict[str, Any], rest: Any, sides: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    journal = Journal.open(tmp_path_factory.mktemp("merge"), machine="m-0001", now=lambda: NOW)
    with journal.transaction("test") as transaction:
        for key, document in (("ONE", one), ("TWO", two), ("BOB", {"name": "Bob", "circle": "open"})):
            transaction.put("contacts", key, document)
        for table, documents in rest.items():
            for number, document in enumerate(documents):
                transaction.put(table, f"{table}{number}", document)
    before = everything(journal)
    first, second = journal.contacts.get("ONE"), journal.contacts.get("TWO")
    assert first is not None
    assert second is not None
    result = merged(first, second, sides)
    stays, goes = (first, second) if result.id == first.id else (second, first)
    merge_contacts(journal, stays, goes, result)
    after = journal.contacts.get(result.id)
    assert after is not None
    for each in (first, second):
        assert_kept(each, after)
    there = everything(journal)
    assert goes.id not in json.dumps(
        {**there, "contacts": {k: v for k, v in there["contacts"].items() if k != stays.id}}
    )
    for table in ("interactions", "followups", "goals", "events", "decisions"):
        assert there.get(table, {}).keys() == before.get(table, {}).keys()
    for key, document in there.get("interactions", {}).items():
        assert set(document["contacts"]) == {
            stays.id if id == goes.id else id for id in before["interactions"][key]["contacts"]
        }
    assert journal.undo() is not None
    assert everything(journal) == before
    again = Journal.open(journal.root, machine="m-0001", now=lambda: NOW)
    again.ready()
    assert everything(again) == before


def assert_kept(each: Contact, after: Contact) -> None:
    """All that somebody was, as far as it was not a choice between two values, is there in what they became."""
    called = {fold_name(name) for name in (after.name, *after.aliases)}
    assert {fold_name(name) for name in (each.name, *each.aliases)} <= called | {""}
    assert {(c.kind, fold(c.value)) for c in each.channels} <= {(c.kind, fold(c.value)) for c in after.channels}
    assert {(fold(m.label), m.day) for m in each.moments} <= {(fold(m.label), m.day) for m in after.moments}
    assert {s.id for s in each.sources} <= {s.id for s in after.sources}
    assert {fold(topic) for topic in each.topics} <= {fold(topic) for topic in after.topics}
    assert set(each.can_offer) <= set(after.can_offer)
    assert all(
        text in f"{after.notes} {after.boundaries} {after.seeks}" for text in (each.notes, each.boundaries, each.seeks)
    )
    assert not each.private or after.private
    assert "colour" not in (each.model_extra or {}) or "colour" in (after.model_extra or {})
    order = ["active", "archived", "no_contact"]
    assert order.index(after.status) >= order.index(each.status)
