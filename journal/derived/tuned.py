"""Tuned: the model as it holds in one journal: its rhythms and its week laid over it, and the user's days away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from journal.derived import facts
from journal.derived.facts import Doc
from journal.domain.away import Away, merged
from journal.domain.model import Model
from journal.domain.warmth import day_of

LONGEST_RHYTHM = 1095
SHORTEST_RHYTHM = 3
MOST_TALKS = 200


def tuned(model: Model, settings: Mapping[str, Doc]) -> Model:
    """The model with the rhythms and the capacity of the journal; a value that makes no sense changes nothing."""
    changes: dict[str, object] = {}
    rhythms, weekly = settings.get("rhythm", {}), settings.get("capacity", {}).get("weekly")
    circles = dict(model.circle)
    for name, circle in model.circle.items():
        days = rhythms.get(name)
        if circle.cadence_days and _within(days, SHORTEST_RHYTHM, LONGEST_RHYTHM):
            circles[name] = circle.model_copy(update={"cadence_days": days})
    if circles != model.circle:
        changes["circle"] = circles
    if _within(weekly, 0, MOST_TALKS):
        changes["today"] = model.today.model_copy(update={"weekly_capacity": weekly})
    return model.model_copy(update=changes) if changes else model


def _within(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def days_away(decisions: Mapping[str, Doc], today: date) -> tuple[Away, ...]:
    """The periods in which the user was or will be away; one without an end goes on until today."""
    found = []
    for decision in decisions.values():
        first = day_of(decision.get("on")) if facts.text(decision, "kind") == "away" else None
        if first:
            found.append(Away(first, day_of(decision.get("until")) or today))
    return merged(found)
