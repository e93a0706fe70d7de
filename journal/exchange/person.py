"""A person as a file gives them, and the contact document that becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Document = dict[str, Any]
Doc = Mapping[str, Any]
"""A document that is only looked at."""

LONGEST_NAME = 120
LONGEST_FACT = 120
LONGEST_ADDRESS = 300
PROFILE = "https://www.linkedin.com/in/"


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a file of people. A row that cannot come in has a `skip`, which says why."""

    line: int
    name: str
    skip: str = ""
    first_name: str = ""
    org: str = ""
    role: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profile: str = ""
    """The last part of the LinkedIn address, decoded and in small letters; it tells people apart."""
    since: date | None = None
    """The day the file says the acquaintance began; neither a meeting nor a talk."""
    name_there: str = ""
    """The name as the file writes it, where `name` is a tidied one."""
    notes: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: people in the order of the file, and sentences about what was doubtful."""

    format: str
    people: tuple[Person, ...]
    header: tuple[str, ...] = ()
    header_line: int = 1
    notes: tuple[str, ...] = ()
    as_of: date | None = None
    """A day on which the file was still true: the newest `since` in it."""


def parts(document: Doc, field: str) -> list[Document]:
    """A list of small documents within a contact, such as its channels; whatever is no document is left out."""
    values = document.get(field)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def shortened(text: str, longest: int = LONGEST_FACT) -> str:
    """The text, cut at a word with an ellipsis if a contact cannot hold it."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{(head if space and len(head) > longest // 2 else cut).rstrip()}…"


def source_of(person: Person, reading: Reading) -> Document:
    """What a contact keeps of its origin.

    Company and role stand in it as the file has them, so that a later import can tell whether the user changed them.
    """
    source: Document = {"format": reading.format, "id": person.profile}
    facts = {"name": person.name_there, "org": person.org, "role": person.role}
    source |= {name: value for name, value in facts.items() if value}
    if person.emails:
        source["emails"] = list(person.emails)
    source["on"] = person.since.isoformat() if person.since else None
    if reading.as_of:
        source["as_of"] = reading.as_of.isoformat()
    return source


def channels_of(person: Person) -> list[Document]:
    values = [("email", email) for email in person.emails] + [("phone", phone) for phone in person.phones]
    if person.profile:
        values.append(("linkedin", profile_url(person.profile)))
    return [{"kind": kind, "value": value, "preferred": False} for kind, value in values]


def profile_url(profile: str) -> str:
    return f"{PROFILE}{profile}"


def new_document(person: Person, reading: Reading) -> Document:
    """The contact a row becomes when nobody is that person yet: circle open, so never due."""
    document: Document = {"name": person.name, "circle": "open"}
    if person.first_name and person.first_name != person.name.split()[0]:
        document["first_name"] = person.first_name
    facts = {"org": shortened(person.org), "role": shortened(person.role)}
    document |= {name: value for name, value in facts.items() if value}
    channels = channels_of(person)
    if channels:
        document["channels"] = channels
    document["sources"] = [source_of(person, reading)]
    return document
