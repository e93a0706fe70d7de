"""Forgetting somebody from the full screen asks twice and says what is out of reach."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from journal.screens.acts import forgetting
from journal.store.backup import folder_for
from journal.store.erasing import finish, unfinished
from journal.store.log import Log
from journal.store.machine import machine_name


async def begin(screen: Any) -> None:
    """Ask to forget Bob Lee."""
    await screen.press("slash")
    await screen.type("bob")
    await screen.press("enter")
    await screen.see("1 of 3")
    screen.place.action_act("forget")
    await screen.see("Forget Bob Lee?")


async def test_it_asks_twice_and_then_nothing_is_left(small: Any) -> None:
    async with small.running() as screen:
        await begin(screen)
        await screen.press("f")
        if "name them" in screen.text:
            await screen.press("r")
        await screen.see("Really forget Bob Lee?")
        await screen.press("y")
        await screen.see("Out of reach")
        await screen.press("escape")
        await screen.gone("Bob Lee")
    assert all(doc["name"] != "Bob Lee" for doc in small.journal().contacts.docs.values())


async def test_closing_the_program_meanwhile_leaves_the_files_to_the_next_start(
    small: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(log: Log, folder: Path, report: Any) -> None:
        begun.set()
        try:
            while True:
                report(0, 1)
                time.sleep(0.01)
        finally:
            ended.set()

    monkeypatch.setattr(forgetting, "finish", endless)
    async with small.running() as screen:
        await begin(screen)
        await screen.press("f")
        if "name them" in screen.text:
            await screen.press("r")
        await screen.see("Really forget Bob Lee?")
        await screen.press("y")
        await screen.until(begun.is_set)
        await screen.see("You can go on meanwhile")
        await screen.gone("Bob Lee")
        state = screen.app.desk.paths.state
    assert ended.wait(15), "the thread goes on"
    folder = folder_for(state, str(small.folder))
    log = Log(str(small.folder), machine_name(state))
    assert unfinished(folder)
    assert "BOB LEE" not in small.journal().contacts.docs
    assert finish(log, folder)
    assert not unfinished(folder)


async def test_enter_alone_never_forgets_anybody(small: Any) -> None:
    async with small.running() as screen:
        await begin(screen)
        await screen.press("enter")
        await screen.gone("Forget Bob Lee?")
    assert "BOB LEE" in small.journal().contacts.docs


async def test_archiving_is_offered_instead(small: Any) -> None:
    async with small.running() as screen:
        await begin(screen)
        await screen.press("a")
        await screen.see("archived")
    assert small.journal().contacts.docs["BOB LEE"]["status"] == "archived"
