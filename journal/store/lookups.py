"""Lookups: the ordered list of entries, and lists of ids under a key, which the index is made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

Row = tuple[str, str, str]
"""(day, time or "", id): rows sort as entries follow each other."""
AFTER_ALL_TIMES = "~"


class Timeline(Sequence[str]):
    """Ids in the order of their days, newest first. `rows` has them oldest first, with day and time; read only."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

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

    def add(self, rows: list[Row]) -> None:
        """Put in many rows at once: cheap where they are neighbours, as the slices of a loading journal are."""
        rows.sort()
        if rows:
            low = bisect_left(self.rows, rows[0])
            high = bisect_left(self.rows, rows[-1])
            between = self.rows[low:high]
            self.rows[low:high] = sorted(between + rows) if between else rows

    def drop(self, row: Row) -> None:
        at = bisect_left(self.rows, row)
        if self.rows[at : at + 1] == [row]:
            del self.rows[at]

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
