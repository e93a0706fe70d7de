"""What happened in some days: whom one talked to, what was got and given, messages without an answer, loose notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.timeline import ONE_WAY

WEEK = timedelta(days=7)
UNANSWERED_DAYS = 60
"""Messages older than this are not asked about any more."""
NOT_ASKED_ABOUT = frozenset({"post"})
"""Ways to write that wait for no answer."""


class Gift(NamedTuple):
    """What somebody gave: the benefits by size, and the entry that says so ("" for an introduction)."""

    contact: str
    benefits: tuple[str, ...]
    entry: str
    note: str


def entries_in(index: Index, first: date, last: date) -> Iterator[tuple[str, str, Doc]]:
    """(id, ISO day, document) of the entries from `first` to `last`, both included, oldest first; none after today."""
    timeline, documents = index.timeline, index.documents.get("interactions", {})
    last = min(last, index.today)
    if last < first:
        return
    for day, _, id in timeline.rows[timeline.before(first.isoformat()) : timeline.until(last.isoformat())]:
        if (document := documents.get(id)) is not None:
            yield id, day, document


def talked_to(index: Index, first: date, last: date) -> list[str]:
    """Everybody one talked with in these days, in the order of the talks."""
    found: dict[str, None] = {}
    for _, _, entry in entries_in(index, first, last):
        if facts.two_way(entry):
            found.update(dict.fromkeys(facts.texts(entry, "contacts")))
    return list(found)


def talked_per_week(index: Index, monday: date, weeks: int) -> list[int]:
    """How many people one talked to in each of the weeks before a Monday, the last one last, since the first entry."""
    people: list[set[str]] = [set() for _ in range(weeks)]
    start = monday - weeks * WEEK
    for _, day, entry in entries_in(index, start, monday - timedelta(days=1)):
        if facts.two_way(entry):
            people[(date.fromisoformat(day) - start).days // 7].update(facts.texts(entry, "contacts"))
    rows = index.timeline.rows
    first = next((date.fromisoformat(day) for day, _, _ in rows if day), None)
    lived = 0 if first is None else max(0, -(-(monday - first).days // 7))
    return [len(each) for each in people][max(0, weeks - lived) :]


def benefits_in(index: Index, first: date, last: date) -> tuple[Counter[str], Counter[str]]:
    """(got, gave): the sizes by benefit."""
    sums: dict[str, Counter[str]] = {"got": Counter(), "gave": Counter()}
    for _, _, entry in entries_in(index, first, last):
        for exchange in facts.parts(entry, "exchanges"):
            way, size = facts.text(exchange, "way"), exchange.get("size", 1)
            if way in sums and isinstance(size, int):
                sums[way][facts.text(exchange, "benefit")] += size
    return sums["got"], sums["gave"]


def gifts_in(index: Index, first: date, last: date) -> list[Gift]:
    """Who gave something in these days, the biggest gift first; with those who introduced me to somebody."""
    sizes: Counter[str] = Counter()
    gifts: dict[str, Gift] = {}
    for id, _, entry in entries_in(index, first, last):
        got = [each for each in facts.parts(entry, "exchanges") if facts.text(each, "way") == "got"]
        if not got:
            continue
        benefits = tuple(dict.fromkeys(facts.text(each, "benefit") for each in got))
        note = next(filter(None, (facts.text(each, "note") for each in got)), "") or facts.text(entry, "note")
        for contact in facts.texts(entry, "contacts"):
            sizes[contact] += sum(each["size"] if isinstance(each.get("size"), int) else 1 for each in got)
            gifts[contact] = Gift(contact, benefits, id, note)
    for broker in _brokers(index, first, last):
        sizes[broker] += 2
        gifts.setdefault(broker, Gift(broker, ("opportunity",), "", "introduced you to somebody"))
    return sorted(gifts.values(), key=lambda gift: (-sizes[gift.contact], gift.contact))


def _brokers(index: Index, first: date, last: date) -> Iterator[str]:
    """Those who introduced me to somebody in these days and were not thanked yet."""
    introductions = index.documents.get("introductions", {})
    for id in index.introductions_of("me"):
        introduction = introductions.get(id, {})
        broker = facts.text(introduction, "broker")
        made = facts.text(introduction, "made_on") or facts.text(introduction, "met_on")
        if broker != "me" and first.isoformat() <= made <= last.isoformat() and not introduction.get("thanked_on"):
            yield broker


def unanswered(index: Index) -> list[str]:
    """The messages of the last weeks that nobody is known to have answered, the oldest first.

    What was followed by a talk needs no question; nor does what was written today.
    """
    found: list[str] = []
    first, last = index.today - timedelta(days=UNANSWERED_DAYS), index.today - timedelta(days=1)
    for id, day, entry in entries_in(index, first, last):
        kind = facts.text(entry, "kind", "meeting")
        if kind not in ONE_WAY - NOT_ASKED_ABOUT or facts.direction(entry) != "out":
            continue
        people = facts.texts(entry, "contacts")
        if facts.text(entry, "answered", "unknown") == "unknown" and not _talked_since(index, people, day):
            found.append(id)
    return found


def _talked_since(index: Index, people: Sequence[str], day: str) -> bool:
    return any(index.last_talk.get(person, "") > day for person in people)


def loose_notes(index: Index, first: date, last: date) -> list[str]:
    """The notes of these days that name nobody, the newest first."""
    notes = [
        id
        for id, _, entry in entries_in(index, first, last)
        if facts.text(entry, "kind") == "note" and not facts.texts(entry, "contacts")
    ]
    return notes[::-1]
