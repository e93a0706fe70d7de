"""Writing a long text in the user's own editor, with the screen given to it meanwhile."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from textual.app import App, SuspendNotSupported

from journal.domain.text import clean_lines
from journal.store.disk import StoreError

USUAL = ("vi", "nano")
NEWLINE = "\n"


class EditorError(OSError):
    """The editor could not be used. The text says why, and where what was written is kept."""


class Written(NamedTuple):
    """What came back from the editor, and the file it is in until `discard`."""

    text: str
    path: Path

    def discard(self) -> None:
        shutil.rmtree(self.path.parent)


@contextmanager
def keeping(written: Written) -> Iterator[None]:
    """Save what was written inside; the file goes when that succeeds, and is named when it does not."""
    try:
        yield
    except StoreError as error:
        raise EditorError(f"{error} What you wrote is in {written.path}.") from error
    written.discard()


def edit_text(app: App[object], text: str, setting: str, name: str) -> Written | None:
    """What the user made of `text`, or None if nothing was changed. `name` names the file. Raises `EditorError`.

    The file stays until the caller has saved the text and discards it.
    """
    command = editor_command(setting)
    path = Path(tempfile.mkdtemp(prefix="journal-", dir=os.environ.get("XDG_RUNTIME_DIR")), f"{_file_name(name)}.md")
    before = text + NEWLINE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
        file.write(before.encode("utf-8", "replace"))
    why = _run(app, [*command, str(path)])
    try:
        after = path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        _remove_if_empty(path.parent)
        raise EditorError(f"{why or f'{command[0]} left no file'}; nothing was changed.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EditorError(f"What {command[0]} saved cannot be read ({error}). It is in {path}.") from error
    written = Written(clean_lines(after), path)
    if after == before or (not why and written.text == text):
        written.discard()
    if why:
        kept = "" if after == before else f" What you wrote is in {path}."
        raise EditorError(f"{why}; nothing was changed.{kept}")
    return written if written.text != text else None


def _remove_if_empty(folder: Path) -> None:
    """What an editor left there under another name may be what was written: then the folder stays."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _run(app: App[object], command: list[str]) -> str:
    """Give the terminal to the editor; what went wrong, or nothing."""
    why = ""
    try:
        with app.suspend():
            # An exception must not leave this block: Textual would not take the terminal back.
            try:
                if subprocess.run(command, check=False).returncode:
                    why = f"{command[0]} ended with an error"
            except OSError as error:
                why = f"{command[0]} could not be started ({error.strerror}); set `editor` in config.toml"
    except SuspendNotSupported:
        why = "An editor can only be opened from a terminal"
    return why


def editor_command(setting: str) -> list[str]:
    """The words of the command: the setting, $VISUAL, $EDITOR, or a usual one. A path with spaces stays whole."""
    settings = (setting, os.environ.get("VISUAL", ""), os.environ.get("EDITOR", ""))
    chosen = next((text.strip() for text in settings if text.strip()), "")
    if not chosen:
        chosen = next((program for program in USUAL if shutil.which(program)), USUAL[0])
    try:
        return [chosen] if shutil.which(chosen) else shlex.split(chosen)
    except ValueError as error:
        raise EditorError(
            f"The editor {chosen!r} cannot be understood ({error}); set `editor` in config.toml."
        ) from error


def _file_name(name: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in name)[:40]
    return kept.strip("-").encode("ascii", "ignore").decode() or "note"
