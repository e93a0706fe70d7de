"""Contacts: who is this person to me, and how are we doing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import work
from textual.content import Content

from journal.domain.words import plural, span
from journal.screens.acts.entries import EntryActs
from journal.screens.acts.followups import FollowUpActs
from journal.screens.acts.introductions import IntroductionActs
from journal.screens.acts.people import PeopleActs
from journal.screens.desk import Desk
from journal.screens.listing import Listing
from journal.screens.person import write_person
from journal.screens.place import Target
from journal.search.search import PEOPLE_ORDERS, Hits
from journal.widgets.filter_bar import FilterBar
from journal.widgets.line import BOLD, MUTED, dots, run
from journal.widgets.page import Lines
from journal.widgets.person_row import PersonHeads, person_row, where_of
from journal.widgets.row_list import RowList


class ContactsScreen(Listing):
    """People, and the page of the one under the cursor."""

    NUMBER = 1
    KEYS_FIRST = (
        *("list.open", "record.message", "record.log", "record.follow_up", "record.why", "record.snooze"),
        *("record.edit", "place.new", "list.mark", "record.introduce"),
    )
    ORDERS = PEOPLE_ORDERS
    HELP_TEXT = (
        "The filter takes words and kind:mentor circle:close org:acme #rust due:yes last:>60d is:imported; "
        "- before a word turns it round."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        people = PeopleActs(self)
        self.acts = {
            "contacts": people,
            "interactions": EntryActs(self),
            "followups": FollowUpActs(self),
            "introductions": IntroductionActs(self),
        }
        self.people = people
        self.ids: list[str] = []

    def compose_list(self) -> Iterable[Any]:
        yield FilterBar()
        yield PersonHeads(classes="columns")
        yield RowList[str](self.draw, id="rows")

    def draw(self, id: str, width: int, here: bool) -> Content:
        """The row of a person."""
        document = self.desk.journal.contacts.docs.get(id)
        if document is None:
            return Content("")
        standing = self.desk.index.standing(id)
        shown = self.desk.complete and document.get("status") != "deceased"
        return person_row(
            document,
            width,
            here,
            name=self.desk.name(id),
            where=self.desk.seen(where_of(document, width)),
            last=span(standing.last_talk, self.desk.today) if self.desk.complete else "",
            warmth=dots(standing.dots if standing.touches else None) if shown else "",
        )

    def search(self, text: str) -> Hits:
        # How people stand is known when all entries are: until then they stand by name, as in the opening.
        order = self.order if self.desk.complete else "name"
        return self.desk.search_people(text, order, self.rows.marked)

    def begin_list(self) -> None:
        self.ids = []

    def take(self, ids: Sequence[str]) -> None:
        self.ids.extend(ids)

    def show_found(self, keep: str | None) -> None:
        self.rows.show(self.ids, self.ids.index(keep) if keep in self.ids else None)

    def say_count(self, search: Hits) -> None:
        everybody = not self.filter_bar.text.strip()
        if not self.desk.complete:
            self.filter_bar.say("reading …")
            return
        count = plural(len(self.ids), "person", "people")
        more = "" if search.done else "+"
        order = self.ORDERS[self.order]
        self.filter_bar.say(f"{count}{more} · {order}" if everybody else f"{len(self.ids):,}{more} of {self.total():,}")

    def total(self) -> int:
        """How many people are in the book: those put away are not counted."""
        return sum(
            document.get("status", "active") == "active" for document in self.desk.journal.contacts.docs.values()
        )

    def list_targets(self) -> list[Target]:
        chosen = [id for id in self.ids if id in self.rows.marked] if self.rows.marked else []
        current = self.rows.current
        return [("contacts", id) for id in chosen or ([current] if current else [])]

    def show_page(self, row: str | None, keep: bool) -> None:
        person = self.desk.person(row) if row else None
        if person is None:
            self.page.show_lines(self.nothing)
        else:
            self.page.show_lines(lambda lines: write_person(self.desk, person, lines), keep=keep)

    def nothing(self, lines: Lines) -> None:
        """What stands in place of a page: a fact, and the key that offers."""
        if self.desk.complete and self.total():
            lines.add("Nobody fits this filter.").add(run(("esc", BOLD), (" clears it.", MUTED)))
        elif self.desk.complete:
            lines.add("Nobody here yet.").add(
                run(("n", BOLD), (" adds somebody, ", MUTED), ("c", BOLD), (" notes a line.", MUTED))
            )

    @work
    async def action_new(self) -> None:
        await self.once(self.people.new())
