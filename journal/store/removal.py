"""Removing people, together with what only makes sense with them."""

from __future__ import annotations

from collections.abc import Sequence

from journal.domain.contacts import Contact
from journal.store.disk import StoreError
from journal.store.fold import Document
from journal.store.references import SHARED, naming, people_of, without
from journal.store.storage import LogStorage
from journal.store.transaction import Transaction
from journal.store.wording import count


def remove_contacts(
    storage: LogStorage, transaction: Transaction, contacts: Sequence[Contact], *, with_entries: bool
) -> None:
    """Remove people within a transaction; see `Journal.remove_contacts`."""
    storage.live.ready()
    tables = storage.live.view.state.tables
    people = frozenset(contact.id for contact in contacts)
    places = [place for place in naming(tables, people) if place[0] != Contact.TABLE or place[1] not in people]
    if places and not with_entries:
        who = f"{contacts[0].name} is" if len(contacts) == 1 else "these people are"
        what = count(table for table, _ in places)
        raise StoreError(f"Not removed: {who} named in {what}. Archive instead, or remove those as well.")
    for contact in contacts:
        transaction.remove(contact)
    for table, key in places:
        storage.collect(table, {key: _rest(table, tables[table][key], people)})


def _rest(table: str, document: Document, people: frozenset[str]) -> Document | None:
    """What stays of a document without these people; None if nothing does."""
    if table == "introductions" or (table in SHARED and people.issuperset(people_of(table, document))):
        return None
    for person in people:
        document = without(document, person)
    return document
