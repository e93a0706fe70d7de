"""A captured line cut into segments and markers: people, topics, organisations, slots, arrows, and plain matter."""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

PERSON, TOPIC, ORG, SLOT, ARROW, PLAIN, ESCAPE = "person", "topic", "org", "slot", "arrow", "plain", "escape"
"""Kinds of marker; PLAIN is an address, a link or a text in quotes, in which nothing is looked for."""
KEYS = ("on", "at", "due", "kind", "got", "gave", "depth", "event", "goal", "via", "with", "loc")
PEOPLE_KEYS = frozenset({"with", "via"})

_JOINERS = frozenset(".-'’·_")
_TOPIC_JOINERS = frozenset("-_/")
_ORG_JOINERS = frozenset(".&'’-")
_INVISIBLE_JOINERS = frozenset("\u200c\u200d")
"""Zero width (non-)joiners: part of words in Persian and the languages of India."""
_QUOTES = {'"': '"', "“": "”"}
_OPENING = frozenset("([{-–—:,/<>=")
_ARROWS = ("->", "=>", "→")
_LONGEST_NAME, _LONGEST_TOPIC = 120, 60
_TRAILING = ";,.!?)]}"
_LONGEST_KEY = max(map(len, KEYS))
_LOCAL = str.maketrans("", "", ".+-_%'")
"""What an e-mail address may hold before its @ beside letters and digits."""
_NOTHING = "\0"
"""Stands for a marker where dates are looked for; a cleaned text never holds it."""


