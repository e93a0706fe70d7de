"""People named in a field: names between commas, completed from the book, each standing for one contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count

from journal.domain.text import clean, fold_name
from journal.widgets.completion import Completion, Suggestion, part_at

MOST = 50
"""Suggestions looked for."""
UNKNOWN = "somebody"


class People:
    """Everybody who can be named: `people` are (id, name), the most likely first; `chosen` are named already.

    Those who share a name are numbered, so that every text stands for one contact.
    """

    def __init__(self, people: Sequence[tuple[str, str]], chosen: Iterable[str] = ()) -> None:
        known = dict(people)
        gone = [(id, UNKNOWN) for id in chosen if id not in known]
        self.names = dict(_numbered([*known.items(), *gone]))

    def learn(self, people: Iterable[tuple[str, str]]) -> None:
        """Take in others who can be named from now on; the texts of those who are there already stay."""
        taken = {name.casefold() for name in self.names.values()}
        for id, name in people:
            if id not in self.names:
                ways = (f"{name} ({number})" if number > 1 else name for number in count(1))
                self.names[id] = next(way for way in ways if way.casefold() not in taken)
                taken.add(self.names[id].casefold())
        for made in ("_folded", "_exact"):
            vars(self).pop(made, None)

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        """(folded name, id): made when the first letter is typed, because a book may be long."""
        return [(_key(name), id) for id, name in self.names.items()]

    @cached_property
    def _exact(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, id in self._folded:
            found.setdefault(name, []).append(id)
        return found

    def say(self, ids: Iterable[str]) -> str:
        """Contacts as the text of a field."""
        return ", ".join(self.names[id] for id in ids)

    def say_any(self, who: Iterable[str]) -> str:
        """Contacts and names that stand for no contact, as the text of a field."""
        return ", ".join(self.names.get(each, each) for each in who)

    def read(self, text: str, *, any_name: bool = False) -> list[str]:
        """The contacts that a text names. Raises ValueError for a name that is nobody's, or more than one person's.

        With `any_name` a name that is nobody's is kept as it is.
        """
        parts = [clean(part) for part in text.split(",")]
        ids: list[str] = []
        while parts:
            size, id = self._longest(parts)
            if id or parts[0]:
                ids.append(id or self._one(parts[0], any_name))
            parts = parts[size:]
        return ids

    def _longest(self, parts: Sequence[str]) -> tuple[int, str]:
        """How many of the parts make the longest name that is somebody's, and whose: a name may hold a comma itself."""
        for size in range(len(parts), 0, -1):
            if id := self._holder(", ".join(parts[:size])):
                return size, id
        return 1, ""

    def _holder(self, name: str) -> str:
        same = self._exact.get(_key(name), [])
        same = [id for id in same if self.names[id] == name] or same
        return same[0] if len(same) == 1 else ""

    def _one(self, name: str, any_name: bool) -> str:
        """Whose name begins so, if it is one person's only."""
        typed = f" {_key(name)}"
        near = [id for key, id in self._folded if f"{typed} " in f" {key} "]
        near = near or [id for key, id in self._folded if typed in f" {key}"]
        if len(near) == 1:
            return near[0]
        if near:
            raise ValueError(f"{name} could be {' or '.join(self.names[id] for id in near[:2])}")
        if any_name:
            return name
        raise ValueError(f"nobody is called {name} yet")

    def complete_any(self, text: str, cursor: int) -> Completion | None:
        """Those whose name has a part that begins as what is typed; what was typed stays unless one is chosen."""
        found = self.complete(text, cursor)
        if found is None:
            return None
        typed = f" {_key(text[found.start : cursor])}"
        near = [each for each in found.suggestions if typed in f" {_key(each.text)}"]
        return Completion(found.start, found.end, near, closed=False) if near else None

    def complete(self, text: str, cursor: int) -> Completion | None:
        """Those whose name has a part that begins as what is typed; else those who have its letters in order."""
        start, end = part_at(text, cursor, ",")
        typed = _key(text[start:cursor])
        if not typed:
            return None
        named = {self._holder(part) for part in text.split(",")}
        others = [pair for pair in self._folded if pair[1] not in named]
        found = [id for name, id in others if f" {typed}" in f" {name}"][:MOST]
        if not found and len(typed) > 1:
            found = [id for name, id in others if _in_order(typed, name)][:MOST]
        if not found:
            return None
        return Completion(start, end, [Suggestion(self.names[id]) for id in found])


def _key(name: str) -> str:
    """A name for comparing; commas are as good as spaces."""
    return fold_name(name.replace(",", " "))


def _numbered(people: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Names as they are, with a number after those that several people have."""
    count = Counter(name.casefold() for _, name in people)
    used: Counter[str] = Counter()
    for id, name in people:
        same = name.casefold()
        used[same] += 1
        yield id, name if count[same] == 1 else f"{name} ({used[same]})"


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
