"""Audience: who fits a place in a goal's target audience, and for which reasons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import floor
from types import MappingProxyType
from typing import Literal, NamedTuple

from journal.domain.goals import CRITERIA, Criterion, Slot
from journal.domain.model import MatchModel, Model
from journal.domain.text import fold

Verdict = Literal["fits", "maybe", "no"]

SHARED_WORD = 4
"""Letters from which on one word in common counts in part."""
UNKNOWN_MUST = 11
"""So far below "fits" stays who may lack what the place insists on."""
QUESTIONS: Mapping[Criterion, str] = MappingProxyType(
    {
        "role": "which role?",
        "industry": "which industry?",
        "org": "which organisation?",
        "community": "which communities?",
        "seniority": "how senior is the role?",
        "benefit": "what could they help with?",
        "location": "where do they live or work?",
    }
)
"""What to ask somebody of whom a criterion is not known."""
_WORDS = re.compile(r"[^\W_]+")


class Profile(NamedTuple):
    """What is known about a person, by criterion: texts as `words_of` gives them; nothing where it is not known."""

    role: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    org: tuple[str, ...] = ()
    community: tuple[str, ...] = ()
    seniority: tuple[str, ...] = ()
    benefit: tuple[str, ...] = ()
    location: tuple[str, ...] = ()


class Wish(NamedTuple):
    """One criterion of a place, ready to be compared."""

    name: Criterion
    weight: float
    values: tuple[str, ...]
    must: bool


class Match(NamedTuple):
    """A score from 0 to 100, and how far each criterion agrees: 1, in part, 0, or None where it is not known."""

    score: int
    likeness: Mapping[Criterion, float | None]


class Candidate(NamedTuple):
    """Somebody who could stand in a place; each criterion of the place is in exactly one of the three lists."""

    contact: str
    match: int
    verdict: Verdict
    matches: tuple[Criterion, ...]
    misses: tuple[Criterion, ...]
    unknown: tuple[Criterion, ...]


class Fit(NamedTuple):
    """The best place for one person among all active goals; `number` counts the places of the goal from 0."""

    goal: str
    label: str
    match: int
    full: bool
    number: int = 0


class Question(NamedTuple):
    """What to ask somebody, because a place of a goal names it and nothing is noted."""

    goal: str
    label: str
    criterion: Criterion
    text: str


def words_of(text: str) -> str:
    """A text for comparing whole words: folded, one space between words, nothing else."""
    return " ".join(_WORDS.findall(fold(text)))


def similarity(wanted: str, had: str, partial: float) -> float:
    """1 if equal or one holds the other as whole words; `partial` for a shared word of four letters; else 0.

    Both as `words_of` gives them.
    """
    if not wanted or not had:
        return 0.0
    if wanted == had or f" {wanted} " in f" {had} " or f" {had} " in f" {wanted} ":
        return 1.0
    longer = {word for word in wanted.split() if len(word) >= SHARED_WORD}
    return partial if not longer.isdisjoint(had.split()) else 0.0


def wishes(slot: Slot, model: Model) -> tuple[Wish, ...]:
    """The criteria that a place names, in the order of their weights in the model."""
    named = [name for name in model.match.weights if name in CRITERIA and getattr(slot, name)]
    return tuple(
        Wish(name, model.match.weights[name], _comparable(name, getattr(slot, name)), name in slot.must)
        for name in named
    )


def likeness(wish: Wish, had: Sequence[str], constants: MatchModel) -> float | None:
    """How far what is known agrees with one criterion: the best pair of values counts; None if nothing is known."""
    if not had:
        return None
    match wish.name:
        case "seniority":
            return _rungs_apart(wish.values, had, constants)
        case "benefit":
            return float(not set(wish.values).isdisjoint(had))
    return max(similarity(wanted, value, constants.partial) for wanted in wish.values for value in had)


def score(wanted: Iterable[Wish], likenesses: Sequence[float | None], constants: MatchModel) -> int:
    """The score from 0 to 100; `likenesses` in the order of the wishes."""
    total = agreed = 0.0
    most = 100
    for wish, like in zip(wanted, likenesses, strict=True):
        total += wish.weight
        agreed += wish.weight * (like or 0)
        if wish.must and like == 0:
            return 0
        if wish.must and like is None:
            most = constants.fits - UNKNOWN_MUST
    return min(most, rounded(agreed, total))


def rounded(agreed: float, total: float) -> int:
    """A share of the weights as a score."""
    return floor(100 * agreed / total + 0.5) if total else 0


def match(slot: Slot, profile: Profile, model: Model) -> Match:
    """How well a person fits a place."""
    wanted = wishes(slot, model)
    likenesses = [likeness(wish, getattr(profile, wish.name), model.match) for wish in wanted]
    by_name = {wish.name: like for wish, like in zip(wanted, likenesses, strict=True)}
    return Match(score(wanted, likenesses, model.match), by_name)


def candidate(contact: str, slot: Slot, profile: Profile, model: Model) -> Candidate:
    """The match with its reasons; what agrees only in part is among the misses."""
    found = match(slot, profile, model)
    named = [(name, found.likeness[name]) for name in CRITERIA if name in found.likeness]
    return Candidate(
        contact,
        found.score,
        verdict(found.score, model),
        tuple(name for name, like in named if like == 1),
        tuple(name for name, like in named if like is not None and like < 1),
        tuple(name for name, like in named if like is None),
    )


def verdict(score: int, model: Model) -> Verdict:
    if score >= model.match.fits:
        return "fits"
    return "maybe" if score >= model.match.maybe else "no"


def gap(want: int, filled: int) -> int:
    """How many places are still open."""
    return max(0, want - filled)


def coverage(places: Collection[tuple[int, int]]) -> float | None:
    """The share of places that are filled, from (filled, want) of each slot; None where there are none."""
    wanted = sum(want for _, want in places)
    return sum(min(filled, want) for filled, want in places) / wanted if wanted else None


def _comparable(name: Criterion, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(values) if name in ("seniority", "benefit") else tuple(map(words_of, values))


def _rungs_apart(wanted: Sequence[str], had: Sequence[str], constants: MatchModel) -> float:
    rungs = constants.seniority_rungs
    pairs = [(rungs.index(one), rungs.index(other)) for one in wanted for other in had if {one, other} <= set(rungs)]
    apart = min((abs(one - other) for one, other in pairs), default=len(rungs))
    return 1.0 if apart == 0 else constants.partial if apart == 1 else 0.0
