"""Introductions: all of them on one screen: those under way, whom one has connected, and who opened a door."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from journal.derived.introducing import introductions_of
from journal.domain.introduction_steps import day
from journal.domain.introductions import HAPPENED, ME, Introduction
from journal.domain.record import Invalid
from journal.screens.acts.introductions import IntroductionActs
from journal.screens.introduction_lines import TABLE, next_step, write_introduction, write_past
from journal.screens.two_pages import TwoPages, keys_of_all
from journal.store.journal import StoreError
from journal.widgets.line import BOLD, MUTED, run
from journal.widgets.page import Lines, Page
from journal.widgets.row_list import RowList

if TYPE_CHECKING:
    from journal.screens.place import Place


def verb(key: str, name: str, word: str, tooltip: str) -> Binding:
    """The binding of what is done to the introduction under the cursor."""
    return Binding(key, f"act('{name}')", word, tooltip=tooltip, id=f"introductions.{name}")


class IntroductionsScreen(TwoPages):
    """What is under way on the left, what came of it on the right."""

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
        *keys_of_all("introductions"),
        Binding("escape,q", "dismiss(None)", "back", tooltip="Back to where you were", id="introductions.back"),
    ]

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.desk, self.place, self.acts = place.desk, place, IntroductionActs(place)
        self._acting = False

    async def on_mount(self) -> None:
        self.desk.index.listeners.append(self._follow)

    def on_unmount(self) -> None:
        self.desk.index.listeners.remove(self._follow)

    def on_screen_resume(self) -> None:
        self.draw()

    def _follow(self, touched: object) -> None:
        self.draw()

    def draw(self, *, keep: bool = True) -> None:
        super().draw(keep=keep)
        self.refresh_bindings()

    def write_left(self, lines: Lines) -> None:
        under_way = sorted((one for one in self._found() if self._goes_on(one)), key=self._due)
        lines.title("Introductions", f"{len(under_way)} under way" if under_way else "")
        if not self._found():
            lines.gap().add("Nobody was introduced here yet.")
            lines.add(run(("i", BOLD), (" on a person begins, ", MUTED), ("n", BOLD), (" here as well.", MUTED)))
            return
        lines.section("Under way")
        for one in under_way:
            write_introduction(self.desk, one, lines)
        if not under_way:
            lines.muted("Nothing is waiting.")

    def write_right(self, lines: Lines) -> None:
        """Everybody who was brought together, with the day, whether or not something is still to do about it."""
        found = self._found()
        happened = [one for one in found if one.status in HAPPENED]
        rest = [one for one in found if one.status not in HAPPENED and not self._goes_on(one)]
        if self.two and found and not lines.tight:
            lines.gap()
        for head, some in (
            ("Whom you connected", [one for one in happened if one.broker == ME]),
            ("Who opened a door for you", [one for one in happened if one.broker != ME]),
            ("At rest", rest),
        ):
            if some:
                lines.section(head, str(len(some)))
            for one in some:
                write_past(self.desk, one, lines)

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
