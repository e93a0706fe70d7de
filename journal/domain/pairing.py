"""Pairing: what two people have for each other, as a reason to introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from journal.domain.text import fold

SEEKS, TOPIC, WORLD = 5, 2, 1
"""Points for what one looks for and the other has, for a topic both care about, for a world both belong to."""
MOST_SHARED = 3
SAYS_NOTHING = frozenset(
    {
        *("about", "after", "also", "been", "first", "from", "good", "have", "help", "into", "just", "like", "more"),
        *("most", "other", "people", "person", "some", "somebody", "someone", "than", "that", "their", "them", "they"),
        *("this", "what", "when", "where", "which", "with", "work", "works", "would"),
    }
)
"""Words of four letters or more in which two people agree by chance."""
_WORD = re.compile(r"\w{4,}")

Document = Mapping[str, Any]


class Pair(NamedTuple):
    """Somebody worth meeting, how much speaks for it, and what, in words."""

    contact: str
    points: int
    why: str


class Side(NamedTuple):
    """One of two people, folded for comparing; the worlds and topics map to how they are written."""

    seeks: str
    wanted: frozenset[str]
    has: frozenset[str]
    topics: Mapping[str, str]
    worlds: Mapping[str, str]
    org: str


def side(document: Document) -> Side:
    """What of a contact's document matters."""
    topics, worlds = _texts(document, "topics"), [*_texts(document, "industries"), *_texts(document, "communities")]
    org = _text(document, "org")
    named = [*topics, *worlds, *_texts(document, "reaches"), _text(document, "role"), org]
    seeks = _text(document, "seeks")
    return Side(seeks, _words([seeks]), _words(named), _folded(topics), _folded(worlds), fold(org))


def paired(one: Side, other: Side, contact: str) -> Pair | None:
    """What speaks for introducing `other`, who is `contact`, to `one`; None where nothing does.

    Those of one organisation are taken to know each other.
    """
    if one.org and one.org == other.org:
        return None
    points = 0
    why: list[str] = []
    if one.wanted & other.has:
        points, why = points + SEEKS, [*why, f"may help with “{one.seeks}”"]
    if other.wanted & one.has:
        points, why = points + SEEKS, [*why, f"looks for “{other.seeks}”"]
    topics = [text for key, text in one.topics.items() if key in other.topics][:MOST_SHARED]
    worlds = [text for key, text in one.worlds.items() if key in other.worlds][:MOST_SHARED]
    points += TOPIC * len(topics) + WORLD * len(worlds)
    if topics or worlds:
        why.append(f"both: {', '.join(dict.fromkeys([*topics, *worlds]))}")
    return Pair(contact, points, "; ".join(why)) if points else None


def _text(document: Document, field: str) -> str:
    found = document.get(field)
    return found if isinstance(found, str) else ""


def _texts(document: Document, field: str) -> list[str]:
    found = document.get(field)
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _folded(texts: Iterable[str]) -> dict[str, str]:
    return {fold(text): text for text in texts}


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(fold(text))) - SAYS_NOTHING
