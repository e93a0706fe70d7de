"""FilterBar: the line above a list that narrows it, with the count, or what is wrong with the filter, beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static

from journal.widgets.field import behind_veil
from journal.widgets.line import ACCENT_BOLD, DOUBT, ERROR, MARK, MUTED, PLAIN, run

SHORTEST_FIELD = 10
"""Cells that the field keeps, whatever is to be said beside it."""


class FilterField(Input):
    """The field itself: enter or ↓ goes to the list, escape clears and then leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "leave", "to the list", tooltip="Go to the list", id="filter.leave", key_display="enter"),
        Binding("escape", "clear", "clear", tooltip="Clear the filter, then leave it", id="filter.clear"),
    ]

    veiled = False

    @dataclass
    class Left(Message):
        """The field gives the focus back to the list."""

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        return behind_veil(strip) if self.veiled else strip

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_clear(self) -> None:
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Left())


class FilterBar(Horizontal):
    """A slash, the filter, and at the right how much it finds."""

    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        & > #slash { width: 2; color: $foreground-muted; }
        &.-active > #slash { color: $accent; }
        & > FilterField {
            width: 1fr; height: 1; border: none; padding: 0; background: transparent; color: $foreground;
            &:focus { border: none; background: transparent; }
            & > .input--placeholder { color: $faint; }
        }
        & > #note { padding-left: 2; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    @dataclass
    class Changed(Message):
        """The filter is another one."""

        text: str

    def __init__(self) -> None:
        super().__init__()
        self._said, self._field = Content(""), SHORTEST_FIELD
        self._count, self._marked = "", 0
        self.veiled = False
        """Whether the filter is blurred, but for what is being written."""

    def compose(self) -> ComposeResult:
        yield Static("/", id="slash")
        yield FilterField(placeholder="filter", id="filter", select_on_focus=False)
        yield Static(id="note")

    @property
    def text(self) -> str:
        return self.query_one(FilterField).value

    @text.setter
    def text(self, text: str) -> None:
        self.query_one(FilterField).value = text

    def say(self, text: str) -> None:
        """Say how much there is, at the right."""
        self._count = text
        self._say_count()

    def count_marks(self, marked: int) -> None:
        """Say how many rows are marked, wherever they are, before how much there is."""
        if marked != self._marked:
            self._marked = marked
            self._say_count()

    def _say_count(self) -> None:
        marks = ((f"{MARK} ", ACCENT_BOLD), (f"{self._marked:,} marked  ", PLAIN)) if self._marked else ()
        self._note(run(*marks, (self._count, MUTED)), max(SHORTEST_FIELD, cell_len(self.text) + 2))

    def complain(self, text: str) -> None:
        """Say what is wrong with the filter."""
        self._note(run((f"{DOUBT} {text}", ERROR)), SHORTEST_FIELD)

    def _note(self, content: Content, field: int) -> None:
        """Show `content` at the right; the field keeps `field` cells."""
        self._said, self._field = content, field
        self.query_one("#note", Static).update(content)
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        room = self.content_size.width - 2 - self._field
        self.query_one("#note", Static).styles.width = max(2, min(self._said.cell_length + 2, room))

    def veil(self, on: bool) -> None:
        """Blur the filter, or show it."""
        if on != self.veiled:
            self.veiled = on
            self._veil_field(on)

    def _veil_field(self, on: bool) -> None:
        field = self.query_one(FilterField)
        field.veiled = on
        field.refresh()

    def focus_field(self) -> None:
        self.query_one(FilterField).focus()

    def on_descendant_focus(self) -> None:
        self._light()

    def on_descendant_blur(self) -> None:
        self._veil_field(self.veiled)
        self._light()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.query_one(FilterField).has_focus:
            self._veil_field(False)
        self._light()
        self.post_message(self.Changed(event.value))

    def _light(self) -> None:
        field = self.query_one(FilterField)
        self.set_class(bool(field.value) or field.has_focus, "-active")
