"""Ways in: who could introduce me, to somebody I have in mind or into a place where I know nobody yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from journal.domain.audience import similarity
from journal.domain.model import Model
from journal.domain.warmth import day_of

BEST = 3
"""Ways in that are offered for one person, and openers for one place."""
ASK_AGAIN_DAYS = 60
"""So long nobody is asked for another introduction."""
EDGES = ("said_so", "same_now", "shared_past")
NOT_ASKED = frozenset({"resting", "archived", "no_contact", "deceased"})
"""States in which nobody is asked for anything."""


class WayIn(NamedTuple):
    """A person to ask (`via`), how good a way it is (0 to 1), and what connects them.

    A path leads to `target`: `because` is the edge and `what` the organisation or community shared, if it is that.
    An opener has no target: `because` is where it was found (reaches, org, industry, community), `what` the words.
    """

    kind: Literal["path", "opener"]
    via: str
    strength: float
    target: str = ""
    because: str = ""
    what: str = ""


class Opening(NamedTuple):
    """A world that somebody belongs to or reaches: where it is noted, the words as written, and for comparing."""

    because: str
    what: str
    words: str


def path(via: str, target: str, warmth: int, edge: str, model: Model, what: str = "") -> WayIn | None:
    """The way through somebody who knows the target; None if it is too weak to be offered."""
    strength = warmth / 100 * model.match.edge[edge]
    return WayIn("path", via, strength, target, edge, what) if strength >= model.match.warm_path_min else None


def opener(via: str, warmth: int, openings: Iterable[Opening], wanted: Sequence[str], model: Model) -> WayIn | None:
    """The way into a place through somebody's world; `wanted` are its words. None if it is too weak to be offered."""
    best: Opening | None = None
    most = 0.0
    for opening in openings:
        likeness = max((similarity(words, opening.words, model.match.partial) for words in wanted), default=0.0)
        if likeness > most:
            best, most = opening, likeness
    strength = warmth / 100 * most
    if best is None or strength < model.match.warm_path_min:
        return None
    return WayIn("opener", via, strength, because=best.because, what=best.what)


def best(ways: Iterable[WayIn | None], most: int = BEST) -> tuple[WayIn, ...]:
    """The strongest ways, one through each person and to each target; of equal ones the first by id."""
    strongest: dict[tuple[str, str], WayIn] = {}
    for way in filter(None, ways):
        key = way.via, way.target
        if key not in strongest or way.strength > strongest[key].strength:
            strongest[key] = way
    return tuple(sorted(strongest.values(), key=lambda way: (-way.strength, way.via, way.target))[:most])


def may_be_asked(contact: Mapping[str, Any], state: str, asked: Collection[date], today: date) -> bool:
    """Whether somebody may be asked for an introduction: nobody discreet, resting or in a hard time, and not too often.

    `contact` is the document, `asked` the days on which they were asked before.
    """
    if state in NOT_ASKED or contact.get("discreet"):
        return False
    care = day_of(contact.get("care_until"))
    if care and today <= care:
        return False
    return not any((today - day).days < ASK_AGAIN_DAYS for day in asked)


def reason(way: WayIn) -> str:
    """What speaks for it, after the name: "works where your gap is: NHS"."""
    match way.because:
        case "said_so":
            return "knows them"
        case "same_now":
            return f"is where they are: {way.what}" if way.what else "is where they are"
        case "shared_past":
            return "knows them from before"
        case "org":
            return f"works where your gap is: {way.what}"
        case "reaches":
            return f"reaches {way.what}"
        case "community":
            return f"belongs to {way.what}"
    return f"knows the field: {way.what}"
