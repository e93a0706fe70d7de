"""Clocks that are wrong or jump: revs and ids only ever grow, and what was written last is what counts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.store.journal import Journal, NotSaved
from journal.store.log import Log
from journal.store.revs import new_id

SECOND = 10**9
NOW = 1_795_510_000 * SECOND
YEAR = 365 * 24 * 3600 * SECOND
MACHINES = ("laptop-aaaa", "desk-bbbb", "phone-cccc")
CLOCKS = st.integers(NOW - 20 * YEAR, NOW + 20 * YEAR)
EDITS = st.lists(st.tuples(st.sampled_from(MACHINES), CLOCKS, st.booleans()), min_size=1, max_size=12)


def opened(root: str | Path, machine: str) -> Journal:
    return Journal.open(root, machine=machine, now=lambda: datetime.now(UTC))


@settings(deadline=None, max_examples=25)
@given(EDITS)
def test_the_last_edit_counts_whatever_the_clocks_of_the_machines_say(edits: list[tuple[str, int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        programs: dict[str, Journal] = {}
        for number, (machine, clock, restarted) in enumerate(edits):
            patch.setattr(time, "time_ns", lambda clock=clock: clock)
            if restarted or machine not in programs:
                programs[machine] = opened(folder, machine)
            with programs[machine].transaction("edit") as transaction:
                transaction.put("goals", "G", {"n": number})
            assert opened(folder, "other-zzzz").collection("goals").docs == {"G": {"n": number}}
        for machine in MACHINES:
            revs = [
                line[8:35] for path in Log(folder, machine).own_files() for line in Path(path).read_text().split("\n")
            ]
            assert sorted(set(filter(None, revs))) == sorted(filter(None, revs))


@settings(deadline=None, max_examples=50)
@given(st.lists(CLOCKS, min_size=2, max_size=30))
def test_revs_and_ids_of_one_program_grow_whatever_the_clock_does(clocks: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        writer, revs, ids = Log(folder, "laptop-aaaa"), [], []
        for clock in clocks:
            patch.setattr(time, "time_ns", lambda clock=clock: clock)
            ids.append(new_id())
            revs.append(writer.write("x", {"goals": {"G": {}}}))
        assert revs == sorted(set(revs))
        assert ids == sorted(set(ids))


def test_a_clock_set_back_between_two_programs_does_not_bring_old_text_back(
    root: Path, fresh: Callable[..., Journal], monkeypatch: pytest.MonkeyPatch, figures: Any
) -> None:
    shifts = (0, 3600, -3600, -365 * 86400, 365 * 86400, -86400, 7200)
    with figures("clock set back and forward between programs") as row:
        for number, shift in enumerate(shifts):
            monkeypatch.setattr(time, "time_ns", lambda shift=shift: NOW + shift * SECOND)
            with opened(root, "laptop-aaaa").transaction("edit") as transaction:
                transaction.put("goals", "G", {"n": number})
            row.count(1, fresh().collection("goals").docs == {"G": {"n": number}}, rounds=1)


def test_the_day_the_program_is_told_moves_no_rev(root: Path, fresh: Callable[..., Journal], figures: Any) -> None:
    with figures("JOURNAL_NOW in any order") as row:
        for number, now in enumerate(("2031-01-01T10:00", "1999-12-31T23:59", "2026-10-25T02:30", "2024-02-29T12:00")):
            command = [sys.executable, "-m", "journal", "--dir", str(root), "capture", f"note number {number}"]
            ran = subprocess.run(
                command, env={**os.environ, "JOURNAL_NOW": now}, capture_output=True, text=True, check=False
            )
            assert ran.returncode == 0, ran.stderr
            row.rounds += 1
        journal = fresh()
        row.count(4, len(journal.interactions))
        revs = {
            document["raw"]: journal.storage.live.rev("interactions", key)
            for key, document in journal.interactions.docs.items()
        }
        assert [revs[f"note number {number}"] for number in range(4)] == sorted(revs.values())


def test_a_clock_so_wrong_that_its_lines_would_not_be_believed_refuses_and_says_so(
    root: Path, fresh: Callable[..., Journal], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = fresh()
    monkeypatch.setattr(time, "time_ns", lambda: NOW + 300 * YEAR)
    with pytest.raises(NotSaved, match="the clock of this machine says 2326"), journal.transaction("x") as transaction:
        transaction.put("goals", "G", {"n": 1})
    assert not list(root.glob("log/*"))
    monkeypatch.setattr(time, "time_ns", lambda: NOW)
    with journal.transaction("x") as transaction:
        transaction.put("goals", "G", {"n": 1})
    assert fresh().collection("goals").docs == {"G": {"n": 1}}
