"""f8: while somebody is looking, no name and no text of the journal can be read anywhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

import journal
from journal.screens.acts.rhythms import lighten

PLACES = ("today", "contacts", "timeline", "goals", "prep")
ELSEWHERE = {"editor", "link"}
"""Verbs that leave the screen."""
IN_EACH_FORM = {"edit", "log", "why", "message", "everything", "status", "snooze", "tags"}
"""Verbs that open one dialog of each making."""
OVER_PLACES = ("review", "insights", "introductions", "starting_points", "away", "rhythms", "duplicates")
EVERYWHERE = ("help", "capture", "command_palette")
HOLDS_NOTHING = {
    "OpeningScreen",  # the first moment, before the key works
    "WelcomeScreen",  # there only while the journal is empty
    "EvidenceDialog",  # what research says: a text of the program
    "WorkingDialog",  # how far something is
    "SentDialog",  # a question about the message that was open before it
    "PitchTextDialog",  # a form like all others, of a text that this journal has none of
}
"""Screens that hold nothing of the journal, or are seen with another one, and why."""


def screens() -> set[str]:
    """The names of all screens and dialogs of the program, but for classes that others are made of."""
    for module in pkgutil.walk_packages(journal.__path__, "journal."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    def below(kind: type[Any]) -> Iterator[type[Any]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    ours = [each for each in below(Screen) if each.__module__.startswith("journal.")]
    return {each.__name__ for each in ours if not each.__subclasses__()}


class Round:
    """One round through the program: what was opened, and where something could be read that should not be."""

    def __init__(self, run: Any, *, late: bool) -> None:
        self.run, self.late = run, late
        self.opened: set[str] = set()
        self.found: dict[str, list[str]] = {}
        self.folder = Path(run.app.desk.paths.state)

    def look(self, where: str) -> None:
        name = type(self.run.app.screen).__name__
        self.opened.add(name)
        if leaks := self.run.leaks():
            self.found.setdefault(f"{where}: {name}", leaks)

    def look_through(self, where: str) -> None:
        """Every row of the open place and every line of its pages, as they are drawn."""
        place = self.run.app.place
        for row in place.rows.rows:
            lines = [place.rows.draw(row, place.rows.text_width, True).plain]
            if place.rows.selectable(row):
                place.show_page(row, False)
                lines += [line.drawn.plain for line in place.page.rows]
            if leaks := [line for line in lines if "zq" in line.casefold()]:
                self.found.setdefault(where, leaks)

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
        await self.press(where, *(keys or ("tab",)) if opened else ())
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
        if round.late and verb not in IN_EACH_FORM:
            continue
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
        round.look(name)
        round.look_through(name)
        for at in first_of_each(place.rows.rows, lambda row: type(row).__name__ + getattr(row, "table", "")):
            if round.late and name not in ("contacts", "goals"):
                break
            place.rows.cursor = at
            await run.pilot.pause()
            await do_verbs(round, name, done)
        place.rows.cursor = 1
        place.open_page()
        await run.pilot.pause()
        for at in first_of_each(place.page.rows, lambda line: line.table if line.id else ""):
            place.page.cursor = at
            await do_verbs(round, f"the page of {name}", done)
        place.action_back()


def first_of_each(rows: Sequence[Any], kind: Callable[[Any], str]) -> Iterator[int]:
    """The first two rows of every kind: one may be a head."""
    met: Counter[str] = Counter()
    for at, row in enumerate(rows):
        met[kind(row)] += 1
        if met[kind(row)] <= 2:
            yield at


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
    await round.do("walk", partial(run.app.place.rows.action_open), *(["i", "escape"] + ["w", "escape", "l"] * 12))


async def goal_parts(round: Round) -> None:
    run, done = round.run, set[tuple[str, str]]()
    await run.app.run_action("go('goals')")
    await run.pilot.pause()
    place = run.app.place
    place.rows.cursor = 1
    place.open_page()
    await run.pilot.pause()
    await round.do("new place in a goal", place.action_new)
    parts = [
        at for at, line in enumerate(place.page.rows) if line.id and line.table in ("slots", "milestones", "goals")
    ]
    for at in parts:
        place.page.cursor = at
        await do_verbs(round, "the page of goals", done)
        done.discard(("goals", "edit"))


async def questions_and_pitches(round: Round) -> None:
    run = round.run
    await run.app.run_action("go('prep')")
    await run.pilot.pause()
    place = run.app.place
    for name, keys in (
        ("questions", ("down", "n", "x", "escape", "d")),
        ("pitches", ("n", "enter", "tab", "tab")),
    ):
        await round.do(name, partial(run.app.call_later, run.app.run_action, f"open('{name}')", place), *keys)


async def introducing(round: Round) -> None:
    run = round.run
    await run.app.run_action("go('contacts')")
    await run.press("home", "space", "space")
    await round.do("introduce two", partial(run.app.place.action_act, "introduce"), "tab", "tab")
    await round.do("lighten", lambda: run.app.place.run_worker(lighten(run.app.place)), "space")


async def reviewing(round: Round) -> None:
    app = round.run.app
    await app.run_action("go('today')")
    await round.run.pilot.pause()
    keys = ["w", "escape"] + ["down", "s"] * 9
    await round.do("review", partial(app.call_later, app.run_action, "review", app.place), *keys)


async def starting(round: Round) -> None:
    app = round.run.app
    await round.do(
        "starting points",
        partial(app.call_later, app.run_action, "starting_points", app.place),
        *("down", "enter", "enter", "tab", "z", "ctrl+s", "tab", "down"),
    )


async def importing_both(round: Round) -> None:
    known, unknown = round.folder / "people.csv", round.folder / "other.csv"
    known.write_text("Name,Organisation,Notes\nZqnew Zqperson,Zqorg,zqnote\n", encoding="utf-8")
    unknown.write_text("one,two\nZqnew Zqperson,Zqorg\n", encoding="utf-8")
    for file in (known, unknown):
        await importing(round, file)


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


PLACES_OPEN = {
    *("ContactsScreen", "TodayScreen", "TimelineScreen", "GoalsScreen", "PrepScreen", "ContactDialog", "AskDialog"),
    *("InteractionDialog", "FollowUpDialog", "GoalDialog", "EventDialog", "TagsDialog", "WhyDialog", "ChooseDialog"),
    *("ConfirmDialog", "MessageDialog", "TextDialog"),
}
ROUNDS: dict[str, tuple[Callable[..., Awaitable[None]], set[str]]] = {
    "places": (in_places, PLACES_OPEN),
    "over": (
        over_places,
        {"InsightsScreen", "IntroductionsScreen", "AwayDialog", "RhythmsDialog", "PairsDialog", "MergeDialog"}
        | {"HelpDialog", "CaptureDialog"},
    ),
    "filter": (searching, set()),
    "merge": (side_by_side, {"MergeDialog"}),
    "walk": (walking, {"WalkScreen"}),
    "goal": (goal_parts, {"SlotDialog", "StepDialog", "GoalDialog"}),
    "questions": (questions_and_pitches, {"QuestionsScreen", "PitchesScreen", "PitchDialog"}),
    "introducing": (introducing, {"IntroductionDialog", "ChooseSomeDialog"}),
    "review": (reviewing, {"ReviewScreen"}),
    "packs": (starting, {"PacksScreen", "PackDialog", "PackPreview"}),
    "import": (importing_both, {"IncomingDialog", "ColumnsDialog"}),
}


@pytest.mark.parametrize("name", ROUNDS)
@pytest.mark.parametrize("late", [False, True], ids=["opened later", "open already"])
async def test_nothing_of_the_journal_can_be_read_while_somebody_is_looking(
    private: Any, name: str, late: bool
) -> None:
    act, opens = ROUNDS[name]
    async with private.running() as run:
        seen = Round(run, late=late)
        await run.press("f8")
        await run.see("blurred")
        await act(seen)
    assert not seen.found, "\n".join(f"{where}\n    {lines[:3]}" for where, lines in seen.found.items())
    missing = opens - seen.opened
    assert not missing or late


def test_every_screen_and_dialog_of_the_program_is_among_those_looked_at() -> None:
    looked_at = set[str]().union(*(opens for _, opens in ROUNDS.values()))
    missing = screens() - looked_at - HOLDS_NOTHING
    assert not missing
