"""Pinned: what the starting points that one chose put first: drafts, questions, kinds of event, an introduction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.domain.packs import Pack

AT_WORK = frozenset({"draft", "active", "paused"})
"""Goals whose starting point still says what comes first."""


class Pinned(NamedTuple):
    """The ids of what comes first, each once."""

    templates: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Kinds of event."""
    frames: tuple[str, ...] = ()
    """Frames of an introduction of oneself."""


def packs_at_work(goals: Mapping[str, Doc]) -> list[str]:
    """The starting points that goals come from which are not done or let go; the one chosen last comes first."""
    named = [
        (id, facts.text(goal, "pack")) for id, goal in goals.items() if facts.text(goal, "status", "draft") in AT_WORK
    ]
    return list(dict.fromkeys(pack for _, pack in sorted(named, reverse=True) if pack))


def pinned(goals: Mapping[str, Doc], packs: Callable[[], Mapping[str, Pack]]) -> Pinned:
    """What these goals put first; `packs` are read only if one of them comes from a starting point."""
    names = packs_at_work(goals)
    known = packs() if names else {}
    found = [known[name] for name in names if name in known]
    parts = (
        [pack.templates for pack in found],
        [pack.questions for pack in found],
        [pack.events for pack in found],
        [(pack.frame,) for pack in found if pack.frame],
    )
    return Pinned(*(tuple(dict.fromkeys(chain.from_iterable(part))) for part in parts))
