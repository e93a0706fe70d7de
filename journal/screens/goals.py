"""Goals: what do I want, whom do I need to know for it, and who can open the door."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from journal.screens.acts.board_people import BoardPeople
from journal.screens.acts.entries import EntryActs
from journal.screens.acts.introductions import IntroductionActs
from journal.screens.acts.slots import PartActs
from journal.screens.browsing import Browsing
from journal.screens.desk import Desk
from journal.screens.goal_page import write_goal
from journal.screens.goal_rows import GoalLines, GoalRow, goal_rows
from journal.screens.place import Target, act
from journal.widgets.frame import TALL
from journal.widgets.line import BOLD, MUTED, run
from journal.widgets.page import Lines
from journal.widgets.row_list import RowList


class GoalsScreen(Browsing):
    """The goals, and the page of the one under the cursor with its board of places."""

    NUMBER = 3
    BOARD = True
    KEYS_FIRST = (
        *("list.open", "place.new", "record.edit", "record.pin", "record.introduce", "record.why", "record.message"),
        *("record.done", "record.more", "record.standing", "record.let_go", "record.remove"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new", tooltip="A new goal; on the page a new place for it", id="place.new"),
        act("a", "pin", "pin", "Put them into the place by hand, or take them out of it"),
        act("s", "standing", "status", "Draft, active, paused, done or let go"),
    ]
    HELP_TEXT = (
        "Every line of the page can be gone to: e changes it there, d is done with it. "
        "◆ is a place that is filled, ◇ one that is open, ✓ agrees, – does not, ? is not known: ask them."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.goals, self.people = GoalParts(self), BoardPeople(self)
        self.acts = {
            "goals": self.goals,
            "contacts": self.people,
            "interactions": EntryActs(self),
            "introductions": IntroductionActs(self),
        }
        self.drawing = GoalLines(desk)
        self.unfolded: set[tuple[str, int]] = set()
        """Places (goal, number) of which all candidates are shown."""

    def compose_list(self) -> Iterable[Any]:
        yield RowList[GoalRow](
            self.drawing.draw, key=lambda row: row.id, selectable=lambda row: row.selectable, id="rows"
        )

    def on_resize(self) -> None:
        self.refresh_all()

    def refresh_all(self) -> None:
        if not self.size.height:
            return  # not on the screen yet
        self.drawing.tall = self.size.height >= TALL
        current = self.rows.current
        self.show_rows(current.id if current else "")

    def show_rows(self, keep: str) -> None:
        """Show the goals, with the cursor on `keep` if it is there."""
        rows = goal_rows(self.desk, tall=self.drawing.tall)
        at = next((at for at, row in enumerate(rows) if row.selectable and row.id == keep), None)
        self.rows.show(rows, at)

    def reveal(self, id: str) -> None:
        self.show_rows(id)

    def list_targets(self) -> list[Target]:
        marked = [row.id for row in self.rows.rows if row.selectable and row.id in self.rows.marked]
        current = self.rows.current
        return [("goals", id) for id in marked or ([current.id] if current else [])]

    def targets(self, verb: str) -> list[Target]:
        """As everywhere; but a part of a goal has fewer verbs, and only those on the board can be pinned."""
        line = self.page.current if self.page.has_focus else None
        found = super().targets(verb)
        if line is not None and found == [("goals", line.id)] and not self.goals.can(verb):
            return []
        if verb == "pin" and (line is None or not line.part.startswith("person")):
            return []
        return [] if line is not None and line.table != "goals" and found[:1] != [(line.table, line.id)] else found

    def capture_start(self) -> str:
        """The goal, and who the cursor is on."""
        line = self.page.current if self.page.has_focus else None
        who = [(line.table, line.id)] if line and line.table == "contacts" else []
        return self.desk.capturing.start([*self.list_targets()[:1], *who])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "mark" and self.rows.current is None:
            return False
        return False if action in ("filter", "sort") else super().check_action(action, parameters)

    def open_row(self, row: GoalRow) -> None:
        self.open_page()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """A person or an entry is gone to; a part of the goal is changed where it stands."""
        if event.list is self.rows or event.row.table not in ("goals", "introductions"):
            return
        event.prevent_default()
        part, _, number = event.row.part.partition(" ")
        if part == "more":
            self.unfolded.add((event.row.id, int(number)))
            self.refresh_all()
        else:
            self.action_act("edit")

    def show_page(self, row: GoalRow | None, keep: bool) -> None:
        goal = self.desk.journal.goals.get(row.id) if row else None
        if goal is None:
            self.page.show_lines(self.nothing)
            return
        unfolded = {number for id, number in self.unfolded if id == goal.id}
        self.page.show_lines(lambda lines: write_goal(self.desk, goal, lines, unfolded), keep=keep)

    def nothing(self, lines: Lines) -> None:
        """What stands in place of a page: what a goal is for, and the key that begins one."""
        lines.add("A goal says what you want, and whom you want to know for it.")
        lines.text(run(("The journal then shows who fits already, and who could open the door.", MUTED)))
        offer = run(("ctrl+p", BOLD), (" finds starting points: goals that others in your place begin with.", MUTED))
        lines.gap().text(offer)

    @work
    async def action_new(self) -> None:
        line = self.page.current if self.page.has_focus else None
        row = self.rows.current
        goal = self.desk.journal.goals.get(row.id) if row else None
        if line is not None and goal is not None:
            await self.once(self.goals.new_slot(goal))
        else:
            await self.once(self.goals.new())


class GoalParts(PartActs):
    """Goals as they stand in their place, where the cursor may be on a part of one."""

    place: GoalsScreen

    @property
    def part(self) -> tuple[str, int]:
        line = self.place.page.current if self.place.page.has_focus else None
        if line is None or line.table != "goals":
            return "", 0
        name, _, number = line.part.partition(" ")
        return name, int(number or 0)
