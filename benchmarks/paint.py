"""The full screen: until the frame and the rows are painted, and the longest time it does not answer while it loads."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import median

from benchmarks import static_app
from benchmarks.measure import Row, in_turns, ratio
from benchmarks.samples import Sample, Samples, program
from benchmarks.terminal import Terminal
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build

ROUNDS, LOADS = 9, 3
NAP = 0.001
FRAME, ROWS = "Prep", " active "
"""What is on the screen once the frame is there, and once the rows of Contacts are."""
SMALLEST, SMALL, LARGE = "one Static", "small journal", "large journal"


def run(samples: Samples) -> list[Row]:
    smallest = [sys.executable, str(Path(static_app.__file__))]
    contacts = [*program(), "--screen", "contacts"]
    times = in_turns(
        {
            SMALLEST: lambda: _painted(smallest, samples.empty, "smallest"),
            f"{SMALL}, frame": lambda: _painted(program(), samples.small, FRAME),
            f"{LARGE}, frame": lambda: _painted(program(), samples.large, FRAME),
            f"{SMALL}, rows": lambda: _painted(contacts, samples.small, ROWS),
            f"{LARGE}, rows": lambda: _painted(contacts, samples.large, ROWS),
        },
        ROUNDS,
        warm_up=1,
    )
    return [
        ratio("first paint, small journal: frame", times, f"{SMALL}, frame", SMALLEST, 1.5),
        ratio("first paint, large journal: frame", times, f"{LARGE}, frame", SMALLEST, 1.5),
        ratio("first paint, small journal: rows of Contacts", times, f"{SMALL}, rows", SMALLEST, 2.0),
        ratio("first paint, large journal: rows of Contacts", times, f"{LARGE}, rows", SMALLEST, 2.0),
    ]


def _painted(command: list[str], sample: Sample, text: str) -> float:
    with Terminal(command, sample.env()) as terminal:
        return terminal.until(text)


def run_blocks(samples: Samples) -> list[Row]:
    """The longest gap in which nothing else could run, from the first look at the files until everything is loaded."""
    runs = [asyncio.run(_loaded(samples.large)) for _ in range(LOADS)]
    longest, loading = (median(times) for times in zip(*runs, strict=True))
    return [
        Row("full screen, large journal: longest block while loading", longest, limit=25),
        Row("full screen, large journal: everything is loaded", loading),
    ]


async def _loaded(sample: Sample) -> tuple[float, float]:
    app = build(context(sample))
    probe = Probe()
    live = app.start.storage.live
    opening = live.opening

    def watched() -> Iterator[None]:
        probe.start()
        yield from opening()

    live.opening = watched  # type: ignore[method-assign]
    async with app.run_test(size=(120, 36)) as pilot:
        while not app.complete or any(worker.is_running for worker in app.workers):
            await asyncio.sleep(NAP)
        await pilot.pause()
        return probe.stop()


def context(sample: Sample) -> Context:
    """What the program is started with on a sample journal."""
    return Context(Paths(sample.env()), lambda: datetime.now().astimezone(), sample.env())


class Probe:
    """Sleeps again and again for a moment, and keeps the longest time it was not woken."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._began = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._began = time.perf_counter()
        self._task = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> tuple[float, float]:
        """(longest block, whole time) in milliseconds."""
        if self._task is not None:
            self._task.cancel()
        return self.longest * 1000, (time.perf_counter() - self._began) * 1000

    async def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(NAP)
            self.longest = max(self.longest, time.perf_counter() - before - NAP)
