"""StepColumn: where one step stands over the whole screen: how far one is, title, rows, buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from journal.screens.weekly.acting import ActingScreen
from journal.screens.weekly.page import StepPage
from journal.screens.weekly.step import ColumnView
from journal.widgets.button import ButtonRow, PushButton
from journal.widgets.frame import BREAKPOINTS, EDGE, right_edge
from journal.widgets.line import BOLD, MUTED, PLAIN, run, wrap
from journal.widgets.stages import Stages, StepKeys

WIDEST = 64
"""Cells of text in the column of a step."""
LOW, TALL = 24, 30
"""Lines of a terminal under which nothing is left free, and from which there is air above the column."""


class Where(NamedTuple):
    """How far one is: the stages, the one one is in, how much of it is done, and the line above the title."""

    stages: tuple[str, ...]
    at: int
    share: float
    said: str


class StepColumn(ActingScreen):
    """One step, painted from its view; what is written in it is the matter of `StepScreen`."""

    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "#rows"
    BUTTONS: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """(name, label, binding) of each button; pressed, it runs the action of its name."""
    BINDINGS: ClassVar[list[BindingType]] = []

    rows = getters.query_one("#rows", StepPage)

    view: ColumnView

    def where(self) -> Where:
        """How far one is."""
        raise NotImplementedError

    def shown_buttons(self) -> Mapping[str, str]:
        """The buttons that make sense now, name → label; the first is the usual one."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield Stages(id="top")
        with Vertical(id="column"):
            yield Static(id="head")
            yield StepPage(id="rows")
            yield Vertical(id="wells")
            yield Static(id="below")
        yield ButtonRow(
            *(
                PushButton(label, "", first=not number, binding=binding, id=name)
                for number, (name, label, binding) in enumerate(self.BUTTONS)
            )
        )
        yield StepKeys(id="keys")

    @property
    def text_width(self) -> int:
        return min(WIDEST, self.size.width - EDGE - right_edge(self.size.width))

    def on_resize(self) -> None:
        gutter = (self.size.width - self.text_width) // 2 if self.size.width >= WIDEST + 2 * EDGE else EDGE
        self.rows.before, self.rows.after = gutter, self.size.width - gutter - self.text_width
        for each in self.query("#head, #wells, #below, ButtonRow"):
            each.styles.padding = (0, self.rows.after, 0, gutter)
        self.set_class(self.size.height < LOW, "-low")
        air = (self.size.height - 18) // 4 if self.size.height >= TALL else 1
        self.query_one("#column").styles.padding = (air, 0, 0, 0)
        self.draw()

    def draw(self, *, keep: bool = True) -> None:
        """Paint the step as the journal is now."""
        if not (self.size.width and self.is_mounted and self.query(Stages)):
            return  # not there yet, or not any more
        where, width = self.where(), self.text_width
        top = self.query_one(Stages)
        top.names, top.at, top.share = where.stages, where.at, where.share
        self.query_one("#head", Static).update(Content("\n").join(self._head(where.said, width)))
        self.rows.show_lines(self.view.write, keep=keep)
        self.rows.mark(self.view.taken)
        below = self.view.below(width)
        self.query_one("#below", Static).update(Content("\n").join(below))
        self.set_class(bool(self.view.wells) or bool(below), "-wells")
        self.rows.styles.height = max(1, len(self.rows.rows)) if self.has_class("-wells") else "1fr"
        self._show_buttons()
        self.refresh_bindings()

    def _head(self, said: str, width: int) -> list[Content]:
        """Where one is, the title always on the same row, and what it is about."""
        step, low = self.view.heading, self.has_class("-low")
        gap = [] if low else [Content("")]
        guidance = wrap((step.guidance, PLAIN), width) if step.guidance else []
        title = [run((said, MUTED)), *gap, *wrap((step.title, BOLD), width)]
        return [*title, *gap, *guidance] if guidance else title

    def _show_buttons(self) -> None:
        shown = self.shown_buttons()
        for button in self.query(PushButton):
            button.display = button.id in shown
            if button.display:
                button.label = shown[button.id or ""]
        self.call_after_refresh(self.query_one(ButtonRow).show_keys)
