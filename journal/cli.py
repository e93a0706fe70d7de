"""The `journal` command: what has to be quick goes straight to its own small program, the rest through argparse."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

FAST = "capture"
DEBUG = "--debug"
INTERRUPTED = 130
COUNT = ["today", "--count"]


def main(argv: list[str] | None = None) -> int:
    """Run a command line and return its exit code: 0 done, 1 failed and said why, 2 wrong usage."""
    os.umask(0o077)
    words = sys.argv[1:] if argv is None else argv
    options = words[: words.index("--")] if "--" in words else words
    try:
        if DEBUG in options:
            from journal.shell.debugging import run_watched

            words = [word for word in options if word != DEBUG] + words[len(options) :]
            return run_watched(words, lambda: _run(words, leave=False))
        return _run(words, leave=argv is None)
    except Exception as error:
        from journal.shell.debugging import fault

        return fault(error)


def _run(words: list[str], *, leave: bool) -> int:
    folder, rest = _folder_before_command(words)
    if rest and rest[0] == FAST:
        try:
            from journal.capture.start import main as capture

            code = capture([*folder, *rest[1:]])
        except KeyboardInterrupt:  # before the prompt has the keyboard to itself
            code = INTERRUPTED
        if leave:
            _leave(code)
        return code
    if rest == COUNT:
        from journal.shell.count import main as count

        counted = count(folder)
        if counted is not None:
            return counted
    from journal.shell.parser import run

    return run(words)


def _leave(code: int) -> NoReturn:
    """End the process at once: all is written and flushed, and taking the interpreter down would double the wait."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            pass  # each line was flushed when it was written: what could not be written has been said then
    os._exit(code)


def _folder_before_command(words: list[str]) -> tuple[list[str], list[str]]:
    """`--dir X`, which may stand before the command as well as after it, and the words from the command on."""
    if words[:1] == ["--dir"] and len(words) > 1:
        return words[:2], words[2:]
    if words and words[0].startswith("--dir="):
        return words[:1], words[1:]
    return [], words
