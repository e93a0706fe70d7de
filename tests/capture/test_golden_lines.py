"""32 lines and what they must be understood as; every key that is given must match."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from journal.capture.grammar import parse
from journal.capture.names import Names

GOLDEN = Path(__file__).with_name("golden.json")
CASES: list[dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))


def holds(expected: Any, found: Any) -> bool:
    """Whether everything expected is found; "*" stands for any id, further keys are free."""
    if expected == "*":
        return found is not None
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(key in found and holds(expected[key], found[key]) for key in expected)
    if isinstance(expected, list):
        return isinstance(found, list) and len(expected) == len(found) and all(map(holds, expected, found))
    return bool(expected == found)


def check(case: dict[str, Any]) -> None:
    contacts = {f"P{at}": {"name": name} for at, name in enumerate(case["contacts"])}
    events = {f"E{at}": event for at, event in enumerate(case.get("events", []))}
    names = Names.from_documents(contacts, {}, events=events, goals={}, runs={})
    draft = parse(case["line"], datetime.fromisoformat(case["now"]), names)
    if case["expect"] is None:
        assert draft is None
        return
    assert draft is not None
    found = json.loads(json.dumps(draft.json()))
    expected = dict(case["expect"])
    patterns = expected.pop("doubts_like", None)
    for key, value in expected.items():
        assert holds(value, found[key]), (key, value, found[key])
    if patterns is not None:
        assert len(found["doubts"]) == len(patterns), found["doubts"]
        for pattern in patterns:
            assert any(re.search(pattern, doubt) for doubt in found["doubts"]), (pattern, found["doubts"])


@pytest.mark.parametrize("case", CASES, ids=[case["line"].strip()[:40] or "empty" for case in CASES])
def test_a_golden_line_is_understood(case: dict[str, Any]) -> None:
    check(case)


def test_the_golden_lines_of_the_design_are_understood_too(shared: Path) -> None:
    for case in json.loads((shared / "design" / "golden_capture.json").read_text(encoding="utf-8")):
        check(case)
