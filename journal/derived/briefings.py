"""Briefings: what the journal knows about the people expected at an event, and the ratings of past preparations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.briefing import MOST_ENTRIES, MOST_SHARED, Card, Open, Past
from journal.domain.confidence import Rated
from journal.domain.contacts import Contact
from journal.domain.debrief import People
from journal.domain.events import Event
from journal.domain.prep import PrepRun
from journal.domain.questions import Bank, for_person
from journal.domain.text import clean
from journal.domain.timeline import Interaction
from journal.domain.warmth import day_of
from journal.store.journal import Journal

LOOKED_THROUGH = 200
"""Entries of a person that are looked through for whom we both know."""
TOPIC = "topic"


def cards(index: Index, journal: Journal, event: Event, bank: Bank, turn: int = 0) -> list[Card]:
    """What to know about each expected person, in the order of the event; every `turn` brings other questions."""
    people = People(journal.contacts.docs)
    found: dict[str, Card] = {}
    for who in event.expected:
        person = journal.contacts.get(people.find(who).contact)
        if person is None:
            question = for_person(bank, f"{event.id}:{who}", friend=False, kind=event.kind, turn=turn)
            found.setdefault(who, Card("", who, question=question))
        elif person.status != "deceased":
            found.setdefault(person.id, card(index, journal, person, event, bank, turn))
    return list(found.values())


def card(index: Index, journal: Journal, person: Contact, event: Event, bank: Bank, turn: int = 0) -> Card:
    """What to know about one person before an event."""
    last = tuple(islice(_past(index, journal, person.id), MOST_ENTRIES))
    topic = _topic(index, journal, person)
    question = for_person(
        bank,
        f"{event.id}:{person.id}",
        friend=bool(last),
        kind=event.kind,
        known={TOPIC: topic} if topic else None,
        turn=turn,
    )
    return Card(
        person.id,
        person.name,
        ", ".join(filter(None, (person.role, person.org))),
        person.say_as,
        person.pronouns,
        person.how_met,
        last,
        tuple(_open(index, journal, person.id)),
        tuple(_shared(index, journal, person)),
        question,
        person.boundaries,
        person.seeks,
    )


def rated(journal: Journal) -> list[Rated]:
    """The ratings of all preparations of events that were not missed or cancelled, oldest first."""
    found = []
    for run in journal.runs:
        event = journal.events.get(run.event)
        if event is None or event.status in ("missed", "cancelled"):
            continue
        found.append(_rated(event, run))
    return sorted(found, key=lambda one: (one.on, one.run))


def _rated(event: Event, run: PrepRun) -> Rated:
    given = [answer.status for answer in run.answers.values() if answer.status != "todo"]
    return Rated(
        run.id,
        event.id,
        event.title,
        event.kind,
        event.day,
        event.energy_cost,
        run.confidence_before,
        run.confidence_door,
        run.confidence_after,
        run.expected,
        run.actual,
        len(given),
        given.count("skipped"),
    )


def _entries(index: Index, journal: Journal, contact: str) -> Iterator[tuple[str, Interaction]]:
    """The entries with a contact up to today, newest first."""
    for id in islice(index.entries_of(contact), LOOKED_THROUGH):
        entry = journal.interactions.get(id)
        if entry is not None and entry.on <= index.today:
            yield id, entry


def _past(index: Index, journal: Journal, contact: str) -> Iterator[Past]:
    for id, entry in _entries(index, journal, contact):
        text = clean(entry.note.split("\n")[0]) or ", ".join(entry.topics)
        yield Past(id, entry.on, entry.kind, "" if entry.private else text)


def _topic(index: Index, journal: Journal, person: Contact) -> str:
    """What the last talk that had one was about; else something they care about."""
    talks = islice(_entries(index, journal, person.id), MOST_ENTRIES)
    return next((entry.topics[0] for _, entry in talks if entry.topics), next(iter(person.topics), ""))


def _open(index: Index, journal: Journal, contact: str) -> Iterator[Open]:
    for id in index.followups_of(contact):
        document = journal.followups.docs.get(id, {})
        due = day_of(document.get("due"))
        if facts.is_open(document) and due:
            yield Open(id, clean(facts.text(document, "what")), facts.text(document, "owner", "mine") == "mine", due)


def _shared(index: Index, journal: Journal, person: Contact) -> list[str]:
    """Whom we both know: those they know, who brought us together, with whom we were together."""
    counts: Counter[str] = Counter()
    contacts: Mapping[str, Doc] = journal.contacts.docs
    for id in islice(index.entries_of(person.id), LOOKED_THROUGH):
        entry = journal.interactions.docs.get(id, {})
        if facts.text(entry, "kind") != "note":
            counts.update(who for who in facts.texts(entry, "contacts") if who != person.id)
    for edge in person.knows:
        counts[edge.contact] += LOOKED_THROUGH
    if person.introduced_by:
        counts[person.introduced_by] += LOOKED_THROUGH
    here = [who for who, _ in counts.most_common() if facts.text(contacts.get(who, {}), "status", "active") == "active"]
    return [who for who in here if who in contacts][:MOST_SHARED]
