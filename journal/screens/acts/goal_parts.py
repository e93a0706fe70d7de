"""Changing one part of a goal in its own form: a place, a milestone, the next step; as the goal is by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from journal.dialogs.form import Form
from journal.dialogs.step import Step
from journal.domain.goals import Goal, Milestone, NextAction, Slot
from journal.screens.acts.base import Acts, contested, merged
from journal.store.journal import Conflict, Transaction

CHANGED = "Not saved: this part of the goal has been changed elsewhere meanwhile. Look at it again."
REMOVED = "Not saved: this part of the goal has been removed elsewhere meanwhile. Saving again puts it back."


class GoalPart(Protocol):
    """A part of a goal. `seen` is the version of it that its form was opened on, None for one that is to be made."""

    seen: Any

    def now(self, goal: Goal) -> Any:
        """The part in another version of the goal; None where it is not in it."""

    def put(self, goal: Goal, answer: Any) -> Goal:
        """The goal with what was answered in place of the part."""

    def draft(self, part: Any) -> Any:
        """What the form shows of the part."""


class PlacePart:
    """A place; of a number that no place has, a new one."""

    def __init__(self, goal: Goal, number: int) -> None:
        self.number, self.count = number, len(goal.slots)
        self.seen = goal.slots[number] if number < len(goal.slots) else None

    def now(self, goal: Goal) -> Slot | None:
        at = _place_of(self.seen, goal.slots, self.number, self.count)
        return None if at is None else goal.slots[at]

    def put(self, goal: Goal, answer: Slot) -> Goal:
        at = _place_of(self.seen, goal.slots, self.number, self.count)
        return goal.changed(slots=replaced(goal.slots, at, answer))

    def draft(self, part: Slot | None) -> Slot | None:
        return part


class MilestonePart:
    """A milestone; without words it is taken out."""

    def __init__(self, goal: Goal, number: int) -> None:
        self.number, self.count, self.seen = number, len(goal.milestones), goal.milestones[number]

    def now(self, goal: Goal) -> Milestone | None:
        at = _place_of(self.seen, goal.milestones, self.number, self.count)
        return None if at is None else goal.milestones[at]

    def put(self, goal: Goal, answer: Step) -> Goal:
        at = _place_of(self.seen, goal.milestones, self.number, self.count)
        old = self.seen if at is None else goal.milestones[at]
        by = [{**old.model_dump(by_alias=False), "title": answer.what, "due": answer.by}] if answer.what else []
        return goal.changed(milestones=replaced(goal.milestones, at, *by))

    def draft(self, part: Milestone | None) -> Step | None:
        return Step(part.title, part.due) if part else None


class NextPart:
    """The next step; without words there is none."""

    def __init__(self, goal: Goal) -> None:
        self.seen = goal.next_action

    def now(self, goal: Goal) -> NextAction | None:
        return goal.next_action

    def put(self, goal: Goal, answer: Step) -> Goal:
        return goal.changed(next_action={"text": answer.what, "due": answer.by} if answer.what else None)

    def draft(self, part: NextAction | None) -> Step | None:
        return Step(part.text, part.due) if part else None


async def ask_for_part(acts: Acts, goal: Goal, part: GoalPart, dialog: Callable[[Any], Form[Any]], op: str) -> None:
    """Ask, then put the answer into the goal as it is by then.

    If the part was changed elsewhere meanwhile that is said, and the form comes back with what was entered here on the
    newest version, and the other text beside it: saving again is then meant.
    """
    before = part.seen

    def write(transaction: Transaction, answer: Any) -> None:
        fresh = acts.desk.journal.goals.get(goal.id)
        if fresh is None:
            raise Conflict("Not saved: this goal has been removed meanwhile.")
        if (now := part.now(fresh)) != part.seen:
            part.seen = now
            raise Conflict(REMOVED if now is None else CHANGED)
        transaction.change(fresh, part.put(fresh, answer))

    def form(draft: Any) -> Form[Any]:
        nonlocal before
        old, before, new = part.draft(before), part.seen, part.draft(part.seen)
        if old == new or old is None or new is None:
            return dialog(draft)
        again = dialog(merged(old, draft, new))
        again.elsewhere = contested(dialog(old).start(), dialog(new).start(), again.start())
        return again

    await acts.ask_and_write(form, part.draft(before), op, write)


def replaced(items: Sequence[Any], number: int | None, *by: Any) -> list[Any]:
    """The items with the one at `number` replaced, or without it; with no number another one is added at the end."""
    at = len(items) if number is None else number
    kept = (*items[:at], *by, *items[at + 1 :])
    return [each if isinstance(each, dict) else each.model_dump(by_alias=False) for each in kept]


def _place_of(item: Any, items: Sequence[Any], number: int, count: int) -> int | None:
    """Where an item stands now that was at `number` of `count`; None for one that is gone, or is to be made."""
    if item is None:
        return None
    if item in items:
        return items.index(item)
    return number if len(items) >= count else None
