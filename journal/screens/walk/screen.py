"""The walk through a preparation: one step a screen, large and quiet; every answer is kept when it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from journal.dialogs.evidence import EvidenceDialog
from journal.domain.checklists import STAGES, Step
from journal.domain.events import Event
from journal.domain.record import Invalid
from journal.prep_texts import PrepTexts
from journal.screens.desk import Desk
from journal.screens.walk.column import WalkColumn
from journal.screens.walk.frame import GLANCE, Beginning, Ending, Glance, PageHead
from journal.screens.walk.keys import keys
from journal.screens.walk.outside import build_pitch, write_to
from journal.screens.walk.steps import view_of
from journal.screens.walk.telling import Telling
from journal.screens.walk.view import WalkView
from journal.screens.weekly.page import StepPage
from journal.screens.weekly.shell import Where
from journal.store.journal import StoreError
from journal.widgets.button import PushButton
from journal.widgets.line import BETWEEN
from journal.widgets.row_list import RowList

Page = Step | PageHead


class WalkScreen(WalkColumn):
    """The versions to choose from, the steps with the card for the event among them, and a last word."""

    CSS_PATH = ["../review.tcss", "walk.tcss"]  # noqa: RUF012
    HELP_TEXT = "Every answer is kept when it is given; leave with escape and go on later, on any machine."
    BINDINGS: ClassVar[list[BindingType]] = keys()
    BUTTONS = (
        ("finish", "Done", "walk.finish"),
        ("skip", "Skip", "walk.skip"),
        ("later", "Later", "walk.later"),
        ("before", "Back", "walk.before"),
        ("why", "Why", "walk.why"),
    )

    def __init__(self, desk: Desk, event: Event, texts: PrepTexts, step: str = "") -> None:
        super().__init__(desk)
        self.texts_of_prep = texts
        self.book = Telling(desk, event, texts)
        self.view = Beginning(self, self._beginning())
        self.wanted = step
        self._acting = False

    def _beginning(self) -> PageHead:
        return PageHead("beginning", self.book.walk.stage, self.book.checklist.title, self.book.checklist.summary)

    @property
    def pages(self) -> list[Page]:
        """All steps, with the card before those that are done during the event."""
        steps = self.book.steps
        at = next((at for at, step in enumerate(steps) if step.stage in ("during", "after")), len(steps))
        return [*steps[:at], GLANCE, *steps[at:]]

    @property
    def at(self) -> int:
        """Where the open page is among all; -1 where it is not one of them."""
        return next((at for at, page in enumerate(self.pages) if page.id == self.view.heading.id), -1)

    async def on_mount(self) -> None:
        page = self._first()
        if page is not None:
            self._show(page)
        await super().on_mount()
        self.set_interval(1, self._tick)

    def _first(self) -> Page | None:
        """What is opened: the step that was asked for, the card during the event, else the first that waits now."""
        walk, pages = self.book.walk, self.pages
        if self.wanted:
            return next((page for page in pages if page.id == self.wanted), None)
        if self.book.run is None and walk.stage != "during":
            return None
        if walk.stage == "during":
            return GLANCE
        return walk.steps[walk.at] if walk.at is not None else self._ending()

    def _ending(self) -> PageHead:
        return PageHead("ending", self.book.walk.stage, self.book.last_words())

    def _show(self, page: Page) -> None:
        if isinstance(page, Step):
            self.view = view_of(self, page)
        else:
            kind = {"glance": Glance, "ending": Ending}.get(page.id, Beginning)
            self.view = kind(self, page)

    async def go(self, page: Page) -> None:
        self._show(page)
        self.rows.openable = isinstance(self.view, Beginning)
        await self.rebuild()

    def where(self) -> Where:
        book, head = self.book, self.view.heading
        steps = book.steps
        stage = head.stage if isinstance(head, Step | PageHead) else book.walk.stage
        inside = [step for step in steps if step.stage == stage]
        share = sum(book.answer(step).status != "todo" for step in inside) / len(inside) if inside else 0
        title = self.desk.seen(book.event.title)
        number = next((at for at, step in enumerate(steps, 1) if step.id == head.id), 0)
        said = f"{title} {BETWEEN} step {number} of {len(steps)}" if number else title
        return Where(STAGES, STAGES.index(stage), share, said)

    def shown_buttons(self) -> Mapping[str, str]:
        if isinstance(self.view, WalkView):
            known = any(tag in self.texts_of_prep.evidence for tag in self.view.step.evidence)
            labels = {"finish": "Done", "skip": "Skip", "later": "Later", "before": "Back", "why": "Why"}
            return {name: label for name, label in labels.items() if name != "why" or known}
        if isinstance(self.view, Glance):
            return {"finish": "After", "before": "Back"} if self.book.over else {"finish": "Close", "before": "Back"}
        return {"finish": "Begin"} if isinstance(self.view, Beginning) else {"finish": "Close", "before": "Back"}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        table = self.rows.row.table if self.query(StepPage) else ""
        match action:
            case "act":
                return not self.in_field and self.view.can(str(parameters[0]), table)
            case "skip" | "later":
                return isinstance(self.view, WalkView)
            case "before":
                return self.at != 0 and not isinstance(self.view, Beginning)
            case "onward":
                return isinstance(self.view, Glance) or (isinstance(self.view, Ending) and bool(self.book.walk.left))
            case "why":
                return "why" in self.shown_buttons()
        return True

    def _tick(self) -> None:
        if self.view.timed and self.is_current:
            self.view.tick()
            self.draw()

    @work
    async def action_finish(self) -> None:
        """Keep the answer and go on."""
        if isinstance(self.view, Beginning):
            self.rows.action_open()
        elif isinstance(self.view, Ending):
            self.dismiss(None)
        else:
            await self._once(self._finish)

    async def _finish(self) -> None:
        if not await self.view.finish():
            return
        if isinstance(self.view, Glance) and not self.book.over:
            self.dismiss(None)
            return
        self.forget_draft()
        await self._next()

    async def _next(self, *, past: bool = False) -> None:
        """To the step that waits next; at the end of the stage that fits the clock to the last word."""
        at, pages = self.at, self.pages
        self.written()
        if past or isinstance(self.view, Glance):
            waiting = [page for page in pages[at + 1 :] if isinstance(self.view, WalkView) or page.stage == "after"]
            await self.go(next(iter(waiting), self._ending()))
            return
        here = self.view.heading.stage if isinstance(self.view.heading, Step) else self.book.walk.stage
        stages = {here, self.book.walk.stage}
        for page in pages[at + 1 :]:
            if page is GLANCE and here == "door":
                await self.go(page)
                return
            if isinstance(page, Step) and page.stage in stages and self.book.answer(page).status == "todo":
                await self.go(page)
                return
        await self.go(self._ending())

    @work
    async def action_skip(self) -> None:
        """Go on without; nothing is counted."""
        await self._once(lambda: self._pass(lambda view: self.book.skip(view.step)))

    @work
    async def action_later(self) -> None:
        """Go on; the step waits, with what was typed in it."""
        await self._once(lambda: self._pass(lambda view: self.book.put_off(view.step, view.typed())))

    async def _pass(self, write: Callable[[WalkView], object]) -> None:
        view = self.view
        assert isinstance(view, WalkView), "only steps can be passed"
        try:
            write(view)
        except StoreError as error:
            self.fail(error)  # nothing is lost by it, and one may want to look on
        await self._next()

    async def action_before(self) -> None:
        at = self.at if self.at >= 0 else len(self.pages)
        if at > 0:
            await self.go(self.pages[at - 1])

    async def action_onward(self) -> None:
        """The steps that wait: those during the event, or the next ones before their time."""
        steps = [page for page in self.pages if isinstance(page, Step)]
        if isinstance(self.view, Glance):
            found = [step for step in steps if step.stage == "during"]
        else:
            found = [step for step in steps if self.book.answer(step).status == "todo"]
        if found:
            await self.go(found[0])

    def action_leave(self) -> None:
        """Out of a field first; then out of the walk."""
        if self.in_field:
            self.rows.focus()
        else:
            self.dismiss(None)

    @work
    async def action_why(self) -> None:
        view = self.view
        assert isinstance(view, WalkView), "only steps have reasons"
        evidence = self.texts_of_prep.evidence
        findings = [evidence[tag] for tag in view.step.evidence if tag in evidence]
        await self.ask(EvidenceDialog(f"Why: {view.step.title}", findings))

    @property
    def draft_name(self) -> str:
        return f"prep {self.book.event.id} {self.view.heading.id}"

    def forget_draft(self) -> None:
        self.desk.drafts.pop(self.draft_name, None)

    @on(PushButton.Pressed)
    async def _press(self, event: PushButton.Pressed) -> None:
        await self.run_action(event.button.id or "finish")

    @on(RowList.Opened)
    @work
    async def _begin(self, event: RowList.Opened) -> None:
        """Begin with the version that was chosen."""
        if not isinstance(self.view, Beginning):
            return
        await self._once(lambda: self._start(event.row.id))

    async def _start(self, way: str) -> None:
        self.book.begin(short=way == "short")
        self.written()
        walk = self.book.walk
        await self.go(walk.steps[walk.at] if walk.at is not None else self._ending())

    @work
    async def action_act(self, verb: str, *values: int) -> None:
        """Do something in the step."""
        method, id = getattr(self.view, verb), self.rows.row.id
        await self._once(lambda: method(id, *values))

    async def _once(self, act: Callable[[], Awaitable[object]]) -> None:
        """One act at a time; a failure is said, and what was typed stays."""
        if self._acting:
            return
        self._acting = True
        try:
            await act()
        except (StoreError, Invalid, OSError) as error:
            self.fail(error)
        finally:
            self._acting = False

    async def action_app(self, name: str) -> None:
        """What the program does everywhere, with the step painted anew."""
        await self.app.run_action(name)
        self.look_again()

    async def write_to(self, template: str) -> None:
        """Write to somebody who is expected, or was met, from a template."""
        await write_to(self, template)

    async def build_pitch(self) -> None:
        """Build an introduction; it goes into the field."""
        words = await build_pitch(self, self.texts_of_prep.pitch)
        for field in self.fields if words else ():
            field.text = words
