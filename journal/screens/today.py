"""Today: whom to talk to now, and what was promised."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from journal.domain.decisions import Decision
from journal.domain.words import plural
from journal.screens.acts.base import Acts
from journal.screens.acts.entries import EntryActs
from journal.screens.acts.followups import FollowUpActs
from journal.screens.acts.goals import GoalStepActs
from journal.screens.acts.introductions import IntroductionActs
from journal.screens.acts.people import PeopleActs
from journal.screens.browsing import Browsing
from journal.screens.desk import Desk
from journal.screens.place import Target, act
from journal.screens.today_lines import TodayLines, moment
from journal.screens.today_occasions import write_event, write_folded, write_goal
from journal.screens.today_page import write_followup, write_lately, write_reaching_out
from journal.screens.today_rows import TodayRow, View, near, today_rows
from journal.screens.today_view import look, look_ahead
from journal.store.journal import StoreError, Transaction
from journal.widgets.frame import ROOMY, TALL
from journal.widgets.page import Lines
from journal.widgets.row_list import RowList

READING = View(reading=True)
FRAME = 4
"""Lines of the screen above and below the panes."""


class TodayScreen(Browsing):
    """People to talk to, follow-ups, what is coming, and goals."""

    NUMBER = 0
    KEYS_FIRST = (
        *("list.open", "record.message", "record.log", "record.why", "record.done", "record.skip"),
        *("record.snooze", "record.let_go", "record.follow_up", "today.review", "today.insights", "place.new"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new person", tooltip="Somebody new", id="place.new"),
        act("p", "skip", "pass", "Not this time: hide them here for a week"),
        Binding("r", "review", "weekly review", tooltip="Look back at the week", id="today.review"),
        Binding("v", "insights", "insights", tooltip="What was got and given, and how it goes", id="today.insights"),
    ]
    HELP_TEXT = "Three people a day, each with the reason; w shows how it was counted. enter goes to them."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.people = TodayPeople(self)
        self.acts = {
            "contacts": self.people,
            "followups": FollowUpActs(self),
            "interactions": EntryActs(self),
            "introductions": IntroductionActs(self),
            "events": Acts(self),
            "goals": GoalStepActs(self),
        }
        self.drawing = TodayLines(desk)
        self.unfolded: set[str] = set()
        self.known = False

    def compose_list(self) -> Iterable[Any]:
        draw = self.drawing.draw
        yield RowList[TodayRow](draw, key=lambda row: row.key, selectable=lambda row: row.selectable, id="rows")

    def on_resize(self) -> None:
        self.refresh_all()

    def refresh_all(self) -> None:
        if not self.size.height:
            return  # not on the screen yet
        self.drawing.tall = tall = self.size.height >= TALL
        self.known = self.known or (self.desk.complete and self.desk.outlook.ready)
        view = look(self.desk) if self.known else look_ahead(self.desk) if self.desk.begun else READING
        before, at = self.rows.rows, self.rows.cursor
        rows = today_rows(view, tall=tall, unfolded=self.unfolded, height=self.size.height - FRAME - tall)
        self.rows.show(rows, near(rows, before, at) if self.rows.touched else None)

    @property
    def chosen(self) -> list[TodayRow]:
        """The rows that are marked, else the one under the cursor."""
        current = self.rows.current
        return [row for row in self.rows.rows if row.selectable and row.key in self.rows.marked] or (
            [current] if current else []
        )

    def list_targets(self) -> list[Target]:
        return [(row.table, row.id) for row in self.chosen if row.table]

    def targets(self, verb: str) -> list[Target]:
        """As everywhere; but only a suggestion can be passed by, and a moment can be done."""
        found, parts = super().targets(verb), {row.part for row in self.chosen}
        if verb == "skip":
            return found if parts == {"person"} else []
        return found if found or verb != "done" or parts != {"moment"} else self.list_targets()

    def capture_start(self) -> str:
        """Nobody, until one chose somebody: the first of the day is not always whom one thinks of."""
        return super().capture_start() if self.rows.touched else ""

    def action_mark(self) -> None:
        """Marks are of one kind, so that one verb can go to all of them."""
        row = self.rows.current
        if row is None or not row.table:
            return
        kinds = {each.section for each in self.rows.rows if each.key in self.rows.marked}
        if kinds and kinds != {row.section}:
            self.rows.mark(frozenset())
        super().action_mark()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        row = self.rows.current
        if action == "mark":
            return bool(row and row.table and self.acts[row.table].verbs)
        if action in ("filter", "sort"):
            return False
        return super().check_action(action, parameters)

    @property
    def shows_page(self) -> bool:
        """Never for long: who was talked to leaves the list, and the page with them, so a toast says what was done."""
        return False

    def open_row(self, row: TodayRow) -> None:
        if row.part == "more":
            self.unfolded ^= {row.section}
            self.refresh_all()
        elif row.table != "followups" and self.size.width >= ROOMY:
            self.post_message(self.Wanted(row.table, row.id))
        else:
            self.open_page()

    def clear_filter(self) -> None:
        """Nothing is narrowed here: the last step back takes the welcome as read."""
        if not (self.known and self.desk.outlook.welcome_back):
            return
        try:
            with self.desk.journal.transaction("welcome back") as transaction:
                transaction.add(Decision(kind="welcome", on=self.desk.today))
        except StoreError as error:
            self.fail(error)
        else:
            self.written()

    def show_page(self, row: TodayRow | None, keep: bool) -> None:
        if not (self.known or self.rows.touched):
            row = None  # the people come on top of it in a moment
        self.page.show_lines(lambda lines: self.write(row, lines) if row else self.write_nothing(lines), keep=keep)

    def write_nothing(self, lines: Lines) -> None:
        """What stands beside a list without anything to do."""
        if self.known:
            write_lately(self.desk, lines)

    def write(self, row: TodayRow, lines: Lines) -> None:
        """The page of a row."""
        desk, journal = self.desk, self.desk.journal
        match row.part:
            case "person" | "moment":
                if person := desk.person(row.id):
                    write_reaching_out(desk, person, lines, row.about if row.part == "moment" else None)
            case "followup" | "waiting":
                if followup := journal.followups.get(row.id):
                    write_followup(desk, followup, lines)
            case "more":
                write_folded(desk, row.about, lines)
            case "event":
                if event := journal.events.get(row.id):
                    write_event(desk, event, row.about, lines)
            case "goal":
                if goal := journal.goals.get(row.id):
                    write_goal(desk, goal, row.about, lines)

    @work
    async def action_new(self) -> None:
        await self.once(self.people.new())


class TodayPeople(PeopleActs):
    """People as they stand on Today, where their moments can be done."""

    place: TodayScreen

    async def done(self, ids: list[str]) -> None:
        """The chosen moments were thought of."""
        moments = [row.about for row in self.place.chosen if row.part == "moment"]

        def done(transaction: Transaction) -> None:
            for each in moments:
                decision = {"kind": "moment_done", "on": self.desk.today, "contacts": [each.id]}
                transaction.add(Decision.parse({**decision, "data": {"label": each.title}}))

        said = moment(self.desk, moments[0]) if len(moments) == 1 else plural(len(moments), "moment")
        self.write(f"done: {plural(len(moments), 'moment')}", done, f"Done: {said}.   u takes it back")
