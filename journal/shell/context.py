"""What every command works with, built once: folders, clock, settings and the journal."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from journal.paths import Paths
from journal.shell.output import WrongUsage, say

if TYPE_CHECKING:
    from journal.config import Config
    from journal.derived.index import Index
    from journal.store.journal import Journal

Clock = Callable[[], datetime]


class Context:
    """Settings and journal are read when they are first asked for."""

    def __init__(self, paths: Paths, clock: Clock, env: Mapping[str, str]) -> None:
        self.paths, self.clock, self.env = paths, clock, env
        self.problems: list[str] = []

    @classmethod
    def build(cls, folder: str | None, now: str | None) -> Context:
        """From `--dir`, `--now` and the environment. Raises `WrongUsage` for a time that cannot be read."""
        return cls(Paths(os.environ, folder), read_clock(now, os.environ), os.environ)

    @cached_property
    def config(self) -> Config:
        """The settings; `problems` gets a sentence for everything in them that cannot be used."""
        from journal.config import load

        config, problems = load(self.paths)
        self.problems += problems
        return config

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def today(self) -> date:
        """The day it is for the user; it may begin later than midnight."""
        return self.config.day_of(self.now)

    @property
    def missing(self) -> str:
        """That there is no journal in the folder, and what to do, as a sentence; "" if there is one."""
        try:
            Path(self.paths.data, "log").stat()
        except (FileNotFoundError, NotADirectoryError):
            return (
                f"There is no journal in {self.paths.data} yet. `journal` and `journal capture` begin one there; "
                "--dir or $JOURNAL_DIR names another folder."
            )
        except OSError:
            return ""  # reading it will say why it cannot be read
        return ""

    def journal(self) -> Journal:
        """The journal with everything in it read. Raises `StoreError`."""
        from journal.store.journal import Journal
        from journal.store.machine import machine_name

        machine = machine_name(self.paths.state)
        self._finish_forgetting(machine)
        journal = Journal.open(self.paths.data, machine=machine, now=self.clock)
        journal.ready()
        journal.poll()  # what was read so far is no news
        return journal

    def _finish_forgetting(self, machine: str) -> None:
        """Take out of the files whom a program was forgetting that was killed meanwhile."""
        if Path(self.paths.state, "backups").is_dir():
            from journal.store.backup import folder_for
            from journal.store.erasing import finish
            from journal.store.log import Log

            if finish(Log(self.paths.data, machine), folder_for(self.paths.state, self.paths.data), wait=False):
                say("Somebody was being forgotten when the program was stopped; that is finished now.")

    def read_journal(self, *, begins: bool = False) -> Journal:
        """Like `journal`, and says what in its files had to be left out.

        That there is none yet is said too, unless the command `begins` one.
        """
        from journal.domain.words import plural

        if self.missing and not begins:
            say(self.missing)
        journal = self.journal()
        if journal.problems:
            places = plural(len(journal.problems), "place")
            say(f"{places} in the journal could not be read; `journal doctor` says which.")
        return journal

    def index(self, journal: Journal) -> Index:
        """What follows from the documents of a journal; it has to be built once the journal is read."""
        from journal.derived.index import Index
        from journal.domain.model import Model

        return Index(journal, Model.parse(self.config.model), self.today)

    def say_problems(self) -> None:
        """Tell what is wrong with the settings, where it matters to the command."""
        for problem in self.problems:
            say(problem)


def read_clock(text: str | None, env: Mapping[str, str]) -> Clock:
    """The clock on the wall, or one that stands still at `text` or JOURNAL_NOW (ISO).

    Without offset it is local time; with one it is the time on the wall there. Raises `WrongUsage` if that is no time.
    """
    source = "--now" if text is not None else "JOURNAL_NOW"
    text = env.get("JOURNAL_NOW", "") if text is None else text
    if not text and source == "JOURNAL_NOW":
        return lambda: datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError, OSError):
        raise WrongUsage(f"{source} is no time such as 2026-11-24T08:31: {text!r}") from None
    return lambda: moment
