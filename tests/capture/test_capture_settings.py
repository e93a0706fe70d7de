"""The settings of capture: from config.toml, through a cache that follows it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from journal.capture import settings
from journal.paths import Paths


@pytest.fixture
def paths() -> Paths:
    return Paths(os.environ)


@pytest.fixture
def config(paths: Paths) -> Path:
    file = Path(paths.config, "config.toml")
    file.parent.mkdir(parents=True)
    return file


def test_without_a_config_the_usual_ones_hold_and_nothing_is_made(paths: Paths) -> None:
    found = settings.read(paths)
    assert (found.date_order, found.day_starts, found.problem) == ("DMY", "00:00", "")
    assert not Path(paths.cache).exists()


def test_the_cache_follows_the_config(paths: Paths, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text('date_order = "mdy"\nday_starts = 04:00:00\n', encoding="utf-8")
    assert settings.read(paths).date_order == "MDY"
    monkeypatch.setattr("tomllib.load", None)
    found = settings.read(paths)
    assert (found.date_order, found.day_starts) == ("MDY", "04:00")
    monkeypatch.undo()
    config.write_text('date_order = "YMD"\n', encoding="utf-8")
    assert settings.read(paths).date_order == "YMD"


@pytest.mark.parametrize("text", ["date_order = ", 'date_order = "DMYX"\nday_starts = "late"', "date_order = 3"])
def test_a_config_that_cannot_be_used_leaves_the_usual_ones(paths: Paths, config: Path, text: str) -> None:
    config.write_text(text, encoding="utf-8")
    found = settings.read(paths)
    assert (found.date_order, found.day_starts) == ("DMY", "00:00")
    assert bool(found.problem) is (text == "date_order = ")


def test_a_broken_cache_is_not_believed(paths: Paths, config: Path) -> None:
    config.write_text('date_order = "MDY"', encoding="utf-8")
    settings.read(paths)
    Path(paths.cache, "prompt.txt").write_bytes(b"\xff\nnonsense")
    assert settings.read(paths).date_order == "MDY"


def test_before_the_day_turns_it_is_still_the_day_before() -> None:
    night = settings.Settings(day_starts="04:00")
    assert night.wall_clock(datetime(2026, 11, 24, 1, 30)).date().isoformat() == "2026-11-23"
    assert night.wall_clock(datetime(2026, 11, 24, 4, 0)) == datetime(2026, 11, 24, 4, 0)
    assert settings.Settings().wall_clock(datetime(2026, 11, 24, 0, 0)) == datetime(2026, 11, 24, 0, 0)
