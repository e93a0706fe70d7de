"""Agenda: what was promised and what is coming: follow-ups by when they are due, events and moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.moments import next_day
from journal.domain.text import clean
from journal.domain.warmth import day_of

SOON_DAYS = 7
"""A follow-up is soon due within these days."""
NO_TIME = "~"
"""What has no time comes after what has one."""

Steps = Callable[[str, bool], int]
"""How many steps a checklist has; True asks for its short version."""


class Promises(NamedTuple):
    """Ids of open follow-ups by day, mine and theirs: due up to today, within a week, and after that."""

    mine_due: Sequence[str] = ()
    mine_soon: Sequence[str] = ()
    mine_later: Sequence[str] = ()
    theirs_due: Sequence[str] = ()
    theirs_later: Sequence[str] = ()


class Coming(NamedTuple):
    """An event or a moment to come. `id` is that of the event or of the contact.

    `done` of `steps` says how far the preparation of an event is; `steps` is 0 where there is none.
    """

    kind: str
    id: str
    title: str
    on: date
    time: str = ""
    done: int = 0
    steps: int = 0


class MomentDay(NamedTuple):
    """The day on which a moment of a contact comes next."""

    label: str
    on: date


def promises(index: Index) -> Promises:
    """All open follow-ups; one whose day cannot be read comes last."""
    today, soon = index.today, index.today + timedelta(days=SOON_DAYS)
    lists: dict[str, list[str]] = {name: [] for name in Promises._fields}
    for id in index.open_followups:
        followup = index.documents["followups"][id]
        day = day_of(followup.get("due")) or date.max
        whose = "theirs" if facts.text(followup, "owner") == "theirs" else "mine"
        when = "due" if day <= today else "soon" if day <= soon and whose == "mine" else "later"
        lists[f"{whose}_{when}"].append(id)
    return Promises(**lists)


def planned(index: Index, until: date) -> Iterator[tuple[str, Doc, date]]:
    """The planned events that begin up to a day or are going on, each with its next day, in no order."""
    for id, event in index.documents.get("events", {}).items():
        starts = day_of(event.get("starts"))
        if starts is None or facts.text(event, "status", "planned") != "planned":
            continue
        ends = day_of(event.get("ends")) or starts
        if starts <= until and ends >= index.today:
            yield id, event, max(starts, index.today)


def moments(contact: Doc, today: date) -> Iterator[MomentDay]:
    """The days to remember of a contact, each on its next day."""
    if facts.text(contact, "status", "active") != "active":
        return
    for moment in facts.parts(contact, "moments"):
        month, day = moment.get("month"), moment.get("day")
        if moment.get("remind") is False or not isinstance(month, int) or not isinstance(day, int):
            continue
        try:
            yield MomentDay(clean(facts.text(moment, "label")), next_day(month, day, today))
        except ValueError:
            continue  # no such day: `journal doctor` says so


def coming(index: Index, days: int, remembered: Mapping[str, Sequence[MomentDay]], steps: Steps) -> list[Coming]:
    """The events and the moments (by contact) within these days, in order."""
    until = index.today + timedelta(days=days)
    found = [_event(index, steps, *each) for each in planned(index, until)]
    for contact, those in remembered.items():
        found += [Coming("moment", contact, moment.label, moment.on) for moment in those if moment.on <= until]
    return sorted(found, key=lambda each: (each.on, each.time or NO_TIME, each.title.casefold(), each.id))


def _event(index: Index, steps: Steps, id: str, event: Doc, on: date) -> Coming:
    starts = facts.text(event, "starts")
    time = starts[11:16] if on == day_of(starts) else ""
    return Coming("event", id, clean(facts.text(event, "title")), on, time, *_prepared(index, id, steps))


def _prepared(index: Index, event: str, steps: Steps) -> tuple[int, int]:
    """How many steps of the newest preparation of an event are behind one, and how many there are."""
    runs = ((id, run) for id, run in index.documents.get("runs", {}).items() if facts.text(run, "event") == event)
    _, run = max(runs, default=("", None), key=lambda each: each[0])
    if run is None:
        return 0, 0
    answers = run.get("answers")
    given = answers.values() if isinstance(answers, dict) else ()
    done = sum(isinstance(answer, dict) and answer.get("status") in ("done", "skipped") for answer in given)
    every = max(done, steps(facts.text(run, "checklist", "other"), run.get("short") is True))
    return done, every
