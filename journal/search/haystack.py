"""Haystack: the folded text of every contact and entry, in which words are looked for; made when first needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index, Touched
from journal.derived.lookups import Row
from journal.domain.text import fold, fold_name
from journal.search.tags import tags

PEOPLE_SLICE = 200
BLOCK = 2048
"""Entries searched in one piece: less than a millisecond."""
ENTRIES_SLICE = 256
"""Entries folded in one piece: one millisecond, eight where all letters are foreign ones."""
TOPIC = "\n#"
"""What stands before every topic, so that a topic can be told from a word."""
NAME_PART = " "
"""What stands before every part of a name."""

_LINES = ("name", "first_name", "org", "role", "location", "how_met", "seeks", "boundaries", "notes")
_LISTS = ("aliases", "industries", "communities", "reaches")
_BREAKS = str.maketrans("\n\t", "  ")


Block = tuple[list[str], list[str]]
"""Ids of entries and their texts."""


class Haystack:
    """Texts begin and end with a line break; every field has a line of its own, so that no phrase spans two of them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._names: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self._entries: dict[str, str] = {}
        self._blocks: dict[int, Block] = {}
        index.listeners.append(self._forget)

    def names(self, contact: str) -> str:
        """Name and aliases of a contact, folded, a line each, every part after a space."""
        known = self._names.get(contact)
        if known is None:
            document = self._contact(contact)
            names = [facts.text(document, "name"), *facts.texts(document, "aliases")]
            known = self._names[contact] = "".join(f"\n {fold_name(name)} " for name in names) + "\n"
        return known

    def person(self, contact: str) -> str:
        """All that is written about a contact, folded."""
        known = self._people.get(contact)
        if known is None:
            known = self._people[contact] = _person_text(self._contact(contact))
        return known

    def entry(self, id: str) -> str:
        """All that is written in an entry, with the names of its people, folded."""
        known = self._entries.get(id)
        if known is None:
            document = self.index.documents["interactions"].get(id, {})
            people = [facts.text(self._contact(contact), "name") for contact in facts.texts(document, "contacts")]
            known = self._entries[id] = _entry_text(document, people)
        return known

    def named(self, wanted: str) -> set[str]:
        """The contacts in whose `names` this is found."""
        return {id for id in self.index.documents["contacts"] if wanted in self.names(id)}

    def block(self, number: int) -> Block:
        """A part of the timeline, oldest first: ids and texts."""
        known = self._blocks.get(number)
        if known is None:
            ids = [row[2] for row in self.rows(number)]
            known = self._blocks[number] = ids, list(map(self.entry, ids))
        return known

    def prepare_block(self, number: int) -> Iterator[None]:
        """Fold a part of the timeline, in pieces; costs nothing once it is done."""
        if number in self._blocks:
            return
        rows = [row for row in self.rows(number) if row[2] not in self._entries]
        for at in range(0, len(rows), ENTRIES_SLICE):
            for row in rows[at : at + ENTRIES_SLICE]:
                self.entry(row[2])
            yield

    def prepare_people(self) -> Iterator[None]:
        """Fold everybody, in pieces of a few milliseconds; costs nothing once it is done."""
        missing = [id for id in self.index.documents["contacts"] if id not in self._people or id not in self._names]
        for at in range(0, len(missing), PEOPLE_SLICE):
            for id in missing[at : at + PEOPLE_SLICE]:
                self.names(id)
                self.person(id)
            yield

    def prepare(self) -> Iterator[None]:
        """Fold everything, in pieces of a few milliseconds, so that the first search is as fast as all others."""
        yield from self.prepare_people()
        for number in reversed(range(-(-len(self.index.timeline) // BLOCK))):
            yield from self.prepare_block(number)
            self.block(number)

    def rows(self, number: int) -> Sequence[Row]:
        """A part of the timeline, oldest first."""
        return self.index.timeline.rows[number * BLOCK : (number + 1) * BLOCK]

    def _contact(self, id: str) -> Doc:
        return self.index.documents["contacts"].get(id, {})

    def _forget(self, touched: Touched | None) -> None:
        self._blocks.clear()
        if touched is None:
            self._names.clear()
            self._people.clear()
            self._entries.clear()
            return
        for contact in touched.contacts:
            self._people.pop(contact, None)
            self._names.pop(contact, None)
            for entry in self.index.entries_of(contact):
                self._entries.pop(entry, None)
        for entry in touched.entries:
            self._entries.pop(entry, None)


def _person_text(contact: Doc) -> str:
    lines = [text for field in _LINES if (text := facts.text(contact, field))]
    lines += [text for field in _LISTS for text in facts.texts(contact, field)]
    for channel in facts.parts(contact, "channels"):
        value = facts.text(channel, "value")
        lines.append(value)
        if channel.get("kind") == "phone":
            lines.append("".join(filter(str.isdigit, value)))
    return _folded(lines, facts.texts(contact, "topics"))


def _entry_text(entry: Doc, people: Sequence[str]) -> str:
    lines = [facts.text(entry, "note") or facts.text(entry, "raw"), facts.text(entry, "place"), *people]
    lines += [note for exchange in facts.parts(entry, "exchanges") if (note := facts.text(exchange, "note"))]
    return tags(entry) + _folded(lines, facts.texts(entry, "topics"))


def _folded(lines: Sequence[str], topics: Sequence[str]) -> str:
    text = "\n".join([_folded_line(line) for line in lines])
    if not topics:
        return f"\n{text}\n"
    tags = "".join(f"{TOPIC}{fold_name(topic)}" for topic in topics)
    spelled = "".join(f"\n{topic}" for topic in map(fold, topics) if topic != fold_name(topic))
    return f"\n{text}{tags}{spelled}\n"


def _folded_line(line: str) -> str:
    if "\n" in line or "\t" in line:
        line = line.translate(_BREAKS)
    if line.isascii():
        return line.lower()
    return " ".join([fold(word) for word in line.split(" ")])  # most words are plain ones, which fold at once
