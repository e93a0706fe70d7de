"""Today: whom to talk to now, for what reasons, and whom of them to show; points and limits are those of the model."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from journal.domain.model import Model
from journal.domain.reasons import ORDER, URGENT, Known, Reason, reasons

__all__ = ["ORDER", "URGENT", "Chosen", "Known", "Reason", "Suggestion", "choose", "suggest"]


class Suggestion(NamedTuple):
    """Somebody to talk to, and why: `reasons` by points, then in the order of `ORDER`; `score` is their sum."""

    contact: str
    score: float
    reasons: tuple[Reason, ...]
    ratio: float = 0.0
    name: str = ""
    """Folded, to put equals in order."""

    @property
    def lead(self) -> Reason:
        """The reason that weighs most."""
        return self.reasons[0]

    @property
    def urgent(self) -> bool:
        """Whether it also holds when the share of the week is done: a promise, a moment or thanks."""
        return any(reason.kind in URGENT for reason in self.reasons)

    @property
    def key(self) -> tuple[float, int, float, str, str]:
        """What suggestions are sorted by: the one that weighs most comes first."""
        return -self.score, ORDER.index(self.lead.kind), -self.ratio, self.name, self.contact


class Chosen(NamedTuple):
    """Whom to show; `share_done` says that the week holds as many talks as were planned."""

    people: tuple[Suggestion, ...] = ()
    share_done: bool = False


def suggest(known: Known, today: date, model: Model) -> Suggestion | None:
    """Whether and why to talk to somebody now, whoever it is; None if there is nothing to say."""
    found = reasons(known, today, model)
    score = round(sum(reason.points for reason in found), 1)
    if not found or score < model.today.min_score:
        return None
    found.sort(key=lambda reason: (-reason.points, ORDER.index(reason.kind)))
    rounded = tuple(reason._replace(points=round(reason.points, 1)) for reason in found)
    return Suggestion(known.contact, score, rounded, known.standing.ratio or 0.0, known.name)


def choose(
    suggestions: Iterable[Suggestion],
    passed: Collection[str],
    talked: int,
    model: Model,
    *,
    taken: Collection[str] = (),
    away: bool = False,
) -> Chosen:
    """The people of today from suggestions that are in order (`Suggestion.key`), without those passed by.

    Whom one took for this week (`taken`) comes first. Of the others at most two have the same lead reason, and when
    `talked` people make the week full, or while one is `away`, only promises, moments and thanks are left.
    """
    limits = model.today
    full = talked >= limits.weekly_capacity
    people: list[Suggestion] = []
    counts: dict[str, int] = {}
    for each in _first(suggestions, taken, limits.size):
        if len(people) >= limits.size:
            break
        lead = each.lead.kind
        too_many = counts.get(lead, 0) >= limits.same_reason_max and each.contact not in taken
        if each.contact in passed or too_many or ((full or away) and not each.urgent):
            continue
        counts[lead] = counts.get(lead, 0) + 1
        people.append(each)
    return Chosen(tuple(people), full)


def _first(suggestions: Iterable[Suggestion], taken: Collection[str], size: int) -> Iterable[Suggestion]:
    if not taken:
        return suggestions
    every = list(suggestions)
    mine = [each for each in every if each.contact in taken]
    return [*mine, *(each for each in every if each.contact not in taken)]
