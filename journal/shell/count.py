"""`journal today --count` for a status line: what was counted last, at once, and a new count in the background.

It loads nothing but the standard library and never waits for the journal.
"""

from __future__ import annotations

import os
import sys
import time
import zlib

from journal.paths import Paths

FORMAT = "1"
PAUSE = 60.0
"""Seconds between two counts in the background."""


def main(folder: list[str]) -> int | None:
    """Print the count that is known; None if there is none yet, and the journal has to be read."""
    paths = Paths(os.environ, folder[-1].removeprefix("--dir=") if folder else None)
    known = _known(paths)
    if known is None:
        return None
    count, fresh = known
    code = _put(f"{count}\n")
    if not fresh:
        _count_again(paths)
    return code


def _put(text: str) -> int:
    """Show it; returns the exit code."""
    try:
        if sys.stdout is None:
            raise OSError("stdout is closed")
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        return _unseen(error)
    return 0


def _unseen(error: OSError) -> int:
    """It could not be shown; whoever just reads no more has seen enough."""
    from journal.shell import output

    if sys.stdout is not None:
        output.discard(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return 0
    output.say(f"The output could not be written: {error.strerror or error}.")
    return 1


def keep(paths: Paths, day: str, day_starts: str, count: int) -> None:
    """Remember a count, with the day and the files that it was made from."""
    text = "\n".join((FORMAT, day, day_starts, str(count), *_files(paths)))
    path = _cache_file(paths)
    try:
        os.makedirs(paths.cache, mode=0o700, exist_ok=True)
        with open(f"{path}.{os.getpid()}", "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        os.replace(f"{path}.{os.getpid()}", path)
    except OSError:
        return  # the cache only saves time


def _known(paths: Paths) -> tuple[int, bool] | None:
    """The count that is remembered, and whether nothing has changed since."""
    try:
        with open(_cache_file(paths), encoding="utf-8", errors="surrogateescape") as file:
            version, day, day_starts, count, *files = file.read().split("\n")
        if version != FORMAT or not count.isdecimal():
            return None
    except (OSError, ValueError):
        return None
    return int(count), day == _today(day_starts) and files == _files(paths)


def _today(day_starts: str) -> str:
    """The day it is for the user, who may let it begin later than midnight."""
    hours, _, minutes = day_starts.partition(":")
    late = int(hours) * 3600 + int(minutes) * 60 if hours.isdecimal() and minutes.isdecimal() else 0
    frozen = os.environ.get("JOURNAL_NOW", "")
    if frozen:
        return frozen[:10] if frozen[11:16] >= day_starts or len(frozen) <= len("2026-11-24") else ""
    # Local clock time less some hours: seconds are taken off before they are read as a local day.
    return time.strftime("%Y-%m-%d", time.localtime(time.time() - late))


def _files(paths: Paths) -> list[str]:
    """Name, size and age of everything that a count depends on."""
    found = []
    for folder in (os.path.join(paths.data, "log"), paths.config):
        try:
            with os.scandir(folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.name.endswith((".jsonl", ".toml")):
                        status = entry.stat()
                        found.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}")
        except OSError:
            continue
    return found


def _count_again(paths: Paths) -> None:
    """Start a count that outlives this process, unless one was started a short while ago."""
    asked = f"{_cache_file(paths)}.asked"
    try:
        if time.time() - os.stat(asked).st_mtime < PAUSE:
            return
    except OSError:
        pass  # never asked so far
    try:
        with open(asked, "w", encoding="utf-8"):
            pass
        nothing = os.open(os.devnull, os.O_RDWR)
        streams = [(os.POSIX_SPAWN_DUP2, nothing, number) for number in range(3)]
        command = [sys.executable, "-m", "journal", "--dir", paths.data, "today", "--count", "--anew"]
        os.posix_spawn(sys.executable, command, os.environ, file_actions=streams, setsid=True)
        os.close(nothing)
    except (OSError, NotImplementedError):
        return  # the old count stays; the next call tries again


def _cache_file(paths: Paths) -> str:
    return os.path.join(paths.cache, f"today-{zlib.crc32(paths.data.encode(errors='surrogateescape')):08x}.txt")
