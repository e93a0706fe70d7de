"""Days, spans and counts in words, the same on every screen and in every language of the machine."""

from __future__ import annotations

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NONE = "–"

_LONGEST_IN_DAYS = 60
_FIRST_IN_WEEKS = 35
_DAYS_A_MONTH = 30.44
_DAYS_A_YEAR = 365.25
_SHORT_MONTHS = 1.5  # days that two or three months in a row may fall short of as many usual ones
_NEAR_DAYS = 7
_SAME_YEAR_DAYS = 183
_NARROW = 9


def plural(n: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 person", "3 people"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def ago(day: date, today: date) -> str:
    """A day as it stands in a sentence: "today", "yesterday", "41 days ago", "in 3 days", "2 years ago"."""
    days = (day - today).days
    match days:
        case 0:
            return "today"
        case -1:
            return "yesterday"
        case 1:
            return "tomorrow"
    amount = _amount(abs(days))
    return f"in {amount}" if days > 0 else f"{amount} ago"


def span(day: date | None, today: date, width: int = _NARROW) -> str:
    """How long ago, for a column of `width` cells (never more than 9): "yesterday", "12 days", "5 weeks", "3 months".

    Where there is room for more than 9 cells, days are counted up to 60. A day to come is given as a date.
    """
    if day is None:
        return NONE
    days = (today - day).days
    if days < 0:
        return short_day(day, today) if _same_year(day, today) else f"{MONTHS[day.month - 1]} {day.year}"
    if days < 2:
        return ("today", "yesterday")[days]
    if _FIRST_IN_WEEKS <= days < _LONGEST_IN_DAYS and width <= _NARROW:
        return f"{days // 7} weeks"
    return _amount(days)


def when(day: date, today: date, time: str | None = None, clock: str = "24") -> str:
    """A day as a date: "Thu" or "Thu 18:30" in the coming week, "Fri 4 Dec" within the year, else "12 Oct 2024"."""
    at = f" {hour(time, clock)}" if time else ""
    if 0 <= (day - today).days < _NEAR_DAYS:
        return WEEKDAYS[day.weekday()] + at
    if _same_year(day, today):
        return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{at}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}{at}"


def due(day: date, today: date) -> str:
    """The day of a promise: how long ago it came, "today", "tomorrow", or the date to come ("Fri", "Fri 4 Dec")."""
    return ago(day, today) if (day - today).days <= 1 else when(day, today)


def day_head(day: date, today: date) -> str:
    """A day as the head of what happened on it: "Thu 19 Nov", or "12 Oct 2024" where the year is another one."""
    if _same_year(day, today):
        return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return long_day(day)


def long_day(day: date) -> str:
    """A day that needs no today to be understood: "12 Oct 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date, today: date) -> str:
    """A day in a column (at most 11 cells): "20 Jan", or "12 Oct 2024" where the year is another one."""
    return f"{day.day} {MONTHS[day.month - 1]}" if _same_year(day, today) else long_day(day)


def hour(time: str, clock: str = "24") -> str:
    """A time of day ("18:30") as the clock of the user shows it: "18:30", or "6:30 pm" where `clock` is "12"."""
    if clock != "12":
        return time
    hours, minutes = time.split(":")
    half = "am" if int(hours) < 12 else "pm"
    return f"{int(hours) % 12 or 12}:{minutes} {half}"


def _amount(days: int) -> str:
    """A length of time in full units: two years and ten months are 2 years."""
    full = days + _SHORT_MONTHS
    months = int(full / _DAYS_A_MONTH)
    if days <= _LONGEST_IN_DAYS:
        return plural(days, "day")
    if months < 12:
        return plural(months, "month")
    return plural(max(1, int(full / _DAYS_A_YEAR)), "year")


def _same_year(day: date, today: date) -> bool:
    return day.year == today.year or abs((day - today).days) < _SAME_YEAR_DAYS
