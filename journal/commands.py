"""The palette: go to a person or an entry by name, or do anything that is bound to a key here; the one of themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from rich.cells import cell_len
from textual.binding import ActiveBinding, Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from journal.domain.text import fold
from journal.domain.words import day_head
from journal.search.query import QueryError
from journal.widgets.frame import in_order, key_word
from journal.widgets.line import MUTED, PLAIN, Piece, cell, fit, run, spread

if TYPE_CHECKING:
    from journal.app import JournalApp
    from journal.screens.desk import Desk

MOST_PEOPLE, MOST_ENTRIES = 12, 8
"""Hits of one kind: the palette is for going somewhere, not for reading lists."""
SHORTEST_FOR_ENTRIES = 3
NOTE = 40
"""Cells of a note that are shown."""
NAME = 11
"""Cells of the column in which verbs stand."""
WIDEST, SHARE, AROUND = 76, 0.94, 6
"""Cells of the palette, part of the terminal that it takes at most, and cells around its rows."""

OPENS = (
    ("Weekly review", "Look back at the week, close open ends, choose whom to talk to", "review"),
    ("Insights", "What was got and given, and how it goes", "insights"),
    ("Introductions", "Whom you connected, who opened a door, what comes next", "introductions"),
    ("Questions to ask", "Good ones by depth and by event, to take some along", "open('questions')"),
    ("Your introduction", "Build it, check it as it is said, all versions", "open('pitches')"),
    ("Small asks", "Messages that ask for a little, from a template", "open('asks')"),
    ("Starting points", "Goals to begin with, for where you are now", "starting_points"),
    ("I am away", "Days that count towards nobody's rhythm: plan them, or take them back", "away"),
    ("Rhythms and capacity", "How often you mean to talk, by circle, and how much in a week", "rhythms"),
    ("Possible duplicates", "People who may be there twice, side by side", "duplicates"),
    ("Forget somebody", "Every trace of the person under the cursor; no undo", "act('forget')"),
)
"""What is done in any place and has no key: name, what it is, action."""
FORGET = "act('forget')"
"""The one among them that needs a person under the cursor."""
TURNS = (
    ("They died", "In memory: nothing comes up, notes and entries stay", "died"),
    ("No contact", "They never come up, and nothing is drafted", "no_contact"),
    ("A hard time", "Nothing is asked of them until a day", "care"),
)
"""What may happen to the person under the cursor: name, what follows, verb."""


class Verb(NamedTuple):
    """Something to do: its name, its key, what it does, the action, and whose action it is."""

    name: str
    key: str
    about: str
    action: str
    node: DOMNode


class RecordCommands(Provider):
    """People and entries by name, and the verbs of the screen."""

    @property
    def journal_app(self) -> JournalApp:
        return cast("JournalApp", self.app)

    async def discover(self) -> Hits:
        for verb in self._verbs():
            yield DiscoveryHit(self._verb_row(verb, verb.name), self._doing(verb), text=verb.name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for verb in self._verbs():
            score, offsets = matcher.fuzzy_search.match(query, verb.name)
            if score:
                row = self._verb_row(verb, _marked(verb.name, offsets))
                yield Hit(score, row, self._doing(verb), text=verb.name)
        for hit in self._people(query):
            yield hit
        for hit in self._events(query):
            yield hit
        for hit in self._goals(query):
            yield hit
        if len(query) >= SHORTEST_FOR_ENTRIES:
            for hit in self._entries(query):
                yield hit

    def _verbs(self) -> Iterator[Verb]:
        """Everything bound on the screen below the palette, then what has no key; moves come last."""
        yield from self._bound(moves=False)
        if (place := self.journal_app.place) is not None and self.screen is place:
            bound = {active.binding.action for active in place.active_bindings.values()}
            for name, about, action in OPENS:
                if action not in bound and (action != FORGET or place.targets("forget")):
                    yield Verb(name, "", about, action, place)
            for name, about, verb in TURNS:
                if place.targets(verb):
                    yield Verb(name, "", about, f"act('{verb}')", place)
            yield Verb("Import people", "", "Bring people in from a file", "import_people", self.app)
        yield Verb("Theme", "", "Other colours", "change_theme", self.app)
        yield from self._bound(moves=True)

    def _bound(self, *, moves: bool) -> Iterator[Verb]:
        seen: set[str] = set()
        for active in in_order(self.screen.active_bindings.values()):
            binding = active.binding
            wanted = binding.id and binding.description and active.enabled and _is_move(binding) == moves
            if wanted and binding.action not in seen:
                seen.add(binding.action)
                yield _verb(active)

    def _doing(self, verb: Verb) -> Any:
        return partial(self.app.run_action, verb.action, verb.node)

    def _verb_row(self, verb: Verb, name: str | Content) -> Content:
        return self._row(run(cell(run(name), max(NAME, cell_len(verb.name)))), verb.about, verb.key)

    def _row(self, left: str | Content, about: str, right: str = "") -> Content:
        """One line: what it is, a few words about it, and at the right its key."""
        width = min(WIDEST, int(self.app.size.width * SHARE)) - AROUND
        name: Piece = left if isinstance(left, Content) else (left, PLAIN)
        return spread(width, run(name, (f"  {about}", MUTED)), (right, MUTED))

    def _people(self, query: str) -> Iterator[Hit]:
        desk, words = self.journal_app.desk, fold(query).split()
        found = 0
        for id, document in desk.journal.contacts.docs.items():
            name = str(document["name"])
            place = fold(name)
            if all(word in place for word in words):
                where = desk.seen(", ".join(part for part in (document.get("role"), document.get("org")) if part))
                score = 0.9 if place.startswith(words[0] if words else "") else 0.8
                yield self._hit(score, desk.seen(name), where or "person", "", ("contacts", id))
                found += 1
                if found == MOST_PEOPLE:
                    return

    def _goals(self, query: str) -> Iterator[Hit]:
        desk, words = self.journal_app.desk, fold(query).split()
        for goal in desk.journal.goals:
            if all(word in fold(goal.statement) for word in words):
                status = {"dropped": "let go"}.get(goal.status, goal.status)
                score = 0.7 if goal.status == "active" else 0.6
                yield self._hit(score, desk.seen(goal.statement), "goal", status, ("goals", goal.id))

    def _events(self, query: str) -> Iterator[Hit]:
        desk, words = self.journal_app.desk, fold(query).split()
        for id, document in desk.journal.events.docs.items():
            if all(word in fold(str(document["title"])) for word in words):
                event = desk.journal.events.get(id)
                if event is not None:
                    ahead = event.day >= desk.today
                    on = day_head(event.day, desk.today)
                    yield self._hit(0.75 if ahead else 0.55, desk.seen(event.title), "event", on, ("events", id))

    def _entries(self, query: str) -> Iterator[Hit]:
        desk = self.journal_app.desk
        for id in _found(desk, query):
            entry = desk.journal.interactions.get(id)
            if entry is not None:
                note = desk.seen(fit(entry.note.split("\n")[0], NOTE).rstrip(), private=entry.private or desk.blurred)
                who = ", ".join(desk.names(entry.contacts[:3]))
                on = day_head(entry.on, desk.today)
                yield self._hit(0.5, note or entry.kind, who, on, ("interactions", id))

    def _hit(self, score: float, text: str, about: str, right: str, target: tuple[str, str]) -> Hit:
        go: Any = partial(self.journal_app.go_to, *target)
        return Hit(score, self._row(text, about, right), go, text=text)


class ThemeCommands(Provider):
    """The themes, journal's own before the others."""

    async def discover(self) -> Hits:
        for name in self._names():
            yield DiscoveryHit(self._row(Content(name), name), partial(self._wear, name), text=name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name in self._names():
            score, offsets = matcher.fuzzy_search.match(query, name)
            if score:
                yield Hit(score, self._row(_marked(name, offsets), name), partial(self._wear, name), text=name)

    def _names(self) -> list[str]:
        app = cast("JournalApp", self.app)
        own = [theme.name for theme in app.ready.themes] if app.ready else []
        return [*own, *sorted(app.available_themes.keys() - set(own))]

    def _row(self, left: Content, name: str) -> Content:
        return run(left, ("  now", MUTED)) if name == self.app.theme else left

    def _wear(self, name: str) -> None:
        self.app.theme = name


def palette() -> CommandPalette:
    """The palette of everything there is to do, and of everybody."""
    return CommandPalette(placeholder="What to do, somebody's name, or words of an entry")


def theme_palette() -> CommandPalette:
    """The palette in which the colours are chosen."""
    return CommandPalette(providers=[ThemeCommands], placeholder="Other colours …")


def _verb(active: ActiveBinding) -> Verb:
    binding = active.binding
    return Verb(
        binding.description.capitalize(),
        binding.key_display or key_word(binding.key),
        active.tooltip,
        binding.action,
        active.node,
    )


def _found(desk: Desk, text: str) -> list[str]:
    """Ids of the newest entries in which a text is found."""
    try:
        return list(desk.search_entries(text).step())[:MOST_ENTRIES]
    except QueryError:
        return []


def _is_move(binding: Binding) -> bool:
    return binding.action.startswith(("move(", "jump(", "page("))


def _marked(text: str, offsets: Sequence[int]) -> Content:
    content = Content.assemble((text, PLAIN))
    for offset in offsets:
        content = content.stylize("bold $accent", offset, offset + 1)
    return content
