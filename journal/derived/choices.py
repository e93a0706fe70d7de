"""Choices: what the user decided about suggestions: passed by, let rest, done, taken for the week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from journal.derived import facts
from journal.derived.agenda import MomentDay
from journal.derived.facts import Doc
from journal.domain.text import fold
from journal.domain.warmth import day_of

SEEN = frozenset({"welcome", "pass", "thread_pass", "moment_done"})
"""Decisions that say that the user was there."""
MOMENT_AHEAD_DAYS = 14
"""So long before its day a moment can be marked as done."""


class Choices:
    """Read from the decisions of a journal; a decision of a day to come does not count yet."""

    def __init__(self, decisions: Mapping[str, Doc], today: date) -> None:
        self.today = today
        self._days: dict[tuple[str, str], list[date]] = defaultdict(list)
        self.moments_done: dict[str, set[tuple[date, str]]] = defaultdict(set)
        self._taken: set[str] = set()
        self.seen: date | None = None
        """When the user last decided anything about suggestions, or took a welcome as read."""
        for decision in decisions.values():
            on = day_of(decision.get("on"))
            if on is not None and on <= today + timedelta(days=MOMENT_AHEAD_DAYS):
                self._read(decision, on)

    def _read(self, decision: Doc, on: date) -> None:
        kind, contacts = facts.text(decision, "kind"), facts.texts(decision, "contacts")
        if kind == "moment_done":
            data = decision.get("data")
            label = fold(facts.text(data, "label")) if isinstance(data, dict) else ""
            for contact in contacts:
                self.moments_done[contact].add((on, label))
        if on > self.today:
            return
        if kind in SEEN:
            self.seen = max(on, self.seen or on)
        if kind == "chosen" and on == self.monday:
            self._taken.update(contacts)
        elif kind in ("pass", "thread_pass"):
            for contact in contacts:
                self._days[kind, contact].append(on)

    @property
    def monday(self) -> date:
        """The first day of this week."""
        return self.today - timedelta(days=self.today.weekday())

    @property
    def taken(self) -> frozenset[str]:
        """Whom one took for this week in the weekly review."""
        return frozenset(self._taken)

    def passed(self, days: int) -> frozenset[str]:
        """Who was passed by in the last so many days, today included."""
        first = self.today - timedelta(days=days - 1)
        return frozenset(who for (kind, who), on in self._days.items() if kind == "pass" and max(on) >= first)

    def passes_since(self, contact: str, day: date | None) -> int:
        """How often somebody was passed by after a day."""
        return sum(day is None or on > day for on in self._days.get(("pass", contact), ()))

    def threads_let_rest(self, days: int) -> frozenset[str]:
        """Whose old thread was let rest in the last so many days."""
        first = self.today - timedelta(days=days - 1)
        return frozenset(who for (kind, who), on in self._days.items() if kind == "thread_pass" and max(on) >= first)

    def left(self, contact: str, moments: Iterator[MomentDay]) -> tuple[MomentDay, ...]:
        """The moments of a contact that are not marked as done yet."""
        done = self.moments_done.get(contact, ())
        return tuple(moment for moment in moments if not any(_means(each, moment) for each in done))


def _means(done: tuple[date, str], moment: MomentDay) -> bool:
    on, label = done
    near = moment.on - timedelta(days=MOMENT_AHEAD_DAYS) <= on <= moment.on
    return near and label in ("", fold(moment.label))
