"""Starting points: choose one or several, answer a few questions, see what would be made, make it in one step."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen

from journal.dialogs.pack import PackDialog, PackPreview
from journal.domain.decisions import Setting
from journal.domain.packs import Pack, Packs, Plan, asked, plan, said
from journal.domain.record import Invalid
from journal.domain.words import day_head
from journal.screens.desk import Desk
from journal.screens.pack_lines import First, write_pack, write_plan
from journal.store.journal import StoreError, Transaction
from journal.texts import load_packs, load_templates
from journal.widgets.frame import BREAKPOINTS, ROOMY, TopBar, list_width
from journal.widgets.line import BOLD, MUTED, PLAIN, run, wrap
from journal.widgets.page import Page
from journal.widgets.row_list import RowList
from journal.widgets.stages import StepKeys

if TYPE_CHECKING:
    from journal.app import JournalApp
    from journal.screens.place import Place

NO_PLACE = -1


class PackLine(NamedTuple):
    """A line of the list: the title of a pack (that can hold the cursor), or a line of whom it is for."""

    content: Content
    pack: str = ""
    first: bool = False


class PacksScreen(ModalScreen[list[str] | None]):
    """The packs, and what the one under the cursor is; returns the ids of those chosen, the last one last."""

    CSS_PATH = "packs.tcss"
    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "#rows"
    HELP_TEXT = "Everything is shown before it is made. space takes several together; the rhythm of the last one holds."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "choose", tooltip="Go on with it, or with those that are marked", id="packs.choose"),
        Binding("space", "mark", "take several", tooltip="Mark it: several go together", id="packs.mark"),
        Binding("right,l", "read", "read", tooltip="Read about it", id="packs.read"),
        Binding("question_mark,f1", "app.help", "help", tooltip="The keys of this screen", id="packs.help"),
        Binding("escape,q", "back", "back", tooltip="One step back; nothing is made", id="packs.back"),
    ]

    rows = getters.query_one("#rows", RowList)
    page = getters.query_one("#page", Page)

    def __init__(self, desk: Desk, packs: Packs, first: First, chosen: Sequence[str] = ()) -> None:
        super().__init__()
        self.desk, self.packs, self.first = desk, packs, first
        self.begin = chosen[-1] if chosen else ""
        self.order = list(chosen) if len(chosen) > 1 else []

    def compose(self) -> ComposeResult:
        yield TopBar(NO_PLACE, id="top")
        with Horizontal(id="body"):
            yield RowList[PackLine](
                lambda line, width, here: line.content.stylize("bold") if here and line.first else line.content,
                key=lambda line: line.pack,
                selectable=lambda line: line.first,
                id="rows",
            )
            yield Page(id="page")
        yield StepKeys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#top", TopBar).day = day_head(self.desk.today, self.desk.today)

    def on_resize(self) -> None:
        at = list_width(self.size.width)
        self.query_one("#top", TopBar).divider = self.query_one("#keys", StepKeys).divider = at
        self.page.before, self.page.after = (2, 3) if self.size.width >= ROOMY else (3, 2)
        lines = self.lines((at or self.size.width) - self.rows.before - self.rows.after)
        here = self.pack.id if self.rows.rows else self.begin
        self.rows.show(lines, next((n for n, line in enumerate(lines) if line.first and line.pack == here), None))
        self.rows.mark(frozenset(self.order))
        self.show_pack()

    def lines(self, width: int) -> list[PackLine]:
        """The list: every pack with whom it is for; without the words where all of them would not fit."""
        head = [PackLine(run(("Where are you now?", BOLD))), PackLine(Content(""))]
        full: list[PackLine] = []
        for pack in self.packs.packs.values():
            full.append(PackLine(run((pack.title, PLAIN)), pack.id, True))
            full += [PackLine(line, pack.id) for line in wrap((pack.who, MUTED), width)]
            full.append(PackLine(Content("")))
        return head + full[:-1]

    @property
    def pack(self) -> Pack:
        """The one under the cursor."""
        line = self.rows.current
        return self.packs.packs[line.pack] if line else next(iter(self.packs.packs.values()))

    def show_pack(self) -> None:
        self.page.show_lines(partial(write_pack, self.pack, self.packs, self.first, self.desk.today))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if event.list is self.rows and event.row is not None:
            self.show_pack()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Go on; where only one side is shown, read about it first."""
        if self.size.width < ROOMY and not self.has_class("-page") and not self.order:
            self.action_read()
        else:
            self.dismiss(self.order or [self.pack.id])

    def action_mark(self) -> None:
        """Take it with others, or leave it."""
        id = self.pack.id
        self.order = [each for each in self.order if each != id] + ([] if id in self.order else [id])
        self.rows.mark(frozenset(self.order))

    def action_read(self) -> None:
        self.add_class("-page")
        self.page.focus()

    def action_back(self) -> None:
        if self.has_class("-page"):
            self.remove_class("-page")
            self.rows.focus()
        else:
            self.dismiss(None)


