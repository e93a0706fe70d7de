"""The rows of the list of goals: by status, each with how far it is and how long there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, cast

from textual.content import Content

from journal.domain.goals import MOST_ACTIVE, Goal, GoalStatus
from journal.domain.progress import Linked, current, pace, progress, span_of
from journal.domain.words import ago, plural
from journal.screens.desk import Desk
from journal.widgets.line import BOLD, DONE, HEAD, LET_GO, MUTED, PLAIN, Piece, bar, cell, run, spread

STATUSES: tuple[tuple[GoalStatus, str], ...] = (
    ("active", "Goals"),
    ("draft", "Drafts"),
    ("paused", "Paused"),
    ("done", "Done"),
    ("dropped", "Let go"),
)
"""Every status with the head of its section, in the order of the list."""
GLYPHS = {"done": f"{DONE} ", "dropped": f"{LET_GO} "}
BAR, WIDE_BAR, COUNT, PACE, TIME = 8, 16, 6, 10, 8
WIDE, MIDDLE = 50, 70
"""Cells of text from which the bar of two lines is long, and from which there is one in a single line."""


class GoalRow(NamedTuple):
    """A row: `part` says what it is (head, note, goal, or the second line of a goal)."""

    part: str = ""
    id: str = ""
    about: tuple[str, str] | Content = ("", "")
    """Words and count of a head, the text of a note."""

    @property
    def selectable(self) -> bool:
        return self.part == "goal"


BLANK = GoalRow()


def goal_rows(desk: Desk, *, tall: bool) -> list[GoalRow]:
    """All rows: active goals first, those that end first before others."""
    goals = sorted(desk.journal.goals, key=lambda goal: (span_of(goal, desk.today)[1], goal.statement, goal.id))
    rows: list[GoalRow] = []
    for status, head in STATUSES:
        chosen = [goal for goal in goals if goal.status == status]
        if not chosen and status != "active":
            continue
        if rows:
            rows += [BLANK] * (2 if tall else 1)
        rows.append(GoalRow("head", about=(head, _count(status, len(chosen)))))
        rows += _section(status, chosen, bool(goals), tall)
    return rows


def _count(status: str, count: int) -> str:
    if status != "active":
        return str(count)
    more = f", more than {('no', 'one', 'two', 'three')[MOST_ACTIVE]}" if count > MOST_ACTIVE else ""
    return f"{count} active{more}" if count else ""


def _section(status: str, goals: Sequence[Goal], any_goal: bool, tall: bool) -> Iterator[GoalRow]:
    if not goals:
        yield from _offer(any_goal)
    for number, goal in enumerate(goals):
        row = GoalRow("goal", goal.id)
        if tall and (status == "active" or not number):
            yield BLANK
        yield row
        if tall and status == "active":
            yield row._replace(part="so far")


def _offer(any_goal: bool) -> Iterator[GoalRow]:
    """A fact, and the key that offers."""
    if any_goal:
        yield GoalRow("note", about=run("None is active."))
        yield GoalRow("note", about=run(("s", BOLD), (" on one of these makes it active.", MUTED)))
    else:
        yield GoalRow("note", about=run("No goal yet."))
        yield GoalRow("note", about=run(("n", BOLD), (" writes one, in a sentence.", MUTED)))


class GoalLines:
    """Draws the rows of the list."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tall = True

    def draw(self, row: GoalRow, width: int, here: bool) -> Content:
        """The text of a row."""
        if row.part == "head":
            head, note = cast("tuple[str, str]", row.about)
            return spread(width, (head, HEAD), (note, MUTED))
        if row.part == "note":
            return run(row.about)
        goal = self.desk.journal.goals.get(row.id)
        if goal is None:
            return Content("")
        if row.part == "so far":
            return self._so_far(goal, width)
        name = (
            GLYPHS.get(goal.status, "") + self.desk.seen(goal.statement),
            BOLD if here else PLAIN if goal.status == "active" else MUTED,
        )
        if self.tall or goal.status != "active":
            return spread(width, name)
        return self._one_line(goal, name, width)

    def _one_line(self, goal: Goal, name: Piece, width: int) -> Content:
        linked, end = self.desk.audience.linked(goal.id), (left(goal, self.desk.today), MUTED)
        share = progress(goal, linked)
        if share is None:
            return spread(width, name, end)
        size = BAR if width >= MIDDLE else 0
        word = cell((pace(goal, self.desk.today, linked).word, MUTED), PACE, "right")
        last = [word, "  ", cell(end, TIME, "right")] if width >= MIDDLE else [word]
        count = cell((figures(goal, linked), MUTED), COUNT, "right")
        return spread(width, name, run(bar(share, size), count, "  ", *last))

    def _so_far(self, goal: Goal, width: int) -> Content:
        """Bar, figures, pace, and how long there is; without a number how many places are filled."""
        linked, end = self.desk.audience.linked(goal.id), (left(goal, self.desk.today), MUTED)
        share = progress(goal, linked)
        if share is None:
            return spread(width, (places(self.desk, goal), MUTED), end)
        word = cell((pace(goal, self.desk.today, linked).word, MUTED), PACE)
        count = cell((figures(goal, linked), MUTED), COUNT, "right")
        return spread(width, run(bar(share, WIDE_BAR if width >= WIDE else BAR), count, "  ", word), end)


def figures(goal: Goal, linked: Linked) -> str:
    """How far the measure is: "7/12"; "" without one."""
    return f"{current(goal.measure, linked):g}/{goal.measure.target:g}" if goal.measure else ""


def places(desk: Desk, goal: Goal) -> str:
    """How many places are filled, in words; "" where there are none."""
    board = desk.audience.board(goal.id)
    return f"{board.filled} of {plural(board.wanted, 'place')}" if board and board.wanted else ""


def left(goal: Goal, today: date) -> str:
    """How long there is until the end, for a column: "38 days", "3 months", "today", "ended"."""
    end = span_of(goal, today)[1]
    return "ended" if end < today else ago(end, today).removeprefix("in ")
