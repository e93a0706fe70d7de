"""Ending: how the full screen ends, whoever ends it, without a loss of what is typed and not saved."""

from __future__ import annotations

import os
import select
import signal
import sys
from typing import TYPE_CHECKING

from rich.text import Text

from journal.crash import report
from journal.drafts import unkept

if TYPE_CHECKING:
    from journal.app import JournalApp


class Ending:
    """Keeps drafts, and says at the end what could not be kept, or what went wrong in the program."""

    def __init__(self, app: JournalApp) -> None:
        self._app = app

    def told(self, by: signal.Signals) -> None:
        """The program is told to end, or its terminal was closed."""
        self.keep_drafts()
        if by == signal.SIGHUP:
            os._exit(128 + by)  # there is no screen any more that could be left in order
        self._app.exit(return_code=128 + by)

    def look(self) -> None:
        """End if the terminal is gone: where another program stands between, nobody tells us."""
        if not self._app.is_headless and sys.__stdin__ is not None and _hung_up(sys.__stdin__.fileno()):
            self.told(signal.SIGHUP)

    def keep_drafts(self) -> None:
        """Keep what is typed and not saved; where that cannot be done, it is printed at the end."""
        ready = self._app.ready
        if not (ready and ready.keep_drafts):
            return
        try:
            ready.keep_drafts()
        except OSError as error:
            self._say(unkept(error, ready.desk.drafts))

    def fault(self, error: BaseException) -> None:
        """The program itself failed: where is written down, with nothing about people."""
        self.keep_drafts()
        self._say(report(error, self._app.start.crashes, self._app.start.clock()))

    def _say(self, text: str) -> None:
        said = Text(text)
        if said and said not in self._app._exit_renderables:  # there is no public way to print after the screen is left
            self._app._exit_renderables.append(said)


def _hung_up(terminal: int) -> bool:
    asked = select.poll()
    asked.register(terminal, 0)
    return any(told & select.POLLHUP for _, told in asked.poll(0))
