"""Insights: what was got and given, whom one talked to and wants to know, how ready one felt; numbers with words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.binding import Binding, BindingType

from journal.derived import facts
from journal.derived.briefings import rated
from journal.derived.gains import OCCASIONS
from journal.derived.index import Touched
from journal.dialogs.why import Terms, WhyDialog
from journal.domain.confidence import TRAPS, Rated
from journal.screens.desk import Desk
from journal.screens.insights_charts import (
    WEEKS,
    WEEKS_A_ROW,
    happened,
    write_balance,
    write_rate,
    write_weeks,
    write_worlds,
)
from journal.screens.insights_hints import HINTS, about_balance, about_worlds, follow, leave, write_rhythms, write_said
from journal.screens.insights_places import write_places
from journal.screens.insights_readiness import write_readiness
from journal.screens.two_pages import TwoPages, keys_of_all
from journal.screens.weekly.acting import ActingScreen
from journal.widgets.page import Lines
from journal.widgets.row_list import RowList

if TYPE_CHECKING:
    from journal.app import JournalApp

LATELY = 90
HIGH = 45
"""Lines of a terminal from which half a year of weeks is shown."""
WINDOWS: tuple[tuple[int | None, str], ...] = ((365, "the last 365 days"), (90, "the last 90 days"), (None, "all time"))
"""Days looked at, and what they are called; the first is the usual one."""
HOW = (
    (
        "What you got and gave",
        "The sizes you noted: 1 a small favour, 2 hours or a good tip, 3 what changed something; introductions count "
        "2. It is no ledger of debts, and nothing is ranked.",
    ),
    (
        "People you want to know",
        "The places of the active goals. Who fits and is not cold, or was put there by hand, fills one.",
    ),
    (
        "Where your closest people are",
        "The first fields of those who are warm or steady. The spread is 0 where all are in one, near 1 where hardly "
        "two share one.",
    ),
    ("People talked to", "Everybody once a week. The usual week is the median of the last eight."),
    (
        "Promises",
        "Kept at any time, of yours that were due in the last 90 days; within 48 hours, of those that come from "
        "events. What you let go is left out.",
    ),
    (
        "How ready you felt",
        "At the door: the median of the last three events of a kind, from three on. At the start: the last ones "
        f"against the first, from four on. {TRAPS['lift']} {TRAPS['trend']} {TRAPS['calibration']}",
    ),
)


class InsightsScreen(TwoPages, ActingScreen):
    """Charts that can be read aloud, on two pages or one."""

    HELP_TEXT = "Every chart can be read aloud: label, number, then the stroke."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "window", "90 days, year, all", tooltip="Look at other days", id="insights.window"),
        Binding("w", "how", "how it is counted", tooltip="How it is counted", id="insights.how"),
        Binding("tab", "app.focus_next", "other side", tooltip="To the other side", id="insights.side", show=False),
        *keys_of_all("insights"),
        Binding("escape,q,v", "dismiss(None)", "back", tooltip="Back to where you were", id="insights.back"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.add_class("insights")
        self.window = 0
        self._rated: list[Rated] | None = None
        """The ratings of all preparations, as long as none was written."""

    async def on_mount(self) -> None:
        for each in (self.desk.gains, self.desk.rhythms, self.desk.audience):
            each.listeners.append(self.look_again)

    def on_unmount(self) -> None:
        for each in (self.desk.gains, self.desk.rhythms, self.desk.audience):
            each.listeners.remove(self.look_again)

    def draw(self, *, keep: bool = True) -> None:
        """Paint everything as the journal is now; keys get their turn between the two pages."""
        self.draw_left()
        self.call_later(self.draw_right)

    def draw_right(self) -> None:
        super().draw_right()
        if self.two and self.left.has_focus and self.left.current is None and self.right.current is not None:
            self.right.focus()  # there is something to go into

    def write_left(self, lines: Lines) -> None:
        gains, (days, called) = self.desk.gains, WINDOWS[self.window]
        lines.title("Insights", called)
        if not gains.ready:
            lines.gap().muted("Counting …")
            return
        lately = None if days == LATELY else gains.balance(LATELY)
        lines.section("What you got and gave", f"of it in {LATELY} days" if lately else "")
        self._space(lines)
        write_balance(lines, gains.balance(days), lately)
        write_said(lines, about_balance(self.desk))
        write_places(self.desk, lines)
        self._worlds(lines)

    def _worlds(self, lines: Lines) -> None:
        spread = self.desk.gains.spread()
        if spread is not None:
            lines.section("Where your closest people are", f"spread {spread.value:.2f}".replace("0.", "."))
            self._space(lines)
            write_worlds(lines, [(self.desk.seen(world), count) for world, count in spread.shares])
        write_said(lines, about_worlds(self.desk))

    def write_right(self, lines: Lines) -> None:
        gains = self.desk.gains
        if not gains.ready:
            return
        usual = gains.usual_week()
        if self.two and not lines.tight:
            lines.gap()
        lines.section("People talked to", f"usual week {usual:g}" if usual else "")
        self._space(lines)
        weeks = WEEKS if self.size.height >= HIGH else WEEKS_A_ROW
        write_weeks(lines, gains.people_by_week(weeks), self.desk.today)
        lines.section("Promises", "last 90 days")
        self._space(lines)
        write_rate(lines, "kept", gains.promises_kept(), "any time", ("promise", "promises"))
        within = ("promise from an event", "promises from events")
        write_rate(lines, "within 48 h", gains.follow_through(), "of events", within)
        write_rate(lines, "plans", happened(self._happened()), "that happened", ("plan", "plans"))
        write_rhythms(self.desk, lines)
        write_readiness(self.desk, self._ratings(), lines)

    def _happened(self) -> Iterator[str]:
        """What became of the plans of reviews and of preparations."""
        journal = self.desk.journal
        for document in chain(journal.reflections.docs.values(), journal.runs.docs.values()):
            yield from (facts.text(plan, "happened") for plan in facts.parts(document, "plans"))

    def _ratings(self) -> list[Rated]:
        if self._rated is None:
            self._rated = rated(self.desk.journal)
        return self._rated

    def _follow(self, touched: Touched | None) -> None:
        if touched is None or touched.tables & OCCASIONS:
            self._rated = None
        super()._follow(touched)

    def _space(self, lines: Lines) -> None:
        if not lines.tight:
            lines.gap()

    def action_window(self) -> None:
        """Other days."""
        self.window = (self.window + 1) % len(WINDOWS)
        self.draw()

    @work
    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        line = event.row
        if line.table == HINTS:
            await follow(self, line.id)
        else:
            leave(self, partial(cast("JournalApp", self.app).go_to, line.table, line.id))

    @work
    async def action_how(self) -> None:
        terms = [Terms(head, "", (), says) for head, says in HOW]
        await self.app.push_screen_wait(WhyDialog("How it is counted", terms))
