"""Feed: brings the journal to the screen, at the start in slices, and then whatever is written, here or elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES

from journal.domain.words import plural
from journal.themes import fitted

if TYPE_CHECKING:
    from journal.app import JournalApp
    from journal.store.journal import Journal

TROUBLE = "trouble"
FIRST_SLICE, SLICE = 400, 500
"""Entries read in one go while the rest of the journal loads: some milliseconds; the first ones are shown at once."""


async def in_pieces(work: Iterable[object]) -> None:
    """Do it piece by piece; keys and all else get their turn in between."""
    for _ in work:
        await asyncio.sleep(0)


class Feed:
    """Works for the app between two keys: nothing it does in one piece takes long."""

    def __init__(self, app: JournalApp) -> None:
        self.app = app
        self._trouble = ""
        self._catching_up = False

    async def read_timeline(self) -> None:
        """The newest entries first, to be seen at once; the index of the many others is made at the end."""
        desk = self.app.desk
        if first := next(desk.journal.loading(FIRST_SLICE), None):
            await asyncio.sleep(0)
            desk.index.apply(first)
            await asyncio.sleep(0)
            self.app.tell(None)
            await asyncio.sleep(0)
        await in_pieces(desk.journal.loading(SLICE))
        await in_pieces(desk.index.build())
        await in_pieces(desk.people_search.prepare("due"))
        desk.complete = True
        self.app.tell(None)
        await self.catch_up()

    async def build(self) -> None:
        """Make anew what follows from the documents."""
        desk = self.app.desk
        await in_pieces(desk.index.build())
        desk.begun = True
        if desk.complete:
            await in_pieces(desk.follow())
        self.app.tell(None)
        await asyncio.sleep(0)

    async def prepare(self) -> None:
        """What makes the first search, the next capture and other themes ready, while nobody waits for it."""
        app = self.app
        await in_pieces(app.desk.prepare())
        await in_pieces(app.desk.capturing.preparing())
        for name, theme in BUILTIN_THEMES.items():
            if app.available_themes[name] is theme:
                app.register_theme(fitted(theme))
                await asyncio.sleep(0)
        await asyncio.to_thread(lambda: app.desk.pinned)  # reads the starting points, if there is one
        if app.ready and app.ready.keep_names:
            await asyncio.to_thread(app.ready.keep_names)
        if app.ready and app.ready.keep_safe and (trouble := await asyncio.to_thread(app.ready.keep_safe)):
            app.warn(trouble, "backup")

    def pulse(self) -> None:
        """Read what was written since; turn the day at midnight."""
        app, desk = self.app, self.app.desk
        changes = desk.poll()
        self.say_trouble()
        if desk.journal.stale:
            app.reload()
        elif changes != []:
            app.tell(changes)
        if desk.today != desk.index.today:
            desk.index.turn(desk.today)
            if app.place is not None:
                app.place.turn_day()
            app.tell(None)
        if desk.complete and desk.behind and not self._catching_up:
            app.catch_up()

    async def catch_up(self) -> None:
        """Work off what waits because it concerns many people, such as another day or another rhythm."""
        self._catching_up = True
        try:
            await in_pieces(self.app.desk.follow())
        finally:
            self._catching_up = False
        self.app.tell(None)

    def say_trouble(self) -> None:
        """Say what is wrong with the journal's own files, once: that nothing can be written, or what is left out."""
        trouble = trouble_of(self.app.desk.journal)
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if self.app.place is not None:
            self.app.place.turn_day()
        if trouble:
            self.app.warn(trouble, TROUBLE)
        else:
            self.app.notices.take(TROUBLE)

    async def reload(self) -> None:
        """A file was swapped for another: read everything again while the old view stays."""
        desk = self.app.desk
        await in_pieces(desk.journal.reload(SLICE))
        desk.journal.poll()
        desk.capturing.follow(None)
        await self.build()


def first_of(problems: Sequence[str]) -> str:
    """What is wrong with the settings: the first of it in full, and where the rest is said."""
    more = plural(len(problems) - 1, "more place needs", "more places need")
    return problems[0] if len(problems) == 1 else f"{problems[0]} {more} a look; `journal doctor` lists all."


def trouble_of(journal: Journal) -> str:
    """What is wrong with the files of a journal, as sentences; "" if all is well."""
    if journal.read_only:
        return f"Read only: {journal.read_only}"
    problems = journal.problems
    if not problems:
        return ""
    first = problems[0]
    where = f"{first.file}, line {first.line}" if first.line else first.file
    more = f" and {plural(len(problems) - 1, 'more place')}" if len(problems) > 1 else ""
    return f"Left out: {where}: {first.why.rstrip('.')}{more}. Nothing was changed; `journal doctor` lists all."
