"""What the texts of form fields mean: days, times, spans, choices, lists; ValueError gives a short reason."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import TypeVar

from journal.capture.dates import clock, read
from journal.capture.days import When
from journal.domain.record import Invalid
from journal.domain.text import clean, fold
from journal.domain.words import MONTHS

Value = TypeVar("Value")

UNITS = {"d": 1, "day": 1, "w": 7, "week": 7, "m": 30, "month": 30, "y": 365, "year": 365}
_SPAN = re.compile(r"(?:every\s+)?(\d{1,4})\s*([a-z]*)$")
_AMOUNT = re.compile(r"(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,9}(?:[.,]\d{1,9})?)(?![\d.,]*\d)\s*(.*)$")
_TOPIC = re.compile(r'#?"([^"]+)"|#?([^\s,]+)')
_MONTH_NAMES = [fold(name) for name in calendar.month_name]
YES, NO = ("yes", "y", "true", "on"), ("no", "n", "false", "off", "")


class Reader:
    """Reads the texts of a form one by one and collects what is wrong with them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.wrong: dict[str, str] = {}

    def take(self, name: str, meaning: Callable[[str], Value]) -> Value | None:
        """What the text of a field means; None, and a note of why, if it means nothing."""
        try:
            return meaning(self.texts[name])
        except ValueError as error:
            self.wrong[name] = str(error)
            return None

    def build(self, make: Callable[[], Value], fields: Mapping[str, str]) -> Value:
        """The record. Raises `Invalid` with everything that is wrong; `fields` says where a record's error is shown."""
        try:
            record = make()
        except Invalid as error:
            where = {fields.get(name, name): why for name, why in error.fields.items()}
            raise Invalid({**where, **self.wrong}) from None
        if self.wrong:
            raise Invalid(self.wrong)
        return record


def read_day(text: str, now: datetime, *, looks: str, order: str = "DMY") -> When:
    """A day, and a time if the text names one: "yesterday 5pm", "fri", "12 Oct 2024"."""
    found = read(clean(text), now, looks=looks, order=order)
    if found is not None:
        return found
    day = _day_of_month(clean(text))
    if day:
        _real_day(*day)
    raise ValueError(f"not a date; try {'fri, in 2w or 12 may' if looks == 'future' else 'yesterday, fri or 12 may'}")


def read_time(text: str, now: datetime) -> str | None:
    """A time of day as HH:MM, or None for an empty text."""
    if not text.strip():
        return None
    found = clock(re.sub(r"^(\d{1,2})[.h]?(\d\d)$", r"\1:\2", clean(text)), now)
    if found is None:
        raise ValueError("not a time; try 17:30 or 5pm")
    return found


def read_birthday(text: str, now: datetime, order: str = "DMY") -> tuple[int, int, int | None] | None:
    """Month, day and, if it is named, the year; None for an empty text."""
    text = clean(text)
    if not text:
        return None
    short = _day_of_month(text) or _figures(text, order)
    if short:
        _real_day(*short)
        return short[1], short[0], short[2]
    found = read(text, now, looks="past", order=order)
    if found is None or not re.search(r"\d", text):
        raise ValueError("not a day; try 12 may or 12 may 1980")
    return found.on.month, found.on.day, found.on.year if str(found.on.year) in text else None


def say_birthday(month: int, day: int, year: int | None) -> str:
    return f"{day} {MONTHS[month - 1]}" + (f" {year}" if year else "")


def _day_of_month(text: str) -> tuple[int, int, int | None] | None:
    """Day, month, year of "30 feb", "feb 30 1980"; also of days that do not exist."""
    words = re.findall(r"\d+|[^\W\d]+", fold(text))
    figures = [int(word) for word in words if word.isdecimal()]
    names = [word for word in words if not word.isdecimal() and word not in ("st", "nd", "rd", "th", "of")]
    if len(names) != 1 or len(names[0]) < 3 or not 1 <= len(figures) <= 2 or figures[0] > 99:
        return None
    month = next((at for at, name in enumerate(_MONTH_NAMES) if name and name.startswith(names[0])), 0)
    return (figures[0], month, figures[1] if len(figures) > 1 else None) if month else None


def _figures(text: str, order: str) -> tuple[int, int, int | None] | None:
    """Day, month of "12.5." or "5/12" in the order of the user."""
    found = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})\.?", text)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    return (first, second, None) if order == "DMY" else (second, first, None)


def _real_day(day: int, month: int, year: int | None = None) -> None:
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    last = calendar.monthrange(year or 2024, month)[1] if not year or 1 <= year <= 9999 else 31
    if not 1 <= day <= last:
        raise ValueError(f"no such day; try {min(last, 28) if not year else last} {MONTHS[month - 1].lower()}")


def read_span(text: str) -> int | None:
    """Days of "30", "6 weeks", "every 3 months"; None for an empty text."""
    text = fold(clean(text))
    if not text:
        return None
    found = _SPAN.match(text)
    unit = (found[2] or "d") if found else ""
    days = UNITS.get(unit.removesuffix("s") if len(unit) > 1 else unit)
    if found is None or days is None:
        raise ValueError("not a number of days; try 30 or 6w")
    return int(found[1]) * days


def read_choice(text: str, choices: Sequence[str], what: str) -> str:
    """One of `choices`, from its beginning."""
    typed = fold(clean(text))
    fitting = [choice for choice in choices if fold(choice) == typed] or [
        c for c in choices if fold(c).startswith(typed)
    ]
    if typed and fitting:
        return fitting[0]
    near = get_close_matches(typed, choices, n=1) if typed else []
    raise ValueError(f"no such {what}; try {(near or choices)[0]}")


def read_choices(text: str, choices: Sequence[str], what: str) -> list[str]:
    """Several of `choices`, between commas."""
    return [read_choice(part, choices, what) for part in re.split(r"[,;]", text) if part.strip()]


def read_yes(text: str) -> bool:
    typed = fold(clean(text))
    if typed in YES or typed in NO:
        return typed in YES
    raise ValueError("yes or no")


def read_number(text: str, low: int, high: int) -> int | None:
    """A figure from `low` to `high`, or None for an empty text."""
    text = clean(text)
    if not text:
        return None
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ValueError(f"a figure from {low} to {high}")
    return int(text)


def read_topics(text: str) -> list[str]:
    """Topics of `#rust #"deep work"`, `rust health` or `rust, deep work`."""
    if "," in text and "#" not in text:
        parts = text.split(",")
    else:
        parts = [quoted or plain for quoted, plain in _TOPIC.findall(text)]
    return [topic for part in parts if (topic := clean(part))]


def say_topics(topics: Sequence[str]) -> str:
    """Topics as they stand in a field, with a space behind them: the next one can be typed at once."""
    return "".join(f'#"{topic}" ' if re.search(r"[\s,]", topic) else f"#{topic} " for topic in topics)


def read_values(text: str) -> list[str]:
    """Addresses between commas."""
    return [found for part in re.split(r"[,;]\s+|[,;]$", text) if (found := clean(part))]


def say_day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def read_figure(text: str) -> float | None:
    """A figure, or None for an empty text."""
    return read_amount(text)[0] if text.strip() else None


def read_amount(text: str) -> tuple[float, str]:
    """A figure and what it counts: "12 talks", "1.5", "3,000 words"."""
    found = _AMOUNT.match(clean(text))
    if found is None:
        raise ValueError("begins with a figure; try 12 talks")
    thousands = re.search(r",\d{3}\b", found[1])
    return float(found[1].replace(",", "" if thousands else ".")), found[2].strip()
