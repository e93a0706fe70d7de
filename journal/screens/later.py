"""The places that are not built yet: each says in a few words what it will hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import ComposeResult

from journal.screens.place import Place, Target
from journal.widgets.frame import EDGE, KeyBar, TopBar
from journal.widgets.line import BOLD, MUTED, run
from journal.widgets.page import Lines, Page

WIDEST = 66
"""Cells of text that are read without effort."""


class LaterPlace(Place):
    """A short honest page."""

    HEAD: ClassVar[str] = ""
    ABOUT: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = "#page"

    def compose(self) -> ComposeResult:
        yield TopBar(self.NUMBER, id="top")
        yield Page(id="page")
        yield KeyBar(id="keys")

    def compose_list(self) -> Iterable[Any]:
        return ()

    def place_divider(self) -> None:
        """One pane: there is nothing to divide, and the text stands on the edge of all text."""
        self.page.before = EDGE

    def list_targets(self) -> list[Target]:
        return []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in {"act", "new", "mark", "sort", "filter", "back", "open"}

    def refresh_all(self) -> None:
        self.page.show_lines(self.write)

    def write(self, lines: Lines) -> None:
        lines.width = min(lines.width, WIDEST)
        lines.title(self.HEAD).gap()
        for paragraph in self.ABOUT:
            lines.muted(paragraph).gap()
        lines.add(
            run(
                ("2", BOLD),
                (" people   ", MUTED),
                ("3", BOLD),
                (" what happened   ", MUTED),
                ("c", BOLD),
                (" note a line", MUTED),
            )
        )


class GoalsScreen(LaterPlace):
    NUMBER = 3
    HEAD = "Goals are not built yet"
    ABOUT = (
        "Here you will say what you want, whom you need to know for it, and see who could open the door.",
        "A topic such as #data-lead on people and entries already keeps together what belongs together.",
    )


class PrepScreen(LaterPlace):
    NUMBER = 4
    HEAD = "Prep is not built yet"
    ABOUT = (
        "Here a quiet walk will take you through the steps before, during and after an event.",
        "Until then, Timeline shows what you last talked about with anybody you are about to meet.",
    )
