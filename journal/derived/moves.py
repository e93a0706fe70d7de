"""Moves: what is linked to a goal, how far the goal is, and when something was done for it last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.goals import Goal
from journal.domain.progress import Linked, Pace
from journal.domain.warmth import day_of


class GoalView(NamedTuple):
    """How a goal stands: progress from 0 to 1 (None without a measure), pace, what is linked, and the last move."""

    goal: Goal
    progress: float | None
    pace: Pace
    linked: Linked
    coverage: float | None
    last_move: date | None


def linked(index: Index, goal: str) -> Linked:
    """What is linked to a goal up to today."""
    past = [entry for on, entry in _entries(index, goal) if on <= index.today and entry.get("kind") != "note"]
    talks = [entry for entry in past if facts.two_way(entry)]
    people = {person for entry in talks for person in facts.texts(entry, "contacts")}
    return Linked(len(past), len(talks), len(people))


def last_move(index: Index, goal: Goal) -> date | None:
    """The last day with an entry for a goal, or with a milestone reached; None if there is none yet."""
    moves = [on for on, _ in _entries(index, goal.id)] + [step.done_on for step in goal.milestones if step.done_on]
    return max((day for day in moves if day <= index.today), default=None)


def _entries(index: Index, goal: str) -> Iterator[tuple[date, Doc]]:
    documents = index.documents["interactions"]
    for id in index.entries_about(goal):
        document = documents.get(id, {})
        if on := day_of(document.get("on")):
            yield on, document
