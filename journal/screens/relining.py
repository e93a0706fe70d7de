"""Relining: an entry edited as its line: what the line means now, and the people it would make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from journal.capture.draft import Draft
from journal.capture.names import Match
from journal.capture.records import created_at, documents
from journal.domain.timeline import Interaction
from journal.store.journal import Transaction

if TYPE_CHECKING:
    from journal.screens.desk import Desk


NOT_MADE = "A follow-up in the line is not made from here; f makes one."


class Relining:
    """Lives as long as one entry is edited: whoever is new keeps their id from one reading of the line to the next."""

    def __init__(self, desk: Desk, entry: Interaction) -> None:
        self.desk, self.entry = desk, entry
        self._new: dict[str, tuple[Match, dict[str, Any]]] = {}
        """Id → the name as it was written, and the document."""
        self._ids: dict[str, str] = {}

    def read(self, line: str) -> Interaction | None:
        """What the entry would be if it had been captured as this line; None if the line makes no entry."""
        draft = self._parse(line)
        if draft is None or not draft.kind:
            return None
        made = documents(draft, created_at(self.desk.now))
        lasting = self._keep(draft, made.get("contacts", {}))
        document = next(iter(made["interactions"].values())) or {}
        contacts = [lasting.get(id, id) for id in document["contacts"]]
        return Interaction.parse({**document, "contacts": contacts})

    @property
    def _written(self) -> datetime:
        return self.entry.created.astimezone() if self.entry.created else self.desk.now

    def _parse(self, line: str) -> Draft | None:
        return self.desk.capturing.parse(line, self._written)

    def _keep(self, draft: Draft, contacts: dict[str, dict[str, Any] | None]) -> dict[str, str]:
        """Remember the new people who take part; returns the ids they got just now → the lasting ones."""
        lasting: dict[str, str] = {}
        for match in draft.contacts:
            document = contacts.get(match.id or "")
            if match.id and document:
                lasting[match.id] = self._ids.setdefault(match.key, match.id)
                self._new[lasting[match.id]] = match, document
        for id in lasting.values():
            introduced_by = self._new[id][1].get("introduced_by")
            if introduced_by in contacts:
                self._new[id][1]["introduced_by"] = lasting.get(introduced_by)
        return lasting

    def people(self) -> list[tuple[str, str]]:
        """(id, name) of everybody the line would make so far."""
        return [(id, str(document["name"])) for id, (_, document) in self._new.items()]

    def says(self, line: str) -> Sequence[str]:
        """What there is to say about a changed line: who is new, what is in doubt, what it does not do."""
        draft = self._parse(line) if line != self.entry.raw else None
        if draft is None:
            return ()
        new = [f"+ {match.name} new" for match in draft.contacts if match.new]
        made = [f"{', '.join(new)}."] if new else []
        return [*made, *draft.doubts, *([NOT_MADE] if self._promises_more(draft) else [])]

    def _promises_more(self, draft: Draft) -> bool:
        before = self._parse(self.entry.raw)
        known = {promise.what for promise in before.followups} if before else set()
        return any(promise.what not in known for promise in draft.followups)

    def settle(self, transaction: Transaction, entry: Interaction) -> Interaction:
        """Make the new people whom the entry names, unless they are in the book by now; returns the entry with them."""
        if not self._new.keys() & set(entry.contacts):
            return entry
        self.desk.poll()
        known = {id: self._settled(transaction, id) for id in entry.contacts if id in self._new}
        return entry.changed(contacts=list(dict.fromkeys(known.get(id, id) for id in entry.contacts)))

    def _settled(self, transaction: Transaction, id: str) -> str:
        match, document = self._new[id]
        day = self.desk.capturing.clock_at(self._written).date()
        found = self.desk.capturing.names.resolve(match.text, day).id
        if found is None:
            made = {name: value for name, value in document.items() if value is not None}
            transaction.insert("contacts", id, made)
        return found or id
