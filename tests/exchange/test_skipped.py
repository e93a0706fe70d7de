"""Skipped rows are kept in a file that can be mended and imported again."""

from __future__ import annotations

import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from journal.exchange import linkedin, skipped
from journal.exchange.files import ExchangeError
from journal.exchange.plan import Plan
from journal.exchange.source import Source

NOW = datetime(2026, 11, 24, 9, 30)
ROWS = "Ada,Example,,,,,\n,,https://www.linkedin.com/in/gone,,=1+1,,"


def test_the_file_holds_line_reason_and_the_row(planned: Callable[..., Plan], tmp_path: Path) -> None:
    path = skipped.keep(planned(ROWS), tmp_path / "imports", NOW)
    assert path is not None
    header, row = path.read_text(encoding="utf-8").splitlines()
    assert header.startswith("Line,Reason,First Name,Last Name")
    assert row.startswith("3,no name: the account is closed or hidden,,,https://www.linkedin.com/in/gone,,'=1+1")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_imports_in_one_second_keep_two_files(planned: Callable[..., Plan], tmp_path: Path) -> None:
    paths = {skipped.keep(planned(ROWS), tmp_path, NOW) for _ in range(3)}
    assert len(paths) == 3


def test_nothing_skipped_leaves_no_file(planned: Callable[..., Plan], tmp_path: Path) -> None:
    assert skipped.keep(planned("Ada,Example,,,,,"), tmp_path / "imports", NOW) is None
    assert not (tmp_path / "imports").exists()


def test_the_mended_file_can_be_imported(planned: Callable[..., Plan]) -> None:
    text = skipped.as_csv(planned(ROWS)).replace("hidden,,,", "hidden,Gil,Gone,")
    (person,) = linkedin.read(Source("skipped.csv", text), "DMY").people
    assert (person.name, person.profile, person.org) == ("Gil Gone", "gone", "=1+1")


def test_a_folder_that_cannot_be_made_gets_a_sentence(planned: Callable[..., Plan], tmp_path: Path) -> None:
    (tmp_path / "imports").write_text("a file")
    with pytest.raises(ExchangeError, match="could not be kept"):
        skipped.keep(planned(ROWS), tmp_path / "imports", NOW)