class StartingPoints:
    """The steps from the list of packs to what is made."""

    def __init__(self, place: Place) -> None:
        self.place, self.desk = place, place.desk
        self.answers: dict[str, str] = {}

    async def run(self) -> None:
        """Go through the steps, until something was made or the list is left."""
        packs, problems = await asyncio.to_thread(load_packs, self.desk.paths.config)
        drafts, _ = await asyncio.to_thread(load_templates, self.desk.paths.config)
        for problem in problems:
            self.place.app.notify(problem, severity="warning", markup=False)
        self.desk.packs = packs.packs
        first = First(drafts.templates, self.desk.prep)
        chosen: Sequence[str] = ()
        while True:
            chosen = await self.place.ask(PacksScreen(self.desk, packs, first, chosen))
            if not chosen:
                break
            if await self._fit([packs.packs[id] for id in chosen], packs, first):
                return
        if self.desk.journal.empty:
            cast("JournalApp", self.place.app).welcome()

    async def _fit(self, chosen: Sequence[Pack], packs: Packs, first: First) -> bool:
        """Ask what the packs need to know and show what they make; whether it was made."""
        title = " + ".join(pack.title for pack in chosen)
        asks = {name: packs.asks[name] for pack in chosen for name in asked(pack, packs.asks)}
        while True:
            if asks:
                answers: Mapping[str, str] | None = await self.place.ask(PackDialog(title, asks, self.answers))
                if answers is None:
                    return False
                self.answers |= answers
            made = plan(chosen, packs, self.answers, self.desk.today)
            write = partial(write_plan, self.desk, made, self._again(chosen), chosen, first)
            if await self.place.ask(PackPreview(f"{title}: what it makes", write)) and self._make(made, title):
                return True
            if not asks:
                return False

    def _again(self, chosen: Sequence[Pack]) -> list[str]:
        before = {str(goal.get("pack", "")) for goal in self.desk.journal.goals.docs.values()}
        return [pack.title for pack in chosen if pack.id in before]

    def _make(self, made: Plan, title: str) -> bool:
        """Write all of it in one step; when that fails, say why."""
        first = ""
        try:
            with self.desk.journal.transaction(f"starting point “{title}”") as transaction:
                goals = [transaction.add(goal) for goal in made.goals]
                for followup in made.first_week:
                    transaction.add(followup)
                self._set(transaction, "rhythm", {str(circle): days for circle, days in made.cadence.items()})
                self._set(transaction, "capacity", {"weekly": made.capacity})
                first = goals[0].id
        except (StoreError, Invalid, OSError) as error:
            self.place.fail(error)
            return False
        instead = f" The rhythm is that of “{made.rhythm_from}”." if made.instead_of else ""
        self.place.written(f"Made {said(made)}.{instead}   u takes it back")
        self.place.post_message(self.place.Wanted("goals", first))
        return True

    def _set(self, transaction: Transaction, name: str, values: Mapping[str, int]) -> None:
        before = self.desk.journal.settings.get(name)
        if before is None:
            transaction.add(Setting.parse(values, name))
        elif before.document() != (after := before.changed(**values)).document():
            transaction.change(before, after)
