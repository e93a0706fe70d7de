"""A journal folder, and ways to read it as a fresh program would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal.store.journal import Journal


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def fresh(root: Path) -> Callable[[], Journal]:
    """The whole journal, read by a program that has just started."""

    def read() -> Journal:
        journal = Journal.open(root, machine="laptop-aaaa", now=lambda: datetime.now(UTC))
        journal.ready()
        journal.poll()
        return journal

    return read
