"""`make`: a whole sample journal in a fresh folder, the same for the same seed and day."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

from journal.demo.book import Book
from journal.demo.calendar import Calendar
from journal.demo.entries import Entry
from journal.demo.ledger import Ledger, Transaction
from journal.demo.people import Person, cast, connect, crowd
from journal.demo.plans import Plans
from journal.demo.script import Script
from journal.demo.story import fitted, plan
from journal.demo.texts import Texts
from journal.demo.writing import Writer
from journal.store import disk
from journal.store.log import encode

SEED = 7
MACHINE = "demo-0000"
"""The machine that the sample journal seems to have been written on."""


def make(
    root: str | os.PathLike[str], today: date, people: int = 150, entries: int | None = None, seed: int = SEED
) -> int:
    """Write a sample journal into the empty or missing folder `root`; returns the number of lines.

    It writes its own lines instead of asking `Log.write` for them, because that knows only the present: here the revs
    lie in the past, so that history and the files by month look as if they had grown. Raises `FileExistsError`.
    """
    folder = Path(root) / "log"
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{root} already holds a journal; the sample needs an empty folder.")
    disk.make_folders(str(folder))
    months: dict[str, list[bytes]] = defaultdict(list)
    for transaction in transactions(today, people, entries, seed):
        months[transaction.rev[:7]].append(encode(transaction.line()))
    for month, lines in months.items():
        disk.append(str(folder / f"{month}.{MACHINE}.jsonl"), lines, str(folder))
    return sum(len(lines) for lines in months.values())


def transactions(today: date, people: int = 150, entries: int | None = None, seed: int = SEED) -> Iterator[Transaction]:
    """The lines of a sample journal, oldest first. `entries` None: as many as such a book of people would have."""
    rng = Random(seed)
    calendar, texts, ledger = Calendar(today, rng), Texts.read(), Ledger(MACHINE)
    everybody, unknown = _everybody(texts, calendar, people, rng)
    book = Book(ledger, calendar)
    book.name(everybody)
    connect(everybody, texts)
    script = Script(texts.script, everybody, calendar)
    stubs = script.stubs()[:unknown]
    known = _entries(
        script.entries(),
        everybody,
        None if entries is None else entries - len(stubs),
        Writer(texts, calendar, rng, 1 + len(everybody) // 75),
        rng,
    )
    book.people(everybody, known)
    book.entries(known)
    book.stubs(stubs)
    book.promises(script.promises())
    book.introductions(script.introductions())
    if unknown:
        Plans(texts.plans, everybody, ledger, calendar).write()
    return ledger.transactions()


def _everybody(texts: Texts, calendar: Calendar, count: int, rng: Random) -> tuple[list[Person], int]:
    """The people with a name, and for how many a captured first name has to do."""
    told = cast(texts, calendar)
    unknown = len(texts.script["stub"])
    if count < len(told) + unknown:
        return told[: max(count, 0)], 0
    return told + crowd(count - len(told) - unknown, texts, calendar, rng), unknown


def _entries(
    scenes: list[Entry], people: Sequence[Person], wanted: int | None, writer: Writer, rng: Random
) -> list[Entry]:
    taken: dict[str, set[int]] = defaultdict(set)
    for scene in scenes:
        for person in scene.people:
            taken[person.key].add(scene.ago)
    slots = plan(people, taken, writer.calendar, rng)
    if wanted is not None:
        scenes = sorted(scenes, key=lambda scene: scene.ago)[: max(wanted, 0)]
        slots = fitted(slots, wanted - len(scenes), people, rng)
    return scenes + [writer.entry(slot) for slot in sorted(slots, key=lambda slot: -slot.ago)]
