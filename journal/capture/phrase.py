"""A text as words, numbers and signs, for the forms of dates to look at; and the time of day, which follows a date."""

from __future__ import annotations

import re

from journal.capture.words import HOURS, NUMBERS, ORDINALS, PARTS_OF_DAY, SUFFIXES, TENS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime

    from journal.capture.days import When

    Match = tuple[int, When] | None
    """Where the form ends (the index after its last word), and what it says."""

_ATOM = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_LONGEST_NUMBER = 4


class Phrase:
    """The atoms of a text and what a date in it is measured from."""

    __slots__ = ("ahead", "ends", "now", "order", "starts", "text", "today", "whole", "words")

    def __init__(self, text: str, now: datetime, *, ahead: bool, order: str, whole: bool) -> None:
        atoms = [(found[0].lower(), found.start(), found.end()) for found in _ATOM.finditer(text)]
        self.text = text
        self.words = [atom[0] for atom in atoms]
        self.starts = [atom[1] for atom in atoms]
        self.ends = [atom[2] for atom in atoms]
        self.now = now.replace(tzinfo=None)
        self.today: date = self.now.date()
        self.ahead = ahead
        self.order = order
        self.whole = whole

    def turned(self) -> Phrase:
        """The same atoms, looked at the other way."""
        other = object.__new__(Phrase)
        for name in Phrase.__slots__:
            setattr(other, name, getattr(self, name))
        other.ahead = not self.ahead
        return other

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def glued(self, at: int) -> bool:
        """Whether nothing stands between this atom and the one before it."""
        return 0 < at < len(self.words) and self.starts[at] == self.ends[at - 1]

    def number(self, at: int) -> int | None:
        """A number written in at most four figures."""
        word = self.word(at)
        return int(word) if word.isdecimal() and word.isascii() and len(word) <= _LONGEST_NUMBER else None

    def count(self, at: int) -> tuple[int, float] | None:
        """How many: "3", "1.5", "two", "a", "a few", "a couple of"; the index after it and the number."""
        number = self.number(at)
        if number is not None:
            if (
                self.word(at + 1) == "."
                and self.glued(at + 1)
                and self.glued(at + 2)
                and self.number(at + 2) is not None
            ):
                return at + 3, float(f"{number}.{self.words[at + 2]}")
            return at + 1, number
        if self.word(at) in ("a", "the") and self.word(at + 1) in ("few", "couple"):
            at += 1
        spelled = NUMBERS.get(self.word(at))
        if spelled is None:
            return None
        return at + (2 if self.word(at) == "couple" and self.word(at + 1) == "of" else 1), spelled

    def day(self, at: int) -> tuple[int, int] | None:
        """A day of a month: 12, 12th, twelfth, twenty-fourth; the index after it and the number."""
        number = self.number(at)
        if number is not None and len(self.words[at]) <= 2:
            suffix = self.glued(at + 1) and self.word(at + 1) in SUFFIXES
            return (at + (2 if suffix else 1), number) if 1 <= number <= 31 else None
        tens, units = TENS.get(self.word(at)), at + 1
        if tens:
            units += self.word(units) == "-"
            ones = ORDINALS.get(self.word(units), 10)
            return (units + 1, tens + ones) if ones < 10 else None
        spelled = ORDINALS.get(self.word(at))
        return (at + 1, spelled) if spelled else None

    def starts_well(self, at: int) -> bool:
        """Whether the text before this atom lets a date begin here."""
        start = self.starts[at]
        before = self.text[start - 1] if start else " "
        if before in "'’":
            return start < 2 or not self.text[start - 2].isalnum()
        return before.isspace() or before in '([{"“‘,;:!?—–…>'

    def ends_well(self, after: int) -> bool:
        """Whether the text lets a date end before the atom with this index: not by "-", ".x" or "'s"."""
        end = self.ends[after - 1]
        rest = self.text[end : end + 2] + "  "
        if rest[0] in ".'’:–":
            return not rest[1].isalnum()
        return rest[0].isspace() or rest[0] in ',;!?)]}"”…—'


def with_clock(phrase: Phrase, match: Match) -> Match:
    """The same date with the time after it, if there is one."""
    if not match:
        return None
    after, when = match
    clock = clock_at(phrase, after + (phrase.word(after) == ",")) if after < len(phrase.words) else None
    return (clock[0], when.at(clock[1])) if clock else match


def clock_at(phrase: Phrase, at: int) -> tuple[int, str | None] | None:
    """A time of day, with "at" before it or not; a part of the day is None, for it is no time."""
    if phrase.word(at) in ("at", "@"):
        at += 1
    elif phrase.word(at) == "in" and phrase.word(at + 1) == "the":
        at += 2
    word = phrase.word(at)
    if word in HOURS:
        found: tuple[int, str | None] | None = (at + 1, HOURS[word])
    elif word in PARTS_OF_DAY:
        found = (at + 1, None)
    else:
        found = _hour(phrase, at)
    return found if found and (phrase.whole or phrase.ends_well(found[0])) else None


def _hour(phrase: Phrase, at: int) -> tuple[int, str] | None:
    hour = phrase.number(at)
    if hour is None or len(phrase.words[at]) > 2 or (at and phrase.glued(at) and phrase.word(at - 1) not in ("t", "@")):
        return None
    minute, after = 0, at + 1
    minutes = phrase.word(after) == ":" and phrase.glued(after) and phrase.glued(after + 1)
    if minutes:
        if len(phrase.words[after + 1]) != 2 or phrase.number(after + 1) is None:
            return None
        minute, after = int(phrase.words[after + 1]), after + 2
    half, end = _half(phrase, after)
    if half and 1 <= hour <= 12:
        hour, after = hour % 12 + (12 if half == "p" else 0), end
    elif not minutes and not (phrase.whole and phrase.word(at - 1) in ("at", "@")):
        return None
    elif not minutes and hour < 12 and phrase.word(at - 2) == "tonight":
        hour += 12
    return (after, f"{hour:02d}:{minute:02d}") if hour < 24 and minute < 60 else None


def _half(phrase: Phrase, at: int) -> tuple[str, int]:
    word = phrase.word(at)
    if word in ("am", "pm"):
        return word[0], at + 1
    if word in ("a", "p") and [phrase.word(at + step) for step in (1, 2)] == [".", "m"] and phrase.glued(at + 2):
        return word, at + 3 + (phrase.word(at + 3) == "." and phrase.glued(at + 3))
    return "", at
