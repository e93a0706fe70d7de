"""What reaches the terminal: letters that every terminal shows in the cells measured for them, so that columns stay.

For terminals that cannot show ● and ✓ each of them is written as one plain letter.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.driver import Driver

from journal.domain.text import shown_in

PLAIN_SIGNS: Mapping[int, str] = str.maketrans(
    {
        **{"▌": ">", "▏": ":", "•": "*", "●": "o", "○": ".", "□": "_", "✓": "x", "–": "-", "◆": "#", "◇": "o"},
        **{"↓": "v", "↑": "^", "→": ">", "←": "<", "·": "-", "…": "~", "░": "%"},
        **{"▁": "_", "▂": ".", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#", "█": "#"},
        **{"━": "=", "─": "-", "│": "|", "┬": "+", "┴": "+", "╭": "+", "╮": "+", "╰": "+", "╯": "+"},
        **{"▊": "|", "▎": "|", "▐": "|", "▔": "-", "“": '"', "”": '"', "’": "'"},
    }
)


def needs_plain_signs(setting: str, env: Mapping[str, str]) -> bool:
    """Whether plain signs are wanted: by the setting ("on", "off"), or because the locale is not UTF-8 ("auto")."""
    if setting in ("on", "off"):
        return setting == "on"
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or ""
    return not locale.lower().replace("-", "").endswith("utf8")


def with_shown_text(driver: type[Driver]) -> type[Driver]:
    """A driver that writes nothing to the terminal that would turn lines around or take other cells than measured."""

    class ShownDriver(driver):  # type: ignore[valid-type, misc]
        def write(self, data: str) -> None:
            super().write(shown_in(data, cell_len))

    return ShownDriver


def with_plain_signs(driver: type[Driver]) -> type[Driver]:
    """A driver that writes plain signs to the terminal."""

    class PlainDriver(driver):  # type: ignore[valid-type, misc]
        def write(self, data: str) -> None:
            super().write(data.translate(PLAIN_SIGNS))

    return PlainDriver
