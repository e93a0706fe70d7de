"""Texts that were typed and not saved yet, kept between two runs of the full screen."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from journal.domain.text import shown
from journal.paths import Paths


def file_for(paths: Paths) -> Path:
    """Where the texts of one journal are kept: beside the state of the machine, not in the journal."""
    return Path(paths.state, f"drafts-{zlib.crc32(os.fsencode(paths.data)):08x}.json")


def load(file: Path) -> dict[str, Any]:
    """What was kept; nothing where there is no file, or one that cannot be understood."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


class Keeper:
    """Keeps the texts of this program, however often: what it kept once and is settled since does not come back."""

    def __init__(self, file: Path, drafts: Mapping[str, Any]) -> None:
        self._file, self._drafts = file, drafts
        self._ours = set(drafts)

    def __call__(self) -> None:
        """Keep them as they are now. Raises `OSError`."""
        self._ours.update(self._drafts)
        keep(self._file, self._drafts, self._ours)


def unkept(error: OSError, drafts: Mapping[str, Any]) -> str:
    """What to print where the texts could not be kept: why, and the texts themselves; nothing if there are none."""
    texts = list(_texts(drafts))
    why = f"What you typed and did not save could not be kept ({error.strerror or error}). Here it is:"
    return "\n".join([why, *map(shown, texts)]) if texts else ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)


def keep(file: Path, drafts: Mapping[str, Any], taken: Iterable[str] = ()) -> None:
    """Keep these texts, beside those of another full screen on the same journal. Raises `OSError`.

    `taken` are the keys of what was loaded or kept before: what is not in `drafts` any more is settled.
    """
    others = {key: text for key, text in load(file).items() if key not in taken}
    drafts = {**others, **drafts}
    if not drafts:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    spare = file.with_suffix(f".{os.getpid()}.tmp")
    handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(drafts, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    spare.replace(file)
