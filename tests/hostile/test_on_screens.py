"""Hostile text on every screen and in every dialog: shown as it is typed, never read as anything else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from textual.binding import Binding

from journal.domain.text import clean, shown

SIZES = ((60, 20), (80, 24), (120, 36))
PLACES = ("today", "contacts", "timeline", "goals", "prep")
ELSEWHERE = {"editor", "link", "copy"}
"""Verbs that leave the screen."""
OPENED = ("review", "insights", "introductions", "starting_points", "away", "rhythms", "duplicates", "help", "capture")
MET = {
    *("AskDialog", "AwayDialog", "ChooseDialog", "ConfirmDialog", "ContactDialog", "EventDialog", "FollowUpDialog"),
    *("GoalDialog", "InsightsScreen", "InteractionDialog", "IntroductionsScreen", "MessageDialog", "PacksScreen"),
    *("ReviewScreen", "RhythmsDialog", "TagsDialog", "TextDialog", "WhyDialog"),
}
"""What must have been opened on the way: else this looks at less than it says."""


async def close(run: Any) -> None:
    """Leave whatever is open over the place, without saving anything."""
    for _ in range(12):
        if run.app.screen is run.app.place:
            return
        asked = [key for key, _, _ in getattr(run.app.screen, "choices", ()) if key == "d"]
        await run.pilot.press(asked[0] if asked else "escape")
        await run.pilot.pause()
        run.look()
    raise AssertionError(f"{run.app.screen} stays open")


async def do(run: Any, act: Any) -> str:
    """Run an action of the place, look at what it opens at every size, close it again; the name of what was opened."""
    place = run.app.place
    act()
    for _ in range(12):
        await run.pilot.pause(0.005)
        if run.app.screen is not place:
            break
    opened = type(run.app.screen).__name__
    if run.app.screen is not place:
        for size in sorted(SIZES, key=lambda size: abs(size[0] - run.app.size.width)):
            if size != run.app.size:
                await run.pilot.resize_terminal(*size)
            run.look()
        await run.pilot.press("tab", "down", "pagedown")
    run.look()
    await close(run)
    return opened


async def go(run: Any, place: str) -> None:
    await run.app.run_action(f"go('{place}')")
    await run.until(lambda: run.app.place is not None and len(run.app.place.rows.rows) > 0)
    await run.pilot.pause()


def verbs(place: Any) -> list[str]:
    found = [binding.action for binding in type(place).BINDINGS if isinstance(binding, Binding)]
    acts = [action.split("'")[1] for action in found if action.startswith("act(")]
    bound = {
        binding.action.split("'")[1]
        for _, binding, _, _ in place.active_bindings.values()
        if binding.action.startswith("act(")
    }
    return [verb for verb in dict.fromkeys([*acts, *bound]) if verb not in ELSEWHERE]


def look_through(run: Any) -> str:
    """Every row of the place and every line of its page, drawn and looked at; what stands in all of them."""
    place, found = run.app.place, []
    for row in place.rows.rows:
        found.append(run.look_at(place.rows, row))
        if place.rows.selectable(row):
            place.show_page(row, False)
            found += [run.look_at(place.page, line) for line in place.page.rows]
    return "\n".join(found)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_text_is_shown_in_every_place(
    hostile: Any, all_strings: Sequence[str], size: tuple[int, int]
) -> None:
    hostile.write(all_strings)
    async with hostile.running(size) as run:
        for name in PLACES:
            await go(run, name)
            run.app.place.open_page()
            await run.pilot.pause()
            run.look()
            text = look_through(run)
            await run.press("end")
            run.app.place.action_back()
            await run.press("pagedown", "end")
            if name == "contacts":
                missing = [each for each in all_strings if shown(clean(each))[:10].strip() not in text]
                assert not missing


async def test_every_dialog_shows_it_as_text(hostile: Any, all_in_one: Sequence[str]) -> None:
    hostile.write(all_in_one)
    done: set[tuple[str, str]] = set()
    opened: set[str] = set()
    async with hostile.running((80, 24)) as run:
        for name in PLACES:
            await go(run, name)
            place = run.app.place
            for verb in verbs(place):
                place.rows.cursor = 1
                kind = {(table, verb) for table, _ in place.targets(verb)}
                if kind - done:
                    done |= kind
                    opened.add(await do(run, partial(place.action_act, verb)))
            for action in OPENED if name == "today" else ():
                opened.add(await do(run, partial(run.app.call_later, run.app.run_action, action, place)))
    assert opened >= MET
