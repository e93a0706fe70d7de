"""Places: the target audiences of all goals, each place with the score of everybody and with those who fill it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, count

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.derived.profiles import Profiles
from journal.domain.audience import UNKNOWN_MUST, Candidate, Wish, candidate, likeness, rounded, score, wishes
from journal.domain.goals import Criterion, Goal, Slot
from journal.domain.model import Model
from journal.domain.text import fold
from journal.store.collection import read

LIVE = frozenset({"draft", "active", "paused"})
"""Goals whose places are kept in step; those of others are worked out when they are asked for."""
STANDINGS_SLICE = 100
"""People whose warmth is looked up in one piece: a few milliseconds."""


class Rounding(dict[float, int]):
    """Sum of weights to score; a place has only a few dozen different ones."""

    def __init__(self, total: float) -> None:
        self._total = total

    def __missing__(self, agreed: float) -> int:
        self[agreed] = found = rounded(agreed, self._total)
        return found


class Place:
    """One place of a goal. `scores` has a byte for everybody's number; `warm` are the numbers of those who fill it."""

    __slots__ = ("goal", "number", "scores", "slot", "warm", "wishes")

    def __init__(self, goal: str, number: int, slot: Slot, model: Model) -> None:
        self.goal, self.number, self.slot = goal, number, slot
        self.wishes: tuple[Wish, ...] = wishes(slot, model)
        self.scores = bytearray()
        self.warm: set[int] = set()


