"""Fields of forms: a label, a well to write in, and beside or under it a hint or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from journal.domain.text import clean_lines
from journal.widgets.completion import Completer
from journal.widgets.line import DOUBT, ERROR, MUTED, run
from journal.widgets.line_input import LineInput


class Prose(TextArea):
    """A well of several lines. Up on the first of them and down on the last leave it."""

    DEFAULT_CSS = """
    Prose, Prose:focus {
        height: 4; border: none; border-left: outer $background; padding: 0 1 0 0;
        background: $background; color: $foreground; background-tint: transparent;
        scrollbar-size-vertical: 1;
        & .text-area--cursor { background: $input-cursor-background; color: $input-cursor-foreground; }
        & .text-area--placeholder { color: $faint; }
    }
    Prose:focus { border-left: outer $accent; background: $panel; }
    Prose.-bad, Prose.-bad:focus { border-left: outer $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "up", "up", tooltip="One line up, or the field before", id="field.up", show=False),
        Binding("down", "down", "down", tooltip="One line down, or the next field", id="field.down", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor wants to leave: 1 to the field below, -1 to the one above."""

        step: int

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(text, placeholder=placeholder, show_line_numbers=False, highlight_cursor_line=False)
        self.move_cursor(self.document.end)

    def action_up(self) -> None:
        if self.navigator.is_first_wrapped_line(self.cursor_location):
            self.post_message(self.Moved(-1))
        else:
            self.action_cursor_up()

    def action_down(self) -> None:
        if self.navigator.is_last_wrapped_line(self.cursor_location):
            self.post_message(self.Moved(1))
        else:
            self.action_cursor_down()

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(clean_lines(event.text), *self.selection)


class Field(Widget):
    """One field of a form. `short` answers leave room for a note beside them; `lines` > 1 makes it a text."""

    DEFAULT_CSS = """
    Field {
        layout: grid; grid-size: 2; grid-columns: 12 1fr; grid-rows: auto; height: auto; width: 1fr;
        & > .label { color: $foreground-muted; height: 1; }
        &.-focused > .label { color: $foreground; text-style: bold; }
        & > .note { display: none; column-span: 2; padding-left: 13; height: auto; color: $foreground-muted; }
        &.-bad > .note { display: block; }
        &.-beside { grid-size: 3; grid-columns: 12 22 1fr; }
        &.-beside > .note { display: block; column-span: 1; padding-left: 2; }
        &.-noted > .note { display: block; }
    }
    """

    @dataclass
    class Edited(Message):
        """The text of a field is another one."""

        field: Field

    @dataclass
    class Left(Message):
        """The focus went out of a field."""

        field: Field

    def __init__(
        self,
        name: str,
        label: str,
        text: str = "",
        *,
        short: bool = False,
        lines: int = 1,
        completer: Completer | None = None,
        placeholder: str = "",
        live: bool = False,
    ) -> None:
        super().__init__(id=f"field-{name}", name=name)
        self.label, self.short, self.live = label, short, live
        self.well: LineInput | Prose
        self.well = (
            Prose(text, placeholder) if lines > 1 else LineInput(text, completer=completer, placeholder=placeholder)
        )
        if lines > 1:
            self.well.styles.height = lines
            self.styles.grid_rows = f"{lines} auto"
        self._note = Static(markup=False, classes="note")
        self.hint = ""
        self.error = ""

    @property
    def key(self) -> str:
        return self.name or ""

    def compose(self) -> ComposeResult:
        yield Static(self.label, classes="label", markup=False)
        yield self.well
        yield self._note

    @property
    def text(self) -> str:
        return self.well.text if isinstance(self.well, Prose) else self.well.value

    @text.setter
    def text(self, text: str) -> None:
        if isinstance(self.well, Prose):
            self.well.text = text
            self.well.move_cursor(self.well.document.end)
        else:
            self.well.value = text
            self.well.cursor_position = len(text)

    def say(self, hint: str = "", error: str = "") -> None:
        """Show a hint, or what is wrong in its place."""
        if (hint, error) == (self.hint, self.error):
            return
        self.hint, self.error = hint, error
        self._note.update(run((f"{DOUBT} {error}", ERROR)) if error else run((hint, MUTED)))
        self.set_class(bool(error), "-bad")
        self.set_class(bool(hint) and self.live, "-noted")
        self.well.set_class(bool(error), "-bad")

    def give_room(self, wide: bool) -> None:
        """Put notes beside short answers where the terminal is wide enough, under them where it is not."""
        self.set_class(wide and self.short, "-beside")

    def on_input_changed(self, event: LineInput.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self))

    def on_text_area_changed(self, event: Prose.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self))

    def on_descendant_focus(self) -> None:
        self.add_class("-focused")

    def on_descendant_blur(self) -> None:
        self.remove_class("-focused")
        self.post_message(self.Left(self))
