"""CardsPage: what is known about everybody one will meet, one card at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.screens.walk.card_lines import card_lines
from journal.screens.walk.frame import PageHead, PageView
from journal.widgets.line import BOLD, MUTED, run, spread
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.walk.screen import WalkScreen

CARDS = PageHead("cards", "eve", "Whom you will meet")


class CardsPage(PageView):
    """Whom one will meet, one card at a time."""

    verbs = {"": frozenset({"by"})}  # noqa: RUF012
    go_on = "Back"

    def __init__(self, screen: WalkScreen) -> None:
        super().__init__(screen, CARDS._replace(stage=screen.book.walk.stage))
        self.cards, self.at = self.book.cards(), 0

    def write(self, lines: Lines) -> None:
        lines.gap(0 if lines.tight else 1)
        for line in card_lines(self.desk, self.cards[self.at], lines.width):
            lines.add(line)
        if len(self.cards) > 1:
            lines.gap()
            key = run(("← →", BOLD), (" the next one", MUTED))
            lines.add(spread(lines.width, key, (f"{self.at + 1} of {len(self.cards)}", MUTED)))

    async def by(self, id: str, step: int) -> None:
        self.at = (self.at + step) % len(self.cards)
        self.screen.draw()
