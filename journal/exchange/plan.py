"""An import as a plan: a verdict for every row, every document that would change; then all in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, get_args

from journal.domain.contacts import Contact
from journal.domain.record import Invalid
from journal.exchange.duplicates import Match, Matcher
from journal.exchange.person import Doc, Document, Offer, Person, Reading, new_document
from journal.exchange.update import update

if TYPE_CHECKING:
    from journal.store.journal import Journal

Verdict = Literal["new", "update", "same", "suggest", "skip"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
UNTOUCHED = {"no_contact": "no contact is wished", "deceased": "marked as deceased"}
"""People an import never changes, by status."""
PROGRESS_EVERY = 50

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of one row. `id` is the contact it is or becomes; `like` names those it is taken for.

    `line` counts from the header, which is line 1. `like` holds ids of contacts and line numbers of the same file.
    """

    line: int
    verdict: Verdict
    name: str
    reason: str = ""
    id: str | None = None
    like: tuple[str | int, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A document as it is (None = not there yet) and as it will be."""

    table: str
    id: str
    before: Doc | None
    after: Document


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will do. `header_line` is the line of the file on which row numbers start."""

    format: str
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    header_line: int = 1
    offers: tuple[Offer, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many rows have each verdict; every verdict is there."""
        counts = dict.fromkeys(VERDICTS, 0)
        for row in self.rows:
            counts[row.verdict] += 1
        return counts

    def file_line(self, row: Row) -> int:
        """The line of the file on which a row stands."""
        return self.header_line + row.line - 1


def plan(
    reading: Reading,
    contacts: Mapping[str, Doc],
    now: datetime,
    new_id: Callable[[], str],
    progress: Progress | None = None,
) -> Plan:
    """Decide for every person of a file what becomes of them. Changes nothing; `progress` hears (done, all)."""
    planner = _Planner(reading, contacts, now, new_id)
    rows: list[Row] = []
    for done, person in enumerate(reading.people):
        if progress and not done % PROGRESS_EVERY:
            progress(done, len(reading.people))
        rows.append(planner.row(person))
    if progress:
        progress(len(reading.people), len(reading.people))
    return Plan(
        reading.format,
        tuple(rows),
        planner.changes(),
        reading.notes,
        reading.header,
        reading.header_line,
        reading.offers,
    )


def apply(plans: Sequence[Plan], journal: Journal) -> int:
    """Write what the plans say, as one change that one undo takes back; returns how many documents changed.

    Raises `StoreError`, also when somebody changed the same field of the same person since the plan was made; then
    nothing is written.
    """
    changes = _joined(plans)
    if changes:
        with journal.transaction(_title(plans)) as transaction:
            for change in changes:
                if change.before is not None and change.table == Contact.TABLE:
                    before, after = (Contact.parse(one, change.id) for one in (change.before, change.after))
                    transaction.change(before, after)
                else:
                    transaction.put(change.table, change.id, change.after)
    return len(changes)


def _title(plans: Sequence[Plan]) -> str:
    return f"import {', '.join(dict.fromkeys(one.format for one in plans if one.changes))}"


def _joined(plans: Sequence[Plan]) -> list[Change]:
    """The changes of several files: a document that two of them touch changes once, from first to last."""
    joined: dict[tuple[str, str], Change] = {}
    for change in (change for one in plans for change in one.changes):
        first = joined.get((change.table, change.id), change)
        joined[change.table, change.id] = replace(change, before=first.before)
    return list(joined.values())


class _Planner:
    """Goes through the rows in order; later rows see what earlier ones bring."""

    def __init__(self, reading: Reading, contacts: Mapping[str, Doc], now: datetime, new_id: Callable[[], str]) -> None:
        self._reading = reading
        self._contacts = contacts
        self._created = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        self._new_id = new_id
        self._matcher = Matcher(contacts)
        self._after: dict[str, Document] = {}
        self._lines: dict[str, int] = {}

    def row(self, person: Person) -> Row:
        if person.skip:
            return self._skip(person, person.skip)
        match = self._matcher.match(person, self._reading.format)
        return self._new(person, match) if match.id is None else self._known(person, match.id, match.why)

    def changes(self) -> tuple[Change, ...]:
        all_changes = (Change(Contact.TABLE, who, self._contacts.get(who), after) for who, after in self._after.items())
        return tuple(change for change in all_changes if change.before != change.after)

    def _new(self, person: Person, match: Match) -> Row:
        document = {**new_document(person, self._reading), "created": self._created}
        who = self._new_id()
        try:
            self._take(who, Contact.parse(document, who))
        except Invalid as error:
            return self._skip(person, str(error))
        like = tuple(self._lines.get(one, one) for one in match.alike)
        reason = "; ".join([*([f"perhaps {self._named(match.alike)}"] if like else []), *person.notes])
        row = Row(person.line, "suggest" if like else "new", person.name, reason, who, like, person.cells)
        self._lines[who] = person.line
        return row

    def _known(self, person: Person, who: str, why: str) -> Row:
        document = self._document(who)
        like: tuple[str | int, ...] = (who,) if who in self._contacts else ()
        if who in self._lines:
            like += (self._lines[who],)
        untouched = UNTOUCHED.get(document.get("status", ""))
        if untouched:
            return Row(person.line, "same", person.name, f"{untouched}: left as it is", who, like, person.cells)
        news = update(document, person, self._reading, again=who in self._lines)
        try:
            if news.fields:
                Contact.parse(document, who)
                self._take(who, Contact.parse({**document, **news.fields}, who))
        except Invalid as error:
            return self._skip(person, f"the contact in the journal cannot take it: {error}")
        self._lines.setdefault(who, person.line)
        found = [why] if not news.changed and len(like) > int(who in self._contacts) else []
        reason = "; ".join([*found, *news.changed, *news.kept, *person.notes])
        verdict: Verdict = "update" if news.fields else "same"
        return Row(person.line, verdict, person.name, reason, who, like, person.cells)

    def _take(self, who: str, contact: Contact) -> None:
        self._after[who] = contact.document()
        self._matcher.add(who, self._after[who])

    def _document(self, who: str) -> Doc:
        return self._after.get(who) or self._contacts[who]

    def _named(self, alike: tuple[str, ...]) -> str:
        """People as they are told apart: "John Smith, Acme or Jon Smith"."""
        documents = [self._document(who) for who in alike[:3]]
        return " or ".join(
            ", ".join(str(one[field]) for field in ("name", "org") if one.get(field)) for one in documents
        )

    def _skip(self, person: Person, why: str) -> Row:
        return Row(person.line, "skip", person.name, why, cells=person.cells)
