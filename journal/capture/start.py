"""`journal capture`, as early as possible: with nothing but a terminal to go by it opens the prompt at once.

Until the prompt has been painted nothing is loaded beside what a bare Python has.
"""

from __future__ import annotations

import os
import sys

_VALUED = ("--dir", "--now")


def main(argv: list[str]) -> int:
    """Run `journal capture` with these words; returns the exit code."""
    if _asks_for_nothing(argv) and _has_terminal():
        from journal.capture.prompt import open_prompt

        return open_prompt(argv)
    from journal.capture.command import main as capture

    return capture(argv)


def _asks_for_nothing(argv: list[str]) -> bool:
    """Whether there is no text and no option that is about printing."""
    words = iter(argv)
    for word in words:
        if word in _VALUED:
            if next(words, None) is None:
                return False
        elif not word.startswith(("--dir=", "--now=")):
            return False
    return True


def _has_terminal() -> bool:
    if os.environ.get("TERM", "") in ("", "dumb", "unknown") or sys.stdin is None or sys.stdout is None:
        return False
    return os.isatty(0) and os.isatty(1) and sys.stdin.isatty()
