"""Today: whom to talk to now, and what was promised."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from journal.domain.decisions import Decision
from journal.screens.acts.base import Acts
from journal.screens.acts.entries import EntryActs
from journal.screens.acts.followups import FollowUpActs
from journal.screens.acts.people import PeopleActs
from journal.screens.browsing import Browsing
from journal.screens.desk import Desk
from journal.screens.place import Target, act
from journal.screens.today_lines import TodayLines, moment
from journal.screens.today_occasions import write_event, write_folded, write_goal
from journal.screens.today_page import write_followup, write_reaching_out
from journal.screens.today_rows import TodayRow, View, near, today_rows
from journal.screens.today_view import look
from journal.store.journal import Transaction
from journal.store.outlook import Coming
from journal.widgets.frame import ROOMY, TALL
from journal.widgets.page import Lines
from journal.widgets.row_list import RowList


class TodayScreen(Browsing):
    """People to talk to, follow-ups, what is coming, and goals."""

    NUMBER = 0
    KEYS_FIRST = (
        *("list.open", "record.log", "record.follow_up", "record.done", "record.let_go", "record.snooze"),
        *("record.skip", "record.message", "record.why", "place.new", "today.review", "today.insights"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
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
            "events": Acts(self),
            "goals": Acts(self),
        }
        self.drawing = TodayLines(desk)
        self.unfolded = self.known = False

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
        view = look(self.desk) if self.known else View(reading=True)
        before, at = self.rows.rows, self.rows.cursor
        rows = today_rows(view, tall=tall, unfolded=self.unfolded, height=self.rows.size.height)
        self.rows.show(rows, near(rows, before, at) if self.rows.touched else None)

    def list_targets(self) -> list[Target]:
        marked = [row for row in self.rows.rows if row.selectable and row.key in self.rows.marked]
        current = self.rows.current
        return [(row.table, row.id) for row in marked or ([current] if current else []) if row.table]

    def targets(self, verb: str) -> list[Target]:
        row = self.rows.current
        if self.page.has_focus or row is None or row.table != "contacts":
            return super().targets(verb)
        if (verb == "done" and row.part != "moment") or (verb == "skip" and row.part != "person"):
            return []
        return super().targets(verb)

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
        if action in ("filter", "sort"):
            return False
        return super().check_action(action, parameters)

    @property
    def shows_page(self) -> bool:
        """Never for long: who was talked to leaves the list, and the page with them, so a toast says what was done."""
        return False

    def open_row(self, row: TodayRow) -> None:
        if row.part == "more":
            self.unfolded = not self.unfolded
            self.refresh_all()
        elif row.table != "followups" and self.size.width >= ROOMY:
            self.post_message(self.Wanted(row.table, row.id))
        else:
            self.open_page()

    def show_page(self, row: TodayRow | None, keep: bool) -> None:
        self.page.show_lines(lambda lines: self.write(row, lines) if row else None, keep=keep)

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
    """People as they stand on Today: they can be passed by, and a moment can be done."""

    verbs = PeopleActs.verbs | {"done"}

    async def done(self, ids: list[str]) -> None:
        """The moment under the cursor was thought of."""
        row = self.place.rows.current
        if row is None or not isinstance(row.about, Coming):
            return
        coming: Coming = row.about
        decision = {"kind": "moment_done", "on": self.desk.today, "contacts": ids[:1], "data": {"label": coming.title}}

        def done(transaction: Transaction) -> object:
            return transaction.add(Decision.parse(decision))

        self.write(f"done: {coming.title}", done, f"Done: {moment(self.desk, coming)}.   u takes it back")
