"""The palette: go to a person or an entry by name, or do anything that is bound to a key here."""

from __future__ import annotations

from functools import partial
from heapq import nlargest
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from journal.domain.text import fold
from journal.domain.words import short_day

if TYPE_CHECKING:
    from journal.app import JournalApp

MOST = 12
"""Hits of one kind: the palette is for going somewhere, not for reading lists."""
MOST_ENTRIES = 6
SHORTEST_FOR_ENTRIES = 3


class RecordCommands(Provider):
    """People and entries by name, and the verbs of the screen."""

    @property
    def journal_app(self) -> JournalApp:
        return cast("JournalApp", self.app)

    async def discover(self) -> Hits:
        for name, help_text, callback in self._verbs():
            yield DiscoveryHit(Content(name), callback, text=name, help=Content(help_text).plain)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, help_text, callback in self._verbs():
            score, offsets = matcher.fuzzy_search.match(query, name)
            if score:
                yield Hit(score, _marked(name, offsets), callback, text=name, help=help_text)
        desk = self.journal_app.desk
        for score, id, name in self._people(query):
            org = str(desk.journal.contacts.docs[id].get("org", ""))
            where = Content(desk.seen(org) or "person")
            callback = partial(self.journal_app.go_to, "contacts", id)
            yield Hit(score, Content(desk.seen(name)), callback, text=name, help=where)  # type: ignore[arg-type]
        if len(query) >= SHORTEST_FOR_ENTRIES:
            for score, id, note in self._entries(query):
                day = short_day(desk.journal.interactions[id].on, desk.today)
                callback = partial(self.journal_app.go_to, "interactions", id)
                yield Hit(score, Content(desk.seen(note)), callback, text=note, help=Content(f"entry, {day}"))  # type: ignore[arg-type]
