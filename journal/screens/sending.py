"""How a finished message leaves the program: to the clipboard and to a file. Nothing is sent."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App

from journal.paths import Paths

NAME = "message.txt"


def copy(app: App[object], subject: str, text: str, paths: Paths) -> Path:
    """Copy the text; returns the file that holds it with its subject, since not every terminal takes a copy (OSC 52).

    Raises `OSError` when the file cannot be written.
    """
    app.copy_to_clipboard(text)
    return keep(f"{subject}\n\n{text}" if subject else text, paths)


def keep(text: str, paths: Paths) -> Path:
    """Write a message to the file that holds the last one; only the user may read it. Raises `OSError`."""
    file = Path(paths.state, NAME)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    spare = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text + "\n")
        spare.replace(file)
    except OSError as error:
        raise OSError(f"The message could not be written to {file}: {error.strerror or error}.") from error
    return file


def short(path: Path) -> str:
    """A path as one writes it, with ~ for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
