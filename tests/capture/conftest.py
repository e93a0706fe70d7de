"""What the tests of capture share: a clock, a few people, and a line read against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from journal.capture.draft import Draft
from journal.capture.grammar import parse
from journal.capture.names import Names

NOW = datetime(2026, 11, 24, 9, 30)
PEOPLE = ("Ana Gómez", "Bob Lee", "Chen Wei", "Priya Shah")

Documents = Mapping[str, Mapping[str, Any]]
Read = Callable[..., Draft]


def names_of(
    *people: str | Mapping[str, Any],
    last_talk: Mapping[str, str] | None = None,
    events: Documents | None = None,
    goals: Documents | None = None,
    runs: Documents | None = None,
) -> Names:
    """Names of these people; the first is P0. Events, goals and runs by id."""
    contacts = {f"P{at}": one if isinstance(one, Mapping) else {"name": one} for at, one in enumerate(people)}
    return Names.from_documents(contacts, last_talk or {}, events=events or {}, goals=goals or {}, runs=runs or {})


@pytest.fixture
def read() -> Read:
    """`read("coffee with @ana")`: the draft, on Tuesday 24 November 2026, 9:30."""

    def reader(line: str, *people: str | Mapping[str, Any], now: datetime = NOW, **more: Any) -> Draft:
        draft = parse(line, now, names_of(*(people or PEOPLE), **more))
        assert draft is not None
        return draft

    return reader
