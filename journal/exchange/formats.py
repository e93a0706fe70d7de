"""Any file that can be imported: which format it is, and one plan for each file."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from journal.exchange import plan as people
from journal.exchange.entries import Entry, plan_entries
from journal.exchange.files import ExchangeError, load
from journal.exchange.offers import Ticked, Ticks
from journal.exchange.person import Doc, Offer, Person, Reading
from journal.exchange.plan import Plan, Progress
from journal.exchange.source import Source
from journal.exchange.telling import FORMATS, START, TABLES, format_of, is_noise, is_wanted
from journal.exchange.unwanted import judge

__all__ = ["FORMATS", "Here", "Terms", "plan_files", "plan_source"]

ENTRIES = "entries"

Here = Callable[[str], Mapping[str, Doc]]
"""The documents of a table as they are in the journal."""


class Terms(NamedTuple):
    """How files are read: `order` (DMY or MDY) of days in figures, the time, where ids come from, a forced format.

    `ticks` says what comes in beside names and addresses; `columns` which field a column of a CSV file is,
    and `remembered` what was said about columns before, by header.
    """

    order: str
    now: datetime
    new_id: Callable[[], str]
    format: str = ""
    ticks: Ticks = Ticks()
    columns: Mapping[str, str] = {}
    remembered: Mapping[str, Mapping[str, str]] = {}


def plan_files(paths: Sequence[Path], here: Here, terms: Terms, progress: Progress | None = None) -> list[Plan]:
    """One plan for each file; a later file sees what the earlier ones bring. Raises `ExchangeError`."""
    plans: list[Plan] = []
    coming: dict[str, dict[str, Doc]] = {}

    def seen(table: str) -> Mapping[str, Doc]:
        return ChainMap(coming[table], dict(here(table))) if table in coming else here(table)

    for path in paths:
        plans.append(plan_source(load(path, is_wanted(terms.format)), seen, terms, progress))
        for change in plans[-1].changes:
            coming.setdefault(change.table, {})[change.id] = change.after
    return plans


def plan_source(source: Source, here: Here, terms: Terms, progress: Progress | None = None) -> Plan:
    """The plan of one text, whose format is told by its content. Raises `ExchangeError`."""
    if source.empty:
        raise ExchangeError(f"{source.name} is empty.")
    if is_noise(source.start(START)):
        raise ExchangeError(f"{source.name} is no text, so there is nothing in it that can be imported.")
    if progress:
        progress(0, source.line_count)
    return PLANNERS[terms.format or format_of(source)](source, here, terms, progress).counted()


def _archive(source: Source, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    from journal.exchange import archive

    return archive.plan(source, here, progress)


def _linkedin(source: Source, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    from journal.exchange import linkedin

    return _people(linkedin.read(source, terms.order), here, terms, progress)


def _vcard(source: Source, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    from journal.exchange import vcard

    return _people(vcard.read(source), here, terms, progress)


def _people(reading: Reading, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    known = dict(here("contacts"))  # as they are now, whatever is written meanwhile
    sieve = Ticked(terms.ticks, judge(here("decisions"), here("settings")))
    return people.plan(reading, known, terms.now, terms.new_id, progress, sieve)


def _csv(source: Source, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    from journal.exchange import csv_people

    name = terms.format or format_of(source)
    reading = csv_people.read(source, name, terms.order, _said(source, terms))
    return _people(reading, here, terms, progress)


def _ical(source: Source, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    from journal.exchange import ical_plan

    events, contacts = dict(here("events")), dict(here("contacts"))
    return ical_plan.plan(source, events, contacts, terms.now, terms.new_id, terms.ticks, progress)


def _monica(source: Source, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    from journal.exchange import monica

    return _with_entries(*monica.read(source), monica.keys_of, here, terms, progress)


def _friends(source: Source, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    from journal.exchange import friends

    return _with_entries(*friends.read(source), friends.keys_of, here, terms, progress)


def _with_entries(
    reading: Reading,
    entries: list[Entry],
    keys_of: Callable[[Person], list[str]],
    here: Here,
    terms: Terms,
    progress: Progress | None,
) -> Plan:
    """The people of a file, and its entries if they are asked for."""
    plan = _people(reading, here, terms, progress)
    if not entries:
        return plan
    wanted = ENTRIES in terms.ticks.take
    plan = replace(plan, offers=(*plan.offers, Offer(ENTRIES, len(entries), wanted)))
    if not wanted:
        return plan
    pairs = [(person, row.id) for person, row in zip(reading.people, plan.rows, strict=True) if row.id]
    who = {key: id for person, id in reversed(pairs) for key in keys_of(person)}
    rows, changes = plan_entries(entries, reading.format, who, here("interactions"), terms.now, terms.new_id)
    return replace(plan, rows=(*plan.rows, *rows), changes=(*plan.changes, *changes))


def _messages(source: Source, here: Here, terms: Terms, progress: Progress | None) -> Plan:
    from journal.exchange import messages

    entries, who = messages.read(source, dict(here("contacts")))
    rows, changes = plan_entries(
        entries, messages.FORMAT, who, here("interactions"), terms.now, terms.new_id, messages.UNKNOWN
    )
    return Plan(messages.FORMAT, tuple(rows), tuple(changes), source.notes)


def _said(source: Source, terms: Terms) -> Mapping[str, str]:
    """Which field a column is, as the user says now, or said before about a file with the same header."""
    from journal.exchange.columns import header_key
    from journal.exchange.csv_table import read_any_table

    table = read_any_table(source)
    return {**terms.remembered.get(header_key(table.header if table else ()), {}), **terms.columns}


PLANNERS: Mapping[str, Callable[[Source, Here, Terms, Progress | None], Plan]] = {
    "json": _archive,
    "linkedin": _linkedin,
    "vcard": _vcard,
    "ical": _ical,
    "messages": _messages,
    "monica": _monica,
    "friends": _friends,
    **dict.fromkeys(TABLES, _csv),
}
