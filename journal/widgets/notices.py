"""Notices: what is said in the corner, one of a kind at a time, so that nothing stacks up or stands there twice."""

from __future__ import annotations

from time import time
from typing import Any

from textual.app import App
from textual.notifications import Notification, Notify

LONG = 20.0
"""Seconds that what went wrong stays if nobody presses a key."""
SHORTEST = 1.5
"""Seconds that it stays at least: a key pressed in a hurry does not take it away unread."""


class Notices:
    """The toasts of an app. A notice takes the place of the one of its kind: of its slot, else of its severity."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._standing: dict[str, Notification] = {}

    def put(self, notification: Notification, slot: str = "") -> None:
        """Show a notice."""
        slot = slot or notification.severity
        self.take(slot)
        self._standing[slot] = notification
        self._app.post_message(Notify(notification))

    def take(self, slot: str) -> None:
        """Take away what is said in a slot, if anything is: it is not so any more."""
        old = self._standing.pop(slot, None)
        if old is not None:
            old.timeout = 0.0  # it may not have reached the screen yet
            self._app._unnotify(old)  # there is no public way to take one of several away

    def clear(self) -> None:
        """Take away whatever is said."""
        for slot in list(self._standing):
            self.take(slot)

    def key(self) -> None:
        """A key was pressed: what went wrong has been read."""
        for slot, notice in list(self._standing.items()):
            if notice.severity != "information" and time() - notice.raised_at >= SHORTEST:
                self.take(slot)
