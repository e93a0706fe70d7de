"""The prompt wears the colours of the theme where the terminal has them, and never waits for more than a small file."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES, Theme

from journal import prompt_colours
from journal.capture import colours, settings
from journal.paths import Paths, shipped_themes
from journal.shell import screen
from journal.shell.context import Context
from journal.themes import contrast, fitted, load

FULL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
PALETTE = {"TERM": "screen-256color"}
FEW = {"TERM": "linux"}
FOLDERS = list(map(Path, shipped_themes()))
SHIPPED = {theme.name: theme for theme in load(FOLDERS)[0]}
Styles = Callable[[Mapping[str, str]], dict[str, str]]


@pytest.fixture
def paths() -> Paths:
    return Paths(os.environ)


@pytest.fixture
def styles() -> Styles:
    """`styles(terminal)`: the codes of the roles on such a terminal."""
    return lambda terminal: colours.styles({**os.environ, **terminal})


@pytest.fixture
def worn(paths: Paths) -> Theme:
    """A theme that the full screen has written down."""
    theme = SHIPPED["daybook"]
    prompt_colours.keep(paths, theme, FOLDERS, pinned=False)
    return theme


def test_without_a_cache_there_are_the_colours_of_the_terminal(styles: Styles) -> None:
    assert styles(FULL)["accent"] == styles(PALETTE)["accent"] == styles(FEW)["accent"] == "33"


@pytest.mark.usefixtures("worn")
def test_the_theme_is_worn_where_the_terminal_has_its_colours(styles: Styles) -> None:
    assert styles(FULL)["accent"].startswith("38;2;155;82;20")
    assert styles(PALETTE)["accent"].startswith("38;5;")
    assert styles(FEW)["accent"] == "33"
    assert "accent" not in styles({**FULL, "NO_COLOR": "1"})


@pytest.mark.usefixtures("worn")
def test_the_first_paint_reads_one_small_file(styles: Styles, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    usual = builtins.open

    def seen(file: Any, *args: Any, **more: Any) -> Any:
        opened.append(str(file))
        return usual(file, *args, **more)

    monkeypatch.setattr(builtins, "open", seen)
    styles(FULL)
    (one,) = opened
    assert os.path.getsize(one) < 1024


def test_a_theme_that_was_changed_since_is_not_worn(paths: Paths, styles: Styles, tmp_path: Path) -> None:
    mine = tmp_path / "themes"
    mine.mkdir()
    file = mine / "mine.toml"
    file.write_text('name = "mine"\nprimary = "#FF0000"\n', encoding="utf-8")
    (theme,), _ = load([mine])
    prompt_colours.keep(paths, theme, [*FOLDERS, mine], pinned=False)
    assert styles(FULL)["accent"].startswith("38;2;")
    file.write_text('name = "mine"\nprimary = "#00FFFF"\n', encoding="utf-8")
    assert styles(FULL)["accent"] == "33"


def test_other_settings_may_change_and_the_theme_is_kept(paths: Paths, styles: Styles, worn: Theme) -> None:
    config = Path(paths.config, "config.toml")
    config.parent.mkdir(parents=True)
    config.write_text('date_order = "MDY"\n', encoding="utf-8")
    assert styles(FULL)["accent"] == "33", worn.name
    assert settings.read(paths).date_order == "MDY"
    assert styles(FULL)["accent"].startswith("38;2;155;82;20")


@pytest.mark.parametrize(("named", "is_worn"), [("daybook", False), ("lamplight", True)])
def test_a_theme_that_is_named_in_the_settings_counts(
    paths: Paths, styles: Styles, named: str, *, is_worn: bool
) -> None:
    config = Path(paths.config, "config.toml")
    config.parent.mkdir(parents=True)
    config.write_text('theme = "lamplight"\n', encoding="utf-8")
    prompt_colours.keep(paths, SHIPPED["lamplight"], FOLDERS, pinned=True)
    config.write_text(f'theme = "{named}"\nclock = "24"\n', encoding="utf-8")
    settings.read(paths)
    assert styles(FULL)["accent"].startswith("38;2;") is is_worn


@pytest.mark.parametrize("text", ["", "config none\ntheme none\ncolour accent red 7\n", "\udcff", "colour\ntheme\n"])
def test_a_broken_cache_is_not_believed(paths: Paths, styles: Styles, text: str) -> None:
    Path(paths.cache).mkdir(parents=True)
    Path(paths.cache, "prompt.txt").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert styles(FULL)["accent"] == "33"


@pytest.mark.parametrize("name", [*SHIPPED, *BUILTIN_THEMES])
def test_the_colours_of_every_theme_are_seen_on_light_and_on_dark_terminals(name: str) -> None:
    theme = SHIPPED.get(name) or fitted(BUILTIN_THEMES[name])
    for line in prompt_colours.colours(theme):
        colour = Color(*map(int, line.split(" ")[2].split(";")))
        for page in ("#FFFFFF", "#14171D", "#000000"):
            assert contrast(colour, Color.parse(page)) >= prompt_colours.SEEN, line


async def until(pilot: Pilot[Any], happened: Callable[[], bool]) -> None:
    for _ in range(1000):
        if happened():
            return
        await pilot.pause(0.01)
    raise AssertionError("it does not happen")


async def test_the_prompt_follows_a_theme_that_is_picked_on_the_screen(styles: Styles, tmp_path: Path) -> None:
    app = screen.build(Context.build(str(tmp_path / "journal"), "2026-11-24T09:00"), "contacts")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.complete)
        await until(pilot, Path(tmp_path, "cache/journal/prompt.txt").exists)
        assert styles(FULL)["accent"].startswith("38;2;")
        seen = []
        for name in ("daybook", "letterpaper", "lamplight"):
            app.theme = name
            await pilot.pause(0.05)
            seen.append(styles(FULL)["accent"])
    assert len(set(seen)) == 3
    assert all(one.startswith("38;2;") for one in seen)
