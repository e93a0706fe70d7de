"""WalkColumn: the fields of a step: questions above or labels beside them, and only as many as there is room for."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from journal.screens.walk.frame import Beginning
from journal.screens.walk.view import WalkingView
from journal.screens.weekly.shell import StepScreen
from journal.screens.weekly.step import Well
from journal.widgets.completion import Suggestions
from journal.widgets.field import Field, Prose
from journal.widgets.prompt_field import PromptField

AROUND, AROUND_LOW = 7, 6
"""Lines of the screen that are no part of the column: stages, buttons, keys, and the space between."""
MOST_LINES = 99
AT_REST = 2
"""Lines of a text that is not being written in."""
LABEL = 10
"""Letters of a label that stands beside its field."""


class WalkColumn(StepScreen):
    """The column of a preparation."""

    view: WalkingView
    _tight: int | None = None
    """Lines that a field may have where there is no room for more."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Suggestions()

    @property
    def low(self) -> bool:
        return self.has_class("-low")

    async def rebuild(self) -> None:
        self.rows.openable = isinstance(self.view, Beginning)
        await super().rebuild()
        self._show_wells()
        if any(isinstance(field.well, Prose) for field in self.fields):
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Give texts the lines they need, now that it is known how wide they are."""
        if not self.query("#rows"):
            return  # the walk was left meanwhile
        self._show_wells()
        self.draw()

    def _head(self, said: str, width: int) -> list[Content]:
        lines = super()._head(said, width)
        return lines if self.view.heading.title else [*lines[:1], *([] if self.low else [Content("")])]

    def field(self, well: Well, text: str) -> Field:
        """A question stands above its field, a label of a word beside it."""
        view = self.view
        lines, completer = view.lines_for(well), view.completer(well)
        kind = Field if len(well.label) <= LABEL else PromptField
        lines = max(lines, 2) if view.wraps(well) else lines  # a text area from the beginning, however low
        return kind(well.name, well.label, text, lines=lines, completer=completer)

    @property
    def fields(self) -> list[Field]:
        return list(self.query(Field))

    @property
    def room(self) -> int:
        """Lines of the column under title and guidance."""
        around = AROUND_LOW if self.low else AROUND
        head = len(self._head("", self.text_width))
        return max(0, self.size.height - around - int(self.query_one("#column").styles.padding.top) - head)

    @property
    def room_below(self) -> int:
        """Lines that are left under the fields."""
        fields = sum(self._height(field) + (not self.low) for field in self.fields)
        return max(0, self.room - max(1, len(self.rows.rows)) - fields - 1)

    def _height(self, field: Field) -> int:
        if not field.display:
            return 0
        above = len(field.asked(self.text_width)) if isinstance(field, PromptField) else 0
        return above + self._lines(field)

    def _lines(self, field: Field) -> int:
        """As many as it may have while it is written in, or is alone; else those that it holds, up to two."""
        most = min(self.view.lines_for(self.well_of(field)), self._tight or MOST_LINES)
        if isinstance(field.well, Prose) and self.view.wraps(self.well_of(field)):
            return max(1, min(most, field.well.wrapped_document.height))
        if most == 1 or field.well.has_focus or len(self.view.wells) == 1:
            return most
        return min(most, AT_REST, field.text.count("\n") + 1)

    def well_of(self, field: Field) -> Well:
        return next((well for well in self.view.wells if well.name == field.key), Well(field.key, field.label))

    def draw(self, *, keep: bool = True) -> None:
        super().draw(keep=keep)
        if not self.query("#below"):
            return
        self.set_class(not self.query_one("#below", Static).content, "-nothing")
        if self.is_mounted and self.size.width and self.has_class("-wells"):
            wells = sum(self._height(field) + (not self.low) for field in self.fields)
            most = self.room - wells - (0 if self.low else 2)
            self.rows.styles.height = max(1, min(len(self.rows.rows), most))

    def on_resize(self) -> None:
        super().on_resize()
        self._show_wells()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.refresh_bindings()
        if any(isinstance(field.well, Prose) for field in self.fields):
            self._fit()

    def _show_wells(self, chosen: Field | None = None) -> None:
        """Where there is no room for all fields, only the one that is being written in."""
        fields, self._tight = self.fields, None
        for field in fields:
            field.display = True
            field.label = self.well_of(field).label
            if isinstance(field, PromptField):
                field.most = None
            if isinstance(field.well, Prose):
                field.well.styles.height = self._lines(field)
        lines = max(1, len(self.rows.rows)) + sum(self._height(field) + (not self.low) for field in fields)
        if not fields or lines <= self.room:
            return
        focused = chosen or next((field for field in fields if field.well.has_focus), fields[0])
        for number, field in enumerate(fields, 1):
            field.display = field is focused
            if isinstance(field, PromptField) and len(fields) > 1:
                field.label = f"{number} of {len(fields)}: {self.well_of(field).label}"
        self._squeeze(focused)

    def _squeeze(self, field: Field) -> None:
        """Let the one field that is shown take what there is: its question first, then its lines."""
        room = max(2, self.room - max(1, len(self.rows.rows)) - 2 * (not self.low))
        above = 0
        if isinstance(field, PromptField):
            field.most = room - 1
            above = len(field.asked(self.text_width))
        self._tight = max(1, room - above)
        if isinstance(field.well, Prose):
            field.well.styles.height = self._lines(field)
        field.arrange_note()

    @on(Field.Edited)
    def _redraw(self) -> None:
        if any(isinstance(field.well, Prose) and field.well.size.height != self._lines(field) for field in self.fields):
            self._show_wells()
        self.draw()
