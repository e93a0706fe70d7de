"""What the tests of faults share: a journal folder, writers that may be killed, and a table of figures at the end.

`make test` runs the short form, `make faults` the long one (`JOURNAL_FAULTS=long`). The table is printed by the
conftest of all tests.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from journal.store.journal import Journal

PROGRAMS = Path(__file__).parent / "programs"
LONG = os.environ.get("JOURNAL_FAULTS") == "long"


class Row:
    """One line of the table; it fails the test at its end if anything acknowledged was lost or damaged."""

    def __init__(self, what: str, properties: list[tuple[str, object]]) -> None:
        self.what, self.properties = what, properties
        self.rounds = self.acknowledged = self.found = self.damaged = 0
        self.began = time.monotonic()
        self.may_lose = False

    def count(self, acknowledged: int, found: int, *, rounds: int = 0, damaged: int = 0) -> None:
        self.rounds += rounds
        self.acknowledged += acknowledged
        self.found += found
        self.damaged += damaged

    @property
    def lost(self) -> int:
        return self.acknowledged - self.found

    def __enter__(self) -> Row:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        seconds = time.monotonic() - self.began
        numbers = [self.rounds, self.acknowledged, self.found, self.lost, self.damaged, seconds]
        self.properties.append(("figures", [self.what, *numbers]))
        if kind is None and not self.may_lose:
            assert (self.lost, self.damaged) == (0, 0), self.what


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str], Row]:
    """`with figures("what") as row:` a line of the table that is printed at the end."""

    return lambda what: Row(what, request.node.user_properties)


@pytest.fixture
def unable(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`unable("what", "why")`: skip, and say so in the table."""

    def skip(what: str, why: str) -> None:
        request.node.user_properties.append(("figures", [what, f"skipped: {why}"]))
        pytest.skip(why)

    return skip


@pytest.fixture
def times() -> Callable[[int, int], int]:
    """`times(short, long)`: how often, in the form that is run."""
    return lambda short, long: long if LONG else short


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """The same moments again for the same test; `JOURNAL_SEED` makes others."""
    return random.Random(f"{request.node.nodeid}{os.environ.get('JOURNAL_SEED', '')}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def fresh(root: Path) -> Callable[..., Journal]:
    """The whole journal, read by a program that has just started."""

    def read(folder: Path = root) -> Journal:
        journal = Journal.open(folder, machine="laptop-aaaa", now=lambda: datetime.now(UTC))
        journal.ready()
        journal.poll()
        return journal

    return read


class Writer:
    """A process that saves again and again, and notes in a file what it was told is saved."""

    def __init__(self, pid: int, notes: Path, nursery: Nursery) -> None:
        self.pid, self.notes, self.nursery = pid, notes, nursery

    @property
    def told(self) -> list[str]:
        return self.notes.read_text("utf-8").split("\n")[:-1] if self.notes.exists() else []

    def wait_for_one(self) -> None:
        """Until something is acknowledged, or it has ended."""
        while not self.told and not self.nursery.ended(self):
            time.sleep(0.001)

    def kill(self) -> list[str]:
        """kill -9, and what was acknowledged by then."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.nursery.reap(self)
        return self.told

    def join(self) -> list[str]:
        """Wait for its end, and what was acknowledged."""
        assert self.nursery.reap(self) == 0, self.nursery.complaints()
        return self.told


class Nursery:
    """One process that has everything loaded and forks writers: a thousand of them cost little."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.folder.mkdir()
        self.errors = (folder / "errors").open("w+b")
        command = [sys.executable, str(PROGRAMS / "nursery.py")]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True, bufsize=1
        )

    def _ask(self, *words: object) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        return int(self.process.stdout.readline())

    def start(self, kind: str, *words: object) -> Writer:
        """A writer of this kind, with what it needs: see `programs/nursery.py`."""
        self.count += 1
        notes = self.folder / f"notes-{self.count}"
        return Writer(self._ask("start", kind, str(notes), *map(str, words)), notes, self)

    def reap(self, writer: Writer) -> int:
        return self._ask("reap", writer.pid)

    def ended(self, writer: Writer) -> bool:
        return bool(self._ask("ended", writer.pid))

    def complaints(self) -> str:
        """Tracebacks of writers: there must be none."""
        return (self.folder / "errors").read_text("utf-8")

    def close(self) -> None:
        self.process.communicate()
        self.errors.close()


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    nursery = Nursery(tmp_path / "nursery")
    yield nursery
    nursery.close()
    assert nursery.complaints() == ""


def _loaded(path: Path) -> Any:
    """A file of the tests as a module: folders of tests are no packages."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_of_screens = _loaded(Path(__file__).parents[1] / "screens" / "conftest.py")
world, small = _of_screens.world, _of_screens.small


@pytest.fixture
def dialogs() -> set[str]:
    """The names of all screens and dialogs in which somebody writes."""
    return set(_loaded(PROGRAMS / "dialogs.py").that_take_text())
