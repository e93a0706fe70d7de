"""The prompt: until it is painted, until a key is seen, until a list is there, and until it has saved and gone."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from benchmarks import capture, peers, static_app
from benchmarks.measure import Row, in_turns, process, ratio, timed
from benchmarks.samples import Sample, Samples, program
from benchmarks.terminal import Terminal
from journal import prompt_colours
from journal.paths import Paths, shipped_themes
from journal.themes import USUAL, first_theme

ROUNDS, TYPINGS = 21, 9
FOOT = "enter save"
SIZE = (12, 80)
BARE, EMPTY, LARGE, DISK = "python that prints one character", "empty journal", "large journal", "disk"
TEXTUAL = "smallest Textual program"
FIRST, LATER, ECHO, GONE = "first list", "later list", "echo", "gone"


def run(samples: Samples) -> list[Row]:
    command = [*program(), "capture"]
    smallest = [sys.executable, str(Path(static_app.__file__))]
    _wear_a_theme(samples.large)
    times = in_turns(
        {
            BARE: lambda: _painted([sys.executable, "-c", "print('Q')"], samples.empty, "Q"),
            EMPTY: lambda: _painted(command, samples.empty, FOOT),
            LARGE: lambda: _painted(command, samples.large, FOOT),
            TEXTUAL: lambda: _painted(smallest, samples.empty, "smallest"),
            DISK: lambda: timed(lambda: capture._sync(samples.folder / "disk")),
        },
        ROUNDS,
    )
    process([*command, "note a line, so that the index is there"], samples.large.env())
    typed = [_typed(command, samples.large) for _ in range(TYPINGS)]
    of = {name: median([each[name] for each in typed]) for name in (ECHO, FIRST, LATER, GONE)}
    return [
        ratio("prompt, first paint, empty journal", times, EMPTY, BARE, 1.6),
        ratio("prompt, first paint, large journal", times, LARGE, EMPTY, 1.25),
        ratio("smallest Textual program, first paint", times, TEXTUAL, BARE, None),
        Row("prompt, a key until it is seen", of[ECHO], limit=2),
        Row("prompt, large journal, index lost: slowest of 8 keys", _while_reading(command, samples.large), limit=16),
        Row("prompt, large journal: first list of names", of[FIRST], limit=40),
        Row("prompt, large journal: later lists of names", of[LATER], limit=8),
        Row(f"prompt, enter until it is gone (disk {times[DISK]:.2f} ms)", of[GONE], limit=10 + times[DISK]),
        *peers.run(samples),
    ]


def _wear_a_theme(sample: Sample) -> None:
    """What a start of the full screen leaves for the prompt."""
    folders = list(map(Path, shipped_themes()))
    prompt_colours.keep(Paths(sample.env()), first_theme(USUAL, folders), folders, pinned=False)


def _painted(command: list[str], sample: Sample, text: str) -> float:
    with Terminal(command, sample.env(), SIZE) as terminal:
        return terminal.until(text)


def _while_reading(command: list[str], sample: Sample) -> float:
    """How long the slowest key takes to be seen while the whole journal is read for its names."""
    slowest = []
    for number in range(TYPINGS):
        with Terminal(command, sample.env(sample.root / f"no-names-{number}"), SIZE) as terminal:
            terminal.until(FOOT)
            slowest.append(max(terminal.send(letter, letter) for letter in "QWZXKJVB"))
    return median(slowest)


def _typed(command: list[str], sample: Sample) -> dict[str, float]:
    with Terminal(command, sample.env(), SIZE) as terminal:
        terminal.until(FOOT)
        terminal.settle(0.3)
        echoes = [terminal.send(letter, letter) for letter in "QWZ"]
        terminal.settle(0.3)
        first = terminal.send(" @", "talked")
        terminal.settle(0.2)
        later = []
        for letter in "ann":
            later.append(terminal.send(letter, FOOT))
            terminal.settle(0.2)
        return {ECHO: median(echoes), FIRST: first, LATER: median(later), GONE: terminal.leave("\r")}
