"""`journal backup`: the whole journal in one file, read once to see that it holds everything."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from journal.shell.context import Context
from journal.shell.output import put, saved, say

EXAMPLES = """\
  journal backup                a file with the date and time in its name
  journal backup /media/stick   the same, in another folder
  journal backup --list         the backups there are

The full screen makes one every day and keeps it for 14 days (`backup_days` in
config.toml; 0 makes none). `journal restore` takes one back."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to put it")
    parser.add_argument("--list", action="store_true", help="only list the backups there are")
    parser.add_argument("--daily", action="store_true", help="the one of today, if it is not there yet; old ones go")


def run(args: Namespace, context: Context) -> int:
    from journal.domain.words import plural
    from journal.store import backup

    folder = args.folder.expanduser() if args.folder else backup.folder_for(context.paths.state, context.paths.data)
    if args.list:
        return _list(folder)
    if args.daily:
        backup.daily(context.paths.data, folder, context.today, context.config.backup_days)
        return 0
    made = backup.back_up(context.paths.data, folder, backup.name_at(context.now, folder), ours=not args.folder)
    with saved(f"The backup is {made.path}."):
        put(str(made.path))
    say(f"{plural(made.documents, 'record')} in {plural(made.lines, 'line')}, read once and all there.")
    return 0


def _list(folder: Path) -> int:
    from journal.store import backup

    files = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files:
        made = backup.examine(path)
        put(f"{path}  {made.documents:,} records, {path.stat().st_size / 1e6:.1f} MB")
    if not files:
        say(f"There are no backups in {folder} yet; `journal backup` makes one.")
    return 0
