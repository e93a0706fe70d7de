"""`journal export json`: the complete journal in one file, which `journal import` takes back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from journal.shell.context import Context
from journal.shell.output import Failure, put_raw, say

EXAMPLES = """\
  journal export json -o journal.json     everything, in a file only you read
  journal export json | gzip > j.json.gz  everything, to another program
  journal import journal.json             and back, without any difference"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("format", choices=("json",), metavar="FORMAT", help="json: complete, can be imported again")
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="where to write; without it: stdout")


def run(args: Namespace, context: Context) -> int:
    from journal.exchange.archive import TABLES, write
    from journal.exchange.private_file import write_private
    from journal.store.wording import count

    if missing := context.missing:
        raise Failure(missing)
    journal = context.read_journal()
    tables = {name: journal.collection(name).docs for name in {*TABLES, *journal.storage.read()}}
    pieces = write(tables)
    if args.output == "-":
        for piece in pieces:
            put_raw(piece)
    else:
        write_private(Path(args.output).expanduser(), pieces)
    held = count(name for name, docs in sorted(tables.items()) for _ in docs) or "nothing yet"
    place = "" if args.output == "-" else f" to {args.output}"
    say(f"Exported{place}: {held}. It holds everything, private notes too: keep it where only you can read it.")
    return 0
