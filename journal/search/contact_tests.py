"""Tests on contacts: what the keys of the filter of Contacts mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from journal.derived import facts
from journal.derived.facts import Doc
from journal.domain.warmth import Standing
from journal.search.haystack import Haystack
from journal.search.matching import (
    Candidates,
    Condition,
    Test,
    field_test,
    linked,
    named_test,
    one_of,
    people_named,
    text_test,
    wanted,
)
from journal.search.query import Query, Term
from journal.search.query_values import CONTACT_HAS, IS_CONTACT, Choice, Value

STANDING_KEYS = ("due", "state", "warmth")
"""Keys that ask how things stand, which costs a hundred times as much as a look at a document."""
_AWAY = ("archived", "no_contact", "deceased")
_LINKS = ("linkedin", "web", "mastodon", "matrix")

_TEXTS = {
    "circle": ("circle", "active"),
    "org": ("org", ""),
    "role": ("role", ""),
    "seniority": ("seniority", "unknown"),
    "loc": ("location", ""),
    "status": ("status", "active"),
}
_FIELDS: dict[str, Callable[[Doc], Candidates]] = {
    "kind": lambda doc: facts.texts(doc, "kinds") or ("other",),
    "industry": lambda doc: facts.texts(doc, "industries"),
    "topic": lambda doc: facts.texts(doc, "topics"),
    "met": lambda doc: (facts.text(doc, "met_on")[:10],),
}


def shows_everybody(query: Query) -> bool:
    """Whether people are shown who are archived, deceased or not to be contacted: only where they are asked for."""
    states = [value for term in query.of("state") if not term.negated for value in term.values]
    away = any(isinstance(value, Choice) and value.names.issubset(_AWAY) for value in states)
    return away or any(query.of("status"))


class ContactTests:
    """Makes a condition of a term. `marked` are the ids marked on the screen."""

    def __init__(self, haystack: Haystack, marked: AbstractSet[str]) -> None:
        self.haystack, self.index, self.marked = haystack, haystack.index, marked

    def condition(self, term: Term) -> Condition:
        key, values = term.key, term.values
        if key in _TEXTS:
            return Condition(text_test(*_TEXTS[key], values))
        if key in _FIELDS:
            return Condition(field_test(_FIELDS[key], values))
        match key:
            case "goal":
                return linked(self.index.documents.get("goals", {}).items(), values, self._of_goal)
            case "event":
                return linked(self.index.documents.get("events", {}).items(), values, self._of_event)
            case "via":
                return Condition(self._via(values))
            case "due" | "state" | "warmth":
                return Condition(self._stands(key, values))
        return Condition(self._plain(key, values))

    def _plain(self, key: str, values: Sequence[Value]) -> Test:
        holds, last_talk = one_of(values), self.index.last_talk
        match key:
            case "last":
                return lambda id, doc: holds((last_talk.get(id, ""),))
            case "is":
                return named_test(values, self._is, IS_CONTACT)
            case "has":
                return named_test(values, self._has, CONTACT_HAS)
        people, everybody = people_named(self.haystack, values), True in wanted(values)
        return lambda id, doc: everybody or id in people

    def _via(self, values: Sequence[Value]) -> Test:
        people, filled = people_named(self.haystack, values), wanted(values)
        return lambda id, doc: (other := facts.text(doc, "introduced_by")) in people or bool(other) in filled

    def _stands(self, key: str, values: Sequence[Value]) -> Test:
        holds, read = one_of(values), {"due": self._due, "state": _state, "warmth": _band}[key]
        return lambda id, doc: holds((read(self.index.standing(id)),))

    def _due(self, standing: Standing) -> str:
        if standing.is_due(self.index.today):
            return "yes"
        return "soon" if standing.state == "soon" else "no"

    def _is(self, name: str) -> Test:
        match name:
            case "marked":
                return lambda id, doc: id in self.marked
            case "imported":
                return lambda id, doc: bool(doc.get("sources"))
        return lambda id, doc: bool(doc.get(name))

    def _has(self, name: str) -> Test:
        match name:
            case "link":
                return lambda id, doc: _reachable(doc, _LINKS)
            case "email" | "phone":
                return lambda id, doc: _reachable(doc, (name,))
            case "followup":
                return lambda id, doc: self._has_followup(id)
        field = {"boundary": "boundaries"}.get(name, name)
        return lambda id, doc: bool(doc.get(field))

    def _has_followup(self, id: str) -> bool:
        documents = self.index.documents.get("followups", {})
        return any(facts.is_open(documents.get(followup, {})) for followup in self.index.followups_of(id))

    def _of_goal(self, id: str, goal: Doc) -> Iterator[str]:
        """Those who have a place of the goal, or are in an entry about it."""
        for slot in facts.parts(goal, "slots"):
            yield from facts.texts(slot, "people")
        yield from self._in_entries_about(id)

    def _of_event(self, id: str, event: Doc) -> Iterator[str]:
        """Those who are expected or were met there, now or the first time, or are in an entry about it."""
        yield from facts.texts(event, "expected")
        yield from facts.texts(event, "met")
        yield from self._met_at.get(id, ())
        yield from self._in_entries_about(id)

    @cached_property
    def _met_at(self) -> dict[str, list[str]]:
        """The contacts by the event at which they were met first."""
        people: dict[str, list[str]] = defaultdict(list)
        for id, document in self.index.documents["contacts"].items():
            if event := facts.text(document, "met_at"):
                people[event].append(id)
        return people

    def _in_entries_about(self, subject: str) -> Iterator[str]:
        entries = self.index.documents["interactions"]
        for entry in self.index.entries_about(subject):
            yield from facts.texts(entries.get(entry, {}), "contacts")


def _state(standing: Standing) -> str:
    return standing.state


def _band(standing: Standing) -> str:
    """The word for warmth; nothing logged is nothing."""
    return standing.band if standing.touches else ""


def _reachable(contact: Doc, kinds: tuple[str, ...]) -> bool:
    return any(channel.get("kind", "email") in kinds for channel in facts.parts(contact, "channels"))
