"""The weekly review: one step a screen, large and quiet; every answer is kept when it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from journal.dialogs.evidence import EvidenceDialog
from journal.domain.record import Invalid
from journal.domain.review import SKIPPED, Guide, stages
from journal.domain.templates import Evidence
from journal.screens.desk import Desk
from journal.screens.weekly.book import Book
from journal.screens.weekly.column import Where
from journal.screens.weekly.frame import AGAIN, CLEAN, FIRST, LAST, QUICK, WAY, Beginning, Ending
from journal.screens.weekly.keys import keys
from journal.screens.weekly.page import StepPage
from journal.screens.weekly.shell import StepScreen
from journal.screens.weekly.step import StepView
from journal.screens.weekly.steps import VIEWS
from journal.screens.weekly.words import MakePlan
from journal.store.journal import StoreError
from journal.widgets.button import PushButton
from journal.widgets.field import Field
from journal.widgets.line import BETWEEN
from journal.widgets.line_input import LineInput
from journal.widgets.row_list import RowList

START = -1


class ReviewScreen(StepScreen):
    """The ways to begin, the steps, and a last word."""

    CSS_PATH = "review.tcss"
    HELP_TEXT = "Every answer is kept when it is given; leave with escape and go on later."
    BINDINGS: ClassVar[list[BindingType]] = keys()
    BUTTONS = (
        ("finish", "Done", "review.finish"),
        ("skip", "Skip", "review.skip"),
        ("before", "Back", "review.before"),
        ("why", "Why", "review.why"),
    )

    def __init__(self, desk: Desk, guide: Guide, evidence: Mapping[str, Evidence], energy: Mapping[str, int]) -> None:
        super().__init__(desk)
        self.evidence, self.energy = evidence, energy
        self.book = Book(desk, guide)
        self.at = START
        self.view: StepView = Beginning(self, FIRST)
        self._acting = False

    def where(self) -> Where:
        names = stages(self.book.steps)
        about = f"{self.book.guide.title} {BETWEEN} {self.book.span}"
        if self.at == START:
            return Where(names, START, 0, about)
        if self.at >= len(self.book.steps):
            return Where(names, len(names), 1, about)
        inside = [step for step in self.book.steps if step.stage == self.view.step.stage]
        share = (inside.index(self.view.step) + 1) / len(inside)
        said = f"{about} {BETWEEN} step {self.at + 1} of {len(self.book.steps)}"
        return Where(names, names.index(self.view.step.stage), share, said)

    @property
    def in_steps(self) -> bool:
        return 0 <= self.at < len(self.book.steps)

    def shown_buttons(self) -> Mapping[str, str]:
        if self.at == START:
            return {"finish": "Begin"}
        if not self.in_steps:
            return {"finish": "Close", "before": "Back"}
        known = any(tag in self.evidence for tag in self.view.step.evidence)
        labels = {"finish": "Done", "skip": "Skip", "before": "Back", "why": "Why"}
        return {name: label for name, label in labels.items() if name != "why" or known}

    @property
    def draft_name(self) -> str:
        return f"review {self.book.monday.isoformat()} {self.view.step.id}"

    async def go(self, at: int) -> None:
        """To a step; the one before the first is the beginning, the one after the last is the end."""
        self.at = max(START, min(at, len(self.book.steps)))
        if self.at == START:
            self.view = Beginning(self, FIRST)
        elif not self.in_steps:
            self.view = Ending(self, LAST)
        else:
            step = self.book.steps[self.at]
            self.view = VIEWS.get(step.id, StepView)(self, step)
        self.rows.openable = self.at == START
        await self.rebuild()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        table = self.rows.row.table if self.query(StepPage) else ""
        match action:
            case "act":
                return not self.in_field and self.view.can(str(parameters[0]), table)
            case "skip":
                return self.in_steps
            case "before":
                return self.at > START
            case "why":
                return "why" in self.shown_buttons()
        return True

    @work
    async def action_finish(self) -> None:
        """Keep the answer and go on; on the first page begin, on the last one close."""
        if self.at == START:
            self.rows.action_open()
        elif not self.in_steps:
            self.dismiss(None)
        else:
            await self._once(self._finish)

    async def _finish(self) -> None:
        if await self.view.finish():
            await self._next()
        else:
            self.desk.drafts.pop(self.draft_name, None)

    async def _next(self) -> None:
        self.desk.drafts.pop(self.draft_name, None)
        self.written()
        await self.go(self.at + 1)

    @work
    async def action_skip(self) -> None:
        """Go on without; what was typed stays as a draft, an answer of before stays as it is."""
        await self._once(self._skip)

    async def _skip(self) -> None:
        if not self.book.answer_to(self.view.step):
            try:
                self.book.write(self.view.step, SKIPPED)
            except StoreError as error:
                self.fail(error)  # nothing is lost by it, and one may want to look on
        self.written()
        await self.go(self.at + 1)

    async def action_before(self) -> None:
        await self.go(self.at - 1)

    def action_leave(self) -> None:
        """Out of a field first; then out of the review."""
        if self.in_field:
            self.rows.focus()
        else:
            self.dismiss(None)

    @work
    async def action_why(self) -> None:
        findings = [self.evidence[tag] for tag in self.view.step.evidence if tag in self.evidence]
        await self.ask(EvidenceDialog(f"Why: {self.view.step.title}", findings))

    @on(LineInput.Entered)
    def _enter(self, event: LineInput.Entered) -> None:
        """To the next field; from the last one on."""
        wells: list[Widget] = [field.well for field in self.query(Field)]
        at = wells.index(event.line)
        if at + 1 < len(wells):
            wells[at + 1].focus()
        else:
            self.action_finish()

    @on(LineInput.Moved)
    def _move(self, event: LineInput.Moved) -> None:
        """Another of the plans that are offered, or another field."""
        if isinstance(self.view, MakePlan) and (texts := self.view.another(self.texts, event.step)):
            for field in self.query(Field):
                field.text = texts[field.key]
        elif event.step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @on(PushButton.Pressed)
    async def _press(self, event: PushButton.Pressed) -> None:
        await self.run_action(event.button.id or "finish")

    @on(RowList.Opened)
    @work
    async def _begin(self, event: RowList.Opened) -> None:
        """Begin in the way that was chosen."""
        if event.row.table != WAY or not isinstance(self.view, Beginning):
            return
        if event.row.id == CLEAN:
            await self._once(self.view.clean)
            return
        review, at = self.book.review, self.book.to_go_on
        again = event.row.id == AGAIN and review is not None
        self.book.short = review.short if again and review else event.row.id == QUICK
        await self.go(at if again and at is not None else 0)

    @work
    async def action_act(self, verb: str, *values: int) -> None:
        """Do something to the row under the cursor."""
        method, id = getattr(self.view, verb), self.rows.row.id
        await self._once(lambda: method(id, *values))

    async def _once(self, act: Callable[[], Awaitable[object]]) -> None:
        """One act at a time; a failure is said, and what was typed stays."""
        if self._acting:
            return
        self._acting = True
        try:
            await act()
        except (StoreError, Invalid, OSError) as error:
            self.fail(error)
        finally:
            self._acting = False

    async def action_app(self, name: str) -> None:
        """What the program does everywhere, with the step painted anew."""
        await self.app.run_action(name)
        self.look_again()
