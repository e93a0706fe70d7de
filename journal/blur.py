"""Blur: names and private text are veiled while somebody is looking, also in what is open already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.command import CommandPalette
from textual.screen import Screen

if TYPE_CHECKING:
    from journal.app import JournalApp


def turn(app: JournalApp) -> None:
    """Blur names, or show them again: on the place, on everything that is open over it, and in what was said."""
    desk = app.desk
    desk.blurred = not desk.blurred
    app.notices.clear()
    for screen in app.screen_stack[1:]:
        _tell(screen, desk.blurred)
    app.tell(None)
    app.say("Names are blurred; f8 shows them again." if desk.blurred else "Names are shown again.")


def _tell(screen: Screen[Any], on: bool) -> None:
    """Let a screen blur what it holds; one that only draws the journal draws it again."""
    if isinstance(screen, CommandPalette):
        screen.dismiss(None)  # what it lists cannot be made anew
        return
    for name, words in (("veil", (on,)), ("look_again", ()), ("draw", ())):
        act = getattr(screen, name, None)
        if callable(act):
            act(*words)
            return
