"""A small journal, and the full screen on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from journal.app import JournalApp
from journal.config import load
from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.model import Model
from journal.domain.timeline import Interaction
from journal.paths import Paths, shipped_themes
from journal.screens.desk import Desk
from journal.store.index import Index
from journal.store.journal import Journal
from journal.themes import load as load_themes

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = NOW.date()


def days_ago(count: int) -> date:
    return TODAY - timedelta(days=count)


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

    def app(self, place: str = "contacts", theme: str = "lamplight") -> JournalApp:
        """The full screen, not yet running."""
        config, problems = load(Paths({"HOME": str(self.folder.parent)}))
        journal = Journal(self.folder, machine="desk-0002", now=lambda: NOW)
        desk = Desk(journal, Index(journal, Model.parse(config.model), TODAY), config, lambda: NOW)
        themes, _ = load_themes(shipped_themes())
        return JournalApp(desk, themes=themes, theme=theme, place=place, problems=problems)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def person(name: str, **fields: object) -> Contact:
    return Contact.parse({"name": name, "circle": "close", **fields}, fields.pop("id", "") or name.upper())  # type: ignore[arg-type]


def talk(*people: str, ago: int = 1, kind: str = "meeting", note: str = "", **fields: object) -> Interaction:
    ids = [name.upper() for name in people]
    return Interaction.parse({"contacts": ids, "on": days_ago(ago).isoformat(), "kind": kind, "note": note, **fields})


@pytest.fixture
def small(world: World) -> World:
    """Three people, some talks, a follow-up each way."""
    world.add(
        person("Ana Gómez", role="Head of Data", org="Northwind", location="Leeds", kinds=["mentor"], topics=["rust"],
               channels=[{"kind": "email", "value": "ana@northwind.example"}]),
        person("Bob Lee", org="Lee & Partners", circle="active"),
        person("小林さくら Sakura Kobayashi", org="Hikari", circle="open"),
        talk("Ana Gómez", ago=42, note="rust jobs in health", exchanges=[{"benefit": "opportunity", "way": "got"}]),
        talk("Ana Gómez", "Bob Lee", ago=100, kind="video", note="planning the rust evening"),
        talk("Bob Lee", ago=3, kind="call", note="the offer"),
        FollowUp.parse({"contacts": ["ANA GÓMEZ"], "what": "send the salary survey", "due": days_ago(2).isoformat()}),
        FollowUp.parse({"contacts": ["ANA GÓMEZ"], "what": "introduction to the NHS team", "owner": "theirs", "due": "2026-12-04"}),
    )
    return world


Rows = Callable[[JournalApp], list[str]]
