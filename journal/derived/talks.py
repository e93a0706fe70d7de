"""Talks: whom I talked with in each week, remembered until something in that week changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from journal.derived import facts
from journal.derived.index import Index
from journal.domain.warmth import day_of

WEEK = 7


class _Week(NamedTuple):
    entries: frozenset[str]
    people: frozenset[str]


class TalkWeeks:
    """Weeks run from Monday to Sunday; what is planned for later days does not count."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._weeks: dict[date, _Week] = {}
        self._today = index.today

    def people(self, back: int) -> frozenset[str]:
        """Everybody I talked with this week (0), last week (1) and so on."""
        if self._today != self.index.today:
            self._weeks.clear()
            self._today = self.index.today
        monday = self._monday() - timedelta(days=WEEK * back)
        if monday not in self._weeks:
            self._weeks[monday] = self._look(monday)
        return self._weeks[monday].people

    def full_weeks(self) -> int:
        """How many weeks lie between the one of the first entry and this one, the first included."""
        first = next((day_of(day) for day, _, _ in self.index.timeline.rows if day), None)
        if first is None or first >= self._monday():
            return 0
        return (self._monday() - _monday_of(first)).days // WEEK

    def forget(self, entries: Iterable[str] | None = None) -> None:
        """These entries were written; None: all were."""
        if entries is None:
            self._weeks.clear()
            return
        documents = self.index.documents["interactions"]
        for id in entries:
            days = [monday for monday, week in self._weeks.items() if id in week.entries]
            on = day_of(documents.get(id, {}).get("on"))
            for monday in (*days, *([_monday_of(on)] if on else ())):
                self._weeks.pop(monday, None)

    def _look(self, monday: date) -> _Week:
        timeline, documents = self.index.timeline, self.index.documents["interactions"]
        last = min(monday + timedelta(days=WEEK - 1), self.index.today).isoformat()
        ids = [row[2] for row in timeline.rows[timeline.before(monday.isoformat()) : timeline.until(last)]]
        talks = [document for id in ids if facts.two_way(document := documents.get(id, {}))]
        people = {person for document in talks for person in facts.texts(document, "contacts")}
        return _Week(frozenset(ids), frozenset(people))

    def _monday(self) -> date:
        return _monday_of(self.index.today)


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
