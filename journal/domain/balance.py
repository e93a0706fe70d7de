"""Balance of the five benefits: what I got and gave, what there is to say about it, and the worlds people are in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import floor
from typing import Literal, NamedTuple

from journal.domain.model import InsightModel, Model
from journal.domain.record import Benefit
from journal.domain.timeline import BENEFITS

LEAST_ENTRIES = 10
LEAST_DAYS = 90
"""Before there are so many entries, over so many days, nothing is said about the balance."""
MOST_HINTS = 2
LEAST_PEOPLE = 10
"""From so many people on their spread over worlds says anything."""
ONE_SIDED, DEPENDS = 3, 4
"""Sizes got from which on it is said that nothing went back, or that one person carries most of it."""
INTRODUCED = 2
"""The size of an introduction that was made, as opportunity."""
_TIMES = ("never", "once", "twice", "three times", "four times", "five times", "six times", "seven times")
_NUMBERS = ("nobody", "One person", "Two people", "Three people")


class Gain(NamedTuple):
    """One benefit given or got: on which day, with whom, and how big (1 to 3)."""

    on: date
    people: tuple[str, ...]
    benefit: Benefit
    way: Literal["got", "gave"]
    size: int = 1


class Balance(NamedTuple):
    """Sums of sizes by benefit, and how often each was got; every benefit is in each of them."""

    got: Mapping[Benefit, int]
    gave: Mapping[Benefit, int]
    times: Mapping[Benefit, int]
    share: Mapping[Benefit, tuple[str, float]]
    """Who carries most of what was got, and which part of it; whoever shared an entry shares its size."""

    @property
    def ratio(self) -> float:
        """What I gave to what I got, over all benefits, each plus one."""
        return (sum(self.gave.values()) + 1) / (sum(self.got.values()) + 1)


class Known(NamedTuple):
    """What the hints need to know beside the balance: how much there is, and who could offer what."""

    entries: int
    since: date | None
    wanted: Collection[Benefit]
    """Benefits of the active goals."""
    could_offer: Callable[[Benefit], Sequence[str]]
    """Who could offer a benefit, the likeliest first."""


class Hint(NamedTuple):
    """Something worth saying: `text` has "{people}" where their names belong."""

    kind: Literal["none", "one_sided", "depends", "over", "under"]
    text: str
    people: tuple[str, ...] = ()
    benefit: Benefit | None = None

    def said(self, name: Callable[[str], str]) -> str:
        """The sentence with names."""
        return self.text.replace("{people}", ", ".join(map(name, self.people)))


class Spread(NamedTuple):
    """How evenly people spread over worlds: 0 all in one, towards 1 all apart; and the largest world."""

    value: float
    largest: str
    largest_count: int
    people: int
    shares: tuple[tuple[str, int], ...]

    @property
    def largest_share(self) -> float:
        return self.largest_count / self.people


def tally(gains: Iterable[Gain], since: date | None = None) -> Balance:
    """The balance from a day on; None: of all time."""
    sums: dict[str, dict[Benefit, int]] = {way: dict.fromkeys(BENEFITS, 0) for way in ("got", "gave", "times")}
    got, gave, times = sums.values()
    by_person: dict[Benefit, dict[str, float]] = {benefit: defaultdict(float) for benefit in BENEFITS}
    for on, people, benefit, way, size in gains:
        if since and on < since:
            continue
        if way == "gave":
            gave[benefit] += size
            continue
        got[benefit] += size
        times[benefit] += 1
        carried, part = by_person[benefit], size / (len(people) or 1)
        for person in people:
            carried[person] += part
    share = {benefit: _most(people, got[benefit]) for benefit, people in by_person.items() if people}
    return Balance(got, gave, times, share)


def first_day(today: date, days: int | None) -> date | None:
    """The first day of a window that ends today; None for all time."""
    return None if days is None else today - timedelta(days=days)


def hints(balance: Balance, known: Known, today: date, model: Model) -> list[Hint]:
    """At most two things worth saying about a year, the first of each kind; nothing before there is enough to go by."""
    if known.entries < LEAST_ENTRIES or known.since is None or (today - known.since).days < LEAST_DAYS:
        return []
    found = (
        _nothing_got(balance, known),
        _nothing_went_back(balance),
        _one_carries_most(balance, model.insight),
        _one_way(balance, model.insight),
    )
    return [hint for hint in found if hint][:MOST_HINTS]


def spread(worlds: Iterable[str], least: int = LEAST_PEOPLE) -> Spread | None:
    """Over which worlds (one for each person, "" where it is not noted) people spread; None if there are too few."""
    counts = Counter(world for world in worlds if world)
    people = counts.total()
    if people < least:
        return None
    shares = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return Spread(1 - sum((n / people) ** 2 for n in counts.values()), *shares[0], people, shares)


def narrow(of: Spread | None, kind: Literal["org", "industry"], model: Model) -> str:
    """What is said when most people are in one world; "" if they are not."""
    if of is None or of.largest_share <= model.insight.concentration_share:
        return ""
    where = f"are at {of.largest}" if kind == "org" else f"work in {of.largest}"
    return (
        f"{of.largest_count} of your {of.people} closest contacts {where}. One coffee elsewhere a month changes that."
    )


def _most(people: Mapping[str, float], total: int) -> tuple[str, float]:
    person = min(people, key=lambda one: (-people[one], one))
    return person, people[person] / total


def _nothing_got(balance: Balance, known: Known) -> Hint | None:
    wanted = [benefit for benefit in BENEFITS if benefit in known.wanted]
    for benefit in dict.fromkeys((*wanted, BENEFITS[-1])):
        if balance.got[benefit]:
            continue
        people = tuple(known.could_offer(benefit))[:3]
        offer = f"{_NUMBERS[len(people)]} could offer it: {{people}}." if people else "Whom could you ask for some?"
        return Hint("none", f"No {benefit} noted this year. {offer}", people, benefit)
    return None


def _nothing_went_back(balance: Balance) -> Hint | None:
    for benefit in BENEFITS:
        if balance.got[benefit] >= ONE_SIDED and not balance.gave[benefit]:
            text = f"You received {benefit} {_often(balance.times[benefit])}."
            return Hint("one_sided", f"{text} Is there something you could pass on, to anyone?", benefit=benefit)
    return None


def _one_carries_most(balance: Balance, constants: InsightModel) -> Hint | None:
    for benefit in BENEFITS:
        person, part = balance.share.get(benefit, ("", 0.0))
        if balance.got[benefit] >= DEPENDS and part > constants.concentration_share:
            text = f"Most of your {benefit} comes from {{people}}. Who else could carry a little?"
            return Hint("depends", text, (person,), benefit)
    return None


def _one_way(balance: Balance, constants: InsightModel) -> Hint | None:
    if balance.ratio > constants.overgiving_ratio:
        often = _often(floor(balance.ratio))
        return Hint("over", f"You give {often} what you note as received. Is that what you want? Asking is a gift too.")
    if balance.ratio < constants.undergiving_ratio:
        return Hint("under", "A good year of receiving. A thank-you round takes ten minutes.")
    return None


def _often(times: int) -> str:
    return _TIMES[times] if times < len(_TIMES) else f"{times} times"
