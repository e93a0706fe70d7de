"""How commands speak: data on stdout, words on stderr, and the two ways to fail."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from journal.domain.text import clean, shown


class Failure(Exception):
    """A command that could not do what was asked (exit 1); the text is a sentence."""


class WrongUsage(Exception):
    """A command line that makes no sense (exit 2); the text is a sentence."""


def put(text: str = "") -> None:
    """One line of data, in letters the terminal knows; control characters never reach it. Raises `Failure`."""
    encoding = getattr(sys.stdout, "encoding", "") or "utf-8"
    put_raw(_known(_cleaned(text), encoding) + "\n")


def say(text: str) -> None:
    """One line of words, beside the data; where stderr takes nothing there is nobody to hear them."""
    if sys.stderr is None:
        return
    try:
        line = _for(sys.stderr, _cleaned(text))
        sys.stderr.write(_known(line, sys.stderr.encoding or "utf-8") + "\n")
        sys.stderr.flush()
    except OSError:
        discard(sys.stderr)


def put_raw(text: str) -> None:
    """Data to stdout: as it is, but on a terminal without what would control that.

    Raises `Failure` if stdout takes nothing, `BrokenPipeError` if nobody reads any more.
    """
    if sys.stdout is None:
        raise Failure("The output could not be written: stdout is closed.")
    try:
        sys.stdout.write(_for(sys.stdout, text))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from None


def finish() -> None:
    """Hand over all that was written. Raises as `put_raw` does."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from None


@contextmanager
def saved(text: str) -> Iterator[None]:
    """For what is said after something was written: where stdout takes nothing it is said beside the data.

    It was done all the same, and whoever asked must not do it again.
    """
    try:
        yield
        finish()
    except Failure as error:
        say(f"{text} {error}")


def discard(stream: TextIO) -> None:
    """Send what is still to be written nowhere: without this, Python complains once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def put_json(value: Any) -> None:
    """JSON as data: indented, and in plain ASCII where the output is not UTF-8."""
    utf8 = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not utf8, indent=2)
    put_raw(text.encode("utf-8", "replace").decode("utf-8") + "\n")


def on_terminal() -> bool:
    """Whether somebody sits in front of the program: it can ask and be answered."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def confirm(question: str) -> bool:
    """Ask on stderr and wait; only a clear yes is one."""
    finish()
    sys.stderr.write(f"{shown(clean(question))} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _cleaned(text: str) -> str:
    indent = len(text) - len(text.lstrip(" "))
    return text[:indent] + clean(text)


def _for(stream: TextIO, text: str) -> str:
    return shown(text) if stream.isatty() else text


def _known(text: str, encoding: str) -> str:
    return text.encode(encoding, "replace").decode(encoding)


def _unwritable(error: OSError) -> Failure:
    discard(sys.stdout)
    return Failure(f"The output could not be written: {error.strerror or error}.")
