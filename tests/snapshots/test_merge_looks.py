"""How two records side by side look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from journal.dialogs.merge import MergeDialog, MergeRow
from journal.domain.merging import Sides

ROWS = [
    MergeRow("name", "Zoë Ångström-Fitzgerald", "Zoe Angstrom", "name"),
    MergeRow("role", "Conference chair", "Chair", "role"),
    MergeRow("at", "HealthConf Nordic", "HealthConf", "at"),
    MergeRow("e-mail", "", "zoe@healthconf.example"),
    MergeRow("circle", "wide", "close", "circle"),
    MergeRow("met", "Rust Leeds, 3 Oct", "", "met"),
    MergeRow("talks", "2", "5"),
    MergeRow("follow-ups", "1 open", ""),
    MergeRow("topics", "#panels", "#health #旅行"),
]


def becomes(sides: Sides) -> list[tuple[str, str]]:
    name = ROWS[0].first if sides["name"] == "first" else ROWS[0].second
    return [(name, ", close circle, 7 entries"), ("also found as Zoe Angstrom", "; u takes it back")]


@pytest.mark.parametrize("theme", ["lamplight", "daybook"])
@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)], ids=["120x36", "80x24", "60x20"])
def test_side_by_side(
    dialog_host: Callable[..., Any], snap_compare: Callable[..., bool], theme: str, size: tuple[int, int]
) -> None:
    sides: Sides = {"name": "first", "role": "first", "at": "first", "circle": "second", "met": "first"}
    why = "Same name in part, same organisation. Choose what stays; talks and follow-ups of both are kept."
    app = dialog_host(MergeDialog(why, ROWS, sides, becomes), theme)
    assert snap_compare(app, press=["down"] * 4, terminal_size=size)
