"""Faults of the program itself, told without what it was working on; and `--debug`, which writes down what it does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from journal import crash, debug
from journal.paths import DEBUG, Paths
from journal.shell.context import read_clock
from journal.shell.output import say
from journal.shell.parser import COMMANDS, FAILED, split


def fault(error: BaseException) -> int:
    """Say that the program failed, and where that is written down; returns the exit code."""
    say(crash.report(error, Path(Paths(os.environ).state, "crashes"), read_clock(None, {})()))
    return FAILED


def run_watched(words: Sequence[str], run: Callable[[], int]) -> int:
    """Run a command with a file that tells what it does; says where that is. Returns the exit code of the command."""
    name = split(words)[1]
    known = name if name in {command.name for command in COMMANDS} else "full screen" if name is None else "unknown"
    folder = Path(Paths(os.environ).state, "debug")
    try:
        path = debug.begin(folder, read_clock(None, {})(), known)
    except OSError as error:
        say(f"--debug can write nothing in {folder} ({error.strerror or error}); without it the command works.")
        return FAILED
    say(f"--debug: what happens is written to {path}, which only you can read; it holds no names and no texts.")
    os.environ[DEBUG] = str(path)
    note, begun = debug.writer(path), time.monotonic()
    try:
        code = run()
    except BaseException as error:
        note("; ".join(crash.where(error)))
        raise
    finally:
        del os.environ[DEBUG]
    note(f"ended with {code} after {time.monotonic() - begun:.3f} s")
    return code
