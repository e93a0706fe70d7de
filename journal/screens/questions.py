"""Questions to ask: the bank, to look through by event and depth, and to take some of them to an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from journal.dialogs.choose import ChooseDialog
from journal.domain.events import Event
from journal.domain.questions import Question
from journal.domain.words import day_head, plural, when
from journal.screens.acts.questions import QuestionActs
from journal.screens.question_rows import CARRIED, Choice, QuestionRow, coming, draw, fitting, rows, write_question
from journal.screens.two_pages import NO_PLACE, keys_of_all
from journal.widgets.filter_bar import FilterBar, FilterField
from journal.widgets.frame import BREAKPOINTS, NARROW, ROOMY, TALL, TopBar, list_width
from journal.widgets.line import BOLD, MUTED, fit, spread
from journal.widgets.page import Page
from journal.widgets.row_list import RowList
from journal.widgets.stages import StepKeys

if TYPE_CHECKING:
    from journal.screens.place import Place


TITLE = "Questions to ask"


class QuestionList(RowList[QuestionRow]):
    """Questions, in which enter takes them along."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "take along", tooltip="Take it, or all marked, to the event", id="list.open"),
    ]


class QuestionsScreen(ModalScreen[None]):
    """The bank on the left, the question under the cursor and what goes with one on the right."""

    CSS_PATH = "questions.tcss"
    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "#rows"
    HELP_TEXT = "Take two or three along. Questions of your own go into questions.toml of the settings folder."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark", tooltip="Mark it; enter and y then mean all marked", id="questions.mark"),
        Binding("y", "copy", "copy", tooltip="Copy it, or all marked", id="questions.copy"),
        Binding("f", "whom_for", "for which event", tooltip="For which event, or kind of event", id="questions.for"),
        Binding("o", "depth", "depth", tooltip="Only openers, deeper ones, closers …", id="questions.depth"),
        Binding("n", "own", "own question", tooltip="A question of your own for the event", id="questions.own"),
        Binding("x", "take_away", "leave it here", tooltip="It does not go with you", id="questions.remove"),
        Binding("slash", "filter", "search", tooltip="Questions with these words", id="questions.filter", show=False),
        Binding("u", "app.undo", "undo", tooltip="Take back the last change", id="questions.undo", show=False),
        Binding("tab", "other_side", "other side", tooltip="To the other side", id="questions.side", show=False),
        *keys_of_all("questions"),
        Binding("escape,q", "leave", "back", tooltip="Back to where you were", id="questions.back"),
    ]

    rows = getters.query_one("#rows", RowList)
    page = getters.query_one("#page", Page)
    filter_bar = getters.query_one(FilterBar)

    def __init__(self, place: Place, event: str = "") -> None:
        super().__init__(classes="place")
        self.desk, self.acts = place.desk, QuestionActs(place)
        first = self.desk.journal.events.get(event) or next(iter(coming(self.desk)), None)
        self.choice = Choice(first, first.kind if first else "")
        self.found: dict[str, Question] = {}

    def compose(self) -> ComposeResult:
        yield TopBar(NO_PLACE, go="screen.go", id="top")
        with Horizontal(id="body"):
            with Vertical(id="list"):
                yield Static(id="title")
                yield FilterBar()
                yield QuestionList(self._draw, key=lambda row: row.id, selectable=lambda row: row.first, id="rows")
            yield Page(id="page")
        yield StepKeys(id="keys")

    def on_mount(self) -> None:
        self.desk.index.listeners.append(self._follow)
        self.query_one("#top", TopBar).day = day_head(self.desk.today, self.desk.today)

    def on_unmount(self) -> None:
        self.desk.index.listeners.remove(self._follow)

    def _follow(self, touched: object) -> None:
        self.look_again()

    def on_resize(self) -> None:
        at = list_width(self.size.width)
        self.query_one("#top", TopBar).divider = self.query_one("#keys", StepKeys).divider = at
        self.rows.after = 3 if NARROW <= self.size.width < ROOMY else 2
        self.page.before, self.page.after = 2, 3
        self.call_after_refresh(self.look_again)

    def look_again(self) -> None:
        """Show everything as it is now, with the cursor where it was."""
        if not self.rows.size.width:
            return
        event = self.choice.event
        self.choice = self.choice._replace(event=self.desk.journal.events.get(event.id) if event else None)
        found = fitting(self.desk, self.choice)
        self.found = {one.id: one for _, some in found for one in some}
        current = self.rows.current
        every = rows(found, self.rows.text_width, tall=self.size.height >= TALL)
        at = next((at for at, row in enumerate(every) if current and row.first and row.id == current.id), None)
        self.rows.show(every, at)
        self.filter_bar.say(plural(len(self.found), "question") if every else "none")
        self._say_title()
        self._show_page()

    def _say_title(self) -> None:
        kinds = self.desk.prep.checklists.checklists
        kind = kinds[self.choice.kind].called if self.choice.kind in kinds else "any event"
        said = self.desk.seen(self.choice.event.title) if self.choice.event else kind
        title = self.query_one("#title", Static)
        width = title.content_size.width
        note = fit(f"for {said}", max(1, width - len(TITLE) - 2)).rstrip()
        title.update(spread(width, (TITLE, BOLD), (note, MUTED)))

    def _show_page(self) -> None:
        row = self.rows.current
        question = self.found.get(row.id) if row else None
        self.page.show_lines(lambda lines: write_question(self.desk, question, self.choice, lines), keep=True)
        self.refresh_bindings()

    def _draw(self, row: QuestionRow, width: int, here: bool) -> Content:
        event = self.choice.event
        texts = frozenset(event.questions) if event else frozenset()
        carried = {row.id} if row.id in self.found and self.found[row.id].text in texts else set()
        return draw(row, width, here, carried)

    @property
    def chosen(self) -> list[Question]:
        """The questions that are marked, else the one under the cursor."""
        row = self.rows.current
        ids = [id for id in self.found if id in self.rows.marked] or ([row.id] if row else [])
        return [self.found[id] for id in ids]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("mark", "copy"):
            return self.rows.has_focus and self.rows.current is not None
        if action == "own":
            return self.choice.event is not None
        return self._line is not None if action == "take_away" else True

    @property
    def _line(self) -> int | None:
        """The number of the carried question under the cursor of the page."""
        line = self.page.current if self.page.has_focus else None
        return int(line.id) - 1 if line is not None and line.table == CARRIED else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if event.list is self.rows:
            self._show_page()
        else:
            self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        self.choice = self.choice._replace(words=event.text)
        self.look_again()

    def on_filter_field_left(self, event: FilterField.Left) -> None:
        self.rows.focus()

    def action_filter(self) -> None:
        self.filter_bar.focus_field()

    def action_mark(self) -> None:
        self.rows.toggle_mark()

    def action_other_side(self) -> None:
        """From the bank to what goes with one, and back; where one side is seen at a time, to the other one."""
        there = self.rows.has_focus
        self.set_class(there, "-page")
        self.call_after_refresh((self.page if there else self.rows).focus)

    def action_leave(self) -> None:
        """One step back: from the page to the list, then the marks go, then the words, then the screen."""
        if self.page.has_focus:
            self.action_other_side()
        elif self.rows.marked:
            self.rows.mark(frozenset())
        elif self.filter_bar.text:
            self.filter_bar.text = ""
        else:
            self.dismiss(None)

    @work
    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Take along what is chosen; what goes with one already, and is not marked, is left here again."""
        if event.list is self.rows:
            await self._take()

    async def _take(self) -> None:
        event, chosen = self.choice.event, self.chosen
        if event is None:
            self.app.notify("There is no event to take it to: y copies, and n in Prep makes an event.", markup=False)
        elif not self.rows.marked and chosen and chosen[0].text in event.questions:
            self._taken(self.acts.put(event, [text for text in event.questions if text != chosen[0].text]))
        else:
            self._taken(await self.acts.take(event, chosen))

    def _taken(self, event: Event | None) -> None:
        if event is not None:
            self.choice = self.choice._replace(event=event)
            self.rows.mark(frozenset())
            self.look_again()

    @work
    async def action_own(self) -> None:
        """A question of one's own."""
        if self.choice.event is not None:
            self._taken(await self.acts.own(self.choice.event))

    def action_take_away(self) -> None:
        """Leave the question under the cursor of the page here."""
        event, number = self.choice.event, self._line
        if event is not None and number is not None:
            self._taken(self.acts.put(event, [text for at, text in enumerate(event.questions) if at != number]))

    def action_copy(self) -> None:
        """Copy what is chosen."""
        self.acts.copy(self.chosen)

    @work
    async def action_whom_for(self) -> None:
        """For which event or kind of event."""
        events = coming(self.desk)
        kinds = self.desk.prep.checklists.checklists.values()
        options: list[tuple[Choice, str, str]] = [
            (Choice(each, each.kind), self.desk.seen(each.title), when(each.day, self.desk.today)) for each in events
        ]
        options += [(Choice(None, each.id), each.title, "kind of event") for each in kinds]
        options.append((Choice(), "Any event", "the whole bank"))
        found: Choice | None = await self.app.push_screen_wait(ChooseDialog("Questions for …", options))
        if found is not None:
            self.choice = found._replace(stage=self.choice.stage, words=self.choice.words)
            self.look_again()

    @work
    async def action_depth(self) -> None:
        """Questions of one stage of a conversation only."""
        stages = self.desk.prep.questions.stages
        options = [("", "All of them", ""), *((id, text, "") for id, text in stages.items())]
        stage = await self.app.push_screen_wait(ChooseDialog("How deep?", options, current=self.choice.stage))
        if stage is not None:
            self.choice = self.choice._replace(stage=stage)
            self.look_again()

    async def action_go(self, mode: str) -> None:
        """To a place: this screen is closed first."""
        self.dismiss(None)
        await self.app.run_action(f"go('{mode}')")
