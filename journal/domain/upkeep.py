"""Upkeep: how many talks a week all rhythms together ask for, and how many people the circles hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from journal.domain.model import Model
from journal.domain.words import plural

WEEK = 7
SLACK = 1.2
"""A little more than planned is no reason to say anything."""
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Upkeep(NamedTuple):
    """`load` is how many talks a week the rhythms ask for; `hint` is a sentence if that is too much, else ""."""

    load: float
    hint: str = ""


class Crowd(NamedTuple):
    """A circle that, with those within it, holds more people than one can keep up with."""

    circle: str
    people: int
    most: int

    @property
    def hint(self) -> str:
        return f"{plural(self.people, 'person', 'people')} up to the {self.circle} circle; about {self.most} is usual."


def upkeep(rhythms: Iterable[int], model: Model) -> Upkeep:
    """What the rhythms (in days, 0 = none) of all active people ask for."""
    load = WEEK * sum(1 / days for days in rhythms if days)
    planned = model.today.weekly_capacity
    if load <= SLACK * planned:
        return Upkeep(load)
    out = max(1, round((load - planned) / _saving(model)))
    count = NUMBERS[out - 1] if out <= len(NUMBERS) else str(out)
    people = "person" if out == 1 else "people"
    asked = f"Your rhythms ask for {load:.1f} talks a week, you planned {planned}."
    return Upkeep(load, f"{asked} Move {count} {people} one circle out?")


def crowded(circles: Mapping[str, int], model: Model) -> list[Crowd]:
    """The circles over their soft cap, which counts everybody from the innermost circle on."""
    found, people = [], 0
    for name, circle in model.circle.items():
        if circle.soft_cap:
            people += circles.get(name, 0)
            if people > circle.soft_cap:
                found.append(Crowd(name, people, circle.soft_cap))
    return found


def wider(circle: str, model: Model) -> str | None:
    """The next circle out; None from the widest."""
    names = list(model.circle)
    at = names.index(circle) + 1 if circle in names else len(names)
    return names[at] if at < len(names) else None


def _saving(model: Model) -> float:
    """Talks a week saved by moving one person out, on average over the circles that have a rhythm on both sides."""
    days = [circle.cadence_days for circle in model.circle.values() if circle.cadence_days]
    savings = [WEEK / near - WEEK / far for near, far in pairwise(days) if far > near]
    return sum(savings) / len(savings) if savings else WEEK / days[0] if days else 1.0
