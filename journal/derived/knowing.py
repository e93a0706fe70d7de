"""Knowing: what the rules of today need about one person, gathered from the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from journal.derived import facts, week
from journal.derived.agenda import moments, planned
from journal.derived.choices import Choices
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.past import NO_FAVOURS, THANKS_DAYS, Favours, past
from journal.domain.reasons import EVENT_DAYS, FIRST_HELLO_DAYS, Known, Occasion, Promise, Wanted
from journal.domain.text import clean
from journal.domain.warmth import cadence, day_of

INTRODUCTION_SIZE = 2
"""An introduction that was made counts as an opportunity of this size, given or got."""
ME = "me"
LATELY_DAYS = max(FIRST_HELLO_DAYS, THANKS_DAYS)
"""What was longer ago asks for no first hello and no thanks."""


class Fit(Protocol):
    """The place of a goal that somebody fits best."""

    @property
    def label(self) -> str: ...
    @property
    def match(self) -> int: ...
    @property
    def full(self) -> bool: ...


class Fits(Protocol):
    """Who fits the goals; `listeners` are told after that may have changed."""

    @property
    def listeners(self) -> list[Callable[[], None]]: ...
    def fit(self, contact: str) -> Fit | None: ...
    def relevance(self, contact: str) -> float: ...
    @property
    def places(self) -> Sequence[object]:
        """What the fits depend on beside the people: the places of active goals, and whether they are full."""


class Knowing:
    """Looks into the index and the documents; what concerns everybody is read once and again by `refresh`."""

    def __init__(self, index: Index, audience: Fits | None = None) -> None:
        self.index, self.audience = index, audience
        self.choices = Choices({}, index.today)
        self.events: Mapping[str, Occasion] = {}
        self._lately: frozenset[str] = frozenset()
        self.by_name = False
        """Whether somebody is expected at an event by name, so that a new name may be theirs."""

    def refresh(self) -> set[str]:
        """Read decisions and events again; the people for whom these changed anything."""
        events, moments_done = self.events, self.choices.moments_done
        self.choices = Choices(self.index.documents.get("decisions", {}), self.index.today)
        self.events = self._events()
        lately = week.entries(self.index, self.index.today - timedelta(days=LATELY_DAYS))
        self._lately = frozenset(who for entry in lately for who in facts.texts(entry, "contacts"))
        return _differ(events, self.events) | _differ(moments_done, self.choices.moments_done)

    def _events(self) -> dict[str, Occasion]:
        """The next event at which each contact is expected; who stands there by name is found by the whole name."""
        found: dict[str, Occasion] = {}
        contacts = self.index.documents.get("contacts", {})
        ahead = planned(self.index, self.index.today + timedelta(days=EVENT_DAYS))
        names: dict[str, str] | None = None
        self.by_name = False
        for _, event, on in sorted(ahead, key=lambda each: (each[2], each[0])):
            occasion = Occasion(clean(facts.text(event, "title")), on)
            for who in facts.texts(event, "expected"):
                if who not in contacts:
                    names = _by_name(contacts) if names is None else names
                    self.by_name = True
                    who = names.get(who.casefold(), "")
                if who:
                    found.setdefault(who, occasion)
        return found

    def idle(self, contact: str) -> bool:
        """Whether nothing can bring somebody up now: no rhythm, nothing promised, nobody just met or to be thanked."""
        index, document = self.index, self.index.documents["contacts"].get(contact, {})
        if facts.text(document, "status", "active") != "active":
            return True
        met = document.get("met_on") and day_of(document["met_on"])
        return not (
            cadence(document, index.model)
            or contact in self._lately
            or contact in self.events
            or document.get("moments")
            or index.followups_of(contact)
            or index.introductions_of(contact)
            or (met and (index.today - met).days <= LATELY_DAYS)
        )

    def wanted(self, contact: str) -> Wanted | None:
        """The place of a goal that somebody fits best."""
        fit = self.audience.fit(contact) if self.audience else None
        return Wanted(fit.label, fit.match, fit.full) if fit else None

    def relevance(self, contact: str) -> float:
        """How well somebody fits a place that is not full, from 0 to 1."""
        return self.audience.relevance(contact) if self.audience else 0.0

    def known(self, contact: str) -> Known:
        """Everything about a contact that the rules ask for."""
        index, document = self.index, self.index.documents["contacts"].get(contact, {})
        talks = index.talks(contact)
        today, circle = index.today, index.model.circle.get(facts.text(document, "circle", "active"))
        return Known(
            contact,
            index.stand(contact, talks),
            cadence(document, index.model),
            circle.weight if circle else 0.0,
            facts.text(document, "name").casefold(),
            past(talks, today, index.model, self._favours(contact)),
            day_of(document.get("met_on")),
            tuple(self._promises(contact)),
            tuple(Occasion(*each) for each in self.choices.left(contact, moments(document, today))),
            self.events.get(contact),
            self.wanted(contact),
            clean(facts.text(document, "seeks")),
            day_of(document.get("care_until")),
        )

    def _promises(self, contact: str) -> Iterator[Promise]:
        for id in self.index.followups_of(contact):
            followup = self.index.documents["followups"].get(id, {})
            due = day_of(followup.get("due"))
            if due and facts.is_open(followup) and facts.text(followup, "owner", "mine") == "mine":
                origin = facts.text(followup, "from")
                debrief = any(origin in self.index.documents.get(table, {}) for table in ("events", "runs"))
                yield Promise(clean(facts.text(followup, "what")), due, debrief)

    def _favours(self, contact: str) -> Favours:
        introductions = self.index.introductions_of(contact)
        thanked = self._thanked(contact)
        if not introductions:
            return Favours(thanked=thanked) if thanked else NO_FAVOURS
        gave, got, done = [], [], []
        for id in introductions:
            introduction = self.index.documents["introductions"].get(id, {})
            made, broker = day_of(introduction.get("made_on")), facts.text(introduction, "broker")
            mine = ME in (facts.text(introduction, "a"), facts.text(introduction, "b"))
            if broker == ME and made:
                gave.append((made, INTRODUCTION_SIZE))
            elif broker == contact and mine:
                if made:
                    got.append((made, INTRODUCTION_SIZE))
                done += [] if day_of(introduction.get("thanked_on")) else _days(introduction)
        return Favours(gave, got, done, thanked)

    def _thanked(self, contact: str) -> date | None:
        """When a follow-up that thanks them was done last."""
        days = []
        for id in self.index.followups_of(contact):
            followup = self.index.documents["followups"].get(id, {})
            if not facts.is_open(followup) and facts.text(followup, "what").casefold().startswith("thank"):
                days.append(day_of(followup.get("done_on")))
        return max((day for day in days if day), default=None)


def _differ(before: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    return {who for who in {*before, *now} if before.get(who) != now.get(who)}


def _days(introduction: Doc) -> list[date]:
    """The last day on which an introduction came about."""
    days = [day_of(introduction.get(field)) for field in ("made_on", "met_on")]
    return [max(day for day in days if day)] if any(days) else []


def _by_name(contacts: Mapping[str, Doc]) -> dict[str, str]:
    """Who has a name alone, by the name in small letters; a name of several people means nobody."""
    found: dict[str, str] = {}
    for id, contact in contacts.items():
        name = facts.text(contact, "name").casefold()
        found[name] = "" if name in found else id
    return found
