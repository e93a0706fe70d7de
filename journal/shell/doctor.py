"""`journal doctor`: reads every line of every file and says what is wrong, where, and what to do."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from journal.shell.context import Context
from journal.shell.output import put, put_json

EXAMPLES = """\
  journal doctor            check everything; exit 1 if something was found
  journal doctor --json     the findings as JSON

It changes nothing. A broken line costs only what stands in it; the file is kept."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the findings as JSON")


def run(args: Namespace, context: Context) -> int:
    from journal.domain.words import plural
    from journal.shell.checkup import examine

    findings, seen = examine(context)
    if args.json:
        put_json({"findings": [finding._asdict() for finding in findings], **seen})
    else:
        for finding in findings:
            place = f"{finding.file}, line {finding.line}" if finding.line else finding.file
            put(" ".join(part for part in (f"{place}:" if place else "", finding.why, finding.todo) if part))
        looked = ", ".join(plural(count, noun.removesuffix("s")) for noun, count in seen.items())
        put(f"{len(findings):,} found in {looked}." if findings else f"All is well: {looked}.")
    return 1 if findings else 0
