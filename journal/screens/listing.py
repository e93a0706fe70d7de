"""Listing: a place whose list can be narrowed by a filter; hits appear at once, the rest arrives in slices."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import getters, work

from journal.dialogs.choose import ChooseDialog
from journal.screens.browsing import Browsing
from journal.screens.desk import Desk
from journal.search.query import QueryError
from journal.search.search import Hits
from journal.widgets.filter_bar import FilterBar, FilterField


class Listing(Browsing):
    """Contacts and Timeline: a filter bar above the rows."""

    ORDERS: ClassVar[Mapping[str, str]] = {}
    """Order → its name, for every way to sort; the first is the usual one."""

    filter_bar = getters.query_one(FilterBar)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.order = next(iter(self.ORDERS))
        self.words: Sequence[str] = ()
        self._settled = False

    def search(self, text: str) -> Hits:
        """Begin a search. Raises QueryError."""
        raise NotImplementedError

    def begin_list(self) -> None:
        """Forget the hits shown so far."""
        raise NotImplementedError

    def take(self, ids: Sequence[str]) -> None:
        """Take further hits at the end of the list."""
        raise NotImplementedError

    def show_found(self, keep: str | None) -> None:
        """Show the hits, with the cursor on the record `keep` if it is among them."""
        raise NotImplementedError

    def say_count(self, search: Hits) -> None:
        """Say how much was found."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.watch(self.rows, "marked", lambda marked: self.filter_bar.count_marks(len(marked)))

    def refresh_all(self) -> None:
        self.filter_bar.veil(self.desk.blurred)
        current = self.rows.current
        untouched = not self._settled and not self.rows.touched
        self._settled = self.desk.complete
        self.run_search(None if current is None or untouched else self.rows.key(current))

    def run_search(self, keep: str | None = None) -> None:
        """Search anew. The first hits stand there when this returns, unless the cursor is to stay on a record."""
        try:
            search = self.search(self.filter_bar.text)
        except QueryError as error:
            self.filter_bar.complain(str(error))
            return
        self.workers.cancel_group(self, "search")
        first = search.step()
        self.words = search.words
        shown = search.done or (keep is None and bool(first))
        if shown:
            self._show(search, first, keep)
        if not search.done:
            self._go_on(search, list(first), keep, shown)

    def _show(self, search: Hits, ids: Sequence[str], keep: str | None) -> None:
        self.begin_list()
        self.take(ids)
        self.show_found(keep)
        self.say_count(search)

    @work(group="search")
    async def _go_on(self, search: Hits, found: list[str], keep: str | None, shown: bool) -> None:
        """Collect the rest. The old list stays until there is something to show, or all, if the cursor is to stay."""
        while not search.done:
            await asyncio.sleep(0)
            if not self.is_attached:
                return  # the program is being left
            more = search.step()
            if shown:
                self.take(more)
                self.rows.grow()
                continue
            found += more
            if found and keep is None:
                self._show(search, found, None)
                shown = True
        if not shown:
            self._show(search, found, keep)
        self.say_count(search)

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        self.rows.mark(frozenset())
        self.run_search()

    def on_filter_field_left(self, event: FilterField.Left) -> None:
        self.rows.focus()

    def reveal(self, id: str) -> None:
        """Put the cursor on a record, without the filter if need be."""
        if self.filter_bar.text:
            with self.prevent(FilterBar.Changed):
                self.filter_bar.text = ""
        self.run_search(id)

    def narrow(self, text: str) -> None:
        """Show what a filter finds."""
        self.filter_bar.text = text

    def action_filter(self) -> None:
        self.remove_class("-page")
        self.filter_bar.focus_field()

    def clear_filter(self) -> None:
        self.filter_bar.text = ""

    @work
    async def action_sort(self) -> None:
        options = [(order, name, "") for order, name in self.ORDERS.items()]
        chosen = await self.ask(ChooseDialog("Order", options, current=self.order))
        if chosen is not None:
            self.order = chosen
            self.run_search()
