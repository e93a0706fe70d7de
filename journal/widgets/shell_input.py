"""ShellInput: a field with the keys of a shell: ^K ^U ^W alt-d cut, ^Y puts back, alt-b and alt-f go by words."""

from __future__ import annotations

import re
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from journal.domain.text import clean

CUTS = frozenset({"ctrl+k", "ctrl+u", "ctrl+w", "alt+d"})
_LAST_WORD = re.compile(r"\S*\s*$")
_NEXT_WORD = re.compile(r"\W*\w*")


class KillRing:
    """What was cut last, to be put back with ^Y; cuts that follow each other are one."""

    def __init__(self) -> None:
        self.text = ""
        self._open = False

    def cut(self, text: str, *, before: bool = False) -> None:
        """Keep what was cut; `before`: it stood before what the cut just before this one took."""
        if not self._open:
            self.text = ""
        self.text = text + self.text if before else self.text + text
        self._open = True

    def rest(self) -> None:
        """The next cut begins anew."""
        self._open = False


class ShellInput(Input):
    """One line; what is pasted comes in whole and clean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+k", "cut_right", "cut to the end", tooltip="Cut to the end", id="field.cut_right", show=False),
        Binding("ctrl+u", "cut_left", "cut to the start", tooltip="Cut to the start", id="field.cut_left", show=False),
        Binding("ctrl+w", "cut_word", "cut a word", tooltip="Cut the word before", id="field.cut_word", show=False),
        Binding("ctrl+y", "put_back", "put back", tooltip="Put back what was cut", id="field.put_back", show=False),
        Binding("alt+d", "cut_next", "cut next word", tooltip="Cut the next word", id="field.cut_next", show=False),
        Binding("ctrl+f", "cursor_right", "right", tooltip="One character right", id="field.right", show=False),
        Binding("alt+b", "cursor_left_word", "word left", tooltip="One word left", id="field.word_left", show=False),
        Binding("alt+f", "cursor_right_word", "word right", tooltip="A word right", id="field.word_right", show=False),
    ]

    def __init__(self, text: str = "", *, placeholder: str = "") -> None:
        super().__init__(text, placeholder, select_on_focus=False)
        self.ring = KillRing()

    def on_key(self, event: events.Key) -> None:
        if event.key not in CUTS:
            self.ring.rest()

    def on_paste(self, event: events.Paste) -> None:
        """Take every line of what is pasted, not only the first, and no control characters."""
        event.prevent_default()
        event.stop()
        self.replace(self.pasted(event.text), *self.selection)

    def pasted(self, text: str) -> str:
        """Pasted text as one line."""
        return clean(text)

    def action_cut_right(self) -> None:
        self.ring.cut(self.value[self.cursor_position :])
        self.action_delete_right_all()

    def action_cut_left(self) -> None:
        self.ring.cut(self.value[: self.cursor_position], before=True)
        self.action_delete_left_all()

    def action_cut_word(self) -> None:
        """Cut back to the space before, as a shell does."""
        found = _LAST_WORD.search(self.value, 0, self.cursor_position)
        start = found.start() if found else 0
        self.ring.cut(self.value[start : self.cursor_position], before=True)
        self.delete(start, self.cursor_position)

    def action_cut_next(self) -> None:
        """Cut to the end of the word at the cursor, or of the next one."""
        found = _NEXT_WORD.match(self.value, self.cursor_position)
        end = found.end() if found else len(self.value)
        self.ring.cut(self.value[self.cursor_position : end])
        self.delete(self.cursor_position, end)

    def action_put_back(self) -> None:
        self.insert_text_at_cursor(self.ring.text)
