"""`journal restore`: take a backup back, after a backup of what is there."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from journal.shell.context import Context
from journal.shell.output import Failure, confirm, on_terminal, put, saved, say

if TYPE_CHECKING:
    from journal.store.journal import Journal

EXAMPLES = """\
  journal restore FILE           add what the journal has lost, no more
  journal restore FILE --as-of   bring it to what it was; undo takes it back

Either way a backup of what is there is made first. Nobody who was forgotten
comes back."""


def arguments(parser: ArgumentParser) -> None:
    parser.usage = "journal restore [--as-of] [--yes] [options] FILE"
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup; `journal backup --list` shows them")
    parser.add_argument("--as-of", action="store_true", help="also take back what came after it")
    parser.add_argument("--yes", action="store_true", help="do it without asking")


def run(args: Namespace, context: Context) -> int:
    from journal.store.backup import examine

    path = args.file.expanduser()
    examine(path)
    journal = context.read_journal(begins=True)
    return _as_of(args, context, journal, path) if args.as_of else _add(args, context, journal, path)


def _add(args: Namespace, context: Context, journal: Journal, path: Path) -> int:
    from journal.domain.words import plural
    from journal.store.restore import add_lacking, lacking

    found = lacking(journal, path)
    if not found.lines:
        say(f"The journal has everything that is in {path.name} ({plural(found.all, 'line')}); nothing was written.")
        return 0
    before = len(_documents(journal))
    _agree(args, f"Add {plural(len(found.lines), 'line')} that the journal lacks?")
    _keep(context)
    add_lacking(journal, found.lines)
    more = len(_documents(journal)) - before
    done = f"Added {plural(len(found.lines), 'line')}: {plural(max(more, 0), 'record')} came back."
    with saved(done):
        put(done)
    return 0


def _as_of(args: Namespace, context: Context, journal: Journal, path: Path) -> int:
    from journal.store.restore import bring_back, differences
    from journal.store.wording import count

    put_back = differences(journal, path)
    if not put_back:
        say(f"The journal is what it was in {path.name}; nothing was written.")
        return 0
    changed = count(table for table, documents in put_back.items() for _ in documents)
    _agree(args, f"Bring {changed} to what they were in {path.name}?")
    _keep(context)
    bring_back(journal, put_back, path.name.removesuffix(".tar.gz").removeprefix("journal-"))
    done = f"Brought back: {changed}. `journal undo` takes it back."
    with saved(done):
        put(done)
    return 0


def _documents(journal: Journal) -> set[tuple[str, str]]:
    return {(table, key) for table, documents in journal.storage.read().items() for key in documents}


def _agree(args: Namespace, question: str) -> None:
    if args.yes:
        return
    if not on_terminal():
        raise Failure(f"{question} There is no terminal to ask on. Run it again with --yes.")
    if not confirm(question):
        raise Failure("Nothing was changed.")


def _keep(context: Context) -> None:
    """A backup of what is there; a journal that is not there yet needs none."""
    from journal.store.backup import back_up, folder_for, name_at

    if any(Path(context.paths.data, "log").glob("*.jsonl")):
        folder = folder_for(context.paths.state, context.paths.data)
        made = back_up(context.paths.data, folder, name_at(context.now, folder))
        say(f"What is there now was kept first: {made.path}")
