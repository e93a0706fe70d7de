"""What of a file comes in: names and ways to reach people always, the rest only while it is ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from journal.domain.text import fold
from journal.exchange.person import Offer, Person
from journal.exchange.plan import Sieve

NOTES, BIRTHDAYS, ADDRESSES = "notes", "birthdays", "addresses"
UNTICKED = (NOTES, BIRTHDAYS, ADDRESSES)
"""What is private enough to come in only when asked for."""


KEPT = "kept"
"""All columns a contact has no field for."""


class Ticks(NamedTuple):
    """What the user ticked and unticked, folded: `take` of what starts unticked, `leave` of what starts ticked."""

    take: frozenset[str] = frozenset()
    leave: frozenset[str] = frozenset()


class Ticked(Sieve):
    """Takes off each person what is not ticked, and counts what can be; rows that are left out count too."""

    def __init__(self, ticks: Ticks, judged: Callable[[Person], Person] | None = None) -> None:
        self._ticks, self._judged = ticks, judged
        self._here: Counter[str] = Counter()
        self._columns: Counter[str] = Counter()

    def __call__(self, person: Person) -> Person:
        self._here.update(name for name, value in _private(person).items() if value)
        self._columns.update(name for name, _ in person.kept)
        person = _as_ticked(person, self._ticks)
        return self._judged(person) if self._judged else person

    @property
    def offers(self) -> tuple[Offer, ...]:  # type: ignore[override]
        take, leave = self._ticks
        private = [Offer(name, self._here[name], name in take) for name in UNTICKED if self._here[name]]
        kept = [Offer(name, count, not leave & {fold(name), KEPT}) for name, count in self._columns.items()]
        return (*private, *kept)


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
