"""Searching: what one key press in a filter costs, from the text to the first 200 hits or to the end."""

from __future__ import annotations

import gc
import random
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from journal.derived.index import Index
from journal.domain.warmth import Model
from journal.paths import shipped_content
from journal.search.haystack import Haystack
from journal.search.query import ListName, parse_query
from journal.search.search import EntrySearch, Hits, PeopleSearch

TODAY = date(2026, 11, 23)
REPEATS = 5
WORDS = (
    "coffee about rust health data team leeds project talk conference salary paper interview hiring mentor idea book",
    "plan review python nurse trust startup garden train school moving berlin london market design research office",
    "lunch report travel dinner music question answer advice contract product board release teaching course cycling",
)
FIRST = ("Ana Bob Chen Dana Elif Fatima Grace Hugo Ingrid Jonas Keiko Luca Marek Noor Oskar Petra Ravi Sam Tom Yuki",)
LAST = ("Gómez Lee Wei Osei Yıldız Al-Sayed Kim Martin Solberg Weber Tanaka Moretti Dvořák Haddad Lindqvist Novák",)

PEOPLE_TYPED = ["c", "co", "cof", "coff", "ana", "ana lee", "zzz", "zzzz", "org:ac", "kind:mentor", "circle:close rust"]
PEOPLE_STANDING = ["due:yes", "warmth:cooling", "state:waiting", "last:>90d -has:email"]
ENTRIES_TYPED = [
    "c",
    "co",
    "cof",
    "coff",
    "coffee",
    "salary",
    "rust jobs",
    '"rust health"',
    "zzz",
    "zzzz",
    "#rust",
    "#ru zzz",
]
ENTRIES_FILTERED = [
    "@ana",
    "@ana @lee",
    "on:3m coffee",
    "kind:letter zzz",
    "got:opp",
    "depth:5 dir:in",
    "-kind:note zzz",
]


def run(people: int, entries: int) -> list[tuple[str, float]]:
    """(what, milliseconds): the median of each group of filters, and the longest piece of what is done beforehand."""
    documents = _documents(people, entries)
    gc.collect()
    gc.freeze()  # as the journal does when it has read its files
    index = Index(documents, _model(), TODAY)
    haystack = Haystack(index)
    persons, timeline = PeopleSearch(index, haystack), EntrySearch(index, haystack)
    rows = [
        ("index: everything", *_pieces(index.build())),
        ("people: order by due", *_pieces(persons.prepare("due"))),
        ("texts: everything", *_pieces(haystack.prepare())),
    ]
    found = [
        (f"{what}, {kind}", ms)
        for what, total, longest in rows
        for kind, ms in (("all", total), ("longest piece", longest))
    ]
    for name, list_name, start, filters in (
        ("people: words and fields", "contacts", persons.start, PEOPLE_TYPED),
        ("people: how they stand", "contacts", persons.start, PEOPLE_STANDING),
        ("entries: words", "timeline", timeline.start, ENTRIES_TYPED),
        ("entries: fields", "timeline", timeline.start, ENTRIES_FILTERED),
    ):
        times = {text: _typed(text, list_name, start) for text in filters}  # type: ignore[arg-type]
        slowest = max(times, key=lambda text: times[text])
        found.append((f"{name}, median", median(times.values())))
        found.append((f"{name}, slowest: {slowest}", times[slowest]))
    return found


def _typed(text: str, list_name: ListName, start: Callable[..., Hits]) -> float:
    times: list[float] = []
    for _ in range(REPEATS):
        began = perf_counter()
        hits = start(parse_query(text, list_name, TODAY))
        while hits.count < 200 and not hits.done:
            hits.step()
        times.append(perf_counter() - began)
    return 1000 * median(times)


def _pieces(pieces: Iterator[None]) -> tuple[float, float]:
    times: list[float] = []
    while True:
        began = perf_counter()
        more = next(pieces, StopIteration) is None
        times.append(1000 * (perf_counter() - began))
        if not more:
            return sum(times), max(times)


def _model() -> Model:
    return Model.parse(tomllib.loads(Path(shipped_content(), "model.toml").read_text(encoding="utf-8")))


def _documents(people: int, entries: int) -> dict[str, dict[str, dict[str, Any]]]:
    words = Words(random.Random(7))
    contacts = {f"p{n:06}": _contact(words) for n in range(people)}
    ids = list(contacts)
    interactions = {f"e{n:07}": _entry(words, ids) for n in range(entries)}
    return {
        "contacts": contacts,
        "interactions": interactions,
        "followups": {},
        "introductions": {},
        "goals": {},
        "events": {},
    }


class Words:
    """Chance, and the words it is thrown over."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.words, self.first, self.last = (" ".join(lines).split() for lines in (WORDS, FIRST, LAST))

    def text(self, length: int) -> str:
        return " ".join(self.chance.choices(self.words, k=length))

    def name(self) -> str:
        return f"{self.chance.choice(self.first)} {self.chance.choice(self.last)} {self.chance.randrange(1000)}"


def _contact(words: Words) -> dict[str, Any]:
    chance = words.chance
    return {
        "name": words.name(),
        "kinds": [chance.choice(["mentor", "industry", "friend", "family", "colleague"])],
        "circle": chance.choice(["inner", "close", "active", "active", "wide", "wide", "open"]),
        "org": chance.choice(["Acme", "NHS Leeds", "Northwind", "Globex", "Plain Health"]),
        "role": chance.choice(["Head of Data", "Engineer", "Recruiter", "Designer"]),
        "topics": chance.sample(words.words, 2),
        "channels": [{"kind": "email", "value": f"a{chance.randrange(10**6)}@example.org"}],
        "notes": words.text(12),
        "created": "2024-05-01T09:00:00Z",
    }


def _entry(words: Words, people: list[str]) -> dict[str, Any]:
    chance = words.chance
    kind = chance.choice(["meeting", "call", "email", "message", "note", "event"])
    return {
        "contacts": chance.sample(people, min(len(people), chance.choice([1, 1, 1, 2, 3]))),
        "on": (TODAY - timedelta(days=int(3650 * chance.random() ** 2))).isoformat(),
        "kind": kind,
        "direction": "out" if kind in ("email", "message") else "mutual",
        "answered": chance.choice(["yes", "no", "unknown"]),
        "depth": chance.randrange(1, 6),
        "topics": chance.sample(words.words, chance.choice([0, 0, 1])),
        "note": words.text(38),
        "exchanges": [{"benefit": "knowledge", "way": "got", "size": 1}] if chance.random() < 0.1 else [],
    }


if __name__ == "__main__":
    for what, ms in run(10_000, 100_000):
        print(f"{what:60} {ms:8.2f} ms")
