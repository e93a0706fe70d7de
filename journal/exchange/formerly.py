"""What was true of somebody before: names, jobs and places that the log remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from journal.domain.words import long_day

SETTLED = timedelta(days=1)
"""What was replaced sooner than this was a slip of the pen."""


class Was(NamedTuple):
    """A document of a contact as it was from a moment on; None: it was removed."""

    since: datetime
    document: Mapping[str, Any] | None


def formerly(versions: Iterable[Was]) -> list[str]:
    """Sentences, the latest first: "was Engineer at Acme until 12 May 2026". `versions` are newest first."""
    said: list[str] = []
    held: dict[Callable[[Mapping[str, Any]], str], tuple[str, datetime]] = {}
    for version in reversed([version for version in versions if version.document is not None]):
        for say in (_name, _job, _place):
            now = say(version.document or {})
            before, since = held.setdefault(say, (now, version.since))
            if now == before:
                continue
            if before and version.since - since >= SETTLED:
                said.append(f"{before} until {long_day(version.since.astimezone().date())}")
            held[say] = now, version.since
    return said[::-1]


def _name(document: Mapping[str, Any]) -> str:
    return f"was called {document['name']}" if document.get("name") else ""


def _job(document: Mapping[str, Any]) -> str:
    role, org = document.get("role"), document.get("org")
    return "was " + " at ".join(filter(None, (role, org))) if role else f"was at {org}" if org else ""


def _place(document: Mapping[str, Any]) -> str:
    return f"was in {document['location']}" if document.get("location") else ""
