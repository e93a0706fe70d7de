"""The terminal of the prompt: raw while it is open and put back after, read and written as bytes."""

from __future__ import annotations

import os
import select
import termios

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_BIG = 65536
_OPEN, _CLOSE = "\x1b[?2004h", "\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[0m"
"""Pasted text comes marked as such; and everything that may have been switched, switched back."""


class Gone(Exception):
    """The terminal has gone, or the program was told to end."""


def in_popup(env: Mapping[str, str]) -> bool:
    """Whether the terminal is a popup of tmux: all of it is ours, and it is gone when the program ends."""
    return "TMUX" in env and "TMUX_PANE" not in env


class Terminal:
    """File descriptors of a terminal; `with` makes it raw. What was typed before stays in it."""

    __slots__ = ("_saved", "encoding", "fd_in", "fd_out", "wake")

    def __init__(self, fd_in: int = 0, fd_out: int = 1, encoding: str = "utf-8") -> None:
        self.encoding = encoding
        self.fd_in = fd_in
        self.fd_out = fd_out
        self.wake = -1
        """A pipe that has something in it when a signal came."""
        self._saved = termios.tcgetattr(fd_in)

    def __enter__(self) -> Terminal:
        raw = termios.tcgetattr(self.fd_in)
        raw[0] &= ~(termios.ICRNL | termios.IXON | termios.INLCR | termios.IGNCR | termios.ISTRIP)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
        raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self.fd_in, termios.TCSADRAIN, raw)
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.write(f"\r\x1b[J{_CLOSE}")
            termios.tcsetattr(self.fd_in, termios.TCSADRAIN, self._saved)
        except (Gone, termios.error):
            return  # there is no terminal left to put back

    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        try:
            columns, rows = os.get_terminal_size(self.fd_out)
        except OSError:
            columns, rows = 0, 0
        return columns or 80, rows or 24

    def ask_for_marked_pastes(self) -> None:
        self.write(_OPEN)

    def write(self, text: str) -> None:
        """Put all of it on the screen. Raises `Gone`."""
        data = text.encode(self.encoding, "replace")
        while data:
            try:
                data = data[os.write(self.fd_out, data) :]
            except BlockingIOError:  # some programs leave the terminal so that it does not wait
                select.select([], [self.fd_out], [])
            except OSError as error:
                raise Gone from error

    def wait(self, seconds: float | None) -> tuple[bool, bool]:
        """Whether there is something to read, and whether a signal came; both False when the time is over."""
        watched = [self.fd_in] if self.wake < 0 else [self.fd_in, self.wake]
        ready, _, _ = select.select(watched, [], [], seconds)
        return self.fd_in in ready, self.wake in ready

    def read(self) -> bytes:
        """What was typed. Raises `Gone` at the end of it."""
        try:
            data = os.read(self.fd_in, _BIG)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise Gone from error
        if not data:
            raise Gone
        return data
