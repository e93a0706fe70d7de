"""Monica 4's export of an account (JSON): its people, and on request activities, calls and conversations as entries."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from journal.domain.text import clean, clean_lines
from journal.exchange.days import read_day
from journal.exchange.entries import Entry
from journal.exchange.files import ExchangeError
from journal.exchange.person import Person, Reading
from journal.exchange.person_draft import PersonDraft
from journal.exchange.source import Source

FORMAT = "monica"
PARTIAL = "only named as somebody's relative"
DEAD = "marked as deceased there"
ADDRESS = ("street", "city", "province", "postal_code", "country")
TAKEN = frozenset({"call", "contactfield", "note", "address", "conversation", "activity", "photo", "document"})
KEPT = {
    "description": "Description",
    "food_preferences": "Food",
    "stay_in_touch_frequency": "Stay in touch every (days)",
}


def is_monica(found: object) -> bool:
    """Whether a JSON document is an export of Monica."""
    return isinstance(found, dict) and isinstance(found.get("account"), dict) and "data" in found["account"]


def read(source: Source) -> tuple[Reading, list[Entry]]:
    """The people and the entries of an account. Raises `ExchangeError` when it is none or is cut off."""
    try:
        found = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"{source.name}: not valid JSON ({str(error)[:80]}). The file may be cut off.") from None
    if not is_monica(found):
        raise ExchangeError(f"{source.name} is JSON, but no export of Monica 4: it has no “account” with “data”.")
    account = found["account"]
    types = {str(one.get("uuid")): _properties(one) for one in _list(account.get("instance"), "contact_field_types")}
    contacts = list(_values(account, "contact"))
    people = tuple(_person(line, contact, types) for line, contact in enumerate(contacts, 2))
    left = Counter(
        kind for contact in contacts for kind, values in _lists(contact) if kind not in TAKEN for _ in values
    )
    said = [f"{source.name}: {count} × {kind} is not taken over." for kind, count in sorted(left.items())]
    return Reading(FORMAT, people, notes=(*source.notes, *said)), list(_entries(account, contacts))


def keys_of(person: Person) -> list[str]:
    """What entries call somebody."""
    return [person.uid]


def _person(line: int, contact: Mapping[str, Any], types: Mapping[str, Mapping[str, Any]]) -> Person:
    facts = _properties(contact)
    draft = PersonDraft(line, uid=_text(contact, "uuid"))
    draft.first, draft.middle, draft.family = (_text(facts, f"{part}_name") for part in ("first", "middle", "last"))
    draft.org, draft.role = _text(facts, "company"), _text(facts, "job")
    draft.alias(_text(facts, "nickname"))
    for field in _values(contact, "contactfield"):
        _reach(draft, _properties(field), types)
    for place in _values(contact, "address"):
        draft.address([_text(_properties(place), part) for part in ADDRESS])
    for note in _values(contact, "note"):
        draft.note(_text(_properties(note), "body"))
    born = facts.get("birthdate")
    if isinstance(born, dict) and not born.get("is_age_based"):
        draft.moment("birthday", _text(born, "date")[:10])
    for name, label in KEPT.items():
        draft.keep(label, _text(facts, name))
    tags = facts.get("tags")
    draft.keep("Tags", ", ".join(map(str, tags)) if isinstance(tags, list) else "")
    person = draft.person()
    why = PARTIAL if facts.get("is_partial") else DEAD if facts.get("is_dead") else ""
    return Person(line, person.name, skip=why) if why else person


def _reach(draft: PersonDraft, field: Mapping[str, Any], types: Mapping[str, Mapping[str, Any]]) -> None:
    kind = types.get(_text(field, "type"), {})
    value, name = _text(field, "data"), _text(kind, "name")
    if _text(kind, "type") == "email" or "@" in value[1:]:
        draft.email(value)
    elif _text(kind, "type") == "phone":
        draft.phone(value)
    elif "://" in value:
        draft.link(value, name)
    else:
        draft.keep(name or "Contact field", value)


def _entries(account: Mapping[str, Any], contacts: list[Mapping[str, Any]]) -> Iterator[Entry]:
    """Activities once with all who took part; calls and conversations with the one person they belong to."""
    with_whom: dict[str, list[str]] = {}
    for contact in contacts:
        for activity in _values(contact, "activity"):
            with_whom.setdefault(str(activity.get("uuid")), []).append(_text(contact, "uuid"))
    line = 1
    for activity in _values(account, "activity"):
        line += 1
        people = with_whom.get(_text(activity, "uuid"), [])
        facts = _properties(activity)
        text = "\n".join(filter(None, (_text(facts, "summary"), _text(facts, "description"))))
        yield _entry(line, activity, _day(facts, "happened_at"), "meeting", text, people)
    for line, contact in enumerate(contacts, 2):
        who = [_text(contact, "uuid")]
        for call in _values(contact, "call"):
            facts = _properties(call)
            yield _entry(line, call, _day(facts, "called_at"), "call", _text(facts, "content"), who)
        for talk in _values(contact, "conversation"):
            yield _entry(line, talk, _day(_properties(talk), "happened_at"), "message", "", who, "mutual")


def _entry(
    line: int, one: Mapping[str, Any], on: date | None, kind: str, text: str, who: list[str], direction: str = ""
) -> Entry:
    return Entry(line, _text(one, "uuid"), on, kind, text, tuple(who), direction, skip="" if on else "has no day")


def _day(facts: Mapping[str, Any], name: str) -> date | None:
    return read_day(_text(facts, name)[:10], "DMY")


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if isinstance(value, str):
        return clean_lines(value) if "\n" in value else clean(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _properties(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties of a document, and what stands beside them."""
    inner = document.get("properties")
    return {**document, **inner} if isinstance(inner, dict) else document


def _values(document: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    for name, values in _lists(document):
        if name == kind:
            yield from values


def _lists(document: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """(kind, documents) of everything that belongs to a document; a bare uuid stands for one that is elsewhere."""
    for one in _list(document, "data"):
        kind = str(one.get("type", "")).replace("_", "").rpartition("\\")[2].lower()
        values = one.get("values")
        found = (
            [{"uuid": each} if isinstance(each, str) else each for each in values] if isinstance(values, list) else []
        )
        yield kind, [each for each in found if isinstance(each, dict)]


def _list(document: object, name: str) -> list[dict[str, Any]]:
    values = document.get(name) if isinstance(document, dict) else None
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
