"""themes/*.toml → themes with each colour checked, and what journal adds to themes made for other programs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from journal.domain.text import clean
from journal.userfile import UserFileError, did_you_mean, place, read_toml

USUAL = "lamplight"
"""The theme of who has not chosen one."""
READABLE = 4.5
"""Contrast from which a text can be read (WCAG 2, level AA)."""
STYLE_WORDS = frozenset({"none", "not", "bold", "dim", "italic", "underline", "underline2", "reverse", "strike"})
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,59}")
KEYS: Mapping[str, type] = MappingProxyType(
    {
        **dict.fromkeys(("name", "primary", "secondary", "warning", "error", "success", "accent"), str),
        **dict.fromkeys(("foreground", "background", "surface", "panel", "boost"), str),
        "dark": bool,
        **dict.fromkeys(("luminosity_spread", "text_alpha"), float),
        "variables": dict,
    }
)
"""What a theme file may hold, and of which type: Textual's theme, with journal's own colours under [variables]."""
_SHARE = re.compile(r"^(.*?)(?:\s+\d{1,3}(?:\.\d+)?%)?$", re.DOTALL)
_FALLBACK = {
    "line": "#555555",
    "faint": "#777777",
    "data": "#88AACC",
    "data-faint": "#445566",
    "match-background": "#554400",
    "match-foreground": "#FFFFFF",
}
OWN = frozenset({*_FALLBACK, "foreground-muted", "block-cursor-background", "border-blurred"})
"""Variables without which a theme would not show what journal means."""
_ANSI = {
    "line": "ansi_bright_black",
    "faint": "ansi_bright_black",
    "data": "ansi_cyan",
    "data-faint": "ansi_bright_black",
    "match-background": "ansi_yellow",
    "match-foreground": "ansi_black",
    "foreground-muted": "ansi_bright_black",
}


def _colour(value: str) -> str:
    """What is wrong with a colour, or nothing."""
    try:
        Color.parse(value)
    except ColorParseError:
        return f"is not a colour: {clean(value)[:40]!r}; write it as #RRGGBB"
    return ""


def load(folders: Iterable[str | Path]) -> tuple[list[Theme], list[str]]:
    """The themes of these folders (of one name the last counts), and a sentence for each file left out."""
    themes: dict[str, Theme] = {}
    problems: list[str] = []
    for folder in folders:
        for file in sorted(Path(folder).glob("*.toml")):
            try:
                theme = read(file)
            except UserFileError as error:
                problems.append(f"{error} This theme is left out.")
            else:
                themes[theme.name] = theme
    return list(themes.values()), problems


def read(file: Path) -> Theme:
    """One theme file. Raises `UserFileError` that says what is wrong in it, and where."""
    document, text = read_toml(file)
    wrong = _wrong(document)
    if wrong:
        said = "; ".join(f"`{clean(key)}` {why}" for key, why in wrong.items())
        raise UserFileError(f"{place(file, text, next(iter(wrong)))}: {said.removesuffix('?')}.")
    return complete(Theme(**document))


def _wrong(document: Mapping[str, Any]) -> dict[str, str]:
    """What cannot be used of a theme file: dotted key → why. By hand, because it runs before the first paint."""
    wrong = {key: why for key, value in document.items() if (why := _why(key, value))}
    for key in ("name", "primary"):
        if key not in document:
            wrong[key] = "is required"
    variables = document.get("variables", {})
    return wrong or _wrong_variables(variables)


def _why(key: str, value: object) -> str:
    """What is wrong with one key of a theme file, or nothing."""
    if key not in KEYS:
        return "is not known here" + did_you_mean(key, KEYS)
    kind = KEYS[key]
    if kind is float:
        good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return "" if good else "must be a number"
    if not isinstance(value, kind):
        return {str: "must be text in quotes", bool: "must be true or false"}.get(kind, "must be a table")
    if key == "name":
        return "" if _NAME.fullmatch(str(value)) else "may hold letters, figures, spaces, - and _"
    return _colour(str(value)) if kind is str else ""


def _wrong_variables(values: Mapping[str, Any]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name, value in values.items():
        why = ""
        if not isinstance(value, str):
            why = "must be text in quotes"
        elif name.endswith("-style"):
            unknown = set(value.split()) - STYLE_WORDS
            why = f"is not a style: {clean(value)[:40]!r}; write bold, underline or none" if unknown else ""
        elif (colour := _SHARE.sub(r"\1", value)) != "auto":
            why = _colour(colour)
        if why:
            wrong[f"variables.{name}"] = why
    return wrong


def fitted(theme: Theme) -> Theme:
    """One of Textual's own themes, made to fit: journal's colours, and cursor rows on which any text can be read."""
    return replace(theme, variables={**theme.variables, **variable_defaults(theme)})


def complete(theme: Theme) -> Theme:
    """The theme with every variable that journal uses: what it does not set is mixed from its own colours."""
    if theme.variables.keys() >= OWN:
        return theme
    return replace(theme, variables={**variable_defaults(theme), **theme.variables})


def variable_defaults(theme: Theme | None = None) -> dict[str, str]:
    """Values for journal's own variables and calm cursor rows; without a theme, greys that do on dark pages."""
    if theme is None:
        return dict(_FALLBACK)
    if theme.ansi:
        return dict(_ANSI)
    try:
        made = theme.to_color_system().generate()
        page, ink = Color.parse(made["background"]), Color.parse(made["foreground"])
        roles = {name: Color.parse(made[name]) for name in ("primary", "secondary", "success", "warning", "accent")}
    except ColorParseError:
        return dict(_FALLBACK)
    return _mixed(page, ink, roles)


