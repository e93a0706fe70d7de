"""Who and what leaves the journal: people in a stable order, private things only when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.text import fold
from journal.domain.timeline import Interaction
from journal.store.journal import Journal

PRIVATE = ("notes", "boundaries", "trust")
"""Fields of a contact that leave only when private things are asked for."""
UNWANTED = ("no_contact", "deceased")
"""Whoever has such a status is not in an address book that leaves."""


class Leaving(NamedTuple):
    """What is written, and how many people stay at home and why, by reason."""

    people: list[Contact]
    staying: Mapping[str, int]


def leaving(journal: Journal, *, private: bool, everybody: bool = False) -> Leaving:
    """The people who leave, by name. `everybody`: those too to whom one does not write."""
    people: list[Contact] = []
    staying: dict[str, int] = {}
    for contact in journal.contacts:
        why = _why_not(contact, private=private, everybody=everybody)
        if why:
            staying[why] = staying.get(why, 0) + 1
        else:
            people.append(contact if private else plainly(contact))
    return Leaving(sorted(people, key=lambda one: (fold(one.name), one.id)), staying)


def plainly(contact: Contact) -> Contact:
    """The contact without its private fields."""
    return contact.model_copy(update={"notes": "", "boundaries": "", "trust": None})


def entries_of(journal: Journal, *, private: bool) -> dict[str, list[Interaction]]:
    """Entries by contact, newest first."""
    found: dict[str, list[Interaction]] = {}
    for entry in journal.interactions:
        if private or not entry.private:
            for contact in entry.contacts:
                found.setdefault(contact, []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (entry.on, entry.time or "", entry.id), reverse=True)
    return found


def followups_of(journal: Journal) -> dict[str, list[FollowUp]]:
    """Follow-ups by contact, the next first."""
    found: dict[str, list[FollowUp]] = {}
    for followup in sorted(journal.followups, key=lambda each: (each.due, each.id)):
        for contact in followup.contacts:
            found.setdefault(contact, []).append(followup)
    return found


def _why_not(contact: Contact, *, private: bool, everybody: bool) -> str:
    if contact.triage:
        return "not sorted out yet"
    if contact.private and not private:
        return "private"
    if contact.status in UNWANTED and not everybody:
        return "no contact wished, or in memory"
    return ""
