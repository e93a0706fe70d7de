"""`journal import`: look at what would come in, say yes, and take it back with one undo."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journal.shell.context import Context
from journal.shell.output import Failure, WrongUsage, confirm, finish, on_terminal, put, put_json, saved, say

if TYPE_CHECKING:
    from journal.exchange.plan import Plan, Row, Verdict
    from journal.store.journal import Journal

EXAMPLES = """\
  journal import Connections.csv             LinkedIn's list, or its zip
  journal import contacts.csv                Google, Outlook or Thunderbird
  journal import phone.vcf --with birthdays  vCards, with birthdays
  journal import list.csv --map "Wer=name"   any CSV file
  journal import calendar.ics                events of a calendar
  journal import journal.json --yes          a journal that was exported
  journal import Connections.csv --dry-run   only look

Names, companies, positions and addresses come in. Notes, birthdays and postal
addresses stay out unless you ask with --with, and so do guests and past events
of a calendar. Columns a contact has no field for are kept beside it; --without
"Column" leaves one out.

Nothing is written before you say yes. A second import of the same file changes
nothing, and `journal undo` takes a whole import back. What you changed yourself
is never overwritten."""

WITH = "take in what stays out otherwise: notes, birthdays, addresses, guests, past, entries"
WITHOUT = "columns not to be kept, by name; kept = none of them"
MAP = "what the columns of a CSV file are; it is remembered"
SAID = re.compile(r"\s*([^=]+?)\s*=\s*(\w+)\s*(?:,|$)")
SHOWN = 5
"""Rows of each verdict shown in the preview."""
SKIPPED_SHOWN = 20
KEPT_SHOWN = 8
HEADS: dict[Verdict, tuple[str, str, str]] = {
    "new": ("new", "is new", "are new"),
    "update": ("update", "gets something new", "get something new"),
    "suggest": ("perhaps known", "comes in, but may be somebody you have", "come in, but may be people you have"),
    "skip": ("skipped", "cannot be used", "cannot be used"),
    "same": ("same", "is here already", "are here already"),
}
"""Verdicts in the order of the preview: heading, and what one or many of them do."""


def arguments(parser: ArgumentParser) -> None:
    from journal.exchange.telling import FORMATS

    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="CSV, vCard, iCalendar, JSON, LinkedIn's zip"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="", metavar="FORMAT", help=f"do not guess it: {', '.join(FORMATS)}"
    )
    parser.add_argument("--with", dest="take", action="append", default=[], metavar="LIST", help=WITH)
    parser.add_argument("--without", dest="leave", action="append", default=[], metavar="LIST", help=WITHOUT)
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD,…", help=MAP)
    parser.add_argument("--dry-run", action="store_true", help="only show what would happen")
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    parser.add_argument("--json", action="store_true", help="the verdict on every row as JSON")


def run(args: Namespace, context: Context) -> int:
    journal = context.read_journal(begins=True)
    plans = _plans(args, context, journal)
    if not args.json:
        _show(args.files, plans)
    changes = any(plan.changes for plan in plans)
    applied = not args.dry_run and (args.yes or not changes or _agreed(plans))
    if applied and changes:
        finish()  # whoever cannot be shown what would come in gets nothing
        plans = _apply(args, context, journal, plans)
    if args.json:
        with saved("Imported.") if applied and changes else nullcontext():
            put_json(_as_json(args.files, plans, applied))
    if applied or args.dry_run:
        _say_what_happened(context, plans, applied=applied)
        return 0
    if on_terminal():
        raise Failure("Nothing was imported.")
    raise Failure("Nothing was imported yet: there is no terminal to ask on. Run it again with --yes to import.")


def _plans(args: Namespace, context: Context, journal: Journal) -> list[Plan]:
    from journal.exchange.formats import Terms, plan_files
    from journal.exchange.offers import Ticks
    from journal.exchange.remembered import recall
    from journal.shell.progress import progress_bar
    from journal.store.log import new_id

    terms = Terms(
        context.config.date_order,
        context.now,
        new_id,
        args.format,
        Ticks(_taken(args), frozenset(_listed(args.leave))),
        _columns(args),
        recall(_imports(context)),
    )
    with progress_bar("Looking at every line") as progress:
        return plan_files(args.files, lambda table: journal.collection(table).docs, terms, progress)


def _apply(args: Namespace, context: Context, journal: Journal, plans: list[Plan]) -> list[Plan]:
    """Write the plans; they are made again first if somebody wrote to the journal while they were being looked at."""
    from journal.exchange.applying import apply
    from journal.shell.progress import progress_bar

    if journal.poll() != []:
        plans = _plans(args, context, journal)
    with progress_bar("Writing") as progress:
        apply(plans, journal, progress)
    if said := _columns(args):
        from journal.exchange.remembered import remember

        for plan in plans:
            remember(_imports(context), plan.header, said)
    return plans


def _imports(context: Context) -> Path:
    return Path(context.paths.state, "imports")


def _listed(values: Sequence[str]) -> list[str]:
    from journal.domain.text import fold

    return [fold(name.strip()) for value in values for name in value.split(",") if name.strip()]


def _taken(args: Namespace) -> frozenset[str]:
    """What is asked for with --with. Raises `WrongUsage` for a word that means nothing."""
    from journal.exchange.telling import ASKED_FOR

    taken = frozenset(_listed(args.take))
    if unknown := sorted(taken.difference(ASKED_FOR)):
        raise WrongUsage(f"--with does not know “{unknown[0]}”; it knows {', '.join(ASKED_FOR)}.")
    return taken


def _columns(args: Namespace) -> dict[str, str]:
    """What --map says: column → field. Raises `WrongUsage`."""
    said: dict[str, str] = {}
    for text in args.map:
        pairs = SAID.findall(text)
        if not pairs or SAID.sub("", text).strip():
            raise WrongUsage(f"--map {text}: say it as Column=field,Other column=field.")
        said |= dict(pairs)
    return said


def _agreed(plans: Sequence[Plan]) -> bool:
    from journal.domain.words import plural

    if len(plans) == 1:
        documents = len(plans[0].changes)
    else:
        documents = len({(change.table, change.id) for plan in plans for change in plan.changes})
    return on_terminal() and confirm(f"Write {plural(documents, 'change')} to the journal?")


def _show(files: Sequence[Path], plans: Sequence[Plan]) -> None:
    for path, plan in zip(files, plans, strict=True):
        put(f"{path.name}: {_counts(plan)}")
        for note in (*plan.notes, *_offered(plan)):
            put(f"  ! {note}")
        first = _first_rows(plan)
        for verdict, (head, _, _) in HEADS.items():
            if first[verdict]:
                _show_rows(plan, f"{head} ({plan.counts[verdict]:,})", first[verdict], plan.counts[verdict])


def _first_rows(plan: Plan) -> dict[Verdict, list[Row]]:
    """The rows that are shown of each verdict: those here already are only counted."""
    found: dict[Verdict, list[Row]] = {verdict: [] for verdict in HEADS}
    most: dict[Verdict, int] = {**dict.fromkeys(HEADS, SHOWN), "skip": SKIPPED_SHOWN, "same": 0}
    for row in plan.rows:
        if len(found[row.verdict]) < most[row.verdict]:
            found[row.verdict].append(row)
    return found


def _offered(plan: Plan) -> list[str]:
    """What the file holds beside names and addresses, and how it gets in or stays out."""
    from journal.exchange.telling import ASKED_FOR

    told = []
    asked = [offer for offer in plan.offers if offer.name in ASKED_FOR]
    kept = [f"{offer.name} ({offer.people:,})" for offer in plan.offers if offer.ticked and offer not in asked]
    if out := [offer for offer in asked if not offer.ticked]:
        counts = ", ".join(f"{offer.name} ({offer.people:,})" for offer in out)
        told.append(f"Left out: {counts}. --with {','.join(offer.name for offer in out)} takes them in.")
    if kept:
        more = f" and {len(kept) - KEPT_SHOWN} more" if len(kept) > KEPT_SHOWN else ""
        told.append(f"Kept beside: {', '.join(kept[:KEPT_SHOWN])}{more}. --without NAME leaves one out.")
    return told


def _show_rows(plan: Plan, head: str, rows: Sequence[Row], count: int) -> None:
    put()
    put(head)
    for row in rows:
        put(f"  line {plan.file_line(row):<5} {row.name or '(no name)'}{f': {row.reason}' if row.reason else ''}")
    if count > len(rows):
        put(f"  … and {count - len(rows):,} more")


def _counts(plan: Plan) -> str:
    """What the rows are, in one sentence: 12 are new, 3 are here already."""
    counts = plan.counts
    parts = [
        f"{counts[verdict]:,} {one if counts[verdict] == 1 else many}"
        for verdict, (_, one, many) in HEADS.items()
        if counts[verdict]
    ]
    return f"{', '.join(parts)}." if parts else "it has no rows."


def _say_what_happened(context: Context, plans: Sequence[Plan], *, applied: bool) -> None:
    context.say_problems()
    if not applied:
        say("Only a look: nothing was written.")
        return
    if not any(plan.changes for plan in plans):
        known = any(plan.counts["same"] for plan in plans)
        why = "Everything in it is here already" if known else "There is nothing in it to import"
        say(f"{why}; nothing was written.")
        return
    say("Imported. `journal undo` takes all of it back.")
    _keep_skipped(context, plans)


def _keep_skipped(context: Context, plans: Sequence[Plan]) -> None:
    from journal.exchange.files import ExchangeError
    from journal.exchange.skipped import keep

    for plan in plans:
        try:
            path = keep(plan, _imports(context), context.now)
        except ExchangeError as error:  # the import itself is written and safe
            say(str(error))
            continue
        if path:
            say(f"The skipped rows are kept in {path}, to be mended and imported again.")


def _as_json(files: Sequence[Path], plans: Sequence[Plan], applied: bool) -> dict[str, Any]:
    """The contract for scripts; with several files every row says which one it is from."""
    several = len(plans) > 1
    counts: dict[str, int] = {}
    rows = []
    for path, plan in zip(files, plans, strict=True):
        for verdict, count in plan.counts.items():
            counts[verdict] = counts.get(verdict, 0) + count
        rows += [{**_row_json(row), **({"file": str(path)} if several else {})} for row in plan.rows]
    formats = dict.fromkeys(plan.format for plan in plans)
    notes = [note for plan in plans for note in plan.notes]
    new: dict[str, int] = {}
    for table, count in (item for plan in plans for item in plan.brings.items()):
        new[table] = new.get(table, 0) + count
    offers = [offer._asdict() for plan in plans for offer in plan.offers]
    return {
        "format": ", ".join(formats),
        "rows": rows,
        "counts": counts,
        "applied": applied,
        "problems": notes,
        "offers": offers,
        "new": new,
    }


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "line": row.line,
        "verdict": row.verdict,
        "name": row.name,
        "reason": row.reason,
        "id": row.id,
        "like": list(row.like),
    }
