"""Importing from inside the program: choose a file, see what would come in, say yes; one undo takes it back."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from journal.dialogs.ask import AskDialog
from journal.dialogs.columns import ColumnRow, ColumnsDialog
from journal.dialogs.incoming import IncomingAnswer, IncomingDialog, IncomingRow
from journal.domain.text import fold
from journal.domain.words import plural
from journal.exchange.applying import apply
from journal.exchange.column_names import FIELDS, NAMING
from journal.exchange.columns import UnknownColumns, columns_of
from journal.exchange.files import ExchangeError
from journal.exchange.formats import Terms, plan_files
from journal.exchange.offers import Ticks
from journal.exchange.plan import Plan, Verdict
from journal.exchange.remembered import recall, remember
from journal.exchange.skipped import keep
from journal.exchange.telling import ASKED_FOR, TABLES
from journal.screens.desk import Desk
from journal.screens.place import Place
from journal.store.journal import StoreError
from journal.store.log import new_id

HEADS: Mapping[Verdict, str] = {
    "new": "new",
    "update": "something new",
    "suggest": "perhaps known already: they come in, and the pair is offered",
    "skip": "left out",
    "same": "here already",
}
NOUNS = {
    "contacts": ("new person", "new people"),
    "events": ("new event",),
    "interactions": ("new entry", "new entries"),
}
MOST_ROWS = 2000
"""Rows of one kind in the preview; nobody reads more."""


class ImportFlow:
    """The steps of one import."""

    def __init__(self, place: Place, desk: Desk) -> None:
        self.place, self.desk = place, desk
        self.path = ""
        self.ticks = Ticks()
        self.columns: dict[str, str] = {}

    async def run(self) -> None:
        while await self._choose():
            plan = await self._plan()
            while plan is not None and (answer := await self._answer(plan)) is not None:
                changed = self._take(plan, answer)
                if answer.columns:
                    plan = await self._asked_again(plan)
                    continue
                plan = await self._plan() if changed else plan
                if plan is not None and self._apply(plan):
                    return

    async def _choose(self) -> bool:
        """Ask for a file."""
        answer = await self.place.ask(
            AskDialog(
                "Import people and events",
                "file",
                self.path,
                hint="LinkedIn, Google, Outlook, vCard, .ics, any CSV; all is shown before it is saved",
                check=_missing,
                button="Look at it",
            )
        )
        self.path, self.ticks, self.columns = answer or "", Ticks(), {}
        return bool(answer)

    async def _plan(self) -> Plan | None:
        """The plan of the chosen file; a file whose columns are not known is asked about. None: say another file."""
        while True:
            found = await self._looked()
            if isinstance(found, Plan):
                return found
            if not isinstance(found, UnknownColumns):
                self.place.fail(found)
                return None
            said = await self._said(found.header, found.rows)
            if said is None:
                return None
            self.columns = said

    async def _looked(self) -> Plan | ExchangeError | OSError:
        """What there is to be seen in the file, or why nothing is."""
        self.place.busy("Looking at every row …")
        try:
            plans = await asyncio.to_thread(plan_files, [_path(self.path)], self._documents, self._terms())
            found: Plan | ExchangeError | OSError = plans[0]
        except (ExchangeError, OSError) as error:
            found = error
        self.place.busy("")
        return found

    def _terms(self) -> Terms:
        config = self.desk.config
        return Terms(config.date_order, self.desk.now, new_id, "", self.ticks, self.columns, recall(self._folder))

    @property
    def _folder(self) -> Path:
        return Path(self.desk.paths.state, "imports")

    async def _answer(self, plan: Plan) -> IncomingAnswer | None:
        """Show what would come in."""
        if not plan.changes and not any(not offer.ticked for offer in plan.offers):
            self.place.app.notify(f"{Path(self.path).name}: nothing new in it.", markup=False)
            return None
        said = "\n".join([f"{Path(self.path).name}: {_counted(plan)}.", *plan.notes])
        ticked = [offer.name for offer in plan.offers if offer.ticked]
        dialog = IncomingDialog(
            said, list(_rows(plan)), ticked, columns=plan.format in TABLES, hidden=self.desk.blurred
        )
        answer: IncomingAnswer | None = await self.place.ask(dialog)
        return answer

    def _take(self, plan: Plan, answer: IncomingAnswer) -> bool:
        """Take the ticks over; whether they are other ones than the plan was made with."""
        before = {offer.name for offer in plan.offers if offer.ticked}
        names = {offer.name for offer in plan.offers}
        left = {fold(name) for name in names - answer.ticked if name not in ASKED_FOR}
        self.ticks = Ticks(answer.ticked & frozenset(ASKED_FOR), frozenset(left))
        return before != answer.ticked

    async def _asked_again(self, plan: Plan) -> Plan | None:
        said = await self._said(plan.header, [row.cells for row in plan.rows[:3]])
        if said is not None:
            self.columns = said
        return await self._plan()

    async def _said(self, header: tuple[str, ...], rows: Any) -> dict[str, str] | None:
        """Ask which column is which."""
        known = {column.place: column.field for column in columns_of(header, self.columns)}
        columns = [
            ColumnRow(name, _field(known.get(place, "")), self.desk.seen(_example(rows, place)))
            for place, name in enumerate(header)
            if name
        ]
        said: dict[str, str] | None = await self.place.ask(ColumnsDialog(columns, FIELDS, NAMING))
        return said

    def _apply(self, plan: Plan) -> bool:
        """Write it; when that fails, say why, and the file can be chosen again."""
        try:
            apply([plan], self.desk.journal)
            if self.columns:
                remember(self._folder, plan.header, self.columns)
            kept = keep(plan, self._folder, self.desk.now)
        except (StoreError, ExchangeError) as error:
            self.place.fail(error)
            return False
        where = f" What was left out is kept in {kept}." if kept else ""
        self.place.written(f"Imported {_counted(plan)}.{where}   u takes it back")
        return True

    def _documents(self, table: str) -> Mapping[str, Mapping[str, Any]]:
        return self.desk.journal.collection(table).docs


def _rows(plan: Plan) -> Iterator[IncomingRow]:
    """The ticks, then the rows of each verdict under its heading."""
    after = {change.id: change.after for change in plan.changes}
    if plan.offers:
        yield IncomingRow("head", "comes in while it is ticked")
    for offer in plan.offers:
        yield IncomingRow("tick", offer.name, f"{offer.people:,}")
    for verdict, head in HEADS.items():
        rows = [row for row in plan.rows if row.verdict == verdict]
        if rows:
            yield IncomingRow("head", "")
            yield IncomingRow("head", f"{head} ({len(rows):,})")
        for row in rows[:MOST_ROWS]:
            about = row.reason or _about(after.get(row.id or "", {}))
            yield IncomingRow("row", row.name or "(no name)", about, plan.file_line(row))


def _about(document: Mapping[str, Any]) -> str:
    """What tells a new record from others of its name."""
    channels = [str(channel.get("value", "")) for channel in document.get("channels", ())]
    return ", ".join(filter(None, [str(document.get("org", "")), *channels[:1]]))


def _counted(plan: Plan) -> str:
    counts = plan.counts
    new = Counter(change.table for change in plan.changes if change.before is None)
    parts = [
        *(plural(count, *NOUNS.get(table, ("new record",))) for table, count in new.items()),
        f"{counts['update']} with something new" if counts["update"] else "",
        f"{counts['same']} here already" if counts["same"] else "",
        f"{counts['skip']} left out" if counts["skip"] else "",
    ]
    return ", ".join(part for part in parts if part) or "nothing new"


def _field(field: str) -> str:
    """A field as the user may say it; parts of addresses and labels stay as they are."""
    return field if field in FIELDS and field != "keep" else ""


def _example(rows: Any, place: int) -> str:
    return next((row[place] for row in rows if place < len(row) and row[place]), "")


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _missing(text: str) -> str:
    return "" if not text or _path(text).is_file() else "there is no such file"
