"""The walk through a preparation: one step a screen, large and quiet; every answer is kept when it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType

from journal.dialogs.evidence import EvidenceDialog
from journal.domain.debrief import Debrief
from journal.domain.record import Invalid
from journal.screens.place import Place
from journal.screens.walk.cards import CARDS, CardsPage
from journal.screens.walk.frame import Beginning, Ending, Glance
from journal.screens.walk.keys import keys
from journal.screens.walk.outside import build_pitch, write_to
from journal.screens.walk.paging import STEP_BUTTONS, WalkPages
from journal.screens.walk.view import WalkingView, WalkView
from journal.screens.weekly.page import StepPage
from journal.store.journal import StoreError
from journal.widgets.button import PushButton
from journal.widgets.row_list import RowList


class WalkScreen(WalkPages):
    """What the keys of a walk do."""

    CSS_PATH = ["../review.tcss", "walk.tcss"]  # noqa: RUF012
    HELP_TEXT = "Every answer is kept when it is given; leave with escape and go on later, on any machine."
    BINDINGS: ClassVar[list[BindingType]] = keys()
    BUTTONS = tuple((name, label, f"walk.{name}") for name, label in STEP_BUTTONS.items())

    _acting = False
    """Whether an act is under way, and what comes of it not painted yet."""
    _aside: WalkingView | None = None
    """What one comes back to from the cards."""
    _early: tuple[events.Key, ...] = ()
    """Keys that came before a step was there to take them."""
    _typed: object = None
    """The drafts that were kept in the file last."""

    async def on_mount(self) -> None:
        self.set_interval(1, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        table = self.rows.row.table if self.query(StepPage) else ""
        match action:
            case "act":
                return not self.in_field and self.view.can(str(parameters[0]), table)
            case "line" | "over":
                here = self.written_in
                return here is not None and self.view.wraps(self.well_of(here)) is (action == "over")
            case "skip" | "later" | "before" | "why":
                return action in self.shown_buttons() and (action != "before" or self.way.before(self.page) is not None)
            case "who":
                return bool(self.book.event.expected) and not isinstance(self.view, CardsPage)
            case "onward":
                return isinstance(self.view, Glance) or (isinstance(self.view, Ending) and self.book.left)
        return True

    def _tick(self) -> None:
        """A second went by: clocks go on, and what is typed is kept, should the program end without a word."""
        if self.view.timed and self.is_current:
            self.view.tick()
            self.draw()
        typed = self.desk.drafts.get(self.draft_name)
        if typed != self._typed:
            self._typed = typed
            self.keep_drafts()

    def once(self, act: Callable[[], Awaitable[object]]) -> None:
        """Begin an act, if none is under way; from now on keys wait until what comes of it is painted."""
        if not self._acting:
            self._acting = True
            self._do(act)

    @work
    async def _do(self, act: Callable[[], Awaitable[object]]) -> None:
        """Do it; a failure is said, and what was typed stays."""
        try:
            await act()
        except (StoreError, Invalid, OSError) as error:
            self.fail(error)
        finally:
            self.call_after_refresh(self._through)

    def take_early(self, event: events.Key) -> None:
        """Who types on before the next step is there writes in it: no letter is taken for a key of the one before."""
        if self._acting:
            event.prevent_default()
            self._early = (*self._early, event)

    def _through(self) -> None:
        """An act is through, and painted: what was typed meanwhile comes now."""
        self._acting, early, self._early = False, self._early, ()
        for event in early:
            self.app.post_message(events.Key(event.key, event.character))

    def action_finish(self) -> None:
        """Keep the answer and go on."""
        if isinstance(self.view, Beginning):
            self.rows.action_open()
        elif isinstance(self.view, Ending):
            self.dismiss(None)
        else:
            self.once(self._finish)

    async def _finish(self) -> None:
        if not await self.view.finish():
            return
        if self._aside:
            self.view, self._aside = self._aside, None
            await self.rebuild()
        elif isinstance(self.view, Glance) and not self.book.over:
            self.dismiss(None)
        else:
            self.forget_draft()
            await self.go_on()

    def action_skip(self) -> None:
        """Go on without; nothing is counted."""
        self.once(lambda: self._pass(lambda view: self.book.skip(view.step)))

    def action_later(self) -> None:
        """Go on; the step waits, with what was typed in it."""
        self.once(lambda: self._pass(lambda view: self.book.put_off(view.step, view.typed())))

    async def _pass(self, write: Callable[[WalkView], object]) -> None:
        view = self.view
        assert isinstance(view, WalkView), "only steps can be passed"
        try:
            write(view)
        except StoreError as error:
            self.fail(error)  # nothing is lost by it, and one may want to look on
        await self.go_on()

    def action_before(self) -> None:
        if page := self.way.before(self.page):
            self.once(lambda: self.go(page))

    def action_onward(self) -> None:
        """The steps that wait: those during the event, or the next ones before their time."""
        if page := self.way.onward(self.page):
            self.once(lambda: self.go(page))

    def action_who(self) -> None:
        """The cards of those one will meet; enter comes back."""
        self._aside = self.view
        self.once(lambda: self.go(CARDS))

    def action_leave(self) -> None:
        """Out of a field first, or back from the cards; then out of the walk."""
        if self.in_field:
            self.rows.focus()
        else:
            self.once(self._finish if self._aside else self._leave)

    async def _leave(self) -> None:
        """What was noted in this sitting is taken in, also where one was not through."""
        try:
            if self.book.noted:
                self.keep_all(Debrief())
                title = self.desk.seen(self.book.event.title)
                self.post_message(Place.Written(f"{title}: {self.kept} · u takes it back" if self.kept else ""))
        except (StoreError, Invalid) as error:
            self.fail(error)  # it is noted, and is taken in another time
        self.dismiss(None)

    def keep_all(self, said: Debrief) -> None:
        """Take in what was noted, with what is said now, as one change. Raises StoreError, Invalid."""
        if not (self.book.waiting or any(said)):
            return
        self.kept = self.book.look_back(said).said

    @work
    async def action_why(self) -> None:
        view = self.view
        assert isinstance(view, WalkView), "only steps have reasons"
        evidence = self.texts_of_prep.evidence
        findings = [evidence[tag] for tag in view.step.evidence if tag in evidence]
        await self.ask(EvidenceDialog(f"Why: {view.step.title}", findings))

    @on(PushButton.Pressed)
    async def _press(self, event: PushButton.Pressed) -> None:
        await self.run_action(event.button.id or "finish")

    @on(RowList.Opened)
    def _begin(self, event: RowList.Opened) -> None:
        """Begin with the version that was chosen."""
        if isinstance(self.view, Beginning):
            self.once(lambda: self._start(event.row.id))

    async def _start(self, way: str) -> None:
        self.book.begin(short=way == "short")
        await self.go_on()

    def action_act(self, verb: str, *values: int) -> None:
        """Do something in the step."""
        method, id = getattr(self.view, verb), self.rows.row.id
        self.once(lambda: method(id, *values))

    async def action_app(self, name: str) -> None:
        """What the program does everywhere, with the step painted anew."""
        await self.app.run_action(name)
        self.kept = "" if name == "undo" else self.kept
        self.look_again()

    async def write_to(self, template: str) -> None:
        """Write to somebody who is expected, or was met, from a template."""
        await write_to(self, template)

    async def build_pitch(self) -> None:
        """Build an introduction; it goes into the field."""
        words = await build_pitch(self, self.texts_of_prep.pitch)
        for field in self.fields if words else ():
            field.text = words
