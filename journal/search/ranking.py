"""Ranking: people in an order that is kept up to date, so that a search need not sort."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from journal.derived import facts
from journal.derived.index import Index, Touched
from journal.domain.text import fold_name
from journal.domain.warmth import Standing

Key = tuple[Any, ...]
"""What a contact is sorted by; in the rows its id comes last."""
PIECE = 32
"""People ranked in one piece: some milliseconds where it has to be worked out how they stand."""
_FEW = 100
"""Up to so many people are moved one by one; for more of them the whole list is sorted."""

PEOPLE_ORDERS = {
    "due": "most due first",
    "name": "by name",
    "surname": "by surname",
    "last": "last talk first",
    "warmth": "warmest first",
    "added": "newest added first",
}
_BY_STANDING = frozenset({"due", "last", "warmth"})

_GROUPS = ("soon", "fresh", "waiting", "snoozed", "dormant", "unscheduled")
"""How people follow each other after those who are due; the archived and such come last."""
_SAME_GROUP = {"new": "fresh", "resting": "snoozed"}


class Ranking:
    """All contacts in one of the orders."""

    def __init__(self, index: Index, order: str) -> None:
        self._index, self._order = index, order
        self._key: Callable[[str], Key] = {
            "due": self._due,
            "name": self._name,
            "surname": self._surname,
            "last": self._last,
            "warmth": self._warmth,
            "added": self._added,
        }[order]
        self._keys: dict[str, Key] = {}
        self._rows: list[Key] = []
        self._waiting: dict[str, None] = {}
        self._new: dict[str, Key] = {}
        self._ids: list[str] | None = None
        self._touch(None)
        index.listeners.append(self._touch)

    @property
    def ready(self) -> bool:
        """Whether the order is up to date."""
        return not self._waiting and not self._new

    def refresh(self) -> Iterator[None]:
        """Bring the order up to date, in pieces of a few milliseconds."""
        while self._waiting:
            for id in list(islice(self._waiting, PIECE)):
                del self._waiting[id]
                self._new[id] = (*self._key(id), id)
            yield
        self._settle()

    def ids(self) -> list[str]:
        """Everybody, in order; not to be changed."""
        if self._ids is None:
            self._ids = [str(row[-1]) for row in self._rows]
        return self._ids

    def _settle(self) -> None:
        new, self._new = self._new, {}
        if not new:
            return
        self._ids = None
        if len(new) > _FEW:
            self._keys |= new
            self._rows = sorted(self._keys.values())
            return
        for id, key in new.items():
            self._take_out(id)
            self._keys[id] = key
            insort(self._rows, key)

    def _take_out(self, id: str) -> None:
        key = self._keys.pop(id, None)
        if key is not None:
            del self._rows[bisect_left(self._rows, key)]
            self._ids = None

    def _touch(self, touched: Touched | None) -> None:
        contacts = self._index.documents.get("contacts", {})
        if touched is None:
            those = {*contacts, *self._keys}
        else:
            those = set(touched.people if self._order in _BY_STANDING else touched.contacts)
        for id in those:
            if id in contacts:
                self._waiting[id] = None
            else:
                self._waiting.pop(id, None)
                self._new.pop(id, None)
                self._take_out(id)

    def _text(self, id: str, field: str) -> str:
        return facts.text(self._index.documents["contacts"].get(id, {}), field)

    def _folded(self, id: str) -> str:
        return fold_name(self._text(id, "name"))

    def _due(self, id: str) -> Key:
        standing = self._index.standing(id)
        due = standing.is_due(self._index.today)
        return 0 if due else _group(standing.state), -_urgency(standing, due), self._folded(id)

    def _name(self, id: str) -> Key:
        return (self._folded(id),)

    def _surname(self, id: str) -> Key:
        name = self._folded(id)
        return name.rpartition(" ")[2], name

    def _last(self, id: str) -> Key:
        last = self._index.last_talk.get(id)
        return -date.fromisoformat(last).toordinal() if last else 0, self._folded(id)

    def _warmth(self, id: str) -> Key:
        standing = self._index.standing(id)
        return -standing.warmth, not standing.touches, self._folded(id)

    def _added(self, id: str) -> Key:
        created = "".join(filter(str.isdigit, self._text(id, "created")[:19]))
        return -int(created or 0), self._folded(id)


def _group(state: str) -> int:
    state = _SAME_GROUP.get(state, state)
    return 1 + _GROUPS.index(state) if state in _GROUPS else 1 + len(_GROUPS)


def _urgency(standing: Standing, due: bool) -> float:
    """How far the rhythm is used up (wholly, for a first hello that is due), else how near the day is."""
    if due and standing.state == "new":
        return 1.0
    if standing.ratio is not None:
        return standing.ratio
    return -float(standing.due.toordinal()) if standing.due else 0.0
