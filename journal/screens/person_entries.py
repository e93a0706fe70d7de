"""All entries with a person: the latest ones, and the earlier ones under everything else that is known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from journal.domain.contacts import Contact
from journal.domain.timeline import Interaction
from journal.domain.words import MONTHS, plural
from journal.screens.desk import Desk
from journal.widgets.line import BOLD, MUTED, PLAIN, cell, gains, run
from journal.widgets.page import Lines

DATE, KIND, WAYS = 6, 8, 2
LATEST, FEW = 8, 12
"""Entries that stand first where there are many, and how many are not many yet."""


def write_entries(desk: Desk, person: Contact, lines: Lines) -> None:
    """The latest entries; without any, the key that notes one."""
    ids = desk.index.entries_of(person.id)
    if ids:
        lines.section("Entries", f"{len(ids):,}")
        _entries(desk, ids[: _first(ids)], lines, desk.today.year)
    elif desk.complete:
        lines.section("Entries")
        lines.add("Nothing noted yet.")
        if person.status != "deceased":
            lines.add(run(("l", BOLD), (" logs a talk.", MUTED)))


def write_earlier(desk: Desk, person: Contact, lines: Lines) -> None:
    """The entries that did not stand above, however many."""
    ids = desk.index.entries_of(person.id)
    first = _first(ids)
    if first < len(ids):
        lines.section("Earlier", plural(len(ids) - first, "entry", "entries"))
        _entries(desk, ids[first:], lines, _year(desk, ids[first - 1]))


def _first(ids: Sequence[str]) -> int:
    return len(ids) if len(ids) <= FEW else LATEST


def _entries(desk: Desk, ids: Sequence[str], lines: Lines, year: int) -> None:
    """A line for each, made when it is drawn; `year` is the one that needs no head."""
    for id in ids:
        on = _year(desk, id)
        if on != year:
            year = on
            lines.add((f"{year}" if year else "no day", MUTED))
        lines.later(partial(_entry, desk, id, lines.width), "interactions", id)


def _year(desk: Desk, id: str) -> int:
    """The year of an entry as it is written; 0 where there is none."""
    written = str(desk.journal.interactions.docs.get(id, {}).get("on", ""))[:4]
    return int(written) if written.isdecimal() else 0


def _entry(desk: Desk, id: str, width: int) -> Content:
    entry = desk.journal.interactions.get(id)
    return _line(desk, entry, width) if entry else Content("")


def _line(desk: Desk, entry: Interaction, width: int) -> Content:
    """One entry: its day, its kind, the note, and the glyphs of what it brought."""
    room = width - DATE - KIND - WAYS - 6
    note = desk.seen(entry.note, private=entry.private or desk.blurred).replace("\n", " ")
    return run(
        cell((f"{entry.on.day} {MONTHS[entry.on.month - 1]}", MUTED), DATE, "right"),
        "  ",
        cell((entry.kind, MUTED), KIND),
        "  ",
        cell((note or "–", PLAIN if note else MUTED), room),
        "  ",
        gains(exchange.way for exchange in entry.exchanges),
    )
