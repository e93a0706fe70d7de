"""How the full screen ends: left, told to end, its terminal closed, or by a fault of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from journal.drafts import file_for, keep, load
from journal.paths import Paths

SECRET = "Zebedee"


def wait_for(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come")


class OnTerminal:
    """`journal` on a pseudo-terminal."""

    def __init__(self, folder: Path) -> None:
        self.master, slave = os.openpty()
        env = {**os.environ, "JOURNAL_DIR": str(folder), "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "journal"], stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        os.set_blocking(self.master, False)
        self.output = b""

    def read(self) -> bytes:
        with suppress(OSError):  # nothing new, or the program has ended
            self.output += os.read(self.master, 1 << 20)
        return self.output

    def until(self, text: str) -> None:
        wait_for(lambda: text.encode() in self.read())

    def press(self, keys: str) -> None:
        for key in keys:
            os.write(self.master, key.encode())
            time.sleep(0.03)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
def test_what_is_typed_and_not_saved_is_there_at_the_next_start(tmp_path, by):
    folder = tmp_path / "journal"
    journal = OnTerminal(folder)
    journal.until("Start empty")
    journal.press("c")
    journal.until("enter")
    journal.press(f"coffee with @{SECRET}")
    journal.until("meeting")
    journal.process.send_signal(by)
    wait_for(lambda: journal.read() and journal.process.poll() is not None)
    file = file_for(Paths(os.environ, str(folder)))
    assert load(file)["capture"] == [f"coffee with @{SECRET}"]
    assert file.stat().st_mode & 0o777 == 0o600
    again = OnTerminal(folder)
    again.until("Start empty")
    again.press("c")
    again.until(SECRET)
    again.process.kill()
    again.process.wait()


async def test_leaving_keeps_a_half_written_line(small):
    async with small.running() as run:
        await run.press("c")
        await run.type("half a thought")
        await run.press("escape")
    async with small.running() as run:
        await run.press("c")
        await run.see("half a thought")


async def test_a_fault_of_the_program_says_where_and_prints_nothing_about_people(small, capfd):
    app = small.app()

    async def fault() -> None:
        async with app.run_test() as pilot:
            while not app.complete:
                await pilot.pause(0.01)
            name_of_somebody = SECRET
            app.call_later(lambda: len(name_of_somebody) / 0)
            await pilot.pause(0.1)

    with pytest.raises(ZeroDivisionError):
        await fault()
    said = capfd.readouterr().err
    assert "ZeroDivisionError at" in said
    assert SECRET not in said
    assert "Ana" not in said
    (written,) = app.start.crashes.iterdir()
    assert SECRET not in written.read_text(encoding="utf-8")
    assert app.return_code == 1


def test_drafts_that_cannot_be_understood_are_no_drafts(tmp_path):
    file = tmp_path / "drafts.json"
    file.write_text("{broken", encoding="utf-8")
    assert load(file) == {}
    keep(file, {"capture": "x"})
    assert load(file) == {"capture": "x"}
    keep(file, {}, taken=["capture"])
    assert not file.exists()


def test_two_full_screens_keep_their_drafts_beside_each_other(tmp_path):
    file = tmp_path / "drafts.json"
    keep(file, {"entry new A": {"note": "mine"}}, taken=[])
    keep(file, {"contact new": {"name": "yours"}}, taken=["capture"])
    assert set(load(file)) == {"entry new A", "contact new"}
