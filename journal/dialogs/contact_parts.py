"""The lists of a contact as the form changes them: what the texts do not show is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from journal.dialogs.contact_values import (
    preferred,
    read_addresses,
    read_day_of_year,
    read_days,
    read_knows,
    say_ways,
)
from journal.dialogs.people import People
from journal.dialogs.reading import Reader
from journal.domain.contacts import Channel, Contact, Moment
from journal.domain.text import fold

BIRTHDAY = "birthday"
ADDRESSES = {
    "email": ("email",),
    "phone": ("phone",),
    "web": ("linkedin", "web"),
    "ways": ("mastodon", "matrix", "address", "other"),
}
"""Form field → kinds of channels it shows."""


def birthday_of(person: Contact) -> Moment | None:
    return next((moment for moment in person.moments if fold(moment.label) == BIRTHDAY), None)


def say_addresses(channels: Sequence[Channel]) -> dict[str, str]:
    """The texts of the fields for addresses, and of the one for the preferred address."""
    shown = {form: [c for c in channels if c.kind in kinds] for form, kinds in ADDRESSES.items()}
    texts = {form: ", ".join(channel.value for channel in found) for form, found in shown.items()}
    best = next((channel.value for channel in channels if channel.preferred), "")
    return {**texts, "ways": say_ways(shown["ways"]), "prefers": best}


def changed_channels(person: Contact | None, reader: Reader, changed: set[str]) -> list[dict[str, Any]]:
    """The channels of the record with the addresses of the changed fields in place of those that were."""
    channels = [channel.model_dump() for channel in person.channels] if person else []
    for form in ADDRESSES:
        if form in changed:
            found = reader.take(form, partial(read_addresses, form)) or []
            channels = _replaced(channels, ADDRESSES[form], dict.fromkeys(found))
    if "prefers" in changed:
        channels = reader.take("prefers", lambda text: preferred(text, channels)) or channels
    return channels


def _replaced(
    channels: list[dict[str, Any]], kinds: Sequence[str], found: Mapping[tuple[str, str], None]
) -> list[dict[str, Any]]:
    """Channels of some kinds replaced where they stand; what is known of an address that stays is kept."""
    mine = [channel for channel in channels if channel["kind"] in kinds]
    at = channels.index(mine[0]) if mine else len(channels)
    kept = {channel["value"]: channel for channel in mine}
    new = [{"kind": kind, "value": value, **_known(kept.get(value), kinds, kind)} for kind, value in found]
    rest = [channel for channel in channels if channel["kind"] not in kinds]
    before = sum(channel["kind"] not in kinds for channel in channels[:at])
    return [*rest[:before], *new, *rest[before:]]


def _known(channel: dict[str, Any] | None, kinds: Sequence[str], kind: str) -> dict[str, Any]:
    """What is known of an address; its kind is the one that is written, where kinds are written."""
    written = {"kind": kind} if "other" in kinds else {}
    return {**channel, **written} if channel else {}


def changed_moments(
    person: Contact | None, reader: Reader, changed: set[str], now: datetime, order: str
) -> list[dict[str, Any]]:
    """The moments of the record with the birthday, the other days, or both as they are now."""
    moments = [moment.model_dump() for moment in person.moments] if person else []
    birthday = birthday_of(person) if person else None
    at = person.moments.index(birthday) if person and birthday else len(moments)
    born, others = moments[at : at + 1], moments[:at] + moments[at + 1 :]
    if "days" in changed:
        kept = {fold(moment["label"]): moment for moment in others}
        days = reader.take("days", lambda text: read_days(text, now, order)) or []
        others = [{**kept.get(fold(day["label"]), {}), **day} for day in days]
    if BIRTHDAY in changed:
        day = reader.take(BIRTHDAY, lambda text: read_day_of_year(text, now, order))
        born = [{**(born[0] if born else {"label": BIRTHDAY}), **day}] if day else []
    return [*others[:at], *born, *others[at:]]


def changed_edges(person: Contact | None, people: People, text: str) -> list[dict[str, Any]]:
    """Whom they know, as the text says now. Raises ValueError."""
    kept = {known.contact: known.model_dump() for known in person.knows} if person else {}
    return [{**kept.get(edge["contact"], {}), **edge} for edge in read_knows(text, people)]


def sorted_out(person: Contact, fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What else changes with the fields: a stub that was looked at is none any more; a rhythm begins today."""
    if not fields:
        return {}
    also: dict[str, Any] = {"stub": False} if person.stub else {}
    if person.triage and "name" in fields:
        also["triage"] = None
    if person.circle == "open" and fields.get("circle", "open") != "open":
        also["rhythm_since"] = today
    return also
