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


def change(path: str, old: str, new: str) -> None:
    """Take out the line that was offered, and keep another; "" is none. Raises `OSError`."""
    lines = load(path)
    if old == new or not (old in lines or new):
        return
    if old in lines:
        lines.remove(old)
    lines += [new] if new else []
    if not lines:
        os.unlink(path)
        return
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
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
