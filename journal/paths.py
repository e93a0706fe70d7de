"""Where a journal, its settings, state and cache live. Creates nothing; imports almost nothing."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


DEBUG = "JOURNAL_DEBUG"
"""The variable that carries the path of the file of `--debug` to whatever part of the program has something to say."""


class Paths:
    """The folders of one run, as text: `data` (the journal), `config`, `state` and `cache`."""

    __slots__ = ("cache", "config", "data", "state")

    def __init__(self, env: Mapping[str, str], data: str | None = None) -> None:
        home = env.get("HOME") or os.path.expanduser("~")
        self.config = _folder(env, "XDG_CONFIG_HOME", home, ".config")
        self.state = _folder(env, "XDG_STATE_HOME", home, ".local/state")
        self.cache = _folder(env, "XDG_CACHE_HOME", home, ".cache")
        chosen = data or env.get("JOURNAL_DIR")
        standard = _folder(env, "XDG_DATA_HOME", home, ".local/share")
        self.data = os.path.abspath(os.path.expanduser(chosen)) if chosen else standard


def _folder(env: Mapping[str, str], variable: str, home: str, usual: str) -> str:
    base = env.get(variable, "")
    if not os.path.isabs(base):
        base = os.path.join(home, usual)
    return os.path.join(base, "journal")


def shipped_themes() -> list[str]:
    """Folders that may hold the themes that come with the program: in the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    return [os.path.join(package, "themes"), os.path.join(os.path.dirname(package), "themes")]


def shipped_content() -> str:
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "content")
