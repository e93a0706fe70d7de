"""Week: whom one talked to since Monday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index


def monday(today: date) -> date:
    """The first day of the week."""
    return today - timedelta(days=today.weekday())


def entries(index: Index, since: date | None = None) -> Iterator[Doc]:
    """The entries since Monday, or another day, without notes."""
    timeline, day = index.timeline, since or monday(index.today)
    first, last = timeline.before(day.isoformat()), timeline.until(index.today.isoformat())
    for row in timeline.rows[first:last]:
        entry = index.documents["interactions"].get(row[2], {})
        if facts.text(entry, "kind") != "note":
            yield entry


def talked_to(index: Index) -> frozenset[str]:
    """The people one talked to since Monday; a message nobody answered is no talk."""
    return frozenset(who for entry in entries(index) if facts.two_way(entry) for who in facts.texts(entry, "contacts"))


def old_ties(index: Index) -> Iterator[str]:
    """The people one wrote or talked to since Monday after having lost sight of them."""
    first, limits = monday(index.today), index.model.due
    for contact in sorted({who for entry in entries(index) for who in facts.texts(entry, "contacts")}):
        last = max((talk.on for talk in index.talks(contact) if talk.two_way and talk.on < first), default=None)
        rhythm = index.rhythm(contact)
        if last and rhythm and (first - last).days >= max(limits.dormant_min_days, limits.dormant_cadences * rhythm):
            yield contact
