"""Today: the list from nothing, against reading the journal; and what one more entry costs for list and person."""

from __future__ import annotations

import gc
import random
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.insert import opened
from benchmarks.measure import Row, ratio
from benchmarks.samples import Samples
from journal.derived.audience import Audience
from journal.derived.index import Index
from journal.derived.outlook import Outlook
from journal.domain.model import Model
from journal.domain.timeline import Interaction
from journal.paths import shipped_content
from journal.store.journal import Change, Journal

ROUNDS, ENTRIES = 3, 25
READING, LIST = "reading", "list"
MOST_RATIO, MOST_UPDATE, MOST_SLICE = 1.0, 16.0, 10.0


def run(samples: Samples) -> list[Row]:
    """All times are those of the processor, so that what else the machine does makes no difference."""
    rounds = [Round(samples) for _ in range(ROUNDS)]
    least = {READING: min(each.reading for each in rounds), LIST: min(sum(each.pieces) for each in rounds)}
    updates = rounds[-1].updates()
    return [
        ratio("today, list from nothing", least, LIST, READING, MOST_RATIO),
        Row("today, what only old threads need, after it", min(sum(each.rest) for each in rounds)),
        Row("today, longest piece", min(max(each.pieces + each.rest) for each in rounds), limit=MOST_SLICE),
        Row("today, list after one entry", median(updates["list"]), limit=MOST_UPDATE),
        Row("today, list and person after one entry", median(updates["person"]), limit=MOST_UPDATE),
        Row("today, old thread", median(updates["thread"]), limit=MOST_UPDATE),
    ]


class Round:
    """A journal read, and everything about today made from nothing. Times in milliseconds."""

    def __init__(self, samples: Samples) -> None:
        books: list[Journal] = []
        self.reading = _taken(lambda: books.append(opened(samples.large)))
        gc.collect()
        gc.freeze()  # as the journal does when it has read its files
        self.journal, today = books[0], date.today()
        self.index = Index(self.journal, _model(), today)
        self.index.apply(None)
        audience = Audience(self.index)
        self.outlook = Outlook(self.index, self.journal, audience)
        for _ in audience.build():
            pass
        self.index.apply(None)  # nothing is known any more of how people stand
        building = self.outlook.build()
        self.pieces: list[float] = []
        while not self.outlook.ready:
            self.pieces.append(_taken(partial(next, building)))
        self.rest = list(_pieces(building))

    def updates(self) -> dict[str, list[float]]:
        """What follows from one entry after the other with anybody."""
        chance, ids = random.Random(7), list(self.journal.contacts.docs)
        times: dict[str, list[float]] = {"list": [], "person": [], "thread": []}
        for _ in range(ENTRIES):
            who = chance.choice(ids)
            with self.journal.transaction("log") as transaction:
                transaction.add(Interaction.parse({"contacts": [who], "on": self.index.today, "kind": "call"}))
            after = _taken(partial(self._list, self.journal.poll()))
            times["list"].append(after)
            times["person"].append(after + _taken(partial(self._person, who)))
            times["thread"].append(_taken(self.outlook.thread))
        return times

    def _list(self, changes: list[Change] | None) -> tuple[object, ...]:
        self.index.apply(changes)
        return self.outlook.people, self.outlook.share_done, self.outlook.followups(), self.outlook.coming()

    def _person(self, who: str) -> tuple[object, ...]:
        standing, entries, talks = self.index.standing(who), self.index.entries_of(who), self.index.per_week(who)
        return standing, entries, talks, self.outlook.why(who), self.outlook.explain_warmth(who)


def _taken(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return 1000 * (process_time() - began)


def _pieces(work: Iterator[None]) -> Iterator[float]:
    more = True
    while more:
        began = process_time()
        more = next(work, StopIteration) is None
        yield 1000 * (process_time() - began)


def _model() -> Model:
    return Model.parse(tomllib.loads(Path(shipped_content(), "model.toml").read_text(encoding="utf-8")))
