"""EventDialog: an event in a form; three fields make one, the others can be filled in later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from journal.capture.days import When
from journal.dialogs.form import Drafts, Form
from journal.dialogs.people import People
from journal.dialogs.reading import Reader, read_choice, read_day, read_number, read_time, say_day
from journal.domain.events import Event, moment_of
from journal.domain.text import clean
from journal.domain.words import ago, day_head, hour
from journal.widgets.completion import words_completer
from journal.widgets.form_fields import FormField

NEW_FIELDS = ("title", "starts", "kind")
"""What is asked for a new event."""


class EventDialog(Form[Event]):
    """Edit an event, or without one make one.

    `kinds` are (id, title) of the preparations there are, `usual` are those that come to mind first.
    """

    def __init__(
        self,
        event: Event | None = None,
        *,
        kinds: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        now: datetime,
        usual: Sequence[str] = (),
        drafts: Drafts | None = None,
        new: bool = False,
        order: str = "DMY",
        clock: str = "24",
    ) -> None:
        self.new = new or event is None
        title, key = ("New event", "event new") if self.new or event is None else ("Edit event", f"event {event.id}")
        super().__init__(title, key, drafts)
        self.event, self.kinds, self.now = event, dict(kinds), now
        self._usual = f"{', '.join(usual[:2])} …"
        self.order, self.clock = order, clock
        self.people = People(people)
        self.unsaved = self.new and event is not None

    def groups(self) -> Sequence[Sequence[FormField]]:
        titles = list(self.kinds.values())
        first = (
            FormField("title", "what"),
            FormField("starts", "when", short=True, live=True),
            FormField("kind", "kind", short=True, completer=words_completer(titles, many=False)),
        )
        if self.new:
            return (first,)
        return (
            first,
            (FormField("ends", "until", short=True), FormField("place", "place"), FormField("url", "link")),
            (
                FormField("objective", "aim"),
                FormField("expected", "people", completer=self.people.complete_any),
                FormField("energy", "energy", short=True),
            ),
            (FormField("note", "note", lines=3),),
        )

    def start(self) -> Mapping[str, str]:
        event = self.event
        if event is None:
            return dict.fromkeys(NEW_FIELDS, "")
        fields = {"title": event.title, "starts": self._say(event.starts), "kind": self._kind(event.kind)}
        if self.new:
            return fields
        return fields | {
            "ends": self._say_end(event),
            "place": event.place,
            "url": event.url,
            "objective": event.objective,
            "expected": self.people.say_any(event.expected),
            "energy": str(event.energy_cost or ""),
            "note": event.note,
        }

    def _kind(self, id: str) -> str:
        return self.kinds.get(id, id)

    def _say(self, moment: str) -> str:
        """A moment as it stands in a field: "26 Nov 2026 18:30"."""
        day, time = moment_of(moment)
        return f"{say_day(day)} {hour(time.strftime('%H:%M'), self.clock)}" if time else say_day(day)

    def _say_end(self, event: Event) -> str:
        if not event.ends:
            return ""
        day, time = moment_of(event.ends)
        if day == event.day and time:
            return hour(time.strftime("%H:%M"), self.clock)
        return self._say(event.ends)

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        hints = {"starts": self._hint(texts["starts"]), "kind": "" if texts["kind"].strip() else self._usual}
        if not self.new:
            hints |= {"ends": "21:00, or a day", "energy": "1 to 5; empty is as usual for the kind"}
        return hints

    def _hint(self, text: str) -> str:
        """The day that was understood."""
        if not text.strip():
            return "thu 18:30, 4 dec, in 2w"
        try:
            found = self._read(text)
        except ValueError:
            return ""
        time = f" {hour(found.time, self.clock)}" if found.time else ""
        return f"{day_head(found.on, self.now.date())}{time}, {ago(found.on, self.now.date())}"

    def _read(self, text: str) -> When:
        return read_day(text, self.now, looks="future", order=self.order)

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Event:
        reader, event = Reader(texts), self.event
        fields = self._fields(reader, set(texts) if event is None else changed)
        where = {"energy_cost": "energy"}
        return reader.build(lambda: Event.parse(fields) if event is None else event.changed(**fields), where)

    def _fields(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        plain = ("title", "place", "url", "objective", "note")
        fields: dict[str, Any] = {name: reader.texts[name] for name in plain if name in changed}
        if "starts" in changed:
            fields["starts"] = reader.take("starts", self._moment) or self.now.date().isoformat()
        if "kind" in changed:
            fields["kind"] = reader.take("kind", self._read_kind) or "other"
        if "ends" in changed:
            starts = fields.get("starts") or (self.event.starts if self.event else "")
            fields["ends"] = reader.take("ends", lambda text: self._end(text, starts))
        if "expected" in changed:
            fields["expected"] = reader.take("expected", lambda text: self.people.read(text, any_name=True)) or ()
        if "energy" in changed:
            fields["energy_cost"] = reader.take("energy", lambda text: read_number(text, 1, 5))
        return fields

    def _moment(self, text: str) -> str:
        if not text.strip():
            raise ValueError("needed; try thu 18:30")
        found = self._read(text)
        return f"{found.on.isoformat()}T{found.time}" if found.time else found.on.isoformat()

    def _end(self, text: str, starts: str) -> str | None:
        """When it ends: a time is one of the day on which it starts."""
        if not text.strip():
            return None
        try:
            time = read_time(text, self.now)
        except ValueError:
            return self._moment(text)
        return f"{starts[:10]}T{time}"

    def _read_kind(self, text: str) -> str:
        """The id of a kind, by its title or its id; the general one for an empty text."""
        if not clean(text):
            return "other"
        if clean(text) in self.kinds or (self.event and clean(text) == self.event.kind):
            return clean(text)
        title = read_choice(text, list(self.kinds.values()), "kind")
        return next(id for id, each in self.kinds.items() if each == title)
