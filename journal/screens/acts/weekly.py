"""What opens from anywhere: the weekly review, and the insights."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from journal.screens.insights import InsightsScreen
from journal.screens.review import ReviewScreen
from journal.screens.weekly.texts import read_texts

if TYPE_CHECKING:
    from journal.screens.place import Place


async def review(place: Place) -> None:
    """Go through the week; the place shows what came of it afterwards."""
    await place.all_read()
    texts = await asyncio.to_thread(read_texts, place.desk.paths.config)
    for problem in texts.problems:
        place.app.notify(problem, severity="warning", markup=False)
    await place.ask(ReviewScreen(place.desk, texts.guide, texts.evidence, texts.energy))


async def insights(place: Place) -> None:
    """Look at what was got and given, and at how it goes."""
    await place.ask(InsightsScreen(place.desk))
