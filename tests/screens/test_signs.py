"""Signs for terminals that cannot show all letters."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from rich.cells import cell_len

from journal.widgets.signs import PLAIN_SIGNS, needs_plain_signs


@pytest.mark.parametrize(
    ("setting", "env", "plain"),
    [
        ("auto", {"LANG": "C"}, True),
        ("auto", {}, True),
        ("auto", {"LANG": "en_GB.UTF-8"}, False),
        ("auto", {"LANG": "C", "LC_ALL": "C.utf8"}, False),
        ("on", {"LANG": "en_GB.UTF-8"}, True),
        ("off", {"LANG": "C"}, False),
    ],
)
def test_plain_signs_follow_the_setting_and_the_locale(setting, env, plain):
    assert needs_plain_signs(setting, env) is plain


def test_every_plain_sign_takes_as_many_cells_as_what_it_stands_for():
    for sign, plain in PLAIN_SIGNS.items():
        assert plain.isascii()
        assert cell_len(chr(sign)) == cell_len(plain) == 1


def test_a_terminal_without_utf8_gets_plain_signs_only(tmp_path):
    master, slave = os.openpty()
    env = {**os.environ, "LANG": "C", "LC_ALL": "C", "JOURNAL_DIR": str(tmp_path / "journal"), "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "journal"], stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
    )
    os.close(slave)
    os.set_blocking(master, False)
    output, end = b"", time.monotonic() + 20
    while b"Start empty" not in output and time.monotonic() < end:
        with suppress(BlockingIOError):
            output += os.read(master, 1 << 20)
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert b"Start empty" in output
    assert output.isascii()
