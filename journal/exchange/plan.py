"""An import as a plan: a verdict for every row, every document that would change; then all in one transaction."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal, NamedTuple, get_args, overload

from journal.domain.contacts import Contact
from journal.domain.record import Invalid
from journal.exchange.duplicates import LARGEST_BLOCK, OURS, Match, Matcher
from journal.exchange.packed import Packed
from journal.exchange.person import MOST_WAYS, Doc, Document, Offer, Person, Reading, new_document
from journal.exchange.update import update

Verdict = Literal["new", "update", "same", "suggest", "skip"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
UNTOUCHED = {"no_contact": "no contact is wished", "deceased": "marked as deceased"}
"""People an import never changes, by status."""
PROGRESS_EVERY = 50
FULL = f"has {MOST_WAYS} addresses and numbers already: left as it is"
SAMPLES = 3
"""Rows that are kept whole, to show what stands in which column."""
TOO_MANY = f"of all the names that begin so, only {LARGEST_BLOCK:,} were compared"

Progress = Callable[[int, int], None]


class Row(NamedTuple):
    """What becomes of one row. `id` is the contact it is or becomes; `like` names those it is taken for.

    `line` counts from the header, which is line 1. `like` holds ids of contacts and line numbers of the same file.
    `cells` stand only where they are of use: in rows that are left out, and the first ones. `about` tells new people of
    one name apart.
    """

    line: int
    verdict: Verdict
    name: str
    reason: str = ""
    id: str | None = None
    like: tuple[str | int, ...] = ()
    cells: tuple[str, ...] = ()
    about: str = ""


class Change(NamedTuple):
    """A document as it is (None = not there yet) and as it will be."""

    table: str
    id: str
    before: Doc | None
    after: Document


@dataclass(frozen=True)
class Plan:
    """What an import will do. `header_line` is the line of the file on which row numbers start."""

    format: str
    rows: Sequence[Row]
    changes: Sequence[Change]
    notes: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    header_line: int = 1
    offers: tuple[Offer, ...] = ()

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """How many rows have each verdict; every verdict is there."""
        return dict.fromkeys(VERDICTS, 0) | Counter(row.verdict for row in self.rows)

    @cached_property
    def brings(self) -> dict[str, int]:
        """How many documents are new, by table."""
        return dict(Counter(change.table for change in self.changes if change.before is None))

    def counted(self) -> Plan:
        """The plan, with everything counted: whoever shows it may have no time for that."""
        _ = self.counts, self.brings
        return self

    def file_line(self, row: Row) -> int:
        """The line of the file on which a row stands."""
        return self.header_line + row.line - 1


class Sieve:
    """What is taken of each person of a file, and what could be: everything, and nothing to be said about it."""

    offers: tuple[Offer, ...] = ()

    def __call__(self, person: Person) -> Person:
        return person


def plan(
    reading: Reading,
    contacts: Mapping[str, Doc],
    now: datetime,
    new_id: Callable[[], str],
    progress: Progress | None = None,
    sieve: Sieve | None = None,
) -> Plan:
    """Decide for every person of a file what becomes of them. Changes nothing; `progress` hears (done, all)."""
    sieve = sieve or Sieve()
    planner = _Planner(reading, contacts, now, new_id)
    rows = Packed[Row](lambda plain: Row(*plain), tuple)
    whole = reading.lines or (len(reading.people) if isinstance(reading.people, Sized) else 0)
    for person in reading.people:
        if progress and not len(rows) % PROGRESS_EVERY:
            progress(min(person.line if reading.lines else len(rows), whole), whole)
        row = planner.row(sieve(person))
        rows.append(row if row.verdict == "skip" or len(rows) < SAMPLES else row._replace(cells=()))
    if progress:
        progress(whole, whole)
    about = reading.notes, reading.header, reading.header_line, sieve.offers
    return Plan(reading.format, rows, planner.changes, *about)


class _Changes(Sequence[Change]):
    """New and changed contacts, packed; what they were before is what the journal holds."""

    def __init__(self, contacts: Mapping[str, Doc]) -> None:
        self._contacts = contacts
        self._packed = Packed[tuple[str, Document]](tuple, tuple)

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> list[Change]: ...
    def __getitem__(self, at: int | slice) -> Change | list[Change]:
        if isinstance(at, slice):
            return [self._change(*pair) for pair in self._packed[at]]
        return self._change(*self._packed[at])

    def __iter__(self) -> Iterator[Change]:
        return (self._change(*pair) for pair in self._packed)

    def take(self, who: str, document: Document, at: int | None = None) -> int:
        """Add a document, or put it in the place of an earlier version of it; returns the place."""
        if at is None:
            self._packed.append((who, document))
            return len(self._packed) - 1
        self._packed[at] = who, document
        return at

    def _change(self, who: str, after: Document) -> Change:
        return Change(Contact.TABLE, who, self._contacts.get(who), after)


class _Planner:
    """Goes through the rows in order; later rows see what earlier ones bring.

    People are numbers here, as the matcher counts them: those of the journal first, then the new ones of the file.
    """

    def __init__(self, reading: Reading, contacts: Mapping[str, Doc], now: datetime, new_id: Callable[[], str]) -> None:
        self._reading = reading
        self._contacts, self._ids = contacts, list(contacts)
        self._created = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        self._new_id = new_id
        self._matcher = Matcher(contacts)
        self.changes = _Changes(contacts)
        self._places, self._first_lines = array("i"), array("i")
        """Of new people: where they stand in the changes, and on which line they came first."""
        self._changed: dict[int, int] = {}
        self._lines: dict[int, int] = {}
        """The same of people who were there before."""

    def row(self, person: Person) -> Row:
        if person.skip:
            return _skip(person, person.skip)
        match = self._matcher.match(person, self._reading.format)
        return self._new(person, match) if match.number is None else self._known(person, match.number, match.why)

    def _new(self, person: Person, match: Match) -> Row:
        document: Document = {**new_document(person, self._reading), "created": self._created}
        like = [self._document(one) for one in match.alike]
        if like:
            document["sources"][0]["like"] = [who for who, _ in like]
        who = self._new_id()
        try:
            document = Contact.parse(document, who).document()
        except Invalid as error:
            return _skip(person, str(error))
        told = tuple(self._line(one) or id for one, (id, _) in zip(match.alike, like, strict=True))
        limit = [TOO_MANY] if match.limit else []
        reason = "; ".join([*([f"perhaps {_named(like)}"] if like else []), *person.notes, *limit])
        self._matcher.add(document)
        self._places.append(self.changes.take(who, document))
        self._first_lines.append(person.line)
        verdict: Verdict = "suggest" if like else "new"
        return Row(person.line, verdict, person.name, reason, who, told, person.cells, _about(document))

    def _known(self, person: Person, number: int, why: str) -> Row:
        who, document = self._document(number)
        here = number < len(self._ids)
        before = self._line(number)
        like: tuple[str | int, ...] = ((who,) if here else ()) + ((before,) if before else ())
        untouched = UNTOUCHED.get(document.get("status", ""))
        if untouched:
            return Row(person.line, "same", person.name, f"{untouched}: left as it is", who, like, person.cells)
        if len(document.get("channels", ())) >= MOST_WAYS:
            return Row(person.line, "same", person.name, FULL, who, like, person.cells)
        news = update(document, person, self._reading, again=before > 0)
        fields = {} if why == OURS and news.fields.keys() <= {"sources"} else news.fields
        try:
            if fields:
                Contact.parse(document, who)
                self._take(number, who, Contact.parse({**document, **fields}, who).document())
        except Invalid as error:
            return _skip(person, f"the contact in the journal cannot take it: {error}")
        if here:
            self._lines.setdefault(number, person.line)
        found = [why] if why == OURS or (not news.changed and before) else []
        changed = news.changed if fields else ()
        reason = "; ".join([*found, *changed, *news.kept, *person.notes])
        verdict: Verdict = "update" if fields else "same"
        return Row(person.line, verdict, person.name, reason, who, like, person.cells)

    def _take(self, number: int, who: str, document: Document) -> None:
        new = number - len(self._ids)
        if new >= 0:
            self.changes.take(who, document, self._places[new])
        else:
            self._changed[number] = self.changes.take(who, document, self._changed.get(number))
        self._matcher.add(document, number)

    def _line(self, number: int) -> int:
        """The line of this file on which somebody came first; 0 if they did not yet."""
        new = number - len(self._ids)
        return self._first_lines[new] if new >= 0 else self._lines.get(number, 0)

    def _document(self, number: int) -> tuple[str, Doc]:
        """Somebody as they are by now, and their id."""
        new = number - len(self._ids)
        place = self._places[new] if new >= 0 else self._changed.get(number)
        if place is None:
            return self._ids[number], self._contacts[self._ids[number]]
        change = self.changes[place]
        return change.id, change.after


def _named(alike: Sequence[tuple[str, Doc]]) -> str:
    """People as they are told apart: "John Smith, Acme or Jon Smith"."""
    return " or ".join(
        ", ".join(str(one[field]) for field in ("name", "org") if one.get(field)) for _, one in alike[:3]
    )


def _about(document: Doc) -> str:
    """What tells a new person from others of the same name."""
    channels: Any = document.get("channels") or [{}]
    return ", ".join(filter(None, [str(document.get("org", "")), str(channels[0].get("value", ""))]))


def _skip(person: Person, why: str) -> Row:
    return Row(person.line, "skip", person.name, why, cells=person.cells)
