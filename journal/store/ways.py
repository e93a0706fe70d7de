"""Ways in over the whole book: who knows whom, and who could introduce me to somebody or into a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from journal.domain.audience import Wish, words_of
from journal.domain.introductions import HAPPENED, ME
from journal.domain.paths import BEST, EDGES, Opening, WayIn, best, may_be_asked, opener, path
from journal.domain.warmth import day_of
from journal.store import facts
from journal.store.facts import Doc
from journal.store.index import Index
from journal.store.places import Places

SLICE = 2000
"""People whose acquaintances are looked up in one piece."""
OPENED = ("org", "industry", "community", "location")
"""Criteria of a place that somebody's world can open."""
_OPENING_LISTS = (("reaches", "reaches"), ("industries", "industry"), ("communities", "community"))

Ties = dict[str, str]
"""The other person and the edge."""


class Ways:
    """Who is noted to know whom is kept both ways; introductions and shared organisations are looked up."""

    def __init__(self, index: Index, places: Places) -> None:
        self.index, self.places = index, places
        self._ties: dict[str, Ties] = {}
        self._named_by: defaultdict[str, set[str]] = defaultdict(set)

    def build(self) -> Iterator[None]:
        """Look at everybody, in pieces."""
        people = list(self.index.documents["contacts"])
        for at in range(0, len(people), SLICE):
            self.put(people[at : at + SLICE])
            yield

    def put(self, contacts: Iterable[str]) -> None:
        """Look at these people again."""
        for contact in contacts:
            before = self._ties.get(contact, {})
            now = _ties(self._document(contact))
            if before == now:
                continue
            for other in before.keys() - now.keys():
                self._named_by[other].discard(contact)
            for other in now.keys() - before.keys():
                self._named_by[other].add(contact)
            if now:
                self._ties[contact] = now
            else:
                del self._ties[contact]

    def to(self, target: str) -> tuple[WayIn, ...]:
        """Who could introduce me to somebody: the best three."""
        return self._askable([*self._known_by(target), *self._same_place(target)])

    def into(self, wanted: Sequence[Wish]) -> tuple[WayIn, ...]:
        """Who could open a place with these criteria: the best three."""
        words = [text for wish in wanted if wish.name in OPENED for text in wish.values]
        model, profiles, warmth = self.places.model, self.places.profiles, self.places.warmth
        found: dict[int, float] = {}
        for values, like in profiles.openings.like(words, model.match.partial).items():
            for number in profiles.openings.holders[values] & warmth.keys():
                found[number] = max(like, found.get(number, 0.0))
        strong = [number for number in found if found[number] * warmth[number] / 100 >= model.match.warm_path_min]
        strong.sort(key=lambda number: (-found[number] * warmth[number], profiles.ids[number]))
        ways = []
        for number in strong:
            contact = profiles.ids[number]
            if self.may_be_asked(contact):
                ways.append(opener(contact, warmth[number], _openings(self._document(contact)), words, model))
                if len(ways) == BEST:
                    break
        return best(ways)

    def may_be_asked(self, contact: str) -> bool:
        """Whether somebody may be asked for an introduction now."""
        asked = [day for day in map(self._asked_on, self._introductions(contact, broker=True)) if day]
        state = self.index.standing(contact).state
        return may_be_asked(self._document(contact), state, asked, self.index.today)

    def edge(self, one: str, other: str) -> str:
        """How two people know each other as far as it is noted; "" if it is not."""
        noted = (self._ties.get(one, {}).get(other), self._ties.get(other, {}).get(one))
        edges = {edge for edge in noted if edge}
        return next((edge for edge in EDGES if edge in edges), "")

    def _known_by(self, target: str) -> Iterator[WayIn | None]:
        people = {*self._ties.get(target, ()), *self._named_by.get(target, ())}
        introduced = {
            person
            for document in self._introductions(target)
            if facts.text(document, "status") in HAPPENED
            for person in _three(document)
        }
        for person in (people | introduced) - {target, ME}:
            edge = "said_so" if person in introduced else self.edge(person, target)
            yield self._path(person, target, edge)

    def _same_place(self, target: str) -> Iterator[WayIn | None]:
        number = self.places.profiles.numbers.get(target)
        if number is None:
            return
        profile, warmth = self.places.profiles.profiles[number], self.places.warmth
        columns = self.places.profiles.columns
        least = 100 * self.places.model.match.warm_path_min / self.places.model.match.edge["same_now"]
        shared = ((columns[name], text) for name in ("org", "community") for text in getattr(profile, name))
        document = self._document(target)
        written = {
            words_of(text): text for text in (facts.text(document, "org"), *facts.texts(document, "communities"))
        }
        for column, text in shared:
            for holders in column.sharing(text):
                for other in holders & warmth.keys():
                    if other != number and warmth[other] >= least:
                        yield self._path(self.places.profiles.ids[other], target, "same_now", written[text])

    def _path(self, person: str, target: str, edge: str, what: str = "") -> WayIn | None:
        number = self.places.profiles.numbers.get(person, -1)
        warmth = self.places.warmth.get(number, 0)
        return path(person, target, warmth, edge, self.places.model, what) if edge else None

    def _askable(self, ways: Iterable[WayIn | None]) -> tuple[WayIn, ...]:
        chosen: list[WayIn] = []
        for way in best(ways, most=len(self.places.profiles.ids)):
            if self.may_be_asked(way.via):
                chosen.append(way)
                if len(chosen) == BEST:
                    break
        return tuple(chosen)

    def _document(self, contact: str) -> Doc:
        return self.index.documents["contacts"].get(contact, {})

    def _introductions(self, contact: str, *, broker: bool = False) -> Iterator[Doc]:
        documents = self.index.documents.get("introductions", {})
        for id in self.index.introductions_of(contact):
            document = documents.get(id, {})
            if not broker or document.get("broker") == contact:
                yield document

    @staticmethod
    def _asked_on(introduction: Doc) -> date | None:
        asked = day_of(introduction.get("asked_on"))
        if asked is None and facts.text(introduction, "status") in ("asked", "agreed"):
            return day_of(introduction.get("created"))
        return asked


def _three(introduction: Doc) -> list[str]:
    return [facts.text(introduction, part) for part in ("broker", "a", "b")]


def _ties(contact: Doc) -> Ties:
    """Whom somebody is noted to know: said by themselves, or shown by who introduced them."""
    ties: Ties = {}
    for part in facts.parts(contact, "knows"):
        other, edge = facts.text(part, "contact"), facts.text(part, "edge", "said_so")
        if edge in EDGES and (other not in ties or EDGES.index(edge) < EDGES.index(ties[other])):
            ties[other] = edge
    introducer = facts.text(contact, "introduced_by")
    if introducer and introducer != ME:
        ties[introducer] = "said_so"
    return ties


def _openings(contact: Doc) -> Iterator[Opening]:
    org = facts.text(contact, "org")
    if org:
        yield Opening("org", org, words_of(org))
    for field, because in _OPENING_LISTS:
        for text in facts.texts(contact, field):
            yield Opening(because, text, words_of(text))
