"""Lookups: the ordered list of entries, and lists of ids under a key, which the index is made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

Row = tuple[str, str, str]
"""(day, time or "", id): rows sort as entries follow each other."""
AFTER_ALL_TIMES = "~"
MOST_NEW = 4000
"""Rows collected before they are put in place: that takes some ten milliseconds among 100,000, wherever they belong."""


class Timeline(Sequence[str]):
    """Ids in the order of their days, newest first."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._new: list[Row] = []

    @property
    def rows(self) -> list[Row]:
        """Day, time and id of each, oldest first; not to be changed."""
        if self._new:
            self._merge()
        return self._rows

    def __len__(self) -> int:
        return len(self._rows) + len(self._new)

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

    def add(self, rows: list[Row]) -> None:
        """Put in rows; many at once cost little, above all if they are neighbours as in the slices of a journal."""
        self._new += rows
        if len(self._new) > MOST_NEW:
            self._merge()

    def _merge(self) -> None:
        new, self._new = sorted(self._new), []
        low, high = bisect_left(self._rows, new[0]), bisect_left(self._rows, new[-1])
        between = self._rows[low:high]
        self._rows[low:high] = sorted(between + new) if between else new

    def drop(self, row: Row) -> None:
        rows = self.rows
        at = bisect_left(rows, row)
        if rows[at : at + 1] == [row]:
            del rows[at]

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
