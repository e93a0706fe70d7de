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
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    Put = dict[str, dict[str, dict[str, Any] | None]]
    Versions = dict[str, tuple[str, dict[str, Any] | None]]
    Newest = dict[str, Versions]

TABLES = ("contacts", "events", "runs", "goals", "interactions")
_ONLY_ENTRIES = b'"put":{"interactions":{'
"""How a line that holds nothing but entries looks as this program writes it; another one is read whole."""
_INTERACTIONS = "interactions"


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


def names_of(lines: Iterator[bytes], today: date) -> tuple[Names, str]:
    """All names in the lines, whatever their order, and the greatest rev among them."""
    collecting = gc.isenabled()
    gc.disable()  # a third of the time otherwise goes into looking for garbage among documents that are all kept
    try:
        return _names_of(lines, today)
    finally:
        if collecting:
            gc.enable()


def _names_of(lines: Iterator[bytes], today: date) -> tuple[Names, str]:
    newest: Newest = {table: {} for table in (*TABLES, "forgotten")}
    recent = _recent_days(today)
    last = ""
    for raw in lines:
        if _ONLY_ENTRIES in raw and not recent.search(raw):
            continue
        found = record(raw)
        if found:
            rev, put = found
            last = max(last, rev)
            _fold(newest, rev, put)
    documents = {table: _live(versions, newest["forgotten"]) for table, versions in newest.items()}
    talked = _last_talks(documents[_INTERACTIONS], today.isoformat())
    others = {table: documents[table] for table in ("events", "goals", "runs")}
    others["forgotten"] = {key: {} for key in newest["forgotten"]}
    return Names.from_documents(documents["contacts"], talked, **others), last


def _fold(newest: Newest, rev: str, put: Put) -> None:
    for table, documents in put.items():
        for key, document in documents.items():
            if rev >= newest[table].get(key, ("", None))[0]:
                newest[table][key] = rev, document


def _live(newest: Versions, forgotten: Versions) -> dict[str, dict[str, Any]]:
    return {key: document for key, (_, document) in newest.items() if document is not None and key not in forgotten}


def _recent_days(today: date) -> re.Pattern[bytes]:
    """How the day of an entry begins that may be recent enough to tell two people of one name apart."""
    months = {(today - timedelta(days=back)).isoformat()[:7] for back in range(RECENT_DAYS + 1)}
    return re.compile(f'"on":"(?:{"|".join(sorted(months))})'.encode())


def _last_talks(interactions: dict[str, dict[str, Any]], today: str) -> dict[str, str]:
    talked: dict[str, str] = {}
    for document in interactions.values():
        on, contacts = document.get("on"), document.get("contacts")
        if isinstance(on, str) and on <= today and isinstance(contacts, list) and two_way(document):
            for key in contacts:
                if isinstance(key, str) and talked.get(key, "") < on:
                    talked[key] = on
    return talked
