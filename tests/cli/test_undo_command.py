"""`journal undo`: one change after the other, newest first, also after a restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_nothing_to_undo_is_said(run: Run) -> None:
    nothing = run("undo")
    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err.endswith("There is nothing to undo.\n")
    assert run("undo", "--list").code == 0


def test_the_list_shows_what_would_be_taken_back(run: Run, connections: str) -> None:
    run("import", connections, "--yes")
    listed = run("undo", "--list")
    assert (listed.code, listed.out.endswith("import linkedin: 4 people\n")) == (0, True)
    (step,) = run("undo", "--list", "--json").json
    assert (step["op"], step["summary"]) == ("import linkedin", "4 people")


def test_undo_as_json_names_what_changed(run: Run, connections: str) -> None:
    ids = {row["id"] for row in run("import", connections, "--yes", "--json").json["rows"] if row["id"]}
    undone = run("undo", "--json").json
    assert undone["undone"] == "Undone: import linkedin (4 people)"
    assert {change["id"] for change in undone["changed"]} == ids


def test_pressing_it_twice_does_not_bring_the_change_back(run: Run, connections: str) -> None:
    run("import", connections, "--yes")
    assert (run("undo").code, run("undo").code) == (0, 1)
