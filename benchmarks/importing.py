"""Importing: 10,000 vCards or CSV rows read, matched and applied, beside vobject reading the same cards alone."""

from __future__ import annotations

import importlib.util
import random
import tempfile
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

from benchmarks.measure import Row
from benchmarks.samples import Samples
from journal.exchange.applying import apply
from journal.exchange.formats import Terms, plan_source
from journal.exchange.source import Source
from journal.store.journal import Journal

SLOWER_AT_MOST = 1.5
"""Times what vobject needs to read alone."""
FIRST_PROGRESS = 300.0
MEMORY = 4.0
"""Times the size of the file."""
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;;\r\nFN:{first} {last}\r\nORG:{org};Data\r\nTITLE:Head of Data\r\n"
    "EMAIL;TYPE=HOME:{first}{at}@example.org\r\nTEL;TYPE=CELL:+44 20 {at:07}\r\nURL:https://example.org/{at}\r\n"
    "ADR;TYPE=home:;;12 Road;Leeds;;LS1;UK\r\nNOTE:likes kites\\, and rain\r\nUID:urn:uuid:{at}\r\nEND:VCARD\r\n"
)
GOOGLE = (
    "Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Organization 1 - Name\n"
)
ROW = "{first} {last},{first},{last},Home,{first}{at}@example.org,Cell,+44 20 {at:07},{org}\n"


def run(samples: Samples) -> list[Row]:
    """The rows of the table."""
    people = list(_people(samples.size[0]))
    vcards = "".join(CARD.format(**one) for one in people)
    table = GOOGLE + "".join(ROW.format(**one) for one in people)
    other = _vobject(vcards)
    rows = [Row("import: vobject reads the vCards alone", other)] if other else []
    for name, text in (("vCards", vcards), ("CSV rows", table)):
        done, first = _whole(text)
        limit = SLOWER_AT_MOST if other else None
        against = "vobject reading alone" if other else "vobject is not installed"
        rows.append(
            Row(
                f"import: {len(people):,} {name} read, matched, applied",
                done,
                done / other if other else None,
                against,
                limit,
            )
        )
        rows.append(Row(f"import: {name}, until progress is shown", first, limit=FIRST_PROGRESS))
    rows.append(
        Row("import: memory for reading and matching the vCards", 0.0, _memory(vcards), "size of the file", MEMORY)
    )
    return rows


def _people(number: int) -> Iterator[dict[str, str | int]]:
    chance = random.Random(1)

    def word(syllables: int) -> str:
        parts = (chance.choice("bcdfgklmnprstvz") + chance.choice("aeiou") for _ in range(syllables))
        return "".join(parts).title()

    for at in range(number):
        yield {"at": at, "first": word(2), "last": word(chance.choice((2, 3, 4))), "org": word(3)}


def _vobject(text: str) -> float:
    """Milliseconds for reading, 0 where vobject is not installed."""
    if importlib.util.find_spec("vobject") is None:
        return 0.0
    import vobject

    begin = perf_counter()
    for _ in vobject.readComponents(text):
        pass
    return (perf_counter() - begin) * 1000


def _whole(text: str) -> tuple[float, float]:
    """Milliseconds until everything is in the journal, and until the first progress."""
    heard: list[float] = []
    numbers = count()
    with tempfile.TemporaryDirectory(prefix="journal-bench-") as folder:
        journal = Journal.open(Path(folder, "journal"), machine="bench-0001", now=lambda: NOW)
        terms = Terms("DMY", NOW, lambda: f"N{next(numbers):08}")
        begin = perf_counter()
        plan = plan_source(
            Source("file", text), lambda table: {}, terms, lambda done, whole: heard.append(perf_counter())
        )
        apply([plan], journal)
        return (perf_counter() - begin) * 1000, (heard[0] - begin) * 1000


def _memory(text: str) -> float:
    """The most that reading and planning take beside the text itself, in sizes of the file."""
    numbers = count()
    terms = Terms("DMY", NOW, lambda: f"N{next(numbers):08}")
    tracemalloc.start()
    plan_source(Source("file", text), lambda table: {}, terms)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(text)
