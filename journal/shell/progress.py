"""A progress bar on stderr for work that takes a while; none on a pipe, none for little work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

WORTH_A_BAR = 300
"""Rows from which on a bar is shown."""


class _Bar:
    """A bar that appears at the first report of enough work."""

    def __init__(self, title: str, worth: int) -> None:
        self._title, self._worth = title, worth
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def report(self, done: int, total: int) -> None:
        if total < self._worth:
            return
        if self._progress is None or self._task is None:
            self._progress = self._start()
            self._task = self._progress.add_task(self._title, total=total)
        self._progress.update(self._task, completed=done, total=total)

    def _start(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        progress.start()
        return progress

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()


@contextmanager
def progress_bar(title: str, worth: int = WORTH_A_BAR) -> Iterator[Callable[[int, int], None] | None]:
    """Yields what to call with (done, all); None where nobody would see a bar. Less than `worth` needs none."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(title, worth)
    try:
        yield bar.report
    finally:
        bar.stop()
