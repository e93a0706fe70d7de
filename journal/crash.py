"""What is written when the program fails: where, never what it was working on, because that is about people."""

from __future__ import annotations

import os
import traceback
from datetime import datetime
from pathlib import Path

import journal


def where(error: BaseException) -> list[str]:
    """The kind of an error, then the places in the program that led to it; never its text or any value."""
    error = getattr(error, "error", None) or error.__cause__ or error  # a worker's failure wraps what failed in it
    frames = traceback.extract_tb(error.__traceback__)
    return [type(error).__name__, *(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)]


def report(error: BaseException, folder: Path, now: datetime) -> str:
    """Write a report without any data into `folder`; returns the sentence for the user."""
    kind, *lines = where(error)
    last = lines[-1] if lines else "somewhere"
    said = f"journal stopped because of a fault of its own ({kind} at {last}). What was saved is safe."
    path = folder / f"{now:%Y-%m-%d-%H%M%S}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write("\n".join([f"journal {journal.__version__}, {now:%Y-%m-%d %H:%M}", kind, *lines, ""]))
    except OSError as trouble:
        return f"{said} The report could not be written: {trouble.strerror}."
    return f"{said} Where it happened is in {path}: it holds no names and no texts, and helps to mend it."
