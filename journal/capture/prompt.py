"""The prompt: one line with what it means under it. Painted first; everything it knows is loaded after that."""

from __future__ import annotations

import os
import sys

from journal.capture.keys import Keys
from journal.capture.paint import Painter, choice_rows, preview_rows
from journal.capture.terminal import Gone, Terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.keys import Event
    from journal.capture.paint import Row
    from journal.capture.writing import Writing

ESCAPE_WAIT = 0.025
"""Seconds after which an escape is the key and not the beginning of a sequence."""
FAILED = 1


def open_prompt(argv: list[str]) -> int:
    """Paint the prompt, load the rest, and let the user write; returns the exit code."""
    plain = "utf" not in (sys.stdout.encoding or "").lower()
    terminal = Terminal()
    painter = Painter(terminal, os.environ, plain=plain)
    code, said = FAILED, ""
    with terminal:
        try:
            painter.frame("", "", [])
            terminal.ask_for_marked_pastes()
            from journal.capture.session import run

            code, said = run(argv, painter)
        except Gone:
            return FAILED
    if said:
        sys.stderr.write(said.encode(sys.stderr.encoding or "utf-8", "replace").decode(errors="replace") + "\n")
    return code


class Prompt:
    """The loop: reads keys, and while there are none loads what is missing and says what the line means."""

    __slots__ = ("keys", "painter", "stale", "writing")

    def __init__(self, painter: Painter, writing: Writing) -> None:
        self.painter = painter
        self.writing = writing
        self.keys = Keys()
        self.stale = True
        """Whether what is under the line is not about it."""

    def run(self) -> str:
        """Until it is over; returns how it ended. Raises `Gone`, with the line as it was."""
        if self.writing.line.text:
            self.paint_line()
        while True:
            events = self.events()
            for kind, value in events:
                self.writing.act(kind, value)
                if self.writing.done:
                    return self.writing.done
            if events:
                self.paint_line()

    def events(self) -> list[Event]:
        """What was typed next."""
        terminal, reader = self.painter.terminal, self.writing.reader
        while True:
            typed, called = terminal.wait(self._patience())
            if called:
                self._called()
            elif typed:
                return self.keys.feed(terminal.read())
            elif self.keys.waiting:
                return self.keys.flush()
            elif not reader.step() and self.stale:
                self.show()

    def _patience(self) -> float | None:
        if self.keys.waiting:
            return ESCAPE_WAIT
        return 0 if self.stale or self.writing.reader.loading else None

    def _called(self) -> None:
        from journal.capture import signals

        numbers = signals.heard(self.painter.terminal.wake)
        if numbers & set(signals.ENDING):
            raise Gone
        self.painter.restart(clear="TMUX" in os.environ and "TMUX_PANE" not in os.environ)
        self.show()

    def paint_line(self) -> None:
        """Show at once what was typed; what it means comes when nothing more is typed."""
        self.painter.line(self.writing.line.head, self.writing.line.tail)
        self.stale = True

    def show(self) -> None:
        """Show the line and all that is under it."""
        self.stale = False
        self.writing.complete()
        self.painter.frame(self.writing.line.head, self.writing.line.tail, self._body())

    def _body(self) -> list[Row]:
        writing, (columns, rows) = self.writing, self.painter.terminal.size()
        if writing.choices:
            return choice_rows(writing.choices, columns, rows)
        problem = writing.reader.problem
        lines = [writing.message] if writing.message else []
        if writing.line.text.strip() and not lines:
            lines += writing.reader.preview(writing.line.text)
        if problem and not writing.message:
            lines.append(("", [("! ", "doubt"), (problem, "muted")]))
        return preview_rows(lines, columns)
