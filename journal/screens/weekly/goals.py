"""The step that looks at each goal: how far it is, how sure one feels, what comes next, who is still missing."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len
from textual.content import Content

from journal.derived.audience import SlotView
from journal.derived.moves import last_move
from journal.derived.weeks import WEEK
from journal.dialogs.ask import AskDialog
from journal.domain.goals import Confidence, Goal, NextAction
from journal.domain.progress import current, pace, progress
from journal.domain.words import ago, due
from journal.screens.weekly.step import StepView
from journal.widgets.line import BETWEEN, BOLD, MUTED, PLAIN, bar, run, wrap
from journal.widgets.page import Lines

LABEL = 11
BAR = 16
SILENT_DAYS = 30
HIGHEST = 10
LONGEST_ACTION = 200
CHOSEN = "bold $foreground on $block-cursor-background"


class LookAtGoals(StepView):
    """Every active goal with its numbers; digits say how sure one feels of the one under the cursor."""

    verbs = {"goals": frozenset({"edit", "more", "less", "let_go", "rate", "rate_by"})}  # noqa: RUF012

    def write(self, lines: Lines) -> None:
        goals = [goal for goal in self.desk.journal.goals if goal.status == "active"]
        if not goals:
            lines.gap().text("No active goal. That is a choice too.")
            return
        for goal in sorted(goals, key=lambda goal: (goal.horizon or date.max, goal.statement)):
            lines.gap(1 if lines.tight else 2)
            self._goal(lines, goal)

    def _goal(self, lines: Lines, goal: Goal) -> None:
        for number, line in enumerate(wrap((self.desk.seen(goal.statement), BOLD), lines.width)):
            lines.add(line, "" if number else "goals", goal.id)
        self._progress(lines, goal)
        self._confidence(lines, goal)
        self._next_step(lines, goal)
        self._places(lines, goal)
        moved = self._last_move(goal)
        lines.fact("last move", (ago(moved, self.desk.today), MUTED), LABEL)
        if (self.desk.today - moved).days >= SILENT_DAYS:
            lines.muted("Silent for a month or more. e changes the next step, z parks it.")

    def _places(self, lines: Lines, goal: Goal) -> None:
        """How many places of the target audience are filled, and who may help with the others."""
        board = self.desk.audience.board(goal.id)
        if board is None or board.coverage is None:
            return
        lines.fact("places", f"{board.filled} of {board.wanted} filled", LABEL)
        for slot in board.slots:
            if slot.gap:
                lines.fact("", self._gap(slot), LABEL)

    def _next_step(self, lines: Lines, goal: Goal) -> None:
        action = goal.next_action
        if action is None:
            lines.fact("next step", ("none yet; e writes it", MUTED), LABEL)
            return
        text, on = self.desk.seen(action.text), due(action.due, self.desk.today) if action.due else ""
        if on and cell_len(text) + cell_len(on) + 2 <= lines.width - LABEL - 1:
            lines.fact("next step", run(text, (f"  {on}", MUTED)), LABEL)
            return
        lines.fact("next step", text, LABEL)
        if on:
            lines.fact("", (on, MUTED), LABEL)

    def _progress(self, lines: Lines, goal: Goal) -> None:
        found = self.desk.audience.linked(goal.id)
        share, measure = progress(goal, found), goal.measure
        if share is None or measure is None:
            return
        figures = f"{current(measure, found):g} of {measure.target:g} {measure.unit or measure.name}"
        on_time = pace(goal, self.desk.today, found)
        lines.fact("so far", run(bar(share, BAR), "  ", (self.desk.seen(figures), PLAIN)), LABEL)
        by_now = "" if on_time.expected is None else f"; the calendar says {on_time.expected:.0f} by now"
        lines.fact("pace", run((on_time.word, PLAIN), (by_now, MUTED)), LABEL)

    def _confidence(self, lines: Lines, goal: Goal) -> None:
        """The figures from 1 to 10 with this week's lifted, and the one before."""
        now, before = self._rated(goal), self._rated_before(goal)
        scale = [run((f" {n} ", CHOSEN if n == now else MUTED)) for n in range(1, 11)]
        said = f"  before {before}" if before and lines.width > 56 else ""
        lines.fact("how sure", run(*scale, (said, MUTED)), LABEL - 1)  # so that the first figure stands on the edge

    def _gap(self, slot: SlotView) -> Content:
        label = self.desk.seen(slot.slot.label)
        ways = [self.desk.name(way.via) for way in slot.ways_in[:2]]
        through = f"  {BETWEEN} perhaps through {' or '.join(ways)}" if ways else ""
        return run((f"{slot.gap} more: {label}", PLAIN), (through, MUTED))

    def _rated(self, goal: Goal) -> int | None:
        """The rating of this review."""
        since = self.book.review.on if self.book.review else self.desk.today
        return next((each.value for each in reversed(goal.confidence) if each.on >= since), None)

    def _rated_before(self, goal: Goal) -> int | None:
        since = self.book.review.on if self.book.review else self.desk.today
        return next((each.value for each in reversed(goal.confidence) if each.on < since), None)

    def _last_move(self, goal: Goal) -> date:
        """The last day on which something happened for a goal, a rating included; at the latest when it began."""
        rated = [each.on for each in goal.confidence]
        started = goal.starts or (goal.created.date() if goal.created else self.desk.today)
        return min(self.desk.today, max([*rated, last_move(self.desk.index, goal) or started, started]))

    def _change(self, goal: Goal, op: str, said: str = "", **fields: object) -> None:
        with self.desk.journal.transaction(f"{op}: {goal.statement}") as transaction:
            transaction.change(goal, goal.changed(**fields))
        self.screen.written(said)

    async def rate(self, id: str, value: int) -> None:
        """Say how sure one feels, from 1 to 10; the same figure again takes it back."""
        goal = self.desk.journal.goals.get(id)
        if goal is None:
            return
        since = self.book.review.on if self.book.review else self.desk.today
        kept = [each for each in goal.confidence if each.on < since]
        if value != self._rated(goal):
            kept.append(Confidence(on=self.desk.today, value=max(1, min(value, HIGHEST))))
        self._change(goal, "how sure", confidence=kept)

    async def rate_by(self, id: str, step: int) -> None:
        """One figure up or down, from this week's, else from the one before."""
        goal = self.desk.journal.goals.get(id)
        if goal is not None:
            now = self._rated(goal)
            value = max(1, min((now or self._rated_before(goal) or HIGHEST // 2) + step, HIGHEST))
            if value != now:
                await self.rate(id, value)

    async def more(self, id: str) -> None:
        self._count(id, 1)

    async def less(self, id: str) -> None:
        self._count(id, -1)

    def _count(self, id: str, step: int) -> None:
        """Move the number of a goal, where it is not counted from entries."""
        goal = self.desk.journal.goals.get(id)
        if goal is None:
            return
        if goal.measure is None:
            self.screen.notify("No number is set for this goal.", markup=False)
            return
        if goal.measure.counts:
            self.screen.notify(f"This number counts the {goal.measure.counts} linked to the goal.", markup=False)
            return
        after = goal.measure.model_copy(update={"current": goal.measure.current + step})
        self._change(goal, "so far", measure=after)

    async def edit(self, id: str) -> None:
        """Another next step."""
        goal = self.desk.journal.goals.get(id)
        if goal is None:
            return
        before = goal.next_action.text if goal.next_action else ""
        dialog = AskDialog("What comes next?", "next step", before, check=_short_enough, about=id)
        answer = await self.screen.ask(dialog)
        if answer is not None and answer != before:
            action = NextAction(text=answer, due=self.desk.today + WEEK) if answer else None
            self._change(goal, "next step", next_action=action)

    async def let_go(self, id: str) -> None:
        """Park a goal."""
        goal = self.desk.journal.goals.get(id)
        if goal is not None:
            said = f"Parked: {self.desk.seen(goal.statement)}.   u takes it back"
            self._change(goal, "park", said, status="paused")


def _short_enough(text: str) -> str:
    return f"is longer than {LONGEST_ACTION} characters" if len(text) > LONGEST_ACTION else ""
