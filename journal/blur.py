"""Blur: names and private text are veiled while somebody is looking, also in what is open already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.dialogs.capture import CaptureDialog
from journal.dialogs.form import Form
from journal.dialogs.incoming import IncomingDialog
from journal.dialogs.merge import MergeDialog
from journal.dialogs.message import MessageDialog

if TYPE_CHECKING:
    from journal.app import JournalApp

HOLD_TEXT = (Form, MessageDialog, CaptureDialog, MergeDialog, IncomingDialog)
"""Dialogs that show records or hold what is typed: they veil it themselves."""


def turn(app: JournalApp) -> None:
    """Blur names, or show them again."""
    desk = app.desk
    desk.blurred = not desk.blurred
    for screen in app.screen_stack:
        if isinstance(screen, HOLD_TEXT):
            screen.veil(desk.blurred)
    app.tell(None)
    app.say("Names are blurred; f8 shows them again." if desk.blurred else "Names are shown again.")
