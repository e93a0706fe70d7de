"""The prompt on a pseudo-terminal: typed into as a person would, and looked at as a terminal shows it."""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pyte
import pytest

from journal.shell.tmux import POPUP_SINCE, binding, tmux_version

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T09:30"
PATIENCE = 20.0
PROGRAM = "import sys; from journal.cli import main; raise SystemExit(main())"


class Screen:
    """A program on a terminal of its own."""

    def __init__(self, command: list[str], env: dict[str, str], size: tuple[int, int], before: bytes) -> None:
        self.output = bytearray()
        self.master, self.slave = os.openpty()
        self.rows, self.columns = size
        self._set_size()
        if before:
            os.write(self.master, before)
        path = os.ttyname(self.slave)
        actions = [(os.POSIX_SPAWN_OPEN, 0, path, os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 0, 1)]
        actions += [(os.POSIX_SPAWN_DUP2, 0, 2), (os.POSIX_SPAWN_CLOSE, self.master)]
        self.pid = os.posix_spawn(command[0], command, env, setsid=True, file_actions=actions)
        self.code: int | None = None

    def _set_size(self) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))

    def resize(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self._set_size()
        os.kill(self.pid, signal.SIGWINCH)

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def read(self, seconds: float) -> bool:
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        self.output += os.read(self.master, 65536)
        return True

    def shown(self) -> str:
        screen = pyte.Screen(self.columns, self.rows)
        pyte.ByteStream(screen).feed(bytes(self.output))
        return "\n".join(line.rstrip() for line in screen.display)

    def until(self, text: str) -> str:
        end = time.monotonic() + PATIENCE
        while text not in self.shown():
            if time.monotonic() > end:
                raise AssertionError(f"{text!r} is not shown:\n{self.shown()}")
            self.read(0.05)
        return self.shown()

    def ended(self) -> int:
        """The exit code, once it is over."""
        end = time.monotonic() + PATIENCE
        while self.code is None:
            self.read(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, f"still open:\n{self.shown()}"
        while self.read(0):
            pass
        return self.code

    def close(self) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)
        os.close(self.slave)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        **{"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"},
        **{"PYTHONPATH": str(ROOT), "JOURNAL_DIR": str(tmp_path / "journal"), "JOURNAL_NOW": NOW},
        **{f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("STATE", "CACHE", "CONFIG", "DATA")},
    }


@pytest.fixture
def prompt(env: dict[str, str]) -> Iterator[Callable[..., Screen]]:
    """`prompt(size=(9, 80), before=b"", **variables)`: the prompt, opened."""
    opened: list[Screen] = []

    def open_it(size: tuple[int, int] = (12, 80), before: bytes = b"", first: str = "", **variables: str) -> Screen:
        command = [sys.executable, "-c", f"{first}{PROGRAM}", "capture"]
        opened.append(Screen(command, {**env, **variables}, size, before))
        return opened[-1]

    yield open_it
    for screen in opened:
        screen.close()


@pytest.fixture
def lines(tmp_path: Path) -> Callable[[], list[dict[str, Any]]]:
    """`lines()`: what is in the log."""
    return lambda: [
        json.loads(line)
        for file in sorted((tmp_path / "journal" / "log").glob("*.jsonl"))
        for line in file.read_text("utf-8").split("\n")
        if line
    ]


@pytest.fixture
def raws(lines: Callable[[], list[dict[str, Any]]]) -> Callable[[], list[str]]:
    """`raws()`: the lines as they were kept."""
    return lambda: [doc["raw"] for line in lines() for doc in line["put"].get("interactions", {}).values()]


class Tmux:
    """A tmux server with its own socket, and a client of it on a terminal."""

    def __init__(
        self, folder: Path, env: dict[str, str], size: tuple[int, int], first: str, version: tuple[int, int] | None
    ) -> None:
        there = tmux_version()
        if there is None or there < POPUP_SINCE:
            pytest.skip("there is no tmux with popups")
        self.env = env
        conf = folder / "tmux.conf"
        key = binding("J", [sys.executable, "-c", f"{first}{PROGRAM}", "capture"], version or there)
        conf.write_text(f"set -s escape-time 0\nset -g status-right READY\n{key}\n", encoding="utf-8")
        self.command = [str(which("tmux")), "-S", str(folder / "socket"), "-f", str(conf)]
        self.client = Screen(
            [*self.command, "new-session", "-x", str(size[1]), "-y", str(size[0]), "sh"], env, size, b""
        )
        self.client.until("READY")

    def run(self, *words: str) -> str:
        done = subprocess.run([*self.command, *words], capture_output=True, text=True, env=self.env, check=False)
        return done.stdout.strip()

    def open(self) -> None:
        self.client.type("\x02")
        self.client.type("J")

    def closed(self) -> None:
        """Waits until no prompt runs in this tmux."""
        pid = self.run("display-message", "-p", "#{pid}")
        end = time.monotonic() + PATIENCE
        while self.prompts(pid):
            assert time.monotonic() < end, self.client.shown()
            self.client.read(0.05)

    def prompts(self, pid: str = "") -> list[int]:
        """Process ids of the prompts that are open."""
        server = pid or self.run("display-message", "-p", "#{pid}")
        found = subprocess.run(
            ["pgrep", "-P", server, "-f", "journal.cli"], capture_output=True, text=True, check=False
        )
        return [int(word) for word in found.stdout.split()]

    def close(self) -> None:
        self.run("kill-server")
        self.client.close()


@pytest.fixture
def tmux(env: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Tmux]]:
    """`tmux(size=(24, 80))`: a tmux in which the key J opens the prompt.

    `first` is done in the program before it begins, `version` is the tmux that the key is written for.
    """
    opened: list[Tmux] = []

    def start(size: tuple[int, int] = (24, 80), first: str = "", version: tuple[int, int] | None = None) -> Tmux:
        opened.append(Tmux(tmp_path, env, size, first, version))
        return opened[-1]

    yield start
    for one in opened:
        one.close()
