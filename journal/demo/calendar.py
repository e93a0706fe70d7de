"""Days counted back from today, the ids and the times of the sample journal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

YEARS = 3
START = 365 * YEARS
"""How many days ago the sample journal was begun."""
DAY = 86_400_000_000
MINUTE = 60_000_000
SATURDAY, SUNDAY = 5, 6

_EPOCH = date(1970, 1, 1)
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Calendar:
    """Turns "days ago" into dates, times and ids."""

    def __init__(self, today: date, rng: Random) -> None:
        self.today = today
        self._rng = rng
        self._names: dict[int, str] = {}
        self._midnight = (today - _EPOCH).days * DAY

    def day(self, ago: int) -> str:
        """The ISO date so many days ago; negative numbers lie ahead."""
        found = self._names.get(ago)
        if found is None:
            found = self._names[ago] = (self.today - timedelta(days=ago)).isoformat()
        return found

    def weekday(self, ago: int) -> int:
        return (self.today.weekday() - ago) % 7

    def moment(self, ago: int, first: int = 540, last: int = 1320) -> int:
        """A time on that day in microseconds since 1970, between two minutes of the day; never late on the last day."""
        minute = self._rng.uniform(first, last) if ago > 0 else self._rng.uniform(5, 55)
        return self._midnight - ago * DAY + int(minute * MINUTE)

    def written(self, ago: int, time: str | None, first: int = 540) -> int:
        """When an entry of that day was typed: after its `time` (HH:MM), if it has one; old ones in the first days."""
        hours, minutes = map(int, (time or "00:00").split(":"))
        return self.moment(min(ago, START - 4), max(first, hours * 60 + minutes + 40), 1350)

    def new_id(self, moment: int) -> str:
        """A ULID made at that time."""
        number = moment // 1000 << 80 | self._rng.getrandbits(80)
        return "".join([_DIGITS[number >> shift & 31] for shift in range(125, -1, -5)])


def iso(moment: int) -> str:
    """The `created` of a document: a time in microseconds since 1970 as UTC text to the second."""
    return (datetime(1970, 1, 1) + timedelta(seconds=moment // 1_000_000)).isoformat() + "Z"
