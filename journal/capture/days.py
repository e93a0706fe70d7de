"""Arithmetic on days: steps, weekdays, periods. Everything out of reach is None, never an error."""

from __future__ import annotations

from datetime import date, datetime, timedelta

EARLIEST, LATEST = 1950, 2199
"""Years a date may have; what lies outside is no date of a journal."""
MONDAY, FRIDAY, SATURDAY = 0, 4, 5


class When:
    """A day, the last day of the period that was named (often the same day), and a time as HH:MM or None."""

    __slots__ = ("on", "ranged", "time", "until")

    def __init__(self, on: date, time: str | None = None, until: date | None = None, *, ranged: bool = False) -> None:
        self.on = on
        self.time = time
        self.until = until or on
        self.ranged = ranged
        """Whether two days were named, of which `on` is the first."""

    def at(self, time: str | None) -> When:
        return When(self.on, time or self.time, self.until, ranged=self.ranged)

    def __repr__(self) -> str:
        return f"When({self.on}, {self.time}, {self.until})"


def day(year: int, month: int, number: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def later(start: date, unit: tuple[str, int], count: int) -> date | None:
    """`start` moved by `count` units of days or months; the 31st becomes the last day of a shorter month."""
    what, factor = unit
    if what == "months":
        return _months(start, factor * count)
    try:
        moved = start + timedelta(days=factor * count)
    except OverflowError:
        return None
    return moved if EARLIEST <= moved.year <= LATEST else None


def _months(start: date, count: int) -> date | None:
    index = start.year * 12 + start.month - 1 + count
    first = day(index // 12, index % 12 + 1, 1)
    return first and first.replace(day=min(start.day, month_end(first).day))


def moment(now: datetime, unit: tuple[str, int], count: float) -> When | None:
    """The clock moved by hours, minutes or seconds."""
    what, factor = unit
    try:
        then = now + timedelta(seconds=factor * count * (60 if what == "minutes" else 1))
    except OverflowError:
        return None
    return When(then.date(), then.strftime("%H:%M")) if EARLIEST <= then.year <= LATEST else None


def month_end(start: date) -> date:
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return following - timedelta(days=1)


def period(today: date, name: str, count: int) -> tuple[date, date] | None:
    """First and last day of the week, weekend, month, quarter or year that lies `count` of them ahead of today."""
    if name in ("week", "weekend"):
        monday = later(today - timedelta(days=today.weekday()), ("days", 7), count)
        if not monday:
            return None
        first = monday + timedelta(days=SATURDAY) if name == "weekend" else monday
        return first, monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[name]
    start = date(today.year, (today.month - 1) // months * months + 1, 1)
    first_day = later(start, ("months", months), count)
    last = first_day and later(first_day, ("months", months - 1), 1)
    return (first_day, month_end(last)) if first_day and last else None


def on_weekday(today: date, number: int, *, ahead: bool, today_counts: bool) -> date:
    """The nearest such weekday before or after today."""
    if ahead:
        distance = (number - today.weekday()) % 7
        return today + timedelta(days=distance or (0 if today_counts else 7))
    distance = (today.weekday() - number) % 7
    return today - timedelta(days=distance or (0 if today_counts else 7))


def yearless(today: date, month: int, number: int, *, ahead: bool) -> date | None:
    """Day and month in the nearest year: the last one that was, or the next one to come; today counts."""
    this = day(today.year, month, number)
    if this and (this >= today if ahead else this <= today):
        return this
    return day(today.year + (1 if ahead else -1), month, number)


def month_day(today: date, number: int, *, ahead: bool) -> date | None:
    """The 25th: in this month or the nearest one that has such a day; today counts."""
    for step in range(4):
        month = _months(today.replace(day=1), step if ahead else -step)
        found = month and day(month.year, month.month, number)
        if found and (found >= today if ahead else found <= today):
            return found
    return None


def within(first: date, last: date, today: date, *, ahead: bool) -> date:
    """The day meant by a period: its first, or its last for what is still to be done in a running one."""
    return last if ahead and first < today <= last else first


def nth_weekday(first: date, number: int, count: int) -> date | None:
    """The `count`th such weekday of the month that begins on `first`; -1 is the last one."""
    if count < 0:
        return on_weekday(month_end(first), number, ahead=False, today_counts=True)
    found = on_weekday(first, number, ahead=True, today_counts=True) + timedelta(days=7 * (count - 1))
    return found if found.month == first.month else None
