"""Times taken in turns, so that whatever else the machine does meets all of them; medians, and rows of the table."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table. `ratio` is to what `against` names; `limit` is for the ratio, or for the ms without one."""

    name: str
    ms: float | None
    ratio: float | None = None
    against: str = ""
    limit: float | None = None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        value = (self.ms or 0.0) if self.ratio is None else self.ratio
        return "ok" if (value >= self.limit if self.at_least else value <= self.limit) else "over"

    def line(self) -> str:
        """The row as text."""
        ratio = f"{self.ratio:.2f} x" if self.ratio is not None else ""
        unit = "x" if self.ratio is not None else "ms"
        limit = f"{'>=' if self.at_least else '<='} {self.limit:g} {unit}" if self.limit is not None else ""
        taken = f"{self.ms:.2f}" if self.ms is not None else ""
        return f"{self.name:54} {taken:>10} {ratio:>12} {limit:>11} {self.verdict:5} {self.against}".rstrip()


HEAD = f"{'':54} {'median ms':>10} {'ratio':>12} {'limit':>11} {'':5} against"


def in_turns(runs: Mapping[str, Callable[[], float]], rounds: int, warm_up: int = 2) -> dict[str, float]:
    """Median of what each run returns (its milliseconds). Every round does all of them once, there and back again."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(-warm_up, rounds):
        for name in sorted(runs, key=list(runs).index, reverse=number % 2 == 1):
            taken = runs[name]()
            if number >= 0:
                times[name].append(taken)
    return {name: median(taken) for name, taken in times.items()}


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that a piece of work takes in this process."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def process(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Milliseconds of a whole process, from its start to its end. Raises `RuntimeError` if it fails."""
    devnull = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    began = time.perf_counter()
    pid = os.posix_spawn(command[0], command, env, file_actions=devnull)
    _, status = os.waitpid(pid, 0)
    taken = (time.perf_counter() - began) * 1000
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return taken


def ratio(name: str, times: Mapping[str, float], of: str, to: str, limit: float | None, **kind: bool) -> Row:
    """A row that compares two medians of one run."""
    return Row(name, times[of], times[of] / times[to], f"{to} ({times[to]:.2f} ms)", limit, **kind)


def counted(start: int = 0) -> Iterator[int]:
    """One number after the other."""
    while True:
        yield start
        start += 1
