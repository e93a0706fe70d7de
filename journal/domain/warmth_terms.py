"""Where a warmth comes from, term by term, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import floor
from typing import Any, NamedTuple

from journal.domain.model import Model
from journal.domain.warmth import Talk, balance, cadence, floor_under, half_life, is_family, shared, weighed
from journal.domain.words import NONE, ago, plural

DEPTHS = ("a nod", "a short exchange", "a proper talk", "real help or something personal", "a turning point")
SINGLE = 3
"""So many of the talks that count most are named one by one."""

Row = tuple[str, str]


class Terms(NamedTuple):
    """What makes a warmth: each talk with what it is worth today, the strongest first.

    `energy` is their sum times `balance`, and `warmth` 100·energy/(1 + energy), but not less than `floor`.
    """

    talks: Sequence[tuple[Talk, float]]
    one_way: float
    one_way_counts: float
    balance: float
    energy: float
    floor: int
    half_life: float

    @property
    def warmth(self) -> int:
        return max(self.floor, floor(100 * self.energy / (1 + self.energy) + 0.5))


def terms(contact: Mapping[str, Any], talks: Iterable[Talk], today: date, model: Model) -> Terms:
    """The terms of somebody's warmth; notes and days to come do not count."""
    shares = shared((talk for talk in talks if talk.on <= today and talk.kind != "note"), model)
    life = half_life(cadence(contact, model), model, family=is_family(contact))
    day = today.toordinal()
    weights = list(weighed(shares, life, day, model.warmth))
    both = [(share.talk, points) for share, points in weights if share.two_way]
    both.sort(key=lambda each: (-each[1], -each[0].on.toordinal()))
    one_way = sum(points for share, points in weights if not share.two_way)
    capped = min(model.warmth.one_way_cap, one_way)
    factor = balance(shares, day, model.warmth)
    energy = (sum(points for _, points in both) + capped) * factor
    return Terms(both, one_way, capped, factor, energy, floor_under(shares, day, model.warmth), life)


def explained(contact: Mapping[str, Any], talks: Iterable[Talk], today: date, model: Model) -> list[Row]:
    """The terms as rows of words and a number, the result last."""
    if contact.get("status") == "deceased":
        return [("in memory; no warmth is counted", NONE)]
    found = terms(contact, talks, today, model)
    if not found.talks and not found.one_way:
        return [("nothing logged yet", NONE)]
    return [*_sum(found, today), *_result(found)]


def _sum(found: Terms, today: date) -> Iterator[Row]:
    for talk, points in found.talks[:SINGLE]:
        yield f"{DEPTHS[talk.depth - 1]} {ago(talk.on, today)}", f"{points:.2f}"
    if others := found.talks[SINGLE:]:
        yield plural(len(others), "other talk"), f"{sum(points for _, points in others):.2f}"
    if found.one_way:
        most = f", {found.one_way_counts:.2f} at most" if found.one_way > found.one_way_counts else ""
        yield f"messages without an answer and likes{most}", f"{found.one_way_counts:.2f}"
    if found.balance != 1:
        yield "give and take in two years", f"× {found.balance:.2f}"


def _result(found: Terms) -> Iterator[Row]:
    energy, plain = found.energy, floor(100 * found.energy / (1 + found.energy) + 0.5)
    yield f"each halves in {found.half_life:.0f} days; together", f"{energy:.2f}"
    yield f"100 × {energy:.2f} ÷ (1 + {energy:.2f})", str(plain)
    if found.warmth > plain:
        yield "deep talks keep it from falling below", str(found.floor)
