"""Names that are nearly the one typed: "did you mean Ana Gómez?". And which event or goal a word means."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from journal.domain.text import fold, fold_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.name_lines import Person
    from journal.capture.names import Names

MOST_NEAR = 3
LONG_WORD = 6
"""From this length on two letters may differ, below it one."""
FEW = 8
"""So many parts of names are looked up one by one; more of them by their first letter."""
GRACE = timedelta(hours=3)
"""How long after its end an event still goes on for capture; also how long one without an end lasts."""
_OVER = frozenset({"missed", "cancelled"})
_CLOSED = frozenset({"done", "dropped"})


def near(names: Names, text: str) -> list[str]:
    """Names of at most three people that `text` may have been meant for, those talked with last first."""
    return [person.name for person in near_people(names, text)]


def near_people(names: Names, text: str) -> list[Person]:
    """Like `near`, but the people."""
    words = fold_name(text).split()
    if not words:
        return []
    options = [_near_words(names, word) for word in words]
    longest = max(zip(words, options, strict=True), key=lambda pair: len(pair[0]))
    needles = [f" {option} " for option in longest[1]] if len(longest[1]) <= FEW else [f" {longest[0][0]}"]
    found: dict[str, Person] = {}
    for needle in needles:
        fitting = [one for one in names.people(needle) if one.active and _has_each(one, options)]
        found.update((person.id, person) for person in fitting)
    latest = sorted(found.values(), key=lambda person: person.name)
    latest.sort(key=names.talked_last, reverse=True)
    return latest[:MOST_NEAR]


def _has_each(person: Person, options: list[set[str]]) -> bool:
    return all(any(part in options_ for part in person.parts) for options_ in options)


def _near_words(names: Names, word: str) -> set[str]:
    """Parts of known names with the same first letter and one letter (two in long words) otherwise; longer ones too."""
    first = re.escape(word[0].encode("utf-8", "replace"))
    pattern = re.compile(rb" (" + first + rb"[^ \t|\n]*)(?= )")
    parts = {part.decode("utf-8", "replace") for part in pattern.findall(names.base)}
    parts |= {part for person in names.changed.values() for part in person.parts}
    allowed = 2 if len(word) >= LONG_WORD else 1
    short = len(word) <= 2
    return {part for part in parts if (short and part.startswith(word)) or is_near(word, part, allowed)}


def is_near(one: str, other: str, allowed: int) -> bool:
    """Whether at most `allowed` letters differ, are missing, too many or swapped; the first letter must agree."""
    if one[:1] != other[:1] or abs(len(one) - len(other)) > allowed:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, second in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != second))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == second:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, row = row, current
    return row[-1] <= allowed


def event_called(names: Names, text: str, now: datetime) -> tuple[str, str] | None:
    """Id and title of the event whose title has words that begin so; the one nearest in time."""
    found = []
    for fields in names.others.values():
        if fields[0] == "e" and _begins(fields[6], text):
            starts = _moment(fields[3])
            distance = abs(starts - now.replace(tzinfo=None)) if starts else timedelta.max
            found.append((distance, fields[1], fields[5]))
    return min(found)[1:] if found else None


def goal_called(names: Names, text: str) -> tuple[str, str] | None:
    """Id and statement of the goal whose statement has words that begin so; one that is still pursued comes first."""
    fitting = [fields for fields in names.others.values() if fields[0] == "g" and _begins(fields[4], text)]
    fitting.sort(key=lambda fields: fields[2] in _CLOSED)
    return (fitting[0][1], fitting[0][3]) if fitting else None


def _begins(folded: str, text: str) -> bool:
    typed = " ".join(fold(text).replace("-", " ").split())
    return bool(typed) and f" {typed}" in f" {folded.replace('-', ' ')}"


def going_on(names: Names, now: datetime) -> tuple[str, str] | None:
    """Id and title of the event of an open run, else of the one that began last and is not over for three hours."""
    clock = now.replace(tzinfo=None)
    events = {fields[1]: fields for fields in names.others.values() if fields[0] == "e"}
    for fields in names.others.values():
        if fields[0] == "r" and fields[2] == "open" and fields[3] in events and _is_near(events[fields[3]], clock):
            return fields[3], events[fields[3]][5]
    found = [
        (fields[3], fields[1], fields[5])
        for fields in events.values()
        if fields[2] not in _OVER and (span := _span(fields)) and span[0] <= clock <= span[1] + GRACE
    ]
    return max(found)[1:] if found else None


def _is_near(event: list[str], clock: datetime) -> bool:
    """An open run ties captures on the days of its event only: it may be begun weeks before, and be forgotten after."""
    span = _span(event)
    return span is not None and span[0].date() <= clock.date() and clock <= span[1] + timedelta(days=1)


def _span(event: list[str]) -> tuple[datetime, datetime] | None:
    starts, ends = _moment(event[3]), _moment(event[4])
    if not starts:
        return None
    if ends:
        whole_day = len(event[4]) <= len("2026-11-24")
        return starts, ends + timedelta(days=1) if whole_day else ends
    return starts, starts + (timedelta(days=1) if len(event[3]) <= len("2026-11-24") else GRACE)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
