"""The page of a person: who they are, how we are doing, what is open between us, what happened."""

from __future__ import annotations

from textual.content import Content

from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.timeline import Interaction
from journal.domain.words import ago, day_head, due, plural, short_day
from journal.screens.desk import Desk
from journal.widgets.line import (
    BETWEEN,
    DONE,
    LET_GO,
    MUTED,
    OPEN,
    PLAIN,
    SUCCESS,
    TO,
    cell,
    dots,
    gains,
    run,
    spark,
    spread,
)
from journal.widgets.page import Lines

WEEKS_A_BLOCK = 2
MOST_ENTRIES = 200
"""Entries shown on a page; the Timeline has them all."""
DATE, KIND, WAYS = 11, 8, 2


def write_person(desk: Desk, person: Contact, lines: Lines) -> None:
    """Fill the page of a person."""
    write_head(desk, person, lines)
    _rhythm(desk, person, lines)
    write_open(desk, person, lines)
    _entries(desk, person, lines)
    _introductions(desk, person, lines)
    _about(desk, person, lines)


def write_head(desk: Desk, person: Contact, lines: Lines) -> None:
    """Name and warmth, who they are, what they are to me, and what they do not want."""
    standing = desk.index.standing(person.id)
    warmth = dots(standing.dots, standing.band) if standing.last_talk else dots(None, "–")
    known = desk.complete and person.status == "active"
    lines.title(desk.seen(person.name), warmth if known else "")
    where = ", ".join(part for part in (person.role, person.org) if part)
    first = f" {BETWEEN} ".join(part for part in (where, person.location) if part)
    if first:
        lines.muted(desk.seen(first))
    lines.muted(f" {BETWEEN} ".join(_what(person, standing.state if desk.complete else "", desk.rhythm(person))))
    if person.boundaries:
        lines.text(run(("! ", "$warning"), (desk.seen(person.boundaries), PLAIN)))


def _what(person: Contact, state: str, rhythm: int) -> list[str]:
    """What they are to me, in a few words."""
    words = [", ".join(person.kinds)] if person.kinds != ("other",) else []
    match person.status:
        case "archived":
            return [*words, "archived"]
        case "no_contact":
            return [*words, "no contact, as you set it"]
        case "deceased":
            return [*words, "in memory"]
    words.append("no rhythm" if person.circle == "open" else f"{person.circle} circle")
    if rhythm:
        words.append(f"every {rhythm} days")
    if person.stub:
        words.append("new, not sorted yet")
    if person.discreet:
        words.append("discreet")
    if state in ("snoozed", "resting", "waiting", "dormant"):
        words.append(state)
    return words


def write_talks(desk: Desk, person: Contact, lines: Lines) -> None:
    """The talks of a year as a spark."""
    weeks = desk.index.per_week(person.id) if desk.complete and person.status != "deceased" else []
    if not any(weeks):
        return
    note = f"{plural(sum(weeks), 'talk')} in 52 weeks"
    size = WEEKS_A_BLOCK if lines.width >= len(weeks) // WEEKS_A_BLOCK + 2 + len(note) else 2 * WEEKS_A_BLOCK
    blocks = [sum(weeks[at : at + size]) for at in range(0, len(weeks), size)]
    lines.gap().add(spread(lines.width, spark(blocks), (note, MUTED)))


def _rhythm(desk: Desk, person: Contact, lines: Lines) -> None:
    if person.status == "deceased" or not desk.complete:
        return
    write_talks(desk, person, lines)
    standing = desk.index.standing(person.id)
    facts: list[Content] = []
    if standing.due and standing.state in ("due", "a while", "soon", "fresh", "new", "waiting", "snoozed"):
        came = standing.due <= desk.today
        words = ("due ", "since " if came and standing.due < desk.today else "")
        facts.append(run((words[0], MUTED), words[1] + day_head(standing.due, desk.today)))
    if standing.last_talk:
        facts.append(run(("last talk ", MUTED), ago(standing.last_talk, desk.today)))
    elif person.met_on:
        facts.append(run(("met ", MUTED), ago(person.met_on, desk.today)))
    together = Content("    ").join(facts)
    if facts:
        lines.gap()
    for line in [together] if facts and together.cell_length <= lines.width else facts:
        lines.add(line)


