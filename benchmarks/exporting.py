"""Exporting: every format written for 10,000 people, beside `json.dumps` of the same documents."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from benchmarks.measure import Row, in_turns, timed
from benchmarks.samples import Samples
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.exporting import WRITERS
from journal.store.journal import Journal

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ENTRIES_EACH = 2
SLOWER_AT_MOST = {"json": 2.0, "vcard": 15.0, "csv": 15.0, "ics": 100.0, "markdown": 20.0}
"""Times `json.dumps` of the documents that the format is made of."""
OF = {"json": None, "ics": ("followups", "events"), "markdown": ("contacts", "interactions", "followups")}


def run(samples: Samples) -> list[Row]:
    """The rows of the table."""
    people = samples.size[0]
    sample = samples.of(people, people * ENTRIES_EACH)
    context = Context(Paths(sample.env(), str(sample.journal)), lambda: NOW, sample.env())
    journal = context.journal()
    runs: dict[str, Callable[[], float]] = {}
    for name in SLOWER_AT_MOST:
        runs[name] = partial(timed, partial(_write, name, context, journal))
        runs[f"{name}, dumped"] = partial(timed, partial(_dump, name, journal))
    times = in_turns(runs, rounds=3, warm_up=1)
    return [
        Row(
            f"export: {people:,} people as {name}",
            times[name],
            times[name] / times[f"{name}, dumped"],
            "json.dumps of the same documents",
            limit,
        )
        for name, limit in SLOWER_AT_MOST.items()
    ]


def _write(name: str, context: Context, journal: Journal) -> int:
    """Letters that a format takes."""
    if name == "json":
        from journal.exchange.archive import write

        return sum(map(len, write(journal.storage.read())))
    args = Namespace(format=name, private=False, vcard="3", titles="full")
    pieces, _ = WRITERS[name](args, context, journal)
    return sum(map(len, pieces))


def _dump(name: str, journal: Journal) -> int:
    tables = OF.get(name, ("contacts",)) or journal.storage.read()
    return sum(len(json.dumps(journal.collection(table).docs, ensure_ascii=False)) for table in tables)
