"""A segment with what was found in it: people, dates, words; and the text that is left of it."""

from __future__ import annotations

import re
from itertools import pairwise

from journal.capture import dates, scan
from journal.domain.text import fold_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from journal.capture.dates import Found
    from journal.capture.names import Match, Names
    from journal.capture.scan import Segment, Token

_LOOK_BACK = 16
"""Characters before a person in which "via", "from" or "with" is looked for."""
_INTRO = frozenset({"intro", "intro:", "introduced", "introduction", "introducing"})
_ITEM = re.compile(r"\0+|[^\s\0]+")
_ENDINGS = ("'s", "’s", "'ll", "’ll", "'d", "’d")
_CLOSERS = frozenset(",.;:!?)")


class Context:
    """What a line is read against."""

    __slots__ = ("matches", "names", "now", "order")

    def __init__(self, now: datetime, names: Names, order: str) -> None:
        self.now = now
        self.names = names
        self.order = order
        self.matches: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """Who is called `text`; the same match for the same name throughout the line."""
        key = fold_name(text)
        if key not in self.matches:
            self.matches[key] = self.names.resolve(text, self.now.date())
        return self.matches[key]


class Mention:
    """A person named in a segment, and the word before: via, from, with."""

    __slots__ = ("company", "end", "match", "source", "start", "token", "via", "via_start")

    def __init__(self, token: Token, match: Match, before: str) -> None:
        self.token = token
        self.match = match
        self.start = token.start
        self.end = token.end
        word = before.split()[-1].lower().lstrip("([") if before.strip() else ""
        self.via = token.key == "via" or word == "via"
        self.company = token.key == "with" or word in ("with", "w/")
        self.source = word == "from"
        self.via_start = token.start - (len(before) - before.lower().rindex("via") if word == "via" else 0)


class Part:
    """One segment: its prose (`mask`, markers blanked), mentions, arrow, the dates read both ways."""

    __slots__ = ("ahead", "back", "edge", "edits", "items", "mask", "mentions", "owner", "segment", "skip", "words")

    def __init__(self, segment: Segment, context: Context, *, first: bool) -> None:
        self.segment = segment
        self.mentions = _mentions(segment, context)
        self.mask = segment.masked()
        self.back = dates.find(self.mask, context.now, looks=dates.PAST, order=context.order, leads=first)
        self.ahead = dates.find(self.mask, context.now, looks=dates.FUTURE, order=context.order, ends=True)
        self.edge = _edge(segment, self.mentions)
        self.items = _items(self.mask, [*self.back, *self.ahead], self.mentions, segment.start)
        self.words = [word for _, word, mention in self.items if not mention and word]
        self.owner = ""
        """"mine" or "theirs" if the segment is a follow-up."""
        self.skip = 0
        """Characters at its beginning that only say so."""
        self.edits: list[tuple[int, int, str | None]] = []

    def replace(self, start: int, end: int, text: str | None) -> None:
        """Put `text` where the line has something else; None takes it out together with a space."""
        self.edits.append((start, end, text))

    def take_date(self, found: Found) -> None:
        """Take a date out, with the colon after one that leads the segment."""
        end = found.end
        if not self.mask[: found.start].strip() and self.mask[end : end + 1] == ":":
            end += 1
        self.replace(self.segment.start + found.start, self.segment.start + end, None)

    def take(self, token: Token) -> None:
        """Take out a marker that has been understood."""
        token.used = True
        self.replace(token.start, token.end, None)

    def text(self) -> str:
        """The segment with names resolved and everything taken out that was understood."""
        for mention in self.mentions:
            if not mention.token.used:
                self.replace(mention.start, mention.end, _shown(mention))
        for token in self.segment.tokens:
            if token.kind == scan.ESCAPE:
                self.replace(token.start, token.start + 1, "")
        return _edited(
            self.segment.line, self.segment.start + self.skip, self.segment.end, self.edits, cut=self.skip > 0
        )


def _mentions(segment: Segment, context: Context) -> list[Mention]:
    found = []
    for token in segment.tokens:
        if token.kind == scan.PERSON or (token.kind == scan.SLOT and token.key in scan.PEOPLE_KEYS):
            match, token.end = _who(token, context)
            before = segment.line[max(segment.start, token.start - _LOOK_BACK) : token.start]
            found.append(Mention(token, match, before))
    return found


def _who(token: Token, context: Context) -> tuple[Match, int]:
    """The person, and where the name ends: a trailing 's is no part of it unless somebody is called so."""
    ending = next((one for one in _ENDINGS if not token.quoted and token.value.lower().endswith(one)), "")
    rest = token.value[: len(token.value) - len(ending)]
    if ending and rest and context.match(token.value).new:
        return context.match(rest), token.end - len(ending)
    return context.match(token.value), token.end


def _shown(mention: Mention) -> str:
    return f"{mention.token.key} {mention.match.name}" if mention.token.key else mention.match.name


def _edge(segment: Segment, mentions: list[Mention]) -> tuple[Mention, Mention, int] | None:
    """The two people of `@a -> @b`, and where it begins: "intro" before it belongs to it."""
    line = segment.line
    for one, other in pairwise(mentions):
        between = line[one.end : other.start].strip()
        if between in ("->", "=>", "→") and one.match.key != other.match.key:
            before = line[segment.start : one.start].rstrip()
            intro = before.split()[-1] if before else ""
            known = intro.lower() in _INTRO
            return one, other, segment.start + len(before) - len(intro) if known else one.start
    return None


def _items(
    mask: str, found: list[Found], mentions: list[Mention], offset: int
) -> list[tuple[int, str, Mention | None]]:
    """Words and people in order (position, word, person), dates left out."""
    for date in found:
        mask = mask[: date.start] + " " * (date.end - date.start) + mask[date.end :]
    people = {mention.start - offset: mention for mention in mentions}
    items: list[tuple[int, str, Mention | None]] = []
    for item in _ITEM.finditer(mask):
        mention = people.get(item.start())
        items.append((item.start(), "" if item[0][0] == "\0" else item[0], mention))
    return items


def _edited(line: str, start: int, end: int, edits: list[tuple[int, int, str | None]], *, cut: bool) -> str:
    """The text with its edits; `cut` says whether something before `start` is left out."""
    text, at = "", start
    for first, last, replacement in sorted(edits, key=lambda edit: edit[:2]):
        if first < at:
            continue
        text = _joined(text, line[at:first], cut=cut)
        cut = cut and at == first
        if replacement is not None:
            text = _joined(text, replacement, cut=cut)
        cut, at = replacement is None, last
    text = _joined(text, line[at:end], cut=cut).strip()
    return text.rstrip(",;:–—- ") if cut and not line[at:end].strip() else text


def _joined(text: str, more: str, *, cut: bool) -> str:
    """Two pieces; at a cut the space and punctuation that separated what is gone close up."""
    if not cut or not more:
        return text + more
    if not text.strip():
        return more.lstrip(" \t\n,;:–—")
    if text[-1].isspace():
        more = more.lstrip()
    if more[:1] in _CLOSERS:
        text = text.rstrip()
        if more[0] in ",;:" and text[-1] in ",;:":
            more = more[1:]
    if text.endswith("(") and more.startswith(")"):
        return text[:-1].rstrip() + more[1:]
    return text + more