def _mixed(page: Color, ink: Color, roles: Mapping[str, Color]) -> dict[str, str]:
    readable = (roles[name] for name in ("secondary", "primary", "success") if contrast(roles[name], page) >= READABLE)
    data = next((colour for colour in readable if colour != roles["accent"]), ink)
    return {
        "line": page.blend(ink, 0.18).hex6,
        "faint": page.blend(ink, 0.38).hex6,
        "data": data.hex6,
        "data-faint": page.blend(data, 0.28).hex6,
        "match-background": page.blend(roles["warning"], 0.35).hex6,
        "match-foreground": ink.hex6,
        "foreground-muted": _muted(page, ink).hex6,
        "block-cursor-foreground": ink.hex6,
        "block-cursor-background": page.blend(ink, 0.1).hex6,
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": ink.hex6,
        "block-cursor-blurred-background": page.blend(ink, 0.04).hex6,
        "block-hover-background": page.blend(ink, 0.04).hex6,
        "border-blurred": page.blend(ink, 0.18).hex6,
        "input-cursor-background": roles["accent"].hex6,
        "input-cursor-foreground": page.hex6,
    }


def _muted(page: Color, ink: Color) -> Color:
    """Ink as thin as it can be read on a cursor row."""
    row = page.blend(ink, 0.1)
    thin = (page.blend(ink, share / 100) for share in range(60, 100, 5))
    return next((colour for colour in thin if contrast(colour, row) >= READABLE), ink)


def contrast(one: Color, other: Color) -> float:
    """WCAG 2 contrast ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value) for value in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def first_theme(wanted: str, folders: Iterable[Path]) -> Theme:
    """The theme for the first paint, found in a hurry: settings and themes are read properly a moment later.

    Whatever is wrong with them is said then; here it only means the usual theme.
    """
    for name in (wanted, USUAL):
        for folder in reversed(list(folders)):
            with suppress(UserFileError):
                if (file := Path(folder, f"{name}.toml")).is_file() and (theme := read(file)).name == name:
                    return theme
        if name in BUILTIN_THEMES:
            return fitted(BUILTIN_THEMES[name])
    return fitted(BUILTIN_THEMES["textual-dark"])


def pick(wanted: str, known: Iterable[str], where: str = "") -> tuple[str, str]:
    """The theme to use and, when the wanted one is not there, a sentence that says so, and `where` it is asked for."""
    names = list(known)
    if wanted in names:
        return wanted, ""
    near = get_close_matches(wanted.lower(), names, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    there = f"{where}: there" if where else "There"
    return USUAL, f"{there} is no theme called {clean(wanted)!r}; {USUAL} is used.{hint}"
