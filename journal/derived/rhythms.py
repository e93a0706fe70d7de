"""Rhythms: how many people are in each circle, and what all rhythms together ask for; kept in step with the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from heapq import nlargest
from itertools import chain, islice, repeat

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index, Touched
from journal.domain.model import Model
from journal.domain.upkeep import Crowd, Upkeep, crowded, upkeep, wider
from journal.domain.warmth import cadence, day_of

SLICE = 2000
"""People looked at in one piece of `build`: a few milliseconds."""
MOST_OFFERED = 60
Tie = tuple[str, int | None]
"""(circle, rhythm of their own): all that counts of one person."""


class Rhythms:
    """First `build`, after the index; then it follows the index by itself. `listeners` are told after every change."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.ready = False
        self.listeners: list[Callable[[], None]] = []
        self._ties: dict[str, Tie] = {}
        self._counts: Counter[Tie] = Counter()
        index.listeners.append(self._follow)

    def build(self) -> Iterator[None]:
        """Look at everybody, in pieces of a few milliseconds."""
        ids = iter([*self.index.documents.get("contacts", {}), *self._ties])
        while piece := list(islice(ids, SLICE)):
            self._put(piece)
            yield
        self.ready = True
        self._tell()

    def upkeep(self, model: Model | None = None) -> Upkeep:
        """How many talks a week all rhythms ask for, and what to say if that is too much; as `model` would have it."""
        model = model or self.index.model
        counted = (repeat(_days(tie, model), count) for tie, count in self._counts.items())
        return upkeep(chain.from_iterable(counted), model)

    def crowds(self) -> list[Crowd]:
        """The circles that hold more people than one can keep up with."""
        circles: Counter[str] = Counter()
        for (circle, _), count in self._counts.items():
            circles[circle] += count
        return crowded(circles, self.index.model)

    def without(self, moved: Collection[str]) -> float:
        """The talks a week that are left when these people are one circle further out, who is still in the list."""
        model = self.index.model
        load = self.upkeep().load
        for circle, own in filter(None, map(self._ties.get, moved)):
            load -= _weekly(_days((circle, own), model)) - _weekly(_days((wider(circle, model) or circle, own), model))
        return load

    def movable(self, circles: Collection[str] = ()) -> list[str]:
        """Who can be moved one circle out to talk less often, whom one keeps up with least on top."""
        model, today = self.index.model, self.index.today
        named = circles or model.circle
        ways = {name for name in named if _weekly(_days((name, None), model)) and (out := wider(name, model)) and out}
        ways = {name for name in ways if _days((wider(name, model) or name, None), model)}
        found = (id for id, (circle, own) in self._ties.items() if circle in ways and own is None)
        last = self.index.last_talk
        return nlargest(MOST_OFFERED, found, key=lambda id: (_late(last.get(id), today, self._rhythm(id)), id))

    def _rhythm(self, id: str) -> int:
        return _days(self._ties[id], self.index.model)

    def _put(self, ids: Iterable[str]) -> None:
        documents = self.index.documents.get("contacts", {})
        for id in ids:
            before, now = self._ties.pop(id, None), _tie(documents.get(id))
            if before is not None:
                self._counts[before] -= 1
            if now is not None:
                self._ties[id] = now
                self._counts[now] += 1

    def _follow(self, touched: Touched | None) -> None:
        if touched is None:
            self.ready = False
        else:
            self._put(touched.contacts)
        self._tell()

    def _tell(self) -> None:
        for listener in self.listeners:
            listener()


def _tie(contact: Doc | None) -> Tie | None:
    """What counts of somebody; None if they are not in the list."""
    if contact is None or facts.text(contact, "status", "active") != "active":
        return None
    own = contact.get("cadence_days")
    return facts.text(contact, "circle", "active"), own if isinstance(own, int) and own >= 0 else None


def _days(tie: Tie, model: Model) -> int:
    circle, own = tie
    return cadence({"circle": circle, "cadence_days": own}, model)


def _weekly(days: int) -> float:
    return 7 / days if days else 0.0


def _late(last: str | None, today: date, rhythm: int) -> float:
    """How many rhythms ago the last talk was; who was never talked to comes first."""
    day = day_of(last)
    return (today - day).days / rhythm if day and rhythm else float("inf")
