"""`python -m benchmarks`: one table of medians and of ratios taken within one run. It reports and never fails."""

from __future__ import annotations

import argparse
import compileall
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import journal
from benchmarks import capture, exporting, goals, growth, importing, insert, pages, paint, poll, prompt, search, today
from benchmarks.measure import HEAD, Row
from benchmarks.samples import SMALL, Samples

PER_KEY = {"people": 16.0, "entries": 30.0}
"""Milliseconds that a key press in a filter may cost."""
BLOCK = 25.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--only", choices=GROUPS, action="append", metavar="NAME", help=f"of {', '.join(GROUPS)}")
    given = parser.parse_args()
    compileall.compile_dir(str(Path(journal.__file__).parent), quiet=1)  # else the first start pays for all
    print(f"large: {given.people:,} people, {given.entries:,} entries; small: {SMALL[0]:,} and {SMALL[1]:,}\n\n{HEAD}")
    with tempfile.TemporaryDirectory(prefix="journal-bench-") as folder:
        samples = Samples(Path(folder), given.people, given.entries)
        for name in given.only or GROUPS:
            for row in _measured(name, samples):
                print(row.line(), flush=True)


def _measured(name: str, samples: Samples) -> list[Row]:
    try:
        return GROUPS[name](samples)
    except Exception as error:  # the others are still worth knowing
        print(f"{name}: could not be measured: {error!r}", file=sys.stderr)
        return []


def _search(samples: Samples) -> list[Row]:
    rows = []
    for what, ms in search.run(*samples.size):
        per_key = PER_KEY.get(what.partition(":")[0]) if what.endswith("median") else None
        rows.append(Row(f"search, {what}", ms, limit=BLOCK if what.endswith("longest piece") else per_key))
    return rows


GROUPS: dict[str, Callable[[Samples], list[Row]]] = {
    "capture": capture.run,
    "insert": insert.run,
    "prompt": prompt.run,
    "paint": paint.run,
    "block": paint.run_blocks,
    "search": _search,
    "poll": poll.run,
    "goals": goals.run,
    "today": today.run,
    "pages": pages.run,
    "importing": importing.run,
    "export": exporting.run,
    "growth": growth.run,
}

if __name__ == "__main__":
    main()
