"""Threads: the old ties of a journal, and the worlds of the people one is in touch with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.domain.model import Model
from journal.domain.reasons import Known
from journal.domain.text import fold
from journal.domain.threads import Thread, Tie, thread

IN_TOUCH = ("warm", "steady")


class _Old(NamedTuple):
    tie: Tie
    worlds: frozenset[str]
    name: str
    most: int
    """The score if their world were new altogether, and a gap made for them."""


class Threads:
    """Told of one person after the other (`put`); says whose old thread is the one to take up."""

    def __init__(self) -> None:
        self._old: dict[str, _Old] = {}
        self._warm: dict[str, frozenset[str]] = {}
        self._people: dict[str, set[str]] = defaultdict(set)

    def put(self, contact: str, document: Doc, known: Known | None, today: date, model: Model) -> None:
        """Take up how things stand with somebody now; None: there is no such person any more."""
        for world in self._warm.pop(contact, ()):
            self._people[world].discard(contact)
        self._old.pop(contact, None)
        if known is None or facts.text(document, "status", "active") != "active":
            return
        worlds = frozenset(map(fold, filter(None, [facts.text(document, "org"), *facts.texts(document, "industries")])))
        if known.standing.band in IN_TOUCH:
            self._warm[contact] = worlds
            for world in worlds:
                self._people[world].add(contact)
        elif known.standing.state == "dormant" and not _spared(known, today, model):
            tie = _tie(contact, document, known)
            most = thread(tie._replace(share=0.0 if worlds else None, relevance=1.0), model).score
            if most >= model.dormant.min_score:
                self._old[contact] = _Old(tie, worlds, known.name, most)

    def best(self, without: Collection[str], relevance: Callable[[str], float], model: Model) -> Thread | None:
        """The old thread with the highest score, by name where several have it; None if none is worth it.

        `relevance` says how well somebody fits a gap, from 0 to 1.
        """
        found: Thread | None = None
        for old in sorted(self._old.values(), key=lambda old: (-old.most, old.name, old.tie.contact)):
            if found and old.most < found.score:
                break
            if old.tie.contact not in without:
                share, fit = self._share(old.worlds), relevance(old.tie.contact)
                each = thread(old.tie._replace(share=share, relevance=fit), model)
                found = each if found is None or self._key(each) < self._key(found) else found
        return found if found and found.score >= model.dormant.min_score else None

    def _key(self, each: Thread) -> tuple[int, str, str]:
        return -each.score, self._old[each.contact].name, each.contact

    def _share(self, worlds: frozenset[str]) -> float | None:
        """How many of those one is in touch with are of one of these worlds."""
        if not worlds:
            return None
        people = [self._people[world] for world in sorted(worlds) if world in self._people]
        return len(set().union(*people)) / len(self._warm) if self._warm else 0.0


def _spared(known: Known, today: date, model: Model) -> bool:
    """Whether they are left in peace: one wrote to them lately, or they have a hard time."""
    touched = known.past.touched
    lately = touched is not None and (today - touched).days < model.dormant.again_after_days
    return lately or (known.care_until is not None and today < known.care_until)


def _tie(contact: str, document: Doc, known: Known) -> Tie:
    channels, trust = facts.parts(document, "channels"), document.get("trust")
    return Tie(
        contact,
        trust=trust if isinstance(trust, int) and 1 <= trust <= 5 else None,
        preferred=any(channel.get("preferred") is True for channel in channels),
        reachable=bool(channels),
        deep=known.past.deep,
    )
