"""The page of a person: who they are, how we are doing, what is open between us, what happened."""

from __future__ import annotations

from textual.content import Content

from journal.domain.contacts import Contact
from journal.domain.words import day_head, long_day
from journal.screens.desk import Desk
from journal.screens.person_about import write_about
from journal.screens.person_entries import write_earlier, write_entries
from journal.screens.person_introductions import write_introductions
from journal.screens.person_ties import write_open, write_rhythm
from journal.widgets.line import BETWEEN, BOLD, DOUBT, MUTED, PLAIN, WARNING, Piece, dots, run
from journal.widgets.page import Lines

TRENDS = {"up": "rising", "down": "falling"}
GAP = 4
"""Cells between a name and how warm the tie is, at least."""


def write_person(desk: Desk, person: Contact, lines: Lines) -> None:
    """Fill the page of a person."""
    write_head(desk, person, lines)
    write_rhythm(desk, person, lines)
    write_open(desk, person, lines)
    write_entries(desk, person, lines)
    write_introductions(desk, person, lines)
    write_about(desk, person, lines)
    write_earlier(desk, person, lines)


def write_head(desk: Desk, person: Contact, lines: Lines) -> None:
    """Name and warmth, who they are, what they are to me, and what to know before writing to them."""
    name = desk.seen(person.name)
    lines.title(name, _note(desk, person, lines.width - run(name).cell_length - GAP))
    where = _between(", ".join(filter(None, (person.role, person.org))), person.location)
    together = _between(where, _spoken(person))
    for words in (together,) if len(together) <= lines.width else (where, _spoken(person)):
        if words:
            lines.muted(desk.seen(words))
    for words in _in_lines(_what(desk, person), lines.width):
        lines.muted(words)
    for notice in _notices(desk, person):
        lines.text(run((f"{DOUBT} ", WARNING), notice))


def _note(desk: Desk, person: Contact, room: int) -> Piece:
    """What stands beside the name: how warm the tie is and where it goes, as far as there is room."""
    if person.status == "deceased":
        return "In memory"
    if not desk.complete or person.status != "active":
        return ""
    standing = desk.index.standing(person.id)
    if not standing.touches:
        return dots(None, "–")
    warmth, trend = dots(standing.dots, standing.band), TRENDS.get(standing.trend, "")
    full = run(warmth, (f", {trend}", MUTED)) if trend else warmth
    return full if full.cell_length <= room else warmth


def _spoken(person: Contact) -> str:
    """How to call them and speak of them."""
    called = f"called {person.first_name}" if person.first_name else ""
    said = f"said {person.say_as}" if person.say_as else ""
    return _between(called, said, person.pronouns)


def _in_lines(facts: list[str], width: int) -> list[str]:
    """Facts on as few lines as they fit on; none is torn apart."""
    found: list[str] = []
    for fact in facts:
        together = _between(*found[-1:], fact)
        found[-1:] = [together] if len(together) <= width else [*found[-1:], fact]
    return found


def _between(*facts: str) -> str:
    """Those facts that are known, on one line."""
    return f" {BETWEEN} ".join(filter(None, facts))


def _what(desk: Desk, person: Contact) -> list[str]:
    """What they are to me, in a few words."""
    words = [", ".join(person.kinds)] if person.kinds != ("other",) else []
    if person.private:
        words.append("private")
    if person.status == "archived":
        return [*words, "archived"]
    if person.status != "active":
        return words
    rhythm = desk.rhythm(person)
    words.append("no rhythm" if not rhythm else f"{person.circle} circle")
    if rhythm:
        words.append(f"every {rhythm} days")
    if person.stub:
        words.append("new, not sorted yet")
    if person.discreet:
        words.append("discreet")
    return [*words, *_state(desk, person)]


def _state(desk: Desk, person: Contact) -> list[str]:
    standing = desk.index.standing(person.id)
    if not desk.complete or standing.state not in ("snoozed", "resting", "waiting", "dormant"):
        return []
    if standing.state == "snoozed" and person.snoozed_until:
        return [f"hidden until {day_head(person.snoozed_until, desk.today)}"]
    return [standing.state]


def _notices(desk: Desk, person: Contact) -> list[Content]:
    """What anybody should know who is about to write to them."""
    found = [run((desk.seen(person.boundaries), PLAIN))] if person.boundaries else []
    if person.status == "no_contact":
        found.append(run("You set this to no contact.  ", ("S", BOLD), (" changes it.", MUTED)))
    if person.status == "active" and person.care_until and person.care_until >= desk.today:
        found.append(run(f"A hard time, until {long_day(person.care_until)}: no asks."))
    return found
