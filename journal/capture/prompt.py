"""The prompt: one line with what it means under it. Painted first; everything it knows is loaded after that."""

from __future__ import annotations

import os
import sys

from journal.capture.keys import Keys
from journal.capture.paint import CHOOSING, KEYS, UNSURE, Painter, choice_rows, preview_rows
from journal.capture.terminal import Gone, Terminal, in_popup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.draft import Draft
    from journal.capture.keys import Event
    from journal.capture.paint import Mark
    from journal.capture.preview import Line as Shown
    from journal.capture.writing import Writing

FAILED = 1


def open_prompt(argv: list[str]) -> int:
    """Paint the prompt, load the rest, and let the user write; returns the exit code."""
    encoding = sys.stdout.encoding or "utf-8"
    plain = "utf" not in encoding.lower()
    terminal = Terminal(encoding="utf-8" if encoding.lower() in ("ascii", "us-ascii") else encoding)
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
        from journal.domain.text import shown

        said = shown(said)
        sys.stderr.write(said.encode(sys.stderr.encoding or "utf-8", "replace").decode(errors="replace") + "\n")
    return code


class Prompt:
    """The loop: reads keys, and while there are none loads what is missing and says what the line means."""

    __slots__ = ("keys", "misread", "painter", "stale", "writing")

    def __init__(self, painter: Painter, writing: Writing) -> None:
        self.painter = painter
        self.writing = writing
        self.keys = Keys(painter.terminal.encoding)
        self.stale = True
        """Whether what is under the line is not about it."""
        self.misread: list[tuple[int, str]] = []
        """Words in the line that were not understood when it was read last, with their places."""

    def run(self) -> str:
        """Until it is over; returns how it ended. Raises `Gone`, with the line as it was."""
        if self.writing.line.text:
            self.paint_line()
        while not self.writing.done:
            events = self.events()
            for at, (kind, value) in enumerate(events):
                self.writing.act(kind, value)
                if self.writing.done:
                    self._keep(events[at + 1 :])
                    break
            if events and not self.writing.done:
                self.paint_line()
        return self.writing.done

    def events(self) -> list[Event]:
        """What was typed next; nothing if it is over without."""
        terminal, writing = self.painter.terminal, self.writing
        while not writing.done:
            typed, called = terminal.wait(self._patience())
            if called:
                self._called()
            elif typed:
                return self.keys.feed(terminal.read())
            elif self.keys.patience is not None:
                return self.keys.flush()
            elif not writing.reader.step():
                if self.stale:
                    self.show()
                elif writing.wanted:
                    writing.go_on()
                    self.stale = not writing.wanted
        return []

    def _patience(self) -> float | None:
        if self.keys.patience is not None:
            return self.keys.patience
        return 0 if self.stale or self.writing.reader.loading or self.writing.wanted else None

    def _keep(self, events: list[Event]) -> None:
        """Text that was typed after the key that ends it is kept; what a popup still holds would be gone with it."""
        if in_popup(os.environ) and self.painter.terminal.wait(0)[0]:
            events = [*events, *self.keys.feed(self.painter.terminal.read())]
        self.writing.keep(events)

    def _called(self) -> None:
        from journal.capture import signals

        numbers = signals.heard(self.painter.terminal.wake)
        if numbers & set(signals.ENDING):
            raise Gone
        self.painter.restart(clear=in_popup(os.environ))
        self.show()

    def paint_line(self) -> None:
        """Show at once what was typed; what it means comes when nothing more is typed."""
        line = self.writing.line
        self.painter.line(line.head, line.tail, self._marks())
        self.stale = True

    def show(self) -> None:
        """Show the line and all that is under it."""
        self.stale = False
        writing, (columns, rows) = self.writing, self.painter.terminal.size()
        writing.complete()
        if writing.choices:
            body, keys = choice_rows(writing.choices, columns, rows), CHOOSING
        else:
            draft = writing.reader.draft(writing.line.text)
            self.misread = draft.misread_in(writing.line.text) if draft else []
            body, keys = preview_rows(self._said(draft), columns), UNSURE if draft and draft.unsure else KEYS
        self.painter.frame(writing.line.head, writing.line.tail, body, self._marks(), keys)

    def _marks(self) -> list[Mark]:
        """Where those words are; a word that was changed since is not marked any more."""
        text = self.writing.line.text
        return [(start, start + len(word)) for start, word in self.misread if text.startswith(word, start)]

    def _said(self, draft: Draft | None) -> list[Shown]:
        """What was said last, or what the line means; and what is wrong with the journal."""
        writing, reader = self.writing, self.writing.reader
        if writing.message:
            return [writing.message]
        problem: list[Shown] = [("", [("! ", "doubt"), (reader.problem, "muted")])] if reader.problem else []
        return [*(reader.preview(draft) if draft else ()), *problem]
