"""Rates: how many of my promises were kept, and how many within two days of the event they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.warmth import day_of

HOURS_A_DAY = 24
SLICE = 1500
"""Follow-ups looked at in one piece: a few milliseconds."""


class Rate(NamedTuple):
    """So many of so many; `missing` more are needed before it says anything (0: it does)."""

    done: int
    of: int
    missing: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None while there are too few."""
        return None if self.missing or not self.of else self.done / self.of


class _Promise(NamedTuple):
    """What counts of a promise of mine: its day, when it was kept (None: it is open), the day of its event."""

    due: date | None
    kept: date | None
    event: date | None
    in_time: bool
    """Whether it was done soon enough after its event."""


class Promises:
    """My promises, counted by day, so that one that changes is one that is counted again."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._known: dict[str, _Promise] = {}
        self._kept: Counter[date] = Counter()
        self._open: Counter[date] = Counter()
        """Those that are open, by the day they are due."""
        self._in_time: Counter[date] = Counter()
        self._late: Counter[date] = Counter()
        self._waiting: Counter[date] = Counter()
        """Those that come from events, by the day of the event: done in time, done later, still open."""
        self._occasions: dict[str, Doc] = {}
        """Events and preparations as they were looked at."""

    def build(self) -> Iterator[None]:
        """Look at all follow-ups, in pieces."""
        self._occasions = self._events_and_runs()
        followups = list(self.index.documents["followups"])
        for at in range(0, len(followups), SLICE):
            self.put(followups[at : at + SLICE])
            yield

    def put(self, followups: Iterable[str]) -> None:
        """Look at these follow-ups again."""
        documents = self.index.documents["followups"]
        for id in followups:
            if known := self._known.pop(id, None):
                self._count(known, -1)
            if (document := documents.get(id)) and (promise := self._read(document)):
                self._known[id] = promise
                self._count(promise, 1)

    def put_from(self, origins: Iterable[str]) -> None:
        """Look again at what comes from these entries, events or preparations."""
        for origin in origins:
            self.put(self.index.followups_from(origin))

    def put_occasions(self) -> None:
        """Look again at what comes from the events and preparations that were written."""
        before, self._occasions = self._occasions, self._events_and_runs()
        ids = before.keys() | self._occasions.keys()
        changed = {id for id in ids if before.get(id) is not self._occasions.get(id)}
        runs = self.index.documents.get("runs", {})
        changed |= {id for id, run in runs.items() if facts.text(run, "event") in changed}
        self.put_from(changed)

    def kept(self, first: date | None) -> Rate:
        """Promises kept at whatever time, of those that are done or past their day, from a day on."""
        done = _since(self._kept, first)
        return self._rate(done, done + _since(self._open, first, self.index.today - timedelta(days=1)))

    def follow_through(self, first: date | None) -> Rate:
        """Promises from events done within 48 hours, of those that are done or have been open for longer."""
        done = _since(self._in_time, first)
        last = self.index.today - self._within - timedelta(days=1)
        return self._rate(done, done + _since(self._late, first) + _since(self._waiting, first, last))

    @property
    def _within(self) -> timedelta:
        return timedelta(days=self.index.model.insight.follow_through_hours // HOURS_A_DAY)

    def _rate(self, done: int, of: int) -> Rate:
        return Rate(done, of, max(0, self.index.model.insight.min_followups_for_rate - of))

    def _events_and_runs(self) -> dict[str, Doc]:
        return {id: document for table in ("events", "runs") for id, document in self._table(table)}

    def _table(self, name: str) -> Iterable[tuple[str, Doc]]:
        return self.index.documents.get(name, {}).items()

    def _read(self, followup: Doc) -> _Promise | None:
        """None for what is theirs, or was let go."""
        if followup.get("owner", "mine") != "mine" or followup.get("status", "open") == "dropped":
            return None
        due, event = day_of(followup.get("due")), _event_day(self.index, facts.text(followup, "from"))
        if facts.is_open(followup):
            return _Promise(due, None, event, False)
        done_on = day_of(followup.get("done_on"))
        in_time = event is not None and done_on is not None and done_on - event <= self._within
        return _Promise(None, done_on or due or date.min, event, in_time)

    def _count(self, promise: _Promise, by: int) -> None:
        counts: tuple[tuple[Counter[date], date | None], ...]
        if promise.kept:
            counts = (self._kept, promise.kept), (self._in_time if promise.in_time else self._late, promise.event)
        else:
            counts = (self._open, promise.due), (self._waiting, promise.event)
        for count, day in counts:
            if day:
                count[day] += by
                if not count[day]:
                    del count[day]


def _since(count: Counter[date], first: date | None, last: date = date.max) -> int:
    """How many there are from a day on up to another; what has no day is `date.min` and is never counted."""
    low = first or date.min + timedelta(days=1)
    return sum(many for day, many in count.items() if low <= day <= last)


def _event_day(index: Index, origin: str) -> date | None:
    """The day of the event that something comes from: directly, or by an entry or a preparation of it."""
    documents = index.documents
    if not origin:
        return None
    if event := documents.get("events", {}).get(origin):
        return day_of(event.get("starts"))
    if entry := documents["interactions"].get(origin):
        return day_of(entry.get("on")) if entry.get("event") or entry.get("kind") == "event" else None
    if run := documents.get("runs", {}).get(origin):
        event = documents.get("events", {}).get(facts.text(run, "event"), {})
        return day_of(event.get("starts")) or day_of(run.get("started"))
    return None
