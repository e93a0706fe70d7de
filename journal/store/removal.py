"""Removing a person, together with what only makes sense with them."""

from __future__ import annotations

from journal.domain.contacts import Contact
from journal.store.disk import StoreError
from journal.store.fold import Document
from journal.store.references import naming, without
from journal.store.storage import LogStorage
from journal.store.transaction import Transaction
from journal.store.wording import count

SHARED = ("interactions", "followups")
"""Tables whose documents go when the person is the only one in them, and else stay for the others."""


def remove_contact(storage: LogStorage, transaction: Transaction, contact: Contact, *, with_entries: bool) -> None:
    """Remove a person within a transaction; see `Journal.remove_contact`."""
    storage.live.ready()
    tables = storage.live.view.state.tables
    naming_them = naming(tables, (contact.id,))
    if naming_them and not with_entries:
        what = count(table for table, _ in naming_them)
        raise StoreError(f"Not removed: {what} name {contact.name}. Archive them, or remove those as well.")
    transaction.remove(contact)
    for table, key in naming_them:
        if (table, key) != (contact.TABLE, contact.id):
            storage.collect(table, {key: _rest(table, tables[table][key], contact.id)})


def _rest(table: str, document: Document, person: str) -> Document | None:
    """What stays of a document without the person; None if nothing does."""
    if table == "introductions":
        return None
    if table in SHARED and document["contacts"] == [person]:
        return None
    return without(document, person)
