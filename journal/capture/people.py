"""People in the order of completion: whose name begins so, then whose name has the letters; talked with last first."""

from __future__ import annotations

from journal.capture.name_lines import PERSON_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from journal.capture.names import Names, Pieces

_A_PIECE = 1000
"""Lines that are taken apart without a pause."""


class Known:
    """Somebody who may be meant; `folded` has a space before each part of each of their names."""

    __slots__ = ("folded", "id", "last_talk", "name")

    def __init__(self, id: str, name: str, folded: str, last_talk: str) -> None:
        self.id = id
        self.name = name
        self.folded = folded
        self.last_talk = last_talk


class People:
    """All active people, those talked with last first."""

    __slots__ = ("_letters", "_survivors", "everybody")

    def __init__(self, found: list[Known]) -> None:
        found.sort(key=lambda one: one.name)
        found.sort(key=lambda one: one.last_talk, reverse=True)
        self.everybody = found
        self._letters = ""
        self._survivors = found
        """Whoever has the letters of the last search: more letters only make them fewer."""

    def like(self, typed: str, most: int) -> list[Known]:
        """At most so many who fit what was typed (folded)."""
        words = f" {typed}"
        found = []
        for one in self.everybody:
            if words in one.folded:
                found.append(one)
                if len(found) == most:
                    return found
        letters = typed.replace(" ", "")
        if len(letters) < 2:
            return found
        there = {one.id for one in found}
        return [*found, *[one for one in self._with(letters) if one.id not in there]][:most]

    def _with(self, letters: str) -> list[Known]:
        """Everybody in whose names these letters stand in this order."""
        if not self._letters or not letters.startswith(self._letters):
            self._survivors = self.everybody
        self._survivors = [one for one in self._survivors if _has_letters(one.folded, letters)]
        self._letters = letters
        return self._survivors

    def of(self, ids: Iterable[str]) -> list[Known]:
        """People by id, in this order."""
        wanted = set(ids)
        return [one for one in self.everybody if one.id in wanted]


def _has_letters(folded: str, letters: str) -> bool:
    at = 0
    for letter in letters:
        at = folded.find(letter, at) + 1
        if not at:
            return False
    return True


def people_of(names: Names) -> Pieces[People]:
    """Everybody, in pieces of a few milliseconds."""
    found = []
    for at, line in enumerate(names.base.decode("utf-8", "replace").split("\n"), 1):
        fields = line.split("\t")
        if len(fields) == PERSON_FIELDS and fields[2] == "a" and not fields[8] and fields[1] not in names.gone:
            talk = names.talked.get(fields[1], "")
            found.append(Known(fields[1], fields[4], fields[5] + fields[6], max(fields[3], talk)))
        if not at % _A_PIECE:
            yield
    return People([*found, *_newer(names)])


def _newer(names: Names) -> list[Known]:
    return [
        Known(one.id, one.name, f" {' '.join(one.parts)} ", names.talked_last(one))
        for one in names.changed.values()
        if one.active and not one.triage
    ]
