"""Growth: what a journal of a third of the size and the whole one take, and whether anything grows faster than they do.

Each journal is opened in the full screen of a process of its own, which tells its figures when everything is loaded.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from benchmarks.measure import Row
from benchmarks.paint import context
from benchmarks.samples import Sample, Samples, program
from journal.app import JournalApp
from journal.domain.timeline import Interaction
from journal.search.search import Hits
from journal.shell.screen import build

ROUNDS, NAP, SHARE = 3, 0.005, 3
LEAST = (1, 1)
"""People and entries of a journal that is there, and holds next to nothing."""
MOST = 1.15
"""Times that something may grow faster than the journal itself: 1 is in proportion."""
STEADY = 1.5
"""Times that something which concerns one person, or one entry, may take longer in the whole journal."""
MEMORY, DISK = "memory of the full screen, MB", "journal on disk, MB"
WHOLE = {
    "loading": "everything is loaded",
    "every entry": "a search that finds no entry",
    "every person": "a search that finds nobody",
}
ONE = {"one more": "one entry is written and follows everywhere"}
COMMANDS = {
    "journal find": ["find", "zzz"],
    "journal export json": ["export", "json"],
    "journal doctor": ["doctor"],
}


def run(samples: Samples) -> list[Row]:
    """The rows of the table; times are those of the processor."""
    people, entries = samples.size
    empty, third, whole = (
        _least(each) for each in (samples.of(*LEAST), samples.of(people // SHARE, entries // SHARE), samples.large)
    )
    return [
        Row(MEMORY, whole[MEMORY], whole[MEMORY] / empty[MEMORY], f"journal of one person ({empty[MEMORY]:.0f} MB)"),
        Row(DISK, whole[DISK]),
        *(_grown(f"growth: {words}", name, empty, third, whole) for name, words in {MEMORY: MEMORY, **WHOLE}.items()),
        *(_grown(f"growth: {name}", name, empty, third, whole) for name in COMMANDS),
        *(_steady(f"growth: {words}", name, third, whole) for name, words in ONE.items()),
    ]


def _grown(name: str, figure: str, empty: dict[str, float], third: dict[str, float], whole: dict[str, float]) -> Row:
    """How much faster than the journal a figure grows, once what a journal of one person takes is off."""
    faster = (whole[figure] - empty[figure]) / max(third[figure] - empty[figure], 0.01) / SHARE
    return Row(name, whole[figure], faster, f"growth of the journal ({third[figure]:.1f} at a third)", MOST)


def _steady(name: str, figure: str, third: dict[str, float], whole: dict[str, float]) -> Row:
    return Row(name, whole[figure], whole[figure] / third[figure], f"a third ({third[figure]:.2f} ms)", STEADY)


def _least(sample: Sample) -> dict[str, float]:
    """The least of several rounds, for each figure."""
    rounds = [_figures(sample) for _ in range(ROUNDS)]
    return {name: min(each[name] for each in rounds) for name in rounds[0]}


def _figures(sample: Sample) -> dict[str, float]:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", *map(str, sample)], check=True, capture_output=True, text=True
    )
    figures: dict[str, float] = json.loads(told.stdout)
    return {**figures, **{name: _command(words, sample) for name, words in COMMANDS.items()}}


def _command(words: list[str], sample: Sample) -> float:
    """Milliseconds of the processor that a command takes."""
    before = _children()
    subprocess.run(
        [*program(), *words], env=sample.env(), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return _children() - before


def _children() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (used.ru_utime + used.ru_stime)


async def _opened(sample: Sample) -> dict[str, float]:
    """What the full screen takes in this process, which has done nothing yet."""
    began = process_time()
    app = build(context(sample), "today")
    async with app.run_test(size=(120, 36)):
        while not app.complete or app.desk.behind or any(worker.is_running for worker in app.workers):
            await asyncio.sleep(NAP)
        loading = 1000 * (process_time() - began)
        gc.collect()
        desk = app.desk
        return {
            "loading": loading,
            "every entry": _taken(lambda: _all(desk.search_entries("zzzz"))),
            "every person": _taken(lambda: _all(desk.search_people("zzzz"))),
            "one more": _taken(lambda: _one_more(app)),
            MEMORY: _peak() / 1e6,
            DISK: sum(file.stat().st_size for file in sample.journal.rglob("*") if file.is_file()) / 1e6,
        }


def _all(hits: Hits) -> None:
    while not hits.done:
        hits.step()


def _one_more(app: JournalApp) -> None:
    desk = app.desk
    who = next(iter(desk.journal.contacts.docs), "")
    with desk.journal.transaction("log") as transaction:
        transaction.add(Interaction.parse({"contacts": [who] if who else [], "on": desk.today, "kind": "call"}))
    desk.poll()
    for _ in desk.follow():
        pass
    desk.outlook.people  # noqa: B018 - made when it is asked for


def _taken(work: Callable[[], object]) -> float:
    """Milliseconds of the processor; the first round is for what is made once."""
    work()
    began = process_time()
    work()
    return 1000 * (process_time() - began)


def _peak() -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    root, people, entries = sys.argv[1:]
    print(json.dumps(asyncio.run(_opened(Sample(Path(root), int(people), int(entries))))))
