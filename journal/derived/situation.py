"""What a first draft for one person depends on, looked up in a journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.introductions import Introduction
from journal.domain.moments import day_in
from journal.domain.situation import Occasion, Promise, Sent, Situation
from journal.domain.text import fold_name
from journal.domain.timeline import ONE_WAY
from journal.domain.warmth import day_of
from journal.store.journal import Journal

MOST_ENTRIES = 200
"""Entries of a person that are looked through, newest first."""
ME = "me"
AHEAD = ("idea", "asked", "agreed")
"""States of an introduction that is still to be made."""
CLOSE, TRUSTED = ("inner", "close"), 4


def situation(index: Index, journal: Journal, person: Contact, followup: FollowUp | None = None) -> Situation:
    """What there is to know about a person today; `followup` is the promise that a message is for."""
    today = index.today
    entries = list(_entries(index, journal, person.id, today))
    next_event, last_event = _events(journal, person, today)
    ties = _introductions(index, journal, person, followup.from_ if followup else "")
    last = next(((entry, on) for entry, on in entries if facts.two_way(entry)), None)
    return Situation(
        today,
        first_name=person.given,
        org=person.org,
        status=person.status,
        discreet=person.discreet,
        care_until=person.care_until,
        kinds=person.kinds,
        close=person.circle in CLOSE or (person.trust or 0) >= TRUSTED,
        state=index.standing(person.id).state,
        met_on=person.met_on,
        last=Occasion(facts.text(last[0], "kind", "meeting"), last[1]) if last else None,
        topic=next(iter(facts.texts(last[0], "topics")), "") if last else "",
        favour=_favour(entries),
        introduction=ties.thanks,
        to_introduce=ties.to_introduce,
        to_meet=ties.to_meet,
        introducer=ties.introducer,
        unanswered=_unanswered(entries),
        next_event=next_event,
        last_event=_event_of(journal, entries) or last_event,
        moment=_moment(person, today),
        sent=tuple(Sent(template, on) for entry, on in entries if (template := facts.text(entry, "template"))),
        promise=_promise(followup),
    )


def last_contact(index: Index, journal: Journal, contact: str) -> str | None:
    """The last entry with a person up to today that is no mere note."""
    for id in islice(index.entries_of(contact), MOST_ENTRIES):
        entry = journal.interactions.docs.get(id, {})
        on = day_of(entry.get("on"))
        if on and on <= index.today and facts.text(entry, "kind", "meeting") != "note":
            return id
    return None


def me(journal: Journal) -> dict[str, str]:
    """What is set about the user: `my_name`, `about_me`."""
    document = journal.settings.docs.get(ME, {})
    return {name: value for name in ("my_name", "about_me") if (value := facts.text(document, name))}


def _entries(index: Index, journal: Journal, contact: str, today: date) -> Iterator[tuple[Doc, date]]:
    """The entries with a person up to today, newest first, without notes."""
    documents = journal.interactions.docs
    for id in islice(index.entries_of(contact), MOST_ENTRIES):
        entry = documents.get(id, {})
        on = day_of(entry.get("on"))
        if on and on <= today and facts.text(entry, "kind", "meeting") != "note":
            yield entry, on


def _favour(entries: list[tuple[Doc, date]]) -> Occasion | None:
    for entry, on in entries:
        for exchange in facts.parts(entry, "exchanges"):
            if exchange.get("way") == "got":
                return Occasion(facts.text(exchange, "benefit"), on)
    return None


def _unanswered(entries: list[tuple[Doc, date]]) -> date | None:
    """The day of the newest entry if it is a message of mine that nobody answered yet."""
    if not entries:
        return None
    entry, on = entries[0]
    one_way = facts.text(entry, "kind", "meeting") in ONE_WAY and not facts.two_way(entry)
    return on if one_way and facts.text(entry, "kind") != "post" else None


def _event_of(journal: Journal, entries: list[tuple[Doc, date]]) -> Occasion | None:
    """The event of the newest entry that belongs to one."""
    for entry, on in entries:
        if title := facts.text(journal.events.docs.get(facts.text(entry, "event"), {}), "title"):
            return Occasion(title, on)
    return None


def _events(journal: Journal, person: Contact, today: date) -> tuple[Occasion | None, Occasion | None]:
    """The next event at which they are expected, and the last at which I met them."""
    names = {fold_name(name) for name in (person.name, *person.aliases)} | {person.id}
    ahead, behind = [], []
    for event in journal.events:
        if event.status == "cancelled":
            continue
        if event.day >= today and event.status == "planned" and _among(names, event.expected):
            ahead.append(event)
        elif event.day <= today and (_among(names, event.met) or event.id == person.met_at):
            behind.append(event)
    return _occasion(min(ahead, key=_day, default=None)), _occasion(max(behind, key=_day, default=None))


def _day(event: Event) -> date:
    return event.day


def _occasion(event: Event | None) -> Occasion | None:
    return Occasion(event.title, event.day) if event else None


def _among(names: set[str], listed: tuple[str, ...]) -> bool:
    return any(name in names or fold_name(name) in names for name in listed)


class _Ties(NamedTuple):
    """Whom they introduced me to without thanks yet, whom I introduce to them or they to me, who introduced us."""

    thanks: Occasion | None
    to_introduce: str
    to_meet: str
    introducer: str


def _introductions(index: Index, journal: Journal, person: Contact, first: str | None) -> _Ties:
    """What introductions say about somebody; the one that a message is for comes `first`."""
    found = [made for id in index.introductions_of(person.id) if (made := journal.introductions.get(id))]
    found.sort(key=lambda made: made.id != first)
    by_them = [made for made in found if made.broker == person.id and ME in (made.a, made.b)]
    by_me = [made for made in found if made.broker == ME and made.status in AHEAD]
    of_us = [made for made in found if {ME, person.id} == {made.a, made.b}]
    thanks = (
        Occasion(_given(journal, _other(made, ME)), day)
        for made in by_them
        if not made.thanked_on and (day := made.met_on or made.made_on)
    )
    return _Ties(
        next(thanks, None),
        next((_given(journal, _other(made, person.id)) for made in by_me), ""),
        next((_given(journal, _other(made, ME)) for made in by_them if made.status in AHEAD), ""),
        _given(journal, person.introduced_by or "") or next((_given(journal, made.broker) for made in of_us), ""),
    )


def _other(made: Introduction, one: str) -> str:
    return made.b if made.a == one else made.a


def _given(journal: Journal, id: str) -> str:
    person = journal.contacts.get(id) if id else None
    return person.name if person else ""


def _moment(person: Contact, today: date) -> Occasion | None:
    """The day of theirs that is nearest to today, in the past or to come."""
    near = [
        Occasion(moment.label, day_in(year, moment.month, moment.day))
        for moment in person.moments
        for year in (today.year - 1, today.year, today.year + 1)
    ]
    return min(near, key=lambda occasion: abs(occasion.on - today), default=None)


def _promise(followup: FollowUp | None) -> Promise | None:
    if followup is None:
        return None
    return Promise(followup.what, followup.owner == "mine", followup.due, followup.template)
