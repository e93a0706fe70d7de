"""Noting: what `c` does everywhere: a line over the open place, begun with whom that place is about, and saving it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from journal.store.disk import StoreError

if TYPE_CHECKING:
    from textual import events

    from journal.app import JournalApp
    from journal.dialogs.capture import CaptureDialog

LONGEST_SAID = 40
"""Letters of a line in a toast."""


class Noting:
    """Works for the app; what it needs is loaded when it is wanted, not for the first paint."""

    def __init__(self, app: JournalApp) -> None:
        self.app = app
        self._dialog: CaptureDialog | None = None

    def show(self) -> None:
        """Show the line. It is there when this returns, so that the next key cannot be meant for the place."""
        from journal.dialogs.capture import CaptureDialog

        desk, place = self.app.desk, self.app.place
        start = place.capture_start if place is not None else str
        self._dialog = CaptureDialog(desk.capturing, self.save, drafts=desk.drafts, start=start, hidden=desk.blurred)
        self.app.push_screen(self._dialog, self._closed)

    def take_early(self, event: events.Key) -> None:
        """A letter that was typed right after `c`, and came before the line was there, belongs into it."""
        if event.is_printable and event.character and self._dialog is not None and self._dialog is self.app.screen:
            self._dialog.type_ahead(event.character)

    async def save(self, line: str) -> str:
        """Keep a captured line; what went wrong, or nothing."""
        from journal.domain.record import Invalid

        try:
            others = await self.app.desk.capturing.save(line)
        except (StoreError, Invalid, OSError) as error:
            return str(error)
        await asyncio.sleep(0)
        self.app.pulse()
        if others:
            self.app.tell(None)
        return ""

    def _closed(self, line: str | None) -> None:
        self._dialog = None
        if line:
            words = line if len(line) <= LONGEST_SAID else f"{line[: LONGEST_SAID - 1].rstrip()}…"
            what = "" if self.app.desk.blurred else f": {words}"
            self.app.say(f"Noted{what}   u takes it back")
        self.app.call_later(self._leave_welcome)

    def _leave_welcome(self) -> None:
        """The welcome under the line has served once there is something in the journal."""
        from journal.screens.welcome import WelcomeScreen

        if isinstance(self.app.screen, WelcomeScreen) and not self.app.desk.journal.empty:
            self.app.screen.dismiss("empty")
