"""The page of a goal: what and why, how far, what may come in the way, what is next, whom to know, what happened."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from textual.content import Content

from journal.derived.moves import GoalView
from journal.domain.goals import Goal
from journal.domain.progress import current, span_of
from journal.domain.timeline import Interaction
from journal.domain.words import ago, due, short_day
from journal.screens.desk import Desk
from journal.screens.goal_board import write_board
from journal.screens.goal_rows import figures, left
from journal.widgets.line import (
    BETWEEN,
    BOLD,
    DONE,
    MUTED,
    OPEN,
    PLAIN,
    SUCCESS,
    TO,
    Piece,
    bar,
    cell,
    gains,
    run,
    spread,
    wrap,
)
from journal.widgets.page import Lines

LABEL = 11
BAR, COUNT = 14, 7
LATELY, LATELY_TIGHT = 5, 3
"""Entries linked to the goal that are shown."""
RATINGS = 4
DAY, WHO, WAYS = 8, 17, 2
STATUS_SAYS = {
    "draft": ("A draft: it asks for nobody on Today yet. ", "s", " makes it active."),
    "paused": ("Paused: it asks for nobody on Today. ", "s", " takes it up again."),
    "done": ("Done. ", "s", " opens it again."),
    "dropped": ("Let go. ", "s", " takes it up again."),
}


def write_goal(desk: Desk, goal: Goal, lines: Lines, unfolded: Collection[int] = ()) -> None:
    """The whole page; `unfolded` are the places of which all candidates are shown."""
    page = _GoalPage(desk, goal, lines)
    page.head()
    page.facts()
    page.milestones()
    write_board(desk, goal, lines, unfolded)
    page.lately()


class _GoalPage:
    """Writes the parts of one page under each other; every line can be gone to, so that it can be changed there."""

    def __init__(self, desk: Desk, goal: Goal, lines: Lines) -> None:
        self.desk, self.goal, self.lines = desk, goal, lines

    def head(self) -> None:
        """The statement with the day of its end, why, and what its status means."""
        goal, lines = self.goal, self.lines
        end = f"by {short_day(span_of(goal, self.desk.today)[1], self.desk.today)}"
        room = max(20, lines.width - len(end) - 2)
        for number, text in enumerate(wrap((self.desk.seen(goal.statement), BOLD), room)):
            first = not number
            lines.add(spread(lines.width, text, (end if first else "", MUTED)), *(("goals", goal.id) if first else ()))
        if goal.why:
            lines.muted(self.desk.seen(goal.why))
        if says := STATUS_SAYS.get(goal.status):
            before, key, after = says
            lines.text(run((before, MUTED), (key, BOLD), (after, MUTED)))
        lines.gap()

    def facts(self) -> None:
        """Measure and pace, obstacle and plan, what is next, how sure one is."""
        goal, desk = self.goal, self.desk
        if view := desk.audience.view(goal.id):
            self._measure(view)
        if goal.obstacle:
            self._fact("obstacle", desk.seen(goal.obstacle), "obstacle")
        if goal.if_then:
            plan = f"if {desk.seen(goal.if_then.if_)}, {desk.seen(goal.if_then.then)}"
            self._fact("plan", plan, "plan")
        self._next()
        if goal.confidence:
            self._sure()

    def _measure(self, view: GoalView) -> None:
        goal, desk = self.goal, self.desk
        if goal.measure is None or view.progress is None:
            self._fact("measure", ("none yet; e adds a number", MUTED), "measure", (left(goal, desk.today), MUTED))
            return
        right = run(bar(view.progress, BAR), cell((figures(goal, view.linked), MUTED), COUNT, "right"))
        self._fact("measure", desk.seen(goal.measure.name), "measure", right)
        unit = desk.seen(goal.measure.unit)
        said = f"{current(goal.measure, view.linked):g} of {goal.measure.target:g} {unit}".rstrip()
        parts = [said, view.pace.word, self._time()]
        if goal.status == "active" and view.pace.expected is not None:
            parts.append(f"expected {view.pace.expected:.0f}")
        between = f" {BETWEEN} "
        fits = len(between.join(parts)) <= self.lines.width - LABEL
        self._fact("pace", between.join(parts if fits else parts[:3]))
        if goal.measure.counts:
            self._fact("", (f"counted from the {goal.measure.counts} linked to it", MUTED))

    def _time(self) -> str:
        """How long there is, as it stands in a sentence."""
        end = span_of(self.goal, self.desk.today)[1]
        days = (end - self.desk.today).days
        said = ago(end, self.desk.today)
        if days < 0:
            return f"ended {said}"
        return f"{said.removeprefix('in ')} left" if days > 1 else f"ends {said}"

    def _next(self) -> None:
        action, today = self.goal.next_action, self.desk.today
        if action is None:
            if self.goal.status in ("active", "draft"):
                self._fact("next", ("nothing yet; e writes it", MUTED), "next")
            return
        when = (due(action.due, today), PLAIN if action.due <= today else MUTED) if action.due else ""
        self._fact("next", run(f"{OPEN} ", self.desk.seen(action.text)), "next", when)

    def _sure(self) -> None:
        """The last ratings, as figures in a row."""
        ratings = self.goal.confidence[-RATINGS:]
        row = f" {TO} ".join(str(each.value) for each in ratings)
        self._fact("how sure", run(row, (" of 10", MUTED)), "", (ago(ratings[-1].on, self.desk.today), MUTED))

    def _fact(self, label: str, value: Piece, part: str = "", right: Piece = "") -> None:
        """A labelled fact, wrapped under itself; `right` stands at the end of its first line."""
        lines, tail = self.lines, run(right)
        room = lines.width - LABEL - (tail.cell_length + 2 if tail.cell_length else 0)
        for number, text in enumerate(wrap(value, max(12, room))):
            first = not number
            line = run(cell((label if first else "", MUTED), LABEL), text)
            target = ("goals", self.goal.id, part) if first and part else ()
            lines.add(spread(lines.width, line, tail if first else ""), *target)

    def milestones(self) -> None:
        """The steps on the way, each with its day."""
        steps, today = self.goal.milestones, self.desk.today
        if not steps:
            return
        done = sum(step.done_on is not None for step in steps)
        self.lines.section("On the way", f"{done} of {len(steps)} reached")
        for number, step in enumerate(steps):
            title = self.desk.seen(step.title)
            if step.done_on:
                text, day = run((f"{DONE} ", SUCCESS), (title, MUTED)), (short_day(step.done_on, today), MUTED)
            else:
                come = step.due is not None and step.due <= today
                text = run(f"{OPEN} ", title)
                day = (due(step.due, today) if step.due else "", PLAIN if come else MUTED)
            self.lines.add(spread(self.lines.width, text, day), "goals", self.goal.id, f"milestone {number}")

    def lately(self) -> None:
        """The newest entries linked to it, up to today."""
        desk, lines = self.desk, self.lines
        ids = desk.index.entries_about(self.goal.id)
        if not ids:
            return
        lines.section("What happened for it", str(len(ids)))
        for id in islice(ids, LATELY_TIGHT if lines.tight else LATELY):
            entry = desk.journal.interactions.get(id)
            if entry is not None:
                lines.add(self._entry(entry, lines.width), "interactions", id)

    def _entry(self, entry: Interaction, width: int) -> Content:
        """Its day, with whom, the note, and what it brought."""
        desk = self.desk
        note = desk.seen(" ".join(entry.note.split()), private=entry.private or desk.blurred)
        who = ", ".join(desk.names(entry.contacts)) or entry.kind
        return run(
            cell((short_day(entry.on, desk.today), MUTED), DAY),
            cell(who, WHO),
            "  ",
            cell((note or entry.kind, MUTED), width - DAY - WHO - WAYS - 4),
            "  ",
            gains(exchange.way for exchange in entry.exchanges),
        )
