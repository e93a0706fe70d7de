"""What a word of the line may become: people, topics, organisations, and the values of slots."""

from __future__ import annotations

from datetime import date

from journal.capture import kinds, latest, nearest, scan
from journal.capture.dates import say
from journal.capture.names import finished
from journal.capture.people import People, people_of
from journal.domain.text import fold, fold_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from journal.capture.draft import Draft
    from journal.capture.names import Match, Names, Pieces
    from journal.capture.people import Known

MOST = 20
_OPENING = "([{<"
_CLOSING = ".,;:!?)]}>'’"
_PEOPLE_SLOTS = ("with", "via")
_VALUES = ("got", "gave", "kind", "event", "goal")


class Option:
    """Something to choose: what is shown, a note beside it, and the text that it puts into the line."""

    __slots__ = ("_write", "label", "note")

    def __init__(self, text: str | Callable[[], str], label: str, note: str = "") -> None:
        self._write = text
        self.label = label
        self.note = note

    @property
    def text(self) -> str:
        # How a person is written takes a search through all names: only for the one that is taken.
        return self._write if isinstance(self._write, str) else self._write()


class Choices:
    """A list for the stretch of the line from `start` to `end`; there is at least one option."""

    __slots__ = ("end", "options", "picked", "start")

    def __init__(self, start: int, end: int, options: list[Option]) -> None:
        self.start = start
        self.end = end
        self.options = options
        self.picked = 0

    def move(self, step: int) -> None:
        self.picked = (self.picked + step) % len(self.options)

    def taken(self, text: str) -> tuple[str, int]:
        """The line with what is picked in its place, and where the cursor stands then."""
        word, rest = self.options[self.picked].text, text[self.end :]
        space = "" if rest[:1] in (*_CLOSING, " ") and rest else " "
        at = self.start + len(word)
        return f"{text[: self.start]}{word}{space}{rest}", at + 1 if space or rest.startswith(" ") else at


class Finder:
    """Finds what fits, in the names as they were when it was made."""

    __slots__ = ("_people", "_words", "names", "now", "root")

    def __init__(self, names: Names, now: datetime, root: str) -> None:
        self.names = names
        self.now = now
        self.root = root
        self._people: People | None = None
        self._words: dict[str, list[str]] = {}

    def at(self, text: str, at: int) -> Choices | None:
        """The list for the word that ends at the cursor; None if there is nothing to complete, or it is complete."""
        if text[at : at + 1].isalnum():
            return None
        start = _word_start(text[:at])
        word = text[start:at]
        key, colon, value = word.partition(":")
        if word[:1] == "@":
            options = self._people_like(word[1:], "@")
        elif word[:1] in ("#", "+") and word:
            options = self._words_like(word[0], word[1:])
        elif colon and key.lower() in _PEOPLE_SLOTS:
            options = self._people_like(value.lstrip("@"), f"{key}:")
        elif colon and key.lower() in _VALUES:
            options = self._values_like(key, value)
        else:
            return None
        return Choices(start, at, options) if options and not (len(options) == 1 and options[0].text == word) else None

    def prepare(self) -> Pieces[None]:
        """Make the first list of names quick: get everybody together, in pieces of a few milliseconds."""
        self._people = yield from people_of(self.names)

    def _everybody(self) -> People:
        if self._people is None:
            self._people = finished(people_of(self.names))
        return self._people

    def _people_like(self, typed: str, sign: str) -> list[Option]:
        found = self._everybody().like(fold_name(typed.strip('"“”')), MOST)
        return [self._person(one, sign) for one in found]

    def _person(self, known: Known, sign: str) -> Option:
        talked = _day(known.last_talk)
        note = f"talked {say(talked, self.now.date())}" if talked else ""
        return Option(lambda: sign + handle(self.names, known.id, known.name, self.now), known.name, note)

    def _words_like(self, sign: str, typed: str) -> list[Option]:
        """Topics and organisations of the latest entries and people."""
        if not self._words:
            self._words = latest.words(self.root)
        start = fold(typed.strip('"“”'))
        words = [word for word in self._words[sign] if fold(word).startswith(start)]
        return [Option(sign + _quoted(word, f"{sign}{word}"), word) for word in words[:MOST]]

    def _values_like(self, key: str, value: str) -> list[Option]:
        slot, known = key.lower(), fold(value.strip('"“”'))
        done, comma, last = value.rpartition(",")
        if slot in ("got", "gave"):
            found = [one for one in kinds.BENEFITS if one.startswith(fold(last))]
            return [Option(f"{key}:{done}{comma}{one}", one) for one in found]
        if slot == "kind":
            return [Option(f"{key}:{one}", one) for one in kinds.KINDS if one.startswith(known)]
        return [
            Option(f"{key}:{_quoted(title, '')}", title)
            for title in self._titles(slot)
            if _has_word(fold(title), known)
        ][:MOST]

    def _titles(self, slot: str) -> Iterable[str]:
        """Titles of events, the nearest first; statements of goals, those that are pursued first."""
        if slot == "event":
            events = [fields for fields in self.names.others.values() if fields[0] == "e"]
            events.sort(key=lambda fields: _distance(fields[3], self.now))
            return [fields[5] for fields in events]
        goals = [fields for fields in self.names.others.values() if fields[0] == "g"]
        return [fields[3] for fields in sorted(goals, key=lambda fields: fields[2] in ("done", "dropped"))]

    def doubtful(self, draft: Draft) -> Choices | None:
        """The list for the first name that is in doubt; candidates of an ambiguous one, near ones of an unknown one."""
        for match in draft.unsure:
            token = _token_of(draft.raw, match)
            ids = [id for id, _ in match.candidates] or _near(self.names, match)
            if token and ids:
                sign = f"{token.key}:" if token.key else "@"
                options = [self._person(one, sign) for one in self._everybody().of(ids)]
                return Choices(token.start, token.end, options) if options else None
        return None


