"""Suggestions: everybody there is a reason to talk to, in order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from journal.domain.today import Suggestion

Key = tuple[float, int, float, str, str]


class Suggestions:
    """Kept in order while single ones change."""

    def __init__(self) -> None:
        self._of: dict[str, Suggestion] = {}
        self._keys: list[Key] = []

    def put(self, contact: str, suggestion: Suggestion | None) -> None:
        """Replace what is suggested about somebody."""
        before = self._of.pop(contact, None)
        if before is not None:
            del self._keys[bisect_left(self._keys, before.key)]
        if suggestion is not None:
            self._of[contact] = suggestion
            insort(self._keys, suggestion.key)

    def get(self, contact: str) -> Suggestion | None:
        return self._of.get(contact)

    def __iter__(self) -> Iterator[Suggestion]:
        """The one that weighs most first."""
        return (self._of[key[-1]] for key in self._keys)

    def __len__(self) -> int:
        return len(self._of)
