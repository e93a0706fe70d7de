"""Linking people and entries to what one is after: a goal, a place in it, or an event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from journal.dialogs.choose import ChooseDialog
from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.goals import Goal
from journal.domain.timeline import Interaction
from journal.domain.words import when
from journal.store.journal import Transaction
from journal.store.wording import shorten
from journal.widgets.line import DONE

if TYPE_CHECKING:
    from journal.screens.acts.base import Acts

LIVE = ("active", "draft", "paused")
EVENTS_BACK, MOST_EVENTS = 30, 12
"""Days for which an event that is over can still be chosen, and how many are offered."""
NOTE = 26
"""Cells of the note beside a choice."""


class Link(NamedTuple):
    """Something to link to: a goal (`number` is None), a place of a goal, or an event."""

    table: str
    id: str
    number: int | None = None


async def link_people(acts: Acts, people: Sequence[Contact], naming: str) -> None:
    """Pin people to a place of a goal, or expect them at an event; whoever is linked already is taken out."""
    desk = acts.desk
    ids = [person.id for person in people]
    options = [
        (Link("goals", goal.id, number), slot.label, goal.statement, set(ids) <= set(slot.people))
        for goal in _goals(acts)
        for number, slot in enumerate(goal.slots)
    ]
    options += [
        (Link("events", event.id), event.title, when(event.day, desk.today), set(ids) <= set(event.expected))
        for event in _events(acts)
    ]
    link, inside = await _choose(acts, f"Link {naming} to …", options)
    if link is None:
        return
    if link.table == "events":
        event = desk.journal.events.get(link.id)
        if event is not None:
            after: Goal | Event = event.changed(expected=_toggled(event.expected, ids, inside))
            _write(acts, event, after, naming, event.title, inside)
        return
    goal = desk.journal.goals.get(link.id)
    if goal is not None and link.number is not None and link.number < len(goal.slots):
        slots = [slot.model_dump() for slot in goal.slots]
        slot = slots[link.number]
        slots[link.number] = {**slot, "people": _toggled(slot["people"], ids, inside)}
        _write(acts, goal, goal.changed(slots=slots), naming, slot["label"], inside)


async def link_entries(acts: Acts, entries: Sequence[Interaction], naming: str) -> None:
    """Link entries to a goal or an event; those that are linked already are taken out."""
    desk = acts.desk
    options = [
        (Link("goals", goal.id), goal.statement, "goal", all(goal.id in entry.goals for entry in entries))
        for goal in _goals(acts)
    ]
    options += [
        (Link("events", event.id), event.title, when(event.day, desk.today), all(e.event == event.id for e in entries))
        for event in _events(acts)
    ]
    link, inside = await _choose(acts, f"Link {naming} to …", options)
    if link is None:
        return

    def linked(entry: Interaction) -> Interaction:
        if link.table == "events":
            return entry.changed(event=None if inside else link.id)
        return entry.changed(goals=_toggled(entry.goals, [link.id], inside))

    def changes(transaction: Transaction) -> None:
        for entry in entries:
            transaction.change(entry, linked(entry))

    target = next(label for value, label, _, _ in options if value == link)
    acts.write(*_said(acts, naming, target, inside, changes))


async def _choose(acts: Acts, title: str, options: Sequence[tuple[Link, str, str, bool]]) -> tuple[Link | None, bool]:
    """What is to be linked, and whether it is linked already."""
    if not options:
        said = "There is nothing to link to yet: 4 shows goals, and n there writes one."
        acts.place.app.notify(said, markup=False)
        return None, False
    seen = acts.desk.seen
    shown: list[tuple[Any, str, str]] = [
        (link, f"{DONE if inside else ' '} {seen(label)}", seen(_short(note))) for link, label, note, inside in options
    ]
    link = await acts.place.ask(ChooseDialog(title, shown))
    return link, any(inside for other, _, _, inside in options if other == link)


def _short(note: str) -> str:
    return note if len(note) <= NOTE else note[: NOTE - 1].rstrip() + "…"


def _goals(acts: Acts) -> list[Goal]:
    """The goals that are not closed, active ones first."""
    goals = [goal for goal in acts.desk.journal.goals if goal.status in LIVE]
    return sorted(goals, key=lambda goal: (LIVE.index(goal.status), goal.statement))


def _events(acts: Acts) -> Iterator[Event]:
    """Events to come and those of the last weeks, the nearest first."""
    today = acts.desk.today
    events = [event for event in acts.desk.journal.events if (today - event.day).days <= EVENTS_BACK]
    yield from sorted(events, key=lambda event: (abs((event.day - today).days), event.title))[:MOST_EVENTS]


def _toggled(before: Sequence[str], ids: Sequence[str], inside: bool) -> list[str]:
    kept = [id for id in before if id not in ids]
    return kept if inside else [*kept, *ids]


def _write(acts: Acts, before: Goal | Event, after: Goal | Event, naming: str, target: str, inside: bool) -> None:
    acts.write(*_said(acts, naming, target, inside, lambda transaction: transaction.change(before, after)))


def _said(
    acts: Acts, naming: str, target: str, inside: bool, changes: Callable[[Transaction], object]
) -> tuple[str, Callable[[Transaction], object], str]:
    """What is written to the journal, the change, and what the toast says."""
    word = "not linked to" if inside else "linked to"
    op = f"{'unlink' if inside else 'link'}: {shorten(target)}"
    return op, changes, f"{naming}: {word} {acts.desk.seen(shorten(target))}.   u takes it back"
