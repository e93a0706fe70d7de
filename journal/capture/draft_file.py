"""Lines that were typed and not saved, one a row, in a small file that only the user can read."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.paths import Paths


def path_for(paths: Paths) -> str:
    """The file of one journal: beside the state of the machine, not in the journal."""
    import zlib  # not needed before the first paint

    return os.path.join(paths.state, f"lines-{zlib.crc32(os.fsencode(paths.data)):08x}.txt")


def load(path: str) -> list[str]:
    """The lines that were kept, the latest last."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return [line for line in file.read().split("\n") if line]
    except OSError:
        return []


def change(path: str, gone: list[str], new: list[str]) -> None:
    """Take lines out and put others at the end, whatever another prompt does meanwhile. Raises `OSError`."""
    if not gone and not new:
        return
    folder = os.path.dirname(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _lock(lock)
        before = load(path)
        lines = list(before)
        for line in gone:
            if line in lines:
                lines.remove(line)
        lines += [line for line in new if line not in lines]
        if lines != before:
            _write(path, lines)
    finally:
        os.close(lock)


def _lock(folder: int) -> None:
    import fcntl  # not needed before the first paint

    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
    except OSError:
        return  # a file system without locks: only two prompts left at the same moment could then disagree


def _write(path: str, lines: list[str]) -> None:
    if not lines:
        os.unlink(path)
        return
    spare = f"{path}.{os.getpid()}"
    handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        os.replace(spare, path)
    except BaseException:
        os.unlink(spare)
        raise
