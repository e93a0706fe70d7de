"""Taking somebody out of texts and out of lines of the log, so that no byte about them is left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from journal.domain.text import fold, fold_name
from journal.store.lines import BadLine, parse
from journal.store.log import encode
from journal.store.references import without

Document = Mapping[str, Any]

SOMEBODY = "somebody"
SHORTEST_PART = 3
_SEPARATOR = r"[\s._·'’-]+"


_WORD = re.compile(r"\w+")
_MENTION = re.compile(r"@[\w.·'’-]+")


class Traces(NamedTuple):
    """What tells that a text is about somebody.

    `whole` finds everything they are called by and their addresses, `parts` the words of their names that nobody else
    has; `beginnings` are all words of their names, folded; `raws` are captured lines of records that are about them.
    """

    whole: re.Pattern[str]
    parts: re.Pattern[str] | None
    beginnings: frozenset[str]
    raws: frozenset[str] = frozenset()
    hints: frozenset[str] = frozenset()
    """Folded letters of which at least one stands in every line that may have to change."""


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
    beginnings = frozenset(part for name in names for part in fold_name(name).split())
    whole = _any_of([*map(_spelt, names), *map(re.escape, addresses)])
    own = _any_of([f"@?{re.escape(part)}" for part in parts]) if parts else None
    hints = frozenset(map(_hint, (*beginnings, *map(fold, addresses))))
    return Traces(whole, own, beginnings, frozenset(raws), hints)


def _hint(text: str) -> str:
    """The beginning of the first word: letters that are written in JSON as they are."""
    found = _WORD.search(text)
    return found[0][:SHORTEST_PART] if found else text[:1]


def effaced(text: str, traces: Traces, *, present: bool) -> str:
    """The text with "somebody" for the person; of those who were `present`, parts of the name are theirs too."""
    found = traces.whole.sub(SOMEBODY, text)
    if not present and found == text:
        return text
    found = _MENTION.sub(lambda mention: _unmentioned(mention[0], traces), found)
    return traces.parts.sub(SOMEBODY, found) if traces.parts else found


def effaced_document(document: Document, traces: Traces, *, present: bool) -> dict[str, Any]:
    """The document with every text in it effaced."""
    present = present or document.get("raw") in traces.raws
    about = present or any(traces.whole.search(text) for text in _texts(document))
    return {field: _effaced(value, traces) if about else value for field, value in document.items()}


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


def effaced_lines(
    lines: Iterable[bytes], gone: Collection[str], traces: Traces | None = None, *, texts: bool = False
) -> Iterator[bytes]:
    """Lines of a log, each with its end, without the ids that are `gone`, and without `traces` in what was done.

    With `texts` also other records lose the traces. A line in which nothing is left is dropped, but not one that says
    what is forgotten or taken back.
    """
    marks = [key.encode() for key in gone]
    for raw in lines:
        if not any(mark in raw for mark in marks) and not (texts and _may_tell(raw, traces)):
            yield raw
            continue
        try:
            line = parse(raw.rstrip(b"\n"))
        except BadLine:
            if not any(mark in raw for mark in marks):
                yield raw  # nobody can read it; what it may tell stays until somebody mends it
            continue
        after = _kept(line, gone, traces, texts=texts)
        if after:
            yield raw if after == line else encode(after)


def _may_tell(raw: bytes, traces: Traces | None) -> bool:
    """A quick look: most lines tell of other people only."""
    text = fold(raw.decode("utf-8", "replace"))
    return traces is not None and any(hint in text for hint in traces.hints)


def _kept(line: dict[str, Any], gone: Collection[str], traces: Traces | None, *, texts: bool) -> dict[str, Any] | None:
    put: dict[str, dict[str, Any]] = {}
    present = any(key in gone for documents in line["put"].values() for key in documents)
    for table, documents in line["put"].items():
        for key, document in documents.items():
            if key not in gone:
                put.setdefault(table, {})[key] = _document(document, gone, traces if texts else None, present)
    if not put and not line.keys() & {"forget", "undoes", "redoes"}:
        return None
    after = line | {"put": put}
    if "prev" in line:
        after["prev"] = {key: rev for key, rev in line["prev"].items() if key.rpartition("/")[2] not in gone}
    if traces is not None and "op" in line:
        after["op"] = effaced(str(line["op"]), traces, present=True)
    return after


def _document(
    document: dict[str, Any] | None, gone: Collection[str], traces: Traces | None, present: bool
) -> dict[str, Any] | None:
    if document is None:
        return None
    kept = document
    for key in gone:
        kept = without(kept, key)
    return effaced_document(kept, traces, present=present or kept != document) if traces is not None else kept


def _words(name: str) -> list[str]:
    return [word for word in re.split(_SEPARATOR, name) if len(word) >= SHORTEST_PART]


def _spelt(name: str) -> str:
    """A name however its words are joined, also as it stands after an @."""
    return "@?" + _SEPARATOR.join(map(re.escape, re.split(_SEPARATOR, name.strip())))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(patterns), key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first) or '(?!)'})(?!\w)", re.IGNORECASE)
