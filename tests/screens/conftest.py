"""A small journal, and the full screen on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from journal.app import JournalApp
from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.timeline import Interaction
from journal.paths import Paths
from journal.screens.walk.screen import WalkScreen
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.journal import Journal

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
PATIENCE = 15.0
"""Seconds until something is taken as not going to happen."""


def days_ago(count: int) -> date:
    return TODAY - timedelta(days=count)


class Running:
    """The full screen while it runs, as somebody in front of it sees and uses it."""

    def __init__(self, app: JournalApp, pilot: Pilot[str]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def names(self) -> list[str]:
        """The people in the list of Contacts."""
        return [self.app.desk.name(id) for id in self.place.ids]

    @property
    def place(self) -> Any:
        return self.app.place

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
        await self.pilot.pause(0.05)

    async def walk(self, event: str, step: str = "") -> WalkScreen:
        """Open the walk of an event, from Prep."""
        await self.until(lambda: self.place.texts is not None)
        self.place.walk(event, step)
        await self.until(lambda: isinstance(self.app.screen, WalkScreen) and self.app.screen.text_width > 0)
        await self.pilot.pause(0.05)
        screen = self.app.screen
        assert isinstance(screen, WalkScreen)
        return screen

    async def type(self, text: str) -> None:
        await self.press(*["space" if letter == " " else letter for letter in text])

    @property
    def said(self) -> str:
        """What is said in the corner, as it was written: where its lines break hangs on the paths of the machine."""
        return "\n".join(toast._notification.message for toast in self.app.screen.query(Toast))

    def stands(self, words: str) -> bool:
        """Whether these words stand on the screen."""
        return words in self.text or words in self.said

    async def gone(self, words: str) -> None:
        """Wait until these words do not stand on the screen any more."""
        await self.until(lambda: not self.stands(words), f"{words!r} is still on the screen")

    async def see(self, words: str) -> None:
        """Wait until these words stand on the screen."""
        await self.until(lambda: self.stands(words), f"{words!r} is not on the screen")

    async def until(self, happened: Callable[[], bool], otherwise: str = "it did not happen") -> None:
        """Wait until something is so: for as long as the slowest machine could need."""
        end = monotonic() + PATIENCE
        while not happened():
            if monotonic() > end:
                raise AssertionError(f"{otherwise}:\n{self.text}")
            await self.pilot.pause(0.01)


class World:
    """A journal folder and what one does with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "journal"

    def journal(self, machine: str = "other-0001") -> Journal:
        """The same journal as another program sees it."""
        journal = Journal.open(self.folder, machine=machine, now=lambda: NOW)
        journal.ready()
        return journal

    def add(self, *records: Contact | Interaction | FollowUp, machine: str = "other-0001") -> None:
        with self.journal(machine).transaction("test") as transaction:
            for record in records:
                transaction.add(record)

    def app(self, place: str = "contacts", now: datetime = NOW) -> JournalApp:
        """The full screen, not yet running."""
        paths = Paths({"HOME": str(self.folder.parent)}, str(self.folder))
        return build(Context(paths, lambda: now, {}), place)

    def watching(self, app: JournalApp, pilot: Pilot[str]) -> Running:
        """The full screen that somebody else has started."""
        return Running(app, pilot)

    @asynccontextmanager
    async def running(self, size: tuple[int, int] = (120, 36), **options: Any) -> AsyncIterator[Running]:
        """Open the full screen and wait until the journal is read."""
        app = self.app(**options)
        async with app.run_test(size=size, notifications=True) as pilot:
            run = Running(app, pilot)
            await run.until(lambda: app.complete, "the journal is not read")
            await pilot.pause(0.02)
            yield run


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def person(name: str, **fields: Any) -> Contact:
    """Somebody whose id is the name in capitals."""
    return Contact.parse({"name": name, "circle": "close", **fields}, name.upper())


def talk(*people: str, ago: int = 1, kind: str = "meeting", note: str = "", **fields: object) -> Interaction:
    ids = [name.upper() for name in people]
    return Interaction.parse({"contacts": ids, "on": days_ago(ago).isoformat(), "kind": kind, "note": note, **fields})


@pytest.fixture
def small(world: World) -> World:
    """Three people, some talks, a follow-up each way."""
    world.add(
        person(
            "Ana Gómez",
            role="Head of Data",
            org="Northwind",
            location="Leeds",
            kinds=["mentor"],
            topics=["rust"],
            channels=[{"kind": "email", "value": "ana@northwind.example"}],
        ),
        person("Bob Lee", org="Lee & Partners", circle="active"),
        person("小林さくら Sakura Kobayashi", org="Hikari", circle="open"),
        talk("Ana Gómez", ago=42, note="rust jobs in health", exchanges=[{"benefit": "opportunity", "way": "got"}]),
        talk("Ana Gómez", "Bob Lee", ago=100, kind="video", note="planning the rust evening"),
        talk("Bob Lee", ago=3, kind="call", note="the offer"),
        FollowUp.parse({"contacts": ["ANA GÓMEZ"], "what": "send the salary survey", "due": days_ago(2).isoformat()}),
        FollowUp.parse(
            {"contacts": ["ANA GÓMEZ"], "what": "introduction to the NHS team", "owner": "theirs", "due": "2026-12-04"}
        ),
    )
    return world


@pytest.fixture
def make_person() -> Callable[..., Contact]:
    return person


@pytest.fixture
def make_talk() -> Callable[..., Interaction]:
    return talk
