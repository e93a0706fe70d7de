"""Toasts: one of a kind, gone when they have been read or are not so any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal.paths import Paths
from journal.store.disk import NotSaved, StoreError
from journal.widgets import notices


@pytest.fixture
def read_at_once(monkeypatch):
    """Nobody needs time to read in a test."""
    monkeypatch.setattr(notices, "SHORTEST", 0.0)


async def test_an_error_that_comes_again_stands_there_once(small):
    async with small.running() as run:
        for _ in range(3):
            run.place.fail(NotSaved("Not saved: the disk is full."))
            await run.pilot.pause()
        await run.see("the disk is full")
        assert run.text.count("the disk is full") == 1


async def test_an_error_goes_with_the_next_key(small, read_at_once):
    async with small.running() as run:
        run.place.fail(StoreError("Not saved: the disk is full."))
        await run.see("the disk is full")
        await run.press("j")
        await run.gone("the disk is full")


async def test_an_error_that_nobody_can_have_read_stays_for_the_key_after(small):
    async with small.running() as run:
        run.place.fail(StoreError("Not saved: the disk is full."))
        await run.press("j")
        await run.see("the disk is full")


async def test_the_newest_act_is_what_u_takes_back_so_it_stands_alone(small):
    async with small.running() as run:
        await run.press("plus")
        await run.see("Ana Gómez: inner")
        await run.press("minus")
        await run.see("Ana Gómez: close")
        await run.gone("Ana Gómez: inner")


async def test_many_broken_settings_are_one_toast_that_says_where_the_rest_is(small):
    config = Paths({"HOME": str(small.folder.parent)}, None).config
    Path(config).mkdir(parents=True)
    Path(config, "config.toml").write_text('theme = "lamplit"\nclock = "13"\ncolour = "red"\n')
    Path(config, "keymap.toml").write_text('[list]\nsideways = "x"\n')
    async with small.running() as run:
        await run.see("config.toml, line 3")
        await run.see("3 more places need a look")
        await run.see("doctor` lists all")


async def test_read_only_is_not_said_any_longer_than_it_is_so(small):
    async with small.running() as run:
        away = small.folder.with_name("away")
        small.folder.rename(away)
        await run.see("Read only")
        away.rename(small.folder)
        await run.gone("Read only")
