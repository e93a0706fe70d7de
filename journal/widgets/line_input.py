"""LineInput: a field of one line as it stands in forms, with completion if that is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message

from journal.widgets.completion import Completer, Completion
from journal.widgets.shell_input import ShellInput


class LineInput(ShellInput):
    """A one-line field. Up, down and enter leave it; the dialog decides where to."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        height: 1; border: none; border-left: blank; padding: 0 1 0 0;
        background: $background; color: $foreground; background-tint: transparent;
        & > .input--placeholder { color: $faint; }
    }
    LineInput:ansi { border-left: outer $line; }
    LineInput:focus { border-left: outer $accent; background: $panel; }
    LineInput.-listing:focus { border-left: blank; }
    LineInput.-bad, LineInput.-bad:focus { border-left: outer $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "field before", tooltip="The field before", id="field.up", show=False),
        Binding("down", "step(1)", "next field", tooltip="The next field", id="field.down", show=False),
        Binding("enter", "enter", "next field", tooltip="Take the suggestion, or go on", id="field.enter", show=False),
        Binding("tab", "take", "take", tooltip="Take the suggestion", id="field.take", show=False),
        Binding("escape", "close_list", "close", tooltip="Close the suggestions", id="field.close", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor wants to leave: 1 to the field below, -1 to the one above."""

        step: int

    @dataclass
    class Entered(Message):
        """Enter was pressed, and there was no suggestion to take."""

        line: LineInput

    @dataclass
    class Offered(Message):
        """There are other suggestions than before, or none."""

        line: LineInput

    def __init__(self, text: str = "", *, completer: Completer | None = None, placeholder: str = "") -> None:
        super().__init__(text, placeholder=placeholder)
        self.completer = completer
        self.completion: Completion | None = None
        self.choice = -1
        self._typed = False

    def on_focus(self) -> None:
        self.scroll_to_region(Region(self._end_of_text, 0, 1, 1), force=True, animate=False)

    def on_blur(self) -> None:
        self.close_list()
        self.scroll_to(x=0, animate=False, force=True)

    @property
    def _end_of_text(self) -> int:
        return max(0, self.content_width - 1)

    def on_key(self, event: events.Key) -> None:
        self._typed = event.is_printable or event.key in ("backspace", "delete")

    def on_input_changed(self) -> None:
        if self._typed and self.completer:
            self.offer()

    def offer(self) -> None:
        """Look for suggestions for what is being typed."""
        self._typed = False
        self.propose(self.completer(self.value, self.cursor_position) if self.completer else None)

    def propose(self, completion: Completion | None) -> None:
        """Open the list with these suggestions, or close it."""
        self.completion = completion
        self.choice = 0 if completion and completion.closed else -1
        self._tell()

    def close_list(self) -> None:
        if self.completion:
            self.completion = None
            self._tell()

    def _tell(self) -> None:
        self.set_class(self.choice >= 0 and self.completion is not None, "-listing")
        self.post_message(self.Offered(self))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "close_list":
            return self.completion is not None
        if action == "take":
            return self.completion is not None and self.choice >= 0
        return True

    def action_step(self, step: int) -> None:
        if self.completion is None:
            self.post_message(self.Moved(step))
            return
        first = 0 if self.completion.closed else -1
        self.choice = max(first, min(self.choice + step, len(self.completion.suggestions) - 1))
        self._tell()

    def action_enter(self) -> None:
        if self.completion is not None and self.choice >= 0:
            self.action_take()
        else:
            self.close_list()
            self.post_message(self.Entered(self))

    def action_take(self) -> None:
        self.take(self.choice)

    def take(self, index: int) -> None:
        """Write a suggestion in place of what was typed."""
        if self.completion is None or index >= len(self.completion.suggestions):
            return
        start, end = self.completion.start, self.completion.end
        text = self.completion.suggestions[index].text
        self._typed = False
        self.close_list()
        self.replace(text, start, end)

    def action_close_list(self) -> None:
        self.close_list()
