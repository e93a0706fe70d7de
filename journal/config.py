"""config.toml of the user, read into Config; each field is documented under itself."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, StringConstraints, ValidationError

from journal.domain.record import Line, sentences
from journal.domain.text import clean
from journal.paths import Paths, shipped_content
from journal.userfile import UserFileError, did_you_mean, place, read_toml

TABLES = frozenset({"model", "prep"})
"""Settings that are tables of their own."""
FREE_NUMBERS = frozenset({"points", "weights"})
"""Tables of the model whose whole numbers may be replaced by fractions."""


class ConfigError(Exception):
    """A setting that could not be kept. The text is a sentence for the user."""


def _word(value: object) -> object:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else value


def _figures(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _clock_time(value: object) -> object:
    return value.strftime("%H:%M") if isinstance(value, time) else value


class Preparing(BaseModel):
    """What preparations ask for: the table [prep]."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    calibration: bool = True
    """Whether you are asked how well an event will go, and how it went, and told how the two compare."""


class Config(BaseModel):
    """The settings of one machine. What is left out keeps its default."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    theme: Annotated[Line, StringConstraints(min_length=1)] = "lamplight"
    """Name of the colours: lamplight, daybook, letterpaper, midwatch, inkstone, semaphore, or a theme of your own."""

    date_order: Annotated[Literal["DMY", "MDY", "YMD"], BeforeValidator(_upper)] = "DMY"
    """How a date in figures is read and shown: day, month or year first."""

    editor: Line = ""
    """Command for long notes, such as "hx" or "code --wait". Empty: $VISUAL, then $EDITOR."""

    clock: Annotated[Literal["24", "12"], BeforeValidator(_figures)] = "24"
    """Times as 18:30 ("24") or 6:30 pm ("12")."""

    day_starts: Annotated[str, BeforeValidator(_clock_time), Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "00:00"
    """When "today" turns; "04:00" lets an evening end after midnight."""

    ascii: Annotated[Literal["auto", "on", "off"], BeforeValidator(_word)] = "auto"
    """Plain letters instead of signs such as ● and ✓; "auto": when the locale is not UTF-8."""

    backup_days: int = Field(default=14, ge=0, le=3650)
    """Days for which the daily backup is kept; 0 makes none."""

    prep: Preparing = Preparing()
    """The table [prep]."""

    model: Mapping[str, Any] = Field(default_factory=dict)
    """The numbers of keeping in touch: content/model.toml, with the [model] table of config.toml laid over it."""

    _theme_pinned: bool = PrivateAttr(default=False)
    _theme_place: str = PrivateAttr(default="")

    @property
    def theme_pinned(self) -> bool:
        """Whether config.toml names the theme; then one picked on the screen only lasts until the program ends."""
        return self._theme_pinned

    @property
    def theme_place(self) -> str:
        """File and line that name the theme; "" if none does."""
        return self._theme_place

    def day_of(self, now: datetime) -> date:
        """The day it is for the user; it may begin later than midnight."""
        hours, minutes = map(int, self.day_starts.split(":"))
        return (now - timedelta(hours=hours, minutes=minutes)).date()


def load(paths: Paths) -> tuple[Config, list[str]]:
    """The settings, and a sentence for each thing in the files that could not be used. Never fails."""
    file = Path(paths.config, "config.toml")
    problems: list[str] = []
    document: dict[str, Any] = {}
    text = ""
    try:
        document, text = read_toml(file)
    except UserFileError as error:
        problems.append(f"{error} The default settings are used.")
    picked, trouble = _picked_theme(paths)
    problems += trouble
    values, trouble = _valid(document, file, text)
    problems += trouble
    values["prep"], trouble = _preparing(document.get("prep", {}), file, text)
    problems += trouble
    overlay = document.get("model", {})
    values["model"], trouble = _overlay(_shipped_model(), overlay, "model", file, text)
    problems += trouble
    pinned = "theme" in values
    config = Config(**{**picked, **values})
    config._theme_pinned = pinned
    config._theme_place = place(file, text, "theme") if pinned else str(_ui_file(paths)) if picked else ""
    return config, problems


def keep_theme(paths: Paths, name: str) -> None:
    """Remember the theme that was picked on the screen, in the state folder. Raises `ConfigError`."""
    file = _ui_file(paths)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}.tmp")
        draft.write_text(json.dumps({**_kept(file), "theme": name}, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(file)
    except OSError as error:
        raise ConfigError(f"The theme could not be remembered in {file}: {error.strerror or error}.") from None


def _kept(file: Path) -> dict[str, Any]:
    """What else the screen remembers; a file that cannot be understood has nothing to keep."""
    try:
        return _read_ui(file)
    except ValueError:
        return {}


def _valid(document: Mapping[str, Any], file: Path, text: str) -> tuple[dict[str, Any], list[str]]:
    """What of the document is a setting with a good value, and a sentence about everything else."""
    known = Config.model_fields
    problems = [
        f"{place(file, text, name)}: there is no setting `{clean(name)}`{did_you_mean(name, known) or '.'}"
        for name in document
        if name not in known
    ]
    values = {name: value for name, value in document.items() if name in known and name not in TABLES}
    try:
        return dict(Config(**values).model_dump(include=set(values))), problems
    except ValidationError as error:
        wrong = sentences(error.errors(include_input=False, include_url=False))
    for name, why in wrong.items():
        default = known[name].default
        problems.append(f"{place(file, text, name)}: `{name}` {why}; {default or 'the default'} is used.")
    good = {name: value for name, value in values.items() if name not in wrong}
    return dict(Config(**good).model_dump(include=set(good))), problems


def _preparing(table: object, file: Path, text: str) -> tuple[Preparing, list[str]]:
    """The table [prep], and a sentence about everything in it that cannot be used."""
    known = Preparing.model_fields
    if not isinstance(table, Mapping):
        return Preparing(), [f"{place(file, text, 'prep')}: `prep` must be a table; what is usual is used."]
    problems = [
        f"{place(file, text, f'prep.{name}')}: there is no setting `prep.{clean(name)}`"
        f"{did_you_mean(name, known) or '.'}"
        for name in table
        if name not in known
    ]
    try:
        return Preparing(**table), problems
    except ValidationError as error:
        wrong = sentences(error.errors(include_input=False, include_url=False))
    for name in wrong:
        problems.append(f"{place(file, text, f'prep.{name}')}: `prep.{name}` must be true or false; true is used.")
    return Preparing(**{name: value for name, value in table.items() if name not in wrong}), problems


def _shipped_model() -> dict[str, Any]:
    return read_toml(Path(shipped_content(), "model.toml"))[0]


def _overlay(
    shipped: Mapping[str, Any], user: object, at: str, file: Path, text: str
) -> tuple[dict[str, Any], list[str]]:
    """The shipped table with the user's values in it where they are of the same shape."""
    merged = dict(shipped)
    if not isinstance(user, Mapping):
        return merged, [f"{place(file, text, at)}: `{at}` must be a table; the shipped numbers are used."]
    problems: list[str] = []
    for name, value in user.items():
        key = f"{at}.{name}"
        if name not in shipped:
            near = did_you_mean(name, shipped) or "."
            problems.append(f"{place(file, text, key)}: there is no number `{clean(key)}`{near}")
        elif isinstance(shipped[name], Mapping):
            merged[name], trouble = _overlay(shipped[name], value, key, file, text)
            problems += trouble
        elif why := _unlike(shipped[name], value, at.rpartition(".")[2] in FREE_NUMBERS):
            problems.append(f"{place(file, text, key)}: `{key}` {why}; {shipped[name]} is used.")
        else:
            merged[name] = value
    return merged, problems


