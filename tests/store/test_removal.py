"""Removing people: what is theirs alone goes with them, the rest loses them, and one undo gives all back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.introductions import Introduction
from journal.domain.timeline import Interaction
from journal.store.journal import Conflict, Journal, StoreError

Opener = Callable[..., Journal]


@pytest.fixture
def people(opened: Opener) -> tuple[Journal, Contact, Contact]:
    """Ana and Bo, with records of each and of both."""
    journal = opened()
    with journal.transaction("add") as transaction:
        ana = transaction.add(Contact(name="Ana"))
        bo = transaction.add(
            Contact.parse({"name": "Bo", "introduced_by": ana.id, "knows": [{"contact": ana.id}, {"contact": "X"}]})
        )
        for who in ([ana], [ana, bo], [bo]):
            ids = [person.id for person in who]
            transaction.add(Interaction.parse({"contacts": ids, "on": "2026-05-01"}))
            transaction.add(FollowUp.parse({"contacts": ids, "what": f"send {len(ids)}", "due": "2026-06-01"}))
        transaction.add(Introduction(broker="me", a=ana.id, b=bo.id))
        transaction.put(
            "goals", "G", {"statement": "x", "slots": [{"contact": ana.id}, {"contact": bo.id}], "by": ana.id}
        )
    return journal, ana, bo


def test_somebody_who_is_named_is_not_removed_unasked(people: tuple[Journal, Contact, Contact]) -> None:
    journal, ana, _ = people
    with pytest.raises(StoreError, match=r"Ana is named in .*2 entries.*2 follow-ups.* Archive instead"):
        journal.remove_contacts([ana], with_entries=False)
    assert ana.id in journal.contacts


def test_somebody_nobody_names_goes(opened: Opener) -> None:
    journal = opened()
    with journal.transaction("add") as transaction:
        ana = transaction.add(Contact(name="Ana"))
    journal.remove_contacts([ana], with_entries=False)
    assert len(journal.contacts) == 0


def test_what_is_theirs_alone_goes_and_the_rest_loses_them(people: tuple[Journal, Contact, Contact]) -> None:
    journal, ana, bo = people
    journal.remove_contacts([ana], with_entries=True)
    assert list(journal.contacts.docs) == [bo.id]
    assert [entry.contacts for entry in journal.interactions] == [(bo.id,), (bo.id,)]
    assert [promise.contacts for promise in journal.followups] == [(bo.id,), (bo.id,)]
    assert len(journal.introductions) == 0
    left = journal.contacts.get(bo.id)
    assert left is not None
    assert (left.introduced_by, [edge.contact for edge in left.knows]) == (None, ["X"])
    assert journal.collection("goals").docs["G"] == {"statement": "x", "slots": [{"contact": bo.id}]}


def test_one_undo_gives_everything_back(people: tuple[Journal, Contact, Contact]) -> None:
    journal, ana, bo = people
    before = {table: dict(documents) for table, documents in journal.storage.read().items()}
    journal.remove_contacts([ana, bo], with_entries=True)
    assert journal.storage.read() == {"goals": {"G": {"statement": "x", "slots": []}}}
    undone = journal.undo()
    assert undone is not None
    assert undone.text == "Undone: remove 2 people"
    assert journal.storage.read() == before


def test_somebody_changed_elsewhere_meanwhile_is_not_removed(
    people: tuple[Journal, Contact, Contact], opened: Opener
) -> None:
    journal, ana, _ = people
    with opened("desk-bbbb").transaction("edit") as transaction:
        transaction.change(ana, ana.changed(org="ACME"))
    with pytest.raises(Conflict, match="Not removed: Ana has been changed"):
        journal.remove_contacts([ana], with_entries=True)
