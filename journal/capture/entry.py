"""The entry of a line: its kind, day, people, benefits, event; and the introductions it tells of."""

from __future__ import annotations

from itertools import pairwise

from journal.capture import dates, doubts, kinds
from journal.capture.draft import Link
from journal.capture.scan import overlong_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from journal.capture.draft import Draft
    from journal.capture.names import Match
    from journal.capture.parts import Context, Mention, Part

LONGEST_NOTE = 20_000


def read_entry(draft: Draft, parts: list[Part], context: Context) -> None:
    """Fill in everything but the follow-ups. `parts` are the segments that are none; there is at least one."""
    head = parts[0]
    _set_kind(draft, parts)
    if not draft.kind and not head.edge:
        draft.kind = kinds.NOTE
    _set_links(draft, parts)
    _set_people(draft, parts)
    if name := overlong_name(draft.raw):
        draft.doubts.append(doubts.overlong_name(name))
    if draft.kind and draft.kind != kinds.NOTE and not draft.contacts:
        draft.doubts.append(doubts.nobody_named(draft.word or draft.kind))
        draft.kind = kinds.NOTE
    _set_time(draft, parts, context)
    _set_direction(draft, head)


def _set_kind(draft: Draft, parts: list[Part]) -> None:
    head = parts[0]
    for token in (token for part in parts for token in part.segment.slots("kind")):
        draft.kind = draft.kind or kinds.kind_called(token.value)
    until = head.edge[2] - head.segment.start if head.edge else len(head.mask)
    words = [word for start, word, mention in head.items if word and not mention and start < until]
    found = kinds.kind_in(words)
    if found:
        draft.word = found[1]
        draft.kind = draft.kind or found[0]
    elif any(mention.company for mention in head.mentions):
        draft.kind = draft.kind or "meeting"


def _set_links(draft: Draft, parts: list[Part]) -> None:
    """Introductions: `@a -> @b` is made by me or by whom `via` names; `via @p` alone is how I met the others."""
    everybody = [one for part in parts for one in _plain(part)]
    for part in parts:
        via = next((mention for mention in part.mentions if mention.via), None)
        if part.edge:
            one, other, start = part.edge
            part.replace(start, other.end, None)
            one.token.used = other.token.used = True
            broker = via if via and via.match.key not in (one.match.key, other.match.key) else None
            draft.links.append(Link(broker.match if broker else None, one.match, other.match, met=False))
            if broker:
                _take_via(part, broker)
            continue
        if via is None:
            continue
        met = [one for one in _plain(part) or everybody if one.match.key != via.match.key]
        if met:
            draft.links += [Link(via.match, None, match, met=True) for match in _distinct(one.match for one in met)]
            _take_via(part, via)


def _take_via(part: Part, via: Mention) -> None:
    via.token.used = True
    part.replace(via.via_start, via.end, None)


def _plain(part: Part) -> list[Mention]:
    """People of a segment who take part: not the broker, not those of an arrow."""
    edge = part.edge[:2] if part.edge else ()
    return [mention for mention in part.mentions if not mention.via and mention not in edge]


def _set_people(draft: Draft, parts: list[Part]) -> None:
    taking_part = [mention for part in parts for mention in _plain(part)]
    links = [match for link in draft.links for match in (link.a, link.b) if match and not link.met]
    brokers = {link.broker.key for link in draft.links if link.broker}
    lone = [one for part in parts for one in part.mentions if one.via and one.match.key not in brokers]
    named = [mention.match for mention in taking_part + lone]
    draft.contacts = _distinct((named or links) if draft.kind else links)
    outside = [link.broker for link in draft.links if link.broker] + links + named
    draft.others = _distinct(match for match in outside if match not in draft.contacts)
    for part in parts:
        for token in part.segment.slots("with"):
            part.take(token)
    if draft.word in kinds.MEETING_WORDS and draft.kind == "meeting":
        draft.met = {match.key for match in draft.contacts if match.new}


def _set_time(draft: Draft, parts: list[Part], context: Context) -> None:
    head = parts[0]
    for part in parts:
        for token in part.segment.slots("on"):
            when = dates.read(token.value, context.now, order=context.order)
            if when and draft.on is None:
                draft.on, draft.time = when.on, when.time
                part.take(token)
            else:
                draft.stays_text(token, doubts.not_understood(token.key, token.value))
    if draft.on is None:
        _date_in_words(draft, head, context)
    if draft.on and draft.on > draft.today:
        draft.doubts.append(doubts.ahead(draft.on, draft.today))


def _date_in_words(draft: Draft, head: Part, context: Context) -> None:
    for word in dates.unsure(head.mask, head.back, context.now):
        draft.doubts.append(doubts.not_a_date(word, "on"))
    if not head.back:
        return
    first, *rest = head.back
    draft.on, draft.time = first.when.on, first.when.time
    head.take_date(first)
    if first.when.ranged:
        draft.doubts.append(doubts.only_first_day(first.words, draft.on, draft.today))
    if rest:
        draft.doubts.append(doubts.further_dates([found.words for found in rest]))


def _set_direction(draft: Draft, head: Part) -> None:
    """`from @x`, and `@x wrote`, is in; one-way kinds are out; the rest is mutual. A note has none."""
    if draft.kind in (None, kinds.NOTE):
        return
    draft.direction = "out" if draft.kind in kinds.ONE_WAY else "mutual"
    draft.depth = kinds.DEPTH.get(draft.kind or "", kinds.USUAL_DEPTH)
    for before, after in pairwise(head.items):
        if before[2] and kinds.plain(after[1]) == draft.word and kinds.is_verb(draft.word):
            draft.direction = "in"
    if any(mention.source for mention in head.mentions):
        draft.direction = "in"


def _distinct(matches: Iterable[Match]) -> list[Match]:
    return list({match.key: match for match in matches}.values())
