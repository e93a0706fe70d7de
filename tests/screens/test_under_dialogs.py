"""What a dialog leaves of the place below it: no keys that do not work, no toast over its buttons."""

from __future__ import annotations

import pytest


async def test_the_keys_of_the_place_are_gone_while_a_dialog_is_open(small):
    async with small.running() as run:
        await run.see("f follow-up")
        await run.press("e")
        await run.see("Edit Ana")
        await run.gone("f follow-up")
        await run.press("escape")
        await run.see("f follow-up")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_a_toast_covers_no_line_of_a_dialog_and_stands_there_once(small, size):
    async with small.running(size) as run:
        await run.press("f8", "e")
        await run.see("Edit person")
        lines = run.text.splitlines()
        assert "Names are blurred" in lines[-1]
        assert run.text.count("Names are blurred") == 1
        await run.see("Save  ctrl+s")


async def test_the_welcome_names_the_keys_that_choose(world):
    async with world.running() as run:
        await run.see("enter open   ↑↓ choose   t theme")
        await run.press("down", "down", "enter")
        await run.pilot.pause()
    assert run.app.return_value == "demo"