def _unlike(shipped: object, value: object, free: bool) -> str:
    """Why a value cannot stand in for the shipped one, or nothing."""
    if isinstance(shipped, list):
        same = isinstance(value, list) and len(value) == len(shipped)
        if not same or any(_unlike(a, b, free) for a, b in zip(shipped, value, strict=True)):  # type: ignore[call-overload]
            return f"must be a list of {len(shipped)} values like the shipped ones"
        return ""
    if isinstance(shipped, str):
        return "" if isinstance(value, str) else "must be text"
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return "must be a number"
    if isinstance(shipped, int) and not isinstance(value, int) and not free:
        return "must be a whole number"
    if isinstance(shipped, int | float) and shipped >= 0 > value:
        return "must not be below 0"
    return ""


def _ui_file(paths: Paths) -> Path:
    return Path(paths.state, "ui.json")


def _read_ui(file: Path) -> dict[str, Any]:
    try:
        state = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(state, dict):
        raise ValueError("it does not hold an object")
    return state


def _picked_theme(paths: Paths) -> tuple[dict[str, str], list[str]]:
    """The theme remembered from the screen, if any."""
    file = _ui_file(paths)
    try:
        theme = _read_ui(file).get("theme")
    except (ValueError, OSError) as error:
        return {}, [f"{file} cannot be read ({clean(str(error))}); the theme picked last is not known."]
    return ({"theme": clean(theme)} if isinstance(theme, str) and clean(theme) else {}), []
