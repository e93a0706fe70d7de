"""DayRows: entries under the heads of their days, as rows that are worked out when they are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, overload


class DayRow(NamedTuple):
    """A row: the head of a `day`, an entry with its `id`, or (with neither) the blank line after a day."""

    day: str = ""
    id: str = ""


BLANK = DayRow()


class DayRows(Sequence[DayRow]):
    """Grows at the end as hits arrive; knows the row of an entry without having made the rows."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._days: list[str] = []
        self._first: list[int] = []
        self._head: list[int] = []

    def add(self, entries: Iterable[tuple[str, str]]) -> None:
        """Take further entries as (id, ISO day), in the order of the list."""
        ids, days = self.ids, self._days
        last = days[-1] if days else ""
        for id, day in entries:
            if day != last:
                self._head.append(len(ids) + 2 * len(days))
                self._first.append(len(ids))
                days.append(day)
                last = day
            ids.append(id)

    def __len__(self) -> int:
        return len(self.ids) + 2 * len(self._days) - 1 if self.ids else 0

    @overload
    def __getitem__(self, at: int) -> DayRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[DayRow]: ...
    def __getitem__(self, at: int | slice) -> DayRow | list[DayRow]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        number = bisect_right(self._head, at) - 1
        within = at - self._head[number]
        if not within:
            return DayRow(self._days[number])
        entry = self._first[number] + within - 1
        end = self._first[number + 1] if number + 1 < len(self._first) else len(self.ids)
        return DayRow(id=self.ids[entry]) if entry < end else BLANK

    def row_of(self, id: str) -> int | None:
        """The row of an entry, if it is here."""
        try:
            at = self.ids.index(id)
        except ValueError:
            return None
        number = bisect_right(self._first, at) - 1
        return self._head[number] + 1 + at - self._first[number]
