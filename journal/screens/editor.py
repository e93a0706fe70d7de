"""Writing a long text in the user's own editor, with the screen given to it meanwhile."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from journal.domain.text import clean_lines

USUAL = ("vi", "nano")
NEWLINE = "\n"


class EditorError(OSError):
    """The editor could not be used. The text says why, and where what was written is kept."""


def edit_text(app: App[object], text: str, setting: str, name: str) -> str | None:
    """What the user made of `text`, or None if nothing was changed. `name` names the file. Raises `EditorError`."""
    command = editor_command(setting)
    folder = Path(tempfile.mkdtemp(prefix="journal-", dir=os.environ.get("XDG_RUNTIME_DIR")))
    path = folder / f"{_file_name(name)}.md"
    path.write_text(text + NEWLINE, encoding="utf-8")
    try:
        with app.suspend():
            result = subprocess.run([*command, str(path)], check=False)
    except SuspendNotSupported:
        shutil.rmtree(folder)
        raise EditorError("An editor can only be opened from a terminal.") from None
    except OSError as error:
        shutil.rmtree(folder)
        raise EditorError(
            f"{command[0]} could not be started ({error.strerror}); set `editor` in config.toml."
        ) from error
    if result.returncode:
        raise EditorError(f"{command[0]} ended with an error; nothing was changed. What you wrote is in {path}.")
    try:
        written = clean_lines(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise EditorError(f"What {command[0]} saved cannot be read ({error}). It is in {path}.") from error
    shutil.rmtree(folder)
    return written if written != text else None


def editor_command(setting: str) -> list[str]:
    """The words of the command: the setting, $VISUAL, $EDITOR, or a usual one. A path with spaces stays whole."""
    chosen = setting or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not chosen:
        chosen = next((program for program in USUAL if shutil.which(program)), USUAL[0])
    return [chosen] if shutil.which(chosen) else shlex.split(chosen)


def _file_name(name: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in name)[:40]
    return kept.strip("-").encode("ascii", "ignore").decode() or "note"
