"""The opening: what is painted first looks like what follows, and keys pressed meanwhile are not lost."""

from __future__ import annotations

import pytest

from journal.screens.opening import OpeningScreen


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 50)])
async def test_the_opening_stands_where_the_place_will_stand(small, size):
    app = small.app()
    async with app.run_test(size=size) as pilot:
        assert isinstance(app.screen, OpeningScreen)
        opening = [line.plain.rstrip() for line in app.screen.view.lines()]
        while not app.complete:
            await pilot.pause(0.01)
        await pilot.pause(0.02)
        strips = app.screen._compositor.render_strips()
        place = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    assert opening[:2] == place[:2]
    head = next(at for at, line in enumerate(place) if "last talk" in line)
    assert opening[head].rstrip("│ ") == place[head].split("│")[0].rstrip()
    assert "Ana Gómez" in place[head + 1]


async def test_people_are_shown_before_anything_else_is_loaded(small, monkeypatch):
    app = small.app()
    shown = []
    monkeypatch.setattr(
        app, "_take", lambda ready: shown.append([line.plain for line in app.screen.view.lines()]) or 1 / 0
    )
    with pytest.raises(Exception, match="division by zero"):
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause(1)
    assert any("Bob Lee" in line for line in shown[0])


async def test_a_place_chosen_while_the_program_loads_is_the_one_that_opens(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3")
        while not app.complete:
            await pilot.pause(0.01)
        assert app.current_mode == "timeline"


async def test_the_program_can_be_left_while_it_loads(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("q")
        await pilot.pause(0.1)
    assert app.return_code == 0
