"""Audience: who stands in the places of all goals, who could, and who could open the door; it follows the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple, overload

from journal.domain.audience import QUESTIONS, Candidate, Fit, Question, coverage, gap
from journal.domain.goals import Goal, Slot
from journal.domain.paths import BEST, WayIn, best
from journal.domain.progress import Linked, Pace, pace, progress
from journal.domain.warmth import day_of
from journal.store import facts
from journal.store.facts import Doc
from journal.store.index import Index, Touched
from journal.store.places import LIVE, Place, Places
from journal.store.ways import Ways

MANY = 100
"""From so many people on a change is taken in by `build`, in pieces."""
TARGETS = 10
"""Candidates of a place to whom ways are looked for."""


class Candidates(Sequence[Candidate]):
    """Everybody who fits or maybe fits a place, best match first; reasons are worked out when they are asked for."""

    def __init__(self, places: Places, place: Place) -> None:
        self._places, self._place = places, place
        self._numbers = places.scored(place)
        self._ordered = 0

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

    def pinned(self, contact: str) -> bool:
        return contact in self.slot.people

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


class GoalView(NamedTuple):
    """How a goal stands: progress from 0 to 1 (None without a measure), pace, what is linked, and the last move."""

    goal: Goal
    progress: float | None
    pace: Pace
    linked: Linked
    coverage: float | None
    last_move: date | None


class Audience:
    """First `build`, after the index; then it follows the index by itself.

    When much changed at once (another day, everything read again) `ready` becomes False and the old view stays until
    `build` is done again.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.ready = False
        self.listeners: list[Callable[[], None]] = []
        self._places = Places(index)
        self._ways = Ways(index, self._places)
        self._next: tuple[Places, Ways] | None = None
        self._boards: dict[str, Board] = {}
        self._linked: dict[str, Linked] = {}
        index.listeners.append(self._follow)

    def build(self) -> Iterator[None]:
        """Match everybody with every place, in pieces of a few milliseconds; until the last one the old view stays."""
        places = Places(self.index)
        ways = Ways(self.index, places)
        self._next = mine = places, ways
        yield from places.build()
        yield from ways.build()
        if self._next is mine:
            self._places, self._ways, self._next = places, ways, None
            self.ready = True
            self._tell()

    def goal(self, id: str) -> Goal | None:
        """A goal as it was read last; None if there is none or it cannot be read."""
        return self._places.goals.get(id)

    @property
    def goals(self) -> list[Goal]:
        """All goals that can be read, whatever their status."""
        return list(self._places.goals.values())

    @property
    def active(self) -> list[str]:
        """The ids of the active goals, those that end first before others."""
        goals = [goal for goal in self._places.goals.values() if goal.status == "active"]
        return [goal.id for goal in sorted(goals, key=lambda goal: (goal.horizon or date.max, goal.id))]

    @property
    def places(self) -> list[tuple[str, Slot, bool]]:
        """The places of the active goals, each with its goal and whether it is full: what every `fit` depends on."""
        places = self._places
        return [(place.goal, place.slot, places.is_full(place)) for place in places.active]

    def fit(self, contact: str) -> Fit | None:
        """The best place among the active goals for somebody; None where they do not even maybe fit.

        A full place counts half, so that a gap comes first.
        """
        places, match = self._places, self.index.model.match
        found = [(score, place) for score, place in places.active_scores(contact) if score >= match.maybe]
        if not found:
            return None
        half = self.index.model.today.points["goal_full_slot_factor"]
        fits = [Fit(place.goal, place.slot.label, score, places.is_full(place), place.number) for score, place in found]
        return max(fits, key=lambda fit: (fit.match >= match.fits, fit.match * (half if fit.full else 1), fit.match))

    def relevance(self, contact: str) -> float:
        """The best match (0 to 1) with a place of an active goal that has a gap."""
        places = self._places
        open_to = (score for score, place in places.active_scores(contact) if not places.is_full(place))
        return max(open_to, default=0) / 100

    def board(self, goal: str) -> Board | None:
        """The places of a goal, whatever its status; None if there is no such goal."""
        known = self._boards.get(goal)
        found = self._places.goals.get(goal)
        if known is not None or found is None:
            return known
        places = self._places.by_goal.get(goal, [])
        if found.status not in LIVE:
            places = [self._places.place(goal, number, slot) for number, slot in enumerate(found.slots)]
        views = tuple(SlotView(self._places, self._ways, place) for place in places)
        share = coverage([(len(view.filled), view.slot.want) for view in views])
        self._boards[goal] = board = Board(goal, views, share)
        return board

    def preview(self, slot: Slot) -> SlotView:
        """What a place would look like that is still being written."""
        return SlotView(self._places, self._ways, self._places.place("", 0, slot))

    def view(self, goal: str) -> GoalView | None:
        """How a goal stands today; None if there is no such goal."""
        found, board = self.goal(goal), self.board(goal)
        if found is None or board is None:
            return None
        linked, today = self.linked(goal), self.index.today
        move = self._last_move(found)
        return GoalView(found, progress(found, linked), pace(found, today, linked), linked, board.coverage, move)

    def linked(self, goal: str) -> Linked:
        """What is linked to a goal up to today."""
        known = self._linked.get(goal)
        if known is None:
            known = self._linked[goal] = self._count(goal)
        return known

    def questions(self, contact: str) -> list[Question]:
        """What to ask somebody who could fit a place of an active goal, each criterion once."""
        places, maybe = self._places, self.index.model.match.maybe
        number = places.profiles.numbers.get(contact)
        found: dict[str, Question] = {}
        if number is None or not places.profiles.active(contact):
            return []
        for place in places.active:
            if place.scores[number] >= maybe or contact in place.slot.people:
                for name in places.candidate(place, number).unknown:
                    found.setdefault(name, Question(place.goal, place.slot.label, name, QUESTIONS[name]))
        return list(found.values())

    def ways_in(self, target: str) -> tuple[WayIn, ...]:
        """Who could introduce me to somebody: the best three."""
        return self._ways.to(target)

    def may_be_asked(self, contact: str) -> bool:
        """Whether somebody may be asked for an introduction now."""
        return self._ways.may_be_asked(contact)

    def _count(self, goal: str) -> Linked:
        entries = [entry for on, entry in self._entries(goal) if on <= self.index.today]
        past = [one for one in entries if one.get("kind") != "note"]
        talks = [one for one in past if facts.two_way(one)]
        people = {person for one in talks for person in facts.texts(one, "contacts")}
        return Linked(len(past), len(talks), len(people))

    def _last_move(self, goal: Goal) -> date | None:
        days = (on for on, _ in self._entries(goal.id))
        moves = [*days, *(step.done_on for step in goal.milestones if step.done_on)]
        return max((day for day in moves if day <= self.index.today), default=None)

    def _entries(self, goal: str) -> Iterator[tuple[date, Doc]]:
        documents = self.index.documents["interactions"]
        for id in self.index.entries_about(goal):
            document = documents.get(id, {})
            if on := day_of(document.get("on")):
                yield on, document

    def _follow(self, touched: Touched | None) -> None:
        self._linked.clear()
        people = touched.contacts | touched.people if touched else frozenset()
        if touched is None or len(people) > MANY:
            self.ready, self._next = False, None
            return
        for places, ways in filter(None, ((self._places, self._ways), self._next)):
            places.put_people(people)
            ways.put(touched.contacts)
            if "goals" in touched.tables and places.complete:
                for _ in places.match():
                    pass
        self._tell()

    def _tell(self) -> None:
        self._boards.clear()
        for listener in self.listeners:
            listener()
