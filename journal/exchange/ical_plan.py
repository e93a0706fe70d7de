"""A calendar as a plan: which events come in, which change, and why the others stay out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from journal.domain.events import Event
from journal.domain.record import Invalid
from journal.domain.text import fold
from journal.exchange.ical import Moment, Occasion, at_midnight, occasions
from journal.exchange.ical_repeats import expanded
from journal.exchange.ics_out import GENERIC, times, titled
from journal.exchange.offers import NOTES, Ticks
from journal.exchange.person import OWN, Doc, Document, Offer
from journal.exchange.plan import PROGRESS_EVERY, Change, Plan, Progress, Row
from journal.exchange.source import Source

FORMAT = "ical"
PAST, GUESTS = "past", "guests"
YOURS = "your own event"
OVER = "it is over"
CANCELLED = "it is called off"
WORDS = {"title": "title", "starts": "start", "ends": "end", "place": "place", "url": "link", "note": "notes"}
KIND_WORDS = (
    (re.compile(r"\bcoffee\b"), "coffee_chat"),
    (re.compile(r"\binterview\b"), "job_interview"),
    (re.compile(r"\b(?:conference|summit|congress|\w*conf|\w*con)\b"), "conference"),
    (re.compile(r"\b(?:career|job) fair\b"), "career_fair"),
    (re.compile(r"\bmeet-?up\b"), "meetup"),
    (re.compile(r"\balumni\b"), "alumni_community"),
    (re.compile(r"\bwebinar\b"), "online_event"),
    (re.compile(r"\bdinner\b"), "industry_dinner"),
)


def plan(
    source: Source,
    events: Mapping[str, Doc],
    contacts: Mapping[str, Doc],
    now: datetime,
    new_id: Callable[[], str],
    ticks: Ticks,
    progress: Progress | None = None,
) -> Plan:
    """Decide for every entry of a calendar what becomes of it. Changes nothing."""
    found = list(expanded(occasions(source), now.date()))
    planner = _Planner(events, contacts, now, new_id, ticks)
    rows: list[Row] = []
    for done, one in enumerate(found):
        if progress and not done % PROGRESS_EVERY:
            progress(done, len(found))
        rows.append(planner.row(one))
    if progress:
        progress(len(found), len(found))
    notes = (*source.notes, *([] if rows else [f"{source.name} holds no events."]))
    return Plan(FORMAT, tuple(rows), planner.changes(), notes, offers=tuple(_offers(found, planner, ticks)))


def _offers(found: list[Occasion], planner: _Planner, ticks: Ticks) -> Iterator[Offer]:
    counts = Counter({NOTES: sum(bool(one.note) for one in found), GUESTS: sum(bool(one.guests) for one in found)})
    counts[PAST] = sum(planner.is_past(one) for one in found if not one.skip)
    for name in (NOTES, GUESTS, PAST):
        if counts[name]:
            yield Offer(name, counts[name], name in ticks.take)


class _Planner:
    """Goes through the entries in order; later ones see what earlier ones bring."""

    def __init__(
        self,
        events: Mapping[str, Doc],
        contacts: Mapping[str, Doc],
        now: datetime,
        new_id: Callable[[], str],
        ticks: Ticks,
    ) -> None:
        self._events, self._contacts, self._now, self._new_id, self._ticks = events, contacts, now, new_id, ticks
        self._created = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        self._after: dict[str, Document] = {}
        self._sources = {str(event["source"]): id for id, event in events.items() if event.get("source")}
        self._titles = {
            (fold(str(event.get("title"))), str(event.get("starts"))[:10]): id
            for id, event in events.items()
            if not event.get("source")
        }

    def is_past(self, one: Occasion) -> bool:
        end = one.end or one.start
        return end is not None and at_midnight(end).date() < self._now.date()

    def row(self, one: Occasion) -> Row:
        if one.skip or one.start is None:
            return Row(one.line, "skip", one.title, one.skip)
        source = f"{FORMAT}:{one.uid}"
        fields = self._fields(one)
        id = self._sources.get(source) or self._titles.get((fold(one.title), fields["starts"][:10]))
        own = one.uid.removesuffix(OWN)
        try:
            if one.uid.endswith(OWN) and own in self._events:
                return self._own(one, own, fields)
            return self._new(one, source, fields) if id is None else self._known(one, id, source, fields)
        except Invalid as error:
            return Row(one.line, "skip", one.title, str(error))

    def changes(self) -> tuple[Change, ...]:
        everything = (Change(Event.TABLE, id, self._events.get(id), after) for id, after in self._after.items())
        return tuple(change for change in everything if change.before != change.after)

    def _fields(self, one: Occasion) -> dict[str, Any]:
        starts = _written(one.start)
        ends = _written(one.end) if one.end is not None and one.start is not None else ""
        fields = {"title": one.title, "starts": starts, "place": one.place, "url": one.url, "tz": one.zone}
        fields["ends"] = ends if ends > starts else ""
        if NOTES in self._ticks.take:
            fields["note"] = one.note
        return {name: value for name, value in fields.items() if value}

    def _new(self, one: Occasion, source: str, fields: dict[str, Any]) -> Row:
        past = self.is_past(one)
        if one.cancelled or (past and PAST not in self._ticks.take):
            return Row(one.line, "skip", one.title, CANCELLED if one.cancelled else OVER)
        status = "attended" if past else "planned"
        document = {**fields, "kind": _kind(one.title), "status": status, "source": source, "imported": fields}
        if GUESTS in self._ticks.take and one.guests:
            document["expected"] = list(one.guests)
        id = self._new_id()
        self._take(id, {**document, "created": self._created}, source)
        return Row(one.line, "new", one.title, _when(one), id)

    def _known(self, one: Occasion, id: str, source: str, fields: dict[str, Any]) -> Row:
        event = self._after.get(id) or dict(self._events[id])
        fields = self._changed(one, event, id, fields)
        news = _news(event, fields)
        if one.cancelled and event.get("status") == "planned":
            news["status"] = "cancelled"
        if GUESTS in self._ticks.take and one.guests and not event.get("expected"):
            news["expected"] = list(one.guests)
        told = [word for name, word in WORDS.items() if name in news] + [CANCELLED] * ("status" in news)
        after = {**event, **news, "source": source, "imported": {**event.get("imported", {}), **fields}}
        if after == event:
            return Row(one.line, "same", one.title, "", id, (id,))
        self._take(id, after, source)
        return Row(one.line, "update", one.title, ", ".join(told) or "what the file says is remembered", id, (id,))

    def _own(self, one: Occasion, id: str, fields: dict[str, Any]) -> Row:
        """An event that this journal wrote: what was changed in the calendar is taken over."""
        event = self._after.get(id) or dict(self._events[id])
        fields = self._changed(one, event, id, fields)
        news = {name: value for name, value in fields.items() if value != event.get(name)}
        if one.cancelled and event.get("status") == "planned":
            news["status"] = "cancelled"
        told = [word for name, word in WORDS.items() if name in news] + [CANCELLED] * ("status" in news)
        if not news:
            return Row(one.line, "same", one.title, YOURS, id, (id,))
        self._take(id, {**event, **news}, str(event.get("source", "")))
        return Row(one.line, "update", one.title, ", ".join([YOURS, *told]), id, (id,))

    def _changed(self, one: Occasion, event: Doc, id: str, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields without those that say the same as the event here: in another zone, or with a title that hides."""
        try:
            here = times(Event.parse(event, id))
        except Invalid:
            return fields
        same = {"tz", "starts"} if one.given[0] == here[0] else set()
        same |= {"ends"} if one.given[1] == here[1] else set()
        same |= {"title"} if self._hides(str(event.get("title", "")), one.title) else set()
        return {name: value for name, value in fields.items() if name not in same}

    def _hides(self, title: str, exported: str) -> bool:
        """Whether a title is that of an event as it was exported: with initials for names, or saying nothing."""
        if exported in (title, GENERIC):
            return exported != title
        names = {id: str(one["name"]) for id, one in self._contacts.items() if one.get("name")}
        return exported == titled(title, names, "initials")

    def _take(self, id: str, document: Document, source: str) -> None:
        self._after[id] = Event.parse(document, id).document()
        self._sources[source] = id


def _news(event: Doc, fields: Mapping[str, Any]) -> Document:
    """What changed in the file and was not changed by the user."""
    before = event.get("imported") or {}
    return {
        name: value
        for name, value in fields.items()
        if value != before.get(name) and event.get(name) != value and (event.get(name) or "") == before.get(name, "")
    }


def _written(value: Moment | None) -> str:
    if value is None:
        return ""
    return f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value.isoformat()


def _when(one: Occasion) -> str:
    return _written(one.start).replace("T", " ")


def _kind(title: str) -> str:
    text = fold(title)
    return next((kind for pattern, kind in KIND_WORDS if pattern.search(text)), "other")
