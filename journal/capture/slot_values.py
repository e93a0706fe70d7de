"""Values of slots and markers that belong to the entry: benefits, depth, goal, event, place, topics, organisation."""

from __future__ import annotations

from journal.capture import dates, doubts, kinds, nearest, scan
from journal.domain.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.draft import Draft
    from journal.capture.parts import Context, Part
    from journal.capture.scan import Token

LONGEST_PLACE = 120
_NO_EVENT = "none"
_OF_ENTRY = ("kind", "got", "gave", "depth", "goal", "loc")


def read_slots(draft: Draft, parts: list[Part], context: Context) -> None:
    """Understand what belongs to the entry, in whichever segment it stands."""
    readers = {"kind": _kind, "got": _gain, "gave": _gain, "depth": _depth, "goal": _goal, "loc": _place, "at": _time}
    for part in parts:
        timed = () if part.owner else ("at", "due")
        for token in part.segment.slots(*_OF_ENTRY, *timed):
            if token.key == "due":
                draft.stays_text(token, doubts.due_of_entry(token.value))
            elif not draft.kind and token.key != "at":
                draft.stays_text(token, doubts.without_entry(token.key, token.value))
            elif readers[token.key](draft, token, context):
                part.take(token)
            else:
                draft.stays_text(token, doubts.not_understood(token.key, token.value))


def read_topics(draft: Draft, parts: list[Part]) -> None:
    """Topics of the entry; without one they stay text, for nothing else could hold them."""
    for part in parts if draft.kind else ():
        for token in part.segment.tokens:
            if token.kind == scan.TOPIC:
                part.take(token)
                if fold(token.value) not in map(fold, draft.topics):
                    draft.topics.append(token.value)


def _kind(_: Draft, token: Token, __: Context) -> bool:
    return kinds.kind_called(token.value) is not None


def _gain(draft: Draft, token: Token, _: Context) -> bool:
    found = kinds.gains(token.value)
    for benefit, size in found or ():
        key = benefit, token.key
        draft.exchanges[key] = max(size, draft.exchanges.get(key, 0))
    return found is not None


def _depth(draft: Draft, token: Token, _: Context) -> bool:
    if token.value not in ("1", "2", "3", "4", "5"):
        return False
    draft.depth = int(token.value)
    return True


def _goal(draft: Draft, token: Token, context: Context) -> bool:
    found = nearest.goal_called(context.names, token.value)
    if found and found[0] not in [goal[1] for goal in draft.goals]:
        draft.goals.append((token.value, *found))
    return found is not None


def _place(draft: Draft, token: Token, _: Context) -> bool:
    draft.place = token.value if len(token.value) <= LONGEST_PLACE else ""
    return bool(draft.place)


def _time(draft: Draft, token: Token, context: Context) -> bool:
    time = dates.clock(token.value, context.now)
    draft.time = time or draft.time
    return time is not None


def read_event(draft: Draft, parts: list[Part], context: Context) -> None:
    """The event that is named, else the one that is going on, unless `event:none`."""
    named = [(part, token) for part in parts for token in part.segment.slots("event")]
    for part, token in named:
        found = nearest.event_called(context.names, token.value, context.now)
        if found or fold(token.value) == _NO_EVENT:
            part.take(token)
        else:
            draft.stays_text(token, doubts.not_understood(token.key, token.value))
        if found and not draft.event:
            draft.event = (token.value, *found)
    if not named and draft.on in (None, draft.today):
        going_on = nearest.going_on(context.names, context.now)
        draft.event = (None, *going_on) if going_on else None


def read_orgs(draft: Draft, parts: list[Part]) -> None:
    """+Org belongs to the person before it, and is kept for somebody who is new."""
    for part in parts:
        people = {mention.token: mention.match for mention in part.mentions if not mention.via}
        match = None
        for token in part.segment.tokens:
            match = people.get(token, match)
            if token.kind != scan.ORG or match is None:
                continue
            part.take(token)
            if match.new:
                draft.orgs.setdefault(match.key, token.value)
            else:
                draft.doubts.append(doubts.known_person_org(token.value, match.name))
