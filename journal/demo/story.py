"""Who talked when: the days of the sample journal on which something happened, before there are words for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from journal.demo.calendar import SATURDAY, START, SUNDAY, Calendar
from journal.demo.people import Person

COMPANY = 0.16
"""The share of talks in which others took part."""
OFF_DAYS = ("family", "garden", "running", "friends", "climbing", "music", "cooking", "making", "code_club", "letters")
"""Threads that belong to the weekend."""
AT_HOME = ("family", "garden", "friends", "schools", "letters", "alumni", "cooking", "salary", "languages", "mentoring")
"""Threads for two."""
NOBODY: tuple[Person, ...] = ()


class Slot(NamedTuple):
    """Something that happened, so many days ago, with whom: a talk, a post, a note about somebody, or a thought."""

    ago: int
    sort: str
    people: tuple[Person, ...]
    thread: str = "trade"


def plan(people: Sequence[Person], taken: Mapping[str, set[int]], calendar: Calendar, rng: Random) -> list[Slot]:
    """Everything that happened beside the scenes of the script, whose days are `taken`; newest first per person."""
    slots: list[Slot] = []
    circle = [person for person in people if person.last is not None and len(person.threads) > 1]
    for person in people:
        for ago in _talk_days(person, taken.get(person.key, set()), rng):
            thread = _thread(person, rng)
            if ago != person.last:
                ago = _fitting_day(ago, thread, person, calendar)
            slots.append(Slot(ago, "talk", (person, *_company(ago, thread, circle, person, rng)), thread))
        slots += _tries(person, taken.get(person.key, set()))
        slots += _asides(person, rng)
    slots += [Slot(ago, "thought", NOBODY) for ago in range(rng.randint(9, 30), START - 20, rng.randint(38, 50))]
    return slots


def fitted(slots: list[Slot], wanted: int, people: Sequence[Person], rng: Random) -> list[Slot]:
    """So many slots, no matter how many were planned: the last talk with somebody is dropped last of all."""
    if wanted <= len(slots):
        kept = [slot for slot in slots if _matters(slot)]
        rest = [slot for slot in slots if not _matters(slot)]
        return (kept + rng.sample(rest, len(rest)))[: max(wanted, 0)]
    busy = [person for person in people if person.last is not None and _oldest(person) - person.last > 1]
    if not busy:
        thoughts = rng.choices(range(1, START), k=wanted - len(slots))
        return slots + [Slot(ago, "thought", NOBODY) for ago in thoughts]
    chosen = rng.choices(busy, k=wanted - len(slots))
    return slots + [_further(person, rng) for person in chosen]


def _matters(slot: Slot) -> bool:
    return slot.sort == "try" or (slot.sort == "talk" and slot.ago == slot.people[0].last)


def _further(person: Person, rng: Random) -> Slot:
    days = _oldest(person) - (person.last or 0)
    ago = (person.last or 0) + 1 + int(rng.random() * (days - 1))
    return Slot(ago, "talk" if rng.random() < 0.9 else "note", (person,), _thread(person, rng))


def _oldest(person: Person) -> int:
    return min(person.met, person.entered if person.imported else START - 6)


def _talk_days(person: Person, taken: set[int], rng: Random) -> Iterable[int]:
    if person.last is None:
        return
    if person.last not in taken:
        yield person.last
    if person.last > START:
        return
    ago = float(person.last)
    while True:
        ago += person.gap * rng.uniform(0.5, 1.5)
        if ago > _oldest(person):
            return
        if all(abs(ago - other) > person.gap * 0.3 for other in taken):
            yield int(ago)


def _thread(person: Person, rng: Random) -> str:
    threads = person.threads or ["trade"]
    return threads[0] if rng.random() < 0.45 else rng.choice(threads)


def _fitting_day(ago: int, thread: str, person: Person, calendar: Calendar) -> int:
    """A few days earlier, where the weekday does not suit: runs on Sundays, work never at the weekend."""
    weekday, earlier = calendar.weekday(ago), ago
    if thread == "running":
        earlier = ago + (weekday - SUNDAY) % 7
    elif thread not in OFF_DAYS and weekday >= SATURDAY:
        earlier = ago + weekday - SATURDAY + 1
    return min(earlier, max(ago, _oldest(person)))


def _company(ago: int, thread: str, circle: Sequence[Person], person: Person, rng: Random) -> tuple[Person, ...]:
    """Others who were there too: people of the same thread whose own last talk this would not move."""
    if thread in AT_HOME or thread == "trade" or rng.random() > COMPANY:
        return NOBODY
    there = [
        other
        for other in circle
        if other is not person and thread in other.threads and (other.last or 0) <= ago <= _oldest(other)
    ]
    return tuple(rng.sample(there, min(len(there), rng.choice((1, 1, 2, 2, 3, 6)))))


def _tries(person: Person, taken: set[int]) -> list[Slot]:
    return [Slot(ago, "try", (person,), _first(person)) for ago in person.tries if ago not in taken]


def _first(person: Person) -> str:
    return person.threads[0] if person.threads else "trade"


def _asides(person: Person, rng: Random) -> list[Slot]:
    """Posts, which are no talk, and things learnt about somebody, which are none either."""
    newest, oldest = 3, _oldest(person)
    if oldest <= newest or person.fields.get("status", "active") != "active" or "family" in person.fields["kinds"]:
        return []
    posts = rng.choice((0, 0, 0, 0, 1)) if person.last is not None else rng.random() < 0.06
    notes = rng.choice((0, 0, 0, 0, 1)) if person.last is not None else 0
    slots = [Slot(rng.randint(newest, oldest), "post", (person,), _first(person)) for _ in range(posts)]
    return slots + [Slot(rng.randint(newest, oldest), "note", (person,), _first(person)) for _ in range(notes)]
