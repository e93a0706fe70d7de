"""Gains: what I got and gave, the people talked to each week, and promises kept; it follows the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import nsmallest
from statistics import median
from typing import Literal

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index, Touched
from journal.derived.ledger import Ledger
from journal.derived.rates import Promises, Rate
from journal.derived.talks import TalkWeeks
from journal.domain.balance import (
    Balance,
    Hint,
    Known,
    Spread,
    first_day,
    hints,
    narrow,
    spread,
    tally,
)
from journal.domain.record import Benefit
from journal.domain.timeline import BENEFITS
from journal.domain.warmth import day_of

YEAR = 365
USUAL_WEEKS = 8
CLOSE = frozenset({"warm", "steady"})
"""Bands of warmth that count as close."""
MOST_OFFERS = 3
OCCASIONS = frozenset({"events", "runs"})
"""The tables from which the day of an event is known."""
MANY = 100
"""From so many people on they are looked at again when it is asked for."""


class Gains:
    """First `build`, after the index; then it follows the index by itself.

    When everything was read again `ready` becomes False and the old view stays until `build` is done again.
    `listeners` are told after anything it says may have changed.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.ready = False
        self.listeners: list[Callable[[], None]] = []
        self._ledger, self._promises = Ledger(index), Promises(index)
        self._next: tuple[Ledger, Promises] | None = None
        self._weeks = TalkWeeks(index)
        self._balances: dict[int | None, Balance] = {}
        self._hints: list[Hint] | None = None
        self._offers: tuple[date, Mapping[str, list[str]]] | None = None
        self._spreads: dict[str, Spread | None] = {}
        self._close: dict[str, Doc] | None = None
        index.listeners.append(self._follow)

    def build(self) -> Iterator[None]:
        """Look at all entries and promises, in pieces of a few milliseconds; until the last one the old view stays."""
        ledger, promises = Ledger(self.index), Promises(self.index)
        self._next = mine = ledger, promises
        yield from ledger.build()
        yield from promises.build()
        if self._next is mine:
            self._ledger, self._promises, self._next, self.ready = ledger, promises, None, True
            self._tell()

    def balance(self, days: int | None = YEAR) -> Balance:
        """What I got and gave by benefit in the last `days` days; None: of all time."""
        if days not in self._balances:
            first = first_day(self.index.today, days)
            self._balances[days] = tally(self._ledger.since(first))
        return self._balances[days]

    def hints(self) -> list[Hint]:
        """At most two things worth saying about the last year."""
        if self._hints is None:
            model = self.index.model
            balance = self.balance(model.insight.benefit_window_days)
            self._hints = hints(balance, self._known(), self.index.today, model)
        return self._hints

    def people_by_week(self, weeks: int = 12) -> list[int]:
        """How many people I talked with in each of the last weeks (Monday to Sunday), this week last."""
        return [len(self._weeks.people(back)) for back in reversed(range(weeks))]

    def usual_week(self) -> float | None:
        """The median of the last eight full weeks, those before the first entry left out; None in the first week."""
        weeks = min(USUAL_WEEKS, self._weeks.full_weeks())
        return median(len(self._weeks.people(back)) for back in range(1, weeks + 1)) if weeks else None

    def follow_through(self, days: int | None = None) -> Rate:
        """My promises that come from events and were done within 48 hours; dropped ones are left out."""
        return self._promises.follow_through(first_day(self.index.today, days))

    def promises_kept(self, days: int | None = 90) -> Rate:
        """My promises that were kept, at whatever time, of those that were due in the last days."""
        return self._promises.kept(first_day(self.index.today, days))

    def spread(self) -> Spread | None:
        """How warm and steady people spread over their first industries; None if there are too few."""
        return self._spread("industries")

    def concentration(self) -> str:
        """What is said when most of the closest people are at one place or in one field; "" if they are not."""
        return self._narrow()[0]

    def concentrated_on(self) -> tuple[str, str]:
        """The field ("org" or "industry") and the world that `concentration` speaks of."""
        return self._narrow()[1:]

    def _narrow(self) -> tuple[str, str, str]:
        """What is said, the field and the world; all "" where people are spread well."""
        fields: tuple[tuple[Literal["org", "industry"], str], ...] = (("org", "org"), ("industry", "industries"))
        for field, name in fields:
            spread_over = self._spread(name)
            if spread_over and (said := narrow(spread_over, field, self.index.model)):
                return said, field, spread_over.largest
        return "", "", ""

    def _spread(self, field: str) -> Spread | None:
        if field not in self._spreads:
            if self._close is None:
                self._close = {}
                self._look_at(self.index.documents["contacts"])
            self._spreads[field] = spread(_first(document, field) for document in self._close.values())
        return self._spreads[field]

    def _look_at(self, people: Iterable[str]) -> None:
        """Take up whether these are close and in the list."""
        contacts, close = self.index.documents["contacts"], self._close
        assert close is not None, "looked at as soon as it is asked for"
        for id in people:
            document = contacts.get(id)
            near = document is not None and self.index.standing(id).band in CLOSE
            if near and document is not None and facts.text(document, "status", "active") == "active":
                close[id] = document
            else:
                close.pop(id, None)

    def _known(self) -> Known:
        timeline = self.index.timeline
        first = next((day for day, _, _ in timeline.rows if day), "")
        goals = self.index.documents.get("goals", {}).values()
        wanted = {facts.text(goal, "benefit", "opportunity") for goal in goals if goal.get("status") == "active"}
        past = timeline.until(self.index.today.isoformat())
        return Known(past, day_of(first), [each for each in BENEFITS if each in wanted], self._could_offer)

    def _could_offer(self, benefit: Benefit) -> Sequence[str]:
        """The warmest people who could offer something, but nobody in a hard time."""
        today = self.index.today
        if self._offers is None or self._offers[0] != today:
            self._offers = today, _offers(self.index.documents["contacts"], today)
        people = self._offers[1][benefit]
        return nsmallest(MOST_OFFERS, people, key=lambda id: (-self.index.standing(id).warmth, id))

    def _follow(self, touched: Touched | None) -> None:
        if touched is None:
            self.ready, self._next = False, None
            self._weeks.forget()
        else:
            self._weeks.forget(touched.entries)
            for ledger, promises in filter(None, ((self._ledger, self._promises), self._next)):
                ledger.put(touched.entries)
                promises.put(touched.followups)
                promises.put_from(touched.entries)
                if touched.tables & OCCASIONS:
                    promises.put_occasions()
        if touched is None or touched.contacts:
            self._offers = None
        if touched is None or len(touched.people) > MANY:
            self._close = None
        elif self._close is not None:
            self._look_at(touched.people)
        self._tell()

    def _tell(self) -> None:
        self._balances.clear()
        self._spreads.clear()
        self._hints = None
        for listener in self.listeners:
            listener()


def _first(contact: Doc, field: str) -> str:
    return facts.text(contact, "org") if field == "org" else next(iter(facts.texts(contact, field)), "")


def _offers(contacts: Mapping[str, Doc], today: date) -> Mapping[str, list[str]]:
    """Those who could offer each benefit."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id, document in contacts.items():
        if document.get("can_offer") and _free(document, today):
            for benefit in facts.texts(document, "can_offer"):
                found[benefit].append(id)
    return found


def _free(contact: Doc, today: date) -> bool:
    care = day_of(contact.get("care_until"))
    return facts.text(contact, "status", "active") == "active" and (care is None or care < today)
