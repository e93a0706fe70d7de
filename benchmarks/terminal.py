"""A program on a pseudo-terminal of its own: started, answered as a real terminal would, and timed."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x07|\x1b\\)|\x1b[ -/]+[0-~]|\x1b[0-Z\\-~]|[\x00-\x09\x0b-\x1f]",
    re.DOTALL,
)
"""Control sequences, strings and control characters: what is left of the output is text."""
ANSWERS: tuple[tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]], ...] = (
    (re.compile(rb"\x1b\[0?c"), lambda _: b"\x1b[?1;2c"),
    (re.compile(rb"\x1b\[>0?c"), lambda _: b"\x1b[>84;0;0c"),
    (re.compile(rb"\x1b\[6n"), lambda _: b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?(\d+)\$p"), lambda found: b"\x1b[?%s;0$y" % found[1]),
    (re.compile(rb"\x1b\[\?u"), lambda _: b"\x1b[?0u"),
    (re.compile(rb"\x1b\]1([01]);\?(?:\x07|\x1b\\)"), lambda found: b"\x1b]1%s;rgb:1e1e/1e1e/2e2e\x1b\\" % found[1]),
)
"""What a terminal answers to the questions that programs ask at their start."""
UNFINISHED = 32
"""A control sequence is complete within so many bytes."""
PATIENCE = 60.0


class Terminal:
    """A program that runs on a terminal of 120 by 36 cells; the time begins just before it is started."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (36, 120)) -> None:
        self.output = bytearray()
        self._answered = 0
        self._master, self._slave = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        path = os.ttyname(self._slave)
        self._began = time.perf_counter()
        self._pid = os.posix_spawn(
            command[0],
            command,
            {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"},
            setsid=True,  # opening the terminal then makes it the controlling one
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, path, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
                (os.POSIX_SPAWN_CLOSE, self._master),
            ],
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._master)
        os.close(self._slave)

    def until(self, text: str) -> float:
        """Milliseconds from the start until `text` has been painted. Raises `TimeoutError`."""
        wanted = text.encode()
        while wanted not in self._text():
            if not self._read(PATIENCE):
                raise TimeoutError(f"{text!r} was not painted; the terminal shows {self._text()[-300:]!r}")
        return (time.perf_counter() - self._began) * 1000

    def send(self, text: str, until: str) -> float:
        """Milliseconds from typing `text` until `until` is painted after it. Raises `TimeoutError`."""
        before, began = len(self.output), time.perf_counter()
        os.write(self._master, text.encode())
        while until.encode() not in ESCAPES.sub(b"", bytes(self.output[before:])):
            if not self._read(PATIENCE):
                raise TimeoutError(f"{until!r} was not painted after {text!r} was typed")
        return (time.perf_counter() - began) * 1000

    def leave(self, text: str) -> float:
        """Milliseconds from typing `text` until the process is gone."""
        watched, began = os.pidfd_open(self._pid), time.perf_counter()
        os.write(self._master, text.encode())
        while watched not in (ready := select.select([self._master, watched], [], [], PATIENCE)[0]):
            if not ready:
                raise TimeoutError(f"it is still there after {text!r} was typed")
            self._read(0)
        taken = (time.perf_counter() - began) * 1000
        os.close(watched)
        return taken

    def settle(self, quiet: float = 1.0) -> str:
        """Everything painted so far, after a while in which nothing more came."""
        while self._read(quiet):
            pass
        return self._text().decode(errors="replace")

    def _text(self) -> bytes:
        return ESCAPES.sub(b"", bytes(self.output))

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        self.output += os.read(self._master, 65536)
        self._answer()
        return True

    def _answer(self) -> None:
        tail = bytes(self.output[self._answered :])
        end = 0
        for question, answer in ANSWERS:
            for found in question.finditer(tail):
                os.write(self._master, answer(found))
                end = max(end, found.end())
        cut = tail.rfind(b"\x1b", end)
        incomplete = cut >= 0 and len(tail) - cut < UNFINISHED
        self._answered += cut if incomplete else len(tail)
