"""The palette: go to a person or an entry by name, or do anything that is bound to a key here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from journal.domain.text import fold
from journal.domain.words import day_head
from journal.widgets.frame import key_word
from journal.widgets.line import fit

if TYPE_CHECKING:
    from journal.app import JournalApp

MOST_PEOPLE, MOST_ENTRIES = 12, 8
"""Hits of one kind: the palette is for going somewhere, not for reading lists."""
SHORTEST_FOR_ENTRIES = 3
NOTE = 60
"""Cells of a note that are shown."""


class RecordCommands(Provider):
    """People and entries by name, and the verbs of the screen."""

    @property
    def journal_app(self) -> JournalApp:
        return cast("JournalApp", self.app)

    async def discover(self) -> Hits:
        for text, keys, tooltip, action in self._verbs():
            yield DiscoveryHit(
                _said(text, keys), partial(self.run, action), text=text, help=cast(str, Content(tooltip))
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for text, keys, tooltip, action in self._verbs():
            score, offsets = matcher.fuzzy_search.match(query, text)
            if score:
                shown = _marked(text, offsets) + _said("", keys)
                yield Hit(score, shown, partial(self.run, action), text=text, help=cast(str, Content(tooltip)))
        for hit in self._people(query):
            yield hit
        if len(query) >= SHORTEST_FOR_ENTRIES:
            for hit in self._entries(query):
                yield hit

    def _verbs(self) -> Iterator[tuple[str, str, str, str]]:
        """(name, key, what it does, action) of everything bound on the screen below the palette; moves come last."""
        seen: set[str] = set()
        bindings = sorted(self.screen.active_bindings.values(), key=lambda active: _is_move(active.binding))
        for active in bindings:
            binding = active.binding
            if binding.id and binding.description and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                yield binding.description.capitalize(), key_word(binding.key), active.tooltip, binding.action

    async def run(self, action: str) -> None:
        await self.app.run_action(action, self.screen)

    def _people(self, query: str) -> Iterator[Hit]:
        desk, words = self.journal_app.desk, fold(query).split()
        found = 0
        for id, document in desk.journal.contacts.docs.items():
            name = str(document["name"])
            place = fold(name)
            if all(word in place for word in words):
                where = desk.seen(", ".join(part for part in (document.get("role"), document.get("org")) if part))
                score = 0.9 if place.startswith(words[0] if words else "") else 0.8
                yield self._hit(score, desk.seen(name), where or "person", "contacts", id)
                found += 1
                if found == MOST_PEOPLE:
                    return

    def _entries(self, query: str) -> Iterator[Hit]:
        desk = self.journal_app.desk
        for id in self.journal_app.find_entries(query, MOST_ENTRIES):
            entry = desk.journal.interactions.get(id)
            if entry is not None:
                note = desk.seen(fit(entry.note.split("\n")[0], NOTE).rstrip(), private=entry.private or desk.blurred)
                who = ", ".join(desk.names(entry.contacts[:3]))
                about = f"{day_head(entry.on, desk.today)}  {who}"
                yield self._hit(0.5, note or entry.kind, about, "interactions", id)

    def _hit(self, score: float, text: str, about: str, table: str, id: str) -> Hit:
        go: Any = partial(self.journal_app.go_to, table, id)
        return Hit(score, Content(text), go, text=text, help=cast(str, Content(about)))


def _is_move(binding: Binding) -> bool:
    return (binding.id or "").startswith("list.")


def _marked(text: str, offsets: Sequence[int]) -> Content:
    content = Content(text)
    for offset in offsets:
        content = content.stylize("bold $accent", offset, offset + 1)
    return content


def _said(text: str, keys: str) -> Content:
    return Content.assemble(text, (f"  {keys}", "$foreground-muted"))
