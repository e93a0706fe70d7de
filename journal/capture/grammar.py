"""A line of text → Draft. Understands every text; what it does not understand stays text."""

from __future__ import annotations

from journal.capture import doubts, entry, promises, scan, slot_values
from journal.capture.draft import Draft
from journal.capture.parts import Context, Part
from journal.domain.text import clean_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from journal.capture.names import Match, Names


def parse(line: str, now: datetime, names: Names, order: str = "DMY") -> Draft | None:
    """What the line says, or None if it is empty. `now` is the wall clock where it was written."""
    text = clean_lines(line)
    if not text:
        return None
    context = Context(now, names, order)
    draft = Draft(text, now.date())
    parts = [Part(segment, context, first=not at) for at, segment in enumerate(scan.segments(text))]
    for part in parts:
        promises.classify(part, context, first=part is parts[0])
    entries = [part for part in parts if not part.owner]
    if entries:
        entry.read_entry(draft, entries, context)
    elif not parts:
        draft.kind, draft.note = "note", text
    slot_values.read_event(draft, parts, context)
    slot_values.read_slots(draft, parts, context)
    slot_values.read_topics(draft, parts)
    slot_values.read_orgs(draft, parts)
    if entries:
        draft.note = "; ".join(filter(None, (part.text() for part in entries)))[: entry.LONGEST_NOTE]
    _add_follow_ups(draft, parts, context)
    _doubt_people(draft, names)
    return draft


def _doubt_people(draft: Draft, names: Names) -> None:
    said = {match: sentence for match in _everybody(draft) if (sentence := doubts.about_person(match, names))}
    draft.doubts[:0] = said.values()
    draft.unsure = [match for match in said if match.candidates or match.new]


def _add_follow_ups(draft: Draft, parts: list[Part], context: Context) -> None:
    first = [one.match for one in parts[0].mentions if not one.via] if parts else []
    inherited = list({match.key: match for match in first or draft.contacts}.values())
    for part in parts:
        if part.owner:
            promises.build(draft, part, context, inherited)
    known = {match.key for match in [*draft.contacts, *draft.others]}
    for match in promises.people_outside(parts):
        if match.key not in known:
            known.add(match.key)
            draft.others.append(match)


def _everybody(draft: Draft) -> list[Match]:
    return [*draft.contacts, *draft.others]
