"""`journal export`: the complete journal as JSON, or people, dates and pages for other programs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from journal.shell.context import Context
from journal.shell.output import Failure, WrongUsage, confirm, discard, finish, on_terminal, put_raw, say

if TYPE_CHECKING:
    from journal.domain.record import Record
    from journal.store.journal import Journal

EXAMPLES = """\
  journal export json -o journal.json     everything, in a file only you read
  journal export vcard -o people.vcf      people, for a phone or a mail program
  journal export csv -o people.csv        people, for a spreadsheet
  journal export ics -o dates.ics         follow-ups and events, for a calendar
  journal export markdown -o pages/       a page for each person

json is complete: `journal import` takes it back without any difference. The
others leave out what is private (private people and entries, notes about
people, boundaries, trust) unless --private, and whoever wishes no contact."""

FORMATS = ("json", "vcard", "csv", "ics", "markdown")
TITLES = ("full", "initials", "generic")


def arguments(parser: ArgumentParser) -> None:
    parser.usage = "journal export FORMAT [-o FILE] [--private] [options]"
    parser.add_argument("format", choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="where to write; without it: stdout")
    parser.add_argument("--force", action="store_true", help="replace a file that is there without asking")
    parser.add_argument("--private", action="store_true", help="what is private too")
    parser.add_argument("--vcard", choices=("3", "4"), default="3", metavar="N", help="vcard: version 3 or 4")
    parser.add_argument(
        "--titles", choices=TITLES, default="full", help="ics: how much a calendar tells (full, initials, generic)"
    )


def run(args: Namespace, context: Context) -> int:
    if missing := context.missing:
        raise Failure(missing)
    _may_replace(args)
    journal = context.read_journal()
    if args.format == "json":
        return _json(args, journal)
    if args.format == "markdown" and (args.output.endswith("/") or Path(args.output).expanduser().is_dir()):
        return _pages(args, journal)
    writer: Callable[[Namespace, Context, Journal], tuple[Iterable[str], str]] = WRITERS[args.format]
    pieces, held = writer(args, context, journal)
    _write(args.output, pieces)
    say(f"Exported{'' if args.output == '-' else f' to {args.output}'}: {held}.")
    return 0


def _json(args: Namespace, journal: Journal) -> int:
    from journal.exchange.archive import TABLES, write
    from journal.store.wording import count

    tables = {name: journal.collection(name).docs for name in {*TABLES, *journal.storage.read()}}
    _write(args.output, write(tables))
    held = count(name for name, docs in sorted(tables.items()) for _ in docs) or "nothing yet"
    place = "" if args.output == "-" else f" to {args.output}"
    say(f"Exported{place}: {held}. It holds everything, private notes too: keep it where only you can read it.")
    return 0


def _write(output: str, pieces: Iterable[str]) -> None:
    """To a file, or to stdout; there it is all or it is said. Raises `ExchangeError` or `Failure`."""
    from journal.exchange.private_file import write_private

    try:
        if output != "-":
            write_private(Path(output).expanduser(), pieces)
            return
        for piece in pieces:
            put_raw(piece)
        finish()
    except BrokenPipeError:
        discard(sys.stdout)
        raise Failure("The export was cut off: whoever read it stopped before its end.") from None


def _may_replace(args: Namespace) -> None:
    """Ask before an older file goes, where somebody can be asked. Raises `Failure` or `WrongUsage`."""
    if not args.output:
        raise WrongUsage("-o needs the name of a file.")
    if args.output == "-" or args.force or not Path(args.output).expanduser().is_file() or not on_terminal():
        return
    if not confirm(f"{args.output} is there already. Replace it?"):
        raise Failure("Nothing was exported.")


def _vcard(args: Namespace, context: Context, journal: Journal) -> tuple[Iterable[str], str]:
    from journal.exchange.outgoing import leaving
    from journal.exchange.vcard_out import write

    found = leaving(journal, private=args.private)
    return write(found.people, args.vcard), _told(len(found.people), found.staying)


def _csv(args: Namespace, context: Context, journal: Journal) -> tuple[Iterable[str], str]:
    from journal.exchange.csv_out import write
    from journal.exchange.outgoing import leaving

    found = leaving(journal, private=args.private, everybody=True)
    index = context.index(journal)
    index.apply(None)
    return write(found.people, index.last_talk, private=args.private), _told(len(found.people), found.staying)


def _ics(args: Namespace, context: Context, journal: Journal) -> tuple[Iterable[str], str]:
    from journal.domain.words import plural
    from journal.exchange.ics_out import write

    secret = {contact.id for contact in journal.contacts if contact.private and not args.private}
    names = {contact.id: contact.name for contact in journal.contacts if contact.id not in secret}
    followups = [one for one in journal.followups if secret.isdisjoint(one.contacts)]
    events = list(journal.events)
    text = write(followups, events, names, partial(_written, journal), args.titles)
    held = f"{plural(len(followups), 'follow-up')} and {plural(len(events), 'event')}"
    left = len(journal.followups) - len(followups)
    return [text], held + (f"; {plural(left, 'private follow-up')} left out" if left else "")


def _markdown(args: Namespace, context: Context, journal: Journal) -> tuple[Iterable[str], str]:
    pages, held = _markdown_pages(args, journal)
    return (piece for _, page in pages for piece in (*page, "\n")), held


def _pages(args: Namespace, journal: Journal) -> int:
    """A file for each person in a folder."""
    from journal.exchange.private_file import write_private

    folder = Path(args.output).expanduser()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{folder} is no folder that can be written to ({error.strerror or error}).") from None
    pages, held = _markdown_pages(args, journal)
    for name, page in pages:
        write_private(folder / name, page)
    say(f"Exported to {folder}: {held}.")
    return 0


def _markdown_pages(args: Namespace, journal: Journal) -> tuple[Iterator[tuple[str, Iterator[str]]], str]:
    from journal.exchange.markdown import file_name, page
    from journal.exchange.outgoing import entries_of, followups_of, leaving

    found = leaving(journal, private=args.private, everybody=True)
    names = {one.id: one.name for one in journal.contacts if args.private or not one.private}
    entries, followups = entries_of(journal, private=args.private), followups_of(journal)
    taken: set[str] = set()
    pages = (
        (file_name(one, taken), page(one, entries.get(one.id, ()), followups.get(one.id, ()), names))
        for one in found.people
    )
    return pages, _told(len(found.people), found.staying)


def _told(people: int, staying: Mapping[str, int]) -> str:
    from journal.domain.words import plural

    left = ", ".join(f"{number:,} {why}" for why, number in sorted(staying.items()))
    return plural(people, "person", "people") + (f"; left out: {left}" if left else "")


def _written(journal: Journal, record: Record) -> datetime | None:
    """When a record was written last, from its rev."""
    rev = journal.storage.live.rev(record.TABLE, record.id)
    return datetime.fromisoformat(rev[:26]).replace(tzinfo=UTC) if rev else None


WRITERS = {"vcard": _vcard, "csv": _csv, "ics": _ics, "markdown": _markdown}
