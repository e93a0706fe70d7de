"""People who were forgotten because they wish no contact: an import that brings them back leaves them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from journal.exchange.person import Doc, Person, Reading, channels_of, parts
from journal.store.forget import SALT, salted

WHY = "forgotten at their wish: left out"


def without_unwanted(reading: Reading, decisions: Mapping[str, Doc], settings: Mapping[str, Doc]) -> Reading:
    """The reading with a reason to skip each row whose address is that of somebody who was forgotten so."""
    salt = str(settings.get(SALT, {}).get("salt", ""))
    hashes = {
        each
        for document in decisions.values()
        if document.get("kind") == "forgotten"
        for each in document.get("data", {}).get("hashes", ())
    }
    if not (salt and hashes):
        return reading
    return replace(reading, people=tuple(_judged(person, salt, hashes) for person in reading.people))


def _judged(person: Person, salt: str, hashes: set[str]) -> Person:
    channels = parts({"channels": channels_of(person)}, "channels")
    known = any(salted(salt, str(one["kind"]), str(one["value"])) in hashes for one in channels)
    return replace(person, skip=WHY) if known and not person.skip else person
