"""Which screens and dialogs of the program take text, read from its source."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

import journal
from journal.dialogs.form import Form

SEARCHES = ("FilterField", "SearchField")
"""What is typed there looks for something, and is nothing that somebody wrote."""


def widgets() -> dict[str, tuple[type, set[str]]]:
    """Every widget and screen of the program by its name, and the names of what it makes."""
    found: dict[str, tuple[type, set[str]]] = {}
    for each in pkgutil.walk_packages(journal.__path__, "journal."):
        if each.name.endswith("__main__"):
            continue
        module = importlib.import_module(each.name)
        for node in ast.parse(Path(str(module.__file__)).read_bytes()).body:
            kind = getattr(module, getattr(node, "name", ""), None)
            if inspect.isclass(kind) and issubclass(kind, Widget) and kind.__name__ not in SEARCHES:
                calls = {part.func for part in ast.walk(node) if isinstance(part, ast.Call)}
                found[kind.__name__] = kind, {call.id for call in calls if isinstance(call, ast.Name)}
    return found


def that_take_text() -> set[str]:
    """Screens and dialogs in which somebody writes: forms, text fields, and what makes something that takes text."""
    ours = widgets()
    taking = {name for name, (kind, _) in ours.items() if issubclass(kind, Input | TextArea | Form)}
    while True:
        fields = {name for name in taking if not issubclass(ours[name][0], Screen)}
        more = {
            name
            for name, (kind, made) in ours.items()
            if name not in taking and (made & fields or any(base.__name__ in taking for base in kind.__mro__))
        }
        if not more:
            break
        taking |= more
    screens = {name for name in taking if issubclass(ours[name][0], Screen)}
    return {name for name in screens if not any(each.__name__ in screens for each in ours[name][0].__subclasses__())}
