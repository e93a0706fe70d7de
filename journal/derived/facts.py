"""Facts: what a document of any age says, read with care: a value that makes no sense counts as not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from journal.domain.timeline import ONE_WAY, usual_depth, usual_direction
from journal.domain.warmth import Talk, day_of

Doc = Mapping[str, Any]


class Days(dict[str, date | None]):
    """ISO text to day; the few thousand days of a journal are read once each."""

    def __missing__(self, text: str) -> date | None:
        self[text] = day = day_of(text)
        return day


class IsoDays(dict[str, str]):
    """ISO text of any form to YYYY-MM-DD, or to "" where it is no day; the same day is the same object."""

    def __missing__(self, text: str) -> str:
        day = day_of(text)
        iso = day.isoformat() if day else ""
        self[text] = iso = iso if iso in ("", text) else self[iso]
        return iso


def texts(document: Doc, field: str) -> Sequence[str]:
    """A list of texts, such as ids or topics."""
    value = document.get(field)
    if not isinstance(value, list):
        return ()
    for part in value:
        if not isinstance(part, str):
            return [part for part in value if isinstance(part, str)]
    return value


def text(document: Doc, field: str, default: str = "") -> str:
    value = document.get(field)
    return value if isinstance(value, str) else default


def parts(document: Doc, field: str) -> Sequence[Doc]:
    """A list of small documents, such as exchanges or channels."""
    value = document.get(field)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else ()


def is_open(followup: Doc) -> bool:
    return text(followup, "status", "open") == "open"


def two_way(entry: Doc) -> bool:
    """Whether an entry is a talk, not a note and not a message that nobody answered."""
    kind = text(entry, "kind", "meeting")
    if kind not in ONE_WAY:
        return kind != "note"
    return direction(entry) != "out" or entry.get("answered") == "yes"


def depth(entry: Doc) -> int:
    value = entry.get("depth")
    if isinstance(value, int) and 1 <= value <= 5:
        return value
    return usual_depth(text(entry, "kind"))


def direction(entry: Doc) -> str:
    value = entry.get("direction")
    return value if value and isinstance(value, str) else usual_direction(text(entry, "kind", "meeting"))


def talk(entry: Doc, on: date) -> Talk:
    """What an entry means for each of its people."""
    kind, answered, energy, people = map(entry.get, ("kind", "answered", "energy", "contacts"))
    gave, got = given(entry) if entry.get("exchanges") else (0, 0)
    return Talk(
        on,
        kind if isinstance(kind, str) else "meeting",
        direction(entry),
        answered if isinstance(answered, str) else "unknown",
        depth(entry),
        len(people) if isinstance(people, list) else 0,
        gave,
        got,
        energy if isinstance(energy, int) else None,
    )


def given(entry: Doc) -> tuple[int, int]:
    """The sizes of what I gave and of what I got."""
    sizes = {"gave": 0, "got": 0}
    for exchange in parts(entry, "exchanges"):
        way, size = text(exchange, "way"), exchange.get("size", 1)
        if way in sizes and isinstance(size, int):
            sizes[way] += size
    return sizes["gave"], sizes["got"]
