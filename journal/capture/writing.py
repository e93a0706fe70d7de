"""What the keys do: the line, the lines before it, the list that is open, and what was said last."""

from __future__ import annotations

import time

from journal.capture.cells import cut
from journal.capture.editing import ERASURES, MOVES, Line, erase, move, pasted
from journal.capture.keys import KEY, PASTE
from journal.capture.recall import Recall

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from journal.capture.choices import Choices
    from journal.capture.keys import Event
    from journal.capture.preview import Line as Shown
    from journal.capture.reader import Reader

SAVE, LEAVE, DROP, STAY = "save", "leave", "drop", "stay"
PATIENCE = 10.0
"""Seconds for which a line waits for another program that is writing."""
_GLANCE = 0.1
"""Seconds of them in which no key is looked at."""
_LONGEST_SAID = 60
_WAITING = "Another program is writing to the journal: waiting for it. esc keeps the line."


class Writing:
    """One line after the other until `done` says how it ended: SAVE, LEAVE or DROP."""

    __slots__ = ("choices", "completing", "done", "line", "message", "reader", "recall", "saved", "until", "wanted")

    def __init__(self, reader: Reader, kept: list[str], saved: Callable[[list[str]], None]) -> None:
        self.reader = reader
        self.recall = Recall(kept)
        self.line = Line(self.recall.text)
        self.saved = saved
        """Told as soon as a line is safe: the drafts that are none any more."""
        self.choices: Choices | None = None
        self.completing = False
        """Whether there may be something to complete that has not been looked up yet."""
        self.message: Shown | None = None
        self.wanted = ""
        """What to do as soon as another program has done writing: SAVE, or STAY to begin another line."""
        self.until = 0.0
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
            self._changed()
            self.completing = True

    def _changed(self) -> None:
        self.message = None
        self.wanted = ""

    def complete(self) -> None:
        """Open the list for the word before the cursor, if there is one to open."""
        if self.completing:
            self.completing = False
            self.choices = self.reader.choices(self.line.text, self.line.at)

    def key_save(self) -> None:
        self._want(SAVE)

    def key_stay(self) -> None:
        if self.line.text.strip():
            self._want(STAY)

    def _want(self, what: str) -> None:
        self.choices, self.completing = None, False
        self.wanted, self.until = what, time.monotonic() + PATIENCE
        self.go_on()

    def go_on(self) -> None:
        """Save what is to be saved, unless another program is writing: then try again soon."""
        what, text = self.wanted, self.line.text
        is_last = time.monotonic() + _GLANCE >= self.until
        why = self.reader.save(text, _GLANCE) if text.strip() else ""
        if why is None and not is_last:
            self.message = ("", [("· ", "muted"), (_WAITING, "muted")])
            return
        self.wanted = ""
        if why is None or why:
            self.message = ("", [("! ", "error"), (why or self.reader.busy(PATIENCE), "")])
            return
        if text.strip():
            self.saved(self.recall.take_saved(text))
        self.line.put("")
        if what == SAVE:
            self.done = SAVE
        else:
            self.reader.renew()
            self.message = ("", [("✓ ", "done"), ("saved  ", "strong"), (cut(text, _LONGEST_SAID), "muted")])

    def keep(self, events: list[Event]) -> None:
        """Keep text that came after the key that ended it, a draft for each line of it."""
        if self.done == DROP:
            return
        texts = [""]
        for kind, value in events:
            if kind != KEY:
                texts[-1] += value
            elif value in (SAVE, STAY):
                texts.append("")
        self.recall.add([pasted(text) for text in texts])

    def key_leave(self) -> None:
        """Close the list that is open, else the prompt."""
        if self.choices:
            self.choices = None
        else:
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
        elif self.recall.move(step, self.line.text):
            self.line.put(self.recall.text)
            self._changed()