class Places:
    """What is known about everybody, and the places of the goals, as they are now."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.model = index.model
        self.complete = False
        """Whether everybody was looked at, so that goals can be read."""
        self.profiles = Profiles(index)
        self.warmth: dict[int, int] = {}
        """By number, of those who are active and warm enough to fill a place."""
        self.goals: dict[str, Goal] = {}
        self.by_goal: dict[str, list[Place]] = {}
        self.active: list[Place] = []
        self._documents: dict[str, Doc] = {}
        self._sorted_by: dict[int, tuple[str, str]] = {}

    def build(self) -> Iterator[None]:
        """Look at everybody and match them with every place, in pieces."""
        yield from self.profiles.build()
        yield from self.feel()
        self.complete = True
        yield from self.match()

    def feel(self) -> Iterator[None]:
        """Look up who is warm, in pieces."""
        people = list(self.profiles.numbers.items())
        for at in range(0, len(people), STANDINGS_SLICE):
            for contact, number in people[at : at + STANDINGS_SLICE]:
                self._feel(contact, number)
            yield

    def match(self) -> Iterator[None]:
        """Match everybody with every place of the goals that were written, a place at a time."""
        documents = self.index.documents.get("goals", {})
        for gone in self._documents.keys() - documents.keys():
            for known in (self._documents, self.goals, self.by_goal):
                known.pop(gone, None)
        for id in list(documents):
            document = documents.get(id)
            if document is not None and self._documents.get(id) is not document:
                self._documents[id] = document
                yield from self._read_goal(id, document)
        active = sorted(id for id, goal in self.goals.items() if goal.status == "active")
        self.active = [place for id in active for place in self.by_goal[id]]

    def put_people(self, contacts: Iterable[str]) -> None:
        """Look at these people again."""
        constants = self.model.match
        for contact in contacts:
            number = self.profiles.put(contact)
            self._feel(contact, number)
            self._sorted_by.pop(number, None)
            profile = self.profiles.profiles[number]
            for place in self._all():
                if number >= len(place.scores):
                    place.scores.extend(bytes(number + 1 - len(place.scores)))
                likenesses = [likeness(wish, getattr(profile, wish.name), constants) for wish in place.wishes]
                place.scores[number] = points = score(place.wishes, likenesses, constants)
                if points >= constants.fits and number in self.warmth:
                    place.warm.add(number)
                else:
                    place.warm.discard(number)

    def place(self, goal: str, number: int, slot: Slot) -> Place:
        """A place with everybody's score."""
        place = Place(goal, number, slot, self.model)
        place.scores = self._scores(place.wishes)
        place.warm = self.warmth.keys() & set(_at_least(self.model.match.fits, place.scores))
        return place

    def filled(self, place: Place) -> tuple[str, ...]:
        """Who fills a place: those pinned to it by hand, then the others, best match first."""
        pinned = [contact for contact in place.slot.people if self._counts(contact)]
        others = [self.profiles.ids[number] for number in self.in_order(place, place.warm)]
        return tuple(dict.fromkeys((*pinned, *others)))

    def is_full(self, place: Place) -> bool:
        return len(place.warm) >= place.slot.want or self._filled_count(place) >= place.slot.want

    def _filled_count(self, place: Place) -> int:
        if not place.slot.people:
            return len(place.warm)
        pinned = [contact for contact in place.slot.people if self._counts(contact)]
        also_warm = sum(self.profiles.numbers.get(contact) in place.warm for contact in pinned)
        return len(place.warm) + len(pinned) - also_warm

    def scored(self, place: Place) -> list[int]:
        """Everybody who fits or maybe fits a place, in any order."""
        return list(_at_least(self.model.match.maybe, place.scores))

    def fitting(self, place: Place) -> int:
        """How many people fit a place."""
        return sum(1 for _ in _at_least(self.model.match.fits, place.scores))

    def in_order(self, place: Place, numbers: Iterable[int]) -> list[int]:
        """The best match first; of equal ones by name."""
        scores = place.scores
        return sorted(numbers, key=lambda number: (-scores[number], *self._name(number)))

    def candidate(self, place: Place, number: int) -> Candidate:
        """Somebody in a place, with reasons."""
        return candidate(self.profiles.ids[number], place.slot, self.profiles.profiles[number], self.model)

    def active_scores(self, contact: str) -> list[tuple[int, Place]]:
        """The score of somebody in each place of the active goals, where it is above 0."""
        number = self.profiles.numbers.get(contact)
        if number is None:
            return []
        return [(score, place) for place in self.active if (score := place.scores[number])]

    def _all(self) -> Iterator[Place]:
        for places in self.by_goal.values():
            yield from places

    def _feel(self, contact: str, number: int) -> None:
        standing = self.index.standing(contact)
        if self.profiles.active(contact) and standing.warmth >= self.model.match.min_warmth:
            self.warmth[number] = standing.warmth
        else:
            self.warmth.pop(number, None)

    def _counts(self, contact: str) -> bool:
        document = self.profiles.document(contact)
        return bool(document) and document.get("status") != "deceased"

    def _name(self, number: int) -> tuple[str, str]:
        known = self._sorted_by.get(number)
        if known is None:
            contact = self.profiles.ids[number]
            name = facts.text(self.profiles.document(contact), "name")
            known = self._sorted_by[number] = fold(name), contact
        return known

    def _read_goal(self, id: str, document: Doc) -> Iterator[None]:
        before = self.by_goal.pop(id, [])
        self.goals.pop(id, None)
        goal = read(Goal, document, id)
        if goal is None:
            return
        self.goals[id] = goal
        places = self.by_goal[id] = []
        for number, slot in enumerate(goal.slots if goal.status in LIVE else ()):
            known = next((place for place in before if place.slot == slot), None)
            if known is not None:
                before.remove(known)
                known.number = number
                places.append(known)
                continue
            places.append(self.place(id, number, slot))
            yield
            if self.by_goal.get(id) is not places:  # written again meanwhile, and read then
                return

    def _scores(self, wanted: Sequence[Wish]) -> bytearray:
        sums = [0.0] * len(self.profiles.ids)
        agreeing: dict[Criterion, set[int]] = {}
        for wish in wanted:
            column = self.profiles.columns[wish.name]
            found = column.agreeing(wish, self.model.match)
            for values, like in found.items():
                gained = wish.weight * like
                for number in column.holders[values]:
                    sums[number] += gained
            if wish.must:
                agreeing[wish.name] = set().union(*(column.holders[values] for values in found))
        scores = bytearray(map(Rounding(sum(wish.weight for wish in wanted)).__getitem__, sums))
        self._insist(scores, agreeing)
        return scores

    def _insist(self, scores: bytearray, agreeing: Mapping[Criterion, set[int]]) -> None:
        most = self.model.match.fits - UNKNOWN_MUST
        for name, those in agreeing.items():
            known, lacking = self.profiles.columns[name].known, set(_at_least(1, scores)) - those
            for number in lacking & known:
                scores[number] = 0
            for number in lacking - known:
                scores[number] = min(most, scores[number])


def _at_least(score: int, scores: bytearray) -> Iterator[int]:
    """The numbers of those with so high a score."""
    return compress(count(), scores.translate(bytes(level >= score for level in range(256))))
