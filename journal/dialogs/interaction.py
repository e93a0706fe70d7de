"""InteractionDialog: an entry of the timeline in a form. Its first field is the line it was captured as, if it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from journal.capture.kinds import kind_called
from journal.dialogs.exchanges import read_exchanges, say_exchanges
from journal.dialogs.form import Drafts, Form
from journal.dialogs.people import People
from journal.dialogs.reading import (
    Reader,
    read_choice,
    read_day,
    read_number,
    read_time,
    read_topics,
    read_yes,
    say_day,
    say_topics,
)
from journal.domain.text import clean, fold
from journal.domain.timeline import BENEFITS, INTERACTION_KINDS, ONE_WAY, Interaction, usual_depth, usual_direction
from journal.domain.words import ago, day_head, hour
from journal.widgets.completion import words_completer
from journal.widgets.field import Field
from journal.widgets.form_fields import FormField


class AsLine(Protocol):
    """What the form knows of the captured line of its entry."""

    def read(self, line: str) -> Interaction | None:
        """The entry that a line means, with ids of contacts, of new ones too; None if it means none."""

    def people(self) -> Iterable[tuple[str, str]]:
        """(id, name) of everybody who is new in the lines read so far."""

    def says(self, line: str) -> Sequence[str]:
        """Sentences about a line that was changed: who is new, what is in doubt."""


WAYS = {
    "mutual": ("mutual", "unknown"),
    "out": ("out", "unknown"),
    "out, answered": ("out", "yes"),
    "out, no answer": ("out", "no"),
    "in": ("in", "unknown"),
}
"""Text of the field → direction and answered."""
DEPTHS = ("a nod", "a short exchange", "a proper talk", "a good talk", "a turning point")
WHERE = {"contacts": "with", "": "with", "direction": "way", "answered": "way", "exchanges": "got", "raw": "line"}


class InteractionDialog(Form[Interaction]):
    """Edit an entry, or with `new` write one (then `entry`, if given, fills the form).

    `people` are (id, name), the most likely first; `chosen` are named at the start.
    """

    def __init__(
        self,
        entry: Interaction | None = None,
        *,
        people: Sequence[tuple[str, str]],
        chosen: Iterable[str] = (),
        now: datetime,
        drafts: Drafts | None = None,
        new: bool = False,
        as_line: AsLine | None = None,
        order: str = "DMY",
        clock: str = "24",
        topics: Sequence[str] = (),
    ) -> None:
        self.new = new or entry is None
        chosen = tuple(chosen)
        self.chosen = chosen if entry is None else entry.contacts
        key = f"entry new {' '.join(chosen)}" if self.new or entry is None else f"entry {entry.id}"
        super().__init__("Log a talk" if self.new else f"Edit {entry.kind if entry else 'entry'}", key, drafts)
        self.entry, self.now, self.today = entry, now, now.date()
        self.people = People(people, self.chosen)
        self.as_line = as_line if entry and entry.raw else None
        self.order, self.clock, self.known_topics = order, clock, topics
        self.unsaved = self.new and entry is not None
        self._line = clean(entry.raw) if entry else ""
        self._said = ("", "")

    def groups(self) -> Sequence[Sequence[FormField]]:
        benefits = words_completer(BENEFITS, many=True)
        tags = words_completer(self.known_topics, many=True, closed=False, mark="#")
        ways = words_completer(tuple(WAYS), many=False)
        line = ((FormField("line", "as written", live=True),),) if self.as_line else ()
        return (
            *line,
            (
                FormField("with", "with", completer=self.people.complete),
                FormField("on", "on", short=True, live=True),
                FormField("time", "time", short=True),
                FormField("kind", "kind", short=True, completer=words_completer(INTERACTION_KINDS, many=False)),
            ),
            (FormField("what", "what", lines=4),),
            (
                FormField("got", "got", short=True, completer=benefits),
                FormField("gave", "gave", short=True, completer=benefits),
                FormField("depth", "depth", short=True),
                FormField("way", "direction", short=True, completer=ways),
            ),
            (
                FormField("topics", "topics", completer=tags),
                FormField("place", "place"),
                FormField("private", "private", short=True),
            ),
        )

    def start(self) -> Mapping[str, str]:
        if self.entry is not None:
            return self._say(self.entry)
        blank = dict.fromkeys((field.name for group in self.groups() for field in group), "")
        filled = {"with": self.people.say(self.chosen), "on": "today", "kind": "meeting", "private": "no"}
        return {**blank, **filled}

    def _say(self, entry: Interaction) -> dict[str, str]:
        """An entry as the texts of the fields."""
        answered = entry.answered if entry.direction == "out" else "unknown"
        texts = {
            "with": self.people.say(entry.contacts),
            "on": say_day(entry.on),
            "time": hour(entry.time, self.clock) if entry.time else "",
            "kind": entry.kind,
            "way": next(text for text, way in WAYS.items() if way == (entry.direction, answered)),
            "what": entry.note,
            "got": say_exchanges(entry.exchanges, "got"),
            "gave": say_exchanges(entry.exchanges, "gave"),
            "depth": str(entry.depth),
            "topics": say_topics(entry.topics),
            "place": entry.place,
            "private": "yes" if entry.private else "no",
        }
        return {"line": clean(entry.raw), **texts} if self.as_line else texts

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        kind = _kind_of(texts["kind"])
        return {
            "on": self._day(texts["on"]),
            "time": "" if texts["time"].strip() else "17:30, 5pm",
            "kind": _kind_hint(texts["kind"], kind),
            "got": "" if texts["got"].strip() else "knowledge, opportunity 2 …",
            "gave": "" if texts["gave"].strip() else "support, mentorship …",
            "depth": _depth(texts["depth"].strip(), kind),
            "way": _direction(texts["way"], kind),
            "private": "yes: blurred by f8",
            "line": self._of_line(texts.get("line", self._line)),
        }

    def _of_line(self, line: str) -> str:
        """What there is to say about the line; looked up once for each."""
        if self.as_line and line != self._said[0]:
            self._said = line, " ".join(self.as_line.says(line))
        return self._said[1]

    def _day(self, text: str) -> str:
        try:
            on = read_day(text, self.now, looks="past", order=self.order).on
        except ValueError:
            return ""
        planned = ", planned" if on > self.today else ""
        return f"{day_head(on, self.today)}, {ago(on, self.today)}{planned}"

    def on_mount(self) -> None:
        if self.entry is None and self.chosen:
            self.set_focus(self.fields["what"].well)  # at once: the next key may be there already

    def left(self, field: Field) -> None:
        """Read a changed line anew; take over a time that was written beside the day."""
        if field.key == "line":
            self._read_line(field.text)
        elif field.key == "on" and not self.fields["time"].text.strip():
            try:
                found = read_day(field.text, self.now, looks="past", order=self.order)
            except ValueError:
                return
            self.fields["time"].text = hour(found.time, self.clock) if found.time else ""

    def _read_line(self, line: str) -> None:
        """Carry over to the fields what the line says differently now; what it does not touch stays as it is."""
        if self.as_line is None or line == self._line:
            return
        before, after = self.as_line.read(self._line), self.as_line.read(line)
        if after is None:
            return
        self.people.learn(self.as_line.people())
        self._line = line
        old = self._say(before) if before else {}
        for name, text in self._say(after).items():
            if name != "line" and text != old.get(name):
                self.fields[name].text = text

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Interaction:
        reader, entry = Reader(texts), self.entry
        fields = self._fields(reader, set(self.fields.names) if entry is None else changed)
        return reader.build(lambda: Interaction.parse(fields) if entry is None else entry.changed(**fields), WHERE)

    def _fields(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        """The fields of the record whose texts were changed, with their new values."""
        texts, order, now, entry = reader.texts, self.order, self.now, self.entry
        meanings: dict[str, tuple[str, Callable[[str], Any]]] = {
            "with": ("contacts", self.people.read),
            "on": ("on", lambda text: read_day(text, now, looks="past", order=order).on),
            "time": ("time", lambda text: read_time(text, now)),
            "kind": ("kind", _read_kind),
            "topics": ("topics", read_topics),
            "private": ("private", read_yes),
        }
        fields = {field: reader.take(form, read) for form, (field, read) in meanings.items() if form in changed}
        fields |= {field: texts[form] for form, field in (("what", "note"), ("place", "place")) if form in changed}
        if changed & {"got", "gave"}:
            before = entry.exchanges if entry else ()
            sides = [(way, reader.take(way, _exchanges(way, before)) or []) for way in ("got", "gave")]
            fields["exchanges"] = [exchange for _, side in sides for exchange in side]
        if "line" in changed:
            self._check_line(reader)
            fields["raw"] = texts["line"]
        return {**fields, **self._usual(reader, changed)}

    def _usual(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        """Direction and depth: what is written, else what is usual for the kind."""
        entry, kind = self.entry, _kind_of(reader.texts["kind"])
        moved = "kind" in changed and entry is not None
        fields: dict[str, Any] = {}
        if "way" in changed:
            way = reader.take("way", lambda text: _way(text, kind))
            fields["direction"], fields["answered"] = way or ("mutual", "unknown")
        elif moved and entry and entry.direction == usual_direction(entry.kind):
            fields["direction"] = usual_direction(kind)
        if "depth" in changed:
            fields["depth"] = reader.take("depth", lambda text: read_number(text, 1, 5)) or usual_depth(kind)
        elif moved and entry and entry.depth == usual_depth(entry.kind):
            fields["depth"] = usual_depth(kind)
        return fields

    def _check_line(self, reader: Reader) -> None:
        if self.as_line and self.as_line.read(reader.texts["line"]) is None:
            reader.wrong["line"] = "this line says nothing that happened"


def _exchanges(way: str, before: Sequence[Any]) -> Callable[[str], list[dict[str, Any]]]:
    return lambda text: read_exchanges(text, way, before)


def _depth(text: str, kind: str) -> str:
    """What a depth means, for beside its field."""
    if not text:
        return f"empty: {usual_depth(kind)}, {DEPTHS[usual_depth(kind) - 1]}"
    return DEPTHS[int(text) - 1] if text in tuple("12345") else "1 a nod … 5 a turning point"


def _direction(text: str, kind: str) -> str:
    if text.strip():
        return ""
    return f"empty: {usual_direction(kind)}" + ("; in: they wrote" if kind in ONE_WAY else "")


def _kind_hint(text: str, kind: str) -> str:
    """What a word for a kind means, or which kinds there are."""
    if kind == "note":
        return "does not count as a talk"
    return "call, video, email, message …" if kind.startswith(fold(text.strip())) else kind


def _read_kind(text: str) -> str:
    """A kind, its beginning, or one of the words that capture knows: "coffee" is a meeting."""
    return kind_called(text.strip()) or read_choice(text, INTERACTION_KINDS, "kind")


def _kind_of(text: str) -> str:
    try:
        return _read_kind(text)
    except ValueError:
        return "meeting"


def _way(text: str, kind: str) -> tuple[str, str]:
    if not text.strip():
        return usual_direction(kind), "unknown"
    return WAYS[read_choice(text, tuple(WAYS), "direction")]
