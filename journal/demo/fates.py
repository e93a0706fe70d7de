"""How well the made-up people are kept in touch with: every state that somebody in a book can be in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from journal.demo.calendar import START

IMPORTED_AGO = 430
"""The day, counted back, on which the addresses of a network were imported."""
LONGEST = 1500


class Fate(NamedTuple):
    """What became of an acquaintance. Days are counted back from today; `last` None: nothing was ever logged."""

    circle: str
    met: int
    last: int | None
    tries: list[int]
    gap: float
    imported: bool = False
    status: str = "active"
    snoozed: int = 0
    rhythm_since: int | None = None


def fates(count: int, rng: Random) -> list[Fate]:
    """So many fates, mixed; the rarer ones are there from some ninety people on."""
    shares = [(make, share) for make, share in _shares()]
    total = sum(share for _, share in shares)
    chosen = [make for make, share in shares for _ in range(int(count * share / total))]
    rest = rng.choices([make for make, _ in shares], [share for _, share in shares], k=count - len(chosen))
    chosen += rest
    rng.shuffle(chosen)
    return [make(rng) for make in chosen]


def _shares() -> list[tuple[Callable[[Random], Fate], float]]:
    return [
        (lambda rng: Fate("open", IMPORTED_AGO, None, [], 400, imported=True), 22),
        (lambda rng: Fate("open", IMPORTED_AGO, rng.randint(6, 410), [], 300, imported=True), 12),
        (lambda rng: _known("open", rng, 10, 900), 5),
        (lambda rng: _known("wide", rng, 5, 280), 18),
        (lambda rng: _known("wide", rng, 293, 360), 5),
        (lambda rng: _known("wide", rng, 367, 500), 3),
        (lambda rng: _known("wide", rng, 552, 640), 1.2),
        (lambda rng: _known("active", rng, 4, 68), 5),
        (lambda rng: _known("active", rng, 73, 88), 3),
        (lambda rng: _known("active", rng, 92, 118), 3),
        (lambda rng: _known("active", rng, 137, 160), 1.2),
        (lambda rng: _known("active", rng, 368, 460), 3),
        (lambda rng: _known("wide", rng, 350, 420, tries=[rng.randint(3, 18)]), 2),
        (lambda rng: _known("active", rng, 160, 300, tries=[rng.randint(60, 90), rng.randint(24, 50)]), 2),
        (lambda rng: _known("wide", rng, 100, 500)._replace(snoozed=rng.randint(10, 90)), 1.2),
        (lambda rng: Fate("active", rng.randint(1, 9), None, [], 90), 1.2),
        (lambda rng: Fate("wide", IMPORTED_AGO, None, [], 400, imported=True, rhythm_since=rng.randint(3, 50)), 2),
        (lambda rng: _known("wide", rng, 420, 900)._replace(status="archived"), 4),
        (lambda rng: _known("wide", rng, 300, 900)._replace(status="deceased"), 0.4),
        (lambda rng: _known("wide", rng, 300, 900)._replace(status="no_contact"), 0.4),
    ]


def _known(circle: str, rng: Random, nearest: int, farthest: int, tries: list[int] | None = None) -> Fate:
    last = rng.randint(nearest, farthest)
    met = rng.randint(last, max(LONGEST, last)) if rng.random() < 0.75 else last
    gap = {"active": 110, "wide": 300}.get(circle, 350) * rng.uniform(0.7, 1.6)
    return Fate(circle, max(met, last), min(last, START - 30), tries or [], gap)
