"""JournalApp: the places, the keys that work everywhere, themes.

What it needs for the first paint is imported here; all the rest is loaded while the frame and the first people are on
the screen already.
"""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.driver import Driver
from textual.notifications import Notification, SeverityLevel

from journal.domain.words import day_head
from journal.ending import Ending
from journal.feed import Feed, first_of
from journal.noting import Noting
from journal.screens.opening import OpeningScreen
from journal.start import Ready, Start
from journal.store.disk import StoreError
from journal.store.fold import Change
from journal.themes import variable_defaults
from journal.widgets.frame import MODES, PLACES
from journal.widgets.notices import LONG, Notices
from journal.widgets.signs import with_plain_signs, with_shown_text

if TYPE_CHECKING:
    from journal.screens.desk import Desk
    from journal.screens.place import Place
    from journal.store.undo import Undone

PULSE = 0.5
"""Seconds between two looks at the files."""
OPENING = "opening"
HOMES = {"interactions": "timeline", "goals": "goals", "events": "prep", "runs": "prep"}
"""Table → the place that shows its records, where that is not Contacts."""


def _record_commands() -> type[Provider]:
    from journal.commands import RecordCommands

    return RecordCommands


class JournalApp(App[str]):
    """The full screen. It only routes. Its result "demo" asks for the demo journal.

    `wanted` is the id of what the first place opens at once; "" for what comes next.
    """

    TITLE = "journal"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_record_commands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    DEFAULT_MODE = OPENING
    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            Binding(str(number), f"go('{mode}')", place, tooltip=f"Go to {place}", id=f"go.{mode}", show=False)
            for number, (mode, place) in enumerate(zip(MODES, PLACES, strict=True), 1)
        ],
        Binding("c", "capture", "capture", tooltip="Note one line of what happened", id="app.capture"),
        Binding("u", "undo", "undo", tooltip="Take back the last change", id="app.undo", show=False),
        Binding("U", "redo", "redo", tooltip="Do again what was taken back", id="app.redo", show=False),
        Binding("question_mark,f1", "help", "help", tooltip="The keys of this screen", id="app.help", key_display="?"),
        Binding(
            "f8", "blur", "blur", tooltip="Blur names: somebody is looking", id="app.blur", show=False, priority=True
        ),
        Binding("q", "quit", "quit", tooltip="Leave; everything is saved", id="app.quit"),
    ]

    def __init__(self, start: Start, place: str = "today", wanted: str | None = None) -> None:
        self.start, self.first_place, self.wanted = start, place, wanted
        super().__init__()
        self.ready: Ready | None = None
        self.feed = Feed(self)
        self.noting = Noting(self)
        self.ending = Ending(self)
        self.notices = Notices(self)
        self.add_mode(OPENING, partial(OpeningScreen, MODES.index(place), self._day()))
        self.register_theme(start.theme)
        self.theme = start.theme.name

    @property
    def desk(self) -> Desk:
        """What the places work with; there once the program is loaded."""
        assert self.ready is not None, "the program is not loaded yet"
        return self.ready.desk

    @property
    def complete(self) -> bool:
        """Whether everything is read."""
        return self.ready is not None and self.desk.complete

    def _day(self) -> str:
        today = self.start.clock().date()
        return day_head(today, today)

    def get_driver_class(self) -> type[Driver]:
        driver = with_shown_text(super().get_driver_class())
        return with_plain_signs(driver) if self.start.plain_signs else driver

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.available_themes.get(self.theme))

    def on_ready(self) -> None:
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(each, self.ending.told, each)
        if self.start.debug:
            from journal.debug import watch

            watch(self, self.start.debug)
        self.call_after_refresh(self.open_journal)

    def on_unmount(self) -> None:
        self.ending.keep_drafts()

    def _fatal_error(self) -> None:
        # Textual would print the values of all variables: names and notes of people. There is no public way to stop it.
        self.ending.fault(self._exception or RuntimeError())
        self._close_messages_no_wait()

    @work
    async def open_journal(self) -> None:
        """Read and load everything after the first paint: people, the program, then the timeline, newest first.

        What is made meanwhile stays for good; looking through it for garbage would stop the screen for a long moment.
        """
        gc.disable()
        try:
            await self._open()
        finally:
            gc.freeze()
            gc.enable()

    async def _open(self) -> None:
        try:
            for _ in self.start.storage.live.opening():
                if isinstance(self.screen, OpeningScreen):
                    self.screen.show_people(self.start.storage.live.documents("contacts"))
                await asyncio.sleep(0)
        except StoreError as error:
            self.fail(error)
        await self._take(await asyncio.to_thread(self.start.load))
        await self.feed.build()
        if self.desk.journal.empty:
            self.welcome()
        await self.feed.read_timeline()
        if self.ready and self.ready.problems:
            self.warn(first_of(self.ready.problems), "settings")
        self.feed.say_trouble()
        self.set_interval(PULSE, self.pulse)
        await self.feed.prepare()

    async def _take(self, ready: Ready) -> None:
        """Go on with the whole program, in the place that was asked for."""
        from journal.screens.places import PLACE_SCREENS

        self.ready = ready
        for mode, screen in zip(MODES, PLACE_SCREENS, strict=True):
            self.add_mode(mode, partial(screen, ready.desk))
        for theme in ready.themes:
            self.register_theme(theme)
        self.theme = ready.theme
        self.set_keymap(dict(ready.keymap))
        await self.switch_mode(self.first_place)
        await self.remove_mode(OPENING)
        if self.wanted is not None and self.place is not None:
            self.place.begin(self.wanted)

    @property
    def place(self) -> Place | None:
        """The place that is open, under whatever dialog; none while it is not there yet, or not any more."""
        bottom = self.screen_stack[0] if self.ready and self.screen_stack else None
        there = bottom is not None and bottom.is_mounted and not isinstance(bottom, OpeningScreen)
        return cast("Place", bottom) if there else None

    def tell(self, changes: list[Change] | None) -> None:
        """Show in the open place what was written; the others look when they are opened."""
        if self.place is not None:
            self.place.journal_changed(changes)

    def pulse(self) -> None:
        """Look at the files now, and whether anybody is still there."""
        self.ending.look()
        self.feed.pulse()

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Read everything again while the old view stays."""
        await self.feed.reload()

    @work(group="catch-up")
    async def catch_up(self) -> None:
        """Work off what waits because it concerns many people."""
        await self.feed.catch_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.ready is not None or action not in {"capture", "undo", "redo", "help", "blur", "command_palette"}

    async def action_go(self, mode: str) -> None:
        """Open a place; while the program is still loading, the one to begin with."""
        self.first_place = mode
        if self.ready is not None:
            await self.switch_mode(mode)

    def on_place_written(self, event: Place.Written) -> None:
        self.pulse()
        if event.said:
            self.say(event.said)

    async def on_place_wanted(self, event: Place.Wanted) -> None:
        await self.go_to(event.table, event.id)

    async def go_to(self, table: str, id: str) -> None:
        """Show a record in its place."""
        await self.switch_mode(HOMES.get(table, "contacts"))
        if self.place is not None:
            self.place.reveal(id)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something in the corner, in place of what was said there before."""
        seconds = self.NOTIFICATION_TIMEOUT if severity == "information" else LONG
        self.notices.put(Notification(message, title, severity, timeout or seconds, markup=markup))

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.notices.key()
        await super().on_event(event)

    def say(self, text: str) -> None:
        self.notify(text)

    def fail(self, error: Exception) -> None:
        """Say what went wrong; it stays until it has been read."""
        self.notify(self.desk.why(error) if self.ready else str(error), severity="error")

    def warn(self, text: str, slot: str) -> None:
        """Say what of the user's files cannot be used, in place of what was said about them before."""
        self.notices.put(Notification(text, severity="warning", timeout=LONG), slot)

    @work
    async def welcome(self) -> None:
        from journal.screens.welcome import WelcomeScreen

        door = await self.push_screen_wait(WelcomeScreen(self.desk))
        if door == "demo":
            self.exit("demo")
        elif door == "import":
            self.action_import_people()
        elif door == "start" and self.place is not None:
            self.place.action_starting_points()

    @work
    async def action_import_people(self) -> None:
        from journal.screens.importing import ImportFlow

        if self.place is not None:
            await ImportFlow(self.place, self.desk).run()

    def action_command_palette(self) -> None:
        from journal.commands import palette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(palette())

    def search_themes(self) -> None:
        from journal.commands import theme_palette

        self.push_screen(theme_palette())

    def action_capture(self) -> None:
        self.noting.show()

    def on_key(self, event: events.Key) -> None:
        self.noting.take_early(event)
        if take := getattr(self.screen, "take_early", None):
            take(event)

    def action_undo(self) -> None:
        self._take_back(self.desk.journal.undo, "There is nothing to take back.")

    def action_redo(self) -> None:
        self._take_back(self.desk.journal.redo, "There is nothing to do again.")

    def _take_back(self, act: Callable[[], Undone | None], nothing: str) -> None:
        try:
            undone = act()
        except StoreError as error:
            self.fail(error)
            return
        self.pulse()
        blurred = self.desk.blurred and undone
        self.say(nothing if undone is None else "Done; what it was is blurred." if blurred else undone.text)

    def action_blur(self) -> None:
        from journal.blur import turn

        turn(self)

    def action_help(self) -> None:
        from journal.screens.help import HelpDialog

        screen = self.screen
        self.push_screen(HelpDialog(screen.active_bindings.values(), getattr(screen, "HELP_TEXT", "")))

    def watch_theme(self, theme: str) -> None:
        if self.ready is None or self.ready.remember_theme is None or theme == self.ready.theme:
            return
        from journal.config import ConfigError

        try:
            self.ready.remember_theme(theme)
            self.ready = self.ready._replace(theme=theme)
        except ConfigError as error:
            self.fail(error)
