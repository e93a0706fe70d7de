"""People as vCards 3.0 or 4.0, as phones and mail programs read them; what an import kept goes out again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from journal.domain.contacts import Channel, Contact, Moment, Source
from journal.domain.text import fold

VERSIONS = ("3", "4")
LONGEST_LINE = 75
"""Bytes of a line; what is longer goes on in the next one, after a space."""
TYPES = {"home": "home", "work": "work", "cell": "cell", "mobile": "cell", "main": "main", "school": "school"}
"""What an address is for, in the words of vCards; another label goes along as it is."""
NO_YEAR = "1604"
"""The year that phones write, and know as none, in vCards older than 4.0."""
PROPERTY = re.compile(r"[A-Za-z0-9-]+(;TYPE=[A-Za-z0-9,-]+)?")
DOMAIN = "journal"
"""Ids of this program end in @journal wherever they leave it."""


def write(people: Iterable[Contact], version: str = "3") -> Iterator[str]:
    """One card a person, each as a piece of text."""
    for person in people:
        lines = [line for line in _card(person, version) if line]
        yield "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """A content line in pieces of at most 75 bytes, never cut within a letter."""
    if len(line.encode()) <= LONGEST_LINE:
        return line
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = "", 1
        piece, size = piece + letter, size + width
    return "\r\n ".join([*pieces, piece])


def escaped(text: str) -> str:
    """Text as the value of a property."""
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\r", "").replace("\n", "\\n")


def uid(id: str) -> str:
    return f"{id}@{DOMAIN}"


def _card(person: Contact, version: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}.0"
    yield f"UID:{escaped(uid(person.id))}"
    yield f"FN:{escaped(person.name)}"
    yield f"N:{_name(person)}"
    yield _value("NICKNAME", ",".join(map(escaped, person.aliases)))
    yield _value("ORG", escaped(person.org))
    yield _value("TITLE", escaped(person.role))
    for number, channel in enumerate(person.channels, 1):
        yield from _channel(channel, number, version)
    for number, moment in enumerate(person.moments, len(person.channels) + 1):
        yield from _moment(moment, number, version)
    yield _value("CATEGORIES", ",".join(map(escaped, person.topics)))
    yield _value("NOTE", escaped(person.notes))
    yield from _kept(person)
    yield "END:VCARD"


def _value(name: str, value: str) -> str:
    return f"{name}:{value}" if value else ""


def _name(person: Contact) -> str:
    """Family name, first names: the last word is the family name, unless the first name is known to be longer."""
    words = person.name.split()
    first = person.first_name if fold(person.name).startswith(f"{fold(person.first_name)} ") else " ".join(words[:-1])
    if not person.first_name or first != person.first_name:
        first = " ".join(words[:-1]) or words[0]
    family = person.name[len(first) :].strip() if len(words) > 1 else ""
    return f"{escaped(family)};{escaped(first)};;;"


def _channel(channel: Channel, number: int, version: str) -> Iterator[str]:
    value, label = channel.value, str((channel.model_extra or {}).get("label", ""))
    types = [TYPES[fold(label)]] if fold(label) in TYPES else []
    if channel.kind == "email" and version == "3":
        types = ["internet", *types]
    if channel.preferred and version == "3":
        types.append("pref")
    parameters = "".join(f";TYPE={kind}" for kind in types)
    parameters += ";PREF=1" if channel.preferred and version == "4" else ""
    group = f"item{number}." if label and fold(label) not in TYPES else ""
    match channel.kind:
        case "email":
            yield f"{group}EMAIL{parameters}:{escaped(value)}"
        case "phone":
            yield f"{group}TEL{parameters}:{escaped(value)}"
        case "address":
            yield f"{group}ADR{parameters}:;;{escaped(value)};;;;"
        case "matrix" | "other":
            yield f"{group}IMPP{parameters}:{escaped(value)}"
        case _:
            yield f"{group}URL{parameters}:{escaped(value)}"
    if group:
        yield f"{group}X-ABLABEL:{escaped(label)}"


def _moment(moment: Moment, number: int, version: str) -> Iterator[str]:
    day = f"{moment.month:02}-{moment.day:02}"
    name = {"birthday": "BDAY", "anniversary": "ANNIVERSARY" if version == "4" else "X-ANNIVERSARY"}.get(
        fold(moment.label), f"item{number}.X-ABDATE"
    )
    if moment.year and version == "4":
        yield f"{name}:{moment.year}{day.replace('-', '')}"
    elif moment.year:
        yield f"{name}:{moment.year}-{day}"
    elif version == "4":
        yield f"{name}:--{day.replace('-', '')}"
    else:
        yield f"{name};X-APPLE-OMIT-YEAR={NO_YEAR}:{NO_YEAR}-{day}"
    if name.endswith("X-ABDATE"):
        yield f"item{number}.X-ABLABEL:{escaped(moment.label)}"


def _kept(person: Contact) -> Iterator[str]:
    """Properties that came with a vCard and that a contact has no field for, as they came."""
    said = {"CATEGORIES"} if person.topics else set()
    for source in person.sources:
        for name, value in _properties(source):
            if PROPERTY.fullmatch(name) and name.partition(";")[0].upper() not in said:
                yield from (f"{name}:{line}" for line in value.split("\n") if line)


def _properties(source: Source) -> Iterable[tuple[str, str]]:
    kept: Any = (source.model_extra or {}).get("kept")
    if source.format != "vcard" or not isinstance(kept, dict):
        return []
    return [(str(name), str(value)) for name, value in kept.items()]