def _near(names: Names, match: Match) -> list[str]:
    return [person.id for person in nearest.near_people(names, match.text)] if match.new else []


def _token_of(line: str, match: Match) -> scan.Token | None:
    for segment in scan.segments(line):
        for token in segment.tokens:
            is_person = token.kind == scan.PERSON or token.key in _PEOPLE_SLOTS
            if is_person and (
                token.value == match.text or token.value.startswith((f"{match.text}'", f"{match.text}’"))
            ):
                token.end -= len(token.value) - len(match.text)
                return token
    return None


def _word_start(head: str) -> int:
    """Where the word before the cursor begins; a name in quotes that is not closed yet is one word."""
    end = len(head)
    if head.count('"') % 2:
        end = head.rfind('"')
    start = max(head.rfind(" ", 0, end), head.rfind("\t", 0, end)) + 1
    while start < len(head) and head[start] in _OPENING:
        start += 1
    return start


def handle(names: Names, id: str, name: str, now: datetime) -> str:
    """How to write the name of a person so that it means exactly them, the short way if there is one."""
    person = next((one for one in names.people(f"\t{id}\t") if one.id == id), None)
    aliases = person.aliases if person else []
    for text in (name, *aliases):
        plain = "-".join(text.lower().split())
        fits = plain and all(part.isalnum() for part in plain.split("-"))
        for means, written in ((plain, plain) if fits else ("", ""), (text, f'"{text}"')):
            if means and names.resolve(means, now.date()).id == id:
                return written
    email = person.emails.strip("<>").split("><")[0] if person else ""
    return f'"{email}"' if email else f'"{name}"'


def _quoted(text: str, plain: str) -> str:
    """A value as it has to be written: in quotes unless it is one plain word."""
    bare = all(letter.isalnum() or letter in "-_/" for letter in text) if plain else False
    return text if bare else f'"{text}"'


def _has_word(folded: str, start: str) -> bool:
    return f" {start}" in f" {folded}"


def _distance(starts: str, now: datetime) -> int:
    day = _day(starts)
    return abs((day - now.date()).days) if day else date.max.toordinal()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[: len("2026-11-24")])
    except ValueError:
        return None
