"""The part of the index about entries: in order, by person, by event and goal, and the day of the last talk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from journal.derived import facts
from journal.derived.facts import Days, Doc, IsoDays
from journal.derived.lookups import Row, Shelves, Timeline

Look = tuple[str, Doc | None, Doc | None]
"""(id, document before, document now)."""


class Entries:
    """`documents` are the entries as they were last looked at."""

    def __init__(self, documents: Mapping[str, Doc], today: date) -> None:
        self.documents, self.today = documents, today
        self._days, self._isos = Days(), IsoDays()
        self.timeline = Timeline()
        self.of = Shelves(self._row, newest_first=True)
        self.about = Shelves(self._row, newest_first=True)
        self.last_talk: dict[str, str] = {}

    def put(self, changed: Iterable[Look]) -> set[str]:
        """Bring everything up to date; returns the people concerned."""
        rows: list[Row] = []
        people: set[str] = set()
        for id, before, now in changed:
            if before is not None:
                people.update(self._drop(id, before))
            if now is not None:
                rows.append((self.on(now), facts.text(now, "time"), id))
                people.update(self._add(id, now))
        self.timeline.add(rows)
        return people

    def turn(self, today: date) -> set[str]:
        """It is another day: what was planned in between counts now, or does not any more; returns the people."""
        first, last = sorted((self.today.isoformat(), today.isoformat()))
        self.today = today
        rows = self.timeline.rows[self.timeline.until(first) : self.timeline.until(last)]
        people = {person for row in rows for person in facts.texts(self.documents[row[2]], "contacts")}
        for person in people:
            self._find_last_talk(person)
        return people

    def on(self, entry: Doc) -> str:
        """The day of an entry, "" where it has none that can be read."""
        return self._isos[facts.text(entry, "on")]

    def dated(self, person: str) -> Iterator[tuple[Doc, date]]:
        """The entries with a person in any order, each with its day; without those whose day cannot be read."""
        documents, days = self.documents, self._days
        for id in self.of.loose(person):
            entry = documents[id]
            on = entry.get("on")
            if isinstance(on, str) and (day := days[on]):
                yield entry, day

    def _row(self, id: str) -> Row:
        entry = self.documents.get(id, {})
        return self.on(entry), facts.text(entry, "time"), id

    def _add(self, id: str, entry: Doc) -> Sequence[str]:
        people = facts.texts(entry, "contacts")
        self.of.add(people, id)
        self.about.add(_subjects(entry), id)
        on = self.on(entry)
        if on and on <= self.today.isoformat() and facts.two_way(entry):
            for person in people:
                if on > self.last_talk.get(person, ""):
                    self.last_talk[person] = on
        return people

    def _drop(self, id: str, entry: Doc) -> Sequence[str]:
        people, on = facts.texts(entry, "contacts"), self.on(entry)
        self.timeline.drop((on, facts.text(entry, "time"), id))
        self.of.drop(people, id)
        self.about.drop(_subjects(entry), id)
        for person in people:
            if self.last_talk.get(person) == on:
                self._find_last_talk(person)
        return people

    def _find_last_talk(self, person: str) -> None:
        today = self.today.isoformat()
        entries = (self.documents.get(id, {}) for id in self.of.loose(person))
        days = (self.on(entry) for entry in entries if facts.two_way(entry))
        last = max((day for day in days if day <= today), default="")
        if last:
            self.last_talk[person] = last
        else:
            self.last_talk.pop(person, None)


def _subjects(entry: Doc) -> list[str]:
    """The ids of the event and the goals that an entry belongs to."""
    event = facts.text(entry, "event")
    return [event, *facts.texts(entry, "goals")] if event else list(facts.texts(entry, "goals"))
