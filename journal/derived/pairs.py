"""Pairs: whom somebody should meet, looked for in the whole book."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest
from itertools import islice

from journal.derived import facts
from journal.derived.index import Index
from journal.domain.pairing import Pair, paired, side

SLICE = 200
"""People looked at in one piece: a few milliseconds."""
MOST = 8


def pairs(index: Index, contact: str) -> Iterator[list[Pair]]:
    """Those with whom somebody has most in common, best first: so far, after every piece of the book.

    Left out is who is archived or not to be met, and whoever they know or were introduced to already.
    """
    people = index.documents["contacts"]
    document = people.get(contact, {})
    known = {contact, *_known(index, contact)}
    one, best = side(document), list[Pair]()
    everybody = iter(list(people.items()))
    while piece := list(islice(everybody, SLICE)):
        found = (
            paired(one, side(other), id)
            for id, other in piece
            if id not in known and facts.text(other, "status", "active") == "active" and not _knows(other, contact)
        )
        best = nlargest(MOST, [*best, *filter(None, found)], key=lambda pair: (pair.points, pair.contact))
        yield best


def _known(index: Index, contact: str) -> Iterator[str]:
    document = index.documents["contacts"].get(contact, {})
    yield from (facts.text(edge, "contact") for edge in facts.parts(document, "knows"))
    yield facts.text(document, "introduced_by")
    for id in index.introductions_of(contact):
        made = index.documents["introductions"].get(id, {})
        if contact in (made.get("a"), made.get("b")):
            yield from (facts.text(made, part) for part in ("broker", "a", "b"))


def _knows(document: facts.Doc, contact: str) -> bool:
    return any(facts.text(edge, "contact") == contact for edge in facts.parts(document, "knows"))
