"""TextDialog: plain text to read, to copy or to keep as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Literal

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import Dialog
from journal.widgets.button import ButtonRow, PushButton

TextAnswer = Literal["copy", "save"]


class TextDialog(Dialog[TextAnswer | None]):
    """Returns what to do with the text: "copy", "save", or None."""

    WIDTH = 86
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss('copy')", "copy", tooltip="Copy all of it", id="text.copy"),
        Binding("ctrl+s", "dismiss('save')", "save", tooltip="Save it to a file", id="text.save"),
        Binding("escape", "dismiss(None)", "close", tooltip="Close", id="text.close"),
        Binding("q", "dismiss(None)", "close", tooltip="Close", id="text.quit", show=False),
        Binding("j,down", "scroll(1)", "down", tooltip="Scroll down", id="text.down", show=False),
        Binding("k,up", "scroll(-1)", "up", tooltip="Scroll up", id="text.up", show=False),
        Binding("pagedown", "page(1)", "page down", tooltip="One page down", id="text.page_down", show=False),
        Binding("pageup", "page(-1)", "page up", tooltip="One page up", id="text.page_up", show=False),
    ]

    text = getters.query_one("#inside", VerticalScroll)

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title)
        self.lines = lines

    def inside(self) -> Iterable[Widget]:
        yield Static(Content("\n").join(map(Content, self.lines)))

    def foot(self) -> Iterator[Widget]:
        yield ButtonRow(
            PushButton("Save to a file", "ctrl+s", first=True, binding="text.save", id="save"),
            PushButton("Copy", "y", binding="text.copy", id="copy"),
            PushButton("Close", "escape", binding="text.close", id="close"),
        )

    def on_mount(self) -> None:
        self.query_one("#close").focus()

    @on(PushButton.Pressed)
    def _press(self, event: PushButton.Pressed) -> None:
        answers: dict[str | None, TextAnswer] = {"save": "save", "copy": "copy"}
        self.dismiss(answers.get(event.button.id))

    def action_scroll(self, step: int) -> None:
        self.text.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        self.text.scroll_relative(y=step * max(1, self.text.size.height - 1), animate=False)
