"""A journal in which every text of the user can be told from the words of the program, and the full screen on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.app import JournalApp
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.log import Log

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SECRET = "zq"
"""Every text of this journal has it in each of its words, and no word of the program has."""


def at(days: int) -> str:
    return (date(2026, 11, 24) + timedelta(days=days)).isoformat()


def documents() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(table, id, document) of a journal that uses every field that can hold a text."""
    for number, who in enumerate("abcdef"):
        id, other = f"P{who}", f"P{'bcdefa'[number]}"
        yield "contacts", id, {
            **{"name": f"Zq{who}name Zqsurname{who}", "circle": "close", "aliases": [f"zqalias{who}"]},
            **{"org": "Zqorg", "role": "Zqrole", "location": "Zqtown", "topics": ["zqtopic"], "industries": ["zqind"]},
            **{"communities": ["zqcommunity"], "reaches": ["zqreach"], "seeks": "zqseeks", "how_met": "zqmet"},
            **{"notes": "zqnotes", "boundaries": "zqboundary", "say_as": "zqsay", "pronouns": "zqpronoun", "trust": 4},
            **{"channels": [{"kind": "email", "value": "zqa@zq.zq"}, {"kind": "web", "value": "https://zq.zq"}]},
            **{"moments": [{"label": "zqmoment", "month": 11, "day": 28}], "introduced_by": other},
            **{"met_on": at(-10), "met_at": "Ea", "stub": who == "f"},
            **{"knows": [{"contact": other, "edge": "said_so"}], "sources": [{"format": "vcard", "id": "zqid"}]},
            "triage": {"text": "zqtriage", "candidates": ["Pa", "Pb"]} if who == "f" else None,
        }  # fmt: skip
        for ago in (2, 60, 130):
            yield "interactions", f"I{who}{ago}", {
                **{"contacts": [id, other], "on": at(-ago - number), "kind": "email" if ago == 60 else "meeting"},
                **{"direction": "out" if ago == 60 else "mutual", "depth": 3, "note": "zqnote", "topics": ["zqtopic"]},
                **{"place": "zqplace", "raw": "zqraw", "private": who == "b", "goals": ["Ga"], "event": "Eb"},
                "exchanges": [{"benefit": "opportunity", "way": "got", "note": "zqgot"}],
            }  # fmt: skip
        yield "followups", f"F{who}", {
            **{"contacts": [id], "what": "send zqwhat", "owner": "mine" if number % 2 else "theirs"},
            **{"due": at(number - 3), "status": "open", "raw": "zqrawpromise"},
        }  # fmt: skip
    yield from plans()


def plans() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for id in ("Ga", "Gb"):
        yield "goals", id, {
            **{"statement": "Zqstatement zqgoal zqlong", "why": "zqwhy", "status": "active", "starts": at(-20)},
            **{"horizon": at(60), "obstacle": "zqobstacle", "if_then": {"if": "zqif", "then": "zqthen"}},
            "measure": {"name": "zqmeasure", "unit": "zqunit", "target": 5, "current": 2},
            "slots": [{"label": "zqslot", "role": ["zqrole"], "org": ["zqorg"], "people": ["Pa"]}],
            "milestones": [{"title": "zqmilestone", "due": at(10)}],
            "next_action": {"text": "zqaction", "due": at(1)},
        }  # fmt: skip
    for id, days in (("Ea", 1), ("Eb", -1), ("Ec", 20)):
        yield "events", id, {
            **{"title": "Zqtitle", "kind": "conference", "starts": f"{at(days)}T18:30", "place": "zqvenue"},
            **{"url": "https://zq.zq", "objective": "zqobjective", "goals": ["Ga"], "expected": ["Pa", "zqexpected"]},
            **{"questions": ["zqquestion"], "note": "zqeventnote", "pitch": "zqpitch"},
            **{"helpers": ["Pb"], "met": ["Pc"]},
            "status": "attended" if days < 0 else "planned",
        }  # fmt: skip
    yield "introductions", "Na", {
        **{"broker": "me", "a": "Pa", "b": "Pb", "status": "asked", "reason": "zqreason", "note": "zqintro"},
        "asked_on": at(-3),
    }  # fmt: skip
    yield "introductions", "Nb", {"broker": "Pc", "a": "me", "b": "Pd", "status": "idea", "reason": "zqreason"}
    yield "reflections", "Ra", {"on": at(-7), "kind": "week", "wins": ["zqwin"], "note": "zqreflection"}
    yield "settings", "me", {"my_name": "Zqme", "about_me": "zqabout"}


class Private:
    """The folder of that journal, and the full screen on it."""

    def __init__(self, home: Path) -> None:
        self.home, self.folder = home, home / "journal"
        put: dict[str, dict[str, Any]] = {}
        for table, id, document in documents():
            put.setdefault(table, {})[id] = {name: value for name, value in document.items() if value is not None}
        Log(str(self.folder), "other-0001").write("zqop", put)

    def context(self) -> Context:
        return Context(Paths({"HOME": str(self.home)}, str(self.folder)), lambda: NOW, {})

    @asynccontextmanager
    async def running(self, size: tuple[int, int] = (120, 36), place: str = "contacts") -> AsyncIterator[Watched]:
        app = build(self.context(), place)
        async with app.run_test(size=size, notifications=True) as pilot:
            while not app.complete:
                await pilot.pause(0.01)
            await pilot.pause()
            yield Watched(app, pilot)


class Watched:
    """The full screen while somebody is looking over one's shoulder."""

    def __init__(self, app: JournalApp, pilot: Pilot[str]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def leaks(self) -> list[str]:
        """The lines in which something private can be read."""
        return [line.strip() for line in self.text.split("\n") if SECRET in line.casefold()]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def see(self, words: str) -> None:
        for _ in range(300):
            if words in self.text:
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")


@pytest.fixture
def private(tmp_path: Path) -> Private:
    return Private(tmp_path)
