"""What the full screen writes down for the prompt: the colours of the theme, made to work on any terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from rich.color import Color as Code
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from journal.capture import prompt_cache, settings
from journal.paths import Paths
from journal.themes import complete, contrast, read
from journal.userfile import UserFileError

ROLES = MappingProxyType(
    {"accent": "accent", "got": "data", "gave": "data", "doubt": "warning", "error": "error", "done": "success"}
)
"""Role in the prompt → colour of the theme. Only signs are coloured: words keep the colour the terminal gives them."""
SEEN = 3.0
"""Contrast from which a sign can be made out (WCAG 2, 1.4.11)."""
PAGES = (Color(255, 255, 255), Color(20, 23, 29))
"""A light and a dark terminal: which of them the prompt opens on is not known."""


def keep(paths: Paths, theme: Theme, folders: Iterable[Path], *, pinned: bool) -> None:
    """Write the cache of the prompt for this theme, if it says something else. Themes are looked up in `folders`."""
    found = settings.read(paths)
    if found.problem:
        return
    named = f"named {theme.name}" if pinned else prompt_cache.PICKED
    of_file = f"theme {_stamp(theme.name, folders)}"
    lines = [prompt_cache.config_stamp(paths), *found.lines(), named, of_file, *colours(theme)]
    if prompt_cache.read(paths) != [*lines, ""]:
        prompt_cache.write(paths, lines)


def colours(theme: Theme) -> list[str]:
    """A line for each role; none for a theme that leaves the colours to the terminal."""
    if theme.ansi:
        return []
    made = {**(theme := complete(theme)).to_color_system().generate(), **theme.variables}
    return [_line(role, on_any_page(Color.parse(made[name]))) for role, name in ROLES.items()]


def on_any_page(colour: Color) -> Color:
    """The colour, darker or lighter by as much as it takes to be seen on light and dark terminals."""
    light, dark = PAGES
    end = Color(0, 0, 0) if contrast(colour, light) < SEEN else light
    shades = (colour.blend(end, share / 50) for share in range(50))
    return next((one for one in shades if min(contrast(one, light), contrast(one, dark)) >= SEEN), colour)


def _line(role: str, colour: Color) -> str:
    near = Code.from_rgb(*colour.rgb).downgrade(ColorSystem.EIGHT_BIT)
    return f"colour {role} {';'.join(map(str, colour.rgb))} {near.number}"


def _stamp(name: str, folders: Iterable[Path]) -> str:
    """The file that a theme comes from, as it is now; of one name the last counts. Textual's own come from none."""
    for folder in reversed(list(folders)):
        # Nearly always it is the file of that name, and then no other has to be read.
        for file in sorted(folder.glob("*.toml"), key=lambda file: (file.stem == name, file.name), reverse=True):
            if _is_of(file, name):
                return f"{prompt_cache.file_stamp(str(file))} {file}"
    return prompt_cache.NOT_THERE


def _is_of(file: Path, name: str) -> bool:
    try:
        return read(file).name == name
    except UserFileError:
        return False  # said when the themes were loaded
