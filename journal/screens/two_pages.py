"""TwoPages: a screen over all places that shows two pages of lines beside each other, or one below 100 columns."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import ModalScreen

from journal.domain.words import day_head
from journal.screens.desk import Desk
from journal.widgets.frame import BREAKPOINTS, MODES, PLACES, ROOMY, TopBar, list_width
from journal.widgets.page import Lines, Page
from journal.widgets.stages import StepKeys

NO_PLACE = -1


def keys_of_all(context: str) -> list[Binding]:
    """What works here as everywhere: help, blur and the five places; of these only help stands at the foot."""
    return [
        Binding("question_mark,f1", "app.help", "help", tooltip="The keys of this screen", id=f"{context}.help"),
        Binding("f8", "app.blur", "blur", tooltip="Blur names: somebody is looking", id=f"{context}.blur", show=False),
        *(
            Binding(str(number), f"go('{mode}')", mode, tooltip=f"Go to {place}", id=f"{context}.{mode}", show=False)
            for number, (mode, place) in enumerate(zip(MODES, PLACES, strict=True), 1)
        ),
    ]


class TwoPages(ModalScreen[None]):
    """What stands on the pages is written by `write_left` and `write_right`; on one page it stands below each other."""

    CSS_PATH = "two_pages.tcss"
    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "#left"
    desk: Desk
    left = getters.query_one("#left", Page)
    right = getters.query_one("#right", Page)

    def write_left(self, lines: Lines) -> None:
        raise NotImplementedError

    def write_right(self, lines: Lines) -> None:
        raise NotImplementedError

    def draw(self, *, keep: bool = True) -> None:
        """Paint the journal as it is now; the cursor stays where it is."""
        self.draw_left()
        self.draw_right()

    def draw_left(self) -> None:
        self.left.show_lines(self.write_left if self.two else self._write_both, keep=True)

    def draw_right(self) -> None:
        self.right.show_lines(self.write_right, keep=True)

    @property
    def two(self) -> bool:
        """Whether there are two pages beside each other."""
        return self.size.width >= ROOMY

    def _write_both(self, lines: Lines) -> None:
        self.write_left(lines)
        self.write_right(lines)

    def compose(self) -> ComposeResult:
        yield TopBar(NO_PLACE, go="screen.go", id="top")
        with Horizontal(id="body"):
            yield Page(id="left")
            yield Page(id="right")
        yield StepKeys(id="keys")

    async def on_mount(self) -> None:
        self.query_one("#top", TopBar).day = day_head(self.desk.today, self.desk.today)

    def on_resize(self) -> None:
        at = list_width(self.size.width)
        self.query_one("#top", TopBar).divider = self.query_one("#keys", StepKeys).divider = at
        self.left.before, self.left.after = 3, 3 if self.size.width >= ROOMY else 2
        self.draw()

    async def action_go(self, mode: str) -> None:
        """To a place: this screen is closed first."""
        self.dismiss(None)
        await self.app.run_action(f"go('{mode}')")