class Token:
    """A marker in the line; `value` without its sign and quotes, `key` for slots, `used` once it has a meaning."""

    __slots__ = ("end", "key", "kind", "quoted", "start", "used", "value")

    def __init__(
        self, kind: str, start: int, end: int, value: str = "", key: str = "", *, quoted: bool = False
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.value = value
        self.key = key
        self.quoted = quoted
        self.used = False


class Segment:
    """A part of the line between semicolons, with its markers."""

    __slots__ = ("end", "line", "start", "tokens")

    def __init__(self, line: str, start: int, end: int, tokens: list[Token]) -> None:
        self.line = line
        self.start = start
        self.end = end
        self.tokens = tokens

    def masked(self) -> str:
        """The text of the segment with nothing but prose in it, every character in its place."""
        pieces, at = [], self.start
        for token in self.tokens:
            sign = " " if token.kind in (TOPIC, ORG, SLOT) else _NOTHING
            pieces += [self.line[at : token.start], sign * (token.end - token.start)]
            at = token.end
        return "".join([*pieces, self.line[at : self.end]])

    def slots(self, *keys: str) -> list[Token]:
        return [token for token in self.tokens if token.kind == SLOT and token.key in keys]


def segments(line: str) -> list[Segment]:
    """The segments of a line that hold more than space."""
    tokens: list[Token] = []
    found: list[Segment] = []
    start = at = 0
    while at < len(line):
        if line[at] == ";" and (at + 1 == len(line) or line[at + 1].isspace()):
            found.append(Segment(line, start, at, tokens))
            tokens, start = [], at + 1
            at += 1
            continue
        token = _token(line, at)
        if token:
            tokens.append(token)
        at = token.end if token else at + 1
    found.append(Segment(line, start, len(line), tokens))
    return [segment for segment in found if line[segment.start : segment.end].strip()]


def _token(line: str, at: int) -> Token | None:
    sign, before = line[at], line[at - 1] if at else " "
    if sign == "\\":
        return Token(ESCAPE, at, at + 2) if at + 1 < len(line) and not line[at + 1].isspace() else None
    if sign in _QUOTES:
        end = _closing(line, at) if before.isspace() or before in _OPENING else 0
        return Token(PLAIN, at, end) if end else None
    if sign == "@":
        return None if _in_word(before) or before == "@" else _person(line, at, at + 1)
    if sign == "#":
        return None if _in_word(before) or before in "#&/_" else _topic(line, at)
    if sign == "+":
        return _org(line, at) if before.isspace() or before == "(" else None
    for arrow in _ARROWS:
        if line.startswith(arrow, at):
            return Token(ARROW, at, at + len(arrow))
    if not sign.isalnum() or _in_word(before) or before in "_-.":
        return None
    return _address(line, at) or _slot(line, at)


def _closing(line: str, at: int) -> int:
    """The index after the closing quote, or 0 if there is none."""
    return line.find(_QUOTES[line[at]], at + 1) + 1


def _in_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


def _run(line: str, at: int, joiners: Iterable[str]) -> int:
    """The end of a run of letters and digits; joiners count where more of them follow."""
    while at < len(line):
        letter = line[at]
        more = at + 1 < len(line) and _in_word(line[at + 1])
        if not _in_word(letter) and not (more and (letter in joiners or letter in _INVISIBLE_JOINERS)):
            break
        at += 1
    return at


def _quoted(line: str, at: int) -> tuple[str, int] | None:
    """The text in the quotes that open here, and the index after them."""
    end = _closing(line, at) if at < len(line) and line[at] in _QUOTES else 0
    return (line[at + 1 : end - 1].strip(), end) if end else None


def _person(line: str, start: int, at: int, key: str = "") -> Token | None:
    kind = SLOT if key else PERSON
    quoted = _quoted(line, at)
    if quoted:
        value, end = quoted
        fits = any(letter.isalnum() for letter in value) and len(value) <= _LONGEST_NAME
        return Token(kind, start, end, value, key, quoted=True) if fits else None
    if at >= len(line) or not line[at].isalnum():
        return None
    end = _run(line, at, _JOINERS)
    return Token(kind, start, end, line[at:end], key) if end - at <= _LONGEST_NAME else None


def overlong_name(line: str) -> str:
    """A name with an @ that is too long to be one; "" if there is none."""
    at = line.find("@") if len(line) > _LONGEST_NAME else -1
    while at >= 0:
        quoted = _quoted(line, at + 1)
        name = quoted[0] if quoted else line[at + 1 : _run(line, at + 1, _JOINERS)]
        if len(name) > _LONGEST_NAME:
            return name
        at = line.find("@", at + 1)
    return ""


def _topic(line: str, at: int) -> Token | None:
    if at + 1 >= len(line) or not line[at + 1].isalpha():
        return None
    end = _run(line, at + 1, _TOPIC_JOINERS)
    return Token(TOPIC, at, end, line[at + 1 : end]) if end - at - 1 <= _LONGEST_TOPIC else None


def _org(line: str, at: int) -> Token | None:
    quoted = _quoted(line, at + 1)
    if quoted:
        value, end = quoted
        return Token(ORG, at, end, value, quoted=True) if 0 < len(value) <= _LONGEST_NAME else None
    if at + 1 >= len(line) or not line[at + 1].isalpha():
        return None
    end = _run(line, at + 1, _ORG_JOINERS)
    return Token(ORG, at, end, line[at + 1 : end]) if end - at - 1 <= _LONGEST_NAME else None


def _address(line: str, at: int) -> Token | None:
    """A link or an e-mail address; punctuation after it is no part of it."""
    word = line[at:].split(maxsplit=1)[0].rstrip(_TRAILING)
    scheme, colon, _ = word.partition("://")
    if not (colon and scheme.isalnum()) and not word.lower().startswith("www."):
        local, _, host = word.partition("@")
        end = _run(host, 0, _JOINERS)
        if not local or "." not in host[:end] or not local.translate(_LOCAL).isalnum():
            return None
        word = word[: len(local) + 1 + end]
    return Token(PLAIN, at, at + len(word))


def _slot(line: str, start: int) -> Token | None:
    key, colon, _ = line[start : start + _LONGEST_KEY + 1].lower().partition(":")
    at = start + len(key) + 1
    if not colon or key not in KEYS or at >= len(line) or line[at].isspace():
        return None
    if key in PEOPLE_KEYS:
        return _person(line, start, at + (line[at] == "@"), key)
    quoted = _quoted(line, at)
    if quoted:
        return Token(SLOT, start, quoted[1], quoted[0], key, quoted=True) if quoted[0] else None
    value = line[at:].split(maxsplit=1)[0].rstrip(_TRAILING)
    return Token(SLOT, start, at + len(value), value, key) if value else None
