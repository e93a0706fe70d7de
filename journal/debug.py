"""`--debug`: a file that says what the program does, for mending it; it holds no names and no texts."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import journal

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

BEAT, LATE = 0.25, 0.1
"""Seconds between two looks whether the screen is held up, and by how much it has to be late to be told."""


def begin(folder: Path, now: datetime, command: str) -> Path:
    """Begin a file in `folder`, readable by the user only. Raises `OSError`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{now:%Y-%m-%d-%H%M%S-%f}.txt"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    say = writer(path)
    say(f"journal {journal.__version__}, {command}")
    say(f"Python {platform.python_version()}, {platform.system()} {platform.release()}, {platform.machine()}")
    terminals = [name for name in ("TERM", "COLORTERM", "TMUX", "LANG", "NO_COLOR") if os.environ.get(name)]
    say(", ".join(f"{name}={os.environ[name] if name in ('TERM', 'LANG') else 'set'}" for name in terminals))
    return path


def writer(path: str | Path) -> Callable[[str], None]:
    """What adds a line, with the time since the first, to the file; where that fails it is let be."""
    first = time.monotonic()

    def say(line: str) -> None:
        try:
            with Path(path).open("a", encoding="utf-8", errors="replace") as out:
                out.write(f"{time.monotonic() - first:9.3f}  {line}\n")
        except OSError:
            return  # a full disk must not end what is looked into

    return say


def watch(app: App[Any], path: str) -> None:
    """Write down which screens are opened, by their kind, and when the screen was held up."""
    say = writer(path)
    say(f"{app.size.width}x{app.size.height}, {len(sys.modules)} modules")
    last = time.monotonic()

    def beat() -> None:
        nonlocal last
        now = time.monotonic()
        if now - last - BEAT > LATE:
            say(f"held up for {now - last - BEAT:.3f} s")
        last = now

    def changed(screen: Screen[Any]) -> None:
        say(f"{type(screen).__name__}, {screen.size.width}x{screen.size.height}")

    app.screen_change_signal.subscribe(app, changed)
    app.set_interval(BEAT, beat)
