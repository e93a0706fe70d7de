"""KnownNames: the names that captured lines are read with, learnt in pieces and kept in step with the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from journal.capture.name_lines import person_line
from journal.capture.names import Names
from journal.store.journal import Change

if TYPE_CHECKING:
    from journal.screens.desk import Desk

PIECE = 500
"""People learnt in one go: two milliseconds."""


class KnownNames:
    """Names of people, events and goals. While the timeline is being read, who was talked with lately is incomplete."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._names: Names | None = None
        self._with_talks = False
        self._learning: list[list[Change]] = []
        """What was written since each learning under way began."""

    @property
    def there(self) -> bool:
        """Whether there are names to read with, even if who was talked with lately is not known yet."""
        return self._names is not None

    @property
    def ready(self) -> bool:
        """Whether all is known that the journal tells so far."""
        return self._names is not None and self._with_talks == self.desk.complete

    @property
    def names(self) -> Names:
        """All names; learnt at once if they are not known yet."""
        if self._names is None:
            for _ in self.learn():
                pass
        assert self._names is not None
        return self._names

    def follow(self, changes: Iterable[Change] | None) -> None:
        """Learn what was written; None means that anything may have changed."""
        if changes is None:
            self._names = None
            self._learning.clear()
            return
        changes = list(changes)
        for missed in self._learning:
            missed += changes
        if self._names is not None:
            self._put(self._names, changes)

    def learn(self) -> Iterator[None]:
        """Learn all names, in pieces of a few milliseconds; nothing to do if they are known."""
        while not self.ready:
            missed: list[Change] = []
            self._learning.append(missed)
            complete, names = self.desk.complete, Names()
            yield from self._read(names)
            if any(each is missed for each in self._learning):
                self._learning = [each for each in self._learning if each is not missed]
                self._put(names, missed)
                self._names, self._with_talks = names, complete

    def _read(self, names: Names) -> Iterator[None]:
        docs, last = self.desk.journal.collection, self.desk.index.last_talk
        people, lines = list(docs("contacts").docs.items()), [""]
        for at in range(0, len(people), PIECE):
            lines += [person_line(id, document, last.get(id, "")) for id, document in people[at : at + PIECE]]
            yield
        names.base = "\n".join([*lines, ""]).encode("utf-8", "replace")
        names.put({table: docs(table).docs for table in ("events", "goals", "runs")})

    def _put(self, names: Names, changes: Iterable[Change]) -> None:
        today = self.desk.today.isoformat()
        for change in changes:
            names.put({change.table: {change.id: change.after}}, today)
