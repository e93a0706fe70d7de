"""Insights: what was got and given, the people talked to, promises kept; numbers with words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from journal.dialogs.confirm import ConfirmDialog
from journal.domain.prep import Plan
from journal.domain.words import day_head
from journal.screens.desk import Desk
from journal.screens.insights_charts import (
    WEEKS,
    happened,
    write_balance,
    write_rate,
    write_weeks,
    write_worlds,
)
from journal.screens.insights_hints import about_balance, about_worlds, follow, write_rhythms, write_said
from journal.screens.weekly.acting import ActingScreen
from journal.widgets.frame import BREAKPOINTS, MODES, PLACES, ROOMY, TopBar, list_width
from journal.widgets.page import Lines, Page
from journal.widgets.row_list import RowList
from journal.widgets.stages import StepKeys

NO_PLACE = -1
WINDOWS: tuple[tuple[int | None, str], ...] = ((365, "the last 365 days"), (90, "the last 90 days"), (None, "all time"))
"""Days looked at, and what they are called; the first is the usual one."""
HOW = (
    "Got and gave are the sizes you noted: 1 a small favour, 2 hours or a good tip, 3 what changed something; "
    "introductions count 2. It is no ledger of debts, and nothing is ranked.\n\n"
    "A week counts the people you talked to, once each. The usual week is the median of the last eight.\n\n"
    "Promises: kept at any time, of yours that were due in the last 90 days; within 48 hours, of those that come from "
    "events. What you let go is left out."
)


class InsightsScreen(ActingScreen):
    """Two pages of charts beside each other, or one below 100 columns."""

    CSS_PATH = "insights.tcss"
    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "#left"
    HELP_TEXT = "Every chart can be read aloud: label, number, then the stroke."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "window", "90 days, year, all", tooltip="Look at other days", id="insights.window"),
        Binding("w", "how", "how it is counted", tooltip="How it is counted", id="insights.how"),
        Binding("tab", "app.focus_next", "other side", tooltip="To the other side", id="insights.side", show=False),
        Binding("question_mark,f1", "app.help", "help", tooltip="The keys of this screen", id="insights.help"),
        Binding("f8", "veil", "blur", tooltip="Blur names: somebody is looking", id="insights.blur", show=False),
        *(
            Binding(str(number), f"go('{mode}')", mode, tooltip=f"Go to {place}", id=f"insights.{mode}", show=False)
            for number, (mode, place) in enumerate(zip(MODES, PLACES, strict=True), 1)
        ),
        Binding("escape,q,v", "dismiss(None)", "back", tooltip="Back to where you were", id="insights.back"),
    ]

    left = getters.query_one("#left", Page)
    right = getters.query_one("#right", Page)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.add_class("insights")
        self.window = 0

    def compose(self) -> ComposeResult:
        yield TopBar(NO_PLACE, go="screen.go", id="top")
        with Horizontal(id="body"):
            yield Page(id="left")
            yield Page(id="right")
        yield StepKeys(id="keys")

    async def on_mount(self) -> None:
        for each in (self.desk.gains, self.desk.rhythms):
            each.listeners.append(self.look_again)
        self.query_one("#top", TopBar).day = day_head(self.desk.today, self.desk.today)

    def on_unmount(self) -> None:
        for each in (self.desk.gains, self.desk.rhythms):
            each.listeners.remove(self.look_again)

    def on_resize(self) -> None:
        at = list_width(self.size.width)
        self.query_one("#top", TopBar).divider = self.query_one("#keys", StepKeys).divider = at
        self.left.before, self.left.after = 3, 3 if self.size.width >= ROOMY else 2
        self.draw()

    def draw(self, *, keep: bool = True) -> None:
        """Paint everything as the journal is now; keys get their turn between the two pages."""
        self.draw_left()
        self.call_later(self.draw_right)

    def draw_left(self) -> None:
        self.left.show_lines(self._left if self.two else self._all, keep=True)

    def draw_right(self) -> None:
        self.right.show_lines(self._right, keep=True)
        if self.two and self.left.has_focus and self.left.current is None and self.right.current is not None:
            self.right.focus()  # there is something to go into

    @property
    def two(self) -> bool:
        """Whether there are two pages beside each other."""
        return self.size.width >= ROOMY

    def _all(self, lines: Lines) -> None:
        self._left(lines)
        self._right(lines)

    def _left(self, lines: Lines) -> None:
        days, called = WINDOWS[self.window]
        lines.title("Insights", called)
        if not self.desk.gains.ready:
            lines.gap().muted("Counting …")
            return
        lines.section("What you got and gave")
        self._space(lines)
        write_balance(lines, self.desk.gains.balance(days))
        write_said(lines, about_balance(self.desk))
        self._worlds(lines)

    def _worlds(self, lines: Lines) -> None:
        spread = self.desk.gains.spread()
        if spread is not None:
            lines.section("Where your closest people are", f"spread {spread.value:.2f}".replace("0.", "."))
            self._space(lines)
            write_worlds(lines, [(self.desk.seen(world), count) for world, count in spread.shares])
        write_said(lines, about_worlds(self.desk))

    def _right(self, lines: Lines) -> None:
        gains = self.desk.gains
        if not gains.ready:
            return
        usual = gains.usual_week()
        if self.two and not lines.tight:
            lines.gap()
        lines.section("People talked to", f"usual week {usual:g}" if usual else "")
        self._space(lines)
        write_weeks(lines, gains.people_by_week(WEEKS), self.desk.today)
        lines.section("Promises", "last 90 days")
        self._space(lines)
        write_rate(lines, "kept", gains.promises_kept(), "any time", ("promise", "promises"))
        within = ("promise from an event", "promises from events")
        write_rate(lines, "within 48 h", gains.follow_through(), "of events", within)
        write_rate(lines, "plans", happened(self._plans()).rate, "that happened", ("plan", "plans"))

        write_rhythms(self.desk, lines)

    def _plans(self) -> Iterator[Plan]:
        """The plans of reviews and of preparations."""
        journal = self.desk.journal
        yield from chain.from_iterable(review.plans for review in journal.reflections)
        yield from chain.from_iterable(run.plans for run in journal.runs)

    def _space(self, lines: Lines) -> None:
        if not lines.tight:
            lines.gap()

    def action_window(self) -> None:
        """Other days."""
        self.window = (self.window + 1) % len(WINDOWS)
        self.draw()

    @work
    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        await follow(self, event.row.id)

    async def action_go(self, mode: str) -> None:
        """To a place: the charts are closed first."""
        self.dismiss(None)
        await self.app.run_action(f"go('{mode}')")

    @work
    async def action_how(self) -> None:
        await self.app.push_screen_wait(ConfirmDialog("How it is counted", HOW, [("escape", "Close", None)]))

    async def action_veil(self) -> None:
        await self.app.run_action("blur")
        self.draw()
