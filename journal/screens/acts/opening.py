"""What opens over any place about beginnings: the introductions, and the starting points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.screens.introductions import IntroductionsScreen
from journal.screens.packs import StartingPoints

if TYPE_CHECKING:
    from journal.screens.place import Place


async def introductions(place: Place) -> None:
    """Look at all introductions, and go on with them."""
    await place.all_read()
    await place.ask(IntroductionsScreen(place))


async def starting_points(place: Place) -> None:
    """Choose where to begin, answer a few questions, see what would be made, make it."""
    await place.all_read()
    await StartingPoints(place).run()
