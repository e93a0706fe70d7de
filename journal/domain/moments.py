"""Days that come again every year, such as birthdays."""

from __future__ import annotations

from datetime import date

FEBRUARY, LEAP_DAY = 2, 29


def day_in(year: int, month: int, day: int) -> date:
    """The day in a year; 29 February falls to the 28th where there is none. Raises `ValueError` for no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) != (FEBRUARY, LEAP_DAY):
            raise
        return date(year, FEBRUARY, LEAP_DAY - 1)


def next_day(month: int, day: int, today: date) -> date:
    """The next time the day comes, today included. Raises `ValueError` for no such day."""
    this_year = day_in(today.year, month, day)
    return this_year if this_year >= today else day_in(min(today.year + 1, date.max.year), month, day)
