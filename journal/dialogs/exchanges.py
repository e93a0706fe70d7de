"""What an entry brought, as texts of two fields: "opportunity 2, knowledge"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from journal.dialogs.reading import read_choice
from journal.domain.timeline import BENEFITS, Exchange

_SIZED = re.compile(r"\s*([^\d,]+?)\s*(\d*)\s*$")


def say_exchanges(exchanges: Sequence[Exchange], way: str) -> str:
    """The benefits that went one way; a size of 1 is not said."""
    return ", ".join(e.benefit + (f" {e.size}" if e.size > 1 else "") for e in exchanges if e.way == way)


def read_exchanges(text: str, way: str, before: Sequence[Exchange]) -> list[dict[str, Any]]:
    """Exchanges as documents; what else the exchanges `before` hold, such as notes, stays with its benefit."""
    old = [exchange.model_dump() for exchange in before if exchange.way == way]
    found: list[dict[str, Any]] = []
    for part in re.split(r"[,;]", text):
        if part.strip():
            benefit, size = _read(part)
            kept = next((each for each in old if each["benefit"] == benefit), {"benefit": benefit, "way": way})
            old = [each for each in old if each is not kept]
            found.append({**kept, "size": size})
    return found


def _read(part: str) -> tuple[str, int]:
    match = _SIZED.match(part)
    if match is None:
        raise ValueError("a benefit, then perhaps its size: knowledge 2")
    benefit = read_choice(match[1], BENEFITS, "benefit")
    if match[2] not in ("", "1", "2", "3"):
        raise ValueError(f"{benefit}: a size is 1, 2 or 3")
    return benefit, int(match[2] or 1)
