"""Importing from inside the program: choose a file, see what would come in, say yes; one undo takes it back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from journal.dialogs.ask import AskDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.domain.words import plural
from journal.exchange.files import ExchangeError
from journal.exchange.formats import Terms, plan_files
from journal.exchange.plan import Plan, apply
from journal.screens.desk import Desk
from journal.screens.place import Place
from journal.store.journal import StoreError
from journal.store.log import new_id

SHOWN = 8
"""Names shown before it is said how many more there are."""


class ImportFlow:
    """The steps of one import."""

    def __init__(self, place: Place, desk: Desk) -> None:
        self.place, self.desk = place, desk
        self.path = ""

    async def run(self) -> None:
        while (plan := await self._plan()) is not None:
            if not plan.changes:
                self.place.app.notify(f"{Path(self.path).name}: nothing new in it.", markup=False)
                return
            if await self.place.ask(self._question(plan)) and self._apply(plan):
                self.place.written(f"Imported {_counted(plan)}.   u takes it back")
                return

    def _apply(self, plan: Plan) -> bool:
        """Write it; when that fails, say why, and the file can be chosen again."""
        try:
            apply([plan], self.desk.journal)
        except StoreError as error:
            self.place.fail(error)
            return False
        return True

    async def _plan(self) -> Plan | None:
        """Ask for a file until one can be read."""
        while True:
            answer = await self.place.ask(
                AskDialog(
                    "Import people",
                    "file",
                    self.path,
                    hint="Connections.csv, its zip, or a .json; all is shown before it is saved",
                    check=_missing,
                    button="Look at it",
                )
            )
            if not answer:
                return None
            self.path = answer
            terms = Terms(self.desk.config.date_order, self.desk.now, new_id, "")
            self.place.busy("Looking at every row …")
            try:
                plans = await asyncio.to_thread(plan_files, [_path(answer)], self._documents, terms)
            except (ExchangeError, OSError) as error:
                self.place.fail(error)
            else:
                return plans[0]
            finally:
                self.place.busy("")

    def _documents(self, table: str) -> Mapping[str, Mapping[str, Any]]:
        return self.desk.journal.collection(table).docs

    def _question(self, plan: Plan) -> ConfirmDialog:
        new = [row.name for row in plan.rows if row.verdict in ("new", "suggest")]
        names = ", ".join(map(self.desk.seen, new[:SHOWN])) + (f" and {len(new) - SHOWN} more" if len(new) > SHOWN else "")
        lines = [_counted(plan) + ".", names, *plan.notes]
        text = "\n\n".join(line for line in lines if line)
        return ConfirmDialog("Import this?", text, [("i", "Import", True), ("escape", "Cancel", False)])


def _counted(plan: Plan) -> str:
    counts = plan.counts
    parts = [
        plural(counts["new"] + counts["suggest"], "new person", "new people"),
        f"{counts['update']} with something new" if counts["update"] else "",
        f"{counts['same']} here already" if counts["same"] else "",
        f"{counts['skip']} left out" if counts["skip"] else "",
    ]
    return ", ".join(part for part in parts if part)


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _missing(text: str) -> str:
    return "" if not text or _path(text).is_file() else "there is no such file"
