"""PushButton: a padded word with its key beside it; the focus reverses the word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

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

    def __init__(self, label: str, key: str, *, first: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label, self.key_name, self.first = label, key, first

    def render(self) -> RenderResult:
        weight = "bold " if self.first else ""
        style = f"{weight}reverse $foreground" if self.has_focus else f"{weight}$foreground on $panel"
        return run((f" {self.label} ", style), (f" {key_word(self.key_name)}", MUTED))

    def rename_key(self, key: str) -> None:
        """The key is another one now; nothing changes without one."""
        if key and key != self.key_name:
            self.key_name = key
            self.refresh(layout=True)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self) -> None:
        self.action_press()

    def action_press(self) -> None:
        self.post_message(self.Pressed(self))
