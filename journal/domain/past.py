"""Past: what the log says about somebody, for the reasons to talk to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from journal.domain.model import Model
from journal.domain.warmth import DEEP, Talk

GAVE_DAYS = 90
THANKS_DAYS = 14
THANKS_SIZE = 2
"""From this size on, what they did asks for a word of thanks."""
LAST_TALKS = 3
"""So many last talks say whether they drain one."""


class Past(NamedTuple):
    """What the log says about somebody, apart from how things stand.

    `touched` is the last entry of any kind, `surplus` what I got more than I gave in two years, `gave` whether I gave
    anything in 90 days, `energy` the mean of the last three talks, `deep` how many deep talks there were, `thanks`
    whether something they did waits for a word of mine.
    """

    touched: date | None = None
    surplus: int = 0
    gave: bool = False
    energy: float | None = None
    deep: int = 0
    thanks: bool = False


class Favours(NamedTuple):
    """What stands outside the entries: introductions, as sizes given and got, and days on which they did me one.

    `thanked` is the last day on which I kept a follow-up that thanks them.
    """

    gave: Sequence[tuple[date, int]] = ()
    got: Sequence[tuple[date, int]] = ()
    done: Sequence[date] = ()
    thanked: date | None = None


NO_FAVOURS = Favours()


def past(talks: Iterable[Talk], today: date, model: Model, favours: Favours = NO_FAVOURS) -> Past:
    """What the entries with somebody say, in any order; notes and days to come do not count."""
    log = [talk for talk in talks if talk.on <= today and talk.kind != "note"]
    gave = [(talk.on, talk.gave) for talk in log if talk.gave] + list(favours.gave)
    got = [(talk.on, talk.got) for talk in log if talk.got] + list(favours.got)
    years = model.warmth.reciprocity_days
    return Past(
        touched=max((talk.on for talk in log), default=None),
        surplus=_within(got, years, today) - _within(gave, years, today),
        gave=_within(gave, GAVE_DAYS, today) > 0,
        energy=_energy(log),
        deep=sum(talk.depth >= DEEP and talk.two_way for talk in log),
        thanks=_waits(log, today, favours),
    )


def _within(sizes: Iterable[tuple[date, int]], days: int, today: date) -> int:
    return sum(size for on, size in sizes if 0 <= (today - on).days <= days)


def _energy(log: Iterable[Talk]) -> float | None:
    noted = sorted((talk.on, talk.energy) for talk in log if talk.energy is not None)
    last = [energy for _, energy in noted[-LAST_TALKS:]]
    return sum(last) / len(last) if last else None


def _waits(log: Sequence[Talk], today: date, favours: Favours) -> bool:
    """Whether they did something lately, and I have not written or talked to them since."""
    days = [on for on in favours.done if 0 <= (today - on).days <= THANKS_DAYS]
    days += [talk.on for talk in log if talk.got >= THANKS_SIZE and (today - talk.on).days <= THANKS_DAYS]
    if not days:
        return False
    last = max(days)
    if favours.thanked and favours.thanked >= last:
        return False
    return not any(_answers(talk, last) for talk in log)


def _answers(talk: Talk, favour: date) -> bool:
    """Whether an entry is a word of mine after a favour; on the same day only what I wrote without getting anything."""
    if talk.on == favour:
        return talk.direction == "out" and talk.got < THANKS_SIZE
    return talk.on > favour and talk.direction != "in"
