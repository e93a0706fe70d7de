"""Topics and organisations in the last lines of the log: what one is likely to write again."""

from __future__ import annotations

import json
import os
import re

from journal.store.log import Log

LAST_FILES = 2
TAIL = 128 * 1024
_TOPICS = re.compile(rb'"topics":(\["(?:[^"\\]|\\.)*"(?:,"(?:[^"\\]|\\.)*")*\])')
_ORG = re.compile(rb'"org":("(?:[^"\\]|\\.)*")')


def words(root: str) -> dict[str, list[str]]:
    """Words for `#` and for `+`, the latest first."""
    found: dict[str, dict[str, None]] = {"#": {}, "+": {}}
    for _, path, _, size in sorted(Log(root, "").files(), reverse=True)[:LAST_FILES]:
        data = _tail(path, size)
        for part in reversed(_TOPICS.findall(data)):
            found["#"].update(dict.fromkeys(_texts(part)))
        for part in reversed(_ORG.findall(data)):
            found["+"].update(dict.fromkeys(_texts(part)))
    return {sign: list(all_of) for sign, all_of in found.items()}


def _tail(path: str, size: int) -> bytes:
    try:
        with open(path, "rb") as file:
            file.seek(max(0, size - TAIL), os.SEEK_SET)
            return file.read()
    except OSError:
        return b""  # a list of suggestions is shorter without it; the journal itself says what it cannot read


def _texts(raw: bytes) -> list[str]:
    try:
        value = json.loads(raw)
    except ValueError:
        return []
    return [value] if isinstance(value, str) else value
