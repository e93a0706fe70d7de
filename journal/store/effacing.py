"""Taking somebody out of lines of the log, so that no byte about them is left."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from journal.store.lines import BadLine, parse
from journal.store.log import encode
from journal.store.references import means_something, without
from journal.store.traces import Traces, effaced, effaced_document

_PLAIN = re.compile(rb'["/]([0-9A-Za-z-]{1,64})"')
FEW = 8
"""So many ids are quicker looked for one by one."""


class Ids:
    """Ids that are looked for in many lines."""

    def __init__(self, ids: Collection[str]) -> None:
        self.ids = frozenset(ids)
        quoted = {json.dumps(key, ensure_ascii=False).encode() for key in ids}
        plain = {mark for mark in quoted if _PLAIN.fullmatch(mark)} if len(quoted) > FEW else set()
        self._plain = {mark[1:-1] for mark in plain}
        self._others = {mark[1:] for mark in quoted - plain}

    def in_(self, line: bytes) -> bool:
        """Whether one of them stands in a line."""
        if any(mark in line for mark in self._others):
            return True
        return bool(self._plain) and not self._plain.isdisjoint(_PLAIN.findall(line))


def effaced_lines(
    lines: Iterable[bytes], gone: Collection[str], traces: Traces | None = None, *, texts: bool = False
) -> Iterator[bytes]:
    """Lines of a log, each with its end, without the ids that are `gone`, and without `traces` in what was done.

    With `texts` also other records lose the traces. A line in which nothing is left is dropped, but not one that says
    what is forgotten or taken back.
    """
    ids = Ids(gone)
    for raw in lines:
        named = ids.in_(raw)
        if not named and not (texts and traces is not None and traces.may_be_in(raw)):
            yield raw
            continue
        try:
            line = parse(raw.rstrip(b"\n"))
        except BadLine:
            if not named:
                yield _unreadable(raw, traces)
            continue
        after = _kept(line, ids.ids, traces, texts=texts)
        if after:
            yield raw if after == line else encode(after)


def _unreadable(raw: bytes, traces: Traces | None) -> bytes:
    """A line that nobody can read: it stays to be mended, but tells of nobody who is forgotten."""
    text = raw.decode("utf-8", "surrogateescape")
    after = traces.whole.sub("somebody", text) if traces else text
    return raw if after == text else after.encode("utf-8", "surrogateescape")


def _kept(line: dict[str, Any], gone: Collection[str], traces: Traces | None, *, texts: bool) -> dict[str, Any] | None:
    put: dict[str, dict[str, Any]] = {}
    present = any(key in gone for documents in line["put"].values() for key in documents)
    for table, documents in line["put"].items():
        for key, document in documents.items():
            if key not in gone:
                put.setdefault(table, {})[key] = _document(table, document, gone, traces if texts else None, present)
    if not put and not line.keys() & {"forget", "undoes", "redoes"}:
        return None
    after = line | {"put": put}
    if "prev" in line:
        after["prev"] = {key: rev for key, rev in line["prev"].items() if key.rpartition("/")[2] not in gone}
    if traces is not None and "op" in line:
        after["op"] = effaced(str(line["op"]), traces, present=True)
    return after


def _document(
    table: str, document: dict[str, Any] | None, gone: Collection[str], traces: Traces | None, present: bool
) -> dict[str, Any] | None:
    """The document without them; None, as of one that was removed, if it was theirs alone."""
    if document is None:
        return None
    kept, named = document, _named(document, gone)
    for key in named:
        kept = without(kept, key)
    if named and not means_something(table, kept, document):
        return None
    return effaced_document(table, kept, traces, present=present or kept != document) if traces is not None else kept


def _named(value: Any, gone: Collection[str]) -> set[str]:
    if type(value) is str:
        return {value} if value in gone else set()
    if type(value) is dict:
        return set().union(*(_named(item, gone) for item in value.values()))
    return set().union(*(_named(item, gone) for item in value)) if type(value) is list else set()
