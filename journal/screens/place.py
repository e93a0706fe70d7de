"""Place: what the five places share: a list on the left, the chosen thing on the right, keys at the bottom."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen, Screen

from journal.dialogs.form import Form
from journal.dialogs.message import MessageDialog
from journal.domain.record import Invalid
from journal.domain.words import day_head
from journal.screens.acts.base import Acts
from journal.screens.desk import Desk
from journal.store.journal import Change, StoreError
from journal.widgets.frame import BREAKPOINTS, ROOMY, KeyBar, TopBar, list_width
from journal.widgets.page import Page
from journal.widgets.row_list import RowList

if TYPE_CHECKING:
    from journal.app import JournalApp

A_MOMENT = 0.05
"""Seconds between two looks whether the journal is read."""
Target = tuple[str, str]
"""(table, id) of the record that an action is about."""


def act(key: str, verb: str, description: str, tooltip: str, *, show: bool = True) -> Binding:
    """The binding of a verb that is done to the record under the cursor, or to all that are marked."""
    return Binding(key, f"act('{verb}')", description, tooltip=tooltip, id=f"record.{verb}", show=show)


class Place(Screen[None]):
    """One of the five places. Verbs are looked up by the kind of record the cursor is on."""

    NUMBER: ClassVar[int] = 0
    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "#rows"
    BOARD: ClassVar[bool] = False
    """Whether the page is a board, and the list beside it narrow."""
    KEYS_FIRST: ClassVar[tuple[str, ...]] = ()
    """Ids of the bindings that stand first at the foot of this place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        act("l", "log", "log", "Log a talk with them"),
        act("f", "follow_up", "follow-up", "Promise something, or note what was promised"),
        act("d", "done", "done", "It is done"),
        act("z", "let_go", "let go", "Let it go: no more reminders, nothing counted"),
        Binding("n", "new", "new", tooltip="Something new", id="place.new"),
        act("e", "edit", "edit", "Change it in a form"),
        Binding("space", "mark", "mark", tooltip="Mark it; actions then go to all marked", id="list.mark"),
        Binding("o", "sort", "sort", tooltip="Another order", id="list.sort"),
        act("x", "remove", "remove", "Remove it; u takes it back"),
        act("s", "snooze", "later", "Not now: hide until a day, or move the date"),
        act("w", "why", "why", "Why they come up, and how warm the tie is, term by term"),
        act("m", "message", "message", "Write to them, from a template"),
        act("i", "introduce", "introduce", "Be introduced to them, or introduce them to somebody"),
        act("a", "attach", "link", "Link to a goal, a place in it, or an event"),
        act("t", "tags", "topics", "Change the topics"),
        act("E", "editor", "editor", "Write the note in your own editor"),
        act("A", "archive", "archive", "Put them away; everything is kept", show=False),
        act("S", "status", "status", "A hard time, no contact, put away, in memory", show=False),
        act("plus", "circle_in", "closer", "One circle in", show=False),
        act("minus", "circle_out", "wider", "One circle out", show=False),
        act("plus", "more", "one more", "One more on the measure of the goal"),
        act("minus", "less", "one less", "One less on the measure of the goal", show=False),
        act("M", "merge", "same person", "Two marked people side by side, to be made one", show=False),
        act("y", "copy", "copy", "Copy an address", show=False),
        act("b", "link", "open link", "Open a link", show=False),
        act("I", "everything", "everything", "Everything about them as text, to read or to hand over", show=False),
        Binding("slash", "filter", "filter", tooltip="Filter or search here", id="place.filter", show=False),
        Binding("escape", "back", "back", tooltip="One step back", id="place.back", show=False),
    ]

    @dataclass
    class Written(Message):
        """Something was written to the journal; `said` is what to tell the user, if the screen does not show it."""

        said: str = ""

    @dataclass
    class Wanted(Message):
        """A record of another place is to be shown."""

        table: str
        id: str

    rows = getters.query_one("#rows", RowList)
    page = getters.query_one("#page", Page)

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="place -board" if self.BOARD else "place")
        self.desk = desk
        self.acts: dict[str, Acts] = {}
        self._acting = self._wrote = False

    def compose(self) -> ComposeResult:
        yield TopBar(self.NUMBER, id="top")
        with Horizontal(id="body"):
            with Vertical(id="list"):
                yield from self.compose_list()
            yield Page(id="page")
        yield KeyBar(id="keys")

    def compose_list(self) -> Iterable[Any]:
        """The widgets of the left side; one of them is the RowList #rows."""
        raise NotImplementedError

    def on_resize(self) -> None:
        self.place_divider()

    def place_divider(self) -> None:
        """Tell the bars where the line between the panes meets them."""
        at = list_width(self.size.width, board=self.BOARD)
        self.query_one("#top", TopBar).divider = at
        self.query_one("#keys", KeyBar).divider = at

    async def on_screen_resume(self) -> None:
        # Mounting, looking and painting each take their time: keys, and what else waits, get their turn in between.
        self._be_covered(False)
        await asyncio.sleep(0)
        self.turn_day()
        self.refresh_all()
        await asyncio.sleep(0)

    def on_screen_suspend(self) -> None:
        self._be_covered(True)

    def _be_covered(self, covered: bool) -> None:
        """Under a dialog there are no keys that work, and no toasts beside those of the dialog."""
        self.set_class(covered, "-covered")
        self.query_one("#keys", KeyBar).covered = covered

    def turn_day(self) -> None:
        """Say which day it is, and whether nothing can be changed."""
        mode = "read only · " if self.desk.journal.read_only else ""
        self.query_one("#top", TopBar).day = mode + day_head(self.desk.today, self.desk.today)

    def capture_start(self) -> str:
        """What a line begins with that is captured here: it names whom or what the place shows."""
        return ""

    def reveal(self, id: str) -> None:
        """Put the cursor on a record, if the place has it."""

    def begin(self, id: str) -> None:
        """Do at once what the program was opened for: by itself, show a record."""
        self.reveal(id)

    def refresh_all(self) -> None:
        """Show the journal as it is now."""
        raise NotImplementedError

    def journal_changed(self, changes: list[Change] | None) -> None:
        """Show what was written here or elsewhere; None means that anything may have changed."""
        self.refresh_all()

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def targets(self, verb: str) -> list[Target]:
        """What a verb is done to: the line of the page, if that can be; else what is marked, or chosen, in the list."""
        if self.page.has_focus and (line := self.page.current) and verb in self.acts[line.table].verbs:
            return [(line.table, line.id)]
        targets = self.list_targets()
        return targets if targets and verb in self.acts[targets[0][0]].verbs else []

    def list_targets(self) -> list[Target]:
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.targets(str(parameters[0]))) if action == "act" else True

    @work
    async def action_act(self, verb: str) -> None:
        targets = self.targets(verb)
        table = targets[0][0] if targets else ""
        there = self.desk.journal.collection(table).docs if table else {}
        if ids := [id for _, id in targets if id in there]:
            await self.once(self.do(table, verb, ids))

    async def once(self, act: Coroutine[Any, Any, None]) -> None:
        """One act at a time: a key pressed twice in a hurry does not act on what is gone, or open two forms."""
        if self._acting:
            act.close()
            return
        self._acting, self._wrote = True, False
        try:
            await act
        finally:
            self._acting = False
        if self._wrote:
            self.rows.mark(frozenset())  # they have served

    async def do(self, table: str, verb: str, ids: list[str]) -> None:
        """Do it; a failure is said and nothing is lost."""
        try:
            await getattr(self.acts[table], verb)(ids)
        except (StoreError, Invalid, OSError) as error:
            self.fail(error)

    def fail(self, error: Exception) -> None:
        """Say what went wrong; it stays until it has been read."""
        self.app.notify(self.desk.why(error), severity="error", markup=False)

    async def ask(self, dialog: ModalScreen[Any]) -> Any:
        """Show a dialog and wait for its answer."""
        if isinstance(dialog, Form | MessageDialog):
            dialog.veiled = self.desk.blurred
        if isinstance(dialog, Form):
            dialog.keep_in(self.desk.drafts)
        return await self.app.push_screen_wait(dialog)

    def written(self, said: str = "") -> None:
        self._wrote = True
        self.post_message(self.Written(said))

    def take_in(self) -> None:
        """Follow at once what was written, for an act that goes on from there."""
        cast("JournalApp", self.app).pulse()

    @property
    def shows_page(self) -> bool:
        """Whether the page of the chosen thing can be seen: beside the list, or in its place."""
        return self.size.width >= ROOMY or self.has_class("-page")

    async def all_read(self) -> None:
        """Wait until the whole journal is read, and say so at the foot."""
        if self.desk.complete:
            return
        self.busy("Reading the timeline; this goes on in a moment …")
        while self.is_attached and not self.desk.complete:
            await asyncio.sleep(A_MOMENT)
        self.busy("")

    def open_page(self) -> None:
        """Go to the page: beside the list where there is room, in its place where there is not."""
        self.add_class("-page")
        self.page.focus()
        self.place_divider()

    def action_mark(self) -> None:
        if not self.page.has_focus:
            self.rows.toggle_mark()
            self.refresh_bindings()

    def action_back(self) -> None:
        """One step back: from the page to the list, then the marks go, then the filter."""
        if self.page.has_focus or self.has_class("-page"):
            self.remove_class("-page")
            self.rows.focus()
            self.place_divider()
        elif self.rows.marked:
            self.rows.mark(frozenset())
        else:
            self.clear_filter()

    def clear_filter(self) -> None:
        """Show everything again."""

    def action_filter(self) -> None:
        """Go to the filter."""

    def action_sort(self) -> object:
        """Another order."""

    @work
    async def action_review(self) -> None:
        """Go through the week."""
        from journal.screens.acts.weekly import review  # it stands on what is defined here

        await self.once(review(self))

    @work
    async def action_insights(self) -> None:
        """What was got and given, and how it goes."""
        from journal.screens.acts.weekly import insights  # it stands on what is defined here

        await self.once(insights(self))

    @work
    async def action_introductions(self) -> None:
        """All introductions."""
        from journal.screens.acts.opening import introductions  # it stands on what is defined here

        await self.once(introductions(self))

    @work
    async def action_starting_points(self) -> None:
        """Goals to begin with, for somebody like the user."""
        from journal.screens.acts.opening import starting_points  # it stands on what is defined here

        await self.once(starting_points(self))

    @work
    async def action_open(self, name: str) -> None:
        """What prepares for any event: questions to ask, an introduction of oneself, small asks."""
        from journal.screens.acts.preparing import OPENS  # it stands on what is defined here

        await self.once(OPENS[name](self))

    @work
    async def action_duplicates(self) -> None:
        """People who may be there twice."""
        from journal.screens.acts.merging import possible_duplicates  # it stands on what is defined here

        await self.once(possible_duplicates(self))

    @work
    async def action_away(self) -> None:
        """Days on which one is away."""
        from journal.screens.acts.away import away  # it stands on what is defined here

        await self.once(away(self))

    @work
    async def action_rhythms(self) -> None:
        """How often one means to talk."""
        from journal.screens.acts.rhythms import set_rhythms  # it stands on what is defined here

        await self.once(set_rhythms(self))

    def busy(self, text: str) -> None:
        self.query_one("#keys", KeyBar).busy = text
