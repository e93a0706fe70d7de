"""kill -9 at any moment of whole programs: `journal capture`, `journal import`, and the full screen on a terminal."""

from __future__ import annotations

import fcntl
import os
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyte

from journal.store.journal import Journal
from journal.store.log import Log

Fresh = Callable[..., Journal]
Times = Callable[[int, int], int]
ROWS, COLUMNS = 24, 80
PATIENCE = 60


def command(root: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "journal", "--dir", str(root), *map(str, words)]


def killed(words: list[str], after: float) -> tuple[bool, str]:
    """Start a program and kill it after so many seconds: whether it had said that it is done, and what it said."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    out, err = process.communicate()
    return process.returncode == 0, out + err


def usual(words: list[str]) -> float:
    """Seconds that a command takes on this machine now."""
    began = time.monotonic()
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0
    return time.monotonic() - began


def test_captures_killed_at_any_moment(
    root: Path, fresh: Fresh, figures: Any, times: Times, chance: random.Random
) -> None:
    whole, told = usual(command(root, "capture", "note the first")), ["note the first"]
    with figures("kill -9: journal capture as a program") as row:
        for number in range(times(8, 120)):
            text = f"note number {number}"
            done, said = killed(command(root, "capture", text), chance.random() * 1.3 * whole)
            if done or "number" in said:
                told.append(text)
            assert "Traceback" not in said
            row.rounds += 1
        journal = fresh()
        raws = [document["raw"] for document in journal.interactions.docs.values()]
        row.count(len(told), len(set(told) & set(raws)), damaged=len(raws) - len(set(raws)))


def test_imports_killed_at_any_moment_are_there_whole_or_not_at_all(
    root: Path, fresh: Fresh, figures: Any, times: Times, chance: random.Random, tmp_path: Path
) -> None:
    def people(number: int) -> Path:
        path = tmp_path / f"people-{number}.csv"
        rows = [f"Person {number} {one},person{number}.{one}@example.org,Org {number}" for one in range(60)]
        path.write_text("\n".join(["Name,Email,Company", *rows, ""]), encoding="utf-8")
        return path

    whole = usual(command(root, "import", people(0), "--yes"))
    with figures("kill -9: journal import as a program") as row:
        told = ["Org 0"]
        for number in range(1, times(4, 40)):
            words = command(root, "import", people(number), "--yes")
            done, said = killed(words, whole * (0.5 + 0.7 * chance.random()))
            if done:
                told.append(f"Org {number}")
            assert "Traceback" not in said
            row.rounds += 1
        count: dict[str, int] = {}
        for document in fresh().contacts.docs.values():
            count[document["org"]] = count.get(document["org"], 0) + 1
        row.count(len(told), sum(count.get(org) == 60 for org in told), damaged=sum(n != 60 for n in count.values()))


class Terminal:
    """The full screen on a terminal of its own."""

    def __init__(self, root: Path) -> None:
        self.master, slave = os.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            command(root), stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)

    def look(self, seconds: float) -> str:
        """What stands on the screen, once nothing new came for so long."""
        try:
            while select.select([self.master], [], [], seconds)[0]:
                self.stream.feed(os.read(self.master, 1 << 16))
                seconds = min(seconds, 0.02)
        except OSError:
            pass  # the program has ended
        return "\n".join(self.screen.display)

    def until(self, words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in self.look(0.05):
            assert time.monotonic() < end, f"{words!r} does not come:\n" + "\n".join(self.screen.display)

    def capture(self, text: str) -> None:
        os.write(self.master, b"c")
        self.until("enter save")
        os.write(self.master, text.encode())
        self.until(text)
        os.write(self.master, b"\r")

    def kill(self) -> str:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        shown = self.look(0.05)
        os.close(self.master)
        return shown


def test_the_full_screen_killed_while_it_saves(
    root: Path, fresh: Fresh, figures: Any, times: Times, chance: random.Random
) -> None:
    Log(str(root), "laptop-aaaa").write("add", {"contacts": {"A": {"name": "Ana", "circle": "open"}}})
    with figures("kill -9: the full screen on a terminal") as row:
        told: list[str] = []
        for number in range(times(2, 20)):
            terminal = Terminal(root)
            terminal.until("Today")
            terminal.until("capture")
            terminal.capture(f"note n{number}a")
            terminal.until(f"Noted: note n{number}a")
            told.append(f"note n{number}a")
            terminal.capture(f"note n{number}b")
            time.sleep(chance.random() * 0.15)
            if f"Noted: note n{number}b" in terminal.kill():
                told.append(f"note n{number}b")
            row.rounds += 1
        journal = fresh()
        raws = [document["raw"] for document in journal.interactions.docs.values()]
        row.count(len(told), len(set(told) & set(raws)), damaged=len(raws) - len(set(raws)))
