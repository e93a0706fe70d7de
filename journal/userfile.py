"""Reading a TOML file of the user: what it holds, or one sentence that says where it is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from journal.domain.text import clean, fold

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_HEAD = re.compile(r"^\s*\[+\s*([^\[\]#]+?)\s*\]+")
_KEY = re.compile(r"^\s*([\w.\"' -]+?)\s*=")


class UserFileError(Exception):
    """A file that cannot be read. The text is a sentence with file, line and column."""


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """The file as nested dictionaries, and its text. A missing file is empty. Raises `UserFileError`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}, ""
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UserFileError(f"{path}, line {line}: this is not UTF-8 text.") from None
    except OSError as error:
        raise UserFileError(f"{path} cannot be read: {error.strerror or error}.") from None
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        raise UserFileError(_say(path, text, str(error))) from None
    except RecursionError:
        raise UserFileError(f"{path} cannot be read: its tables are nested too deep.") from None


def _say(path: Path, text: str, message: str) -> str:
    found = _PLACE.search(message)
    why = clean(_PLACE.sub("", message))
    why = why[:1].lower() + why[1:]
    if found is None:
        return f"{path}: {why}."
    if found[1] is None:
        return f"{path}, line {max(1, len(text.splitlines()))}, at the end: {why}."
    return f"{path}, line {found[1]}, column {found[2]}: {why}."


def line_of(text: str, key: str) -> int | None:
    """The line on which a dotted key is set, counted from 1; None if it cannot be told."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := _HEAD.match(line):
            table = _plain(head[1]) + "."
        elif (found := _KEY.match(line)) and table + _plain(found[1]) == key:
            return number
    return line_of(text, key.rpartition(".")[0]) if "." in key else None


def _plain(key: str) -> str:
    return ".".join(part.strip(" \"'") for part in key.split("."))


def place(path: Path, text: str, key: str) -> str:
    """File and line of one key, such as `config.toml, line 3`: the beginning of a sentence."""
    line = line_of(text, key)
    return f"{path}, line {line}" if line else str(path)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence, `; did you mean …?`, when something known is near; else nothing."""
    spelled = {fold(name): name for name in known}
    near = get_close_matches(fold(word), spelled, n=1, cutoff=0.6)
    return f"; did you mean `{spelled[near[0]]}`?" if near else ""
