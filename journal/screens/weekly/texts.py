"""The texts of the weekly review: its steps, what is known about them, and what kinds of events cost."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from journal.domain.record import Invalid
from journal.domain.review import Guide
from journal.domain.templates import Evidence
from journal.paths import shipped_content
from journal.texts import load_entries, load_text


class WeeklyTexts(NamedTuple):
    """`energy` goes from 1 to 5, by kind of event; `problems` are sentences about the user's own files."""

    guide: Guide
    evidence: Mapping[str, Evidence]
    energy: Mapping[str, int]
    problems: tuple[str, ...] = ()


def read_texts(folder: str | Path) -> WeeklyTexts:
    """Read all of them, with those of the user in `folder` laid over them."""
    document, problems = load_text("review", folder)
    evidence, trouble = load_entries("evidence", "", Evidence, folder)
    try:
        guide = Guide.parse(document)
    except Invalid as error:
        problems = [*problems, f"{Path(folder, 'review.toml')}: {error}. Only what comes with the program is used."]
        guide = Guide.parse(load_text("review", shipped_content())[0])
    return WeeklyTexts(guide, evidence, _energy(), (*problems, *trouble))


def _energy() -> dict[str, int]:
    found: dict[str, int] = {}
    for file in Path(shipped_content(), "prep").glob("*.toml"):
        cost = tomllib.loads(file.read_text(encoding="utf-8")).get("checklist", {}).get("energy_cost")
        if isinstance(cost, int):
            found[file.stem] = cost
    return found
