"""What the full screen is started with: the little that its first paint needs, and the rest, loaded behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.theme import Theme

from journal.store.storage import LogStorage

if TYPE_CHECKING:
    from journal.screens.desk import Desk


class Start(NamedTuple):
    """What the first paint needs, and how to get the rest. `load` runs in a thread: it imports most of the program."""

    storage: LogStorage
    clock: Callable[[], datetime]
    theme: Theme
    load: Callable[[], Ready]
    crashes: Path
    """Where the report goes if the program fails."""
    debug: str = ""
    """The file in which is written down what happens, if any."""
    plain_signs: bool = False
    """Whether the terminal needs plain letters for signs such as ● and ✓."""


class Ready(NamedTuple):
    """The rest: what the places work with, and what the files of the user say."""

    desk: Desk
    themes: Sequence[Theme] = ()
    theme: str = "lamplight"
    keymap: Mapping[str, str] = MappingProxyType({})
    problems: Sequence[str] = ()
    remember_theme: Callable[[str], None] | None = None
    keep_names: Callable[[], None] | None = None
    keep_safe: Callable[[], str] | None = None
    keep_drafts: Callable[[], None] | None = None
