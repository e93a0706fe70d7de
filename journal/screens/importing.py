"""Importing from inside the program: choose a file, see what would come in, say yes; one undo takes it back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from journal.dialogs.ask import AskDialog
from journal.dialogs.columns import ColumnRow, ColumnsDialog
from journal.dialogs.incoming import Incoming, IncomingAnswer, IncomingDialog
from journal.domain.text import fold
from journal.exchange.applying import prepared
from journal.exchange.column_names import FIELDS, NAMING
from journal.exchange.columns import UnknownColumns, columns_of
from journal.exchange.files import ExchangeError
from journal.exchange.formats import Terms, plan_files
from journal.exchange.offers import Ticks
from journal.exchange.plan import Plan
from journal.exchange.remembered import recall, remember
from journal.exchange.skipped import keep
from journal.exchange.telling import ASKED_FOR, TABLES
from journal.screens.desk import Desk
from journal.screens.import_rows import counted, nothing_new, rows_of
from journal.screens.place import Place
from journal.screens.showing import Report, Showing, Stopped
from journal.store.bulk import ATTEMPTS, Bulk
from journal.store.disk import Busy
from journal.store.journal import StoreError
from journal.store.log import new_id

if TYPE_CHECKING:
    from journal.app import JournalApp


class Looked(NamedTuple):
    """A file as it was looked at: with which ticks, what would become of it, and that as the preview shows it."""

    ticks: Ticks
    plan: Plan
    shown: Incoming


class ImportFlow:
    """The steps of one import."""

    def __init__(self, place: Place, desk: Desk) -> None:
        self.place, self.desk = place, desk
        self.path = ""
        self.ticks = Ticks()
        self.columns: dict[str, str] = {}
        self.looked: Looked | None = None

    async def run(self) -> None:
        while await self._choose():
            looked = await self._look()
            while looked is not None:
                if not looked.plan.changes and all(offer.ticked for offer in looked.plan.offers):
                    self._say(nothing_new(self._name, looked.plan))
                    return
                answer = await self._answer(looked)
                if answer is None:
                    break
                looked = await self._taken(looked, answer)
                if looked is not None and not answer.columns and await self._apply(looked.plan):
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

    async def _look(self) -> Looked | None:
        """Look at the chosen file; if its columns are not known, ask about them. None: say another file."""
        while True:
            try:
                async with Showing(self.place, f"Looking at {self._name}") as showing:
                    return await showing.thread("Every row gets a verdict; nothing is written yet.", self._looking())
            except UnknownColumns as found:
                said = await self._said(found.header, found.rows)
                if said is None:
                    return None
                self.columns = said
            except Stopped:
                return None
            except (ExchangeError, OSError) as error:
                self.place.fail(error)
                return None

    def _looking(self) -> Callable[[Report], Looked]:
        """What looks at the file as it is ticked now, in a thread."""
        config, ticks = self.desk.config, self.ticks
        terms = Terms(config.date_order, self.desk.now, new_id, "", ticks, self.columns, recall(self._folder))

        def look(report: Report) -> Looked:
            (plan,) = plan_files([_path(self.path)], self._documents, terms, report)
            said = "\n".join([f"{self._name}: {counted(plan)}.", *plan.notes])
            ticked = frozenset(offer.name for offer in plan.offers if offer.ticked)
            return Looked(ticks, plan, Incoming(said, rows_of(plan), ticked))

        return look

    @property
    def _name(self) -> str:
        return Path(self.path).name

    @property
    def _folder(self) -> Path:
        return Path(self.desk.paths.state, "imports")

    async def _answer(self, looked: Looked) -> IncomingAnswer | None:
        """Show what would come in; it is counted again with every tick."""
        self.looked = looked

        async def again(ticked: frozenset[str], report: Report) -> Incoming:
            self.ticks = _ticks(looked.plan, ticked)
            try:
                self.looked = found = await asyncio.to_thread(self._looking(), report)
            except (ExchangeError, OSError) as error:
                return Incoming(self.desk.why(error), [], ticked)
            return found.shown

        has_columns = looked.plan.format in TABLES
        dialog = IncomingDialog(looked.shown, again, columns=has_columns, hidden=self.desk.blurred)
        answer: IncomingAnswer | None = await self.place.ask(dialog)
        return answer

    async def _taken(self, looked: Looked, answer: IncomingAnswer) -> Looked | None:
        """The file with the ticks, and perhaps the columns, of the answer."""
        self.ticks = _ticks(looked.plan, answer.ticked)
        if answer.columns:
            said = await self._said(looked.plan.header, [row.cells for row in looked.plan.rows[:3]])
            self.columns = self.columns if said is None else said
        elif self.looked is not None and self.looked.ticks == self.ticks:
            return self.looked
        return await self._look()

    async def _said(self, header: tuple[str, ...], rows: Any) -> dict[str, str] | None:
        """Ask which column is which."""
        known = {column.place: column.field for column in columns_of(header, self.columns)}
        columns = [
            ColumnRow(name, _field(known.get(place, "")), _example(rows, place))
            for place, name in enumerate(header)
            if name
        ]
        said: dict[str, str] | None = await self.place.ask(ColumnsDialog(columns, FIELDS, NAMING))
        return said

    async def _apply(self, plan: Plan) -> bool:
        """Write it; when that fails, say why, and the file can be chosen again."""
        try:
            await self._write(plan)
            if self.columns:
                remember(self._folder, plan.header, self.columns)
            kept = await asyncio.to_thread(keep, plan, self._folder, self.desk.now)
        except Stopped:
            return False
        except (StoreError, ExchangeError) as error:
            self.place.fail(error)
            return False
        where = f" What was left out is kept in {_short(kept.parent)}." if kept else ""
        self._say(f"Imported {counted(plan)}.{where}   u takes it back")
        return True

    async def _write(self, plan: Plan) -> None:
        """All of it as one change: until it is being written it can be stopped, and then nothing of it is there."""
        async with Showing(self.place, f"Importing {self._name}") as showing:
            bulk: Bulk = await showing.thread(
                "Getting it ready; nothing is written yet.", lambda report: prepared([plan], self.desk.journal, report)
            )
            for _ in range(ATTEMPTS):
                bulk.absorb()
                if await showing.thread("Writing it down.", lambda report: bulk.write(), may_stop=False):
                    break
            else:
                raise Busy("Not saved: other programs go on writing to the journal. Try again.")
            await showing.pieces("It is written. Bringing it to the screen.", self._taking_in(bulk), bulk.pieces)
        cast("JournalApp", self.place.app).tell(None)

    def _taking_in(self, bulk: Bulk) -> Iterator[None]:
        for _ in bulk.taking_in():
            self.desk.poll()
            yield

    def _say(self, said: str) -> None:
        self.place.written(said)

    def _documents(self, table: str) -> Mapping[str, Mapping[str, Any]]:
        # A copy, because the thread goes through it while the journal goes on.
        return dict(self.desk.journal.collection(table).docs)


def _ticks(plan: Plan, ticked: frozenset[str]) -> Ticks:
    """What these ticks mean."""
    left = {fold(offer.name) for offer in plan.offers if offer.name not in ticked | frozenset(ASKED_FOR)}
    return Ticks(ticked & frozenset(ASKED_FOR), frozenset(left))


def _field(field: str) -> str:
    """A field as the user may say it; parts of addresses and labels stay as they are."""
    return field if field in FIELDS and field != "keep" else ""


def _short(path: Path) -> str:
    """A path as shells show it."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _example(rows: Any, place: int) -> str:
    return next((row[place] for row in rows if place < len(row) and row[place]), "")


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _missing(text: str) -> str:
    return "" if not text or _path(text).is_file() else "there is no such file"
