"""Search: what a filter finds, in the order of the list; the first hits at once, the rest in slices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from time import perf_counter

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.derived.lookups import Row
from journal.search.contact_tests import STANDING_KEYS, ContactTests, shows_everybody
from journal.search.entry_tests import EntryTests
from journal.search.haystack import BLOCK, Haystack
from journal.search.matching import Needle, Plan, Test, plan
from journal.search.query import Query
from journal.search.query_values import Between, Choice
from journal.search.ranking import PEOPLE_ORDERS as PEOPLE_ORDERS
from journal.search.ranking import Ranking
from journal.search.spans import match_spans as match_spans

ENTRY_ORDERS = {"newest": "newest first", "oldest": "oldest first"}
ENOUGH = 200
"""Hits that are shown without waiting for more."""
FIRST_PATIENCE, PATIENCE = 0.006, 0.004
"""Seconds that the first and every further step go on before they return what they have."""

PEOPLE_PIECE, STANDING_PIECE = 1024, 32
"""People looked at in one piece; fewer where it has to be worked out how they stand."""
PLANNED = (Choice(frozenset({"planned"})),)
MONTHS = 12

Block = tuple[list[str], Iterable[str] | None]
"""Ids of entries, oldest first, and their texts if words are wanted; None while those are still being folded."""


class Hits:
    """A search under way."""

    def __init__(self, query: Query, pieces: Iterator[Sequence[str]]) -> None:
        self.query = query
        self.words = query.highlights
        self.done = False
        self.count = 0
        self._pieces = pieces
        self._patience = FIRST_PATIENCE

    def step(self) -> list[str]:
        """Search on until there are enough hits or some milliseconds are over; the ids found, in order."""
        found: list[str] = []
        until, self._patience = perf_counter() + self._patience, PATIENCE
        for piece in self._pieces:
            found += piece
            if len(found) >= ENOUGH or perf_counter() > until:
                break
        else:
            self.done = True
        self.count += len(found)
        return found

    def all(self) -> list[str]:
        """Search to the end; everything that the steps so far have not returned."""
        found = [id for piece in self._pieces for id in piece]
        self.done = True
        self.count += len(found)
        return found


class PeopleSearch:
    """Searches the contacts."""

    def __init__(self, index: Index, haystack: Haystack) -> None:
        self.index, self.haystack = index, haystack
        self._rankings: dict[str, Ranking] = {}

    def start(self, query: Query, order: str = "due", marked: AbstractSet[str] = frozenset()) -> Hits:
        """Begin a search; `order` is one of PEOPLE_ORDERS."""
        return Hits(query, self._pieces(query, order, marked))

    def prepare(self, order: str) -> Iterator[None]:
        """Put everybody in order, in pieces of a few milliseconds, so that the next search begins at once."""
        yield from self._ranking(order).refresh()
        yield from self.haystack.prepare_people()

    def _ranking(self, order: str) -> Ranking:
        if order not in self._rankings:
            self._rankings[order] = Ranking(self.index, order)
        return self._rankings[order]

    def _pieces(self, query: Query, order: str, marked: AbstractSet[str]) -> Iterator[Sequence[str]]:
        ranking = self._ranking(order)
        for _ in ranking.refresh():
            yield ()
        for _ in self.haystack.prepare_people() if query.terms else ():
            yield ()
        made = plan(query, ContactTests(self.haystack, marked).condition)
        tests = made.tests if shows_everybody(query) else [_in_the_book, *made.tests]
        documents, ids = self.index.documents["contacts"], ranking.ids()
        size = STANDING_PIECE if any(query.of(*STANDING_KEYS)) else PEOPLE_PIECE
        for at in range(0, len(ids), size):
            some = ids[at : at + size]
            if made.needles:
                some = _with_needles(some, map(self.haystack.person, some), made.needles)
            yield _passing(some, documents, tests)


class EntrySearch:
    """Searches the entries."""

    def __init__(self, index: Index, haystack: Haystack) -> None:
        self.index, self.haystack = index, haystack

    def start(self, query: Query, order: str = "newest", marked: AbstractSet[str] = frozenset()) -> Hits:
        """Begin a search; `order` is one of ENTRY_ORDERS."""
        return Hits(query, self._pieces(query, marked, newest_first=order != "oldest"))

    def months(self, ids: Sequence[str]) -> list[tuple[date, int]]:
        """The last twelve months (as their first day, this month last) with how many of these hits lie in each.

        `ids` are hits in the order of a list, newest or oldest first.
        """
        firsts = _month_firsts(self.index.today)
        places = [self._before(ids, first.isoformat()) for first in firsts]
        return [(firsts[at], places[at + 1] - places[at]) for at in range(MONTHS)]

    def _pieces(self, query: Query, marked: AbstractSet[str], *, newest_first: bool) -> Iterator[Sequence[str]]:
        for _ in self.haystack.prepare_people() if any(query.of("with")) else ():
            yield ()
        made = plan(query, EntryTests(self.haystack, marked).condition)
        documents = self.index.documents["interactions"]
        for ids, texts in self._blocks(query, made, newest_first=newest_first):
            if texts is None:  # the text of this block is still being folded
                yield ()
                continue
            some = _with_needles(ids, texts, made.needles) if made.needles else ids
            found = _passing(some, documents, made.tests)
            yield found[::-1] if newest_first else found

    def _blocks(
        self, query: Query, made: Plan, *, newest_first: bool
    ) -> Iterator[tuple[list[str], Iterable[str] | None]]:
        """What has to be looked at, block after block of the list: ids, oldest first, and texts if words are wanted."""
        first, last = self._bounds(query)
        numbers = range(first // BLOCK, -(-last // BLOCK))
        for number in reversed(numbers) if newest_first else numbers:
            if made.only is not None:
                some = [row[2] for row in self.haystack.rows(number) if row[2] in made.only]
                yield some, map(self.haystack.entry, some)
            elif made.needles:
                for _ in self.haystack.prepare_block(number):
                    yield [], None
                yield self.haystack.block(number)
            else:
                yield [row[2] for row in self.haystack.rows(number)], ()

    def _bounds(self, query: Query) -> tuple[int, int]:
        """The part of the timeline (as places, oldest first) outside of which no term about the day can hold."""
        timeline, first, last = self.index.timeline, 0, len(self.index.timeline)
        for term in query.of("on"):
            spans = [value for value in term.values if isinstance(value, Between)]
            if term.negated or len(spans) < len(term.values):
                continue
            if all(span.low is not None for span in spans):
                first = max(first, min(timeline.before(str(span.low)) for span in spans))
            if all(span.high is not None for span in spans):
                last = min(last, max(timeline.until(str(span.high)) for span in spans))
        if any(term.values == PLANNED and not term.negated for term in query.of("is")):
            first = max(first, timeline.until(self.index.today.isoformat()))
        return first, max(first, last)

    def _row(self, id: str) -> Row:
        entry = self.index.documents["interactions"].get(id, {})
        return facts.text(entry, "on")[:10], facts.text(entry, "time"), id

    def _before(self, ids: Sequence[str], day: str) -> int:
        """How many of these entries lie before a day."""
        newest_first = bool(ids) and self._row(ids[0]) > self._row(ids[-1])
        low, high = 0, len(ids)
        while low < high:
            middle = (low + high) // 2
            if (self._row(ids[middle])[0] < day) == newest_first:
                high = middle
            else:
                low = middle + 1
        return len(ids) - low if newest_first else low


def _with_needles(ids: Sequence[str], texts: Iterable[str], needles: Sequence[Needle]) -> list[str]:
    """The ids of the texts in which all needles are found. Ids are only touched at the end: that halves the time."""
    plain = [needle.texts[0] for needle in needles if needle.plain]
    match plain:
        case []:
            found = list(enumerate(texts))
        case [one]:
            found = [(at, text) for at, text in enumerate(texts) if one in text]
        case [one, two, *more]:
            found = [(at, text) for at, text in enumerate(texts) if one in text and two in text]
            found = [(at, text) for at, text in found if all(each in text for each in more)] if more else found
    for these, negated in (needle for needle in needles if not needle.plain):
        found = [(at, text) for at, text in found if any(each in text for each in these) != negated]
    return [ids[at] for at, _ in found]


def _passing(ids: Sequence[str], documents: Mapping[str, Doc], tests: Sequence[Test]) -> list[str]:
    if not tests or not ids:
        return list(ids)
    known = [(id, document) for id in ids if (document := documents.get(id)) is not None]
    for test in tests:
        known = [pair for pair in known if test(*pair)]
    return [id for id, _ in known]


def _in_the_book(id: str, contact: Doc) -> bool:
    return bool(contact.get("status", "active") == "active")


def _month_firsts(today: date) -> list[date]:
    """The first day of each of the last twelve months, and of the next one."""
    months = range(today.year * 12 + today.month - MONTHS, today.year * 12 + today.month + 1)
    return [date(month // 12, month % 12 + 1, 1) for month in months]
