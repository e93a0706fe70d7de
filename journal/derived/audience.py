"""Audience: who stands in the places of all goals, who could, and who could open the door; it follows the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from journal.derived.boards import Board, Candidates, SlotView, board_of
from journal.derived.index import Index, Touched
from journal.derived.moves import GoalView, last_move, linked
from journal.derived.places import LIVE, Places
from journal.derived.ways import Ways
from journal.domain.audience import QUESTIONS, Fit, Question
from journal.domain.goals import Goal, Slot
from journal.domain.paths import WayIn
from journal.domain.progress import Linked, pace, progress

__all__ = ["Audience", "Board", "Candidates", "GoalView", "SlotView"]

MANY = 100
"""From so many people on a change is taken in by `build`, in pieces."""


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
        self._boards[goal] = board_of(goal, [SlotView(self._places, self._ways, place) for place in places])
        return self._boards[goal]

    def preview(self, slot: Slot) -> SlotView:
        """What a place would look like that is still being written."""
        return SlotView(self._places, self._ways, self._places.place("", 0, slot))

    def view(self, goal: str) -> GoalView | None:
        """How a goal stands today; None if there is no such goal."""
        found, board = self.goal(goal), self.board(goal)
        if found is None or board is None:
            return None
        counted, today = self.linked(goal), self.index.today
        done, on_time = progress(found, counted), pace(found, today, counted)
        return GoalView(found, done, on_time, counted, board.coverage, last_move(self.index, found))

    def linked(self, goal: str) -> Linked:
        """What is linked to a goal up to today."""
        known = self._linked.get(goal)
        if known is None:
            known = self._linked[goal] = linked(self.index, goal)
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
