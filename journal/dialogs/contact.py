"""ContactDialog: a person in a form. Only the name is asked for; fields that are not shown are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from journal.dialogs.form import Drafts, Form
from journal.dialogs.reading import (
    Reader,
    read_birthday,
    read_choice,
    read_choices,
    read_day,
    read_span,
    read_topics,
    read_values,
    say_birthday,
    say_day,
    say_topics,
)
from journal.domain.contacts import CIRCLES, KINDS, Contact
from journal.domain.text import clean, fold
from journal.domain.words import ago
from journal.widgets.completion import words_completer
from journal.widgets.form_fields import FormField

BIRTHDAY = "birthday"
ADDRESSES = {"email": ("email",), "phone": ("phone",), "web": ("linkedin", "web")}
"""Form field → kinds of channels it shows."""
PLAIN = {"name": "name", "role": "role", "org": "org", "place": "location", "met": "how_met", "notes": "notes"}
PLAIN |= {"boundaries": "boundaries"}
"""Form field → field of the record, where the text is the value."""
WHERE = {record: form for form, record in PLAIN.items()} | {
    "kinds": "kind",
    "cadence_days": "every",
    "moments": "birthday",
    "met_on": "met_on",
}
LONGEST_RHYTHM = (3, 1095)


class ContactDialog(Form[Contact]):
    """Edit a contact, or with `new` enter one (then `contact`, if given, fills the form).

    `rhythms` gives the days of each circle, for the words beside it.
    """

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
    ) -> None:
        self.new = new or contact is None
        title = "New person" if self.new or contact is None else f"Edit {contact.name}"
        super().__init__(title, f"contact {'new' if self.new or contact is None else contact.id}", drafts)
        self.veiled_heading = "New person" if self.new else "Edit person"
        self.contact = contact
        self.today, self.now, self.order = today, datetime.combine(today, time(12)), order
        self.known_topics, self.rhythms = topics, rhythms or {}
        self.unsaved = self.new and contact is not None

    def groups(self) -> Sequence[Sequence[FormField]]:
        topics = words_completer(self.known_topics, many=True, closed=False, mark="#")
        return (
            (FormField("name", "name"), FormField("role", "role"), FormField("org", "at"), FormField("place", "place")),
            (
                FormField("kind", "kind", short=True, completer=words_completer(KINDS, many=True)),
                FormField("circle", "circle", short=True, completer=words_completer(CIRCLES, many=False)),
                FormField("every", "every", short=True),
                FormField("birthday", "birthday", short=True),
                FormField("met_on", "met on", short=True, live=True),
            ),
            (
                FormField("email", "e-mail"),
                FormField("phone", "phone"),
                FormField("web", "web"),
                FormField("topics", "topics", completer=topics),
            ),
            (
                FormField("met", "met"),
                FormField("boundaries", "boundaries"),
            ),
            (FormField("notes", "notes", lines=4),),
        )

    def start(self) -> Mapping[str, str]:
        person = self.contact
        if person is None:
            blank = dict.fromkeys((field.name for group in self.groups() for field in group), "")
            return {**blank, "circle": "active"}
        birthday = next((moment for moment in person.moments if fold(moment.label) == BIRTHDAY), None)
        return {
            **{form: getattr(person, record) for form, record in PLAIN.items()},
            "kind": ", ".join(person.kinds),
            "circle": person.circle,
            "every": f"{person.cadence_days} days" if person.cadence_days else "",
            "birthday": say_birthday(birthday.month, birthday.day, birthday.year) if birthday else "",
            **{
                form: ", ".join(c.value for c in person.channels if c.kind in kinds)
                for form, kinds in ADDRESSES.items()
            },
            "topics": say_topics(person.topics),
            "met_on": say_day(person.met_on),
        }

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        return {
            "kind": _other_kinds(texts["kind"]),
            "circle": self._rhythm(texts["circle"]),
            "every": "empty: as the circle" if not texts["every"].strip() else "in place of the circle's",
            "birthday": "" if texts["birthday"].strip() else "12 may, or with the year",
            "met_on": self._met(texts["met_on"]),
        }

    def _rhythm(self, text: str) -> str:
        try:
            circle = read_choice(text, CIRCLES, "circle")
        except ValueError:
            return ", ".join(CIRCLES)
        days = self.rhythms.get(circle)
        return "no rhythm" if circle == "open" else f"every {days} days" if days else ", ".join(CIRCLES)

    def _met(self, text: str) -> str:
        try:
            return ago(read_day(text, self.now, looks="past", order=self.order).on, self.today) if text.strip() else ""
        except ValueError:
            return ""

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Contact:
        reader = Reader(texts)
        fields = self._fields(reader, set(self.fields.names) if self.contact is None else changed)
        person = self.contact
        return reader.build(
            lambda: Contact.parse(fields) if person is None else person.changed(**fields, **self._sorted_out(fields)),
            WHERE,
        )

    def _fields(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        """The fields of the record whose texts were changed, with their new values."""
        order, now = self.order, self.now
        fields: dict[str, Any] = {record: reader.texts[form] for form, record in PLAIN.items() if form in changed}
        if "name" in changed and not clean(reader.texts["name"]):
            reader.wrong["name"] = "a name is needed, nothing else"
        if "kind" in changed:
            fields["kinds"] = reader.take("kind", lambda text: read_choices(text, KINDS, "kind")) or ["other"]
        if "circle" in changed:
            fields["circle"] = reader.take("circle", lambda text: read_choice(text, CIRCLES, "circle"))
        if "every" in changed:
            fields["cadence_days"] = reader.take("every", _rhythm)
        if "birthday" in changed:
            fields["moments"] = self._moments(reader.take("birthday", lambda text: read_birthday(text, now, order)))
        if "topics" in changed:
            fields["topics"] = reader.take("topics", read_topics) or []
        if "met_on" in changed:
            fields["met_on"] = reader.take("met_on", self._met_on)
        if changed & ADDRESSES.keys():
            fields["channels"] = self._channels(reader, changed & ADDRESSES.keys())
        return fields

    def _met_on(self, text: str) -> date | None:
        return read_day(text, self.now, looks="past", order=self.order).on if text.strip() else None

    def _moments(self, birthday: tuple[int, int, int | None] | None) -> list[dict[str, Any]]:
        """The moments of the record with this birthday in place of the one that was."""
        moments = [moment.model_dump() for moment in self.contact.moments] if self.contact else []
        at = next((at for at, moment in enumerate(moments) if fold(moment["label"]) == BIRTHDAY), len(moments))
        old = moments[at : at + 1]
        if birthday is None:
            return moments[:at] + moments[at + 1 :]
        month, day, year = birthday
        new = {**(old[0] if old else {"label": BIRTHDAY}), "month": month, "day": day, "year": year}
        return [*moments[:at], new, *moments[at + 1 :]]

    def _channels(self, reader: Reader, changed: set[str]) -> list[dict[str, Any]]:
        """The channels of the record with the addresses of the changed fields in place of those that were."""
        channels = [channel.model_dump() for channel in self.contact.channels] if self.contact else []
        for form in changed:
            kinds = ADDRESSES[form]
            mine = [channel for channel in channels if channel["kind"] in kinds]
            at = channels.index(mine[0]) if mine else len(channels)
            kept = {channel["value"]: channel for channel in mine}
            values = dict.fromkeys(reader.take(form, _addresses(form)) or [])
            new = [kept.get(value, {"kind": _kind(form, value), "value": value}) for value in values]
            rest = [channel for channel in channels if channel["kind"] not in kinds]
            before = sum(channel["kind"] not in kinds for channel in channels[:at])
            channels = [*rest[:before], *new, *rest[before:]]
        return channels

    def _sorted_out(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What else changes with the fields: a stub that was looked at is none any more; a rhythm begins today."""
        person = self.contact
        if person is None or not fields:
            return {}
        also: dict[str, Any] = {"stub": False} if person.stub else {}
        if person.triage and "name" in fields:
            also["triage"] = None
        if person.circle == "open" and fields.get("circle", "open") != "open":
            also["rhythm_since"] = self.today
        return also


def _rhythm(text: str) -> int | None:
    days = read_span(text)
    low, high = LONGEST_RHYTHM
    if days is not None and not low <= days <= high:
        raise ValueError(f"from {low} days to {high // 365} years")
    return days


def _addresses(form: str) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        values = read_values(text)
        if form == "email" and (bad := next((value for value in values if "@" not in value), "")):
            raise ValueError(f"no @ in {bad}")
        return values

    return read


def _kind(form: str, value: str) -> str:
    if form == "web":
        return "linkedin" if "linkedin.com" in value.lower() else "web"
    return form


def _other_kinds(text: str) -> str:
    """Two kinds that are not chosen yet, to show what else there is."""
    typed = [fold(part).strip() for part in text.split(",")]
    others = [kind for kind in ("industry", "friend", "mentor", "colleague") if kind not in typed]
    return f"also: {', '.join(others[:2])} …"
