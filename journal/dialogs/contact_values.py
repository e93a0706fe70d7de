"""How the parts of a contact stand in a form: words, days, addresses, whom they know; and what such texts mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from journal.dialogs.people import People
from journal.dialogs.reading import (
    read_birthday,
    read_choice,
    read_choices,
    read_number,
    read_values,
    read_yes,
    say_birthday,
)
from journal.domain.contacts import SENIORITIES, Channel, Edge, Moment
from journal.domain.text import clean, fold
from journal.domain.timeline import BENEFITS
from journal.widgets.completion import Completion, Suggestion, part_at

TRUST = (1, 5)
NO_LEVEL = "unknown"
SILENT = "(silent)"
"""Behind a day that is not told when it comes."""
EDGES = {"same_now": "now", "shared_past": "past", "said_so": ""}
"""How we know that they know somebody → the word behind the name."""
WAYS = ("mastodon", "matrix", "address", "other")
"""Kinds of channels that are named before the address."""
MOST_WORDS = 3
"""Words of a date: "12 may 1980"."""
_WORDS = re.compile(r'\s*"([^"]*)"\s*(?=,|$)|([^,]+)')
_EDGE = re.compile(r"\(\s*(now|past|said so)\s*\)\s*,?", re.IGNORECASE)


class Value(NamedTuple):
    """A field of the record, its text, and what the text means (`ValueError` with a short reason)."""

    field: str
    say: Callable[[Any], str]
    read: Callable[[str], Any]


def say_words(words: Sequence[str]) -> str:
    """Words between commas; what holds a comma itself stands in quotes."""
    return ", ".join(f'"{word}"' if "," in word else word for word in words)


def read_words(text: str) -> list[str]:
    """What stands between commas, or in quotes."""
    return [word for quoted, plain in _WORDS.findall(text) if (word := clean(quoted or plain))]


def _say_level(level: str) -> str:
    return "" if level == NO_LEVEL else level


def _read_level(text: str) -> str:
    return read_choice(text, SENIORITIES, "level") if text.strip() else NO_LEVEL


def _say_yes(on: bool) -> str:
    return "yes" if on else ""


VALUES = {
    "called": Value("first_name", str, str),
    "said": Value("say_as", str, str),
    "pronouns": Value("pronouns", str, str),
    "also": Value("aliases", say_words, read_words),
    "level": Value("seniority", _say_level, _read_level),
    "field": Value("industries", say_words, read_words),
    "groups": Value("communities", say_words, read_words),
    "opens": Value("reaches", say_words, read_words),
    "offers": Value("can_offer", say_words, lambda text: read_choices(text, BENEFITS, "benefit")),
    "seeks": Value("seeks", str, str),
    "trust": Value("trust", lambda trust: str(trust or ""), lambda text: read_number(text, *TRUST)),
    "discreet": Value("discreet", _say_yes, read_yes),
    "private": Value("private", _say_yes, read_yes),
}
"""Fields of the form whose text says one field of the record."""


def say_day_of_year(moment: Moment) -> str:
    """A day that comes every year, without its label."""
    day = say_birthday(moment.month, moment.day, moment.year)
    return day if moment.remind else f"{day} {SILENT}"


def read_day_of_year(text: str, now: datetime, order: str) -> dict[str, Any] | None:
    """Month, day, year and whether it is told; None for an empty text."""
    day, remind = _without(SILENT, clean(text))
    found = read_birthday(day, now, order)
    return None if found is None else dict(zip(("month", "day", "year"), found, strict=True)) | {"remind": remind}


def say_days(moments: Sequence[Moment]) -> str:
    """Days with their labels: "first day at NHS 1 Sep; wedding 12 May 2019"."""
    return "; ".join(f"{moment.label} {say_day_of_year(moment)}" for moment in moments)


def read_days(text: str, now: datetime, order: str) -> list[dict[str, Any]]:
    """The days that a text names, each a label and a date behind it."""
    return [_labelled(part, now, order) for part in map(clean, re.split(r"[;\n]", text)) if part]


def _labelled(text: str, now: datetime, order: str) -> dict[str, Any]:
    words, remind = _without(SILENT, text)
    parts = words.split()
    wrong = f"no date behind {text}"
    for size in range(min(MOST_WORDS, len(parts) - 1), 0, -1):
        try:
            found = read_day_of_year(" ".join(parts[-size:]), now, order)
        except ValueError as error:
            wrong = str(error) if "no such" in str(error) else wrong
        else:
            return {**(found or {}), "label": " ".join(parts[:-size]), "remind": remind}
    raise ValueError(wrong)


def _without(mark: str, text: str) -> tuple[str, bool]:
    """The text without the mark at its end, and whether it had none."""
    bare = text.removesuffix(mark)
    return bare.strip(), bare == text


def say_ways(channels: Sequence[Channel]) -> str:
    """Addresses with their kind before them: "mastodon @ana@example.social; address 4 Main Street"."""
    return "; ".join(f"{channel.kind} {channel.value}" for channel in channels)


def read_ways(text: str) -> list[tuple[str, str]]:
    """(kind, address) of each; without a kind it is another one."""
    found = []
    for part in map(clean, re.split(r"[;\n]", text)):
        first, _, rest = part.partition(" ")
        kind = fold(first.removesuffix(":"))
        found.append((kind, rest.strip()) if kind in WAYS and rest.strip() else ("other", part))
    return [(kind, value) for kind, value in found if value]


def read_addresses(form: str, text: str) -> list[tuple[str, str]]:
    """(kind, address) of the addresses in one of the fields for them."""
    if form == "ways":
        return read_ways(text)
    values = read_values(text)
    if form == "email" and (bad := next((value for value in values if "@" not in value), "")):
        raise ValueError(f"no @ in {bad}")
    return [("linkedin" if form == "web" and "linkedin.com" in value.lower() else form, value) for value in values]


def preferred(text: str, channels: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The channels with the one that the text begins, or whose kind it is, preferred; none for an empty text."""
    typed = fold(clean(text))
    near = [channel for channel in channels if typed in (fold(channel["value"]), channel["kind"])]
    near = near or [channel for channel in channels if fold(channel["value"]).startswith(typed)]
    if typed and not near:
        raise ValueError("none of the addresses" + (f"; try {channels[0]['value']}" if channels else ""))
    return [{**channel, "preferred": bool(typed) and channel is near[0]} for channel in channels]


