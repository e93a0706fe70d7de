"""Gains: what I got and gave, the people talked to each week, and promises kept, kept in step with the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from journal.domain.balance import Balance, Hint, Spread, tally
from journal.store.index import Changed, Index


class Rate(NamedTuple):
    """So many of so many; `missing` more are needed before it says anything (0: it does)."""

    done: int
    of: int
    missing: int


class Gains:
    """First `build`; then `apply` after every change, behind the index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.ready = False
        self.listeners: list[Callable[[], None]] = []

    def build(self) -> Iterator[None]:
        """Look at all entries, in pieces of a few milliseconds."""
        yield

    def apply(self, changes: Iterable[Changed] | None) -> None:
        """Follow what was written; entries come through the index."""

    def balance(self, days: int | None = 365) -> Balance:
        """What I got and gave by benefit in the last `days` days; None: of all time."""
        return tally(())

    def hints(self) -> list[Hint]:
        """At most two things worth saying about the last year."""
        return []

    def people_by_week(self, weeks: int = 12) -> list[int]:
        """How many people I talked with in each of the last weeks (Monday to Sunday), this week last."""
        return [0] * weeks

    def usual_week(self) -> float:
        """The median of the people talked with in the last eight full weeks."""
        return 0

    def follow_through(self) -> Rate:
        """My promises that come from events, done within 48 hours."""
        return Rate(0, 0, 5)

    def promises_kept(self, days: int = 90) -> Rate:
        """My promises that were kept, at whatever time, of those that were due in the last days."""
        return Rate(0, 0, 5)

    def spread(self) -> Spread | None:
        """How warm and steady people spread over industries."""
        return None

    def concentration(self) -> str:
        """What is said when most of the closest people are in one place; "" if they are not."""
        return ""
