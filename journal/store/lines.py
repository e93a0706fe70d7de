"""What a line of the log has to look like: the whole line is checked before any of it counts."""

from __future__ import annotations

from json import dumps
from typing import Any

from pydantic_core import from_json

from journal.store.log import VERSION
from journal.store.revs import is_rev

Document = dict[str, Any]


class BadLine(ValueError):
    """A line that is skipped; the text says why. `newer` if only a newer version of the program can read it."""

    def __init__(self, why: str, *, newer: bool = False) -> None:
        super().__init__(why)
        self.newer = newer


def parse(raw: bytes) -> dict[str, Any]:
    """The line as a dictionary with `rev`, `v`, `put` and whatever else it holds. Raises `BadLine`."""
    try:
        record = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise BadLine(f"This line is not valid JSON: {str(error).replace(' line 1', '')}.") from None
    if type(record) is not dict:
        raise BadLine("This line is not a JSON object.")
    _check_head(record)
    _check_put(record["put"])
    if len(record) > 4:
        _check_rest(record)
    return record


def readable(put: dict[str, Any]) -> None:
    """Refuse documents that could be written but not read again. Raises `BadLine`, `TypeError` for what is no JSON."""
    try:
        _check_put(from_json(dumps(put, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")))
    except (ValueError, RecursionError) as error:
        raise BadLine(f"Not saved: this could not be read again ({error}).") from None


def part(raw: bytes) -> dict[str, Document | None]:
    """Some documents of one table, as they stand in `put`. Raises `BadLine`."""
    try:
        documents = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise BadLine(str(error)) from None
    _check_put({"": documents})
    found: dict[str, Document | None] = documents
    return found


def replaced(line: dict[str, Any], table: str, key: str) -> str | None:
    """The rev of the version of a document that `line` replaces; None if it is new there.

    `prev` goes by ids, and by `table/id` for an id that stands in two tables of the same line.
    """
    prev = line.get("prev", {})
    rev: str | None = prev.get(key) or prev.get(f"{table}/{key}")
    return rev


def _check_head(record: dict[str, Any]) -> None:
    version = record.get("v")
    if type(version) is not int or version < 1:
        raise BadLine("This line has no valid `v` (the version of the format).")
    if version > VERSION:
        raise BadLine(
            f"This line was written by a newer journal (format {version}, this program reads {VERSION}). "
            "Update the program: until then captures are added, but nothing can be changed.",
            newer=True,
        )
    rev = record.get("rev")
    if type(rev) is not str or not is_rev(rev):
        raise BadLine(
            "This line has no valid `rev` (time and machine, such as 2026-11-24T08:31:07.123456Z laptop-k3f9)."
        )
    if type(record.get("put")) is not dict:
        raise BadLine("This line has no `put` with tables of documents.")


def _check_put(put: dict[str, Any]) -> None:
    for table, documents in put.items():
        if type(documents) is not dict:
            raise BadLine(f"In `put`, {table!r} does not hold documents by their id.")
        for key, document in documents.items():
            if document is not None and type(document) is not dict:
                raise BadLine(f"In `put`, {key!r} of {table!r} is neither a document nor null.")


def _check_rest(record: dict[str, Any]) -> None:
    if not _is_texts(record.get("prev", {})):
        raise BadLine("In this line `prev` does not map ids to revs.")
    for name in ("undoes", "redoes"):
        if type(record.get(name, "")) is not str:
            raise BadLine(f"In this line `{name}` is not a rev.")
    forget = record.get("forget", [])
    if type(forget) is not list or not all(type(key) is str for key in forget):
        raise BadLine("In this line `forget` is not a list of ids.")


def _is_texts(value: object) -> bool:
    return type(value) is dict and all(type(text) is str for text in value.values())
