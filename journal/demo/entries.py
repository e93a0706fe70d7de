"""What happened, as it is written down: an entry with its promises, before it has an id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from journal.demo.people import Person


class Todo(NamedTuple):
    """A promise; days are counted back from today, so a negative `due` lies ahead."""

    what: str
    due: int
    owner: str = "mine"
    done: int | None = None
    why: str = ""
    dropped: int | None = None


class Entry(NamedTuple):
    """One entry: the document without its people's ids, and what was promised. `moment` is when it was typed."""

    moment: int
    ago: int
    op: str
    people: Sequence[Person]
    document: dict[str, Any]
    todos: Sequence[Todo] = ()
    edited: str = ""
    """The note as it was rewritten later; "" if it never was."""
