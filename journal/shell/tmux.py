"""`journal tmux`: the line for tmux.conf that opens the prompt with a key, as the tmux that is running needs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from shutil import which

from journal.shell.context import Context
from journal.shell.output import WrongUsage, put, say

EXAMPLES = """\
  journal tmux                          look at the line
  journal tmux --key C-j                another key after the prefix
  journal tmux >> ~/.tmux.conf          keep it; tmux source ~/.tmux.conf

The first key opens one line to write in: prefix, then J. The second, P, opens
the preparation of the event that is on or comes next; during an event that is a
card with what you wanted to remember."""

POPUP_SINCE = (3, 2)
_PLAIN = re.compile(r"[\w@%+:,./-]+")
_KEY = re.compile(r"\S+")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--prep-key", default="P", metavar="KEY", help="key that opens the preparation (default P)")
    parser.add_argument("--key", default="J", metavar="KEY", help="key after the prefix, as tmux writes it (default J)")


def run(args: Namespace, context: Context) -> int:
    for name, key in (("--key", args.key), ("--prep-key", args.prep_key)):
        if not _KEY.fullmatch(key) or not key.isprintable():
            raise WrongUsage(f"{name} is one key as tmux writes it, such as J, C-j or M-j.")
    version = tmux_version()
    if version is None:
        say("There is no tmux here to ask for its version; this is for 3.2 or later.")
    put(binding(args.key, program(args.dir), version or POPUP_SINCE))
    put(walk_binding(args.prep_key, program(args.dir, "prep"), version or POPUP_SINCE))
    return 0


def binding(key: str, command: list[str], version: tuple[int, int]) -> str:
    """The line. A popup that is larger than the terminal does not open, hence the percentages."""
    # Words by themselves: tmux gives a command that is one string to a shell.
    words = " ".join(map(quoted, command))
    if version >= POPUP_SINCE:
        return f'bind-key {quoted(key)} display-popup -E -w 80% -h 50% -d "#{{pane_current_path}}" {words}'
    return f'bind-key {quoted(key)} split-window -v -l 10 -c "#{{pane_current_path}}" {words}'


def walk_binding(key: str, command: list[str], version: tuple[int, int]) -> str:
    """The line for the preparation of the next event: large, because it is read at arm's length."""
    words = " ".join(map(quoted, command))
    if version >= POPUP_SINCE:
        return f"bind-key {quoted(key)} display-popup -E -w 90% -h 90% {words}"
    return f"bind-key {quoted(key)} new-window {words}"


def program(folder: str | None, command: str = "capture") -> list[str]:
    """How to start a command of the program that is running, from anywhere."""
    script = which(sys.argv[0]) if sys.argv[0] else None
    named = script is not None and Path(script).name.startswith("journal")
    start = [str(Path(script).absolute())] if script and named else [sys.executable, "-m", "journal"]
    return [*start, command, *(["--dir", str(Path(folder).expanduser().absolute())] if folder else [])]


def tmux_version() -> tuple[int, int] | None:
    """Version of the tmux that runs, else of the one that is installed; None if there is none."""
    ways = [["tmux", "display-message", "-p", "#{version}"]] if os.environ.get("TMUX") else []
    for command in [*ways, ["tmux", "-V"]]:
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
        found = re.search(r"(\d+)\.(\d+)", done.stdout)
        if found:
            return int(found[1]), int(found[2])
    return None


def quoted(word: str) -> str:
    """A word as tmux reads it back: in single quotes unless it is plain; a format in it stays text."""
    word = word.replace("#", "##") if "#{" in word or "#(" in word else word
    return word if _PLAIN.fullmatch(word) else "'" + word.replace("'", "'\\''") + "'"
