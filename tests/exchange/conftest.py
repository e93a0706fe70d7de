"""What the tests of importing share: a file of connections read and planned against contacts that are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from journal.exchange import linkedin
from journal.exchange.plan import Plan, plan
from journal.exchange.source import Source

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Documents = Mapping[str, dict[str, Any]]


@pytest.fixture
def planned() -> Callable[..., Plan]:
    """`planned(rows, contacts)`: the plan of a Connections.csv with these rows; new contacts are called N1, N2, …"""

    def make(rows: str, contacts: Documents | None = None) -> Plan:
        text = "\n".join([HEADER, *(line.strip() for line in rows.strip().split("\n")), ""])
        numbers = iter(range(1, 100_000))
        here = contacts or {}
        free = (name for number in numbers if (name := f"N{number}") not in here)
        return plan(linkedin.read(Source("Connections.csv", text), "DMY"), here, NOW, lambda: next(free))

    return make


@pytest.fixture
def after() -> Callable[[Plan, Documents | None], dict[str, dict[str, Any]]]:
    """`after(plan, contacts)`: the contacts once the plan is applied."""

    def apply(one: Plan, contacts: Documents | None = None) -> dict[str, dict[str, Any]]:
        return {**(contacts or {}), **{change.id: change.after for change in one.changes}}

    return apply
