"""Every state a disk may be in after a crash, from the calls that saving really makes: what was acknowledged is there.

The model is as weak as POSIX allows. What was written to a file and not synced yet is there, or half of it, or as many
zeros, or nothing; names made in a folder that is not synced yet are there or not, each by itself.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from journal.store.journal import Journal
from journal.store.log import Log

Files = dict[str, bytes]
MONTH = 31 * 24 * 3600 * 10**9


class Call(NamedTuple):
    """One call: what was done to which path; `data` is what was written, or the id that was acknowledged."""

    what: str
    path: str
    data: bytes = b""


class Recorder:
    """Notes the calls to the system, while they are really made."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[Call] = []
        self.paths: dict[int, str] = {}
        for name in ("open", "write", "fsync", "mkdir", "ftruncate", "close"):
            patch.setattr(os, name, getattr(self, name)(getattr(os, name)))

    def note(self, what: str, path: str, data: bytes = b"") -> None:
        self.calls.append(Call(what, os.path.abspath(path), data))

    def open(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: str, flags: int, mode: int = 0o777) -> int:
            if flags & os.O_CREAT and not os.path.exists(path):
                self.note("create", path)
            handle = real(path, flags, mode)
            self.paths[handle] = path
            return handle

        return call

    def write(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(handle: int, data: bytes) -> int:
            done = real(handle, data)
            self.note("write", self.paths[handle], bytes(data[:done]))
            return done

        return call

    def fsync(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(handle: int) -> None:
            self.note("sync", self.paths[handle])

        return call

    def mkdir(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(path: str, mode: int = 0o777) -> None:
            real(path, mode)
            self.note("create", path)

        return call

    def ftruncate(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(handle: int, length: int) -> None:
            raise AssertionError("nothing is taken back where nothing fails")

        return call

    def close(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(handle: int) -> None:
            self.paths.pop(handle, None)
            real(handle)

        return call


def contents(writes: list[Call], synced: int) -> Iterator[bytes]:
    """What may stand in a file of which the first `synced` writes are safe."""
    sure = b"".join(call.data for call in writes[:synced])
    may = [(b"", each.data, each.data[: len(each.data) // 2], bytes(len(each.data))) for each in writes[synced:]]
    for choice in itertools.product(*may):
        yield sure + b"".join(choice)


def states(calls: list[Call]) -> Iterator[Files]:
    """Every set of files that may be found after these calls and a crash; only those of the log."""
    folders: dict[str, list[str]] = {}
    safe: set[str] = set()
    writes: dict[str, list[Call]] = {}
    synced: dict[str, int] = {}
    for call in calls:
        if call.what == "create":
            folders.setdefault(os.path.dirname(call.path), []).append(call.path)
        elif call.what == "write":
            writes.setdefault(call.path, []).append(call)
        elif call.what == "sync":
            safe.update(folders.get(call.path, ()))
            synced[call.path] = len(writes.get(call.path, ()))
    unsure = [path for made in folders.values() for path in made if path not in safe]
    unsure = [path for path in unsure if path.endswith((".jsonl", "log", "journal"))]
    for chosen in itertools.product((False, True), repeat=len(unsure)):
        gone = {path for path, there in zip(unsure, chosen, strict=True) if not there}
        names = [
            path
            for path in writes
            if path.endswith(".jsonl") and not any(path == each or path.startswith(f"{each}/") for each in gone)
        ]
        for each in itertools.product(*(contents(writes[path], synced.get(path, 0)) for path in names)):
            yield dict(zip(names, each, strict=True))


def recorded(root: Path) -> list[Call]:
    """The calls of five captures, from the first one of all; a new month begins in between."""
    with pytest.MonkeyPatch.context() as patch:
        recorder = Recorder(patch)
        for month, count in enumerate((3, 2)):
            now = 1_795_510_000 * 10**9 + month * MONTH
            patch.setattr(time, "time_ns", lambda now=now: now)
            for number in range(count):
                key = f"{month}{number}"
                Log(str(root), "laptop-aaaa").write("capture", {"interactions": {key: {"note": "x" * 40}}})
                recorder.calls.append(Call("told", "", key.encode()))
    return recorder.calls


def lost_in(calls: list[Call], folder: Path, fresh: Callable[..., Journal], row: Any) -> None:
    """Go through every state after every call, and count what was acknowledged by then and is found."""
    seen: set[tuple[Any, ...]] = set()
    for end in range(len(calls) + 1):
        told = {call.data.decode() for call in calls[:end] if call.what == "told"}
        for files in states(calls[:end]):
            key = (*sorted(told), *sorted(files.items()))
            if key in seen:
                continue
            seen.add(key)
            root = folder / str(len(seen))
            (root / "log").mkdir(parents=True)
            for path, data in files.items():
                (root / "log" / os.path.basename(path)).write_bytes(data)
            journal = fresh(root)
            row.count(len(told), len(told & journal.interactions.docs.keys()), rounds=1)


def test_after_a_crash_at_any_call_everything_acknowledged_is_there_on_the_weakest_disk(
    tmp_path: Path, fresh: Callable[..., Journal], figures: Any
) -> None:
    calls = recorded(tmp_path / "real" / "journal")
    with figures("crash states of the calls that saving makes") as row:
        lost_in(calls, tmp_path / "states", fresh, row)
        assert row.rounds > 20


@pytest.mark.parametrize("leaving_out", ["files", "folders"])
def test_without_a_sync_the_model_finds_what_would_be_lost(
    tmp_path: Path, fresh: Callable[..., Journal], figures: Any, leaving_out: str
) -> None:
    every = recorded(tmp_path / "real" / "journal")
    calls = [
        call for call in every if call.what != "sync" or call.path.endswith(".jsonl") == (leaving_out == "folders")
    ]
    with figures(f"crash states, control without syncing {leaving_out}: has to lose") as row:
        row.may_lose = True
        lost_in(calls[:30], tmp_path / "states", fresh, row)
        assert row.lost > 0
