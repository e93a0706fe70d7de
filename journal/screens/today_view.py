"""What Today shows, gathered from all that follows from the journal."""

from __future__ import annotations

from collections.abc import Iterator

from journal.domain.goals import Goal
from journal.domain.progress import current, pace, progress, span_of
from journal.domain.timeline import BENEFITS
from journal.domain.words import day_head
from journal.screens.desk import Desk
from journal.screens.today_rows import Gain, GoalLine, View

QUARTER = 90
"""Days over which it is counted what was got and given."""
COMING_DAYS = 14


def look(desk: Desk) -> View:
    """What the day asks for, as it is known now."""
    outlook = desk.outlook
    people = outlook.people
    return View(
        people=people,
        talked=outlook.talked,
        capacity=outlook.capacity,
        share_done=outlook.share_done,
        promises=outlook.followups(),
        coming=outlook.coming(COMING_DAYS),
        goals=tuple(_goals(desk)),
        gains=_gains(desk),
        back=outlook.welcome_back,
        away=_away(desk),
        nobody=not people and not any(_active(desk)),
        no_rhythm=not people and not any(circle != "open" for circle in _active(desk)),
    )


def look_ahead(desk: Desk) -> View:
    """What needs no timeline, while that is still being read."""
    return View(
        promises=desk.outlook.followups(),
        coming=desk.outlook.coming(COMING_DAYS),
        goals=tuple(_goals(desk)),
        reading=True,
        expected=desk.index.model.today.size,
    )


def _active(desk: Desk) -> Iterator[str]:
    """The circle of everybody who is not put away."""
    for document in desk.journal.contacts.docs.values():
        if document.get("status", "active") == "active":
            yield str(document.get("circle", "active"))


def _away(desk: Desk) -> str:
    """The last day of being away, in words; "" if one is there."""
    until = desk.outlook.away_until
    return day_head(until, desk.today) if until else ""


def _goals(desk: Desk) -> Iterator[GoalLine]:
    """The active goals, the one that ends first on top."""
    active = [goal for goal in desk.journal.goals if goal.status == "active"]
    for goal in sorted(active, key=lambda goal: (span_of(goal, desk.today)[1], goal.statement, goal.id)):
        yield goal_line(desk, goal)


def goal_line(desk: Desk, goal: Goal) -> GoalLine:
    """How far a goal is, and what comes next for it."""
    line, action = GoalLine(goal.id, goal.statement), goal.next_action
    if action is not None:
        line = line._replace(next=action.text, due=action.due, come=action.due is not None and action.due <= desk.today)
    if goal.measure and goal.measure.counts and not desk.complete:
        return line  # entries may be linked to it that are not read yet
    linked = desk.audience.linked(goal.id)
    share = progress(goal, linked)
    if goal.measure is None or share is None:
        return line
    count = f"{_figure(current(goal.measure, linked))}/{_figure(goal.measure.target)}"
    return line._replace(share=share, figures=count, pace=pace(goal, desk.today, linked).word)


def _figure(number: float) -> str:
    return f"{number:g}"


def _gains(desk: Desk) -> tuple[Gain, ...]:
    """What was got and given in the last quarter; nothing if nothing was noted."""
    balance = desk.gains.balance(QUARTER)
    gains = tuple(Gain(benefit, balance.got[benefit], balance.gave[benefit]) for benefit in BENEFITS)
    return gains if any(gain.got or gain.gave for gain in gains) else ()
