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


def build_names(
    *people: str | Mapping[str, Any], last_talk: Mapping[str, str] | None = None, **tables: Mapping[str, Any]
) -> Names:
    contacts = {f"P{at}": one if isinstance(one, Mapping) else {"name": one} for at, one in enumerate(people)}
    others = {table: tables.get(table, {}) for table in ("events", "goals", "runs")}
    return Names.from_documents(contacts, last_talk or {}, **others)


@pytest.fixture
def names_of() -> Callable[..., Names]:
    """`names_of("Ana Gómez", {"name": …}, last_talk=…, events=…)`: names of these people; the first has the id P0."""
    return build_names


@pytest.fixture
def read() -> Callable[..., Draft]:
    """`read("coffee with @ana")`: the draft, on Tuesday 24 November 2026, 9:30; people and tables as in `names_of`."""

    def reader(line: str, *people: str | Mapping[str, Any], now: datetime = NOW, **tables: Any) -> Draft:
        draft = parse(line, now, build_names(*(people or PEOPLE), **tables))
        assert draft is not None
        return draft

    return reader
