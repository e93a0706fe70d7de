"""`journal`: opens the full screen."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journal.paths import shipped_themes
from journal.shell.context import Context
from journal.shell.output import Failure, on_terminal

if TYPE_CHECKING:
    from journal.app import JournalApp
    from journal.config import Config
    from journal.screens.desk import Desk

PLACES = ("today", "contacts", "timeline", "goals", "prep")
USUAL = "contacts"
DEMO = "demo"
"""What the full screen answers when the demo journal is wanted."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--screen", choices=PLACES, default=USUAL, metavar="PLACE", help="open at " + ", ".join(PLACES))


def run(args: Namespace, context: Context) -> int:
    if not on_terminal():
        raise Failure("The full screen needs a terminal; `journal find` and `journal capture` do without one.")
    return open_screen(context, args.screen)


def open_screen(context: Context, place: str = USUAL) -> int:
    """Run the full screen until it is left; opens the demo after it if that is asked for. Returns the exit code."""
    app = build(context, place)
    answer = app.run()
    if answer == DEMO:
        from journal.shell.demo import open_demo

        return open_demo(context)
    return app.return_code or 0


def build(context: Context, place: str = USUAL) -> JournalApp:
    """The app with everything it works with; nothing of the journal is read yet."""
    from textual.theme import BUILTIN_THEMES

    from journal import keymap, themes
    from journal.app import JournalApp
    from journal.config import keep_theme

    paths, config = context.paths, context.config
    found, broken = themes.load([*shipped_themes(), Path(paths.config, "themes")])
    theme, unknown = themes.pick(config.theme, [*(theme.name for theme in found), *BUILTIN_THEMES])
    keys, wrong = keymap.load(Path(paths.config, "keymap.toml"), standard_keys())
    return JournalApp(
        _desk(context, config),
        themes=found,
        theme=theme,
        keymap=keys,
        problems=[*context.problems, *broken, *([unknown] if unknown else []), *wrong],
        place=place,
        remember_theme=None if config.theme_pinned else partial(keep_theme, paths),
    )


def _desk(context: Context, config: Config) -> Desk:
    from journal.screens.desk import Desk
    from journal.store.journal import Journal
    from journal.store.machine import machine_name

    paths = context.paths
    journal = Journal(paths.data, machine=machine_name(paths.state), now=context.clock)
    return Desk(journal, context.index(journal), config, context.clock)


def standard_keys() -> dict[str, str]:
    """The standard keys of every binding that has an id, in all classes of the full screen."""
    from textual.binding import Binding
    from textual.dom import DOMNode

    import journal.app  # noqa: F401  # its screens and dialogs come with it

    keys: dict[str, str] = {}
    for each in _ours(DOMNode):
        for binding in vars(each).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                keys[binding.id] = binding.key
    return keys


def _ours(base: type[Any]) -> Iterator[type[Any]]:
    for each in base.__subclasses__():
        if each.__module__.startswith("journal."):
            yield each
        yield from _ours(each)
