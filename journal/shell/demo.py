"""`journal demo`: the full screen on a sample journal in a temporary folder."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.output import Failure, on_terminal, say

EXAMPLES = """\
  journal demo                                  about 150 people, three years
  journal demo --people 10000 --entries 100000  a very full book
  journal demo --dir sample                     keep the sample in a folder

Nothing you do in it is kept, unless you name a folder with --dir."""

PEOPLE = 150


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help=f"how many people (default {PEOPLE})")
    parser.add_argument("--entries", type=int, default=None, metavar="N", help="how many entries (default: as fits)")


def run(args: Namespace, context: Context) -> int:
    if not on_terminal():
        raise Failure("The demo needs a terminal.")
    return open_demo(context, args.people, args.entries, kept_in=args.dir)


def open_demo(context: Context, people: int = PEOPLE, entries: int | None = None, *, kept_in: str | None = None) -> int:
    """Make a sample journal, open it, and throw it away afterwards unless it is `kept_in` a folder."""
    from journal.demo.make import make
    from journal.shell.screen import open_screen

    with TemporaryDirectory(prefix="journal-demo-") as folder:
        # State and cache go there too: they belong to the user's own journal.
        env = {**os.environ, "XDG_STATE_HOME": f"{folder}/state", "XDG_CACHE_HOME": f"{folder}/cache"}
        sample = Context(Paths(env, kept_in or str(Path(folder, "journal"))), context.clock, env)
        say("Making a sample journal …")
        try:
            make(sample.paths.data, sample.today, people, entries)
        except FileExistsError as error:
            raise Failure(str(error)) from None
        return open_screen(sample)
