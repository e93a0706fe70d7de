"""Confidence: whether preparing helps, told from the ratings of preparations, each number with what it may hide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import fmean, median
from typing import Literal, NamedTuple

from journal.domain.prep import Plan
from journal.domain.words import plural

LEAST_LIFTS, LAST_LIFTS = 3, 3
LEAST_TREND, FULL_TREND = 4, 6
LEAST_PAIRS, LAST_PAIRS = 4, 10
LEAST_PLANS = 5
LOW, LOW_RUNS = 3, 5
"""When so many preparations in a row stay at this or below, help is mentioned once."""
DECISION = "help_shown"
"""The kind of the decision that says that this was done."""
HELP = (
    "If fear keeps you from things you want, a doctor or therapist can help; therapy for social anxiety works well. "
    "What you do here is practice, and it counts."
)

Kind = Literal["lift", "trend", "calibration"]
TRAPS: dict[Kind, str] = {
    "lift": "A first number may be low only to make the second one look good. The line says more than one evening.",
    "trend": "Harder events lower it: look at what they cost beside it.",
    "calibration": "After a bad evening the next forecast is gloomier, and then most go better: it is so on average.",
}


class Rated(NamedTuple):
    """The ratings (1-10) of one preparation; None is not noted. `energy` is what the event costs, 1-5."""

    run: str
    event: str
    title: str
    kind: str
    on: date
    energy: int | None = None
    before: int | None = None
    door: int | None = None
    after: int | None = None
    expected: int | None = None
    actual: int | None = None
    answers: int = 0
    skipped: int = 0

    @property
    def rated(self) -> bool:
        """Whether any of the three ratings of readiness was given."""
        return any(value is not None for value in (self.before, self.door, self.after))


class Measure(NamedTuple):
    """A number with what it was told from; `value` is None while `missing` more events are needed."""

    kind: Kind
    value: float | None
    n: int
    missing: int

    @property
    def trap(self) -> str:
        """What the number may hide."""
        return TRAPS[self.kind]

    @property
    def said(self) -> str:
        """The number as a sentence, or what is missing: a fact, no praise."""
        if self.value is None:
            return f"{plural(self.missing, 'more event')} and a line appears here."
        amount = f"{abs(self.value):.1f}".removesuffix(".0")
        points = f"{amount} {'point' if amount == '1' else 'points'}"
        if amount == "0":
            return _EVEN[self.kind]
        return _SAID[self.kind, self.value > 0].format(points=points, events=plural(self.n, "event"))


_EVEN: dict[Kind, str] = {
    "lift": "At the door you usually feel as ready as at the start.",
    "trend": "You begin as ready as you did in your first events of this kind.",
    "calibration": "On average it goes as you expect.",
}
_SAID: dict[tuple[Kind, bool], str] = {
    ("lift", True): "At the door you usually feel {points} readier than at the start.",
    ("lift", False): "At the door you usually feel {points} less ready than at the start.",
    ("trend", True): "You begin {points} readier than in your first events of this kind.",
    ("trend", False): "You begin {points} less ready than in your first events of this kind.",
    ("calibration", True): "On average it goes {points} better than you expect ({events}).",
    ("calibration", False): "On average it goes {points} less well than you expect ({events}).",
}


class Series(NamedTuple):
    """The events of one kind, oldest first, with what can be said of them."""

    kind: str
    points: tuple[Rated, ...]
    lift: Measure
    trend: Measure

    @property
    def text(self) -> str:
        """The readiness before as figures in order, for those who do not see the line: "3 4 – 6"."""
        return " ".join("–" if point.before is None else str(point.before) for point in self.points)


def series(rated: Iterable[Rated]) -> list[Series]:
    """The kinds of event with a rating, those with most events first."""
    kinds: dict[str, list[Rated]] = {}
    for one in sorted(rated, key=lambda one: (one.on, one.run)):
        if one.rated:
            kinds.setdefault(one.kind, []).append(one)
    ordered = sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Series(kind, tuple(some), lift(some), trend(some)) for kind, some in ordered]


def lift(rated: Sequence[Rated]) -> Measure:
    """How much readier one was at the door than before: the median of the last three events of one kind."""
    steps = [one.door - one.before for one in _in_order(rated) if one.door is not None and one.before is not None]
    enough = len(steps) >= LEAST_LIFTS
    value = float(median(steps[-LAST_LIFTS:])) if enough else None
    return Measure("lift", value, len(steps), max(0, LEAST_LIFTS - len(steps)))


def trend(rated: Sequence[Rated]) -> Measure:
    """How much readier one begins than at first, for one kind: last three against first (two, of four or five)."""
    before = [one.before for one in _in_order(rated) if one.before is not None]
    if len(before) < LEAST_TREND:
        return Measure("trend", None, len(before), LEAST_TREND - len(before))
    k = 3 if len(before) >= FULL_TREND else 2
    return Measure("trend", fmean(before[-k:]) - fmean(before[:k]), len(before), 0)


def calibration(rated: Iterable[Rated]) -> Measure:
    """How much better it went than expected: the mean of the last ten events of any kind."""
    pairs = ((one.expected, one.actual) for one in _in_order(rated))
    both = [actual - expected for expected, actual in pairs if actual is not None and expected is not None]
    last = both[-LAST_PAIRS:]
    value = fmean(last) if len(both) >= LEAST_PAIRS else None
    return Measure("calibration", value, len(last), max(0, LEAST_PAIRS - len(both)))


class PlansHappened(NamedTuple):
    """Of the plans that came up, how many were done; what did not come up or was not noted is in neither number."""

    done: int
    of: int

    @property
    def missing(self) -> int:
        """How many more are needed before it is told."""
        return max(0, LEAST_PLANS - self.of)

    @property
    def said(self) -> str:
        """As a sentence: a fact, no praise; "" while there are too few."""
        return "" if self.missing else f"So far {self.done} of {self.of} plans that came up were done."


def plans_happened(plans: Iterable[Plan]) -> PlansHappened:
    """What became of if-then plans of all events."""
    told = [plan.happened for plan in plans if plan.happened != "unknown"]
    return PlansHappened(told.count("yes"), len(told))


def needs_help(rated: Iterable[Rated], *, shown: bool) -> bool:
    """Whether to show `HELP` now: five preparations in a row at 3 or below, or all skipped; and only ever once."""
    last = [one for one in _in_order(rated) if one.rated or one.answers][-LOW_RUNS:]
    if shown or len(last) < LOW_RUNS:
        return False
    return all(_low(one) for one in last) or all(one.answers and one.skipped == one.answers for one in last)


def _low(one: Rated) -> bool:
    values = [value for value in (one.before, one.door, one.after) if value is not None]
    return bool(values) and max(values) <= LOW


def _in_order(rated: Iterable[Rated]) -> list[Rated]:
    return sorted(rated, key=lambda one: (one.on, one.run))
