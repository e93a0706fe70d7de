"""Signals that the prompt hears: each puts a byte into a pipe, which is read between two keys."""

from __future__ import annotations

import os
import signal

ENDING = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)


def listen() -> int:
    """Hear the signals from now on; returns the end of the pipe to read from."""
    reading, writing = os.pipe()
    for end in (reading, writing):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in (signal.SIGWINCH, *ENDING):
        signal.signal(number, _heard)
    return reading


def _heard(*_: object) -> None:
    """Python has written the number of the signal into the pipe."""


def heard(reading: int) -> set[int]:
    """Numbers of the signals that came."""
    return set(os.read(reading, 512))
