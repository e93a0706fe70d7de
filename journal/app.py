"""JournalApp: the five places, the keys that work everywhere, themes, the palette, and the pulse that reads new lines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen
from textual.theme import Theme

from journal.capture.names import write_index
from journal.commands import RecordCommands
from journal.dialogs.capture import CaptureDialog
from journal.screens.contacts import ContactsScreen
from journal.screens.desk import Desk
from journal.screens.help import HelpDialog
from journal.screens.later import GoalsScreen, PrepScreen, TodayScreen
from journal.screens.place import Place
from journal.screens.timeline import TimelineScreen
from journal.screens.welcome import WelcomeScreen
from journal.store.journal import Change, StoreError
from journal.store.log import LogError
from journal.themes import variable_defaults
from journal.widgets.frame import MODES, PLACES

PULSE = 0.5
"""Seconds between two looks at the files."""
SLICE = 1500
"""Entries read in one go while the rest of the journal loads: a few milliseconds."""
PROBLEM_SECONDS = 30

PLACE_SCREENS: tuple[type[Place], ...] = (TodayScreen, ContactsScreen, TimelineScreen, GoalsScreen, PrepScreen)


class JournalApp(App[str]):
    """The full screen. It routes: what happens in a place is decided there. Its result "demo" asks for the demo journal."""

    TITLE = "journal"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {*App.COMMANDS, RecordCommands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            Binding(str(number), f"switch_mode('{mode}')", place, tooltip=f"Go to {place}", id=f"go.{mode}", show=False)
            for number, (mode, place) in enumerate(zip(MODES, PLACES, strict=True), 1)
        ],
        Binding("c", "capture", "capture", tooltip="Note one line of what happened", id="app.capture"),
        Binding("u", "undo", "undo", tooltip="Take back the last change", id="app.undo", show=False),
        Binding("U", "redo", "redo", tooltip="Do again what was taken back", id="app.redo", show=False),
        Binding("question_mark,f1", "help", "help", tooltip="The keys of this screen", id="app.help", key_display="?"),
        Binding("f8", "blur", "blur", tooltip="Blur names: somebody is looking", id="app.blur", show=False),
        Binding("q", "quit", "quit", tooltip="Leave; everything is saved", id="app.quit"),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        themes: Sequence[Theme] = (),
        theme: str = "lamplight",
        keymap: Mapping[str, str] | None = None,
        problems: Sequence[str] = (),
        place: str = "contacts",
        remember_theme: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self.desk, self.first_place, self.start_problems = desk, place, problems
        self.remember_theme = remember_theme
        for mode, screen in zip(MODES, PLACE_SCREENS, strict=True):
            self.add_mode(mode, partial(screen, desk))
        for each in themes:
            self.register_theme(each)
        self.theme = theme
        self.set_keymap(dict(keymap or {}))
        self._today = desk.today

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.available_themes.get(self.theme) if hasattr(self, "theme") else None)

    def on_mount(self) -> None:
        self.switch_mode(self.first_place)
        self.load_journal()

    @work
    async def load_journal(self) -> None:
        """Read the journal after the first paint: the few records, then the long timeline, newest first, in slices."""
        await asyncio.to_thread(self.desk.journal.read)
        for slice_ in self.desk.index.build():
            await asyncio.sleep(0)
        self._tell(None)
        if self.desk.journal.empty:
            self.push_screen(WelcomeScreen(self.desk))
        for changes in self.desk.journal.loading(SLICE):
            self.desk.index.apply(changes)
            await asyncio.sleep(0)
        self.desk.complete = True
        self._tell(None)
        self._say_problems()
        self.set_interval(PULSE, self.pulse)
        await self.keep_names()
