"""One insert through TinyDB: into a large journal, a small one, and a JSON file as TinyDB writes it by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tinydb import JSONStorage, TinyDB

from benchmarks.measure import Row, in_turns, ratio, timed
from benchmarks.samples import Sample, Samples
from journal.store.journal import Journal

ROUNDS, STOCK_ROUNDS = 101, 3
ENTRY = {
    "on": "2026-05-12",
    "kind": "note",
    "direction": "mutual",
    "depth": 3,
    "note": "coffee about rust jobs in health",
}
SMALL, LARGE, STOCK = "small journal", "large journal", "tinydb JSONStorage"


def run(samples: Samples) -> list[Row]:
    large = opened(samples.large)
    stock = _stock(samples.folder / "stock.json", large)
    times = in_turns({SMALL: _inserts(opened(samples.small).db), LARGE: _inserts(large.db)}, ROUNDS)
    times |= in_turns({STOCK: _inserts(stock)}, STOCK_ROUNDS, warm_up=0)
    faster = times[STOCK] / times[LARGE]
    return [
        ratio("insert, large journal", times, LARGE, SMALL, 2.0),
        Row(
            "insert, tinydb JSONStorage of that size",
            times[STOCK],
            faster,
            f"large journal ({times[LARGE]:.2f} ms)",
            500,
            True,
        ),
    ]


def opened(sample: Sample) -> Journal:
    """The journal, all of it read."""
    journal = Journal.open(sample.journal, machine="bench-0000", now=lambda: datetime.now().astimezone())
    journal.ready()
    journal.poll()
    return journal


def _inserts(db: TinyDB) -> Callable[[], float]:
    table = db.table("interactions")
    return lambda: timed(lambda: table.insert(dict(ENTRY)))


def _stock(path: Path, journal: Journal) -> TinyDB:
    tables: dict[str, dict[str, Any]] = {
        name: {str(number): document for number, document in enumerate(journal.collection(name).docs.values(), 1)}
        for name in ("contacts", "interactions")
    }
    path.write_text(json.dumps(tables), encoding="utf-8")
    return TinyDB(path, storage=JSONStorage)
