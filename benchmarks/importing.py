"""Importing: 10,000 vCards or CSV rows read, matched and applied: time beside vobject reading alone, and memory.

Memory is taken in a process of its own that has opened an empty journal and imported some hundred people, so that the
program is loaded. Counted is by how much its resident memory grows at most, in sizes of the file: first until the
preview can be shown (the file itself included), then until everything is in the journal. After that the new people are
there to stay, and what they alone take is more than four times a lean file; that figure stands apart.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.measure import Row, in_turns
from benchmarks.samples import Samples
from journal.exchange.applying import apply
from journal.exchange.files import load
from journal.exchange.formats import Terms, plan_source
from journal.exchange.plan import Plan
from journal.store.journal import Journal

SLOWER_AT_MOST = 1.5
"""Times what vobject needs to read alone."""
FIRST_PROGRESS = 300.0
MEMORY = 4.0
"""Times the size of the file."""
ROUNDS = 3
WARM_UP = 300
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;;\r\nFN:{first} {last}\r\nORG:{org};Data\r\nTITLE:Head of Data\r\n"
    "EMAIL;TYPE=HOME:{first}{at}@example.org\r\nTEL;TYPE=CELL:+44 20 {at:07}\r\nURL:https://example.org/{at}\r\n"
    "ADR;TYPE=home:;;12 Road;Leeds;;LS1;UK\r\nNOTE:likes kites\\, and rain\r\nUID:urn:uuid:{at}\r\nEND:VCARD\r\n"
)
GOOGLE = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department\n"
)
ROW = (
    "{first} {last},{first},,{last},,,,,,,,,,,,,,,,,,,,,,,,,* myContacts,"
    "* Home,{first}{at}@example.org,Mobile,+44 20 {at:07},,{org},,Head of Data,\n"
)
KINDS = {"vCards": ("", CARD), "CSV rows": (GOOGLE, ROW)}


class Memory(NamedTuple):
    """Growth of resident memory in bytes: at most until the preview, at most until all is done, and what stays."""

    preview: int
    done: int
    stays: int
    size: int


def run(samples: Samples) -> list[Row]:
    """The rows of the table."""
    number = samples.size[0]
    with tempfile.TemporaryDirectory(prefix="journal-bench-") as folder:
        files = {kind: _file(Path(folder, kind), kind, number) for kind in KINDS}
        heard: dict[str, float] = {}
        runs: dict[str, Callable[[], float]] = {kind: _import(file, heard) for kind, file in files.items()}
        if importlib.util.find_spec("vobject"):
            runs["vobject"] = lambda: _vobject(files["vCards"].read_text(encoding="utf-8"))
        times = in_turns(runs, ROUNDS, warm_up=1)
        rows = [Row("import: vobject reads the vCards alone", other)] if (other := times.get("vobject")) else []
        for kind, file in files.items():
            rows += [*_times(f"{number:,} {kind}", times[kind], other, heard[str(file)]), *_memory(kind, file)]
    return rows


def _times(what: str, done: float, other: float | None, first: float) -> Iterator[Row]:
    against = "vobject reading alone" if other else "vobject is not installed"
    ratio, limit = (done / other, SLOWER_AT_MOST) if other else (None, None)
    yield Row(f"import: {what} read, matched, applied", done, ratio, against, limit)
    yield Row(f"import: {what}, until progress is shown", first, limit=FIRST_PROGRESS)


def _memory(kind: str, file: Path) -> Iterator[Row]:
    command = [sys.executable, "-m", "benchmarks.importing", kind, str(file)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    used = Memory(*json.loads(told))
    beside = max(used.done - used.stays, 0)
    per_row = f"size of the file ({used.size / 1e6:.1f} MB)"
    yield Row(f"import: {kind}, memory until the preview", None, used.preview / used.size, per_row, MEMORY)
    yield Row(f"import: {kind}, memory of applying, beside what stays", None, beside / used.size, per_row, MEMORY)
    yield Row(f"import: {kind}, what stays in memory", None, used.stays / used.size, per_row)


def _people(number: int) -> Iterator[dict[str, str | int]]:
    chance = random.Random(1)

    def word(syllables: int) -> str:
        parts = (chance.choice("bcdfgklmnprstvz") + chance.choice("aeiou") for _ in range(syllables))
        return "".join(parts).title()

    for at in range(number):
        yield {"at": at, "first": word(2), "last": word(chance.choice((2, 3, 4))), "org": word(3)}


def _file(path: Path, kind: str, number: int) -> Path:
    head, row = KINDS[kind]
    path.write_text(head + "".join(row.format(**one) for one in _people(number)), encoding="utf-8", newline="")
    return path


def _vobject(text: str) -> float:
    import vobject

    begin = perf_counter()
    for _ in vobject.readComponents(text):
        pass
    return (perf_counter() - begin) * 1000


def _import(file: Path, heard: dict[str, float]) -> Callable[[], float]:
    """Milliseconds until everything is in the journal; until the first progress goes to `heard`."""

    def run() -> float:
        told: list[float] = []
        with tempfile.TemporaryDirectory(prefix="journal-bench-") as folder:
            journal = _journal(Path(folder, "journal"))
            begin = perf_counter()
            apply([_plan(file, journal, lambda done, whole: told.append(perf_counter()))], journal)
            heard[str(file)] = (told[0] - begin) * 1000
            return (perf_counter() - begin) * 1000

    return run


def _journal(folder: Path) -> Journal:
    return Journal.open(folder, machine="bench-0001", now=lambda: NOW)


def _plan(file: Path, journal: Journal, progress: Callable[[int, int], None] | None = None) -> Plan:
    numbers = count()
    terms = Terms("DMY", NOW, lambda: f"01KBENCH{next(numbers):018}")
    return plan_source(load(file, lambda member: False), lambda table: journal.collection(table).docs, terms, progress)


def _used(kind: str, file: Path) -> Memory:
    """What importing takes in this process, which has done nothing yet."""
    with tempfile.TemporaryDirectory(prefix="journal-bench-") as name:
        folder = Path(name)
        small = _journal(folder / "small")
        apply([_plan(_file(folder / "warm", kind, WARM_UP), small)], small)
        journal = _journal(folder / "large")
        gc.collect()
        begin = _resident("VmRSS")
        Path("/proc/self/clear_refs").write_bytes(b"5")  # the peak begins anew
        plan = _plan(file, journal)
        preview = _resident("VmHWM") - begin
        apply([plan], journal)
        done = _resident("VmHWM") - begin
        return Memory(preview, done, _stays(folder / "large"), file.stat().st_size)


def _stays(folder: Path) -> int:
    """Bytes of what a program holds that opens the journal after the import: the documents by id, and their revs."""
    tracemalloc.start()
    again = _journal(folder)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del again
    return size


def _resident(which: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(which))


if __name__ == "__main__":
    print(json.dumps(_used(sys.argv[1], Path(sys.argv[2]))))
