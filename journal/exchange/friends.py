"""friends.md, the file of the program `friends`: its people, and on request its activities and notes as entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from journal.domain.text import clean
from journal.exchange.csv_table import lines_of
from journal.exchange.days import read_day
from journal.exchange.entries import Entry
from journal.exchange.files import ExchangeError
from journal.exchange.likeness import name_key
from journal.exchange.person import Person, Reading
from journal.exchange.person_draft import PersonDraft
from journal.exchange.source import Source

FORMAT = "friends"
HEADING = re.compile(r"###\s*(Activities|Notes|Friends|Locations)\s*:?\s*$", re.IGNORECASE)
ITEM = re.compile(r"\s*-\s+(.*)$")
FRIEND = re.compile(r"(?P<name>[^(\[@]*)(?:\((?P<aka>.*?)\))?\s*(?:\[(?P<place>[^\]]*)\])?(?P<rest>.*)$")
AKA = re.compile(r"\s*a\.k\.a\.\s*")
TAG = re.compile(r"(?<!\S)@([\w-]+(?::[\w-]+)*)")
DATED = re.compile(r"(\S+?):\s*(.*)$")
NAMED = re.compile(r"\*\*(.{1,200}?)\*\*")
PLACE = re.compile(r"(?<!\w)_(.{1,200}?)_(?!\w)")
KINDS = (
    (re.compile(r"\b(?:phone|call(?:ed)?|rang)\b", re.IGNORECASE), "call"),
    (re.compile(r"\b(?:zoom|video|skype|facetime)\b", re.IGNORECASE), "video"),
    (re.compile(r"\b(?:e-?mail(?:ed)?|wrote)\b", re.IGNORECASE), "email"),
    (re.compile(r"\b(?:texted|message[ds]?|whatsapp)\b", re.IGNORECASE), "message"),
    (re.compile(r"\b(?:conference|party|wedding|concert|meetup)\b", re.IGNORECASE), "event"),
)
LONGEST_ITEM = 25_000
NO_DAY = "has no day such as 2018-01-04"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: the number of the line, the section, the text."""

    line: int
    section: str
    text: str


def read(source: Source) -> tuple[Reading, list[Entry]]:
    """The people and the entries of a friends.md. Raises `ExchangeError` when it has none of its sections."""
    items = list(_items(source.text))
    if not items and not any(HEADING.match(line) for line in lines_of(source.text)):
        raise ExchangeError(f"{source.name} has no section such as “### Friends:”.")
    people = tuple(_friend(item) for item in items if item.section == "friends")
    entries = [_entry(item) for item in items if item.section in ("activities", "notes")]
    return Reading(FORMAT, people, notes=source.notes), entries


def keys_of(person: Person) -> list[str]:
    """What entries may call somebody."""
    return [name_key(name) for name in (person.name, *person.aliases)]


def _items(text: str) -> Iterator[Item]:
    section = ""
    for number, line in enumerate(lines_of(text), 1):
        if heading := HEADING.match(line):
            section = heading[1].lower()
        elif section and (item := ITEM.match(line[:LONGEST_ITEM])) and clean(item[1]):
            yield Item(number, section, clean(item[1]))


def _friend(item: Item) -> Person:
    draft = PersonDraft(item.line)
    found = FRIEND.match(item.text)
    parts = found.groupdict() if found else {"name": item.text}
    draft.name = parts["name"] or ""
    for alias in AKA.split(parts.get("aka") or ""):
        draft.alias(alias)
    draft.keep("Location", parts.get("place") or "")
    draft.keep("Tags", ", ".join(TAG.findall(parts.get("rest") or "")))
    return draft.person((item.text,))


def _entry(item: Item) -> Entry:
    dated = DATED.match(item.text)
    day = read_day(dated[1], "DMY") if dated else None
    if dated is None or day is None:
        return Entry(item.line, item.text, None, "note", item.text, skip=NO_DAY)
    text = dated[2]
    plain = TAG.sub("", PLACE.sub(r"\1", NAMED.sub(r"\1", text))).strip()
    return Entry(
        line=item.line,
        id=clean(item.text)[:180],
        on=day,
        kind="note" if item.section == "notes" else _kind(plain),
        text=plain,
        people=tuple(name_key(name) for name in NAMED.findall(text)),
        topics=tuple(TAG.findall(text)),
        place=next(iter(PLACE.findall(text)), ""),
    )


def _kind(text: str) -> str:
    return next((kind for pattern, kind in KINDS if pattern.search(text)), "meeting")
