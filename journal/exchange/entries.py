"""Entries of another journal or of a list of messages: which come in, and with whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from journal.domain.record import Invalid
from journal.domain.timeline import Interaction
from journal.exchange.person import Doc, Document, shortened
from journal.exchange.plan import Change, Row

LONGEST_TITLE = 60
NOBODY = "names nobody among your people"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file. `people` are keys of those it is with; `id` tells it from others in the same format."""

    line: int
    id: str
    on: date | None
    kind: str
    text: str = ""
    people: tuple[str, ...] = ()
    direction: str = ""
    topics: tuple[str, ...] = ()
    place: str = ""
    skip: str = ""
    name: str = ""
    """What it is called in a preview, where that is not its text."""

    @property
    def title(self) -> str:
        return self.name or shortened(" ".join(self.text.split()), LONGEST_TITLE) or self.kind


def plan_entries(
    entries: Iterable[Entry],
    source_format: str,
    who: Mapping[str, str],
    interactions: Mapping[str, Doc],
    now: datetime,
    new_id: Callable[[], str],
    nobody: str = NOBODY,
) -> tuple[list[Row], list[Change]]:
    """A row for every entry, and the interactions that are new. `who` maps keys of people to ids of contacts.

    `nobody` is said of an entry whose people are none of them.
    """
    here = {str(document["source"]): id for id, document in interactions.items() if document.get("source")}
    created = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    rows: list[Row] = []
    changes: list[Change] = []
    for entry in entries:
        source = f"{source_format}:{entry.id}"
        contacts = list(dict.fromkeys(who[key] for key in entry.people if key in who))
        if source in here:
            rows.append(Row(entry.line, "same", entry.title, "", here[source], (here[source],)))
            continue
        try:
            document = _document(entry, contacts, nobody) | {"source": source, "created": created}
            id = new_id()
            after = Interaction.parse(document, id).document()
        except Invalid as error:
            rows.append(Row(entry.line, "skip", entry.title, entry.skip or str(error)))
            continue
        here[source] = id
        changes.append(Change(Interaction.TABLE, id, None, after))
        rows.append(Row(entry.line, "new", entry.title, f"{entry.kind} on {entry.on}", id))
    return rows, changes


def _document(entry: Entry, contacts: list[str], nobody: str) -> Document:
    if entry.skip or entry.on is None:
        raise Invalid({"": entry.skip or "has no day"})
    if entry.people and not contacts:
        raise Invalid({"": nobody})
    document: Document = {"on": entry.on.isoformat(), "kind": entry.kind if contacts else "note", "contacts": contacts}
    texts = {"note": shortened(entry.text, 20_000), "direction": entry.direction, "place": shortened(entry.place)}
    document |= {name: text for name, text in texts.items() if text}
    if entry.topics:
        document["topics"] = [shortened(topic, 60) for topic in entry.topics]
    return document
