"""Index: what follows from the documents and is asked for all the time: who stands how, whose entries, what is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, Protocol

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index_entries import Entries, Look
from journal.derived.lookups import Shelves, Timeline
from journal.derived.tuned import days_away, tuned
from journal.domain.away import Away
from journal.domain.warmth import Model, Standing, Talk, cadence, standing

Documents = Mapping[str, Mapping[str, Doc]]
"""{table: {id: document}}, alive: it always holds the journal as it is now."""


class HasDocs(Protocol):
    """A table of a journal."""

    @property
    def docs(self) -> Mapping[str, Doc]: ...


class HasTables(Protocol):
    """A journal, as far as the index needs one."""

    def collection(self, table: str) -> HasDocs: ...


class Tables(Documents):
    """The documents of a journal by table; a journal that was read again has other ones, so they are asked for anew."""

    def __init__(self, journal: HasTables, names: Sequence[str]) -> None:
        self._collections = {name: journal.collection(name) for name in names}

    def __getitem__(self, table: str) -> Mapping[str, Doc]:
        return self._collections[table].docs

    def __iter__(self) -> Iterator[str]:
        return iter(self._collections)

    def __len__(self) -> int:
        return len(self._collections)


SLICE = 500
"""Documents looked at in one piece of `build`: a few milliseconds."""
TABLES = ("contacts", "followups", "introductions", "interactions")
BESIDE = ("goals", "events", "runs", "decisions", "settings")
"""Other tables that are asked for; the index says when something was written in one of them."""
TUNING = frozenset({"decisions", "settings"})
"""What is written there may change the rhythms and the days away, and so how things stand with everybody."""
WEEK = 7


class Changed(Protocol):
    """Says which document was written; what it holds now is in the documents."""

    @property
    def table(self) -> str: ...
    @property
    def id(self) -> str: ...


class Touched(NamedTuple):
    """What a change means: other documents of contacts, entries and follow-ups; people who may stand otherwise now."""

    contacts: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    """People whose follow-ups or introductions changed."""
    tables: frozenset[str] = frozenset()
    """The tables of `BESIDE` in which something was written."""
    followups: frozenset[str] = frozenset()


Listener = Callable[[Touched | None], None]
"""Is told of every change; None means that everything may have changed."""


class Lookups:
    """All lookups. A document is remembered as it was looked at, so that it can be taken out again when it changes."""

    def __init__(self, documents: Documents, today: date) -> None:
        self._documents = documents
        self._seen: dict[str, dict[str, Doc]] = {table: {} for table in TABLES}
        self.entries = Entries(self._seen["interactions"], today)
        self.followups = Shelves(self._promise)
        self.followups_from = Shelves(self._promise)
        self.open = Timeline()
        self.introductions = Shelves(lambda id: (id,), newest_first=True)

    def put(self, table: str, ids: Iterable[str]) -> Touched:
        """Bring the lookups up to date for these documents."""
        told = frozenset(ids)
        changed = list(self._look(table, told))
        those = frozenset(id for id, _, _ in changed)
        match table:
            case "contacts":
                # Who came and went between two polls is told too: what was asked about them meanwhile is no more so.
                return Touched(contacts=told, people=told)
            case "interactions":
                return Touched(entries=those, people=frozenset(self.entries.put(changed)))
            case "followups":
                self._put_followups(changed)
                named = [facts.texts(document, "contacts") for _, *both in changed for document in both if document]
                return Touched(beside=frozenset(chain.from_iterable(named)), followups=those)
            case "introductions":
                for id, before, now in changed:
                    self.introductions.drop(_three(before), id)
                    self.introductions.add(_three(now), id)
                named = [_three(document) for _, *both in changed for document in both]
                return Touched(beside=frozenset(chain.from_iterable(named)))
        return Touched()

    def _look(self, table: str, ids: Iterable[str]) -> Iterator[Look]:
        seen, documents = self._seen[table], self._documents.get(table, {})
        for id in ids:
            before, now = seen.get(id), documents.get(id)
            if before is now:
                continue
            if now is None:
                del seen[id]
            else:
                seen[id] = now
            yield id, before, now

    def _put_followups(self, changed: Iterable[Look]) -> None:
        for id, before, now in changed:
            if before is not None:
                self.followups.drop(facts.texts(before, "contacts"), id)
                self.followups_from.drop(_origin(before), id)
                self.open.drop(_due(before, id))
            if now is not None:
                self.followups.add(facts.texts(now, "contacts"), id)
                self.followups_from.add(_origin(now), id)
                if facts.is_open(now):
                    self.open.add([_due(now, id)])

    def _promise(self, id: str) -> tuple[object, ...]:
        document = self._seen["followups"].get(id, {})
        return not facts.is_open(document), *_due(document, id)


class Index:
    """What follows from a journal, or from plain documents by table. First `build`; then `apply` keeps it in step."""

    def __init__(self, source: HasTables | Documents, model: Model, today: date) -> None:
        documents = source if isinstance(source, Mapping) else Tables(source, (*TABLES, *BESIDE))
        self.documents, self.today = documents, today
        self._shipped = self.model = model
        self.away: tuple[Away, ...] = ()
        self.listeners: list[Listener] = []
        self._lookups = Lookups(documents, today)
        self._next: Lookups | None = None
        self._standings: dict[str, Standing] = {}
        self._tune()

    def build(self) -> Iterator[None]:
        """Look at all documents, in pieces of a few milliseconds; until the last piece the old view stays."""
        self._next = lookups = Lookups(self.documents, self.today)
        for table in TABLES:
            ids = list(self.documents.get(table, {}))
            for at in range(0, len(ids), SLICE):
                lookups.put(table, ids[at : at + SLICE])
                yield
        yield from lookups.entries.timeline.tidy()
        if self._next is lookups:
            self._lookups, self._next = lookups, None
            self._tune()
            self._tell(None)

    def apply(self, changes: Iterable[Changed] | None) -> None:
        """Follow what was written. None means that anything may have changed: `build`, in one go."""
        if changes is None:
            for _ in self.build():
                pass
            return
        ids: dict[str, list[str]] = defaultdict(list)
        for change in changes:
            ids[change.table].append(change.id)
        for table in TABLES:
            if table in ids:
                if self._next:
                    self._next.put(table, ids[table])
                self._tell(self._lookups.put(table, ids[table]))
        if beside := frozenset(ids).intersection(BESIDE):
            other = bool(beside & TUNING) and self._tune()
            self._tell(Touched(tables=beside, people=self._everybody() if other else frozenset()))

    def turn(self, today: date) -> None:
        """It is another day."""
        if today == self.today:
            return
        self.today = today
        for lookups in filter(None, (self._lookups, self._next)):
            lookups.entries.turn(today)
        self._standings.clear()
        self._tune()
        self._tell(Touched(people=self._everybody()))

    def standing(self, contact: str) -> Standing:
        """How things stand with a contact; computed when asked for, and again after something changed."""
        return self._standings.get(contact) or self.stand(contact, self.talks(contact))

    def stand(self, contact: str, talks: Sequence[Talk]) -> Standing:
        """`standing` for who has the `talks` of a contact in hand already."""
        known = self._standings.get(contact)
        if known is None:
            document = self.documents.get("contacts", {}).get(contact, {})
            known = standing(document, contact, talks, self.today, self.model, self.away)
            self._standings[contact] = known
        return known

    def rhythm(self, contact: str) -> int:
        """The days between two talks that a contact's rhythm asks for; 0 = none."""
        return cadence(self.documents.get("contacts", {}).get(contact, {}), self.model)

    def talks(self, contact: str) -> list[Talk]:
        """What the entries with a contact mean for keeping in touch, in any order."""
        return [facts.talk(entry, on) for entry, on in self._lookups.entries.dated(contact)]

    @property
    def timeline(self) -> Timeline:
        """The ids of all entries, newest first: those planned for later days come before all others."""
        return self._lookups.entries.timeline

    @property
    def last_talk(self) -> Mapping[str, str]:
        """The ISO day of each contact's last talk up to today; who has none is not in it."""
        return self._lookups.entries.last_talk

    def entries_of(self, contact: str, *, in_order: bool = True) -> Sequence[str]:
        """The entries with a contact, newest first (or in any order, which saves putting them in one)."""
        shelf = self._lookups.entries.of
        return shelf.get(contact) if in_order else shelf.loose(contact)

    def entries_about(self, subject: str) -> Sequence[str]:
        """The entries that belong to an event or a goal, newest first."""
        return self._lookups.entries.about.get(subject)

    def followups_of(self, contact: str) -> Sequence[str]:
        """The follow-ups with a contact: open ones by due day, then the others."""
        return self._lookups.followups.get(contact)

    def followups_from(self, origin: str) -> Sequence[str]:
        """The follow-ups that come from an entry, an event or a preparation."""
        return self._lookups.followups_from.get(origin)

    @property
    def open_followups(self) -> list[str]:
        """All open follow-ups by due day."""
        return [row[2] for row in self._lookups.open.rows]

    def introductions_of(self, contact: str) -> Sequence[str]:
        """The introductions in which a contact (or "me") has a part, newest first."""
        return self._lookups.introductions.get(contact)

    def per_week(self, contact: str, weeks: int = 52) -> list[int]:
        """How many talks there were in each of the last `weeks` weeks (Monday to Sunday), this week last."""
        counts = [0] * weeks
        this_week = (self.today.toordinal() - 1) // WEEK
        for entry, on in self._lookups.entries.dated(contact):
            back = this_week - (on.toordinal() - 1) // WEEK
            if 0 <= back < weeks and on <= self.today and facts.two_way(entry):
                counts[-1 - back] += 1
        return counts

    def _everybody(self) -> frozenset[str]:
        return frozenset(self.documents.get("contacts", {}))

    def _tune(self) -> bool:
        """Take what the journal says about rhythms and days away; whether that changed anything."""
        model = tuned(self._shipped, self.documents.get("settings", {}))
        away = days_away(self.documents.get("decisions", {}), self.today)
        if (model, away) == (self.model, self.away):
            return False
        self.model, self.away = model, away
        self._standings.clear()
        return True

    def _tell(self, touched: Touched | None) -> None:
        if touched is None:
            self._standings.clear()
        else:
            for contact in touched.people:
                self._standings.pop(contact, None)
        for listener in self.listeners:
            listener(touched)


def _three(introduction: Doc | None) -> list[str]:
    return [facts.text(introduction, part) for part in ("broker", "a", "b")] if introduction else []


def _origin(followup: Doc) -> list[str]:
    origin = facts.text(followup, "from")
    return [origin] if origin else []


def _due(followup: Doc, id: str) -> tuple[str, str, str]:
    return facts.text(followup, "due"), facts.text(followup, "time"), id
