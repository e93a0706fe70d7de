"""What the user said about the columns of CSV files, remembered for the next file with the same header."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from journal.exchange.columns import header_key
from journal.exchange.files import ExchangeError
from journal.exchange.private_file import write_private

NAME = "columns.json"

Remembered = Mapping[str, Mapping[str, str]]
"""Key of a header → {column: field}."""


def recall(folder: Path) -> dict[str, dict[str, str]]:
    """Everything that was said so far. Raises `ExchangeError` when the file cannot be read."""
    path = folder / NAME
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ExchangeError(
            f"{path} cannot be read ({error}); remove it and say again which column is which."
        ) from None
    if not isinstance(found, dict):
        raise ExchangeError(f"{path} is damaged; remove it and say again which column is which.")
    return {
        str(key): {str(column): str(field) for column, field in said.items()}
        for key, said in found.items()
        if isinstance(said, dict)
    }


def remember(folder: Path, header: Sequence[str], said: Mapping[str, str]) -> None:
    """Keep what was said about a header. Raises `ExchangeError`."""
    known = recall(folder)
    known[header_key(header)] = {**known.get(header_key(header), {}), **said}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ExchangeError(f"{folder} cannot be made: {error.strerror or error}.") from None
    write_private(folder / NAME, [json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True), "\n"])
