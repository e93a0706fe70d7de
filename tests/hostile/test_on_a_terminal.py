"""The real program on a pseudo-terminal: no byte of hostile text is more than text there, and columns stay."""

from __future__ import annotations

import codecs
import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyte
import pytest
from wcwidth import wcwidth

PATIENCE = 25.0
SEQUENCE = re.compile(
    r"\x1b(?:\[[0-9;:?<>=!$ ]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[()][0-9A-Z]|[^\[\]PX^_()])"
)
KNOWN_TO_PYTE = re.compile(r"\x1b[78]|\x1b\[[0-9;]*[mHJKABCDhl]|\x1b\[\?[0-9;]*[hl]")
MORE_THAN_TEXT = re.compile(
    r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200d-\u200f\u202a-\u202e\u2066-\u2069\ufe0f"
    r"\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff\U000e0000-\U000e0fff]"
)
CONTROLS = re.compile(
    r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]"
)
"""What the prompt, which shows the line as it is typed, lets nobody send: emoji of several parts are text there."""
INNOCENT = [f"Somebody {letter}" for letter in "ABCDEFGH"]
PASTED = "\x1b[200~tea with @A \x9b2J\u202e\x00 \x07[/] and no more\x1b[201~"


class OnTerminal:
    """`journal` on a terminal of its own."""

    def __init__(self, folder: str, env: dict[str, str], size: tuple[int, int], words: Sequence[str]) -> None:
        self.columns, self.rows = size
        self.master, slave = os.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
        command = [sys.executable, "-m", "journal", *words, "--dir", folder, "--now", "2026-11-24T09:30"]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self.output = bytearray()
        self._fed, self._pending = 0, ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.Stream(self._screen)

    def read(self, seconds: float) -> bool:
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            self.output += os.read(self.master, 1 << 16)
        except OSError:
            return False
        return True

    @property
    def text(self) -> str:
        return self.output.decode("utf-8", "surrogateescape")

    @property
    def display(self) -> list[str]:
        """What stands on the screen, as a terminal shows it that gives every letter its own cells."""
        self._pending += self._decoder.decode(bytes(self.output[self._fed :]))
        self._fed = len(self.output)
        begun = self._pending.rfind("\x1b")
        cut = len(self._pending) if begun < 0 or SEQUENCE.match(self._pending, begun) else begun
        ready, self._pending = self._pending[:cut], self._pending[cut:]
        kept = SEQUENCE.sub(lambda found: found[0] if KNOWN_TO_PYTE.fullmatch(found[0]) else "", ready)
        self._stream.feed("".join(letter for letter in kept if letter < "\x7f" or wcwidth(letter)))
        return list(self._screen.display)

    @property
    def grid(self) -> list[list[str]]:
        """What stands in each cell; behind a wide letter nothing."""
        self.display  # noqa: B018  # takes in what was written since
        lines = self._screen.buffer
        return [[lines[y][x].data for x in range(self.columns)] for y in range(self.rows)]

    def until(self, words: str, *, gone: bool = False) -> None:
        end = time.monotonic() + PATIENCE
        while (words in "\n".join(self.display)) == gone:
            assert time.monotonic() < end, f"{words!r}:\n" + "\n".join(self.display)
            self.read(0.1)
            while self.read(0):
                pass

    def type(self, text: str) -> None:
        os.write(self.master, text.encode("utf-8"))

    def close(self) -> None:
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        self.process.kill()
        self.process.wait()
        while self.read(0):
            pass
        os.close(self.master)


