"""Introductions: all of them on one screen: those under way, whom one has connected, and who opened a door."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen

from journal.derived.introducing import introductions_of
from journal.domain.introduction_steps import day
from journal.domain.introductions import HAPPENED, ME, Introduction
from journal.domain.record import Invalid
from journal.domain.words import day_head, plural
from journal.screens.acts.introductions import IntroductionActs
from journal.screens.introduction_lines import TABLE, next_step, write_introduction
from journal.store.journal import StoreError
from journal.widgets.frame import BREAKPOINTS, ROOMY, TopBar, list_width
from journal.widgets.line import BOLD, MUTED, run
from journal.widgets.page import Lines, Page
from journal.widgets.row_list import RowList
from journal.widgets.stages import StepKeys

if TYPE_CHECKING:
    from journal.screens.place import Place

NO_PLACE = -1


def verb(key: str, name: str, word: str, tooltip: str) -> Binding:
    """The binding of what is done to the introduction under the cursor."""
    return Binding(key, f"act('{name}')", word, tooltip=tooltip, id=f"introductions.{name}")


class IntroductionsScreen(ModalScreen[None]):
    """What is under way on the left, what came of it on the right; one list below 100 columns."""

    CSS_PATH = "introductions.tcss"
    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "#left"
    HELP_TEXT = "Two people are introduced when both said yes; i on a person begins."
    BINDINGS: ClassVar[list[BindingType]] = [
        verb("d", "done", "next step", "It went on: the next step has happened"),
        verb("z", "let_go", "let go", "Nothing more is to come of it; again takes it up"),
        verb("m", "message", "message", "Write to whom the next step is about"),
        verb("e", "edit", "edit", "Change it in a form"),
        Binding("n", "new", "new", tooltip="A new introduction", id="introductions.new"),
        verb("x", "remove", "remove", "Remove it; u takes it back"),
        Binding("u", "app.undo", "undo", tooltip="Take back the last change", id="introductions.undo", show=False),
        Binding("tab", "app.focus_next", "other side", tooltip="To the other side", id="introductions.side"),
        Binding("question_mark,f1", "app.help", "help", tooltip="The keys of this screen", id="introductions.help"),
        Binding("f8", "veil", "blur", tooltip="Blur names: somebody is looking", id="introductions.blur", show=False),
        Binding("escape,q", "dismiss(None)", "back", tooltip="Back to where you were", id="introductions.back"),
    ]

    left = getters.query_one("#left", Page)
    right = getters.query_one("#right", Page)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.desk, self.place, self.acts = place.desk, place, IntroductionActs(place)
        self._acting = False

    def compose(self) -> ComposeResult:
        yield TopBar(NO_PLACE, id="top")
        with Horizontal(id="body"):
            yield Page(id="left")
            yield Page(id="right")
        yield StepKeys(id="keys")

    def on_mount(self) -> None:
        self.desk.index.listeners.append(self._follow)
        self.query_one("#top", TopBar).day = day_head(self.desk.today, self.desk.today)

    def on_unmount(self) -> None:
        self.desk.index.listeners.remove(self._follow)

    def on_resize(self) -> None:
        at = list_width(self.size.width)
        self.query_one("#top", TopBar).divider = self.query_one("#keys", StepKeys).divider = at
        self.left.before, self.left.after = 3, 3 if self.size.width >= ROOMY else 2
        self.look_again()

    def on_screen_resume(self) -> None:
        self.look_again()

    def _follow(self, touched: object) -> None:
        self.look_again()

    def look_again(self) -> None:
        """Show everything as the journal is now."""
        self.left.show_lines(self._left if self.two else self._all, keep=True)
        self.right.show_lines(self._right, keep=True)
        self.refresh_bindings()

    @property
    def two(self) -> bool:
        """Whether there are two pages beside each other."""
        return self.size.width >= ROOMY

    def _all(self, lines: Lines) -> None:
        self._left(lines)
        self._right(lines)

    def _left(self, lines: Lines) -> None:
        under_way = sorted((one for one in self._found() if self._goes_on(one)), key=self._due)
        lines.title("Introductions", f"{len(under_way)} under way" if under_way else "")
        if not self._found():
            lines.gap().add("Nobody was introduced here yet.")
            lines.add(run(("i", BOLD), (" on a person begins, ", MUTED), ("n", BOLD), (" here as well.", MUTED)))
            return
        lines.section("Under way")
        self._each(lines, under_way, "Nothing is waiting.")

    def _right(self, lines: Lines) -> None:
        over = [one for one in self._found() if not self._goes_on(one)]
        mine = [one for one in self._found() if one.broker == ME and one.status in HAPPENED]
        through = [one for one in self._found() if one.broker != ME and one.status in HAPPENED]
        rest = [one for one in over if one.status not in HAPPENED]
        if self.two and mine and not lines.tight:
            lines.gap()
        if mine:
            lines.section("Whom you connected", plural(len(mine), "introduction"))
            self._each(lines, [one for one in mine if one in over], "All of them are still under way.")
        if through:
            lines.section("Who opened a door for you", plural(len(through), "introduction"))
            self._each(lines, [one for one in through if one in over], "All of them are still under way.")
        if rest:
            lines.section("At rest")
            self._each(lines, rest, "")

    def _each(self, lines: Lines, some: Iterable[Introduction], nothing: str) -> None:
        found = list(some)
        for one in found:
            write_introduction(self.desk, one, lines)
        if not found:
            lines.muted(nothing)

    def _found(self) -> list[Introduction]:
        """All introductions, the newest first."""
        found = introductions_of(self.desk.index, ME)
        return sorted(found, key=lambda one: (day(one) or date.min, one.id), reverse=True)

    def _goes_on(self, introduction: Introduction) -> bool:
        return next_step(self.desk, introduction) is not None

    def _due(self, introduction: Introduction) -> tuple[date, str]:
        ahead = next_step(self.desk, introduction)
        return (ahead.due if ahead else date.max), introduction.id

    @property
    def current(self) -> str:
        """The introduction under the cursor, or ""."""
        page = self.focused if isinstance(self.focused, Page) else self.left
        line = page.current
        return line.id if line is not None and line.table == TABLE else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.current) if action == "act" else True

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self.refresh_bindings()

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        await self.run_action("act('edit')")

    @work
    async def action_act(self, name: str) -> None:
        if id := self.current:
            await self._do(getattr(self.acts, name), [id])

    @work
    async def action_new(self) -> None:
        await self._do(self.acts.new)

    async def _do(self, act: object, *ids: object) -> None:
        """One act at a time; what goes wrong is said, and nothing is lost."""
        if self._acting or not callable(act):
            return
        self._acting = True
        try:
            await act(*ids)
        except (StoreError, Invalid, OSError) as error:
            self.place.fail(error)
        finally:
            self._acting = False

    async def action_veil(self) -> None:
        await self.run_action("app.blur")
        self.look_again()
