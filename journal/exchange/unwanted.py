"""People who were forgotten because they wish no contact: an import that brings them back leaves them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from journal.exchange.person import Doc, Person, channels_of, parts
from journal.store.forget import SALT, salted

WHY = "forgotten at their wish: left out"


def judge(decisions: Mapping[str, Doc], settings: Mapping[str, Doc]) -> Callable[[Person], Person] | None:
    """What gives a person a reason to be skipped whose address is that of somebody who was forgotten so, if any was."""
    salt = str(settings.get(SALT, {}).get("salt", ""))
    hashes = {
        each
        for document in decisions.values()
        if document.get("kind") == "forgotten"
        for each in document.get("data", {}).get("hashes", ())
    }
    return partial(_judged, salt, hashes) if salt and hashes else None


def _judged(salt: str, hashes: set[str], person: Person) -> Person:
    channels = parts({"channels": channels_of(person)}, "channels")
    known = any(salted(salt, str(one["kind"]), str(one["value"])) in hashes for one in channels)
    return replace(person, skip=WHY) if known and not person.skip else person