def say_knows(edges: Sequence[Edge], people: People) -> str:
    """Whom they know: "Chen Wei, Dana Osei (now), Eli Park (past)"."""
    return ", ".join(
        people.say([edge.contact]) + (f" ({word})" if (word := EDGES[edge.edge]) else "") for edge in edges
    )


def read_knows(text: str, people: People) -> list[dict[str, Any]]:
    """Whom the text names, and how we know it: a word in brackets goes with the name before it."""
    edges = {word or "said so": edge for edge, word in EDGES.items()}
    found: dict[str, str] = {}
    at = 0
    for mark in _EDGE.finditer(text):
        ids = people.read(text[at : mark.start()])
        found |= dict.fromkeys(ids, "said_so") | ({ids[-1]: edges[mark[1].lower()]} if ids else {})
        at = mark.end()
    found |= dict.fromkeys(people.read(text[at:]), "said_so")
    return [{"contact": id, "edge": edge} for id, edge in found.items()]


def complete_knows(people: People, text: str, cursor: int) -> Completion | None:
    """Names; behind a name and a bracket the words that may stand there."""
    start, end = part_at(text, cursor, ",")
    name, bracket, typed = text[start:cursor].partition(" (")
    if not bracket or name not in people.names.values():
        return people.complete(text, cursor)
    found = list(_edge_words(name, fold(typed)))
    return Completion(start, end, found) if found else None


def _edge_words(name: str, typed: str) -> Iterator[Suggestion]:
    notes = {"now": "same work or group now", "past": "in the past"}
    return (Suggestion(f"{name} ({word})", note) for word, note in notes.items() if word.startswith(typed))


def read_one(people: People, text: str, missing: str = "") -> str | None:
    """The one whom a text names, or None; `missing` is said where there is nobody of that name."""
    try:
        ids = people.read(text)
    except ValueError as error:
        raise ValueError(missing if str(error).startswith("nobody") and missing else str(error)) from None
    if len(ids) > 1:
        raise ValueError("only one")
    return ids[0] if ids else None
