"""What the keys do: the line, the lines before it, the list that is open, and what was said last."""

from __future__ import annotations

from journal.capture.cells import cut
from journal.capture.editing import ERASURES, MOVES, Line, erase, move
from journal.capture.keys import KEY, PASTE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from journal.capture.choices import Choices
    from journal.capture.preview import Line as Shown
    from journal.capture.reader import Reader

SAVE, LEAVE, DROP = "save", "leave", "drop"
_LONGEST_SAID = 60


class Writing:
    """One line after the other until `done` says how it ended: SAVE, LEAVE or DROP."""

    __slots__ = ("choices", "completing", "done", "history", "line", "message", "reader", "saved", "seen")

    def __init__(self, reader: Reader, text: str, history: list[str], saved: Callable[[], None]) -> None:
        self.reader = reader
        self.line = Line(text)
        self.history = [*history, ""]
        """Lines that the arrow up brings back; the last is the one that is being written."""
        self.seen = len(history)
        self.saved = saved
        """Told as soon as a line is safe."""
        self.choices: Choices | None = None
        self.completing = False
        """Whether there may be something to complete that has not been looked up yet."""
        self.message: Shown | None = None
        self.done = ""

    def act(self, kind: str, value: str) -> None:
        """Do what a key is for, or take in text."""
        before = self.line.text
        if kind != KEY:
            (self.line.paste if kind == PASTE else self.line.insert)(value)
        elif value in MOVES:
            move(self.line, value)
        elif value in ERASURES:
            erase(self.line, value)
        elif value == "yank":
            self.line.insert(self.line.killed)
        else:
            getattr(self, f"key_{value}")()
            return
        self.choices = None
        if self.line.text != before:
            self.message = None
            self.completing = True

    def complete(self) -> None:
        """Open the list for the word before the cursor, if there is one to open."""
        if self.completing:
            self.completing = False
            self.choices = self.reader.choices(self.line.text, self.line.at)

    def key_save(self) -> None:
        if self._save():
            self.done = SAVE

    def key_stay(self) -> None:
        text = self.line.text
        if text.strip() and self._save():
            self.history[-1:] = [text, ""]
            self.seen = len(self.history) - 1
            self.line.put("")
            self.reader.renew()
            self.message = ("", [("saved  ", "strong"), (cut(text, _LONGEST_SAID), "muted")])

    def _save(self) -> bool:
        """Whether the line is safe, if there is one; else the reason is said."""
        text = self.line.text
        self.choices, self.completing = None, False
        if not text.strip():
            return True
        why = self.reader.save(text)
        if why:
            self.message = ("", [("! ", "error"), (why, "error")])
        else:
            self.saved()
        return not why

    def key_leave(self) -> None:
        self.done = LEAVE

    def key_drop(self) -> None:
        self.done = DROP

    def key_redraw(self) -> None:
        """The prompt paints everything after each key anyway."""

    def key_delete_or_leave(self) -> None:
        if not self.line.text:
            self.done = LEAVE
        self.act(KEY, "delete")

    def key_complete(self) -> None:
        """Take what is picked; if there is nothing to complete, offer who may be meant by a name that is in doubt."""
        self.reader.finish()
        self.completing = True
        if not self.choices:
            self.complete()
        if self.choices:
            self.line.put(*self.choices.taken(self.line.text))
            self.choices, self.completing = None, False
        else:
            self.choices = self.reader.doubtful(self.line)

    def key_date(self) -> None:
        """The date that was found is none: take the next one."""
        self.reader.finish()
        self.reader.next_date(self.line)
        self.choices = None

    def key_up(self) -> None:
        self._move(-1)

    def key_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        if self.choices:
            self.choices.move(step)
        elif 0 <= self.seen + step < len(self.history):
            self.history[self.seen] = self.line.text
            self.seen += step
            self.line.put(self.history[self.seen])
