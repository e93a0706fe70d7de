"""`journal forget`: remove every trace of a person, in the journal and in its backups, for good."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from journal.shell.context import Context
from journal.shell.output import Failure, confirm, on_terminal, put, saved, say

if TYPE_CHECKING:
    from journal.store.forget import Trail

EXAMPLES = """\
  journal show ana --all    look first at everything about them
  journal forget ana        asks, then asks about texts that name them
  journal forget 'Ana Gómez' --yes --texts

Their record, the entries, follow-ups and introductions that are theirs alone,
and all earlier versions go from the files of this machine and from the backups
of the program; shared entries go on without them. It cannot be undone. If you
only want to see no more of them, archive them."""

MOST_SHOWN = 12


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="whom to forget, as for `journal show`")
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    texts = parser.add_mutually_exclusive_group()
    texts.add_argument("--texts", action="store_true", help="write “somebody” where other records name them")
    texts.add_argument("--keep-texts", action="store_true", help="leave what other records say as it is")


def run(args: Namespace, context: Context) -> int:
    from journal.capture.names_file import path_for
    from journal.shell.progress import progress_bar
    from journal.shell.show import find_person
    from journal.store.backup import folder_for
    from journal.store.forget import beyond, forget, said, trail_of

    if missing := context.missing:
        raise Failure(missing)
    journal = context.read_journal()
    index = context.index(journal)
    index.apply(None)
    trail = trail_of(journal, find_person(" ".join(args.name), journal, index))
    _agree(args, trail)
    texts = _texts(args, trail)
    paths = context.paths
    with progress_bar("Rewriting files", 2) as report:
        done = forget(
            journal,
            trail,
            context.today,
            texts=texts,
            folder=folder_for(paths.state, paths.data),
            caches=[Path(path_for(paths.cache, paths.data))],
            report=report,
        )
    text = said(trail, done, texts=texts)
    with saved(text):
        put(text)
        put("Out of reach of this program:")
        for line in beyond(journal, trail, (Path(paths.state), Path(paths.cache))):
            put(f"  {line}")
    return 0


def _agree(args: Namespace, trail: Trail) -> None:
    from journal.store.wording import count

    say(f"{trail.person.name}: {count(trail.removed.elements())} would go for good.")
    if trail.left:
        say(f"{count(table for table, _ in trail.left)} would go on without them.")
    if args.yes:
        return
    if not on_terminal():
        raise Failure("Nobody was forgotten: there is no terminal to ask on. Run it again with --yes.")
    if not confirm("Forget them? This cannot be undone."):
        raise Failure("Nobody was forgotten.")


def _texts(args: Namespace, trail: Trail) -> bool:
    """Whether texts of other records are to lose the name: one question for all of them."""
    if args.keep_texts:
        return False
    if args.texts or args.yes or not trail.told:
        return True
    say(f"{len(trail.told)} other records name them in their text; they would say “somebody”:")
    for line in trail.lines()[:MOST_SHOWN]:
        say(f"  {line}")
    return confirm("Rewrite these texts?")
