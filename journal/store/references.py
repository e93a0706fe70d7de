"""Which records name which: needed wherever one of them goes away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import Any, TypeVar

Document = Mapping[str, Any]
D = TypeVar("D", bound=Document)

SHARED = ("interactions", "followups")
"""Tables whose documents go when nobody is in them any more, and else stay for the others."""
MERGED = "merged"
"""The field of a contact with the ids that became one with it: they are the past, and no reference."""
PEOPLE = {
    "interactions": ("contacts",),
    "followups": ("contacts",),
    "introductions": ("broker", "a", "b"),
    "contacts": ("introduced_by", "knows"),
}
"""Fields that hold ids of contacts. In tables not named here every text that is such an id counts."""
OTHERS = {
    "interactions": (("event", "events"), ("goals", "goals")),
    "contacts": (("met_at", "events"),),
}
"""Further fields, each with the table it points to."""


def people_of(table: str, document: Document) -> Iterator[str]:
    """Ids of contacts a document names, "me" included where I am one of them."""
    for field in PEOPLE.get(table, ()):
        yield from _texts(document.get(field))


def naming(tables: Mapping[str, Mapping[str, Document]], people: Collection[str]) -> dict[tuple[str, str], set[str]]:
    """The documents that name any of these contacts, by (table, id), and whom they name (0.2 µs for each document)."""
    wanted = frozenset(people)
    found: dict[tuple[str, str], set[str]] = {}
    for table, documents in tables.items():
        for key, document in _worth_a_look(table, documents, wanted):
            if named := named_in(table, document, wanted):
                found[table, key] = named
    return found


def meaning(tables: Mapping[str, Mapping[str, D]], people: Collection[str]) -> Iterator[tuple[str, str, D]]:
    """Like `naming`, and those too that think of one of them for somebody who is still to be sorted out."""
    wanted = frozenset(people)
    for table, documents in tables.items():
        for key, document in _worth_a_look(table, documents, wanted):
            if meant_in(table, document, wanted):
                yield table, key, document


def _worth_a_look(table: str, documents: Mapping[str, D], wanted: frozenset[str]) -> Iterable[tuple[str, D]]:
    """Most documents are entries and follow-ups, and most of these name others only."""
    if table not in SHARED:
        return documents.items()
    try:
        return [
            (key, one)
            for key, one in documents.items()
            if (named := one.get("contacts")) and not wanted.isdisjoint(named)
        ]
    except TypeError:  # something else than texts in one of the lists
        return documents.items()


def named_in(table: str, document: Document, wanted: Set[str]) -> set[str]:
    """Those of the wanted contacts that a document names."""
    fields = PEOPLE.get(table)
    if fields is None:
        return {key for key in _texts(document) if key in wanted}
    for field in fields:
        if _may_name(document.get(field), wanted):
            return {key for key in people_of(table, document) if key in wanted}
    return set()


def meant_in(table: str, document: Document, wanted: Set[str]) -> set[str]:
    """Those of the wanted contacts that a document names, or thinks of for somebody who is still to be sorted out."""
    named = named_in(table, document, wanted)
    if table == "contacts" and type(doubt := document.get("triage")) is dict:
        named |= {key for key in _texts(doubt.get("candidates")) if key in wanted}
    return named


def without(document: Document, key: str) -> dict[str, Any]:
    """The document without a contact: gone from its fields and lists, with the items that are about them."""
    return {field: _without(value, key) for field, value in document.items() if value != key}


def _without(value: Any, key: str) -> Any:
    if type(value) is list:
        return [_without(item, key) for item in value if item != key and not _is_about(item, key)]
    return without(value, key) if type(value) is dict else value


def _is_about(item: object, key: str) -> bool:
    return type(item) is dict and key in item.values()


def _may_name(value: object, wanted: Set[str]) -> bool:
    if type(value) is not list:
        return value is not None
    try:
        return not wanted.isdisjoint(value)
    except TypeError:  # objects in the list
        return True


def renamed(document: Document, goes: str, stays: str) -> dict[str, Any]:
    """The document with one id in place of another, in lists once only."""
    return {
        _renamed(field, goes, stays): value if field == MERGED else _renamed(value, goes, stays)
        for field, value in document.items()
    }


def _renamed(value: Any, goes: str, stays: str) -> Any:
    if type(value) is str:
        return stays if value == goes else value
    if type(value) is dict:
        return renamed(value, goes, stays)
    if type(value) is not list:
        return value
    items = [_renamed(item, goes, stays) for item in value]
    if items == value:
        return value
    return [item for at, item in enumerate(items) if _whom(item) not in map(_whom, items[:at])]


def _whom(item: Any) -> Any:
    """What tells items of a list apart: of somebody known, who it is."""
    return item.get("contact", item) if type(item) is dict else item


def means_something(table: str, document: Document, before: Document) -> bool:
    """Whether a document that named somebody as it was `before` still says anything.

    A person is not introduced to themselves nor different from themselves, and what was with one person only goes with
    them.
    """
    if table == "introductions":
        return len({document.get(part) for part in PEOPLE[table]} - {None}) == len(PEOPLE[table])
    if table in SHARED:
        return any(people_of(table, document)) or not any(people_of(table, before))
    if table != "decisions" or document.get("kind") != "different":
        return True
    return len(document.get("contacts", ())) > 1


def dangling(table: str, document: Document, tables: Mapping[str, Mapping[str, Document]]) -> Iterator[tuple[str, str]]:
    """(field, id) for every record that a document names and that does not exist."""
    pairs = [(field, "contacts") for field in PEOPLE.get(table, ())] + list(OTHERS.get(table, ()))
    for field, target in pairs:
        for key in _ids(document.get(field)):
            if key != "me" and key not in tables.get(target, {}):
                yield field, key


def _ids(value: object) -> Iterator[str]:
    """The ids in a field: itself, those of a list, and of objects (such as somebody known) their `contact`."""
    for item in value if type(value) is list else [value]:
        key = item.get("contact") if type(item) is dict else item
        if type(key) is str:
            yield key


def _texts(value: object) -> Iterator[str]:
    """Every text in a value: in lists too, and of objects (such as somebody known) all their values."""
    if type(value) is str:
        yield value
    elif type(value) is list:
        for item in value:
            yield from _texts(item)
    elif type(value) is dict:
        for item in value.values():
            yield from _texts(item)
