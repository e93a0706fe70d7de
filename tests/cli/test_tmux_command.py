"""`journal tmux`: a line that tmux itself accepts, for the version that is there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from journal.shell import tmux

ODD = ["/opt/my tools/it's $HOME/journal", "capture"]


def test_a_popup_from_3_2_and_a_split_before() -> None:
    assert tmux.binding("J", ["/bin/journal", "capture"], (3, 2)) == (
        'bind-key J display-popup -E -w 80% -h 50% -d "#{pane_current_path}" /bin/journal capture'
    )
    assert tmux.binding("J", ["/bin/journal", "capture"], (3, 1)).startswith("bind-key J split-window")


def test_the_preparation_opens_in_a_large_popup() -> None:
    line = tmux.walk_binding("P", ["/bin/journal", "prep"], (3, 2))
    assert line == "bind-key P display-popup -E -w 90% -h 90% /bin/journal prep"
    assert tmux.walk_binding("P", ["/bin/journal", "prep"], (3, 1)).startswith("bind-key P new-window")


def test_the_command_prints_two_lines_with_an_absolute_path(run: Callable[..., Any]) -> None:
    done = run("tmux", "--key", "C-j")
    line, walk = done.out.rstrip("\n").split("\n")
    assert walk.startswith("bind-key P ")
    assert " prep --dir /" in walk
    assert line.startswith("bind-key C-j ")
    assert " /" in line
    assert " capture --dir /" in line
    assert run("tmux", "--key", "two keys").code == 2


@pytest.mark.skipif(not which("tmux"), reason="tmux is not installed")
@pytest.mark.parametrize("key", ["J", "C-j", ";", "'", '"', "\\", "#", "{", "~"])
def test_tmux_accepts_the_line(tmp_path: Path, key: str) -> None:
    version = tmux.tmux_version()
    assert version
    conf = tmp_path / "tmux.conf"
    conf.write_text(tmux.binding(key, ODD, version) + "\n", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name not in ("TMUX", "TMUX_PANE")}
    server = ["tmux", "-S", str(tmp_path / "s"), "-f", str(conf)]
    try:
        subprocess.run([*server, "new-session", "-d", "sleep 60"], check=True, env=env, timeout=20)
        listed = subprocess.run(
            [*server, "list-keys", "-T", "prefix"], capture_output=True, text=True, env=env, check=True
        )
    finally:
        subprocess.run([*server, "kill-server"], check=False, env=env, timeout=20)
    (line,) = [line for line in listed.stdout.split("\n") if "my tools" in line]
    assert "it's" in line
    assert "capture" in line
