"""Importing in the full screen: a file, what it would bring, ticks, columns, progress, and one undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from journal.screens import importing, showing

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoe Newcomer\nEMAIL:zoe@example.org\nNOTE:likes kites\nX-SKYPE:z\nEND:VCARD\n"
EVENT = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Rust Meetup\nDTSTART:20261201T180000\nEND:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def make(text: str) -> str:
        path = tmp_path / "f"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return make


async def look_at(screen: Any, path: str) -> None:
    screen.app.action_import_people()
    await screen.see("Import people and events")
    screen.app.screen.fields["answer"].well.value = path
    await screen.press("ctrl+s")


def newcomer(world: Any) -> dict[str, Any]:
    (found,) = [one for one in world.journal().contacts.docs.values() if "Zoe" in one["name"]]
    return dict(found)


async def test_a_file_is_looked_at_ticked_imported_and_taken_back(small: Any, file: Any) -> None:
    async with small.running() as screen:
        await look_at(screen, file(CARD))
        await screen.see("1 new person")
        await screen.see("zoe@example.org")
        await screen.press("space", "down", "space", "enter")
        await screen.see("Imported 1 new person")
        zoe = newcomer(small)
        assert (zoe["notes"], zoe["circle"]) == ("likes kites", "open")
        assert "X-SKYPE" not in str(zoe)
        await screen.press("u")
        await screen.see("Undone")
        assert len(small.journal().contacts.docs) == 3


async def test_nothing_is_imported_after_escape(small: Any, file: Any) -> None:
    async with small.running() as screen:
        await look_at(screen, file(CARD))
        await screen.see("Import this?")
        await screen.press("escape")
        await screen.see("Import people and events")
        assert len(small.journal().contacts.docs) == 3


async def test_columns_nobody_knows_are_asked_for_once(small: Any, file: Any) -> None:
    async with small.running() as screen:
        await look_at(screen, file("Wer;Wo\nZoe Newcomer;Acme\n"))
        await screen.see("Which column is which?")
        await screen.see("Zoe Newcomer")
        await screen.press("ctrl+s")
        await screen.see("one column has to be the name")
        screen.app.screen.fields["column0"].well.value = "name"
        screen.app.screen.fields["column1"].well.value = "company"
        await screen.press("ctrl+s")
        await screen.see("Import this?")
        await screen.press("enter")
        await screen.see("Imported 1 new person")
        assert newcomer(small)["org"] == "Acme"
        await look_at(screen, file("Wer;Wo\nBob Another;Acme\n"))
        await screen.see("Import this?")


async def test_columns_can_be_said_anew_from_the_preview(small: Any, file: Any) -> None:
    async with small.running() as screen:
        await look_at(screen, file("Name,Team\nZoe Newcomer,Acme\n"))
        await screen.see("Import this?")
        await screen.press("m")
        await screen.see("Which column is which?")
        screen.app.screen.fields["column1"].well.value = "company"
        await screen.press("ctrl+s")
        await screen.see("Import this?")
        await screen.press("enter")
        await screen.see("Imported")
        assert newcomer(small)["org"] == "Acme"


async def test_a_calendar_brings_events(small: Any, file: Any) -> None:
    async with small.running() as screen:
        await look_at(screen, file(EVENT))
        await screen.see("1 new event")
        await screen.press("enter")
        await screen.see("Imported 1 new event")
        assert [one["title"] for one in small.journal().events.docs.values()] == ["Rust Meetup"]


async def test_f8_blurs_the_names_of_the_preview(small: Any, file: Any) -> None:
    async with small.running() as screen:
        await look_at(screen, file(CARD))
        await screen.see("Zoe Newcomer")
        await screen.press("f8")
        await screen.gone("Zoe Newcomer")
        await screen.gone("zoe@example.org")


async def test_a_file_that_is_none_is_said_and_another_can_be_chosen(small: Any, file: Any) -> None:
    async with small.running() as screen:
        await look_at(screen, file("{"))
        await screen.see("not valid JSON")
        await screen.see("Import people and events")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Looking and getting ready go on reporting until this is set; the dialog that says so comes at once."""
    free = Event()
    monkeypatch.setattr(showing, "A_WHILE", 0)
    for name in ("plan_files", "prepared"):
        real = getattr(importing, name)

        def slow(*given: Any, real: Any = real) -> Any:
            while not free.wait(0.01):
                given[-1](30, 100)
            return real(*given)

        monkeypatch.setattr(importing, name, slow)
    yield free
    free.set()


async def test_a_long_look_says_how_far_it_is_and_can_be_stopped(small: Any, file: Any, held: Event) -> None:
    async with small.running() as screen:
        await look_at(screen, file(CARD))
        await screen.see("Every row gets a verdict")
        await screen.see("30%")
        await screen.press("escape")
        await screen.see("Import people and events")


async def test_a_long_import_can_be_stopped_until_it_is_written(small: Any, file: Any, held: Event) -> None:
    held.set()
    async with small.running() as screen:
        await look_at(screen, file(CARD))
        await screen.see("Import this?")
        held.clear()
        await screen.press("enter")
        await screen.see("nothing is written yet")
        await screen.press("escape")
        await screen.see("Import this?")
        assert len(small.journal().contacts.docs) == 3
        held.set()
        await screen.press("enter")
        await screen.see("Imported 1 new person")
        assert newcomer(small)["circle"] == "open"


async def test_closing_the_program_during_an_import_leaves_nothing_by_halves(
    small: Any, file: Any, held: Event
) -> None:
    held.set()
    async with small.running() as screen:
        await look_at(screen, file(CARD))
        await screen.see("Import this?")
        held.clear()
        await screen.press("enter")
        await screen.see("nothing is written yet")
        await screen.press("ctrl+q")
    assert len(small.journal().contacts.docs) == 3


async def test_counts_follow_the_ticks_at_once(small: Any, file: Any) -> None:
    over = EVENT.replace("END:VCALENDAR\n", "") + EVENT.partition("\n")[2].replace("UID:a", "UID:b").replace(
        "2026", "2025"
    )
    async with small.running() as screen:
        await look_at(screen, file(over))
        await screen.see("1 new event, 1 left out")
        await screen.press("space")
        await screen.see("2 new events")
        await screen.press("space")
        await screen.see("1 new event, 1 left out")
        await screen.press("space", "enter")
        await screen.see("Imported 2 new events")
        assert len(small.journal().events.docs) == 2


async def test_a_file_with_nothing_new_says_so_and_ends(small: Any, file: Any) -> None:
    async with small.running() as screen:
        path = file(CARD.replace("NOTE:likes kites\n", ""))
        await look_at(screen, path)
        await screen.see("Import this?")
        await screen.press("enter")
        await screen.see("Imported 1 new person")
        await look_at(screen, path)
        await screen.see("here already")
        await screen.gone("Import people and events")


async def test_what_changes_in_the_file_while_it_is_ticked_is_said(small: Any, file: Any) -> None:
    async with small.running() as screen:
        await look_at(screen, file(CARD))
        await screen.see("Import this?")
        file("{")
        await screen.press("space")
        await screen.see("not valid JSON")
