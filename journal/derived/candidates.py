"""Candidates: how everybody stands with the rules of today, looked at in slices, then one by one as things change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from journal.derived.agenda import MomentDay, moments
from journal.derived.choices import Choices
from journal.derived.index import Index, Touched
from journal.derived.knowing import Fits, Knowing
from journal.derived.suggestions import Suggestions
from journal.derived.threads import Threads
from journal.domain.reasons import Wanted
from journal.domain.today import suggest

SLICE = 100
"""Entries looked at in one piece of `build`: some milliseconds."""
PERSON = 5
"""What looking at somebody costs beside their entries, in entries."""
AT_ONCE = 20
"""So many people are looked at again at once; more of them wait for `build`."""
CONCERNED = frozenset({"events", "decisions"})
"""Tables that say something about some people, or about all."""


class Candidates:
    """`suggestions`, `threads` and `moments` (those not done yet, by contact) are for reading."""

    def __init__(self, index: Index, audience: Fits | None) -> None:
        self.index = index
        self.ready = False
        self.listeners: list[Callable[[], None]] = []
        self.knowing = Knowing(index, audience)
        self.suggestions = Suggestions()
        self.threads = Threads()
        self.moments: dict[str, tuple[MomentDay, ...]] = {}
        self._wanted: dict[str, Wanted] = {}
        self._places: Sequence[object] = ()
        self._unsure: set[str] = set()
        self._waiting: set[str] = set()
        self._idle: set[str] = set()
        self._seen: set[str] = set()
        index.listeners.append(self._follow)
        if audience is not None:
            audience.listeners.append(partial(self._follow_audience, audience))

    def moments_so_far(self) -> Mapping[str, tuple[MomentDay, ...]]:
        """`moments`, also while `build` has not begun: they need no timeline."""
        if self._seen or not (documents := self.index.documents.get("contacts", {})):
            return self.moments
        choices = Choices(self.index.documents.get("decisions", {}), self.index.today)
        those = ((id, document) for id, document in documents.items() if document.get("moments"))
        return {id: choices.left(id, moments(document, self.index.today)) for id, document in those}

    def build(self) -> Iterator[None]:
        """Look at everybody who waits for it, in pieces of a few milliseconds.

        `ready` is true as soon as all are known who may come up; what the others mean for old threads comes after that.
        """
        if not self._seen:
            self._everybody()
        while self._waiting or self._unsure:
            self._slice()
            yield
        if not self.ready:
            self.ready = True
            self._tell()
        while self._idle:
            work = 0
            while self._idle and work < SLICE:
                work += self._look(self._idle.pop())
            yield
        self._tell()

    def _slice(self) -> None:
        work = 0
        while self._unsure and work < SLICE:
            contact = self._unsure.pop()
            work += 1
            if self.knowing.wanted(contact) != self._wanted.get(contact):
                self._waiting.add(contact)
        while self._waiting and work < SLICE:
            contact = self._waiting.pop()
            if self.suggestions.get(contact) is None and self.knowing.idle(contact):
                self._idle.add(contact)
                work += 1
            else:
                work += self._look(contact)

    def _everybody(self) -> None:
        self.ready = False
        self._waiting = {*self.index.documents.get("contacts", {}), *self._seen}
        self.knowing.refresh()

    def _follow(self, touched: Touched | None) -> None:
        if touched is None:
            self._everybody()
            return
        waiting = touched.contacts | touched.people | touched.beside
        new_day = self.index.today != self.knowing.choices.today
        if new_day or touched.tables & CONCERNED or (touched.contacts and self.knowing.by_name):
            waiting |= self.knowing.refresh()
        self._await(waiting)

    def _follow_audience(self, audience: Fits) -> None:
        """Where a place came, went, or was filled, all may fit another one better now."""
        places = audience.places
        if places != self._places:
            self._places, self._unsure, self.ready = places, set(self._seen), False
            self._tell()

    def _await(self, people: set[str] | frozenset[str]) -> None:
        self._waiting |= people
        if not self.ready:
            return
        if len(self._waiting) > AT_ONCE:
            self.ready = False
        while self._waiting and self.ready:
            self._look(self._waiting.pop())
        self._tell()

    def _look(self, contact: str) -> int:
        """Take up how somebody stands now; how much work it was, counted in entries."""
        index, document = self.index, self.index.documents["contacts"].get(contact)
        known = None if document is None else self.knowing.known(contact)
        self.suggestions.put(contact, suggest(known, index.today, index.model) if known else None)
        self.threads.put(contact, document or {}, known, index.today, index.model)
        for of in (self.moments, self._wanted):
            of.pop(contact, None)
        if document is None or known is None:
            self._seen.discard(contact)
            return PERSON
        self._seen.add(contact)
        if known.wanted:
            self._wanted[contact] = known.wanted
        if left := self.knowing.choices.left(contact, moments(document, index.today)):
            self.moments[contact] = left
        return PERSON + len(index.entries_of(contact, in_order=False))

    def _tell(self) -> None:
        for listener in self.listeners:
            listener()
