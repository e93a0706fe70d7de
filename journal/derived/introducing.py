"""Introducing: the introductions of a journal: of somebody, those that wait for something, whom I have connected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from journal.derived.index import Index
from journal.domain.introduction_steps import OPEN
from journal.domain.introductions import (
    HAPPENED,
    ME,
    Connection,
    Introduction,
    IntroductionStatus,
    Reminder,
    connected,
    reminder,
    state,
)
from journal.store.collection import read


class Waiting(NamedTuple):
    """An introduction that is not at its end, where it stands today, and what there is to do next."""

    introduction: Introduction
    state: IntroductionStatus
    next: Reminder | None


def introductions_of(index: Index, contact: str) -> list[Introduction]:
    """The introductions in which a contact (or "me") has a part, newest first."""
    return list(_read(index, contact))


def waiting(index: Index, name: Callable[[str], str], contact: str = ME) -> list[Waiting]:
    """The introductions that something is still to come of, what is due first before the others."""
    found = [
        Waiting(one, now, reminder(one, index.today, name))
        for one in _read(index, contact)
        if (now := state(one, index.today)) in OPEN or (one.status == "met" and reminder(one, index.today, name))
    ]
    return sorted(
        found, key=lambda each: (each.next is None, each.next.due if each.next else None, each.introduction.id)
    )


def to_meet(index: Index) -> dict[str, list[Introduction]]:
    """Whom others introduce me to: contact → the introductions that something is still to come of."""
    found: dict[str, list[Introduction]] = {}
    for one, _, _ in waiting(index, str):
        if one.broker != ME:
            found.setdefault(one.b if one.a == ME else one.a, []).append(one)
    return found


def waiting_for_thanks(index: Index, broker: str) -> list[Introduction]:
    """The introductions somebody made for me that came about and that I have not thanked for."""
    return [
        one
        for one in _read(index, broker)
        if one.broker == broker and ME in (one.a, one.b) and one.status in HAPPENED and not one.thanked_on
    ]


def connections(index: Index) -> list[Connection]:
    """Whom I have connected with whom, and when; the newest first."""
    return connected(_read(index, ME))


def _read(index: Index, contact: str) -> Iterator[Introduction]:
    documents = index.documents.get("introductions", {})
    for id in index.introductions_of(contact):
        introduction = read(Introduction, documents.get(id, {}), id)
        if introduction is not None:
            yield introduction
