"""The picture of the prompt: it is run on a terminal and typed into, and four moments are drawn one under the other."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pyte
from rich.box import ROUNDED
from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from textual.color import Color
from textual.theme import Theme

from benchmarks.terminal import Terminal
from journal import prompt_colours
from journal.paths import Paths, shipped_themes
from journal.themes import first_theme

SIZE = (9, 78)
STEPS = (
    ("the key: the prompt is there before the finger has left it", "", "enter save"),
    ("@ and two letters: names that begin so, those talked with last first", "coffee with @an", "talked"),
    (
        "tab, and the rest: what it means, before anything is saved",
        "\tabout rust jobs got:opp yesterday; send survey fri",
        "27 Nov",
    ),
    ("ctrl+o saves and stays; enter saves and closes", "\x0f", "saved"),
)
"""What is said above each moment, what is typed before it, and what is then on the screen."""


def draw(theme_name: str, env: dict[str, str]) -> str:
    """The picture as SVG, made with this environment: the journal that it names gets one more line."""
    folders = list(map(Path, shipped_themes()))
    theme = first_theme(theme_name, folders)
    prompt_colours.keep(Paths(env), theme, folders, pinned=False)
    console = Console(width=SIZE[1] + 4, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Padding(Group(*_strip(theme, env)), (0, 1)))
    return console.export_svg(title="journal capture", theme=_terminal_theme(theme))


def _strip(theme: Theme, env: dict[str, str]) -> Iterator[Text | Panel]:
    muted, line = theme.variables["foreground-muted"], theme.variables["line"]
    program = "from journal.cli import main; raise SystemExit(main())"
    with Terminal([sys.executable, "-c", program, "capture"], env, SIZE) as terminal:
        for said, typed, shown in STEPS:
            if typed:
                terminal.send(typed, shown)
            terminal.until(shown)
            terminal.settle(0.5)
            yield Text(f"\n  {said}", style=muted)
            shot = _screen(bytes(terminal.output), muted)
            yield Panel(shot, box=ROUNDED, border_style=line, padding=(0, 0), width=SIZE[1] + 2)


def _screen(output: bytes, muted: str) -> Text:
    """What a terminal shows after this output, with its cursor."""
    screen = pyte.Screen(SIZE[1], SIZE[0])
    # pyte does not know dim text: here it is drawn in the colour that the theme has for it.
    faint = f"\x1b[38;2;{';'.join(map(str, Color.parse(muted).rgb))}m".encode()
    pyte.ByteStream(screen).feed(output.replace(b"\x1b[2m", faint))
    text = Text(no_wrap=True)
    for row in range(SIZE[0]):
        for column in range(SIZE[1]):
            cell = screen.buffer[row][column]
            colour = None if cell.fg == "default" else f"#{cell.fg}"
            at_cursor = (screen.cursor.y, screen.cursor.x) == (row, column)
            text.append(cell.data, Style(color=colour, bold=cell.bold, underline=cell.underscore, reverse=at_cursor))
        text.append("\n" if row < SIZE[0] - 1 else "")
    return text


def _terminal_theme(theme: Theme) -> TerminalTheme:
    page, ink = (Color.parse(str(colour)).rgb for colour in (theme.background, theme.foreground))
    return TerminalTheme(page, ink, [page] * 8, [ink] * 8)
