"""What all tests share: async tests, a machine that looks the same everywhere, and the folder of test data."""

from __future__ import annotations

import asyncio
import inspect
import os
from pathlib import Path

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension
from textual.widgets import Input, TextArea

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("JOURNAL_TEST_DATA", ROOT.parent / "shared"))

SingleFileSnapshotExtension.file_extension = "svg"


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run `async def` tests on a fresh event loop."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same result on every machine: no blink, no colour settings, no files of the user."""
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    monkeypatch.setattr(TextArea.cursor_blink, "_default", False)
    for name in ("NO_COLOR", "TEXTUAL_THEME", "JOURNAL_DIR", "JOURNAL_NOW", "EDITOR", "VISUAL", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.fixture
def shared() -> Path:
    """The folder of test data that is not part of the project; without it the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip(f"no test data at {SHARED} (set JOURNAL_TEST_DATA)")
    return SHARED
