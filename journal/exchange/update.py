"""What a contact takes from a row that is the same person: empty fields, and news where the user changed nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from journal.domain.text import fold
from journal.exchange.duplicates import phone_key
from journal.exchange.linkedin import profile_of
from journal.exchange.person import Doc, Document, Person, Reading, channels_of, parts, shortened, source_of

FACTS = ("org", "role")
WORDS = {"org": "company", "role": "position", "email": "e-mail", "phone": "phone", "linkedin": "LinkedIn address"}
WORDS |= {"web": "link", "aliases": "another name", "moments": "birthday", "notes": "notes"}
LISTS = ("emails", "phones", "links", "addresses", "moments", "aliases")
SNAPSHOT = (*FACTS, "name", *LISTS, "profile", "notes", "kept")
"""What a source remembers of its file besides its own id and days."""


@dataclass(frozen=True, slots=True)
class Update:
    """The fields of a contact that change, and in words what changes and what stays as the user has it."""

    fields: dict[str, Any]
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def update(document: Doc, person: Person, reading: Reading, *, again: bool) -> Update:
    """What `document` takes from `person`. `again`: an earlier row of the same file was this person already.

    A value that differs from what the last import gave was changed by the user and stays; so does a field the user
    emptied. A file that is older than the last import, and a second row, only fill what is empty.
    """
    known = _known_source(document, person, reading)
    newer = not again and str(known.get("as_of", "")) <= _as_of(reading)
    fields, changed, kept = _facts(document, person, known, newer)
    added = _new_channels(document, person, known)
    if added:
        fields["channels"] = [*document.get("channels", ()), *added]
        changed += [WORDS.get(str(channel["kind"]), "address") for channel in added]
    for name, value in _additions(document, person, known):
        fields[name] = value
        changed.append(WORDS[name])
    sources = _sources(document, person, reading, newer)
    if sources is not None:
        fields["sources"] = sources
        changed = changed or ([] if kept else ["what the file says is remembered"])
    return Update(fields, tuple(changed), tuple(kept))


def _as_of(reading: Reading) -> str:
    return reading.as_of.isoformat() if reading.as_of else "9999"


def _known_source(document: Doc, person: Person, reading: Reading) -> Document:
    """What an earlier import of this format left about this person; that of the same id before any other."""
    same: list[Document] = [source for source in parts(document, "sources") if source.get("format") == reading.format]
    exact = [source for source in same if source.get("id", "") == person.source_id]
    nothing: Document = {}
    return (exact or same or [nothing])[-1]


def _facts(document: Doc, person: Person, known: Document, newer: bool) -> tuple[dict[str, Any], list[str], list[str]]:
    fields: dict[str, Any] = {}
    changed: list[str] = []
    kept: list[str] = []
    # Company and position belong together: news is taken for both or for neither.
    untouched = newer and all(document.get(fact, "") == shortened(known.get(fact, "")) for fact in FACTS)
    for fact, there in (("org", person.org), ("role", person.role)):
        value, here, before = shortened(there), document.get(fact, ""), shortened(known.get(fact, ""))
        if not value or value == here:
            continue
        if (not here and not before) or untouched:
            fields[fact] = value
            changed.append(f"{WORDS[fact]} {value}" if not here else f"{WORDS[fact]} {value}, before {here}")
        elif newer:
            kept.append(f"your {WORDS[fact]} {here or '(none)'} stays, the file says {value}")
    return fields, changed, kept


def _new_channels(document: Doc, person: Person, known: Document) -> list[Document]:
    """Addresses the contact has not, but for those an earlier import brought and the user took away."""
    here = {channel_key(channel) for channel in parts(document, "channels")}
    gone = {("email", fold(email)) for email in known.get("emails", ())}
    gone |= {("phone", phone_key(phone)) for phone in known.get("phones", ())}
    gone |= {(kind, fold(value)) for kind, value in person.links if value in known.get("links", ())}
    gone |= {("address", fold(value)) for value in known.get("addresses", ())}
    gone |= {("linkedin", known[name]) for name in ("id", "profile") if known.get(name)}
    return [channel for channel in channels_of(person) if channel_key(channel) not in here | gone]


def _additions(document: Doc, person: Person, known: Document) -> Iterator[tuple[str, Any]]:
    """Further names, days of the year and notes the contact has not and never had from this source."""
    spoken = {fold(str(name)) for name in (document["name"], *document.get("aliases", ()), *known.get("aliases", ()))}
    if names := [name for name in person.aliases if fold(name) not in spoken]:
        yield "aliases", [*document.get("aliases", ()), *names]
    labels = {str(moment.get("label")) for moment in parts(document, "moments")} | set(known.get("moments", ()))
    if moments := [dict(moment) for moment in person.moments if moment["label"] not in labels]:
        yield "moments", [*document.get("moments", ()), *moments]
    if person.about and not document.get("notes") and not known.get("notes"):
        yield "notes", person.about


def channel_key(channel: Doc) -> tuple[str, str]:
    """An address for comparing."""
    kind, value = str(channel.get("kind", "email")), str(channel.get("value", ""))
    if kind == "linkedin":
        return kind, profile_of(value) or fold(value)
    return kind, phone_key(value) if kind == "phone" else fold(value)


def _sources(document: Doc, person: Person, reading: Reading, newer: bool) -> list[Document] | None:
    """The sources with what this file says; None if it says nothing new."""
    sources = parts(document, "sources")
    there = source_of(person, reading)
    place = _place(sources, there)
    if place is None:
        return [*sources, there]
    merged = _refreshed(sources[place], there, newer)
    if _told(merged) == _told(sources[place]):
        return None
    sources[place] = merged
    return sources


def _place(sources: list[Document], there: Document) -> int | None:
    """Where an earlier import of the same person stands; one without an address can be that of any row."""
    same = [place for place, source in enumerate(sources) if source.get("format") == there["format"]]
    exact = [place for place in same if sources[place].get("id", "") == there["id"]]
    vague = [place for place in same if not there["id"] or not sources[place].get("id")]
    return next(iter(exact + vague), None)


def _refreshed(source: Document, there: Document, newer: bool) -> Document:
    given = {name: value for name, value in there.items() if value}
    merged = {**source, **given} if newer else {**given, **source}
    merged["id"] = source.get("id") or there["id"]
    merged["on"] = source.get("on") or there["on"]
    for name in LISTS:
        values = [*source.get(name, ()), *there.get(name, ())]
        if values:
            merged[name] = list(dict.fromkeys(values))
    return merged


def _told(source: Document) -> list[Any]:
    return [source.get("id"), source.get("on"), *(source.get(name) for name in SNAPSHOT)]
