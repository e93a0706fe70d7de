"""PromptField: a field whose question stands above it, over the whole width."""

from __future__ import annotations

from textual import events, on
from textual.app import RenderResult
from textual.content import Content

from journal.widgets.completion import Completer
from journal.widgets.field import Field
from journal.widgets.line import BOLD, MUTED, wrap


class PromptField(Field):
    """A question, and below it a well to answer in."""

    DEFAULT_CSS = "PromptField > LineInput, PromptField > Prose { margin-left: 0; }"

    def __init__(
        self, name: str, label: str, text: str = "", *, lines: int = 1, completer: Completer | None = None
    ) -> None:
        super().__init__(name, label, text, lines=lines, completer=completer)
        self.most: int | None = None
        """Lines that a question may take where there are few."""

    def asked(self, width: int) -> list[Content]:
        """The question in lines of this width."""
        style = BOLD if self.well.has_focus else MUTED
        return wrap((self.label, style), width, most=self.most) if width else [Content("")]

    @on(events.Resize)
    def arrange_note(self) -> None:
        above = len(self.asked(self.size.width))
        if self.well.styles.margin.top != above:
            self.well.styles.margin = (above, 0, 0, 0)
        self.refresh()

    def render(self) -> RenderResult:
        return Content("\n").join(self.asked(self.size.width))
