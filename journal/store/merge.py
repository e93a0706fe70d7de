"""Two records of one person become one: everything that names the one that goes names the one that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from journal.domain.contacts import Contact
from journal.domain.decisions import Decision
from journal.store.fold import Document
from journal.store.journal import Journal
from journal.store.references import meaning, means_something, renamed

DIFFERENT: Literal["different"] = "different"


def merge_contacts(journal: Journal, stays: Contact, goes: Contact, result: Contact) -> None:
    """Write `result` in place of `stays` and remove `goes`, in one step that is undone whole.

    `stays` and `goes` are as they were when `result` was made of them. Entries, follow-ups, introductions, places in
    goals, events and decisions follow. Raises `Conflict` if one of the two was changed elsewhere meanwhile.
    """
    journal.ready()
    with journal.transaction(f"merge {goes.name} into {result.name}", atomic=True) as transaction:
        transaction.change(stays, result)
        transaction.remove(goes)
        for table, key, document in _following(journal, goes.id, stays.id):
            if (table, key) not in (("contacts", stays.id), ("contacts", goes.id)):
                transaction.put(table, key, document)


def tell_apart(journal: Journal, one: str, two: str, today: date) -> None:
    """Remember that two people are not the same: they are not offered again."""
    with journal.transaction("two people, not one") as transaction:
        transaction.add(Decision(kind=DIFFERENT, on=today, contacts=(one, two)))


def told_apart(decisions: Mapping[str, Mapping[str, Any]]) -> set[frozenset[str]]:
    """The pairs that are known to be different people."""
    return {
        frozenset(contacts)
        for document in decisions.values()
        if document.get("kind") == DIFFERENT and type(contacts := document.get("contacts")) is list
    }


def _following(journal: Journal, goes: str, stays: str) -> Iterator[tuple[str, str, Document | None]]:
    """Every document that names `goes`, as it is when it names `stays`; None for what then means nothing any more."""
    tables = {name: dict(documents) for name, documents in journal.storage.read().items()}
    for table, key, before in meaning(tables, [goes]):
        document = renamed(before, goes, stays)
        yield table, key, document if means_something(table, document, before) else None
