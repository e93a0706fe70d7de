"""Themes: the six that are shipped can be read by everybody; a broken one is explained and left out."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Static

from journal.paths import shipped_themes
from journal.themes import contrast, fitted, load, pick, variable_defaults

SIX = ("daybook", "inkstone", "lamplight", "letterpaper", "midwatch", "semaphore")
OWN = ("line", "faint", "data", "data-faint", "match-background", "match-foreground")
BUILTIN = [fitted(theme) for theme in BUILTIN_THEMES.values()]
SHIPPED = {theme.name: theme for theme in load(shipped_themes())[0]}


def colours(theme: Theme) -> dict[str, Color]:
    made = {**theme.to_color_system().generate(), **theme.variables}
    plain = {name: value for name, value in made.items() if value.startswith("#") and "%" not in value}
    return {name: Color.parse(value) for name, value in plain.items()}


def test_all_six_are_shipped_without_a_problem() -> None:
    assert load(shipped_themes())[1] == []
    assert sorted(SHIPPED) == list(SIX)


def test_the_contrast_formula_gives_the_known_values() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("name", SIX)
def test_text_can_be_read_on_the_page_in_dialogs_and_on_the_cursor_row(name: str) -> None:
    c = colours(SHIPPED[name])
    for ground in ("background", "surface", "block-cursor-background"):
        assert contrast(c["foreground"], c[ground]) >= 7, ground
    assert contrast(c["block-cursor-foreground"], c["block-cursor-background"]) >= 7
    assert contrast(c["input-cursor-foreground"], c["input-cursor-background"]) >= 4.5


@pytest.mark.parametrize("name", SIX)
def test_muted_text_can_be_read_everywhere(name: str) -> None:
    c = colours(SHIPPED[name])
    for ground in ("background", "surface", "panel", "block-cursor-background"):
        assert contrast(c["foreground-muted"], c[ground]) >= 4.5, ground


@pytest.mark.parametrize("name", SIX)
def test_colours_that_mean_something_stand_out(name: str) -> None:
    c = colours(SHIPPED[name])
    for role in ("accent", "data", "success", "warning", "error"):
        assert contrast(c[role], c["background"]) >= 5, role
    for role in ("accent", "data"):
        assert contrast(c[role], c["block-cursor-background"]) >= 4.5, role
    assert contrast(c["error"], c["surface"]) >= 4.5
    assert contrast(c["match-foreground"], c["match-background"]) >= 7


@pytest.mark.parametrize("name", SIX)
def test_lines_and_faint_signs_are_there_but_stay_behind(name: str) -> None:
    c = colours(SHIPPED[name])
    assert contrast(c["line"], c["background"]) >= 1.35
    assert contrast(c["foreground-disabled"], c["background"]) >= 2.8
    assert contrast(c["faint"], c["background"]) < contrast(c["foreground-muted"], c["background"])
    assert contrast(c["line"], c["background"]) <= contrast(c["faint"], c["background"])


@pytest.mark.parametrize("name", SIX)
def test_the_three_grounds_can_be_told_apart(name: str) -> None:
    c = colours(SHIPPED[name])
    assert len({c[ground].hex for ground in ("background", "surface", "panel", "block-cursor-background")}) >= 3
    assert contrast(c["panel"], c["background"]) > contrast(c["surface"], c["background"]) > 1


DEFICIENCIES = {  # Machado, Oliveira & Fernandes 2009, severity 1.0
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab_seen_by(colour: Color, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour.normalized]
    r, g, b = (_clip(row, linear) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _clip(row: tuple[float, ...], values: list[float]) -> float:
    return max(0.0, min(1.0, sum(a * b for a, b in zip(row, values, strict=True))))


@pytest.mark.parametrize("kind", DEFICIENCIES)
def test_semaphore_keeps_its_roles_apart_for_colour_blind_eyes(kind: str) -> None:
    c = colours(SHIPPED["semaphore"])
    seen = [lab_seen_by(c[role], DEFICIENCIES[kind]) for role in ("accent", "data", "success", "warning", "error")]
    assert min(math.dist(one, other) for one, other in itertools.combinations(seen, 2)) >= 10.5


@pytest.mark.parametrize("theme", BUILTIN, ids=lambda theme: theme.name)
def test_textuals_own_themes_get_everything_journal_needs(theme: Theme) -> None:
    assert set(OWN) <= set(theme.variables)
    if not theme.ansi:
        c = colours(theme)
        assert contrast(c["foreground"], c["block-cursor-background"]) >= 4
        assert contrast(c["data"], c["background"]) >= 4.4


def test_without_a_theme_there_are_still_values_for_every_variable() -> None:
    assert set(OWN) <= set(variable_defaults())


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(text)
    return file


def test_a_theme_of_the_user_replaces_a_shipped_one_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, "mine.toml", 'name = "lamplight"\nprimary = "#123456"\n')
    themes, problems = load([*shipped_themes(), tmp_path])
    assert problems == []
    assert next(theme for theme in themes if theme.name == "lamplight").primary == "#123456"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "x"\nprimary = "#zz"', "line 2: `primary` is not a colour: '#zz'; write it as #RRGGBB"),
        ('name = "x"\nprimary = 3', "line 2: `primary` must be text in quotes"),
        ('primary = "red"', "`name` is required"),
        ('name = "a,b"\nprimary = "red"', "line 1: `name` may hold letters"),
        ('name = "x"\nprimary = "red"\nprimry = "red"', "line 3: `primry` is not known here; did you mean `primary`"),
        ('name = "x"\nprimary = "red"\n[variables]\ndata = "blu"', "line 4: `variables.data` is not a colour: 'blu'"),
        ('name = "x"\nprimary = "red"\n[variables]\ndata = 3', "line 4: `variables.data` must be text in quotes"),
        ('name = "x"\nprimary = "red"\n[variables]\nx-style = "blod"', "line 4: `variables.x-style` is not a style"),
        ('name = "x"\nprimary = "red"\nvariables = 3', "line 3: `variables` must be a table"),
        ('name = "x"\nprimary "red"', "line 2, column 9: "),
    ],
)
def test_a_broken_theme_is_left_out_with_file_line_and_reason(tmp_path: Path, text: str, said: str) -> None:
    file = write(tmp_path, "mine.toml", text)
    write(tmp_path, "good.toml", 'name = "good"\nprimary = "blue"\n')
    themes, problems = load([tmp_path])
    assert [theme.name for theme in themes] == ["good"]
    assert len(problems) == 1
    assert problems[0].startswith(f"{file}")
    assert said in problems[0]
    assert problems[0].endswith("This theme is left out.")


def test_a_theme_file_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "b.toml").mkdir()
    themes, problems = load([tmp_path, tmp_path / "none"])
    assert themes == []
    assert len(problems) == 2


def test_a_theme_that_is_not_there_falls_back_with_a_sentence() -> None:
    assert pick("daybook", SIX) == ("daybook", "")
    assert pick("Daybok", SIX) == (
        "lamplight",
        "There is no theme called 'Daybok'; lamplight is used. Did you mean daybook?",
    )


class Swatches(App[None]):
    """Uses every variable that a screen uses, so that a theme which lacks one would stop it."""

    CSS = "Static { color: $foreground-muted; background: $data-faint; border: round $line; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def compose(self) -> ComposeResult:
        yield Static("text")


async def test_every_theme_can_be_chosen_in_a_running_program() -> None:
    app = Swatches()
    for theme in [*SHIPPED.values(), *BUILTIN]:
        app.register_theme(theme)
    async with app.run_test() as pilot:
        for name in [*SIX, *(theme.name for theme in BUILTIN)]:
            app.theme = name
            await pilot.pause()
            assert app.theme_variables["data"]
