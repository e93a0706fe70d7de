"""JournalApp: the five places, the keys that work everywhere, themes, and the pulse that reads what was written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.theme import BUILTIN_THEMES, Theme

from journal.commands import RecordCommands
from journal.config import ConfigError
from journal.dialogs.capture import CaptureDialog
from journal.domain.record import Invalid
from journal.domain.words import plural
from journal.screens.contacts import ContactsScreen
from journal.screens.desk import Desk
from journal.screens.help import HelpDialog
from journal.screens.importing import ImportFlow
from journal.screens.later import GoalsScreen, PrepScreen, TodayScreen
from journal.screens.listing import Listing
from journal.screens.place import Place
from journal.screens.timeline import TimelineScreen
from journal.screens.welcome import WelcomeScreen
from journal.store.journal import Change, StoreError, Undone
from journal.store.log import LogError
from journal.store.query import QueryError
from journal.themes import fitted, variable_defaults
from journal.widgets.frame import MODES, PLACES

PULSE = 0.5
"""Seconds between two looks at the files."""
SLICE = 1500
"""Entries read in one go while the rest of the journal loads: a few milliseconds."""
PROBLEM_SECONDS = 30

PLACE_SCREENS: tuple[type[Place], ...] = (TodayScreen, ContactsScreen, TimelineScreen, GoalsScreen, PrepScreen)


class JournalApp(App[str]):
    """The full screen. It only routes. Its result "demo" asks for the demo journal."""

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

    ENABLE_COMMAND_PALETTE = True

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
        keep_names: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.desk, self.first_place, self.start_problems = desk, place, problems
        self.remember_theme, self.keep_names = remember_theme, keep_names
        for mode, screen in zip(MODES, PLACE_SCREENS, strict=True):
            self.add_mode(mode, partial(screen, desk))
        for each in themes:
            self.register_theme(each)
        self.theme = theme
        self.set_keymap(dict(keymap or {}))
        self._today = desk.today

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.available_themes.get(self.theme))

    async def on_mount(self) -> None:
        await self.switch_mode(self.first_place)
        self.call_after_refresh(self.load_journal)

    @work
    async def load_journal(self) -> None:
        """Read the journal after the first paint: the few records, then the long timeline, newest first, in slices."""
        desk = self.desk
        try:
            for _ in desk.journal.opening():
                await asyncio.sleep(0)
        except StoreError as error:
            self.fail(error)
        await self._build()
        if desk.journal.empty:
            self.welcome()
        for changes in desk.journal.loading(SLICE):
            desk.index.apply(changes)
            await asyncio.sleep(0)
        desk.complete = True
        self.tell(None)
        self.say_problems()
        self.set_interval(PULSE, self.pulse)
        await self.prepare()

    async def _build(self) -> None:
        for _ in self.desk.index.build():
            await asyncio.sleep(0)
        self.tell(None)

    async def prepare(self) -> None:
        """What makes the first search, the next capture and other themes ready, while nobody waits for it."""
        for _ in self.desk.prepare():
            await asyncio.sleep(0)
        for name, theme in BUILTIN_THEMES.items():
            if self.available_themes[name] is theme:
                self.register_theme(fitted(theme))
                await asyncio.sleep(0)
        if self.keep_names is not None:
            await asyncio.to_thread(self.keep_names)

    @property
    def place(self) -> Place | None:
        """The place that is open, under whatever dialog."""
        bottom = self.screen_stack[0] if self.screen_stack else None
        return bottom if isinstance(bottom, Place) else None

    def tell(self, changes: list[Change] | None) -> None:
        """Show in the open place what was written; the others look when they are opened."""
        if self.place is not None and self.place.is_mounted:
            self.place.journal_changed(changes)

    def pulse(self) -> None:
        """Read what was written since, here or elsewhere; turn the day at midnight."""
        index, changes = self.desk.index, self.desk.poll()
        if self.desk.journal.stale:
            self.reload()
        elif changes != []:
            self.tell(changes)
        if self.desk.today != index.today:
            index.turn(self.desk.today)
            if self.place is not None:
                self.place.turn_day()
                self.tell(None)

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """A file was swapped for another: read everything again while the old view stays."""
        for _ in self.desk.journal.reload(SLICE):
            await asyncio.sleep(0)
        self.desk.journal.poll()
        self.desk.capturing.follow(None)
        await self._build()

    def on_place_written(self, event: Place.Written) -> None:
        self.pulse()
        if event.said:
            self.say(event.said)

    async def on_place_wanted(self, event: Place.Wanted) -> None:
        await self.go_to(event.table, event.id)

    async def go_to(self, table: str, id: str) -> None:
        """Show a record in its place."""
        await self.switch_mode("timeline" if table == "interactions" else "contacts")
        if isinstance(self.place, Listing):
            self.place.reveal(id)

    def say(self, text: str) -> None:
        self.notify(text, markup=False)

    def fail(self, error: Exception) -> None:
        """Say what went wrong; it stays until it has been read."""
        self.notify(str(error), severity="error", timeout=PROBLEM_SECONDS, markup=False)

    def say_problems(self) -> None:
        """What of the user's files could not be used: settings, and lines of the journal."""
        for problem in self.start_problems:
            self.notify(problem, severity="warning", timeout=PROBLEM_SECONDS, markup=False)
        journal = self.desk.journal
        if self.place is not None:
            self.place.turn_day()
        if journal.read_only:
            self.notify(f"Read only: {journal.read_only}", severity="warning", timeout=PROBLEM_SECONDS, markup=False)
        elif problems := journal.problems:
            first = problems[0]
            where = f"{first.file}, line {first.line}" if first.line else first.file
            more = f" and {plural(len(problems) - 1, 'more place')}" if len(problems) > 1 else ""
            text = f"Left out: {where}: {first.why}{more}. Nothing was changed; `journal doctor` lists all."
            self.notify(text, severity="warning", timeout=PROBLEM_SECONDS, markup=False)

    @work
    async def welcome(self) -> None:
        door = await self.push_screen_wait(WelcomeScreen(self.desk))
        if door == "demo":
            self.exit("demo")
        elif door == "import":
            await ImportFlow(self.place, self.desk).run() if self.place else None

    @work
    async def action_capture(self) -> None:
        dialog = CaptureDialog(self.desk.capturing.preview, drafts=self.desk.drafts, save=self.save_line)
        await self.push_screen_wait(dialog)
        if isinstance(self.screen, WelcomeScreen) and not self.desk.journal.empty:
            self.screen.dismiss("empty")

    def save_line(self, line: str) -> str:
        """Keep a captured line; what went wrong, or nothing."""
        try:
            self.desk.capturing.save(line)
        except (StoreError, LogError, Invalid) as error:
            return str(error)
        self.pulse()
        self.tell(None)
        return ""

    def action_undo(self) -> None:
        self._take_back(self.desk.journal.undo, "There is nothing to take back.")

    def action_redo(self) -> None:
        self._take_back(self.desk.journal.redo, "There is nothing to do again.")

    def _take_back(self, act: Callable[[], Undone | None], nothing: str) -> None:
        try:
            undone = act()
        except (StoreError, LogError) as error:
            self.fail(error)
            return
        self.pulse()
        self.say(undone.text if undone else nothing)

    def action_blur(self) -> None:
        self.desk.blurred = not self.desk.blurred
        self.tell(None)
        self.say("Names are blurred; f8 shows them again." if self.desk.blurred else "Names are shown again.")

    def action_help(self) -> None:
        screen = self.screen
        self.push_screen(HelpDialog(list(screen.active_bindings.values()), getattr(screen, "HELP_TEXT", "")))

    def find_entries(self, text: str, most: int) -> list[str]:
        """Ids of the newest entries in which a text is found."""
        try:
            return list(self.desk.search_entries(text).step())[:most]
        except QueryError:
            return []

    def watch_theme(self, theme: str) -> None:
        if self.remember_theme is not None and self.is_running:
            try:
                self.remember_theme(theme)
            except ConfigError as error:
                self.fail(error)
