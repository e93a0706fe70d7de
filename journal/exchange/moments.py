"""Birthdays as address books write them, with a year or without: (month, day)."""

from __future__ import annotations

import re
from datetime import date

from journal.exchange.days import read_day

NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)(?:T.*)?$")
COMPACT = re.compile(r"(?:\d{4})(\d\d)(\d\d)(?:T.*)?$")
YEAR_FIRST = re.compile(r"\d{4}[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
PARTS = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.]\d{1,4})?$")
LEAP_YEAR = 2024


def moment_of(text: str, order: str = "DMY") -> tuple[int, int] | None:
    """(month, day) of a day in figures or words; `order` (DMY or MDY) is for those that could be either."""
    if found := NO_YEAR.match(text) or COMPACT.match(text) or YEAR_FIRST.match(text):
        return _moment(int(found[1]), int(found[2]))
    if found := PARTS.match(text):
        first, second = int(found[1]), int(found[2])
        month_first = second > 12 or (order == "MDY" and first <= 12)
        return _moment(*((first, second) if month_first else (second, first)))
    day = read_day(text, order)
    return (day.month, day.day) if day else None


def _moment(month: int, day: int) -> tuple[int, int] | None:
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return None
    return month, day
