"""ConfirmDialog: a question with a few answers, each a button with its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import Dialog
from journal.widgets.button import ButtonRow, PushButton

Choice = tuple[str, str, Any]
"""(key, label, value)."""


class ConfirmDialog(Dialog[Any]):
    """Asks; returns the value of the answer. Escape gives the value of the choice whose key is escape, else None."""

    WIDTH = 64
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "choose('escape')", "cancel", tooltip="Close without doing it", id="dialog.close"),
    ]

    def __init__(self, title: str, text: str, choices: Sequence[Choice], default: object = ...) -> None:
        super().__init__(title)
        self.text, self.choices = text, list(choices)
        values = [value for _, _, value in self.choices]
        self.first = values.index(default) if default in values else 0

    def inside(self) -> Iterable[Widget]:
        yield Static(self.text, markup=False)

    def foot(self) -> Iterator[Widget]:
        yield ButtonRow(
            *(
                PushButton(label, key, first=at == self.first, id=f"choice-{at}")
                for at, (key, label, _) in enumerate(self.choices)
            )
        )

    def on_mount(self) -> None:
        self.query_one(f"#choice-{self.first}").focus()

    def on_key(self, event: events.Key) -> None:
        if any(key == event.key for key, _, _ in self.choices):
            event.stop()
            self.action_choose(event.key)

    @on(PushButton.Pressed)
    def _press(self, event: PushButton.Pressed) -> None:
        at = int((event.button.id or "").removeprefix("choice-"))
        self.dismiss(self.choices[at][2])

    def action_choose(self, key: str) -> None:
        self.dismiss(next((value for known, _, value in self.choices if known == key), None))
