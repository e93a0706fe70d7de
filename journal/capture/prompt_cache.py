"""The small file in the cache folder that saves the prompt reading settings and themes: where it is, when it holds."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.paths import Paths

NOT_THERE = "none"
PICKED = "named on the screen"
"""Stands for `named THEME` where config.toml names none."""


def cache_file(paths: Paths) -> str:
    return os.path.join(paths.cache, "prompt.txt")


def config_file(paths: Paths) -> str:
    return os.path.join(paths.config, "config.toml")


def config_stamp(paths: Paths) -> str:
    """The first line of a cache that was made from the config.toml that is there now."""
    return f"config {file_stamp(config_file(paths))}"


def file_stamp(path: str) -> str:
    """What changes whenever the file does."""
    try:
        status = os.stat(path)
    except OSError:
        return NOT_THERE
    return f"{status.st_mtime_ns} {status.st_size}"


def colours_of(lines: list[str], theme: str) -> list[str]:
    """The part about colours, if it is about the theme that config.toml names now, or does not name as before."""
    wanted = f"named {theme}" if theme else PICKED
    return [line for line in lines if line.startswith(("named ", "theme ", "colour "))] if wanted in lines else []


def read(paths: Paths) -> list[str]:
    """The lines of the cache; none if there is no such file."""
    try:
        with open(cache_file(paths), encoding="utf-8", errors="replace") as file:
            return file.read().split("\n")
    except OSError:
        return []


def write(paths: Paths, lines: list[str]) -> None:
    """Put the lines in the place of those before. It only saves time: a full or read-only disk must stop nothing."""
    path = cache_file(paths)
    spare = f"{path}.{os.getpid()}"
    try:
        os.makedirs(paths.cache, mode=0o700, exist_ok=True)
        with open(spare, "w", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
        os.replace(spare, path)
    except OSError:
        return
