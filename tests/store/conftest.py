"""Journals in a temporary folder, on machines with any name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal.store.journal import Journal

NOW = datetime(2026, 11, 24, 8, 31, 7, 500_000, tzinfo=UTC)
Opener = Callable[..., Journal]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def opened(root: Path) -> Opener:
    """Open the journal as a program on `machine` would; every call is another process as far as the store can tell."""

    def open_as(machine: str = "laptop-aaaa", folder: Path = root) -> Journal:
        journal = Journal.open(folder, machine=machine, now=lambda: NOW)
        journal.ready()
        journal.poll()
        return journal

    return open_as


@pytest.fixture
def lines(root: Path) -> Callable[[], list[str]]:
    """Every line of every file, in the order of files."""
    return lambda: [line for path in sorted((root / "log").glob("*.jsonl")) for line in path.read_text().splitlines()]
