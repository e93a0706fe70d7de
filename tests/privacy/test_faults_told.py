"""When the program itself fails, and with --debug: where it happened is told, and nothing about whom."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal.cli import main

CANARY = "Zqcanary"


class Seeded(RuntimeError):
    """A fault that carries what it was working on, as faults do."""


def seeded(*_: Any, **__: Any) -> Any:
    name = f"{CANARY} in a variable"
    raise Seeded(f"{name} in the message")


def files(tmp_path: Path, folder: str) -> list[Path]:
    return sorted((tmp_path / "state" / "journal" / folder).glob("*"))


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        (["find", CANARY], "journal.shell.find.run"),
        (["show", CANARY], "journal.shell.show.run"),
        (["capture", f"coffee with @{CANARY}"], "journal.capture.command.Capture.run"),
        (["today", "--count"], "journal.shell.count.main"),
        (["doctor"], "journal.shell.doctor.run"),
    ],
)
def test_a_fault_of_a_command_is_one_sentence_and_a_report_of_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, words: list[str], broken: str
) -> None:
    monkeypatch.setattr(broken, seeded)
    assert main([*words]) == 1
    said = capsys.readouterr()
    (report,) = files(tmp_path, "crashes")
    assert "fault of its own (Seeded at test_faults_told.py" in said.err
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    for text in (said.out, said.err, report.read_text(encoding="utf-8")):
        assert CANARY not in text
        assert "Traceback" not in text


def test_a_fault_of_the_full_screen_is_told_without_any_value(
    private: Any, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        async with private.running() as run:
            monkeypatch.setattr(type(run.app.place), "refresh_all", seeded)
            run.app.call_later(run.app.tell, None)
            await run.pilot.pause(1)

    with pytest.raises(Seeded):
        asyncio.run(run())
    (report,) = (private.home / ".local/state/journal/crashes").glob("*")
    said = capsys.readouterr()
    for text in (report.read_text(encoding="utf-8"), said.out, said.err):
        assert "zq" not in text.casefold()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_debug_writes_a_file_that_only_the_user_can_read_and_says_so(
    tmp_path: Path, capsys: Any, run_in: Callable[..., int]
) -> None:
    assert run_in("capture", f"coffee with @{CANARY}") == 0
    capsys.readouterr()
    for words in (["--debug", "find", CANARY], ["find", "--debug", CANARY], ["capture", "--debug", f"call @{CANARY}"]):
        assert run_in(*words) == 0
    said = capsys.readouterr().err
    logs = files(tmp_path, "debug")
    assert said.count("only you can read") == 3
    assert logs
    for log in logs:
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
        assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
        assert CANARY.casefold() not in log.read_text(encoding="utf-8").casefold()
        assert "ended with 0" in log.read_text(encoding="utf-8")
    assert "JOURNAL_DEBUG" not in os.environ


def test_after_two_dashes_debug_is_a_word_like_any_other(run_in: Callable[..., int], tmp_path: Path) -> None:
    assert run_in("capture", "--", "call @ana about", "--debug") == 0
    assert not files(tmp_path, "debug")


def test_debug_of_the_full_screen_names_screens_and_nobody(private: Any, tmp_path: Path) -> None:
    from journal import debug

    path = debug.begin(tmp_path / "debug", private.context().now, "full screen")

    async def run() -> None:
        async with private.running() as run:
            debug.watch(run.app, str(path))
            await run.press("2", "e")
            await run.see("Edit")
            await run.press("escape")

    asyncio.run(run())
    text = path.read_text(encoding="utf-8")
    assert "ContactDialog" in text
    assert "zq" not in text.casefold()


@pytest.fixture
def run_in(tmp_path: Path) -> Callable[..., int]:
    return lambda *words: main(
        [*words[:1], "--dir", str(tmp_path / "book"), *words[1:]]
        if words[0][0] != "-"
        else [*words, "--dir", str(tmp_path / "book")]
    )
