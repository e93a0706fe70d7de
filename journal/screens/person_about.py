"""What else is known of a person: addresses, worlds, what they look for and offer, days, how one met, notes."""

from __future__ import annotations

from collections.abc import Iterator

from journal.domain.contacts import Contact, Moment
from journal.domain.moments import next_day
from journal.domain.words import MONTHS, ago, day_head
from journal.screens.desk import Desk
from journal.widgets.line import MUTED, Piece, run
from journal.widgets.page import Lines

EDGES = {"said_so": "", "same_now": " (now)", "shared_past": " (past)"}


def write_about(desk: Desk, person: Contact, lines: Lines) -> None:
    """The facts that are noted, each with its label."""
    facts = [(label, value) for label, value in _facts(desk, person) if value]
    if facts:
        lines.section("About")
    for label, value in facts:
        lines.fact(label, desk.seen(value) if isinstance(value, str) else value)


def _facts(desk: Desk, person: Contact) -> Iterator[tuple[str, Piece]]:
    yield from _addresses(desk, person)
    yield "seeks", person.seeks
    yield "offers", ", ".join(person.can_offer)
    yield "opens", ", ".join(person.reaches)
    yield "topics", " ".join(f"#{topic}" for topic in person.topics)
    yield "level", "" if person.seniority == "unknown" else person.seniority
    yield "field", ", ".join(person.industries)
    yield "groups", ", ".join(person.communities)
    yield "met", _how_met(desk, person)
    yield "knows", ", ".join(desk.name(known.contact) + EDGES[known.edge] for known in person.knows)
    yield from _days(desk, person)
    if person.trust and person.status != "deceased" and not desk.blurred:
        yield "trust", run(f"{person.trust} of 5", ("  would they gladly help?", MUTED))
    yield "also", ", ".join(person.aliases)
    yield "from", ", ".join(dict.fromkeys(source.format for source in person.sources))
    yield "notes", person.notes


def _addresses(desk: Desk, person: Contact) -> Iterator[tuple[str, Piece]]:
    """Every address on a line of its own, the preferred one first and marked."""
    label = "reach"
    for channel in sorted(person.channels, key=lambda channel: not channel.preferred):
        kind = channel.kind if channel.kind in ("mastodon", "matrix") else ""
        notes = ", ".join(filter(None, (kind, "preferred" if channel.preferred else "")))
        yield label, run(desk.seen(channel.value), (f"  {notes}" if notes else "", MUTED))
        label = ""


def _days(desk: Desk, person: Contact) -> Iterator[tuple[str, Piece]]:
    """Every day of theirs on a line of its own, and when it comes next."""
    label = "days"
    for moment in person.moments:
        year = f" {moment.year}" if moment.year else ""
        day = desk.seen(f"{moment.label} {moment.day} {MONTHS[moment.month - 1]}{year}")
        yield label, run(day, (f"  {_comes(desk, moment)}", MUTED))
        label = ""


def _comes(desk: Desk, moment: Moment) -> str:
    return ago(next_day(moment.month, moment.day, desk.today), desk.today) if moment.remind else "silent"


def _how_met(desk: Desk, person: Contact) -> str:
    """How one met, when, at what and through whom."""
    event = desk.journal.events.get(person.met_at) if person.met_at else None
    at = f"at {event.title}" if event else ""
    on = day_head(person.met_on, desk.today) if person.met_on else ""
    broker = desk.person(person.introduced_by) if person.introduced_by else None
    told = broker is None or broker.name in person.how_met
    through = "" if told or broker is None else f"through {broker.name}"
    return ", ".join(filter(None, (person.how_met, at, on, through)))
