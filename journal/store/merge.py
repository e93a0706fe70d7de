"""Two records of one person become one: everything that names the one that goes names the one that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from journal.domain.contacts import Contact
from journal.domain.decisions import Decision
from journal.domain.introductions import Introduction
from journal.store.fold import Document
from journal.store.journal import Journal
from journal.store.references import naming

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
    places = dict.fromkeys(naming(tables, [goes]))
    places |= dict.fromkeys(("contacts", key) for key, one in tables.get("contacts", {}).items() if _doubts(one, goes))
    for table, key in places:
        document = renamed(tables[table][key], goes, stays)
        yield table, key, document if _means_something(table, document) else None


def renamed(document: Document, goes: str, stays: str) -> Document:
    """The document with one id in place of another, in lists once only."""
    return {_renamed(field, goes, stays): _renamed(value, goes, stays) for field, value in document.items()}


def _renamed(value: Any, goes: str, stays: str) -> Any:
    if type(value) is str:
        return stays if value == goes else value
    if type(value) is dict:
        return renamed(value, goes, stays)
    if type(value) is not list:
        return value
    items = [_renamed(item, goes, stays) for item in value]
    if items == value:
        return value
    return [item for at, item in enumerate(items) if _whom(item) not in map(_whom, items[:at])]


def _whom(item: Any) -> Any:
    """What tells items of a list apart: of somebody known, who it is."""
    return item.get("contact", item) if type(item) is dict else item


def _doubts(document: Document, goes: str) -> bool:
    triage = document.get("triage")
    return type(triage) is dict and goes in triage.get("candidates", ())


def _means_something(table: str, document: Document) -> bool:
    """A person is not introduced to themselves, and not different from themselves."""
    if table == Introduction.TABLE:
        return len({document.get(part) for part in ("broker", "a", "b")}) > 2
    if table != Decision.TABLE or document.get("kind") != DIFFERENT:
        return True
    return len(document.get("contacts", ())) > 1
