"""The welcome: what one sees while the journal is still empty, and the doors out of it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from journal.screens.desk import Desk
from journal.widgets.frame import KeyBar
from journal.widgets.line import BOLD, MUTED, PLAIN, run, wrap
from journal.widgets.row_list import RowList

WIDEST, EDGE = 66, 4
SHORT = 24
"""Lines of a terminal from which the page may breathe."""


class WelcomeLine(NamedTuple):
    """A line of the page. Lines of one door share its name; the first of them can hold the cursor."""

    content: Content
    door: str = ""
    first: bool = False


DOORS = (
    ("start", "Choose a starting point", "Seven packs, from first job to coming back. Five short questions."),
    (
        "import",
        "Import contacts",
        "LinkedIn, a phone, any CSV, another journal. You see everything before it is saved.",
    ),
    ("demo", "Look around a demo journal", "Three years in the life of somebody else. Nothing is kept."),
    ("empty", "Start empty", "Press c and write your first line. That is all it takes."),
)


class Doors(RowList[WelcomeLine]):
    """The doors; the keys that go from one to the other stand at the foot."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "choose", tooltip="To the next door", id="list.down", key_display="↑↓"),
    ]


class WelcomeScreen(Screen[str]):
    """Its answer is the door: start, import, demo or empty."""

    CSS_PATH = "welcome.tcss"
    AUTO_FOCUS = "#doors"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "app.change_theme", "theme", tooltip="Other colours", id="welcome.theme"),
        Binding("escape", "dismiss('empty')", "close", tooltip="Start empty", id="welcome.close", show=False),
    ]

    doors = getters.query_one("#doors", RowList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        with Vertical(id="welcome"):
            yield Doors(
                lambda line, width, here: line.content if not (here and line.first) else line.content.stylize("bold"),
                key=lambda line: line.door,
                selectable=lambda line: line.first,
                id="doors",
            )
        yield KeyBar(id="keys")

    def on_resize(self) -> None:
        width = min(WIDEST, self.size.width - 2 * EDGE)
        self.doors.before = (self.size.width - width) // 2
        self.doors.after = self.size.width - width - self.doors.before
        lines = self.lines(width)
        self.doors.styles.height = len(lines)
        self.doors.show(lines, self.doors.cursor if self.doors.rows else None)

    def lines(self, width: int) -> list[WelcomeLine]:
        """The page, `width` cells of text wide."""
        blank = WelcomeLine(Content(""))
        roomy = self.size.height > SHORT
        intro = "Know the people who matter, and walk into any room prepared."
        lines = [WelcomeLine(run(("journal", BOLD)))]
        lines += [WelcomeLine(line) for line in wrap((intro, MUTED), width)] + [blank] * (2 if roomy else 1)
        for door, name, about in DOORS:
            lines.append(WelcomeLine(run((name, PLAIN)), door, True))
            lines += [WelcomeLine(line, door) for line in wrap((about, MUTED), width)]
            lines.append(blank)
        lines += [blank] if roomy else []
        where = f"Everything stays in plain files in {self._folder()}. Nothing leaves this computer."
        return lines + [WelcomeLine(line) for line in wrap((where, MUTED), width)]

    def _folder(self) -> str:
        folder, home = Path(self.desk.journal.root), Path.home()
        return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        self.dismiss(event.row.door)
