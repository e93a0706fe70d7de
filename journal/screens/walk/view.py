"""WalkView: what one step of a preparation shows and what is kept when it is done; a tick is only that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content

from journal.domain.checklists import Step
from journal.domain.text import clean, clean_lines
from journal.domain.words import ago
from journal.screens.weekly.step import ColumnView, Shown, Well, offer
from journal.widgets.completion import Completer
from journal.widgets.line import BETWEEN, DONE, MUTED, PLAIN, SUCCESS, run, wrap
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.walk.screen import WalkScreen


WINS = 3
"""Things that went well before, at the door."""


class WalkingView(ColumnView):
    """What every page of a walk has: its screen, and what is kept when one goes on from it."""

    timed: ClassVar[bool] = False
    """Whether it is painted anew every second."""

    def __init__(self, screen: WalkScreen, heading: Shown) -> None:
        super().__init__(heading)
        self.screen, self.desk, self.book = screen, screen.desk, screen.book

    def lines_for(self, well: Well) -> int:
        """How many lines a field has while it is written in."""
        return 1

    def wraps(self, well: Well) -> bool:
        """Whether a field is one line that is shown in as many as it needs; enter goes on from it."""
        return False

    def completer(self, well: Well) -> Completer | None:
        return None

    def text(self, name: str) -> str:
        """What was typed in a field, in its lines; "" where there is no such field."""
        return clean_lines(self.screen.texts.get(name, ""))

    def tick(self) -> None:
        """A second went by."""

    async def finish(self) -> bool:
        """Keep what there is; whether to go on. Raises StoreError, Invalid."""
        return True


class WalkView(WalkingView):
    """A step that is done or not."""

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.step = step

    @property
    def value(self) -> Any:
        """The answer that was given last."""
        return self.book.answer(self.step).latest

    @property
    def texts(self) -> dict[str, str]:
        return {name: clean(text) for name, text in self.screen.texts.items()}

    def can(self, verb: str, table: str) -> bool:
        return super().can(verb, table) or (verb == "message" and bool(self.step.template))

    def write(self, lines: Lines) -> None:
        answer = self.book.answer(self.step)
        if answer.status == "done":
            when = f" {ago(answer.at.date(), self.desk.today)}" if answer.at else ""
            lines.gap().add(run((DONE, SUCCESS), (f" done{when}", MUTED)))
        self.offers(lines)

    def offers(self, lines: Lines) -> None:
        """What else there is at hand for the step."""
        if self.step.template:
            lines.gap().add(offer("m", "writes it from a template."))
        if self.step.quick_capture:
            lines.gap().add(offer("c", "notes it in one line."))

    def given(self) -> Any:
        """The answer as it is now. Raises `Invalid` if it cannot be kept."""
        return True

    def typed(self) -> Any:
        """What was entered so far, for later; None for nothing."""
        return self.value

    async def finish(self) -> bool:
        self.book.done(self.step, self.given())
        return True

    async def message(self, id: str) -> None:
        """Write to somebody from the template that the step names."""
        await self.screen.write_to(self.step.template)

    def examples(self, width: int) -> list[Content]:
        """Examples, one after the other, where there is room for all of them."""
        if not self.step.examples or self.screen.low:
            return []
        lines = [Content(""), *wrap((f"such as: {f' {BETWEEN} '.join(self.step.examples)}", MUTED), width)]
        return lines if len(lines) <= self.screen.room_below else []

    def wins(self, lines: Lines) -> None:
        """What went well before, of this kind of event first."""
        shown = self.step.show == "last_wins" or self.step.writes == "run.confidence_door"
        if shown and (wins := self.book.wins(WINS)):
            lines.gap()
            for win in wins:
                for line in wrap((self.desk.seen(win), PLAIN), lines.width - 2, 0):
                    lines.add(run("  ", line))
