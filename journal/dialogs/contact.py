"""ContactDialog: a person in a form. Only the name is asked for; what is rarely needed is folded away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from journal.dialogs.contact_fields import PLAIN, WHERE, Completers, Groups, groups, hints, more
from journal.dialogs.contact_parts import (
    ADDRESSES,
    birthday_of,
    changed_channels,
    changed_edges,
    changed_moments,
    say_addresses,
    sorted_out,
)
from journal.dialogs.contact_values import VALUES, complete_knows, read_one, say_day_of_year, say_days, say_knows
from journal.dialogs.form import Drafts, Form
from journal.dialogs.people import People
from journal.dialogs.reading import (
    Reader,
    read_choice,
    read_choices,
    read_day,
    read_span,
    read_topics,
    say_day,
    say_topics,
)
from journal.domain.contacts import CIRCLES, KINDS, Contact
from journal.domain.text import clean, fold
from journal.domain.words import ago, day_head
from journal.widgets.completion import Completion, words_completer

LONGEST_RHYTHM = (3, 1095)
Named = Callable[[], Sequence[tuple[str, str]]]
"""(id, name) of what can be named; asked for when it is needed, because it may be long."""


class ContactDialog(Form[Contact]):
    """Edit a contact, or with `new` enter one (then `contact`, if given, fills the form).

    `rhythms` gives the days of each circle, for the words beside it.
    """

    FOLDED = "their name, world, gifts, ties, days, hard times"

    def __init__(
        self,
        contact: Contact | None = None,
        *,
        today: date,
        drafts: Drafts | None = None,
        new: bool = False,
        order: str = "DMY",
        topics: Sequence[str] = (),
        rhythms: Mapping[str, int] | None = None,
        people: Named = tuple,
        events: Named = tuple,
    ) -> None:
        self.new = new or contact is None
        title = "New person" if self.new or contact is None else f"Edit {contact.name}"
        super().__init__(title, f"contact {'new' if self.new or contact is None else contact.id}", drafts)
        self.veiled_heading = "New person" if self.new else "Edit person"
        self.contact = contact
        self.today, self.now, self.order = today, datetime.combine(today, time(12)), order
        self.known_topics, self.rhythms = topics, rhythms or {}
        self.known_people, self.known_events = people, events
        self.unsaved = self.new and contact is not None

    @cached_property
    def people(self) -> People:
        """Everybody but the one the form is about."""
        person = self.contact
        named = [person.introduced_by, *(known.contact for known in person.knows)] if person else []
        others = [pair for pair in self.known_people() if person is None or pair[0] != person.id]
        return People(others, filter(None, named))

    @cached_property
    def events(self) -> People:
        return People(self.known_events(), filter(None, [self.contact.met_at if self.contact else None]))

    @cached_property
    def _completers(self) -> Completers:
        return Completers(
            topics=words_completer(self.known_topics, many=True, closed=False, mark="#"),
            people=lambda text, at: self.people.complete(text, at),
            knows=lambda text, at: complete_knows(self.people, text, at),
            events=lambda text, at: self.events.complete(text, at),
            addresses=self._complete_address,
        )

    def _complete_address(self, text: str, cursor: int) -> Completion | None:
        channels = changed_channels(self.contact, Reader(self.fields.texts), set(ADDRESSES))
        return words_completer([channel["value"] for channel in channels], many=False)(text, cursor)

    def groups(self) -> Groups:
        return groups(self._completers)

    def more(self) -> Groups:
        return more(self._completers)

    def start(self) -> Mapping[str, str]:
        person = self.contact
        if person is None:
            fields = (field.name for group in (*self.groups(), *self.more()) for field in group)
            return {**dict.fromkeys(fields, ""), "circle": "active"}
        birthday = birthday_of(person)
        return {
            **{form: getattr(person, record) for form, record in PLAIN.items()},
            **{form: value.say(getattr(person, value.field)) for form, value in VALUES.items()},
            **say_addresses(person.channels),
            "kind": ", ".join(person.kinds),
            "circle": person.circle,
            "every": f"{person.cadence_days} days" if person.cadence_days else "",
            "birthday": say_day_of_year(birthday) if birthday else "",
            "days": say_days([moment for moment in person.moments if moment is not birthday]),
            "topics": say_topics(person.topics),
            "met_on": say_day(person.met_on),
            "care": say_day(person.care_until),
            "through": self.people.say([person.introduced_by]) if person.introduced_by else "",
            "event": self.events.say([person.met_at]) if person.met_at else "",
            "knows": say_knows(person.knows, self.people),
        }

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        return {
            **hints(texts),
            "kind": _other_kinds(texts["kind"]),
            "circle": self._rhythm(texts["circle"]),
            "met_on": self._met(texts["met_on"]),
            "care": self._care(texts["care"]),
        }

    def _rhythm(self, text: str) -> str:
        try:
            circle = read_choice(text, CIRCLES, "circle")
        except ValueError:
            return ", ".join(CIRCLES)
        days = self.rhythms.get(circle)
        return "no rhythm" if circle == "open" else f"every {days} days" if days else ", ".join(CIRCLES)

    def _met(self, text: str) -> str:
        day = self._told(text, "past")
        return ago(day, self.today) if day else ""

    def _care(self, text: str) -> str:
        day = self._told(text, "future")
        return (
            f"no asks until {day_head(day, self.today)}" if day else "no asks until a day" if not text.strip() else ""
        )

    def _told(self, text: str, looks: str) -> date | None:
        try:
            return self._day(text, looks)
        except ValueError:
            return None

    def _day(self, text: str, looks: str) -> date | None:
        return read_day(text, self.now, looks=looks, order=self.order).on if text.strip() else None

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Contact:
        reader = Reader(texts)
        fields = self._fields(reader, set(self.fields.names) if self.contact is None else changed)
        person = self.contact
        return reader.build(
            lambda: (
                Contact.parse(fields)
                if person is None
                else person.changed(**fields, **sorted_out(person, fields, self.today))
            ),
            WHERE,
        )

    def _fields(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        """The fields of the record whose texts were changed, with their new values."""
        fields: dict[str, Any] = {record: reader.texts[form] for form, record in PLAIN.items() if form in changed}
        if "name" in changed and not clean(reader.texts["name"]):
            reader.wrong["name"] = "a name is needed, nothing else"
        for form, (record, read) in self._readers().items():
            if form in changed:
                value = reader.take(form, read)
                if form not in reader.wrong:
                    fields[record] = value
        if changed & {"birthday", "days"}:
            fields["moments"] = changed_moments(self.contact, reader, changed, self.now, self.order)
        if changed & {*ADDRESSES, "prefers"}:
            fields["channels"] = changed_channels(self.contact, reader, changed)
        return fields

    def _readers(self) -> dict[str, tuple[str, Callable[[str], Any]]]:
        """Form field → field of the record, and what the text means."""
        return {
            **{form: (value.field, value.read) for form, value in VALUES.items()},
            "kind": ("kinds", lambda text: read_choices(text, KINDS, "kind") or ["other"]),
            "circle": ("circle", lambda text: read_choice(text, CIRCLES, "circle")),
            "every": ("cadence_days", _rhythm),
            "topics": ("topics", read_topics),
            "met_on": ("met_on", lambda text: self._day(text, "past")),
            "care": ("care_until", lambda text: self._day(text, "future")),
            "through": ("introduced_by", lambda text: read_one(self.people, text)),
            "event": ("met_at", lambda text: read_one(self.events, text, "no event is called so")),
            "knows": ("knows", lambda text: changed_edges(self.contact, self.people, text)),
        }


def _rhythm(text: str) -> int | None:
    days = read_span(text)
    low, high = LONGEST_RHYTHM
    if days is not None and not low <= days <= high:
        raise ValueError(f"from {low} days to {high // 365} years")
    return days


def _other_kinds(text: str) -> str:
    """Two kinds that are not chosen yet, to show what else there is."""
    typed = [fold(part).strip() for part in text.split(",")]
    others = [kind for kind in ("industry", "friend", "mentor", "colleague") if kind not in typed]
    return f"also: {', '.join(others[:2])} …"
