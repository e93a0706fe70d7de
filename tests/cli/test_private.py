"""Nothing of a journal leaves the machine, and nobody else on it can read what the program writes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import journal

Run = Callable[..., Any]
PACKAGE = Path(journal.__file__).parent
OF_THE_NET = frozenset(
    {
        *("socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib"),
        *("xmlrpc", "requests", "httpx", "aiohttp", "asyncore"),
    }
)
MAY_QUOTE = frozenset({"urllib.parse"})
WATCHED = """
import asyncio, sys

FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "webbrowser.")

def watch(event, values):
    if event.startswith(FORBIDDEN):
        print("reached for the network:", event, values, file=sys.stderr, flush=True)
        raise SystemExit(99)

sys.addaudithook(watch)
from journal.cli import main

for words in (
    ["capture", "coffee with @ana https://example.org; send it fri"], ["import", "people.csv", "--yes"], ["today"],
    ["show", "ana"], ["find", "ana"], ["goals"], ["prep", "--list"], ["export", "json", "-o", "all.json"],
    ["export", "vcard"], ["tmux"], ["undo"], ["backup"], ["doctor"], ["forget", "bob", "--yes"],
):
    main(words)

async def screen():
    from journal.paths import Paths
    from journal.shell.context import Context
    from journal.shell.screen import build
    app = build(Context.build(None, None), "today")
    async with app.run_test(size=(120, 36)) as pilot:
        for key in "12345":
            await pilot.press(key)
            await pilot.pause(0.2)

asyncio.run(screen())
print("no network")
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A fresh home with a file to import, as an environment."""
    (tmp_path / "people.csv").write_text(
        "First Name,Last Name,Email Address\nBob,Lee,bob@example.org\n", encoding="utf-8"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "JOURNAL_"))}
    return {**kept, "HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}


def test_no_command_and_no_screen_reaches_for_the_network(home: dict[str, str]) -> None:
    command = [sys.executable, "-c", WATCHED]
    done = subprocess.run(command, env=home, cwd=home["HOME"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("no network\n")


def test_no_module_knows_how_to_reach_the_network() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            reached = [name for name in names if name.split(".")[0] in OF_THE_NET and name not in MAY_QUOTE]
            assert not reached, (path, reached)


def test_whatever_is_written_only_the_user_can_read_also_without_a_umask(home: dict[str, str]) -> None:
    lines = [
        "umask 0",
        f'journal() {{ {sys.executable} -m journal "$@"; }}',
        "journal capture 'coffee with @ana'",
        "journal import people.csv --yes",
        "journal backup",
        "journal export json -o all.json",
        "journal export markdown -o pages",
        "journal forget ana --yes",
        "journal undo",
        "journal today --count",
    ]
    done = subprocess.run(
        ["sh", "-c", "\n".join(lines)], env=home, cwd=home["HOME"], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    root = Path(home["HOME"])
    written = [
        path for path in root.rglob("*") if path.name not in ("people.csv", ".local", "share", "state", ".cache")
    ]
    assert len(written) > 10
    assert {str(path): oct(path.stat().st_mode) for path in written if path.stat().st_mode & 0o077} == {}
