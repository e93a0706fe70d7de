"""f8: while somebody is looking, no name and no text of the journal can be read anywhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

import journal

PLACES = ("today", "contacts", "timeline", "goals", "prep")
ELSEWHERE = {"editor", "link"}
"""Verbs that leave the screen."""
OVER_PLACES = ("review", "insights", "introductions", "starting_points", "away", "rhythms", "duplicates")
EVERYWHERE = ("help", "capture", "command_palette")
HOLDS_NOTHING = {
    "Dialog", "Form", "Place", "Listing", "Browsing", "ActingScreen", "StepScreen", "WalkColumn", "TwoPages",
    "OpeningScreen",  # the first moment, before the key works
    "WelcomeScreen",  # there only while the journal is empty
}  # fmt: skip
"""Classes that others are made of, and screens that hold nothing of the journal."""


def screens() -> set[str]:
    """The names of all screens and dialogs of the program."""
    for module in pkgutil.walk_packages(journal.__path__, "journal."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    def below(kind: type[Any]) -> Iterator[type[Any]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    return {each.__name__ for each in below(Screen) if each.__module__.startswith("journal.")}


class Round:
    """One round through the program: what was opened, and where something could be read that should not be."""

    def __init__(self, run: Any, *, late: bool) -> None:
        self.run, self.late = run, late
        self.opened: set[str] = set()
        self.found: dict[str, list[str]] = {}

    def look(self, where: str) -> None:
        name = type(self.run.app.screen).__name__
        self.opened.add(name)
        if leaks := self.run.leaks():
            self.found.setdefault(f"{where}: {name}", leaks)

    async def press(self, where: str, *keys: str) -> None:
        for key in keys:
            await self.run.press(key)
            self.look(where)

    async def close(self, where: str = "") -> None:
        """Leave what is open over the place."""
        app = self.run.app
        for _ in range(16):
            if app.screen is app.place:
                return
            asked = [key for key, _, _ in getattr(app.screen, "choices", ()) if key == "d"]
            await self.run.press(asked[0] if asked else "escape")
        raise AssertionError(f"{where}: {app.screen} stays open")

    async def do(self, where: str, act: Callable[[], Any], *keys: str) -> None:
        """Open something, look at it and go through its fields; with `late`, f8 is pressed when it is open already."""
        app, place = self.run.app, self.run.app.place
        if self.late:
            app.desk.blurred = False
        act()
        for _ in range(40):
            await self.run.pilot.pause(0.005)
            if app.screen is not place:
                break
        opened = app.screen is not place
        if self.late:
            await self.run.press("f8")
        self.look(where)
        await self.press(where, *(keys or ("tab",) * 2) if opened else ())
        await self.close(where)
        self.look(f"{where}, after it")


def verbs(place: Any) -> list[str]:
    active = [each.binding.action for each in place.active_bindings.values()]
    acts = [action.split("'")[1] for action in active if action.startswith("act(")]
    return [verb for verb in dict.fromkeys(acts) if verb not in ELSEWHERE]


async def do_verbs(round: Round, name: str, done: set[tuple[str, str]]) -> None:
    """Everything that can be done to what the cursor is on, once for each kind of record."""
    place = round.run.app.place
    for verb in verbs(place):
        kinds = {(table, verb) for table, _ in place.targets(verb)}
        if kinds - done:
            done |= kinds
            await round.do(f"{name}, {verb}", partial(place.action_act, verb))


async def in_places(round: Round) -> None:
    run, done = round.run, set[tuple[str, str]]()
    for name in PLACES:
        await run.app.run_action(f"go('{name}')")
        await run.pilot.pause()
        place = run.app.place
        for at in sorted({*range(6), *range(6, len(place.rows.rows), 4)}):
            place.rows.cursor = at
            await run.pilot.pause()
            round.look(name)
            await do_verbs(round, name, done)
        place.open_page()
        for at in range(min(40, len(place.page.rows))):
            if place.page.selectable(place.page.rows[at]):
                place.page.cursor = at
                await run.pilot.pause()
                round.look(f"the page of {name}")
                await do_verbs(round, f"the page of {name}", done)
        place.action_back()


async def over_places(round: Round) -> None:
    app = round.run.app
    for action in OVER_PLACES:
        await round.do(
            action, partial(app.call_later, app.run_action, action, app.place), "down", "tab", "enter", "tab"
        )
    for action in EVERYWHERE:
        await round.do(action, partial(app.call_later, app.run_action, action), *"xna", "down")


async def searching(round: Round) -> None:
    await round.run.app.run_action("go('contacts')")
    await round.press("filter", "slash")
    await round.run.press(*"surname")
    await round.run.press("enter")
    round.look("filter")


async def side_by_side(round: Round) -> None:
    run = round.run
    await run.app.run_action("go('contacts')")
    await run.press("home", "space", "space")
    await round.do("merge", partial(run.app.place.action_act, "merge"), "tab", "left", "down")


async def walking(round: Round) -> None:
    run = round.run
    await run.app.run_action("go('prep')")
    await run.pilot.pause()
    await round.do("walk", partial(run.app.place.rows.action_open), *(["w", "escape", "i", "escape"] + ["l", "s"] * 20))


async def reviewing(round: Round) -> None:
    app = round.run.app
    await app.run_action("go('today')")
    await round.run.pilot.pause()
    keys = ["w", "escape"] + ["down", "e", "escape", "s"] * 9
    await round.do("review", partial(app.call_later, app.run_action, "review", app.place), *keys)


async def starting(round: Round) -> None:
    app = round.run.app
    await round.do(
        "starting points",
        partial(app.call_later, app.run_action, "starting_points", app.place),
        *("down", "enter", "enter", "tab", "z", "ctrl+s", "tab", "down"),
    )


async def importing(round: Round, file: Path) -> None:
    app = round.run.app
    place = app.place
    app.desk.blurred = not round.late
    app.action_import_people()
    while app.screen is place or not app.screen.is_mounted:
        await round.run.pilot.pause(0.01)
    next(iter(app.screen.fields)).text = str(file)
    await round.run.press("ctrl+s")
    for _ in range(200):
        await round.run.pilot.pause(0.01)
        if type(app.screen).__name__ in ("IncomingDialog", "ColumnsDialog"):
            break
    if round.late:
        await round.run.press("f8")
    round.look("import")
    await round.press("import", "down", "tab")
    await round.close("import")


ROUNDS: tuple[Callable[[Round], Awaitable[None]], ...] = (
    in_places, over_places, searching, side_by_side, walking, reviewing, starting,
)  # fmt: skip


@pytest.mark.parametrize("late", [False, True], ids=["blurred before it is opened", "blurred while it is open"])
async def test_nothing_of_the_journal_can_be_read_while_somebody_is_looking(
    private: Any, tmp_path: Path, late: bool
) -> None:
    known, unknown = tmp_path / "people.csv", tmp_path / "other.csv"
    known.write_text("Name,Organisation,Notes\nZqnew Zqperson,Zqorg,zqnote\n", encoding="utf-8")
    unknown.write_text("one,two\nZqnew Zqperson,Zqorg\n", encoding="utf-8")
    async with private.running() as run:
        seen = Round(run, late=late)
        await run.press("f8")
        await run.see("blurred")
        for each in ROUNDS:
            await each(seen)
        for file in (known, unknown):
            await importing(seen, file)
    assert not seen.found, "\n".join(f"{where}\n    {lines[:3]}" for where, lines in seen.found.items())
    missing = screens() - seen.opened - HOLDS_NOTHING
    assert not missing
