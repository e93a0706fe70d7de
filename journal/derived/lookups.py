"""Lookups: the ordered list of entries, and lists of ids under a key, which the index is made of."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import overload

Row = tuple[str, str, str]
"""(day, time or "", id): rows sort as entries follow each other."""
AFTER_ALL_TIMES = "~"
MONTH = len("2026-05")
MOST_LOOSE = 100
"""Entries of a month that may wait to be put in order until the order is asked for."""


class Timeline(Sequence[str]):
    """Ids in the order of their days, newest first. Kept by month, so that what comes late need not move all others."""

    def __init__(self) -> None:
        self._months: dict[str, list[Row]] = {}
        self._loose: dict[str, int] = {}
        self._rows: list[Row] | None = []

    @property
    def rows(self) -> list[Row]:
        """Day, time and id of each, oldest first; not to be changed."""
        if self._rows is None:
            for _ in self.tidy():
                pass
            self._rows = list(chain.from_iterable(self._months[month] for month in sorted(self._months)))
        return self._rows

    def tidy(self) -> Iterator[None]:
        """Put in order what came in between others, a month at a time; it is done anyway when `rows` are asked for."""
        for month in list(self._loose):
            self._sort(month)
            yield

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        return self.rows[-1 - at if at >= 0 else -at - 1][2]

    def __iter__(self) -> Iterator[str]:
        return (row[2] for row in reversed(self.rows))

    def add(self, rows: Iterable[Row]) -> None:
        by_month: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_month[row[0][:MONTH]].append(row)
            self._rows = None
        for month, new in by_month.items():
            new.sort()
            known = self._months.setdefault(month, [])
            if known and new[-1] < known[0]:  # so do the slices of a loading journal follow each other
                known[:0] = new
                continue
            if known and known[-1] > new[0]:
                self._loose[month] = self._loose.get(month, 0) + len(new)
            known += new
            if self._loose.get(month, 0) > MOST_LOOSE:
                self._sort(month)

    def drop(self, row: Row) -> None:
        month = row[0][:MONTH]
        rows = self._months.get(month, [])
        if row in rows:
            rows.remove(row)
            self._rows = None

    def _sort(self, month: str) -> None:
        self._months[month].sort()
        self._loose.pop(month, None)

    def after(self, day: str) -> list[str]:
        """The ids after a day (ISO), the earliest first."""
        return [row[2] for row in self.rows[self.until(day) :]]

    def until(self, day: str) -> int:
        """How many entries there are up to the end of a day (ISO)."""
        return bisect_left(self.rows, (day, AFTER_ALL_TIMES))

    def before(self, day: str) -> int:
        """How many entries there are before a day (ISO)."""
        return bisect_left(self.rows, (day,))


class Shelves:
    """Lists of ids under a key, each put in order when it is asked for. `order` gives what an id is sorted by."""

    def __init__(self, order: Callable[[str], tuple[object, ...]], *, newest_first: bool = False) -> None:
        self._order, self._newest_first = order, newest_first
        self._ids: dict[str, list[str]] = {}
        self._untidy: set[str] = set()

    def add(self, keys: Iterable[str], id: str) -> None:
        for key in keys:
            self._ids.setdefault(key, []).append(id)
            self._untidy.add(key)

    def drop(self, keys: Iterable[str], id: str) -> None:
        for key in keys:
            ids = self._ids.get(key, [])
            if id in ids:
                ids.remove(id)
            if not ids:
                self._ids.pop(key, None)

    def get(self, key: str) -> list[str]:
        """The ids under a key, in order; not to be changed."""
        ids = self._ids.get(key)
        if ids is None:
            return []
        if key in self._untidy:
            ids.sort(key=self._order, reverse=self._newest_first)
            self._untidy.discard(key)
        return ids

    def loose(self, key: str) -> Sequence[str]:
        """The ids under a key in any order, for where order does not matter."""
        return self._ids.get(key, ())
