"""An introduction in a line or two: who, through whom, where it stands, and what comes next."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from journal.domain.introduction_steps import day, state_words
from journal.domain.introductions import ME, Introduction, Reminder, reminder
from journal.domain.words import due, short_day
from journal.screens.desk import Desk
from journal.widgets.line import BETWEEN, MUTED, PLAIN, TO, run, spread
from journal.widgets.page import Lines

TABLE = "introductions"
NEXT, FOR = "  next: ", " for the introduction"


def write_introduction(desk: Desk, introduction: Introduction, lines: Lines, indent: int = 0) -> None:
    """Its line, which can hold the cursor; below it the next step, if there is one."""
    room, before = lines.width - indent, " " * indent
    lines.add(run(before, _line(desk, introduction, room)), TABLE, introduction.id)
    if ahead := next_step(desk, introduction):
        tone = PLAIN if ahead.due <= desk.today and ahead.owner == "mine" else MUTED
        whose = "" if ahead.owner == "mine" else f"{_given(desk, introduction.broker)} is to "
        when = run((due(ahead.due, desk.today), tone))
        what = f"{whose}{ahead.what}"
        if len(NEXT) + cell_len(what) + 2 + when.cell_length > room:
            what = what.partition(FOR)[0]  # the line above says for what
        lines.add(run(before, spread(room, run((NEXT, MUTED), (what, tone)), when)))


def write_past(desk: Desk, introduction: Introduction, lines: Lines) -> None:
    """Its line alone, in a list of what happened."""
    lines.add(_line(desk, introduction, lines.width), TABLE, introduction.id, "past")


def _line(desk: Desk, introduction: Introduction, width: int) -> Content:
    """Who, through whom, when, and where it stands."""
    pair = f"{desk.name(introduction.a)} {TO} {desk.name(introduction.b)}"
    through = "" if introduction.broker == ME else f"  through {desk.name(introduction.broker)}"
    on, word = day(introduction), state_words(introduction, desk.today)
    note = f"{short_day(on, desk.today)} {BETWEEN} {word}" if on else word
    return spread(width, run(pair, (through, MUTED)), (note, MUTED))


def next_step(desk: Desk, introduction: Introduction) -> Reminder | None:
    """What there is to do about it, in names as they may be shown; nothing where it came to its end."""
    if introduction.status in ("declined", "stale"):
        return None
    return reminder(introduction, desk.today, lambda id: _given(desk, id))


def _given(desk: Desk, id: str) -> str:
    """A first name: the whole one stands in the line above."""
    person = None if id == ME else desk.person(id)
    return desk.seen(person.given) if person else desk.name(id)
