"""What all tests share: async tests, a machine that looks the same everywhere, and the folder of test data."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from syrupy.extensions.single_file import SingleFileSnapshotExtension
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Static, TextArea

from journal.paths import shipped_themes
from journal.themes import load as load_themes
from journal.themes import variable_defaults

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("JOURNAL_TEST_DATA", ROOT.parent / "shared"))

LONGEST = 300.0
"""Seconds after which a test that waits for something is a test that has failed."""

NOT_OURS = (
    *("NO_COLOR", "TEXTUAL_THEME", "JOURNAL_DIR", "JOURNAL_NOW", "EDITOR", "VISUAL", "TMUX"),
    *("COLUMNS", "LINES", "PYTHONUNBUFFERED"),
)
"""Variables of whoever runs the tests; no test may hang on them."""

SingleFileSnapshotExtension.file_extension = "svg"
settings.register_profile("long", max_examples=4000, deadline=None)  # pytest --hypothesis-profile=long


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: a test of a screen waits for half of its time."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run `async def` tests on a fresh event loop."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    given = {name: pyfuncitem.funcargs[name] for name in names}
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**given), LONGEST))
    return True


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same result on every machine: no blink, no colour settings, no files of the user."""
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    monkeypatch.setattr(TextArea.cursor_blink, "_default", False)
    for name in NOT_OURS:
        monkeypatch.delenv(name, raising=False)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.fixture(autouse=True)
def unfrozen() -> Iterator[None]:
    """The full screen freezes what it has made, for the rest of its process; this process has many more to make."""
    yield
    gc.unfreeze()


@pytest.fixture
def shared() -> Path:
    """The folder of test data that is not part of the project; without it the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip(f"no test data at {SHARED} (set JOURNAL_TEST_DATA)")
    return SHARED


@pytest.fixture
def dialog_host() -> Callable[..., App[None]]:
    """(dialog, theme) → a program with nothing but a text and that dialog over it; `answers` is what dialogs gave."""
    return DialogHost


class DialogHost(App[None]):
    CSS = "Screen { background: $background; color: $foreground; overflow: hidden; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, dialog: Screen[Any], theme: str = "lamplight") -> None:
        super().__init__()
        for each in load_themes(shipped_themes())[0]:
            self.register_theme(each)
        self.theme = theme
        self.dialog = dialog
        self.answers: list[Any] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def compose(self) -> ComposeResult:
        yield Static("\n".join(["The place below the dialog, dimmed while it is open."] * 60), markup=False)

    def on_mount(self) -> None:
        self.open(self.dialog)

    def open(self, dialog: Screen[Any]) -> None:
        self.dialog = dialog
        self.push_screen(dialog, self.answers.append)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the figures of the tests of faults: what was acknowledged, and what of it was found again."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    rows: dict[str, list[Any]] = {}
    for report in reports:
        for name, (what, *numbers) in getattr(report, "user_properties", ()):
            if name == "figures" and getattr(report, "when", "") == "call":
                rows[what] = [sum(pair) for pair in zip(rows[what], numbers, strict=True)] if what in rows else numbers
    if not rows:
        return
    width = max(len(what) for what in rows)
    terminalreporter.section("faults", sep="-")
    names = ("rounds", "acknowledged", "found again", "lost", "damaged", "seconds")
    terminalreporter.write_line(f"{'what':{width}}  " + "  ".join(f"{name:>12}" for name in names))
    for what, numbers in sorted(rows.items()):
        cells = [n if isinstance(n, str) else f"{n:,}" if isinstance(n, int) else f"{n:.1f}" for n in numbers]
        terminalreporter.write_line(f"{what:{width}}  " + "  ".join(f"{cell:>12}" for cell in cells))
