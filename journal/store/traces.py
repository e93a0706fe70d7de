"""What tells that a text is about somebody, and the text without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from journal.domain.text import fold, fold_name

Document = Mapping[str, Any]

SOMEBODY = "somebody"
SHORTEST_PART = 3
THEIRS = {"contacts": frozenset({"name", "first_name", "say_as", "aliases", "channels"})}
"""Fields that tell of nobody else, though two people may share a name or a phone."""
_SEPARATOR = r"[\s._·'’-]+"
_WORD = re.compile(r"\w+")
_MENTION = re.compile(r"@[\w.·'’-]+")


class Signs(NamedTuple):
    """What somebody is called and reached by, as plain texts that can be kept until all files are rewritten."""

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    """Words of their names that nobody else has."""
    raws: frozenset[str] = frozenset()
    """Captured lines of records that are about them."""


class Traces:
    """How signs are found in texts."""

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self.whole = _any_of([*map(_spelt, signs.names), *map(re.escape, signs.addresses)])
        self.parts = _any_of([f"@?{re.escape(part)}" for part in signs.parts]) if signs.parts else None
        self.beginnings = frozenset(part for name in signs.names for part in fold_name(name).split())
        """All words of their names, folded."""

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """Folded letters of which at least one stands in every line that may have to change."""
        return tuple({_hint(text) for text in (*self.beginnings, *map(fold, self.signs.addresses))})

    @cached_property
    def plain_hints(self) -> tuple[bytes, ...]:
        return tuple(hint.encode() for hint in self.hints if hint.isascii())

    def may_be_in(self, line: bytes) -> bool:
        """A quick look at a line of JSON: most tell of other people only."""
        if b"\\u" in line:  # another program may have written letters so
            return True
        if line.isascii():
            text = line.lower()
            return any(hint in text for hint in self.plain_hints)
        folded = fold(line.decode("utf-8", "replace"))
        return any(hint in folded for hint in self.hints)


def traces_of(versions: Iterable[Document], others: Iterable[str] = (), raws: Iterable[str] = ()) -> Traces:
    """The traces that versions of a contact leave; parts of names that `others` have too are not among them."""
    names: set[str] = set()
    addresses: set[str] = set()
    for version in versions:
        aliases = version.get("aliases")
        names |= {str(one) for one in (version.get("name"), *(aliases if isinstance(aliases, list) else ())) if one}
        channels = version.get("channels")
        found = channels if isinstance(channels, list) else []
        addresses |= {str(one["value"]) for one in found if isinstance(one, dict) and one.get("value")}
    shared = {part for name in others for part in fold_name(name).split()}
    names |= {folded for name in names if (folded := fold_name(name))}
    parts = {part for name in names for part in _words(name) if shared.isdisjoint(fold_name(part).split())}
    return Traces(Signs(frozenset(names), frozenset(addresses), frozenset(parts), frozenset(raws)))


def effaced(text: str, traces: Traces, *, present: bool) -> str:
    """The text with "somebody" for the person; of those who were `present`, parts of the name are theirs too."""
    found = traces.whole.sub(SOMEBODY, text)
    if not present and found == text:
        return text
    found = _MENTION.sub(lambda mention: _unmentioned(mention[0], traces), found)
    return traces.parts.sub(SOMEBODY, found) if traces.parts else found


def effaced_document(table: str, document: Document, traces: Traces, *, present: bool) -> dict[str, Any]:
    """The document with every text in it effaced, but for what others are called and reached by themselves."""
    own = THEIRS.get(table, frozenset())
    present = present or document.get("raw") in traces.signs.raws
    about = present or any(
        traces.whole.search(text) for name in document.keys() - own for text in _texts(document[name])
    )
    return {name: _effaced(value, traces) if about and name not in own else value for name, value in document.items()}


def _hint(text: str) -> str:
    """The beginning of the first word: letters that are written in JSON as they are."""
    found = _WORD.search(text)
    return found[0][:SHORTEST_PART] if found else text[:1]


def _unmentioned(mention: str, traces: Traces) -> str:
    words = fold_name(mention[1:]).split()
    theirs = words and all(any(part.startswith(word) for part in traces.beginnings) for word in words)
    return SOMEBODY if theirs else mention


def _texts(value: Any) -> Iterator[str]:
    if type(value) is str:
        yield value
    elif isinstance(value, list | Mapping):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item)


def _effaced(value: Any, traces: Traces) -> Any:
    if type(value) is str:
        return effaced(value, traces, present=True)
    if type(value) is list:
        return [_effaced(item, traces) for item in value]
    return {field: _effaced(item, traces) for field, item in value.items()} if type(value) is dict else value


def _words(name: str) -> list[str]:
    return [word for word in re.split(_SEPARATOR, name) if len(word) >= SHORTEST_PART]


def _spelt(name: str) -> str:
    """A name however its words are joined, also as it stands after an @."""
    return "@?" + _SEPARATOR.join(map(re.escape, re.split(_SEPARATOR, name.strip())))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(patterns), key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first) or '(?!)'})(?!\w)", re.IGNORECASE)
