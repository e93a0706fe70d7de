"""The bar that is shown while many rows are looked at."""

from __future__ import annotations

import io

import pytest

from journal.shell.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress_bar("Looking") as report:
        assert report is None


@pytest.mark.parametrize(("rows", "shown"), [(10, False), (5000, True)])
def test_a_terminal_gets_one_for_much_work(monkeypatch: pytest.MonkeyPatch, rows: int, shown: bool) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("Looking") as report:
        assert report is not None
        for done in (0, rows // 2, rows):
            report(done, rows)
    assert ("Looking" in terminal.getvalue()) == shown
