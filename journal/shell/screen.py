"""`journal`: opens the full screen."""

from __future__ import annotations

import json
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journal.paths import DEBUG, shipped_themes
from journal.shell.context import Context
from journal.shell.output import Failure, on_terminal

if TYPE_CHECKING:
    from textual.theme import Theme

    from journal.app import JournalApp
    from journal.start import Ready
    from journal.store.storage import LogStorage

PLACES = ("today", "contacts", "timeline", "goals", "prep")
FIRST_PLACE = "today"
DEMO = "demo"
"""What the full screen answers when the demo journal is wanted."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--screen", choices=PLACES, default=FIRST_PLACE, metavar="PLACE", help="open at " + ", ".join(PLACES)
    )


def run(args: Namespace, context: Context) -> int:
    if not on_terminal():
        raise Failure("The full screen needs a terminal; `journal find` and `journal capture` do without one.")
    return open_screen(context, args.screen)


def open_screen(context: Context, place: str = FIRST_PLACE, wanted: str | None = None) -> int:
    """Run the full screen until it is left; opens the demo after it if that is asked for. Returns the exit code.

    `wanted` is the id of what the place opens at once.
    """
    app = build(context, place, wanted)
    answer = app.run()
    if answer == DEMO:
        from journal.shell.demo import open_demo

        return open_demo(context)
    return app.return_code or 0


def build(context: Context, place: str = FIRST_PLACE, wanted: str | None = None) -> JournalApp:
    """The app, with what it needs for the first paint; nothing of the journal is read yet."""
    from journal.app import JournalApp
    from journal.start import Start
    from journal.store.machine import machine_name
    from journal.store.storage import LogStorage
    from journal.themes import USUAL, first_theme
    from journal.widgets.signs import needs_plain_signs

    paths = context.paths
    storage = LogStorage(paths.data, machine_name(paths.state), read=False)
    settings = _glance(Path(paths.config, "config.toml"), tomllib.loads)
    theme = settings.get("theme") or _glance(Path(paths.state, "ui.json"), json.loads).get("theme", USUAL)
    start = Start(
        storage,
        context.clock,
        first_theme(str(theme), theme_folders(context)),
        load=partial(_load, context, storage),
        crashes=Path(paths.state, "crashes"),
        debug=context.env.get(DEBUG, ""),
        plain_signs=needs_plain_signs(str(settings.get("ascii", "auto")), context.env),
    )
    return JournalApp(start, place, wanted)


def _glance(file: Path, loads: Callable[[str], Any]) -> dict[str, Any]:
    """What a file of settings says, for the first paint; what is wrong with it is told when it is read properly."""
    try:
        found = loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _load(context: Context, storage: LogStorage) -> Ready:
    """Import the rest of the program and read the files of the user: settings, themes, keys."""
    from textual.theme import BUILTIN_THEMES

    from journal import drafts, keymap, themes
    from journal.screens.desk import Desk
    from journal.shell.safety import keep_safe
    from journal.start import Ready
    from journal.store.journal import Journal

    paths, config = context.paths, context.config
    found, broken = themes.load(theme_folders(context))
    names = [*(theme.name for theme in found), *BUILTIN_THEMES]
    theme, unknown = themes.pick(config.theme, names, config.theme_place)
    keys, wrong = keymap.load(Path(paths.config, "keymap.toml"), standard_keys())
    book = Journal.on(storage, now=context.clock)
    desk = Desk(book, context.index(book), config, context.clock, paths)
    desk.drafts.update(drafts.load(drafts.file_for(paths)))
    return Ready(
        desk,
        themes=found,
        theme=theme,
        keymap=keys,
        problems=[*context.problems, *broken, *([unknown] if unknown else []), *wrong, *desk.prep.problems],
        remember_theme=None if config.theme_pinned else partial(_remember_theme, context, found),
        keep_drafts=drafts.Keeper(drafts.file_for(paths), desk.drafts),
        keep_names=partial(_keep_for_prompt, context, storage.log.machine, found),
        keep_safe=partial(keep_safe, context, storage.log.machine),
    )


def theme_folders(context: Context) -> list[Path]:
    """Where themes may be: those that come with the program, then those of the user."""
    return [*map(Path, shipped_themes()), Path(context.paths.config, "themes")]


def _remember_theme(context: Context, themes: list[Theme], name: str) -> None:
    """Keep the theme that was picked for the next start, and for the prompt. Raises `ConfigError`."""
    from journal.config import keep_theme

    keep_theme(context.paths, name)
    _keep_colours(context, themes)


def _keep_for_prompt(context: Context, machine: str, themes: list[Theme]) -> None:
    """Make ready what the prompt of `journal capture` would have to look up."""
    _keep_colours(context, themes)
    _keep_names(context, machine)


def _keep_colours(context: Context, themes: list[Theme]) -> None:
    """Write down the colours of the theme that the files of the user name now."""
    from textual.theme import BUILTIN_THEMES

    from journal import prompt_colours
    from journal.config import load
    from journal.themes import fitted, pick

    ours = {theme.name: theme for theme in themes}
    config, _ = load(context.paths)
    name, _ = pick(config.theme, [*ours, *BUILTIN_THEMES])
    theme = ours.get(name) or (fitted(BUILTIN_THEMES[name]) if name in BUILTIN_THEMES else None)
    if theme is not None:
        prompt_colours.keep(context.paths, theme, theme_folders(context), pinned=config.theme_pinned)


def _keep_names(context: Context, machine: str) -> None:
    """Make the name index of `journal capture` anew where it does not fit the log any more."""
    from journal.capture import names_file
    from journal.store.log import Log

    log, path = Log(context.paths.data, machine), names_file.path_for(context.paths.cache, context.paths.data)
    index = names_file.load(log, path, context.today)
    if index.stale:
        names_file.write(path, log.root, index.names, index.covered, index.newest)


def standard_keys() -> dict[str, str]:
    """The standard keys of every binding that has an id, in all classes of the full screen."""
    from textual.binding import Binding
    from textual.dom import DOMNode

    import journal.app
    import journal.dialogs.capture
    import journal.screens.acts.entries
    import journal.screens.acts.opening
    import journal.screens.acts.people
    import journal.screens.acts.weekly
    import journal.screens.help
    import journal.screens.places
    import journal.screens.welcome  # noqa: F401  # all of them, for their bindings

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
