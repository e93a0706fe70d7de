"""Two records of one person made one: for single values a side is chosen, lists keep both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from journal.domain.contacts import CIRCLES, Contact
from journal.domain.text import fold, fold_name

Side = Literal["first", "second"]
Sides = Mapping[str, Side]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "role": ("role",),
    "at": ("org",),
    "place": ("location",),
    "circle": ("circle", "cadence_days", "rhythm_since"),
    "met": ("how_met", "met_on", "met_at", "introduced_by"),
}
"""What a side is chosen for, and the fields that go together with it."""
FILLED = ("first_name", "say_as", "pronouns", "seniority", "trust")
"""Single values nobody chooses: that of the record that stays, unless it is empty."""
LISTS = ("industries", "communities", "reaches", "topics", "can_offer")
LATER = ("snoozed_until", "care_until")
STRICTEST = ("active", "archived", "no_contact", "deceased")
MOST_KINDS = 4
LONGEST = 200
"""Letters of boundaries, and of what somebody looks for."""
OTHER_KIND = "other"


def other(side: Side) -> Side:
    return "second" if side == "first" else "first"


def usual_sides(first: Contact, second: Contact) -> dict[str, Side]:
    """The side that is offered for each group: the one that says something, of two circles the closer."""
    sides: dict[str, Side] = {}
    for group, fields in GROUPS.items():
        sides[group] = "second" if not _says(first, fields) and _says(second, fields) else "first"
    if first.stub and not second.stub:
        sides["name"] = "second"
    closer = CIRCLES.index(second.circle) < CIRCLES.index(first.circle)
    sides["circle"] = "second" if closer else "first"
    return sides


def who_stays(first: Contact, second: Contact) -> Side:
    """The record whose id goes on: the one that is no stub, else the older one, else the first."""
    if first.stub != second.stub:
        return "second" if first.stub else "first"
    return "second" if _since(second) < _since(first) else "first"


def merged(first: Contact, second: Contact, sides: Sides) -> Contact:
    """The one person that two records become, under the id of the one that stays. Raises `Invalid`.

    Of single values the chosen one stays; lists keep both; the earlier `created`, the stricter status and boundaries
    hold. The other id and the other names go on being found.
    """
    pair: dict[Side, Contact] = {"first": first, "second": second}
    stays = who_stays(first, second)
    keeps, goes = pair[stays], pair[other(stays)]
    chosen = {**usual_sides(first, second), **sides}
    fields: dict[str, Any] = {**_extra(goes), **_extra(keeps), **_sums(keeps, goes)}
    for group, names in GROUPS.items():
        fields |= {name: getattr(pair[chosen[group]], name) for name in names}
    for name in FILLED:
        fields[name] = _filled(keeps, goes, name)
    if fields["introduced_by"] in (first.id, second.id):
        fields["introduced_by"] = None
    fields["aliases"] = _aliases(fields["name"], keeps, goes)
    return keeps.changed(**fields)


def _sums(keeps: Contact, goes: Contact) -> dict[str, Any]:
    """What does not depend on a choice."""
    boundaries, left = _joined(keeps.boundaries, goes.boundaries)
    seeks, over = _joined(keeps.seeks, goes.seeks)
    return {
        **{name: (*getattr(keeps, name), *getattr(goes, name)) for name in LISTS},
        **{name: _latest(getattr(keeps, name), getattr(goes, name)) for name in LATER},
        "created": _earliest(keeps.created, goes.created),
        "status": max(keeps.status, goes.status, key=STRICTEST.index),
        "kinds": _kinds(keeps, goes),
        "channels": _channels(keeps, goes),
        "knows": _knows(keeps, goes),
        "moments": _distinct(_dumped(keeps.moments, goes.moments), ("label", "month", "day")),
        "sources": _distinct(_dumped(keeps.sources, goes.sources), ("format", "id", "on")),
        "merged": (*keeps.merged, goes.id, *goes.merged),
        "discreet": keeps.discreet or goes.discreet,
        "private": keeps.private or goes.private,
        "stub": keeps.stub and goes.stub,
        "triage": None,
        "boundaries": boundaries,
        "seeks": seeks,
        "notes": "\n\n".join(dict.fromkeys(filter(None, (keeps.notes, goes.notes, left, over)))),
    }


def _says(person: Contact, fields: Iterable[str]) -> bool:
    return any(getattr(person, field) not in ("", None, (), "unknown") for field in fields)


def _filled(keeps: Contact, goes: Contact, field: str) -> Any:
    return getattr(keeps if _says(keeps, (field,)) else goes, field)


def _since(person: Contact) -> tuple[bool, float, str]:
    return person.created is None, person.created.timestamp() if person.created else 0.0, person.id


def _extra(person: Contact) -> dict[str, Any]:
    return dict(person.model_extra or {})


def _earliest(one: datetime | None, two: datetime | None) -> datetime | None:
    return min(filter(None, (one, two)), key=datetime.timestamp, default=None)


def _latest(one: date | None, two: date | None) -> date | None:
    return max(filter(None, (one, two)), default=None)


def _kinds(keeps: Contact, goes: Contact) -> list[str]:
    """At most four can be kept; "other" says nothing beside another."""
    kinds = [kind for kind in dict.fromkeys((*keeps.kinds, *goes.kinds)) if kind != OTHER_KIND]
    return list(kinds[:MOST_KINDS]) or [OTHER_KIND]


def _channels(keeps: Contact, goes: Contact) -> list[dict[str, Any]]:
    """The addresses of both; only one can be the preferred one."""
    channels = _distinct(_dumped(keeps.channels, goes.channels), ("kind", "value"))
    first = next((at for at, channel in enumerate(channels) if channel["preferred"]), None)
    return [{**channel, "preferred": at == first} for at, channel in enumerate(channels)]


def _knows(keeps: Contact, goes: Contact) -> list[dict[str, Any]]:
    edges = _distinct(_dumped(keeps.knows, goes.knows), ("contact",))
    return [edge for edge in edges if edge["contact"] not in (keeps.id, goes.id)]


def _dumped(*parts: Iterable[Any]) -> list[dict[str, Any]]:
    return [part.model_dump(mode="json") for each in parts for part in each]


def _distinct(parts: list[dict[str, Any]], fields: tuple[str, ...]) -> list[dict[str, Any]]:
    """The parts without those that are there twice; what only the second of two says is added to the first."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for part in parts:
        key = tuple(fold(value) if isinstance(value, str) else value for value in map(part.get, fields))
        said = {name: value for name, value in found.get(key, {}).items() if value not in ("", None, [], {})}
        found[key] = {**part, **said}
    return list(found.values())


def _aliases(name: str, keeps: Contact, goes: Contact) -> list[str]:
    """Every other name under which somebody of the two was known."""
    names = [*keeps.aliases, *goes.aliases, keeps.name, goes.name, goes.first_name, keeps.first_name]
    found: dict[str, str] = {}
    for one in filter(None, names):
        found.setdefault(fold_name(one), one)
    found.pop(fold_name(name), None)
    return list(found.values())


def _joined(one: str, two: str) -> tuple[str, str]:
    """Both texts in one, and what does not fit into it."""
    both = list(dict.fromkeys(filter(None, (one, two))))
    joined = "; ".join(both)
    return (joined, "") if len(joined) <= LONGEST else (both[0], both[1])
