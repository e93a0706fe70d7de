"""How commands speak: data on stdout, words on stderr, and the two ways to fail."""

from __future__ import annotations

import json
import sys
from typing import Any

from journal.domain.text import clean


class Failure(Exception):
    """A command that could not do what was asked (exit 1); the text is a sentence."""


class WrongUsage(Exception):
    """A command line that makes no sense (exit 2); the text is a sentence."""


def put(text: str = "") -> None:
    """One line of data, in letters the terminal knows; control characters never reach it."""
    _write(sys.stdout, _shown(text))


def say(text: str) -> None:
    """One line of words, beside the data."""
    _write(sys.stderr, _shown(text))


def put_json(value: Any) -> None:
    """JSON as data: indented, and in plain ASCII where the output is not UTF-8."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not utf8, indent=2)
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")


def on_terminal() -> bool:
    """Whether somebody sits in front of the program: it can ask and be answered."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def confirm(question: str) -> bool:
    """Ask on stderr and wait; only a clear yes is one."""
    sys.stdout.flush()
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _shown(text: str) -> str:
    indent = len(text) - len(text.lstrip(" "))
    return text[:indent] + clean(text)


def _write(stream: Any, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
