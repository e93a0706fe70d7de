"""Days as spreadsheets write them after a file was saved again: ISO, 05 Mar 2024, 3/5/2024, 5.3.24, 45356."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of the day numbers that Excel shows when a cell has lost its format."""
SERIALS = range(30_000, 70_000)
CLOCK = re.compile(r"[T ]\d{1,2}:\d\d.*$")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)$")
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[- .]+([a-z]{3})[a-z]*\.?[- .,]+(\d{4}|\d\d)$")
MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?[- ]+(\d{1,2})(?:st|nd|rd|th)?[, -]+(\d{4}|\d\d)$")


def order_of(values: Iterable[str], otherwise: str) -> tuple[str, bool]:
    """Whether 3/5/2024 is day or month first in these values: ("DMY" or "MDY", told by the values themselves).

    Values that speak for both, or for neither, leave the choice to `otherwise`.
    """
    day_first = month_first = False
    for value in values:
        found = NUMBERS.match(_bare(value))
        if found:
            first, mark, second = int(found[1]), found[2], int(found[3])
            day_first = day_first or first > 12 or mark == "."
            month_first = month_first or (second > 12 and mark != ".")
    if day_first != month_first:
        return ("DMY" if day_first else "MDY"), True
    return ("MDY" if otherwise == "MDY" else "DMY"), False


def ambiguous(value: str) -> bool:
    """Whether the value is a different day when day and month change places."""
    found = NUMBERS.match(_bare(value))
    return found is not None and int(found[1]) != int(found[3]) and max(int(found[1]), int(found[3])) <= 12


def read_day(value: str, order: str) -> date | None:
    """The day a cell means, or None. `order` (DMY or MDY) is for values that could be either."""
    text = _bare(value)
    if text.isdecimal() and text.isascii() and int(text) in SERIALS:
        return SERIAL_ZERO + timedelta(days=int(text))
    if found := YEAR_FIRST.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERS.match(text):
        first, second = int(found[1]), int(found[3])
        month_first = second > 12 or (order == "MDY" and first <= 12 and found[2] != ".")
        day, month = (second, first) if month_first else (first, second)
        return _day(_year(found[4]), month, day)
    if found := DAY_MONTH.match(text):
        return _named(found[2], found[1], found[3])
    if found := MONTH_DAY.match(text):
        return _named(found[1], found[2], found[3])
    return None


def _bare(value: str) -> str:
    return CLOCK.sub("", value.strip()).lower()


def _named(month: str, day: str, year: str) -> date | None:
    return _day(_year(year), MONTHS.index(month) + 1, int(day)) if month in MONTHS else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1950 <= year <= 2200 else None
    except ValueError:
        return None
