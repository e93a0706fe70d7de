"""The terminal is closed while something is typed: at the next start every dialog that takes text offers it again.

Which dialogs there are is read from the program, so that a new one has to be opened here too.
"""

from __future__ import annotations

import json
import logging
import os
import re
import signal
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input, TextArea

from journal.domain.events import Event
from journal.domain.goals import Goal
from journal.domain.pitch import Version
from journal.domain.prep import PrepRun
from journal.drafts import file_for
from journal.paths import Paths
from journal.screens.acts.entries import EntryActs
from journal.screens.acts.goals import GoalActs
from journal.screens.acts.introductions import IntroductionActs
from journal.screens.acts.people import PeopleActs
from journal.screens.acts.pitches import PitchActs
from journal.screens.acts.weekly import review

Open = Callable[[Any], Awaitable[None]]
ANA, TYPED = "ANA GÓMEZ", "zq"


async def go(run: Any, place: str) -> None:
    await run.app.action_go(place)
    await until(run, lambda: run.app.current_mode == place and run.place is not None)


def act(what: Callable[[Any], Awaitable[object]], place: str = "contacts") -> Open:
    """Open it as the verb of a place does."""

    async def open_it(run: Any) -> None:
        await go(run, place)
        run.app.run_worker(run.place.once(what(run.place)))

    return open_it


def keys(*pressed: str, place: str = "contacts") -> Open:
    async def open_it(run: Any) -> None:
        await go(run, place)
        await run.press(*pressed)

    return open_it


async def open_message(run: Any) -> None:
    await act(lambda place: place.do("contacts", "message", [ANA]))(run)
    await run.see("find a draft")
    await run.press("enter")
    await until(run, lambda: run.app.screen.template is not None and isinstance(run.app.focused, TextArea))


async def to_goal(run: Any) -> None:
    """To the page of the goal."""
    await go(run, "goals")
    run.place.reveal("GOAL")
    if not run.place.page.has_focus:
        await run.press("enter")
    await until(run, lambda: run.place.page.has_focus)


async def open_step(run: Any) -> None:
    await to_goal(run)
    for _ in range(40):
        line = run.place.page.current
        if line is not None and "write to Ana" in line.content.plain:
            break
        await run.press("j")
    else:
        raise AssertionError(run.text)
    await run.press("e")


async def open_place(run: Any) -> None:
    await to_goal(run)
    await run.press("n")


async def open_pack(run: Any) -> None:
    await go(run, "today")
    run.place.action_starting_points()
    await run.see("Where are you now?")
    await run.press("enter")
    if type(run.app.screen).__name__ == "PacksScreen":
        await run.press("enter")  # where there is no room beside the list it is read first


async def open_columns(run: Any) -> None:
    path = run.app.desk.paths.state
    Path(path).mkdir(parents=True, exist_ok=True)
    file = Path(path, "people.csv")
    file.write_text("Wer;Wo\nZoe Newcomer;Acme\n", encoding="utf-8")
    await go(run, "contacts")
    run.app.action_import_people()
    await run.see("Import people and events")
    run.app.screen.fields["answer"].text = str(file)
    await run.press("ctrl+s")


async def open_walk(run: Any) -> None:
    await go(run, "prep")
    await until(run, lambda: bool(run.place.texts))
    run.place.walk("EVENT", "s.pitch")
    await until(run, lambda: type(run.app.screen).__name__ == "WalkScreen" and run.app.screen.in_field)


async def open_pitch(run: Any) -> None:
    await act(lambda place: PitchActs(place).build())(run)
    await run.see("What kind of introduction?")
    await run.press("enter")


async def open_review(run: Any) -> None:
    await act(review, "today")(run)
    await run.see("A look at your week")
    await run.press("j", "enter")  # the long version
    await run.see("step 1 of")
    while not run.app.screen.in_field:
        before = run.app.screen.view
        await run.press("s")
        await until(run, lambda before=before: run.app.screen.view is not before)


async def open_away(run: Any) -> None:
    await go(run, "today")
    run.place.action_away()


async def open_rhythms(run: Any) -> None:
    await go(run, "today")
    run.place.action_rhythms()


OPENED: dict[str, Open] = {
    "AskDialog": act(lambda place: place.do("contacts", "snooze", [ANA])),
    "AwayDialog": open_away,
    "CaptureDialog": keys("c"),
    "ColumnsDialog": open_columns,
    "ContactDialog": act(lambda place: place.do("contacts", "edit", [ANA])),
    "EventDialog": keys("n", place="prep"),
    "FollowUpDialog": act(lambda place: PeopleActs(place).follow_up([ANA])),
    "GoalDialog": act(lambda place: GoalActs(place).new()),
    "InteractionDialog": act(lambda place: PeopleActs(place).log([ANA])),
    "IntroductionDialog": act(lambda place: IntroductionActs(place).new()),
    "MessageDialog": open_message,
    "PackDialog": open_pack,
    "PitchDialog": open_pitch,
    "PitchTextDialog": act(lambda place: PitchActs(place).edit(Version("I look after data.", "", "", "", ""))),
    "ReviewScreen": open_review,
    "RhythmsDialog": open_rhythms,
    "SlotDialog": open_place,
    "StepDialog": open_step,
    "TagsDialog": act(lambda place: EntryActs(place).tags([next(iter(place.desk.journal.interactions.docs))])),
    "WalkScreen": open_walk,
}


