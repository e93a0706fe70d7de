"""PushButton: a padded word with its key beside it; the focus reverses the word. ButtonRow: a dialog's last line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from journal.widgets.frame import key_word
from journal.widgets.line import MUTED, run


class PushButton(Widget, can_focus=True):
    """A button of a dialog. The first of a row is bold: it is what one usually wants."""

    DEFAULT_CSS = "PushButton { width: auto; height: 1; margin-right: 4; pointer: pointer; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "press", tooltip="Press the button", id="button.press", show=False),
        Binding("left,up", "app.focus_previous", "before", tooltip="The one before", id="button.before", show=False),
        Binding("right,down", "app.focus_next", "next", tooltip="The next one", id="button.next", show=False),
    ]

    @dataclass
    class Pressed(Message):
        """The button was pressed or clicked."""

        button: PushButton

    def __init__(self, label: str, key: str, *, first: bool = False, binding: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.label, self.key_name, self.first, self.binding = label, key, first, binding

    def render(self) -> RenderResult:
        weight = "bold " if self.first else ""
        style = f"{weight}reverse $foreground" if self.has_focus else f"{weight}$foreground on $panel"
        return run((f" {self.label} ", style), (f" {key_word(self.key_name)}", MUTED))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self) -> None:
        self.action_press()

    def action_press(self) -> None:
        self.post_message(self.Pressed(self))


class ButtonRow(Horizontal):
    """Buttons, and a word about the state of things at the right."""

    DEFAULT_CSS = """
    ButtonRow {
        height: 1; margin: 1 2 1 0;
        & > Static { width: 1fr; text-align: right; color: $foreground-muted; text-wrap: nowrap; }
    }
    """

    def __init__(self, *buttons: PushButton) -> None:
        super().__init__()
        self.buttons = buttons
        self.state = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield from self.buttons
        yield self.state

    def on_mount(self) -> None:
        self.call_after_refresh(self.show_keys)

    def show_keys(self) -> None:
        """Name the keys as they are now: the user may have changed them."""
        keys = {active.binding.id: active.binding.key for active in self.screen.active_bindings.values()}
        for button in self.buttons:
            button.key_name = keys.get(button.binding, button.key_name)
            button.refresh(layout=True)

    def say(self, text: str) -> None:
        self.state.update(text)
