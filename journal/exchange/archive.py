"""The complete journal as one JSON file, and back: the format that loses nothing."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from journal.domain.record import Invalid
from journal.domain.text import clean
from journal.exchange.files import ExchangeError
from journal.exchange.person import Doc, Document, shortened
from journal.exchange.plan import PROGRESS_EVERY, Change, Plan, Progress, Row
from journal.exchange.source import Source
from journal.store.records import RECORDS
from journal.store.references import renamed

FORMAT = "json"
NAME = "journal"
VERSION = 1
TABLES = (
    "contacts",
    "decisions",
    "events",
    "followups",
    "goals",
    "interactions",
    "introductions",
    "reflections",
    "runs",
    "settings",
)
TITLES = ("name", "what", "statement", "title", "note", "raw", "text")
"""Fields that may serve as the name of a document in a preview, best first."""
LONGEST_ID = 200
LONGEST_TITLE = 60
DEEPEST = 50

Tables = Mapping[str, Mapping[str, Doc]]

_KEY = re.compile(r'\s*("(?:[^"\\]|\\.)*")\s*:\s*\{')
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))
_SCRUB = {**_CONTROLS, **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def write(tables: Tables) -> Iterator[str]:
    """The archive in pieces of text: one document a line, everything in a fixed order, so that two can be compared."""
    yield f'{{"format":"{NAME}","version":{VERSION},"tables":{{\n'
    names = sorted({*TABLES, *tables})
    for name in names:
        yield f"{_json(name)}:{{"
        separator = "\n"
        for key, document in sorted(tables.get(name, {}).items()):
            yield f"{separator}{_json(key)}:{_json(document)}"
            separator = ",\n"
        yield "\n},\n" if name != names[-1] else "\n}\n"
    yield "}}\n"


def read(source: Source) -> dict[str, dict[str, Any]]:
    """The tables of an archive. Raises `ExchangeError` with file and line if it is none, is damaged, or is newer."""
    try:
        archive = json.loads(source.text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ExchangeError(
            f"{source.name}, line {error.lineno}, column {error.colno}: not valid JSON ({error.msg.lower()}). "
            "The file may be cut off; export it again."
        ) from None
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"{source.name} holds JSON that cannot be read ({str(error)[:80]}).") from None
    if not isinstance(archive, dict) or archive.get("format") != NAME:
        raise ExchangeError(f'{source.name} is JSON, but no export of journal: it does not say "format": "{NAME}".')
    version = archive.get("version")
    if type(version) is not int or version < 1:
        raise ExchangeError(f'{source.name} does not say which "version" of the format it is.')
    if version > VERSION:
        raise ExchangeError(
            f"{source.name} was written by a newer journal (format {version}, this program reads {VERSION}). "
            "Update the program first."
        )
    tables = archive.get("tables")
    if not isinstance(tables, dict) or not all(isinstance(documents, dict) for documents in tables.values()):
        raise ExchangeError(f'{source.name} is damaged: "tables" does not hold documents by table and id.')
    return tables


def plan(source: Source, here: Callable[[str], Mapping[str, Doc]], progress: Progress | None = None) -> Plan:
    """What taking an archive in would do. `here` gives the documents of a table as they are now."""
    one_now = _merged(here("contacts"), source.text)
    tables = read(source)
    lines = _lines(source.text)
    total = sum(len(documents) for documents in tables.values())
    rows: list[Row] = []
    changes: list[Change] = []
    taken: set[str] = set()
    for table, documents in tables.items():
        known = here(table) if table in TABLES else {}
        for key, document in documents.items():
            if progress and not len(rows) % PROGRESS_EVERY:
                progress(len(rows), total)
            if table == "contacts" and key in one_now:
                row, change = _same_as(key, document, one_now[key], known), None
            else:
                row, change = _row(table, key, _follows(document, one_now), known.get(key), key in taken)
            taken.add(key)
            rows.append(row._replace(line=lines.get((table, key), 1)))
            changes += [change] if change else []
    if progress:
        progress(total, total)
    return Plan(FORMAT, tuple(rows), tuple(changes), source.notes)


def _merged(contacts: Mapping[str, Doc], text: str) -> dict[str, str]:
    """The ids in the archive of people who are one with somebody by now, and whom."""
    found: dict[str, str] = {}
    for who, document in contacts.items():
        merged = document.get("merged")
        for old in merged if isinstance(merged, list) else ():
            if isinstance(old, str) and old not in contacts and old in text:
                found[old] = who
    return found


def _same_as(key: str, document: Any, who: str, known: Mapping[str, Doc]) -> Row:
    reason = f"contacts: one person with {known[who].get('name', who)} by now"
    return Row(1, "same", _title(key, document), reason, who, (who,))


def _follows(document: Any, one_now: Mapping[str, str]) -> Any:
    """The document with the people who go on in place of those who were merged into them."""
    if isinstance(document, dict):
        for old, new in one_now.items():
            document = renamed(document, old, new)
    return document


def _row(table: str, key: str, document: Any, before: Doc | None, twice: bool) -> tuple[Row, Change | None]:
    title = _title(key, document)
    try:
        if twice:
            raise Invalid({"id": "stands in another table of this file too"})
        after = _stored(table, key, document)
    except Invalid as error:
        return Row(1, "skip", title, f"{table}: {error}"), None
    like = () if before is None else (key,)
    if before == after:
        return Row(1, "same", title, table, key, like), None
    if before is None:
        return Row(1, "new", title, table, key, like), Change(table, key, None, after)
    reason = f"{table}: differs from what is here; the archive's version takes its place"
    return Row(1, "update", title, reason, key, like), Change(table, key, before, after)


def _stored(table: str, key: str, document: Any) -> Document:
    """The document as it is written to the journal: unchanged if it is sound. Raises `Invalid`."""
    if table not in TABLES:
        raise Invalid({"": "this program does not know the table"})
    if not isinstance(document, dict):
        raise Invalid({"": "is not a document"})
    if not key or len(key) > LONGEST_ID or clean(key) != key:
        raise Invalid({"id": "is not an id that can be kept"})
    document = _scrubbed(document)
    record_class = RECORDS.get(table)
    if record_class is None:
        return dict(document)
    record = record_class.parse(document, key)
    full = record.model_dump(mode="json")
    # What differs only by defaults that are spelled out is kept as it stands: then an export equals its import.
    return dict(document) if _within(document, full) else record.document()


def _within(part: Any, whole: Any) -> bool:
    """Whether everything said in `part` stands in `whole` just so; objects of `whole` may say more."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(name in whole and _within(value, whole[name]) for name, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(map(_within, part, whole))
    return bool(part == whole)


def _scrubbed(value: Any, depth: int = 0) -> Any:
    """The value without control characters, wherever text is in it. Raises `Invalid` for what JSON cannot keep."""
    if depth > DEEPEST:
        raise Invalid({"": "is nested too deep"})
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else value.translate(_SCRUB)
    if isinstance(value, list):
        return [_scrubbed(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_scrubbed(name): _scrubbed(item, depth + 1) for name, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        raise Invalid({"": "holds a number that is too large"})
    return value


def _title(key: str, document: Any) -> str:
    if isinstance(document, dict):
        for field in TITLES:
            text = document.get(field)
            if isinstance(text, str) and clean(text):
                return shortened(clean(text), LONGEST_TITLE)
    return shortened(clean(key), LONGEST_TITLE)


def _lines(text: str) -> dict[tuple[str, str], int]:
    """The line on which each document begins, where documents begin on lines of their own."""
    found: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        key = _KEY.match(line)
        if key:
            name = json.loads(key[1], strict=False)
            if name in TABLES:
                table = name
            found.setdefault((table, name), number)
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")