async def until(run: Any, condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        await run.pilot.pause(0.01)
    raise AssertionError(f"it did not come:\n{run.text}")


def written_in(screen: Screen[Any]) -> list[str]:
    """What stands in the fields of a dialog."""
    fields = [*screen.query(Input), *screen.query(TextArea)]
    return [field.value if isinstance(field, Input) else field.text for field in fields]


async def open_it(run: Any, name: str) -> None:
    """Open a dialog and wait until its cursor stands in a field."""
    await OPENED[name](run)
    await until(run, lambda: type(run.app.screen).__name__ == name)
    await until(run, lambda: isinstance(run.app.focused, Input | TextArea) and run.app.focused.screen is run.app.screen)


async def leave(run: Any) -> None:
    """Close everything that is open, as if the terminal were gone: nothing is asked, nothing is thrown away."""
    while len(run.app.screen_stack) > 1:
        run.app.screen.dismiss(None)
        await run.pilot.pause(0.01)


@pytest.fixture
def busy(small: Any) -> Any:
    """People, a goal with a next step and an event with a step that asks for an introduction of oneself."""
    goal = {"statement": "Have 12 talks about data", "status": "active", "next_action": {"text": "write to Ana"}}
    event = {"title": "Evening", "kind": "other", "starts": "2026-11-26"}
    small.add(
        Goal.parse(goal, "GOAL"),
        Event.parse(event, "EVENT"),
        PrepRun(event="EVENT", checklist="other", added=("s.pitch",)),
    )
    return small


class Closed(Exception):
    """The program would have ended here."""


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], Awaitable[None]]:
    """Close the terminal, as the system tells it; the program does what it does then, but for ending."""
    codes: list[int] = []

    def end(code: int) -> None:
        codes.append(code)
        raise Closed

    async def close_it(run: Any) -> None:
        codes.clear()
        os.kill(os.getpid(), signal.SIGHUP)
        await until(run, lambda: bool(codes))
        assert codes == [128 + signal.SIGHUP]

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(logging.getLogger("asyncio"), "disabled", True)  # it would tell about `Closed`
    return close_it


def kept_words(file: Path) -> Iterator[str]:
    yield from re.findall(r"\w+", json.dumps(json.loads(file.read_text("utf-8")) if file.exists() else ""))


def test_every_dialog_that_takes_text_is_closed_here_too(dialogs: set[str]) -> None:
    assert dialogs == set(OPENED)


async def test_what_was_typed_when_the_terminal_was_closed_is_offered_at_the_next_start(
    busy: Any, close: Callable[[Any], Awaitable[None]], figures: Any
) -> None:
    file = file_for(Paths({"HOME": str(busy.folder.parent)}, str(busy.folder)))
    with figures("terminal closed in a dialog with typed text") as row:
        async with busy.running((80, 24)) as run:
            for number, name in enumerate(sorted(OPENED)):
                await open_it(run, name)
                for letter in f"{TYPED}{chr(97 + number)}":
                    await run.pilot.press(letter)
                await until(run, lambda: any(TYPED in text for text in written_in(run.app.screen)))
                await close(run)
                row.count(1, any(f"{TYPED}{chr(97 + number)}" in word for word in kept_words(file)), rounds=1)
                await leave(run)
        again = 0
        async with busy.running((80, 24)) as run:
            for name in sorted(OPENED):
                await open_it(run, name)
                again += any(TYPED in text for text in written_in(run.app.screen))
                await leave(run)
        row.count(len(OPENED), again)


@pytest.fixture
def no_room(busy: Any) -> Path:
    """The folder of drafts cannot be written: a file stands in its place."""
    folder = file_for(Paths({"HOME": str(busy.folder.parent)}, str(busy.folder))).parent
    if folder.exists():
        folder.rename(folder.with_name("elsewhere"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_bytes(b"")
    return folder


async def test_a_closed_terminal_ends_the_program_also_where_nothing_can_be_kept(
    busy: Any, close: Callable[[Any], Awaitable[None]], no_room: Path
) -> None:
    async with busy.running() as run:
        await open_it(run, "CaptureDialog")
        await run.pilot.press(*TYPED)
        await until(run, lambda: any(TYPED in text for text in written_in(run.app.screen)))
        await close(run)
    assert no_room.read_bytes() == b""


async def test_what_was_typed_and_cannot_be_kept_is_printed_at_the_end(
    busy: Any, no_room: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with busy.running() as run:
        await open_it(run, "ContactDialog")
        await run.pilot.press(*TYPED)
        await until(run, lambda: any(TYPED in text for text in written_in(run.app.screen)))
        run.app.ending.told(signal.SIGTERM)
    printed = capfd.readouterr().err
    assert printed.startswith("What you typed and did not save could not be kept (")
    assert printed.endswith(f"Ana Gómez{TYPED}\n")
