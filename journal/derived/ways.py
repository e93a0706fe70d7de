"""Ways in over the whole book: who knows whom, and who could introduce me to somebody or into a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.derived.places import Places
from journal.domain.audience import Wish, words_of
from journal.domain.goals import Criterion
from journal.domain.introductions import HAPPENED, ME
from journal.domain.paths import BEST, EDGES, Opening, WayIn, best, may_be_asked, opener, path
from journal.domain.warmth import day_of

SLICE = 500
"""People whose acquaintances are looked up in one piece."""
OPENED = ("org", "industry", "community", "location")
"""Criteria of a place that somebody's world can open."""
_OPENING_LISTS = (("reaches", "reaches"), ("industries", "industry"), ("communities", "community"))

Ties = dict[str, str]
"""The other person and the edge."""
Tied = dict[int, tuple[str, str]]
"""By number: the edge, and the name of what is shared."""


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
        """Who could introduce me to somebody: the best three; nobody to those who are archived or not to be met."""
        if not self.places.profiles.active(target):
            return ()
        constants, warmth = self.places.model.match, self.places.warmth
        ties = self._same_place(target)
        for number, tie in self._known_by(target).items():
            if number not in ties or constants.edge[tie[0]] >= constants.edge[ties[number][0]]:
                ties[number] = tie
        profiles = self.places.profiles
        strong = [
            (constants.edge[edge] * warmth[number], profiles.ids[number], edge, what)
            for number, (edge, what) in ties.items()
            if number in warmth and constants.edge[edge] * warmth[number] / 100 >= constants.warm_path_min
        ]
        strong.sort(key=lambda each: (-each[0], each[1]))
        askable = (each for each in strong if self.may_be_asked(each[1]))
        return best(
            path(contact, target, warmth[profiles.numbers[contact]], edge, self.places.model, what)
            for _, contact, edge, what in islice(askable, BEST)
        )

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
        askable = (profiles.ids[number] for number in strong if self.may_be_asked(profiles.ids[number]))
        return best(
            opener(contact, warmth[profiles.numbers[contact]], _openings(self._document(contact)), words, model)
            for contact in islice(askable, BEST)
        )

    def may_be_asked(self, contact: str) -> bool:
        """Whether somebody may be asked for an introduction now."""
        asked = [day for day in map(self._asked_on, self._introductions(contact, broker=True)) if day]
        state = self.index.standing(contact).state
        return may_be_asked(self._document(contact), state, asked, self.index.today)

    def _known_by(self, target: str) -> Tied:
        """Who knows somebody, as it is noted or follows from an introduction."""
        introduced = {
            person
            for document in self._introductions(target)
            if facts.text(document, "status") in HAPPENED
            for person in _three(document)
        }
        mine = self._ties.get(target, {})
        found: Tied = {}
        for person in {*mine, *self._named_by.get(target, ()), *introduced} - {target}:
            noted = {mine.get(person, ""), self._ties.get(person, {}).get(target, "")}
            edge = EDGES[0] if person in introduced else next(edge for edge in EDGES if edge in noted)
            number = self.places.profiles.numbers.get(person)
            if number is not None:
                found[number] = edge, ""
        return found

    def _same_place(self, target: str) -> Tied:
        """Who is warm and in the same organisation or community, with its name."""
        profiles, warmth = self.places.profiles, self.places.warmth
        number = profiles.numbers.get(target)
        if number is None:
            return {}
        document, profile = self._document(target), profiles.profiles[number]
        found: Tied = {}
        fields: tuple[tuple[Criterion, Sequence[str]], ...] = (
            ("community", facts.texts(document, "communities")),
            ("org", [_org(document)]),
        )
        for name, written in fields:
            for text in written:
                words = words_of(text)
                if words in getattr(profile, name):
                    for holders in profiles.columns[name].sharing(words):
                        found.update(dict.fromkeys(holders & warmth.keys(), ("same_now", text)))
        found.pop(number, None)
        return found

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


def _org(contact: Doc) -> str:
    return facts.text(contact, "org")


def _openings(contact: Doc) -> Iterator[Opening]:
    if org := _org(contact):
        yield Opening("org", org, words_of(org))
    for field, because in _OPENING_LISTS:
        for text in facts.texts(contact, field):
            yield Opening(because, text, words_of(text))
