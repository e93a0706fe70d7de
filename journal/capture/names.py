"""@word → contact: who is meant. By full name, alias, e-mail, initial, part of a name, beginning of a part."""

from __future__ import annotations

from datetime import date, timedelta

from journal.capture import name_lines
from journal.capture.name_lines import PERSON_FIELDS, Person
from journal.domain.text import fold_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from typing import Any, TypeVar

    Documents = Mapping[str, Mapping[str, Any]]
    Result = TypeVar("Result")
    Pieces = Generator[None, None, Result]
    """Work that pauses every few milliseconds, and what it returns in the end."""

RECENT_DAYS = 90
"""How lately one must have talked with somebody to be the one who is meant among several."""
SHORTEST_PREFIX = 3
MOST_PREFIXED = 8
"""A beginning that fits more people than this says nothing: it is taken as a new name."""
MOST_CANDIDATES = 20
_LINES = {
    "events": name_lines.event_line,
    "runs": name_lines.run_line,
    "goals": name_lines.goal_line,
    "forgotten": name_lines.forgotten_line,
}
PREFIX, RECENT = "prefix", "recent"
_A_PIECE = 100
"""People whose names are folded without a pause."""


def finished(pieces: Pieces[Result]) -> Result:
    """What the work returns, done without a pause."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


class Match:
    """Who a name was taken for. Without `id` a new person; `candidates` (id, name) if several fit, none was taken."""

    __slots__ = ("assumed", "candidates", "email", "id", "name", "new", "text")

    def __init__(self, text: str, name: str, id: str | None = None) -> None:
        self.text = text
        self.name = name
        self.id = id
        self.new = id is None
        self.assumed = ""
        """Why it was only assumed: PREFIX or RECENT; "" if it is sure."""
        self.candidates: list[tuple[str, str]] = []
        self.email = ""

    @property
    def key(self) -> str:
        """The same for two names of one person, also after a new one has got an id."""
        return f"@{fold_name(self.text)}" if self.new else self.id or ""


class Names:
    """All people, events and goals that capture knows: lines of text, searched without making objects of them."""

    __slots__ = ("base", "changed", "gone", "others", "talked")

    def __init__(self, base: bytes = b"", others: Iterable[str] = ()) -> None:
        self.base = base
        """Lines of people, each between two line breaks."""
        self.others = {fields[1]: fields for line in others if len(fields := line.split("\t")) > 2}
        """Fields of events, runs and goals, by id; and the ids of people who were forgotten."""
        self.changed: dict[str, Person] = {}
        """People newer than `base`."""
        self.gone: set[str] = set()
        self.talked: dict[str, str] = {}
        """Day of the last talk, where it is later than in the line."""

    @classmethod
    def from_documents(cls, contacts: Documents, last_talk: Mapping[str, str], **tables: Documents) -> Names:
        """All names of a journal; `last_talk` by contact as ISO days, `tables` are events, goals and runs."""
        return finished(cls.making(contacts, last_talk, **tables))

    @classmethod
    def making(cls, contacts: Documents, last_talk: Mapping[str, str], **tables: Documents) -> Pieces[Names]:
        """Like `from_documents`, in pieces of a millisecond or two."""
        people = [""]
        for at, (key, document) in enumerate(contacts.items(), 1):
            people.append(name_lines.person_line(key, document, last_talk.get(key, "")))
            if not at % _A_PIECE:
                yield
        base = "\n".join([*people, ""]).encode("utf-8", "replace")
        return cls(base, [_LINES[table](key, doc) for table, docs in tables.items() for key, doc in docs.items()])

    def put(self, tables: Mapping[str, Mapping[str, Mapping[str, Any] | None]], today: str = "9999") -> None:
        """Take in documents written meanwhile; None removes one. Talks after `today` are not counted yet."""
        for table, line in _LINES.items():
            for key, document in tables.get(table, {}).items():
                if document is None:
                    self.others.pop(key, None)
                else:
                    self.others[key] = line(key, document).split("\t")
        for key, document in tables.get("contacts", {}).items():
            self._put_person(key, document)
        for key in tables.get("forgotten", ()):
            self._put_person(key, None)
        for document in tables.get("interactions", {}).values():
            if document is not None and name_lines.two_way(document):
                self._put_talk(document, today)

    def _put_person(self, key: str, document: Mapping[str, Any] | None) -> None:
        self.changed.pop(key, None)
        self.gone.add(key)
        if document is not None and self.others.get(key, [""])[0] != name_lines.FORGOTTEN:
            self.changed[key] = Person(name_lines.person_line(key, document).split("\t"))

    def _put_talk(self, interaction: Mapping[str, Any], today: str) -> None:
        on, contacts = interaction.get("on"), interaction.get("contacts")
        if not isinstance(on, str) or not isinstance(contacts, list) or on > today:
            return
        for key in contacts:
            if isinstance(key, str) and self.talked.get(key, "") < on:
                self.talked[key] = on

    def resolve(self, text: str, today: date) -> Match:
        """Who is called `text`. A new person unless somebody fits."""
        typed = fold_name(text)
        known = self._possible(typed, text)
        for found in (_exact(known, typed, text), _by_parts(known, typed), _by_beginnings(known, typed)):
            if found:
                return self._choose(text, typed, found, today)
        match = Match(text, display_name(text))
        if "@" in text and " " not in text:
            match.email = text
        return match

    def _possible(self, typed: str, text: str) -> list[Person]:
        """Everybody who could be meant, found in one pass: by the longest word, which every way of naming holds."""
        words = typed.split()
        if "@" in text:
            return self.people(f"<{text.strip().lower()}>") or self.people(f" {max(words, key=len, default='')} ")
        whole = " " if any(len(word) < SHORTEST_PREFIX for word in words) else ""
        return self.people(f" {max(words, key=len)}{whole}") if words else []

    def people(self, needle: str) -> list[Person]:
        """People in whose line the text stands, and all who are newer than the lines; nobody still to be sorted out."""
        found = [person for person in self._lines_with(needle.encode("utf-8", "replace")) if person.id not in self.gone]
        return [person for person in (*found, *self.changed.values()) if not person.triage]

    def talked_last(self, person: Person) -> str:
        return max(person.last_talk, self.talked.get(person.id, ""))

    def merged(self) -> bytes:
        """The lines of all people, with everything newer taken in."""
        lines = [b""]
        for line in self.base.split(b"\n"):
            key = line[2:].split(b"\t", 1)[0].decode("utf-8", "replace")
            if line and key not in self.gone:
                lines.append(self._with_talk(line, key) if key in self.talked else line)
        for person in self.changed.values():
            lines.append(person.line(self.talked_last(person)).encode("utf-8", "replace"))
        return b"\n".join([*lines, b""])

    def _with_talk(self, line: bytes, key: str) -> bytes:
        fields = line.split(b"\t")
        fields[3] = max(fields[3], self.talked[key].encode())
        return b"\t".join(fields)

    def _lines_with(self, needle: bytes) -> Iterator[Person]:
        at = self.base.find(needle)
        while at >= 0:
            end = self.base.find(b"\n", at)
            line = self.base[self.base.rfind(b"\n", 0, at) + 1 : end].decode("utf-8", "replace")
            fields = line.split("\t")
            if fields[0] == "c" and len(fields) == PERSON_FIELDS:
                yield Person(fields)
            at = self.base.find(needle, end)

    def _choose(self, text: str, typed: str, found: list[Person], today: date) -> Match:
        """The only one; else the only one talked with lately; else a person to sort out, the same one every time."""
        sure = any(typed in (person.full, *person.aliases) or _has_words(person, typed) for person in found)
        sure = sure or "@" in text
        if len(found) == 1:
            match = Match(text, found[0].name, found[0].id)
            match.assumed = "" if sure else PREFIX
            return match
        since = (today - timedelta(days=RECENT_DAYS)).isoformat()
        recent = [person for person in found if since <= self.talked_last(person) <= today.isoformat()]
        if len(recent) == 1:
            match = Match(text, recent[0].name, recent[0].id)
            match.assumed = RECENT
            return match
        if not sure and len(found) > MOST_PREFIXED:
            return Match(text, display_name(text))
        return self._ambiguous(text, typed, found)

    def _ambiguous(self, text: str, typed: str, found: list[Person]) -> Match:
        waiting = self._waiting(typed)
        match = Match(text, waiting.name, waiting.id) if waiting else Match(text, display_name(text))
        latest = sorted(found, key=lambda person: (self.talked_last(person), person.name), reverse=True)
        chosen = sorted(latest[:MOST_CANDIDATES], key=lambda person: person.name)
        match.candidates = [(person.id, person.name) for person in chosen]
        return match

    def _waiting(self, typed: str) -> Person | None:
        """The person made for the same text when it was ambiguous before."""
        lines = self._lines_with(f"\t{typed}\n".encode("utf-8", "replace"))
        people = [person for person in lines if person.id not in self.gone] + list(self.changed.values())
        return next((person for person in people if person.triage == typed), None)


def _exact(people: list[Person], typed: str, text: str) -> list[Person]:
    """By full name, else alias, else e-mail address; of two with the same name the active one."""
    address = f"<{text.strip().lower()}>"
    found = [person for person in people if person.full == typed]
    found = found or [person for person in people if typed in person.aliases]
    if not found and "@" in text:
        found = [person for person in people if address in person.emails]
    return [person for person in found if person.active] or found


def _by_parts(people: list[Person], typed: str) -> list[Person]:
    """By first name and initial ("ana g"), else by whole parts of a name."""
    words = typed.split()
    active = [person for person in people if person.active]
    found: list[Person] = []
    if len(words) > 1 and len(words[-1]) == 1:
        found = [person for person in active if _fits_initial(person, " ".join(words[:-1]), words[-1])]
    return found or [person for person in active if words and all(word in person.parts for word in words)]


def _by_beginnings(people: list[Person], typed: str) -> list[Person]:
    words = typed.split()
    if any(len(word) < SHORTEST_PREFIX for word in words):
        return []
    return [person for person in people if person.active and words and _begin(person, words)]


def _begin(person: Person, words: list[str]) -> bool:
    return all(any(part.startswith(word) for part in person.parts) for word in words)


def _fits_initial(person: Person, first: str, initial: str) -> bool:
    return any(
        name.startswith(f"{first} ") and any(part.startswith(initial) for part in name[len(first) :].split())
        for name in (person.full, *person.aliases)
    )


def _has_words(person: Person, typed: str) -> bool:
    words = typed.split()
    initial = len(words) > 1 and len(words[-1]) == 1 and _fits_initial(person, " ".join(words[:-1]), words[-1])
    return initial or all(word in person.parts for word in words)


def display_name(text: str) -> str:
    """The name of a new person: rust-berlin → Rust Berlin, ana@x.org → Ana, McKay and 李 as they are."""
    if "@" in text and " " not in text:
        text = text.split("@")[0] or text
    words = text.translate(_SPACES).split() or [text]
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in words)


_SPACES = str.maketrans("-_.·", "    ")
