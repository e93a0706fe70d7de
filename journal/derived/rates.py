"""Rates: how many of my promises were kept, and how many within two days of the event they come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.warmth import day_of

HOURS_A_DAY = 24


class Rate(NamedTuple):
    """So many of so many; `missing` more are needed before it says anything (0: it does)."""

    done: int
    of: int
    missing: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None while there are too few."""
        return None if self.missing or not self.of else self.done / self.of


def follow_through(index: Index, first: date | None) -> Rate:
    """Promises from events done within 48 hours, of those that are done or have been open for longer."""
    within = timedelta(days=index.model.insight.follow_through_hours / HOURS_A_DAY)
    done = of = 0
    for followup in _mine(index):
        day = _event_day(index, facts.text(followup, "from"))
        if day is None or (first and day < first):
            continue
        if facts.is_open(followup):
            of += index.today - day > within
            continue
        done_on = day_of(followup.get("done_on"))
        of += 1
        done += done_on is not None and done_on - day <= within
    return _rate(index, done, of)


def promises_kept(index: Index, first: date | None) -> Rate:
    """Promises kept at whatever time, of those that are done or past their day, from a day on."""
    done = of = 0
    for followup in _mine(index):
        due = day_of(followup.get("due"))
        if facts.is_open(followup):
            of += due is not None and due < index.today and (first is None or due >= first)
            continue
        on = day_of(followup.get("done_on")) or due
        if on and (first is None or on >= first):
            of += 1
            done += 1
    return _rate(index, done, of)


def _rate(index: Index, done: int, of: int) -> Rate:
    return Rate(done, of, max(0, index.model.insight.min_followups_for_rate - of))


def _mine(index: Index) -> Iterator[Doc]:
    for followup in index.documents["followups"].values():
        if followup.get("owner", "mine") == "mine" and followup.get("status", "open") != "dropped":
            yield followup


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
