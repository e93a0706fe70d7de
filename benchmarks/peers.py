"""Other programs that save a line from the command line, as whole processes: those that are on the PATH."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from shutil import which

from benchmarks.measure import Row, in_turns, process, ratio
from benchmarks.samples import Samples, program

ROUNDS = 9
LINE = "coffee with ana about rust jobs yesterday"
OURS = "journal capture"


def run(samples: Samples) -> list[Row]:
    """A row for each that is there; which are not is said. Each works in a folder of its own, made for measuring."""
    home = samples.folder / "peers"
    home.mkdir(exist_ok=True)
    env = _env(home)
    runs = {OURS: partial(process, [*program(), "capture", LINE], samples.empty.env())}
    for name, words in _commands(home).items():
        path = which(name)
        if path is None:
            print(f"{name}: not installed", file=sys.stderr)
        elif _works(name, [path, *words], env):
            runs[name] = partial(process, [path, *words], env)
    times = in_turns(runs, ROUNDS)
    return [ratio(f"{name}: one line saved", times, name, OURS, None) for name in runs if name != OURS]


def _works(name: str, command: Sequence[str], env: dict[str, str]) -> bool:
    try:
        process(command, env)
    except (OSError, RuntimeError) as error:
        print(f"{name}: could not be measured: {error}", file=sys.stderr)
        return False
    return True


def _env(home: Path) -> dict[str, str]:
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {
        **{"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "EDITOR": "true"},
        **{"TASKRC": str(home / "taskrc"), "TASKDATA": str(home / "task"), "NB_DIR": str(home / "nb")},
        **folders,
    }


def _commands(home: Path) -> dict[str, list[str]]:
    """Program → the words with which it saves a line and asks nothing."""
    (home / "taskrc").write_text(f"data.location={home / 'task'}\nconfirmation=off\n", encoding="utf-8")
    jrnl = home / "jrnl.yaml"
    jrnl.write_text(f"journals:\n  default:\n    journal: {home / 'jrnl.txt'}\nversion: v4\n", encoding="utf-8")
    (home / "jrnl.txt").touch()
    return {"jrnl": ["--config-file", str(jrnl), LINE], "task": ["add", LINE], "nb": ["add", LINE]}