def write_open(desk: Desk, person: Contact, lines: Lines) -> None:
    """What is promised between us, either way."""
    followups = [followup for id in desk.index.followups_of(person.id) if (followup := desk.journal.followups.get(id))]
    waiting = [followup for followup in followups if followup.status == "open" or followup.id in desk.just_closed]
    if not waiting:
        return
    lines.section("Open between you")
    for followup in sorted(waiting, key=lambda followup: (followup.owner, followup.due)):
        lines.add(followup_line(desk, followup, lines.width), "followups", followup.id)


def followup_line(desk: Desk, followup: FollowUp, width: int) -> Content:
    """One follow-up: its state, whose it is, what, and when it is due."""
    glyph = {"open": (OPEN, MUTED), "done": (DONE, SUCCESS), "dropped": (LET_GO, MUTED)}[followup.status]
    waiting = followup.status == "open"
    now = waiting and followup.due <= desk.today
    whose = "you" if followup.owner == "mine" else _first_name(desk, followup)
    left = run(
        (f"{glyph[0]} ", PLAIN if now else glyph[1]),
        (f"{whose}  ", MUTED),
        (desk.seen(followup.what), PLAIN if waiting else MUTED),
    )
    day = due(followup.due, desk.today) if waiting else short_day(followup.done_on or followup.due, desk.today)
    return spread(width, left, (day, PLAIN if now else MUTED))


def _first_name(desk: Desk, followup: FollowUp) -> str:
    person = desk.person(followup.contacts[0]) if followup.contacts else None
    return desk.seen(person.given) if person else "they"


def _entries(desk: Desk, person: Contact, lines: Lines) -> None:
    ids = desk.index.entries_of(person.id)
    if not ids:
        if not desk.complete:
            return
        lines.section("Entries")
        lines.add("Nothing noted yet.")
        lines.add(run(("l", "bold $foreground"), (" logs a talk.", MUTED)))
        return
    lines.section("Entries", f"{len(ids):,}")
    entries = [entry for id in ids[:MOST_ENTRIES] if (entry := desk.journal.interactions.get(id))]
    day = max((len(short_day(entry.on, desk.today)) for entry in entries), default=DATE)
    for entry in entries:
        lines.add(entry_line(desk, entry, lines.width, day), "interactions", entry.id)


def entry_line(desk: Desk, entry: Interaction, width: int, day: int = DATE) -> Content:
    """One entry: its day in a column of `day` cells, its kind, the note, and the glyphs of what it brought."""
    room = width - day - KIND - WAYS - 6
    note = desk.seen(entry.note, private=entry.private or desk.blurred).replace("\n", " ")
    return run(
        cell((short_day(entry.on, desk.today), MUTED), day, "right"),
        "  ",
        cell((entry.kind, MUTED), KIND),
        "  ",
        cell((note or "–", PLAIN if note else MUTED), room),
        "  ",
        gains(exchange.way for exchange in entry.exchanges),
    )


def _introductions(desk: Desk, person: Contact, lines: Lines) -> None:
    documents = desk.journal.introductions
    found = [made for id in desk.index.introductions_of(person.id) if (made := documents.get(id))]
    if not found:
        return
    lines.section("Introductions")
    for made in found:
        pair = f"{desk.name(made.a)} {TO} {desk.name(made.b)}"
        through = "" if made.broker == "me" else f"  through {desk.name(made.broker)}"
        day = made.met_on or made.made_on or made.asked_on
        note = f"{short_day(day, desk.today)} {BETWEEN} {made.status}" if day else made.status
        lines.add(spread(lines.width, run(pair, (through, MUTED)), (note, MUTED)))


def _about(desk: Desk, person: Contact, lines: Lines) -> None:
    facts = [
        ("reach", ", ".join(channel.value for channel in person.channels)),
        ("topics", " ".join(f"#{topic}" for topic in person.topics)),
        ("met", _how_met(desk, person)),
        ("seeks", person.seeks),
        ("also", ", ".join(person.aliases)),
        ("days", ", ".join(f"{moment.label} {moment.day}.{moment.month}." for moment in person.moments)),
        ("notes", person.notes),
    ]
    facts = [(label, value) for label, value in facts if value]
    if facts:
        lines.section("About")
    for label, value in facts:
        lines.fact(label, desk.seen(value))


def _how_met(desk: Desk, person: Contact) -> str:
    through = f"through {desk.name(person.introduced_by)}" if person.introduced_by else ""
    on = day_head(person.met_on, desk.today) if person.met_on else ""
    return ", ".join(part for part in (person.how_met, on, through) if part)
