"""Everything about one person as plain text: what one would hand over to them if they asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from journal.domain.contacts import Contact
from journal.domain.record import Record
from journal.domain.text import clean_lines
from journal.domain.timeline import Interaction
from journal.domain.warmth import day_of
from journal.domain.words import MONTHS, day_head, long_day, plural
from journal.exchange.formerly import Was, formerly
from journal.store.history import Version
from journal.store.journal import Journal
from journal.store.references import naming

LABELS = {
    "org": "company",
    "seeks": "looks for",
    "kinds": "what they are to you",
    "can_offer": "can offer",
    "cadence_days": "own rhythm in days",
    "rhythm_since": "rhythm since",
    "snoozed_until": "hidden until",
    "care_until": "care until",
    "created": "noted first on",
    "first_name": "called",
    "say_as": "said as",
    "met_on": "met on",
    "how_met": "how you met",
    "knows": "knows",
}
DAYS = frozenset({"created", "met_on", "rhythm_since", "snoozed_until", "care_until"})
ELSEWHERE = frozenset({"id", "name", "met_at", "introduced_by", "knows", "merged", "triage", "stub"})
"""Fields that are told in their own words, or are no facts about the person."""


def everything(journal: Journal, person: Contact, today: date, before: Iterable[Version] = ()) -> Iterator[str]:
    """Lines of text: all fields, entries, follow-ups, introductions and whatever else names the person.

    `before` is what the log remembers of them (`journal.history`).

    Other people are counted, not named, where they are only named by a field: the text may be handed over.
    """
    yield person.name
    yield f"Everything in this journal, as of {long_day(today)}."
    yield from _section("Facts", _facts(journal, person))
    yield from _section("Before", formerly(Was(each.when, each.document) for each in before))
    tables = {table: journal.collection(table).docs for table in ("interactions", "followups", "introductions")}
    named = naming(tables, [person.id])
    yield from _section("Entries", _entries(journal, person, [key for table, key in named if table == "interactions"]))
    yield from _section("Follow-ups", _followups(journal, [key for table, key in named if table == "followups"]))
    yield from _section(
        "Introductions", _introductions(journal, person, [key for table, key in named if table == "introductions"])
    )
    yield from _section("Elsewhere", _elsewhere(journal, person))


def _section(head: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield head
        for line in found:
            yield f"  {line}" if line else ""


def _facts(journal: Journal, person: Contact) -> Iterator[str]:
    for field, value in person.document().items():
        if field in ELSEWHERE or value in ("", None, [], False):
            continue
        for label, text in _texts(field, value):
            yield from _wrapped(label, text)
    if person.met_at and (event := journal.events.get(person.met_at)):
        yield f"met at: {event.title}"
    if person.introduced_by:
        yield "introduced to you by somebody in this journal"
    if person.knows:
        yield f"knows {plural(len(person.knows), 'other person', 'other people')} in this journal"


def _texts(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """(label, value in words); a list of small things gives one for each."""
    label = LABELS.get(field, field.replace("_", " "))
    match field, value:
        case "channels", list():
            for channel in value:
                kind = "e-mail" if channel["kind"] == "email" else channel["kind"]
                yield kind, channel["value"] + (" (preferred)" if channel.get("preferred") else "")
        case "moments", list():
            for moment in value:
                year = f" {moment['year']}" if moment.get("year") else ""
                yield moment["label"], f"{moment['day']} {MONTHS[moment['month'] - 1]}{year}"
        case "sources", list():
            for source in value:
                yield (
                    "imported from",
                    " ".join(filter(None, (source["format"], source.get("id", ""), source.get("on")))),
                )
        case _, list():
            yield label, ", ".join(map(str, value))
        case _, dict():
            yield label, ", ".join(f"{name} {part}" for name, part in value.items())
        case _, True:
            yield label, "yes"
        case _, str() if field in DAYS and (day := day_of(value)):
            yield label, long_day(day)
        case _:
            yield label, str(value)


def _wrapped(label: str, text: str) -> Iterator[str]:
    """A fact; one of several lines goes under its label."""
    first, *more = clean_lines(text).split("\n")
    if not more:
        yield f"{label}: {first}"
        return
    yield f"{label}:"
    for line in (first, *more):
        yield f"  {line}"


def _entries(journal: Journal, person: Contact, ids: list[str]) -> Iterator[str]:
    entries = [entry for id in ids if (entry := journal.interactions.get(id))]
    for entry in sorted(entries, key=lambda entry: (entry.on, entry.time or "", entry.id), reverse=True):
        yield _entry_head(journal, person, entry)
        for line in clean_lines(entry.note).split("\n") if entry.note else ():
            yield f"  {line}"


def _entry_head(journal: Journal, person: Contact, entry: Interaction) -> str:
    others = len([key for key in entry.contacts if key != person.id])
    gains = [f"{each.way} {each.benefit}" + (f" ({each.note})" if each.note else "") for each in entry.exchanges]
    event = journal.events.get(entry.event) if entry.event else None
    facts = [
        f"{entry.kind} {'from them' if entry.direction == 'in' else ''}".strip(),
        f"with {plural(others, 'other')}" if others else "",
        f"at {event.title}" if event else f"at {entry.place}" if entry.place else "",
        *gains,
        " ".join(f"#{topic}" for topic in entry.topics),
        "private" if entry.private else "",
    ]
    return f"{long_day(entry.on)}: {', '.join(filter(None, facts))}"


def _followups(journal: Journal, ids: list[str]) -> Iterator[str]:
    found = [followup for id in ids if (followup := journal.followups.get(id))]
    for followup in sorted(found, key=lambda followup: (followup.due, followup.id)):
        state = {"open": "open", "done": "done", "dropped": "let go"}[followup.status]
        whose = "you" if followup.owner == "mine" else "they"
        yield f"{long_day(followup.due)}, {whose}: {followup.what} ({state})"


def _introductions(journal: Journal, person: Contact, ids: list[str]) -> Iterator[str]:
    for made in filter(None, map(journal.introductions.get, ids)):
        part = "made it" if made.broker == person.id else "was introduced"
        day = made.met_on or made.made_on or made.asked_on
        when = f"{long_day(day)}, " if day else ""
        reason = f": {made.reason}" if made.reason else ""
        yield f"{when}{part} ({made.status}){reason}"


def _elsewhere(journal: Journal, person: Contact) -> Iterator[str]:
    """Goals, events and other records that name them."""
    rest: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("goals", journal.goals.docs),
        ("events", journal.events.docs),
        ("reflections", journal.reflections.docs),
        ("decisions", journal.decisions.docs),
    )
    for table, documents in rest:
        for _, key in sorted(naming({table: documents}, [person.id])):
            record = journal.collection(table).get(key)
            if record is not None:
                yield _elsewhere_line(table, record)


def _elsewhere_line(table: str, record: Record) -> str:
    document = record.document()
    match table:
        case "goals":
            return f"wanted for a goal: {document['statement']}"
        case "events":
            return f"named for an event: {document['title']}"
        case "decisions":
            return f"{day_head(record.on, record.on)}: {document['kind'].replace('_', ' ')}"  # type: ignore[attr-defined]
        case _:
            return f"named in a reflection of {document.get('on', '')}"
