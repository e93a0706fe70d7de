"""The pages of Today: somebody and why now; a follow-up, where it comes from and whom it is for."""

from __future__ import annotations

from itertools import islice

from textual.content import Content

from journal.derived.outlook import Coming
from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.timeline import Interaction
from journal.domain.today import Suggestion
from journal.domain.words import ago, day_head, due, hour
from journal.screens.desk import Desk
from journal.screens.person import write_head
from journal.screens.person_ties import write_open, write_talks
from journal.screens.today_lines import TELLING, day_and_time, moment
from journal.widgets.line import BETWEEN, BOLD, DATA, GAVE, GOT, MUTED, PLAIN, dots, run, spread, wrap
from journal.widgets.page import Lines

NOTE_LINES = 3
LATELY, MOST_PLANNED = 8, 500
"""Entries that are shown of the last days, and how many planned ones may stand before them."""
POINTS = 5
"""Cells of the points at the right, with the space before them."""


def write_reaching_out(desk: Desk, person: Contact, lines: Lines, coming: Coming | None = None) -> None:
    """Somebody: who they are, why now, what was last, what is open; `coming` is the moment that brings them up."""
    write_head(desk, person, lines)
    lines.lines[0] = lines.lines[0]._replace(table="contacts", id=person.id)
    if coming is not None:
        day = day_and_time(coming.on, coming.time, desk)
        lines.gap().add(spread(lines.width, (moment(desk, coming), PLAIN), (day, PLAIN)))
    write_talks(desk, person, lines)
    suggestion = desk.outlook.why(person.id)
    if suggestion is not None:
        _why_now(desk, suggestion, lines)
    _last_time(desk, person, lines)
    write_open(desk, person, lines)


def _why_now(desk: Desk, suggestion: Suggestion, lines: Lines) -> None:
    lines.section("Why now", f"{suggestion.score:.0f} points")
    for reason in suggestion.reasons:
        text = desk.seen(reason.text, private=reason.kind in TELLING)
        for number, line in enumerate(wrap((text, PLAIN), lines.width - POINTS)):
            worth = "" if number else f"{points(reason.points):>3}"
            lines.add(spread(lines.width, line, (worth, MUTED)))


def points(number: float, decimals: int = 0) -> str:
    """Points as they stand at the right: "44", "−10"."""
    return f"{number:.{decimals}f}".replace("-", "−")


def last_entry(desk: Desk, person: str) -> Interaction | None:
    """What was last with somebody up to today; a note is no talk and does not count."""
    entries = (desk.journal.interactions.get(id) for id in desk.index.entries_of(person))
    return next((entry for entry in entries if entry and entry.kind != "note" and entry.on <= desk.today), None)


def _last_time(desk: Desk, person: Contact, lines: Lines) -> None:
    if (entry := last_entry(desk, person.id)) is not None:
        _entry(desk, "Last time", entry, lines)


def _entry(desk: Desk, head: str, entry: Interaction, lines: Lines) -> None:
    """An entry in a few lines: when, the beginning of the note, what it brought."""
    lines.section(head, f"{day_head(entry.on, desk.today)} {BETWEEN} {entry.kind}")
    note = desk.seen(" ".join(entry.note.split()), private=entry.private or desk.blurred)
    for number, line in enumerate(
        wrap((note or "Nothing noted.", PLAIN if note else MUTED), lines.width, most=NOTE_LINES)
    ):
        lines.add(line, *(() if number else ("interactions", entry.id)))
    ways = list(dict.fromkeys((exchange.way, exchange.benefit) for exchange in entry.exchanges))
    pieces = [run((GOT if way == "got" else GAVE, DATA), (f" {way} {benefit}", MUTED)) for way, benefit in ways]
    _side_by_side(pieces, lines)


def _side_by_side(pieces: list[Content], lines: Lines) -> None:
    """Facts in a row, or under each other where they do not fit."""
    together = Content("    ").join(pieces)
    for line in [together] if pieces and together.cell_length <= lines.width else pieces:
        lines.add(line)


def write_followup(desk: Desk, followup: FollowUp, lines: Lines) -> None:
    """A follow-up: what, whose, since when, where it comes from, and the people."""
    now = followup.due <= desk.today
    for number, line in enumerate(wrap((desk.seen(followup.what), BOLD), lines.width)):
        lines.add(line, *(() if number else ("followups", followup.id)))
    lines.muted("yours to do" if followup.owner == "mine" else "promised to you")
    lines.gap()
    at = f", {hour(followup.time, desk.config.clock)}" if followup.time else ""
    day = day_head(followup.due, desk.today) + at
    said, more = (due(followup.due, desk.today), day) if now else (day, ago(followup.due, desk.today))
    lines.fact("due", run(said, (f"  {more}" if more != said else "", MUTED)))
    if followup.created is not None:
        since = followup.created.astimezone().date()
        lines.fact("since", run(day_head(since, desk.today), (f"  {ago(since, desk.today)}", MUTED)))
    _comes_from(desk, followup, lines)
    _people(desk, followup.contacts, lines)


def _comes_from(desk: Desk, followup: FollowUp, lines: Lines) -> None:
    journal, origin = desk.journal, followup.from_
    entry = journal.interactions.get(origin) if origin else None
    run_of = journal.runs.get(origin) if origin else None
    event = journal.events.get(run_of.event if run_of else origin) if origin else None
    if entry is not None:
        _entry(desk, "Comes from", entry, lines)
    elif event is not None:
        lines.section("Comes from")
        day = day_head(event.day, desk.today)
        lines.add(spread(lines.width, (desk.seen(event.title), PLAIN), (day, MUTED)), "events", event.id)


def write_lately(desk: Desk, lines: Lines) -> None:
    """The last entries up to today, each with its people."""
    near = islice(desk.index.timeline, MOST_PLANNED)
    found = (entry for id in near if (entry := desk.journal.interactions.get(id)) and entry.on <= desk.today)
    entries = list(islice(found, LATELY))
    if entries:
        lines.title("Lately").gap()
    for entry in entries:
        who = f"{', '.join(desk.names(entry.contacts))}  " if entry.contacts else ""
        note = desk.seen(" ".join(entry.note.split()), private=entry.private or desk.blurred)
        what = run((f"{entry.kind}  ", MUTED), who, (note, MUTED))
        lines.add(spread(lines.width, what, (ago(entry.on, desk.today), MUTED)), "interactions", entry.id)


def _people(desk: Desk, ids: tuple[str, ...], lines: Lines) -> None:
    people = [person for id in ids if (person := desk.person(id))]
    if not people:
        return
    lines.section("With")
    for person in people:
        standing = desk.index.standing(person.id)
        where = f"  {desk.seen(person.org or person.role)}" if person.org or person.role else ""
        warmth = dots(standing.dots if standing.touches else None)
        lines.add(spread(lines.width, run(desk.name(person.id), (where, MUTED)), warmth), "contacts", person.id)
