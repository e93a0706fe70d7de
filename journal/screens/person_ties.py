"""How things stand with a person: talks of a year, rhythm, and what is promised either way."""

from __future__ import annotations

from textual.content import Content

from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.words import ago, day_head, due, plural, short_day
from journal.screens.desk import Desk
from journal.widgets.line import (
    BOLD,
    DONE,
    LET_GO,
    MUTED,
    OPEN,
    PLAIN,
    SUCCESS,
    run,
    spark,
    spread,
)
from journal.widgets.page import Lines

WEEKS_A_BLOCK = 2
TELLS_DUE = frozenset({"due", "a while", "soon", "fresh", "new", "waiting"})
"""States in which the rhythm has a next day worth telling."""
TALKS_FOR_A_RHYTHM = 2
COUNTS = {2: "twice"}


def write_talks(desk: Desk, person: Contact, lines: Lines) -> None:
    """The talks of a year as a spark."""
    weeks = desk.index.per_week(person.id) if desk.complete and person.status != "deceased" else []
    if not any(weeks):
        return
    note = f"{plural(sum(weeks), 'talk')} in 52 weeks"
    size = WEEKS_A_BLOCK if lines.width >= len(weeks) // WEEKS_A_BLOCK + 2 + len(note) else 2 * WEEKS_A_BLOCK
    blocks = [sum(weeks[at : at + size]) for at in range(0, len(weeks), size)]
    lines.gap().add(spread(lines.width, spark(blocks), (note, MUTED)))


def write_rhythm(desk: Desk, person: Contact, lines: Lines) -> None:
    """The talks of a year, when the next one is due, and a rhythm where one is missing or too close."""
    if person.status == "deceased" or not desk.complete:
        return
    write_talks(desk, person, lines)
    facts = _facts(desk, person)
    together = Content("    ").join(facts)
    if facts:
        lines.gap()
    for line in [together] if facts and together.cell_length <= lines.width else facts:
        lines.add(line)
    if offer := _offer(desk, person):
        lines.gap(0 if facts else 1).text(offer)


def _facts(desk: Desk, person: Contact) -> list[Content]:
    standing = desk.index.standing(person.id)
    facts: list[Content] = []
    if standing.due and standing.state in TELLS_DUE:
        since = "since " if standing.due < desk.today else ""
        facts.append(run(("due ", MUTED), since + day_head(standing.due, desk.today)))
    if standing.last_talk:
        facts.append(run(("last talk ", MUTED), ago(standing.last_talk, desk.today)))
    elif person.met_on:
        facts.append(run(("met ", MUTED), ago(person.met_on, desk.today)))
    return facts


def _offer(desk: Desk, person: Contact) -> Content | None:
    """Another rhythm, where that would help: a fact, and the key that gives one."""
    if person.status != "active":
        return None
    if not desk.rhythm(person):
        talks = sum(talk.two_way and talk.on <= desk.today for talk in desk.index.talks(person.id))
        if talks < TALKS_FOR_A_RHYTHM:
            return None
        often = COUNTS.get(talks, f"{talks} times")
        return run((f"Talked {often}. A rhythm?  ", MUTED), ("+", BOLD), (" gives one.", MUTED))
    if desk.outlook.wider_circle(person.id):
        return run(("A wider circle is allowed.  ", MUTED), ("-", BOLD), (" gives one.", MUTED))
    return None


def write_open(desk: Desk, person: Contact, lines: Lines) -> None:
    """What is promised between us, either way, and how much was done."""
    followups = [followup for id in desk.index.followups_of(person.id) if (followup := desk.journal.followups.get(id))]
    waiting = [followup for followup in followups if followup.status == "open" or followup.id in desk.just_closed]
    if not waiting:
        return
    done = sum(followup.status == "done" for followup in followups)
    lines.section("Open between you", f"{done:,} done" if done else "")
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
