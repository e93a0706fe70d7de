"""Goals: matching everybody with every place, following a change, ways in, a place while it is typed, what was got."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks.measure import Row
from benchmarks.samples import Samples
from benchmarks.search import TODAY, _documents, _model, _pieces
from journal.derived.audience import Audience
from journal.derived.gains import Gains
from journal.derived.index import Index
from journal.derived.places import Places
from journal.domain.goals import Slot

GOALS, SLOTS, KNOWN = 3, 8, 4
"""24 places; everybody knows four others, so that 10,000 people have 40,000 edges."""
YEARS = 10
REPEATS = 15
MATCH, CHANGE, WAY, KEY, PIECE, UPDATE = 100.0, 5.0, 20.0, 16.0, 10.0, 16.0
"""Milliseconds that are allowed."""
RANKS = ["Head of", "Senior", "Junior", "Lead", "Principal", "Director of"]
FIELDS = ["Data", "Data Engineering", "Nursing", "Software", "Marketing", "Research", "Product", "Design"]
INDUSTRIES = ["health", "education", "finance", "technology", "energy", "retail", "public sector", "media"]
COMMUNITIES = ["PyData", "Rust Leeds", "Alumni KCL", "Run club", "Women in tech"]
BENEFITS = ("opportunity", "knowledge", "mentorship")
EDGES = ("said_so", "same_now", "shared_past")


class Change(NamedTuple):
    table: str
    id: str


def run(samples: Samples) -> list[Row]:
    """The rows of the table."""
    world = World(*samples.size)
    audience, gains = Audience(world.index), Gains(world.index)
    profiles, matching = world.matching()
    built, piece = _shortest(audience.build)
    summed, gains_piece = _shortest(gains.build)
    slot = Slot(label="x", want=3, role=("head of data",), industry=("health",), location=("Leeds",))
    return [
        Row("goals: what is known about everybody", profiles),
        Row("goals: everybody with 24 places", matching, limit=MATCH),
        Row("goals: all from scratch, all pieces", built),
        Row("goals: longest piece", piece, limit=PIECE),
        Row("goals: follow one person edited", _repeated(world.edit), limit=CHANGE),
        Row("goals: follow one entry", _repeated(world.log), limit=CHANGE),
        Row("goals: follow one place edited", _repeated(world.edit_slot), limit=CHANGE),
        Row("goals: a way in", _repeated(lambda: audience.ways_in(world.somebody())), limit=WAY),
        Row(
            "goals: a key typed in a place", _repeated(lambda: list(audience.preview(slot).candidates[:10])), limit=KEY
        ),
        Row("goals: the board of a goal", _repeated(lambda: world.board(audience)), limit=KEY),
        Row("gains: all entries", summed),
        Row("gains: longest piece", gains_piece, limit=PIECE),
        Row("gains: after one entry, all that is shown of a year", _repeated(lambda: world.shown(gains)), limit=UPDATE),
        Row("gains: after one promise is kept, both rates", _repeated(lambda: world.keep(gains)), limit=CHANGE),
    ]


class World:
    """A journal in memory in which people have roles, worlds and acquaintances."""

    def __init__(self, people: int, entries: int) -> None:
        self.chance = random.Random(11)
        self.documents: dict[str, dict[str, Any]] = {**_documents(people, entries), "runs": {}}
        self.people = list(self.documents["contacts"])
        self.orgs = [f"{first} {second} {n}" for first in FIELDS for second in RANKS for n in range(8)]
        for contact in self.documents["contacts"].values():
            contact |= self._details()
        for entry in self.documents["interactions"].values():  # as many in every week
            entry["on"] = (TODAY - timedelta(days=self.chance.randrange(YEARS * 365))).isoformat()
        self.documents["goals"] = {f"g{n}": self._goal() for n in range(GOALS)}
        self.origins = [*list(self.documents["interactions"])[:people], *self.documents["events"]]
        self.documents["followups"] = {f"f{n}": self._promise() for n in range(people)}
        self.index = Index(self.documents, _model(), TODAY)
        self.index.apply(None)
        for contact in self.people:
            self.index.standing(contact)
        gc.collect()
        gc.freeze()  # as the program does when it has loaded everything

    def matching(self) -> tuple[float, float]:
        """Milliseconds for profiles, and for matching them with all places."""
        profiles, matches = [], []
        for _ in range(3):
            places = Places(self.index)
            profiles.append(_all(places.profiles.build()) + _all(places.feel()))
            matches.append(_all(places.match()))
        return min(profiles), min(matches)

    def somebody(self) -> str:
        return self.chance.choice(self.people)

    def edit(self) -> None:
        who = self.somebody()
        self.documents["contacts"][who] = self.documents["contacts"][who] | self._details()
        self.index.apply([Change("contacts", who)])

    def log(self) -> None:
        id = f"new{self.chance.random()}"
        entry = {"contacts": [self.somebody()], "on": TODAY.isoformat(), "kind": "meeting", "goals": ["g0"]}
        exchanges = [{"benefit": "knowledge", "way": "got", "size": 2}]
        self.documents["interactions"][id] = entry | {"exchanges": exchanges}
        self.index.apply([Change("interactions", id)])

    def edit_slot(self) -> None:
        goal = self.documents["goals"]["g1"]
        self.documents["goals"]["g1"] = goal | {"slots": [self._slot(), *goal["slots"][1:]]}
        self.index.apply([Change("goals", "g1")])

    def board(self, audience: Audience) -> None:
        """The first lines of every place, made anew, because somebody changed."""
        self.edit()
        board = audience.board("g0")
        for view in board.slots if board else ():
            list(view.candidates[:5])

    def shown(self, gains: Gains) -> None:
        self.log()
        gains.balance(), gains.hints(), gains.people_by_week(), gains.usual_week()
        gains.promises_kept(), gains.follow_through()

    def keep(self, gains: Gains) -> None:
        id = f"f{self.chance.randrange(len(self.people))}"
        kept = {"status": "done", "done_on": TODAY.isoformat()}
        self.documents["followups"][id] = self.documents["followups"][id] | kept
        self.index.apply([Change("followups", id)])
        gains.promises_kept(), gains.follow_through()

    def _promise(self) -> dict[str, Any]:
        due = TODAY - timedelta(days=self.chance.randrange(YEARS * 365))
        origin = self.chance.choice(self.origins)
        status = self.chance.choice(["open", "done", "done", "dropped"])
        return {"what": "x", "due": due.isoformat(), "status": status, "done_on": due.isoformat(), "from": origin}

    def _details(self) -> dict[str, Any]:
        pick, sample = self.chance.choice, self.chance.sample
        return {
            "org": pick(self.orgs),
            "role": f"{pick(RANKS)} {pick(FIELDS)}",
            "industries": sample(INDUSTRIES, pick([0, 1, 1, 2])),
            "communities": sample(COMMUNITIES, pick([0, 0, 1, 2])),
            "seniority": pick(["student", "entry", "mid", "senior", "lead", "executive", "unknown"]),
            "location": pick(["Leeds", "London", "York", "Berlin", ""]),
            "can_offer": sample(BENEFITS, pick([0, 1, 2])),
            "reaches": sample(self.orgs, pick([0, 0, 1])),
            "knows": [{"contact": each, "edge": pick(EDGES)} for each in sample(self.people, KNOWN)],
        }

    def _goal(self) -> dict[str, Any]:
        return {"statement": "Have twelve talks", "status": "active", "slots": [self._slot() for _ in range(SLOTS)]}

    def _slot(self) -> dict[str, Any]:
        pick = self.chance.choice
        return {
            "label": str(self.chance.random()),
            "want": 3,
            "role": [f"{pick(RANKS)} {pick(FIELDS)}", "head of data"],
            "industry": [pick(INDUSTRIES)],
            "org": [pick(self.orgs)],
            "seniority": ["lead", "executive"],
            "location": ["Leeds"],
            "benefit": [pick(BENEFITS)],
            "must": pick([[], ["industry"]]),
        }


def _shortest(build: Callable[[], Iterator[None]]) -> tuple[float, float]:
    """The best of three: all of it, and the longest piece."""
    totals, longest = zip(*(_pieces(build()) for _ in range(3)), strict=True)
    return min(totals), min(longest)


def _all(work: Iterator[None]) -> float:
    began = perf_counter()
    for _ in work:
        pass
    return 1000 * (perf_counter() - began)


def _repeated(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        began = perf_counter()
        work()
        times.append(1000 * (perf_counter() - began))
    return median(times)
