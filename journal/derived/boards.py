"""Boards: the places of a goal as they are shown: who fills them, who could, who could open the door."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, overload

from journal.derived.places import Place, Places
from journal.derived.ways import Ways
from journal.domain.audience import Candidate, coverage, gap
from journal.domain.paths import BEST, WayIn, best

TARGETS = 10
"""Candidates of a place to whom ways are looked for."""


class Candidates(Sequence[Candidate]):
    """Everybody who fits or maybe fits a place, best match first; reasons are worked out when they are asked for."""

    def __init__(self, places: Places, place: Place) -> None:
        self._places, self._place = places, place
        self._ordered = 0

    @cached_property
    def _numbers(self) -> list[int]:
        """Looked up when they are asked for: how many places are filled is told without them."""
        return self._places.scored(self._place)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Candidate: ...
    @overload
    def __getitem__(self, at: slice) -> list[Candidate]: ...
    def __getitem__(self, at: int | slice) -> Candidate | list[Candidate]:
        if isinstance(at, slice):
            self._order(max(at.indices(len(self))[:2]) + 1)
            return [self._places.candidate(self._place, number) for number in self._numbers[at]]
        self._order(at + 1 if at >= 0 else len(self) + at + 1)
        return self._places.candidate(self._place, self._numbers[at])

    def _order(self, count: int) -> None:
        """Put the first ones in order, up to the last one who has the same score."""
        numbers, scores = self._numbers, self._place.scores
        count = min(count, len(numbers))
        if count <= self._ordered:
            return
        if not self._ordered:
            numbers.sort(key=scores.__getitem__, reverse=True)
        while count < len(numbers) and scores[numbers[count]] == scores[numbers[count - 1]]:
            count += 1
        numbers[self._ordered : count] = self._places.in_order(self._place, numbers[self._ordered : count])
        self._ordered = count


class SlotView:
    """A place of a goal: who fills it (ids), how many are missing, who could fit (best first), and who could help."""

    def __init__(self, places: Places, ways: Ways, place: Place) -> None:
        self._places, self._ways, self._place = places, ways, place
        self.number, self.slot = place.number, place.slot
        self.filled = places.filled(place)
        self.gap = gap(place.slot.want, len(self.filled))
        self.candidates = Candidates(places, place)

    @property
    def full(self) -> bool:
        return not self.gap

    @property
    def fitting(self) -> int:
        """How many people fit it, whether or not they fill it."""
        return self._places.fitting(self._place)

    def pinned(self, contact: str) -> bool:
        return contact in self.slot.people

    def candidate(self, contact: str) -> Candidate | None:
        """Somebody measured against the place, also if they do not fit; None for somebody who is not in the book."""
        number = self._places.profiles.numbers.get(contact)
        return None if number is None else self._places.candidate(self._place, number)

    @cached_property
    def ways_in(self) -> tuple[WayIn, ...]:
        """For a place with a gap: three paths to candidates who do not fill it yet, and three openers.

        Each path goes through somebody else; of equal ones the one to the better candidate counts.
        """
        if self.full:
            return ()
        filled = set(self.filled)
        cold = [one.contact for one in self.candidates[: TARGETS + len(filled)] if one.contact not in filled]
        paths = [way for target in cold[:TARGETS] for way in self._ways.to(target)]
        by_person: dict[str, WayIn] = {}
        for way in sorted(paths, key=lambda way: -way.strength):
            by_person.setdefault(way.via, way)
        return (*best(by_person.values(), BEST), *self._ways.into(self._place.wishes))


class Board(NamedTuple):
    """The target audience of a goal; `coverage` from 0 to 1, None without places."""

    goal: str
    slots: tuple[SlotView, ...]
    coverage: float | None

    @property
    def wanted(self) -> int:
        return sum(view.slot.want for view in self.slots)

    @property
    def filled(self) -> int:
        """Places that are filled, none counted twice."""
        return sum(min(len(view.filled), view.slot.want) for view in self.slots)


def board_of(goal: str, views: Sequence[SlotView]) -> Board:
    """The board of a goal with these places."""
    return Board(goal, tuple(views), coverage([(len(view.filled), view.slot.want) for view in views]))
