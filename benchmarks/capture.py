"""`journal capture TEXT` as a whole process, against a bare Python and on journals of different size."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measure import Row, counted, in_turns, process, ratio, timed
from benchmarks.samples import Sample, Samples, program

ROUNDS = 21
LINE = "coffee with @ana about rust jobs got:opportunity yesterday; send survey in 2w"
BARE, EMPTY, SMALL, LARGE, NO_INDEX = (
    "python -c pass",
    "empty journal",
    "small journal",
    "large journal",
    "without index",
)
COUNT = "count of today"
DISK = "one line written and synced"


def run(samples: Samples) -> list[Row]:
    numbers = counted()

    def count() -> float:
        return process([*program(), "today", "--count"], samples.large.env())

    count()  # the first one has nothing to go by and reads the journal

    def capture(sample: Sample, fresh: bool = False) -> float:
        cache = sample.root / f"no-cache-{next(numbers)}" if fresh else None
        return process([*program(), "capture", LINE], sample.env(cache))

    times = in_turns(
        {
            BARE: lambda: process([sys.executable, "-c", "pass"], samples.empty.env()),
            EMPTY: lambda: capture(samples.empty),
            SMALL: lambda: capture(samples.small),
            LARGE: lambda: capture(samples.large),
            COUNT: count,
            DISK: lambda: timed(lambda: _sync(samples.folder / "disk")),
            NO_INDEX: lambda: capture(samples.large, fresh=True),
        },
        ROUNDS,
    )
    return _rows(times)


def _rows(times: Mapping[str, float]) -> list[Row]:
    return [
        ratio("capture, empty journal", times, EMPTY, BARE, 3.0),
        ratio("capture, small journal", times, SMALL, BARE, 3.0),
        ratio("capture, large journal", times, LARGE, BARE, 3.0),
        ratio("capture, large journal", times, LARGE, EMPTY, 1.15),
        ratio("capture, large journal, index lost", times, NO_INDEX, EMPTY, None),
        ratio("today --count, large journal", times, COUNT, LARGE, 2.0),
        Row("capture, of which the disk: one line written and synced", times[DISK]),
    ]


def _sync(path: Path) -> None:
    """What a durable line costs on this disk, whoever writes it."""
    with path.open("ab", buffering=0) as file:
        file.write(LINE.encode())
        os.fsync(file.fileno())
