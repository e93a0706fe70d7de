"""Sample journals of several sizes in a temporary folder, made once in a run, each with state and cache of its own."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

from journal.demo.make import make

SMALL = (100, 1_000)
"""People and entries of the journal that the large one is compared with."""


class Sample(NamedTuple):
    """A journal made for measuring."""

    root: Path
    people: int
    entries: int

    @property
    def journal(self) -> Path:
        return self.root / "journal"

    def env(self, cache: Path | None = None) -> dict[str, str]:
        """The environment in which a command works on this journal."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "JOURNAL_DIR": str(self.journal),
            "XDG_STATE_HOME": str(self.root / "state"),
            "XDG_CACHE_HOME": str(cache or self.root / "cache"),
            "XDG_CONFIG_HOME": str(self.root / "config"),
        }


class Samples:
    """Makes journals when they are asked for."""

    def __init__(self, folder: Path, people: int, entries: int) -> None:
        self.folder = folder
        self.size = (people, entries)
        self._made: dict[tuple[int, int], Sample] = {}

    @property
    def small(self) -> Sample:
        return self.of(*SMALL)

    @property
    def large(self) -> Sample:
        return self.of(*self.size)

    @property
    def empty(self) -> Sample:
        return self.of(0, 0)

    def of(self, people: int, entries: int) -> Sample:
        """The journal of that size."""
        key = (people, entries)
        if key not in self._made:
            sample = Sample(self.folder / f"{people}-{entries}", people, entries)
            if people or entries:
                print(f"making a journal of {people:,} people and {entries:,} entries …", file=sys.stderr)
                make(sample.journal, date.today(), people, entries)
            self._made[key] = sample
        return self._made[key]


def program() -> list[str]:
    """The installed `journal` command of this environment, or else the module."""
    command = Path(sys.executable).with_name("journal")
    return [str(command)] if command.exists() else [sys.executable, "-m", "journal"]
