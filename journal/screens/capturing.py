"""Capturing inside the full screen: the line that was typed, what it means, and its documents; as in the popup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from journal.capture import preview
from journal.capture.draft import Draft
from journal.capture.grammar import parse
from journal.capture.names import Names
from journal.capture.records import created_at, documents
from journal.capture.settings import Settings
from journal.domain.timeline import Interaction
from journal.store.journal import Change

if TYPE_CHECKING:
    from journal.screens.desk import Desk

OP = "capture"


class Capturing:
    """One parser and one resolver of names, kept in step with the journal."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._names: Names | None = None

    def follow(self, changes: Iterable[Change] | None) -> None:
        """Learn what was written; None means that anything may have changed."""
        if changes is None:
            self._names = None
        elif self._names is not None:
            today = self.desk.today.isoformat()
            for change in changes:
                self._names.put({change.table: {change.id: change.after}}, today)

    @property
    def names(self) -> Names:
        if self._names is None:
            docs = self.desk.journal.collection
            self._names = Names.from_documents(
                docs("contacts").docs,
                self.desk.index.last_talk,
                events=docs("events").docs,
                goals=docs("goals").docs,
                runs=docs("runs").docs,
            )
        return self._names

    def parse(self, line: str, when: datetime | None = None) -> Draft | None:
        """What a line means that is written now, or was written at another time."""
        config = self.desk.config
        settings = Settings(config.date_order, config.day_starts)
        now = settings.wall_clock((when or self.desk.now).replace(tzinfo=None))
        return parse(line, now, self.names, config.date_order)

    def preview(self, line: str) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """Label and (text, role) of each line that says what was understood."""
        draft = self.parse(line)
        return preview.lines(draft) if draft else ()

    def save(self, line: str) -> None:
        """Write what the line means. Raises StoreError.

        Names are looked up under the lock, so that two captures at the same time do not both make a new person.
        """
        with self.desk.journal.transaction(OP) as transaction:
            self.desk.poll()
            draft = self.parse(line)
            for table, put in documents(draft, created_at(self.desk.now)).items() if draft else ():
                for key, document in put.items():
                    transaction.put(table, key, document)

    def reparse(self, line: str, entry: Interaction) -> Interaction | None:
        """What an entry would be if it had been captured as this line; people who are not there yet are left out."""
        draft = self.parse(line, entry.created.astimezone() if entry.created else None)
        if draft is None or not draft.kind:
            return None
        document = next(iter(documents(draft, created_at(self.desk.now)).get("interactions", {}).values())) or {}
        known = [key for key in document["contacts"] if key in self.desk.journal.contacts]
        return Interaction.parse({**document, "contacts": known, "kind": draft.kind if known else "note"})
