"""The wells a draft is written in: its open places are lit, and can be gone to one after the other."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.widgets.input import Selection as LineSelection
from textual.widgets.text_area import Selection

from journal.domain.templates import Place, open_places
from journal.widgets.field import Prose, Well

OPEN = "draft--open"
OPEN_CSS = "{ background: $match-background; color: $match-foreground; text-style: bold; }"
HERE_CSS = "{ background: $input-cursor-background; color: $input-cursor-foreground; text-style: bold; }"
"""What is selected stands out from what is only open."""


class DraftText(Prose):
    """The text of a draft."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {OPEN}
    DEFAULT_CSS = f"DraftText > .{OPEN} {OPEN_CSS} DraftText .text-area--selection {HERE_CSS}"

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self.names = names

    @property
    def places(self) -> list[Place]:
        """The places that are still open; they count in characters from the start of the text."""
        return open_places(self.text, self.names)

    @property
    def chosen(self) -> tuple[int, int]:
        """What is selected, or twice where the cursor is, in characters from the start."""
        lines = self.text.split("\n")
        start, end = sorted(sum(len(line) + 1 for line in lines[:row]) + column for row, column in self.selection)
        return start, end

    def choose(self, place: Place) -> None:
        """Select an open place, so that typing replaces it."""
        before = self.text[: place.start]
        row, column = before.count("\n"), place.start - (before.rfind("\n") + 1)
        self.selection = Selection((row, column + place.end - place.start), (row, column))

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn, with its open places lit."""
        line = super().get_line(line_index)
        for place in open_places(line.plain, self.names):
            line.stylize(self.get_component_rich_style(OPEN, partial=True), place.start, place.end)
        return line


class _Lit(Highlighter):
    """Lights the open places of a line."""

    def __init__(self, field: DraftSubject) -> None:
        self.field = field

    def highlight(self, text: Text) -> None:
        style: Style = self.field.get_component_rich_style(OPEN, partial=True)
        for place in self.field.places:
            if not self.field.has_focus or self.field.chosen != (place.start, place.end):  # it would hide the selection
                text.stylize(style, place.start, place.end)


class DraftSubject(Well):
    """The subject of a draft."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {OPEN}
    DEFAULT_CSS = f"DraftSubject > .{OPEN} {OPEN_CSS} DraftSubject > .input--selection {HERE_CSS}"

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self.names = names
        self.highlighter = _Lit(self)

    @property
    def places(self) -> list[Place]:
        return open_places(self.value, self.names)

    @property
    def chosen(self) -> tuple[int, int]:
        start, end = sorted(self.selection)
        return start, end

    def choose(self, place: Place) -> None:
        self.selection = LineSelection(place.end, place.start)
