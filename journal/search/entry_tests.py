"""Tests on entries: what the keys of the filter of the Timeline mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from journal.derived import facts
from journal.derived.facts import Doc
from journal.search.haystack import Haystack
from journal.search.matching import (
    Candidates,
    Condition,
    Test,
    field_test,
    linked,
    named_test,
    people_named,
    text_test,
    wanted,
)
from journal.search.query import Term
from journal.search.query_values import ENTRY_HAS, IS_ENTRY, Value

MANY = 20_000
"""From so many entries on they are no longer collected by their people: then the first hits come soon anyway."""


def _benefits(entry: Doc, way: str) -> list[str]:
    return [facts.text(part, "benefit") for part in facts.parts(entry, "exchanges") if part.get("way") == way]


_FIELDS: dict[str, Callable[[Doc], Candidates]] = {
    "on": lambda doc: (facts.text(doc, "on")[:10],),
    "got": lambda doc: _benefits(doc, "got") if doc.get("exchanges") else (),
    "gave": lambda doc: _benefits(doc, "gave") if doc.get("exchanges") else (),
    "topic": lambda doc: facts.texts(doc, "topics"),
    "depth": lambda doc: (facts.depth(doc),),
    "dir": lambda doc: (facts.direction(doc),),
}


class EntryTests:
    """Makes a condition of a term. `marked` are the ids marked on the screen."""

    def __init__(self, haystack: Haystack, marked: AbstractSet[str]) -> None:
        self.haystack, self.index, self.marked = haystack, haystack.index, marked

    def condition(self, term: Term) -> Condition:
        key, values = term.key, term.values
        if key == "kind":
            return Condition(text_test("kind", "meeting", values))
        if key in _FIELDS:
            return Condition(field_test(_FIELDS[key], values))
        if key == "with":
            return self._with(values)
        if key in ("goal", "event"):
            return linked(self.index.documents.get(f"{key}s", {}).items(), values, self._about)
        if key == "is":
            return Condition(named_test(values, self._is, IS_ENTRY))
        return Condition(named_test(values, self._has, ENTRY_HAS))

    def _with(self, values: Sequence[Value]) -> Condition:
        people, filled = people_named(self.haystack, values), wanted(values)
        if filled:
            return Condition(lambda id, doc: _shared(people, doc) or bool(facts.texts(doc, "contacts")) in filled)
        those: set[str] = set()
        for person in people:
            those.update(self.index.entries_of(person, in_order=False))
            if len(those) > MANY:
                return Condition(lambda id, doc: _shared(people, doc))
        return Condition(lambda id, doc: id in those, those)

    def _about(self, subject: str, document: Doc) -> Iterable[str]:
        return self.index.entries_about(subject)

    def _is(self, name: str) -> Test:
        today = self.index.today.isoformat()
        match name:
            case "marked":
                return lambda id, doc: id in self.marked
            case "planned":
                return lambda id, doc: facts.text(doc, "on")[:10] > today
            case "note":
                return lambda id, doc: doc.get("kind") == "note"
        return lambda id, doc: bool(doc.get(name))

    def _has(self, name: str) -> Test:
        if name == "followup":
            return lambda id, doc: bool(self.index.followups_from(id))
        field = {"topic": "topics", "goal": "goals"}.get(name, name)
        return lambda id, doc: bool(doc.get(field))


def _shared(people: AbstractSet[str], doc: Doc) -> bool:
    return not people.isdisjoint(facts.texts(doc, "contacts"))
