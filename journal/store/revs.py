"""Ids and revs: how the log tells documents, and versions of one document, apart. Standard library only."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta

LATEST = "2200"
"""A rev from this year on is a damaged one: believing it would put every later rev behind it."""

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class _Ulids:
    """Ids that grow: a later one is always greater, even within a millisecond or when the clock is set back."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> str:
        fresh = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), "big")
        # A random step, not +1: two processes forked from this one must not go on to the same id.
        step = self._last + 1 + int.from_bytes(os.urandom(4), "big")
        self._last = number = max(fresh, step)
        return "".join([_DIGITS[number >> shift & 31] for shift in range(125, -1, -5)])


new_id = _Ulids()
"""A new ULID: 26 letters and digits that sort by the time they were made."""


def stamp(us: int) -> str:
    """Microseconds since 1970 as the time of a rev: 2026-11-24T08:31:07.123456Z."""
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(us // 1_000_000))}.{us % 1_000_000:06d}Z"


def after(rev: str) -> int:
    """The first microsecond after the time of `rev`."""
    since = datetime.fromisoformat(rev[:26]).replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return since // timedelta(microseconds=1) + 1


def is_rev(text: str) -> bool:
    """Whether this is the time and machine of a line, such as `2026-11-24T08:31:07.123456Z laptop-k3f9`."""
    try:
        time_ = datetime.fromisoformat(text[:26]).isoformat(timespec="microseconds")
    except ValueError:
        return False
    return time_ == text[:26] and text[26:28] == "Z " and len(text) > 28 and text < LATEST


def rev_of(raw: bytes) -> str:
    """The rev of a line, or "" for a line that has none."""
    if raw.startswith(b'{"rev":"'):
        return raw[8 : raw.find(b'"', 8)].decode("utf-8", "replace")
    try:
        rev = json.loads(raw)["rev"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return rev if isinstance(rev, str) else ""
