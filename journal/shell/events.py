"""Which event is meant on the command line: by its id, its title or a part of it, or its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.shell.context import Context
from journal.shell.output import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from journal.domain.events import Event
    from journal.store.journal import Journal

MOST_NAMED = 4
"""Events that are named where several could be meant."""


def in_order(journal: Journal, now: datetime) -> list[Event]:
    """The events to come, the next first; then the past ones, the last first."""
    from journal.domain.walk import span

    events = sorted(journal.events, key=lambda event: (span(event), event.id))
    ahead = [event for event in events if to_come(event, now)]
    behind = [event for event in reversed(events) if not to_come(event, now)]
    return [*ahead, *behind]


def meant(journal: Journal, name: str, context: Context) -> list[Event]:
    """All events that a name could mean: with that id or title, else with a part of it, else on that day."""
    from journal.domain.text import fold

    events, wanted = in_order(journal, context.now), fold(name)
    exact = [event for event in events if event.id == name or fold(event.title) == wanted]
    begin = [event for event in events if fold(event.title).startswith(wanted)]
    words = wanted.split()
    part = [event for event in events if all(word in fold(event.title) for word in words)]
    return exact or begin or part or _on_the_day(events, name, context)


def the_one(journal: Journal, name: str, context: Context) -> Event:
    """The event that a name means: of several the only one to come, or the next of a series.

    Raises `Failure`: there is none, or several could be meant, and which.
    """
    found = meant(journal, name, context)
    if not found:
        raise Failure(f"There is no event “{name}”; `journal prep --list` shows all of them.")
    now = context.now
    ahead = [event for event in found if to_come(event, now)]
    if len({event.title for event in ahead or found}) == 1 or len(found) == 1:
        return (ahead or found)[0]
    if len(ahead) == 1:
        return ahead[0]
    raise Failure(_which(name, ahead or found, context))


def to_come(event: Event, now: datetime) -> bool:
    """Whether an event is not over yet, on the clock where it is."""
    from journal.domain.walk import clock_there, span

    return span(event).ends >= clock_there(event, now)


def _on_the_day(events: Sequence[Event], name: str, context: Context) -> list[Event]:
    """The events on the day that a text names, or in that week or month: of what comes or of what was."""
    from journal.capture.dates import read
    from journal.domain.text import clean

    order = context.config.date_order
    spans = [read(clean(name), context.now, looks=looks, order=order) for looks in ("future", "past")]
    days = [(each.on, each.until or each.on) for each in spans if each is not None]
    return [event for event in events if any(first <= event.day <= last for first, last in days)]


def _which(name: str, events: Sequence[Event], context: Context) -> str:
    """That several are meant, and how to name each."""
    from journal.domain.words import when

    named = [f"{event.title} ({when(event.day, context.today)})" for event in events[:MOST_NAMED]]
    more = len(events) - MOST_NAMED
    named += [f"one of {more} more"] if more > 0 else []
    return f"“{name}” could be {', '.join(named[:-1])} or {named[-1]}; say more of the title, or the day."
