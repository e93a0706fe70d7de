"""What opens over the places: how long a page of the insights and each step of the weekly review take to draw."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any, cast

from textual.pilot import Pilot

from benchmarks.measure import Row
from benchmarks.paint import context
from benchmarks.samples import Sample, Samples
from journal.app import JournalApp
from journal.domain.timeline import Interaction
from journal.shell.screen import build

ROUNDS, NAP, MOST = 7, 0.005, 16.0


def run(samples: Samples) -> list[Row]:
    """All times are those of the processor."""
    return asyncio.run(_drawn(samples.large))


async def _drawn(sample: Sample) -> list[Row]:
    app = build(context(sample), "today")
    async with app.run_test(size=(120, 36)) as pilot:
        while not app.complete or app.desk.behind or any(worker.is_running for worker in app.workers):
            await asyncio.sleep(NAP)
        insights = await _opened(app, pilot, "v")
        pages = {"left": insights.draw_left, "right": insights.draw_right}
        rows = [Row(f"insights, large: {name} page", _first(app, draw), limit=MOST) for name, draw in pages.items()]
        await pilot.press("escape")
        review = await _opened(app, pilot, "r")
        await pilot.press("enter")
        steps = {"beginning": 0.0}
        while review.in_steps:
            await pilot.pause()
            steps[review.view.step.title] = _first(app, review.draw)
            await review.run_action("screen.skip")  # the key would be a letter where there is a field
        name = max(steps, key=lambda step: steps[step])
        return [*rows, Row(f"weekly review, large: {name}", steps[name], limit=MOST)]


async def _opened(app: JournalApp, pilot: Pilot[str], key: str) -> Any:
    """The screen that a key opens."""
    below = app.screen
    await pilot.press(key)
    while cast("object", app.screen) is below:
        await pilot.pause(NAP)
    await pilot.pause()
    return app.screen


def _first(app: JournalApp, draw: Callable[[], object]) -> float:
    """Milliseconds to draw after something was written, when nothing is remembered of the page."""
    return median(_again(app, draw) for _ in range(ROUNDS))


def _again(app: JournalApp, draw: Callable[[], object]) -> float:
    who = next(iter(app.desk.journal.contacts.docs))
    with app.desk.journal.transaction("log") as transaction:
        transaction.add(Interaction.parse({"contacts": [who], "on": app.desk.today, "kind": "call"}))
    app.pulse()
    began = process_time()
    draw()
    return 1000 * (process_time() - began)
