"""Writing a file that only the user can read, and that is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from journal.exchange.files import ExchangeError


def write_private(path: Path, pieces: Iterable[str]) -> None:
    """Write text, durable on return (mode 0600); an older file of that name stays until the new one is complete.

    What is no file, such as a pipe or a device, is written to and stays what it is. Raises `ExchangeError` with the
    path and the reason.
    """
    target = path.resolve() if path.is_symlink() else path
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8") as place:
                place.writelines(pieces)
            return
        draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise ExchangeError(f"{path} was not written: {error.strerror or error}.") from None
