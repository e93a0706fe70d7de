"""Draft → documents to write: plain dictionaries that the records of the domain accept as they are."""

from __future__ import annotations

from datetime import UTC

from journal.capture.draft import ME
from journal.capture.promises import cut_at_word
from journal.domain.text import clean, clean_lines
from journal.store.log import new_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Any

    from journal.capture.draft import Draft, Link, Promise
    from journal.capture.names import Match

    Put = dict[str, dict[str, dict[str, Any] | None]]

LONGEST_LINE = 20_000
LONGEST_NAME, LONGEST_HOW_MET = 120, 300


def created_at(now: datetime) -> str:
    """The moment as documents keep it; a clock without an offset is the local one."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def documents(draft: Draft, created: str) -> Put:
    """Everything the line makes, by table and id. New people get their ids here, in the draft too."""
    put: Put = {}
    for match in _everybody(draft):
        if match.new and match.id is None:
            match.id = new_id()
            put.setdefault("contacts", {})[match.id] = _contact(draft, match, created)
    for match in _everybody(draft):
        if match.new and match.id in put.get("contacts", ()):
            _tell_introducer(put, draft, match)
    entry = new_id() if draft.kind else ""
    if entry:
        put["interactions"] = {entry: _interaction(draft, created)}
    if draft.followups:
        source = entry or (draft.event[1] if draft.event else "")
        put["followups"] = {new_id(): _follow_up(draft, one, created, source) for one in draft.followups}
    if draft.links:
        put["introductions"] = {new_id(): _introduction(draft, link, created) for link in draft.links}
    return put


def _everybody(draft: Draft) -> list[Match]:
    return [*draft.contacts, *draft.others]


def _contact(draft: Draft, match: Match, created: str) -> dict[str, Any]:
    """A stub: a name, circle open, and how one came to know this person if the line says so."""
    name = clean(match.name)[:LONGEST_NAME].strip()
    document: dict[str, Any] = {"created": created, "name": name, "circle": "open", "stub": True}
    org = draft.orgs.get(match.key)
    if org:
        document["org"] = clean(org)
    if match.email:
        document["channels"] = [{"kind": "email", "value": clean(match.email), "preferred": False}]
    if match.key in draft.met:
        document["met_on"] = _day(draft)
        document["how_met"] = cut_at_word(clean(draft.note), LONGEST_HOW_MET)
        if draft.event:
            document["met_at"] = draft.event[1]
    if match.candidates:
        document["triage"] = {"text": clean(match.text), "candidates": [key for key, _ in match.candidates]}
    return document


def _tell_introducer(put: Put, draft: Draft, match: Match) -> None:
    for link in draft.links:
        document = put["contacts"][match.id or ""]
        if document and link.met and link.b is match and link.broker:
            document["introduced_by"] = link.broker.id


def _interaction(draft: Draft, created: str) -> dict[str, Any]:
    exchanges = [
        {"benefit": benefit, "way": way, "size": size, "note": ""} for (benefit, way), size in draft.exchanges.items()
    ]
    return {
        "created": created,
        "contacts": _ids(draft.contacts),
        "on": _day(draft),
        "kind": draft.kind,
        **_filled(
            time=draft.time,
            direction=draft.direction,
            depth=draft.depth,
            exchanges=exchanges,
            topics=draft.topics,
            note=_note(draft),
            place=clean(draft.place),
            event=draft.event[1] if draft.event else None,
            goals=[goal[1] for goal in draft.goals],
            raw=draft.raw,
        ),
    }


def _follow_up(draft: Draft, promise: Promise, created: str, source: str) -> dict[str, Any]:
    return {
        "created": created,
        "contacts": _ids(promise.contacts),
        "what": promise.what,
        "owner": promise.owner,
        "due": promise.due.isoformat(),
        "status": "open",
        **_filled(**{"time": promise.time, "from": source, "raw": draft.raw}),
    }


def _introduction(draft: Draft, link: Link, created: str) -> dict[str, Any]:
    people = {"broker": link.broker, "a": link.a, "b": link.b}
    document: dict[str, Any] = {"created": created}
    document |= {role: match.id if match else ME for role, match in people.items()}
    if link.met:
        document |= {"status": "met", "met_on": _day(draft)}
    else:
        document |= {"status": "made", "yes_a": True, "yes_b": True, "made_on": _day(draft)}
    return document | _filled(note="" if draft.kind else _note(draft), raw=draft.raw)


def _day(draft: Draft) -> str:
    return (draft.on or draft.today).isoformat()


def _note(draft: Draft) -> str:
    return clean_lines(draft.note)[:LONGEST_LINE].rstrip()


def _ids(matches: Iterable[Match]) -> list[str]:
    return list(dict.fromkeys(match.id for match in matches if match.id))


def _filled(**fields: Any) -> dict[str, Any]:
    """The fields that hold something: defaults are not stored."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
