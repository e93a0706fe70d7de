"""What of a file comes in: names and ways to reach people always, the rest only while it is ticked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from journal.domain.text import fold
from journal.exchange.person import Offer, Person, Reading

NOTES, BIRTHDAYS, ADDRESSES = "notes", "birthdays", "addresses"
UNTICKED = (NOTES, BIRTHDAYS, ADDRESSES)
"""What is private enough to come in only when asked for."""


KEPT = "kept"
"""All columns a contact has no field for."""


class Ticks(NamedTuple):
    """What the user ticked and unticked, folded: `take` of what starts unticked, `leave` of what starts ticked."""

    take: frozenset[str] = frozenset()
    leave: frozenset[str] = frozenset()


def ticked(reading: Reading, ticks: Ticks) -> Reading:
    """The reading without what is not ticked, and with an offer for everything that can be."""
    here: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for person in reading.people:
        here.update(name for name, value in _private(person).items() if value)
        columns.update(name for name, _ in person.kept)
    offers = [Offer(name, here[name], name in ticks.take) for name in UNTICKED if here[name]]
    offers += [Offer(name, count, not ticks.leave & {fold(name), KEPT}) for name, count in columns.items()]
    people = tuple(_as_ticked(person, ticks) for person in reading.people)
    return replace(reading, people=people, offers=tuple(offers))


def _private(person: Person) -> dict[str, object]:
    return {NOTES: person.about, BIRTHDAYS: person.moments, ADDRESSES: person.addresses}


def _as_ticked(person: Person, ticks: Ticks) -> Person:
    kept = () if KEPT in ticks.leave else tuple(one for one in person.kept if fold(one[0]) not in ticks.leave)
    changed = {} if len(kept) == len(person.kept) else {"kept": kept}
    fields = {NOTES: ("about", ""), BIRTHDAYS: ("moments", ()), ADDRESSES: ("addresses", ())}
    for name, value in _private(person).items():
        if value and name not in ticks.take:
            field, nothing = fields[name]
            changed[field] = nothing  # type: ignore[assignment]
    return replace(person, **changed) if changed else person  # type: ignore[arg-type]
