"""themes/*.toml → themes with each colour checked, and what journal adds to themes made for other programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails
from textual.color import Color, ColorParseError
from textual.theme import Theme

from journal.domain.record import sentences
from journal.domain.text import clean
from journal.userfile import UserFileError, did_you_mean, place, read_toml

READABLE = 4.5
"""Contrast from which a text can be read (WCAG 2, level AA)."""
STYLE_WORDS = frozenset({"none", "not", "bold", "dim", "italic", "underline", "underline2", "reverse", "strike"})
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
    try:
        Color.parse(value)
    except ColorParseError:
        raise ValueError(f"is not a colour: {clean(value)[:40]!r}; write it as #RRGGBB") from None
    return value


Colour = Annotated[str, AfterValidator(_colour)]


class ThemeFile(BaseModel):
    """What a theme file may hold: Textual's theme, with journal's own colours under [variables]."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, strict=True)

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 _-]{0,59}$")]
    primary: Colour
    secondary: Colour | None = None
    warning: Colour | None = None
    error: Colour | None = None
    success: Colour | None = None
    accent: Colour | None = None
    foreground: Colour | None = None
    background: Colour | None = None
    surface: Colour | None = None
    panel: Colour | None = None
    boost: Colour | None = None
    dark: bool = True
    luminosity_spread: float = 0.15
    text_alpha: float = 0.95
    variables: dict[str, str] = {}


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
    """What cannot be used of a theme file: dotted key → why."""
    try:
        return _wrong_variables(ThemeFile(**document).variables)
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False)
    return {".".join(str(part) for part in detail["loc"]): _why(detail) for detail in details}


def _why(error: ErrorDetails) -> str:
    key = str(error["loc"][0])
    match error["type"]:
        case "extra_forbidden":
            return "is not known here" + did_you_mean(key, ThemeFile.model_fields)
        case "string_pattern_mismatch":
            return "may hold letters, figures, spaces, - and _"
        case "string_type":
            return "must be text in quotes"
        case "dict_type":
            return "must be a table"
        case _:
            return sentences([error])[key]


def _wrong_variables(values: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name, value in values.items():
        if name.endswith("-style"):
            if set(value.split()) - STYLE_WORDS:
                wrong[f"variables.{name}"] = f"is not a style: {clean(value)[:40]!r}; write bold, underline or none"
        elif (colour := _SHARE.sub(r"\1", value)) != "auto":
            try:
                _colour(colour)
            except ValueError as error:
                wrong[f"variables.{name}"] = str(error)
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


def pick(wanted: str, known: Iterable[str]) -> tuple[str, str]:
    """The theme to use and, when the wanted one is not there, a sentence that says so."""
    names = list(known)
    if wanted in names:
        return wanted, ""
    near = get_close_matches(wanted.lower(), names, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return "lamplight", f"There is no theme called {clean(wanted)!r}; lamplight is used.{hint}"
