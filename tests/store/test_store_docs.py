"""What docs/store.md shows is true."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tinydb import where

from journal.store.fold import State
from journal.store.journal import Journal
from journal.store.tables import Database

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "store.md").read_text(encoding="utf-8")


def test_the_lines_shown_are_lines() -> None:
    shown = re.findall(r"^\{.*\}$", TEXT, re.MULTILINE)
    state = State()
    for number, text in enumerate(shown, 1):
        state.take("docs", number, 0, text.encode())
    assert len(shown) == 2
    assert state.problems == []
    assert state.tables["contacts"] == {"01KB…": {"name": "Ana Gómez", "circle": "close"}}


def test_the_python_shown_works(opened: Callable[..., Journal], root: Path) -> None:
    journal = opened()
    with journal.transaction("add") as transaction:
        transaction.put("contacts", "P", {"name": "Ana Gómez"})
    code = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)[0]
    exec(code.replace("/home/me/.local/share/journal", str(root)), {"Database": Database, "where": where})
    journal.poll()
    assert journal.contacts.docs["P"] == {"name": "Ana Gómez", "org": "ACME"}
    assert any(path.name.endswith(".script.jsonl") for path in (root / "log").iterdir())
