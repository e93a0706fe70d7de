"""`journal undo`: take back the last change made on this machine, whichever program made it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import nullcontext

from journal.shell.context import Context
from journal.shell.output import Failure, put, put_json, saved, say

EXAMPLES = """\
  journal undo            take back the last capture, edit, import …
  journal undo --list     what would be taken back, one after the other

Undoing is a change of its own: nothing is erased, and U in the full screen
does it again. What other machines changed is not touched."""

NOTHING = "There is nothing to undo."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help="only show what could be taken back, newest first")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many to list (default 20)")
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(args: Namespace, context: Context) -> int:
    return _list(args, context) if args.list else _undo(args, context)


def _undo(args: Namespace, context: Context) -> int:
    undone = context.read_journal().undo()
    text = undone.text if undone else ""
    changed = [{"table": change.table, "id": change.id} for change in undone.changes] if undone else []
    with saved(f"{text}.") if undone else nullcontext():
        if args.json:
            put_json({"undone": text or None, "changed": changed})
        elif undone:
            put(text)
    if undone is None:
        raise Failure(NOTHING)
    return 0


def _list(args: Namespace, context: Context) -> int:
    steps = context.read_journal().undo_list(max(args.limit, 0))
    if args.json:
        listed = [
            {"rev": step.rev, "op": step.op, "when": f"{step.when:%Y-%m-%dT%H:%M:%SZ}", "summary": step.summary}
            for step in steps
        ]
        put_json(listed)
        return 0
    for step in steps:
        put(f"{step.when.astimezone():%Y-%m-%d %H:%M}  {step.op}{f': {step.summary}' if step.summary else ''}")
    if not steps:
        say(NOTHING)
    return 0
