"""Desk: what every screen works with: the journal, its index, the settings, the clock, and texts not yet saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import cached_property
from typing import Any

from journal.config import Config
from journal.derived.audience import Audience
from journal.derived.gains import Gains
from journal.derived.index import Index
from journal.derived.outlook import Outlook
from journal.derived.pinned import Pinned, pinned
from journal.derived.rhythms import Rhythms
from journal.domain.contacts import Contact
from journal.domain.packs import Pack
from journal.domain.questions import Bank
from journal.domain.text import clean, shown
from journal.paths import Paths
from journal.prep_texts import PrepTexts, load_prep
from journal.screens.capturing import Capturing
from journal.search.haystack import Haystack
from journal.search.query import parse_query
from journal.search.search import EntrySearch, Hits, PeopleSearch
from journal.store.journal import Change, Journal, LogError
from journal.texts import load_packs
from journal.widgets.line import veiled

ME = "you"
UNKNOWN = "somebody"


class Desk:
    """Passed to the screens by the app. `clock` tells the time where the user is."""

    def __init__(
        self, journal: Journal, index: Index, config: Config, clock: Callable[[], datetime], paths: Paths
    ) -> None:
        self.journal, self.index, self.config, self.clock, self.paths = journal, index, config, clock, paths
        self.haystack = Haystack(index)
        self.people_search = PeopleSearch(index, self.haystack)
        self.entry_search = EntrySearch(index, self.haystack)
        self.audience = Audience(index)
        self.gains = Gains(index)
        self.rhythms = Rhythms(index)
        self.outlook = Outlook(index, journal, self.audience)
        self.outlook.steps = lambda kind, short: self.prep.checklists.length(kind, short)
        self.capturing = Capturing(self)
        self.drafts: dict[str, Any] = {}
        self.just_closed: set[str] = set()
        """Follow-ups closed on the page that is open: they stay there, so that the same key opens them again."""
        self.blurred = False
        self.begun = False
        """Whether people, follow-ups, events and goals are read; the timeline may still be missing."""
        self.complete = False

    @cached_property
    def prep(self) -> PrepTexts:
        """The texts of preparations, read when they are first asked for (30 ms): while the program is loaded."""
        return load_prep(self.paths.config, calibration=self.config.prep.calibration)

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """The starting points, read when one is known to have been chosen (20 ms): after the journal was read."""
        return load_packs(self.paths.config)[0].packs

    @property
    def pinned(self) -> Pinned:
        """What the starting points that one chose put first."""
        return pinned(self.journal.goals.docs, lambda: self.packs)

    @property
    def questions(self) -> Bank:
        """The question bank, what the starting points put first in it marked."""
        return self.prep.questions._replace(pinned=self.pinned.questions)

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def today(self) -> date:
        """The day it is for the user; it may begin later than midnight."""
        return self.config.day_of(self.now)

    def person(self, id: str) -> Contact | None:
        return self.journal.contacts.get(id)

    def name(self, id: str) -> str:
        """The name of a contact as it may be shown now."""
        if id == "me":
            return ME
        document = self.journal.contacts.docs.get(id)
        return self.seen(clean(str(document["name"]))) if document else UNKNOWN

    def rhythm(self, person: Contact) -> int:
        """Days between two talks as the user wants it; 0 for no rhythm."""
        return self.index.rhythm(person.id)

    def names(self, ids: Iterable[str]) -> list[str]:
        return [self.name(id) for id in ids]

    def seen(self, text: str, *, private: bool = True) -> str:
        """Text as it may be shown: blurred while somebody is looking, if it is private."""
        if not (self.blurred and private):
            return shown(text)
        return veiled(text)

    def why(self, error: Exception) -> str:
        """What went wrong, as it may be shown: while names are blurred only what can name nobody."""
        if self.blurred and not isinstance(error, LogError | OSError):
            return "That was not done. Why is blurred, because it may name somebody; f8 shows names, then try again."
        return str(error)

    def poll(self) -> list[Change] | None:
        """What was written since the last call, taken into everything that follows from the documents."""
        changes = self.journal.poll(patient=True)
        if not self.journal.stale and changes != []:
            self.index.apply(changes)
            self.capturing.follow(changes)
        return changes

    def search_people(self, text: str, order: str = "due", marked: AbstractSet[str] = frozenset()) -> Hits:
        """Begin a search in the contacts. Raises QueryError."""
        query = parse_query(text, "contacts", self.today, date_order=self.config.date_order)
        return self.people_search.start(query, order, marked)

    def search_entries(self, text: str, order: str = "newest", marked: AbstractSet[str] = frozenset()) -> Hits:
        """Begin a search in the entries. Raises QueryError."""
        query = parse_query(text, "timeline", self.today, date_order=self.config.date_order)
        return self.entry_search.start(query, order, marked)

    def follow(self) -> Iterator[None]:
        """Bring what many people wait for up to date, in pieces of a few milliseconds: fits first, then the outlook."""
        for each in (self.audience, self.outlook, self.gains, self.rhythms):
            if not each.ready:
                yield from each.build()

    @property
    def behind(self) -> bool:
        """Whether `follow` has something to do."""
        return not (self.audience.ready and self.outlook.ready and self.gains.ready and self.rhythms.ready)

    def prepare(self) -> Iterator[None]:
        """Make ready what the first search for words needs, in pieces of a few milliseconds."""
        yield from self.haystack.prepare()

    def topics(self) -> list[str]:
        """Every topic of a person or an entry, for completion."""
        found: set[str] = set()
        for table in (self.journal.contacts, self.journal.interactions):
            for document in table.docs.values():
                found.update(document.get("topics", ()))
        return sorted(found)

    def people(self) -> list[tuple[str, str]]:
        """(id, name) of everybody who can be chosen in a form, the last talked with first."""
        last = self.index.last_talk
        active = [
            (id, clean(str(document["name"])))
            for id, document in self.journal.contacts.docs.items()
            if document.get("status", "active") == "active"
        ]
        return sorted(active, key=lambda pair: (last.get(pair[0], ""), pair[1]), reverse=True)
