"""The lines of the log as capture reads them: people, events, goals, and who was talked with lately."""

from __future__ import annotations

import gc
import json
import re
from datetime import timedelta

from journal.capture.name_lines import two_way
from journal.capture.names import RECENT_DAYS, Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from typing import Any

    from journal.capture.names import Pieces

    Put = dict[str, dict[str, dict[str, Any] | None]]
    Versions = dict[str, tuple[str, dict[str, Any] | None]]
    Newest = dict[str, Versions]

TABLES = ("contacts", "events", "runs", "goals", "interactions")
_ONLY_ENTRIES = b'"put":{"interactions":{'
"""How a line that holds nothing but entries looks as this program writes it; another one is read whole."""
_INTERACTIONS = "interactions"
_A_PIECE = 64 * 1024
"""Bytes of log that are read without a pause."""
_A_FEW = 1000
"""Entries that are looked at without one."""


def record(raw: bytes) -> tuple[str, Put] | None:
    """Rev and documents of a line; None for a broken one, which is told by whoever reads the whole journal."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict) or not isinstance(line.get("rev"), str):
        return None
    put = line.get("put")
    found: Put = {table: docs for table in TABLES if (docs := _documents(put, table))}
    forgotten = line.get("forget")
    if isinstance(forgotten, list):
        found["forgotten"] = {key: {} for key in forgotten if isinstance(key, str)}
    return line["rev"], found


def _documents(put: Any, table: str) -> dict[str, dict[str, Any] | None]:
    docs = put.get(table) if isinstance(put, dict) else None
    if not isinstance(docs, dict):
        return {}
    return {key: doc for key, doc in docs.items() if doc is None or isinstance(doc, dict)}


def names_of(lines: Iterable[bytes], today: date) -> Pieces[tuple[Names, str]]:
    """All names in the lines, whatever their order, and the greatest rev among them."""
    collecting = gc.isenabled()
    gc.disable()  # a third of the time otherwise goes into looking for garbage among documents that are all kept
    try:
        return (yield from _names_of(lines, today))
    finally:
        if collecting:
            gc.enable()


def _names_of(lines: Iterable[bytes], today: date) -> Pieces[tuple[Names, str]]:
    newest: Newest = {table: {} for table in (*TABLES, "forgotten")}
    recent = _recent_days(today)
    last, read = "", 0
    for raw in lines:
        read += len(raw)
        if read > _A_PIECE:
            read = 0
            yield
        if _ONLY_ENTRIES in raw and not recent.search(raw):
            continue
        found = record(raw)
        if found:
            rev, put = found
            last = max(last, rev)
            _fold(newest, rev, put)
    forgotten = newest.pop("forgotten")
    talked = yield from _last_talks(newest.pop(_INTERACTIONS), forgotten, today.isoformat())
    yield
    documents = {table: _live(versions, forgotten) for table, versions in newest.items()}
    del newest
    documents["forgotten"] = {key: {} for key in forgotten}
    _hand_over(talked, documents["contacts"])
    yield
    return (yield from Names.making(documents.pop("contacts"), talked, **documents)), last


def _fold(newest: Newest, rev: str, put: Put) -> None:
    for table, documents in put.items():
        for key, document in documents.items():
            if rev >= newest[table].get(key, ("", None))[0]:
                newest[table][key] = rev, document


def _live(newest: Versions, forgotten: Versions) -> dict[str, dict[str, Any]]:
    return {key: document for key, (_, document) in newest.items() if document is not None and key not in forgotten}


def _hand_over(talked: dict[str, str], people: Mapping[str, Mapping[str, Any]]) -> None:
    """Talks with whoever was merged since are talks with the one who goes on."""
    for key, document in people.items():
        merged = document.get("merged")
        for old in merged if isinstance(merged, list) else ():
            if isinstance(old, str) and old not in people:
                talked[key] = max(talked.get(key, ""), talked.pop(old, ""))


def _recent_days(today: date) -> re.Pattern[bytes]:
    """How the day of an entry begins that may be recent enough to tell two people of one name apart."""
    months = {(today - timedelta(days=back)).isoformat()[:7] for back in range(RECENT_DAYS + 1)}
    return re.compile(f'"on":"(?:{"|".join(sorted(months))})'.encode())


def _last_talks(entries: Versions, forgotten: Versions, today: str) -> Pieces[dict[str, str]]:
    """Day of the last talk with each contact; takes `entries` apart as it goes."""
    talked: dict[str, str] = {}
    while entries:
        key, (_, document) = entries.popitem()
        if not len(entries) % _A_FEW:
            yield
        if document is None or key in forgotten:
            continue
        on, contacts = document.get("on"), document.get("contacts")
        if isinstance(on, str) and on <= today and isinstance(contacts, list) and two_way(document):
            for key in contacts:
                if isinstance(key, str) and talked.get(key, "") < on:
                    talked[key] = on
    return talked
