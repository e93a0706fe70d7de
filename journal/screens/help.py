"""HelpDialog: every key that works on a screen, by what it is for, and a few words about the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from journal.widgets.frame import in_order, key_word
from journal.widgets.line import BOLD, HEAD, MUTED, PLAIN, cell, run

SECTIONS = {
    "go": "Places",
    "app": "Everywhere",
    "place": "Here",
    "list": "In a list",
    "record": "On what the cursor is on",
}
HERE = "place"
"""The section of all keys that have none of their own: those of forms, fields and dialogs."""
KEY_COLUMN = 12


class HelpDialog(ModalScreen[None]):
    """The keys of the screen below."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "close", tooltip="Close the help", id="help.close"),
        Binding("j,down", "scroll(1)", "down", tooltip="Scroll down", id="help.down", show=False),
        Binding("k,up", "scroll(-1)", "up", tooltip="Scroll up", id="help.up", show=False),
    ]

    def __init__(self, bindings: Iterable[ActiveBinding], about: str = "") -> None:
        super().__init__()
        self.lines = [*([Content(about), Content("")] if about else []), *key_lines(bindings)]

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = "Keys"
            with VerticalScroll(id="lines", can_focus=False):
                yield Static(Content("\n").join(self.lines))
            yield Static(run(("esc", BOLD), (" close", MUTED)), id="close")

    def action_scroll(self, step: int) -> None:
        self.query_one("#lines").scroll_relative(y=step, animate=False)


def key_lines(bindings: Iterable[ActiveBinding]) -> list[Content]:
    """Keys with what they do, in sections; several keys of one action stand on one line."""
    sections: dict[str, dict[str, tuple[list[str], str]]] = {section: {} for section in SECTIONS}
    for active in in_order(bindings):
        section = (active.binding.id or "").split(".")[0]
        section = section if section in sections else HERE
        if active.binding.id and active.binding.description:
            keys, _ = sections[section].setdefault(
                active.binding.action, ([], active.tooltip or active.binding.description)
            )
            keys.append(key_word(active.binding.key))
    lines: list[Content] = []
    for section, title in SECTIONS.items():
        if sections[section]:
            lines += [Content(""), run((title, HEAD))] if lines else [run((title, HEAD))]
            lines += [
                run(cell((" ".join(keys), BOLD), KEY_COLUMN), (text, PLAIN))
                for keys, text in sections[section].values()
            ]
    return lines
