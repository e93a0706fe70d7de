"""Ledger: every exchange of the journal by day, and the introductions that count as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.balance import INTRODUCED, Gain
from journal.domain.introductions import ME
from journal.domain.timeline import BENEFITS
from journal.domain.warmth import day_of

SLICE = 3000
"""Entries looked at in one piece."""


class Ledger:
    """All exchanges by day; introductions are looked up, because there are few."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._by_day: defaultdict[date, dict[str, list[Gain]]] = defaultdict(dict)
        self._days: dict[str, date] = {}

    def build(self) -> Iterator[None]:
        """Look at all entries, in pieces."""
        entries = list(self.index.documents["interactions"])
        for at in range(0, len(entries), SLICE):
            self.put(entries[at : at + SLICE])
            yield

    def put(self, entries: Iterable[str]) -> None:
        """Look at these entries again."""
        documents = self.index.documents["interactions"]
        for id in entries:
            known = self._days.pop(id, None)
            if known:
                del self._by_day[known][id]
            document = documents.get(id, {})
            if document.get("exchanges") and (on := day_of(document.get("on"))):
                self._days[id] = on
                self._by_day[on][id] = list(_gains(document, on))

    def since(self, first: date | None) -> Iterator[Gain]:
        """Everything from a day on up to today, in any order."""
        today = self.index.today
        days = [gains for on, gains in self._by_day.items() if on <= today and (first is None or on >= first)]
        for gains in days:
            yield from chain.from_iterable(gains.values())
        yield from (gain for gain in self._introductions() if gain.on <= today)

    def _introductions(self) -> Iterator[Gain]:
        documents: Mapping[str, Doc] = self.index.documents.get("introductions", {})
        for id in self.index.introductions_of(ME):
            document = documents.get(id, {})
            on, broker = day_of(document.get("made_on")), facts.text(document, "broker")
            if on and broker == ME:
                people = (facts.text(document, "a"), facts.text(document, "b"))
                yield from (Gain(on, (person,), "opportunity", "gave", INTRODUCED) for person in people)
            elif on:
                yield Gain(on, (broker,), "opportunity", "got", INTRODUCED)


def _gains(entry: Doc, on: date) -> Iterator[Gain]:
    people = tuple(facts.texts(entry, "contacts"))
    for part in facts.parts(entry, "exchanges"):
        benefit, way, size = part.get("benefit"), part.get("way"), part.get("size", 1)
        if benefit in BENEFITS and way in ("got", "gave") and isinstance(size, int):
            yield Gain(on, people, benefit, way, size)