@contextmanager
def on_terminal(hostile: Any, size: tuple[int, int], *words: str) -> Iterator[OnTerminal]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "JOURNAL_", "TEXTUAL"))}
    env |= {"HOME": str(hostile.home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "COLORTERM": "truecolor"}
    program = OnTerminal(str(hostile.folder), env, size, words)
    try:
        yield program
    finally:
        program.close()


def walk(program: OnTerminal) -> None:
    """Through the places and a form, a line that is pasted, the palette and a toast; the columns are looked at."""
    program.until("8 people")
    columns_stay(program)
    program.type("j")
    program.type("e")
    program.until("Save")
    columns_stay(program)
    program.type("\x1b")
    program.until("Save", gone=True)
    program.type("c")
    program.until("╭─ capture")
    program.type(PASTED)
    program.until("no more")
    columns_stay(program)
    program.type("\x1b")
    program.until("no more", gone=True)
    program.type("+")
    program.until("takes it back")
    program.type("\x10")
    program.until("What to do")
    program.type("so")
    program.type("\x1b")
    program.until("╭", gone=True)
    for key, words in (
        ("3", "entries"),
        ("4", "2 active"),
        ("5", ""),
        ("1", "Reach out"),
    ):
        program.type(key)
        program.until(words)
        columns_stay(program)
    program.type("q")


def columns_stay(program: OnTerminal) -> None:
    """The frame of what is open is straight, once it is painted: its sides stand in the same column in every row."""
    end = time.monotonic() + PATIENCE
    while not is_straight(program.grid):
        assert time.monotonic() < end, "\n".join(program.display)
        program.read(0.1)


def is_straight(grid: Sequence[Sequence[str]]) -> bool:
    corner = next(((y, row) for y, row in enumerate(grid) if "╭" in row and "╮" in row), None)
    if corner is None:
        return len({tuple(x for x, cell in enumerate(row) if cell == "│") for row in grid if "│" in row}) <= 1
    top, left, right = corner[0], corner[1].index("╭"), corner[1].index("╮")
    sides = [(row[left], row[right]) for row in grid[top + 1 :]]
    bottom = sides.index(("╰", "╯")) if ("╰", "╯") in sides else -1
    return bottom > 0 and set(sides[:bottom]) == {("│", "│")}


def shapes(text: str) -> set[str]:
    """The sequences in an output: exactly, but for where something stands and which colours it has."""
    return {re.sub(r"\d+", "N", one) if one[-1] in "mH" else one for one in SEQUENCE.findall(text)}


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_only_what_the_program_itself_makes_reaches_the_terminal(
    hostile: Any, all_in_one: Sequence[str], size: tuple[int, int], tmp_path: Any
) -> None:
    innocent = type(hostile)(tmp_path / "innocent")
    innocent.write(INNOCENT)
    hostile.write(all_in_one)
    outputs = []
    for each in (innocent, hostile):
        with on_terminal(each, size, "--screen", "contacts") as program:
            walk(program)
        assert program.process.returncode == 0, program.text[-2000:]
        outputs.append(program.text)
    assert not shapes(outputs[1]) - shapes(outputs[0])
    left = SEQUENCE.sub("", outputs[1])
    assert not [ascii(found) for found in MORE_THAN_TEXT.findall(left)]


def ask(program: OnTerminal) -> None:
    """Names to choose from, a line that is pasted, what it means, and saving it."""
    program.until("save")
    program.type("tea with @so")
    program.until("tea with @so")
    program.type("\t")
    program.type(PASTED)
    program.until("no more")
    program.until("entry")
    program.type("\r")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_prompt_sends_only_what_it_makes_itself(
    hostile: Any, all_in_one: Sequence[str], size: tuple[int, int], tmp_path: Any
) -> None:
    innocent = type(hostile)(tmp_path / "innocent")
    innocent.write(INNOCENT)
    hostile.write([f"So {text}" for text in all_in_one])
    outputs = []
    for each in (innocent, hostile):
        with on_terminal(each, size, "capture") as program:
            ask(program)
        assert program.process.returncode == 0, program.text[-2000:]
        outputs.append(program.text)
    assert not {re.sub(r"\d+", "N", one) for one in shapes(outputs[1])} - {
        re.sub(r"\d+", "N", one) for one in shapes(outputs[0])
    }
    left = SEQUENCE.sub("", outputs[1])
    assert not [ascii(found) for found in CONTROLS.findall(left)]
