"""Colours of the prompt: those of the user's theme, from a small cache that the full screen writes, or the terminal's.

Each works on light and on dark terminals, for the prompt paints no background of its own.
"""

from __future__ import annotations

from journal.capture import prompt_cache
from journal.paths import Paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

STANDARD = {"accent": "33", "got": "36", "gave": "36", "doubt": "33", "error": "31", "done": "32"}
"""Roles and the colours that every terminal has."""
SHAPES = {"muted": "2", "strong": "1", "new": "1", "picked": "1", "misread": "4"}
"""Roles that are told without colours."""
_FULL, _PALETTE = "38;2;", "38;5;"


def styles(env: Mapping[str, str]) -> dict[str, str]:
    """Role → codes for this terminal. Reads one small file at most."""
    if env.get("NO_COLOR"):
        return SHAPES
    column = _column(env)
    return {**SHAPES, **STANDARD, **(_of_theme(env, column) if column else {})}


def _column(env: Mapping[str, str]) -> int:
    """Which of the two ways of writing a colour the terminal understands; 0 if neither."""
    terminal = env.get("TERM", "")
    if env.get("COLORTERM", "").lower() in ("truecolor", "24bit") or terminal.endswith("-direct"):
        return 1
    return 2 if "256color" in terminal else 0


def _of_theme(env: Mapping[str, str], column: int) -> dict[str, str]:
    """The colours in the cache, if neither the settings nor the theme were changed since it was written."""
    paths = Paths(env)
    lines = prompt_cache.read(paths)
    if lines[:1] != [prompt_cache.config_stamp(paths)]:
        return {}
    found, fits = {}, False
    for line in lines:
        words = line.split(" ")
        if words[0] == "theme":
            stamp, file = " ".join(words[1:3]), " ".join(words[3:])
            fits = stamp == (prompt_cache.file_stamp(file) if file else prompt_cache.NOT_THERE)
        elif words[0] == "colour" and len(words) == 4 and all(map(_is_colour, words[2:])):
            found[words[1]] = (_FULL if column == 1 else _PALETTE) + words[1 + column]
    return found if fits else {}


def _is_colour(text: str) -> bool:
    return text.replace(";", "").isdigit()
