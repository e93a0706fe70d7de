"""The texts of the weekly review: its steps, what is known about them, and what kinds of events cost."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from journal.domain.templates import Evidence
from journal.paths import shipped_content
from journal.texts import load_entries, load_text


class WeeklyTexts(NamedTuple):
    """`guide` as it stands in review.toml; evidence by tag; energy from 1 to 5 by kind of event."""

    guide: Mapping[str, Any]
    evidence: Mapping[str, Evidence]
    energy: Mapping[str, int]


def read_texts(folder: str | Path = "") -> WeeklyTexts:
    """Read all of them, with those of the user in `folder` laid over them."""
    own = Path(folder) if folder else Path(shipped_content(), "none")
    guide, _ = load_text("review", own)
    evidence, _ = load_entries("evidence", "", Evidence, own)
    return WeeklyTexts(guide, evidence, _energy())


def _energy() -> dict[str, int]:
    found: dict[str, int] = {}
    for file in Path(shipped_content(), "prep").glob("*.toml"):
        cost = tomllib.loads(file.read_text(encoding="utf-8")).get("checklist", {}).get("energy_cost")
        if isinstance(cost, int):
            found[file.stem] = cost
    return found
