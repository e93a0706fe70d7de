"""Any file that can be imported: which format it is, and one plan for each file."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from journal.exchange import archive, linkedin
from journal.exchange import plan as people
from journal.exchange.files import ExchangeError, Source, load
from journal.exchange.person import Doc
from journal.exchange.plan import Plan, Progress

FORMATS = (linkedin.FORMAT, archive.FORMAT)

Here = Callable[[str], Mapping[str, Doc]]
"""The documents of a table as they are in the journal."""


class Terms(NamedTuple):
    """How files are read: `order` (DMY or MDY) of days in figures, the time, where ids come from, a forced format."""

    order: str
    now: datetime
    new_id: Callable[[], str]
    format: str = ""


def plan_files(paths: Sequence[Path], here: Here, terms: Terms, progress: Progress | None = None) -> list[Plan]:
    """One plan for each file; a later file sees what the earlier ones bring. Raises `ExchangeError`."""
    plans: list[Plan] = []
    coming: dict[str, dict[str, Doc]] = {}

    def seen(table: str) -> Mapping[str, Doc]:
        return ChainMap(coming[table], dict(here(table))) if table in coming else here(table)

    for path in paths:
        plans.append(plan_source(load(path, linkedin.is_connections), seen, terms, progress))
        for change in plans[-1].changes:
            coming.setdefault(change.table, {})[change.id] = change.after
    return plans


def plan_source(source: Source, here: Here, terms: Terms, progress: Progress | None = None) -> Plan:
    """The plan of one text, whose format is told by its content. Raises `ExchangeError`."""
    if not source.text.strip():
        raise ExchangeError(f"{source.name} is empty.")
    wanted = terms.format or (archive.FORMAT if source.text.lstrip().startswith(("{", "[")) else linkedin.FORMAT)
    if wanted == archive.FORMAT:
        return archive.plan(source, here, progress)
    reading = linkedin.read(source, "MDY" if terms.order == "MDY" else "DMY")
    known = dict(here("contacts"))  # a copy, because the full screen plans in a thread while the journal goes on
    return people.plan(reading, known, terms.now, terms.new_id, progress)
