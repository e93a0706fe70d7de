"""A person as a file gives them, and the contact document that becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

Document = dict[str, Any]
Doc = Mapping[str, Any]
"""A document that is only looked at."""

LONGEST_NAME = 120
LONGEST_FACT = 120
LONGEST_ADDRESS = 300
MOST_WAYS = 100
"""Addresses and numbers of one person that an import takes; whoever seems to have more is no person."""
PROFILE = "https://www.linkedin.com/in/"
OWN = "@journal"
"""How ids end that this program gave in a file it wrote; before it stands the id of the record."""


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
    uid: str = ""
    """The id the person has in the file, where that is not the LinkedIn profile."""
    aliases: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """(kind of channel, value) of ways to reach them that are neither e-mail, phone nor LinkedIn."""
    labels: tuple[tuple[str, str], ...] = ()
    """(value, label) of addresses and numbers that the file calls something of its own."""
    about: str = ""
    """What the file notes about them; like `moments` and `addresses` it comes in only if the user asks for it."""
    moments: tuple[Document, ...] = ()
    addresses: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    """(column or property, value) of what a contact has no field for."""
    notes: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def source_id(self) -> str:
        return self.uid or self.profile


class Offer(NamedTuple):
    """A part of a file that comes in only while it is ticked, and how many people have it."""

    name: str
    people: int
    ticked: bool


class People:
    """The people of a file, read anew each time they are gone through, so that they never stand in memory together."""

    def __init__(self, read: Callable[[], Iterator[Person]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[Person]:
        return self._read()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: people in the order of the file, and sentences about what was doubtful."""

    format: str
    people: Iterable[Person]
    header: tuple[str, ...] = ()
    header_line: int = 1
    notes: tuple[str, ...] = ()
    as_of: date | None = None
    """A day on which the file was still true: the newest `since` in it."""
    lines: int = 0
    """Lines of the file, for telling how much of it was looked at; 0 where `people` has a length."""


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
    source: Document = {"format": reading.format, "id": person.source_id}
    facts = {"name": person.name_there, "org": person.org, "role": person.role}
    lists = {
        "emails": person.emails,
        "phones": person.phones,
        "links": [value for _, value in person.links],
        "addresses": person.addresses,
        "moments": [moment["label"] for moment in person.moments],
        "aliases": person.aliases,
    }
    source |= {name: value for name, value in facts.items() if value}
    source |= {name: list(values) for name, values in lists.items() if values}
    if person.profile and person.uid:
        source["profile"] = person.profile
    if person.about:
        source["notes"] = True
    if person.kept:
        source["kept"] = dict(person.kept)
    source["on"] = person.since.isoformat() if person.since else None
    if reading.as_of:
        source["as_of"] = reading.as_of.isoformat()
    return source


def channels_of(person: Person) -> list[Document]:
    """Every way to reach the person as a channel, with the label the file gives it."""
    values = [("email", email) for email in person.emails] + [("phone", phone) for phone in person.phones]
    if person.profile:
        values.append(("linkedin", profile_url(person.profile)))
    values += [*person.links, *(("address", address) for address in person.addresses)]
    labels = dict(person.labels)
    channels: list[Document] = [{"kind": kind, "value": value, "preferred": False} for kind, value in values]
    for channel in channels:
        if label := labels.get(channel["value"]):
            channel["label"] = label
    return channels


def profile_url(profile: str) -> str:
    return f"{PROFILE}{profile}"


def new_document(person: Person, reading: Reading) -> Document:
    """The contact a row becomes when nobody is that person yet: circle open, so never due."""
    document: Document = {"name": person.name, "circle": "open"}
    if person.first_name and person.first_name != person.name.split()[0]:
        document["first_name"] = person.first_name
    facts = {"org": shortened(person.org), "role": shortened(person.role)}
    document |= {name: value for name, value in facts.items() if value}
    lists = {
        "aliases": list(person.aliases),
        "channels": channels_of(person),
        "moments": [dict(moment) for moment in person.moments],
    }
    document |= {name: values for name, values in lists.items() if values}
    if person.about:
        document["notes"] = person.about
    document["sources"] = [source_of(person, reading)]
    return document
