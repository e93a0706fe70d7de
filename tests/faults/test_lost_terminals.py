"""A terminal that goes without a word, as when `make` stands between it and the program: no signal, only a hang-up."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte

from journal.drafts import file_for
from journal.paths import Paths

PATIENCE = 60.0
TYPED = "zanzibar"


class Lost:
    """The program on a pseudo-terminal that does not control it: closing it sends no signal."""

    def __init__(self, folder: Path) -> None:
        self.env = {"HOME": str(folder), "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.data = str(folder / "journal")
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        command = [sys.executable, "-m", "journal", "--dir", self.data]
        self.process = subprocess.Popen(
            command, env=self.env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)

    def see(self, words: str) -> None:
        """Wait until these words stand on the screen."""
        end = time.monotonic() + PATIENCE
        while not any(words in line for line in self.screen.display):
            assert time.monotonic() < end, "\n".join(self.screen.display)
            if select.select([self.master], [], [], 0.1)[0]:
                self.stream.feed(os.read(self.master, 65536))

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())


def test_a_terminal_that_goes_without_a_signal_ends_the_program_and_keeps_what_was_typed(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "journal", "--dir", str(tmp_path / "journal"), "capture", "coffee with @Ana"],
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        check=True,
        capture_output=True,
    )
    lost = Lost(tmp_path)
    try:
        lost.see("No event")
        lost.type("c")
        lost.see("╭")
        lost.type(TYPED)
        lost.see(TYPED)
        os.close(lost.master)
        lost.process.wait(PATIENCE)
    finally:
        lost.process.kill()
        lost.process.wait()
    assert lost.process.returncode == 129
    assert TYPED in file_for(Paths(lost.env, lost.data)).read_text(encoding="utf-8")
