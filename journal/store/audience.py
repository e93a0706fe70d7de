"""Audience: who stands in the places of all goals, who could, and who could open the door; kept in step with changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from journal.domain.audience import Candidate, Fit, Question
from journal.domain.goals import Goal, Slot
from journal.domain.paths import WayIn
from journal.store.index import Changed, Index


class SlotView(NamedTuple):
    """A place of a goal: who fills it (ids), how many are missing, who could fit (best first), and who could help."""

    number: int
    slot: Slot
    filled: tuple[str, ...]
    gap: int
    candidates: Sequence[Candidate]
    ways_in: tuple[WayIn, ...]


class Board(NamedTuple):
    """The target audience of a goal; `coverage` from 0 to 1, None without places."""

    goal: str
    slots: tuple[SlotView, ...]
    coverage: float | None


class Audience:
    """First `build`; then `apply` after every change, behind the index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.ready = False
        self.listeners: list[Callable[[], None]] = []

    def build(self) -> Iterator[None]:
        """Match everybody with every place, in pieces of a few milliseconds; until the last one the old view stays."""
        yield

    def apply(self, changes: Iterable[Changed] | None) -> None:
        """Follow what was written to goals; people and entries come through the index."""

    def goal(self, id: str) -> Goal | None:
        return None

    def fit(self, contact: str) -> Fit | None:
        """The best place among the active goals for somebody; None where they do not even maybe fit."""
        return None

    def relevance(self, contact: str) -> float:
        """The best match (0 to 1) with a place of an active goal that has a gap."""
        return 0.0

    def board(self, goal: str) -> Board | None:
        """The places of a goal, whatever its status; None if there is no such goal."""
        return None

    def preview(self, slot: Slot) -> SlotView:
        """What a place would look like that is still being written."""
        return SlotView(0, slot, (), slot.want, (), ())

    def questions(self, contact: str) -> list[Question]:
        """What to ask somebody who could fit a place of an active goal, each criterion once."""
        return []

    def ways_in(self, target: str) -> tuple[WayIn, ...]:
        """Who could introduce me to somebody: the best three."""
        return ()
