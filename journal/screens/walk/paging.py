"""WalkPages: which page of a walk is open, what stands around it, and how one gets to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from journal.domain.checklists import STAGES, Step
from journal.domain.events import Event
from journal.prep_texts import PrepTexts
from journal.screens.desk import Desk
from journal.screens.walk.cards import CARDS, CardsPage
from journal.screens.walk.fields import WalkFields
from journal.screens.walk.frame import GLANCE, LEFT, NAMES, PLANS, Beginning, Ending, Glance, PageView
from journal.screens.walk.looking_back import LeftPage, PlansPage
from journal.screens.walk.quiz import NamesAgain
from journal.screens.walk.steps import view_of
from journal.screens.walk.telling import Telling
from journal.screens.walk.view import WalkingView, WalkView
from journal.screens.walk.way import Page, Way
from journal.screens.weekly.column import Where
from journal.widgets.line import BETWEEN

if TYPE_CHECKING:
    from journal.app import JournalApp
    from journal.screens.walk.screen import WalkScreen

STEP_BUTTONS = {"finish": "Done", "skip": "Skip", "later": "Later", "before": "Back", "why": "Why"}


class WalkPages(WalkFields):
    """The versions to choose from, the steps with the card for the event among them, and a last word."""

    def __init__(self, desk: Desk, event: Event, texts: PrepTexts, step: str = "") -> None:
        super().__init__(desk)
        self.texts_of_prep = texts
        self.book = Telling(desk, event, texts)
        self.way = Way(self.book)
        self.kept = ""
        """What was taken in last, in words."""
        self.show((self.way.find(step) if step else None) or self.way.first())

    @property
    def page(self) -> Page:
        """What is open, a step or a page without an answer."""
        return cast("Page", self.view.heading)

    def show(self, page: Page) -> None:
        """Open a page; it is painted by `rebuild`."""
        self.view = self._view(page)
        self.way.seen.add(page.id)

    def _view(self, page: Page) -> WalkingView:
        screen = cast("WalkScreen", self)
        if isinstance(page, Step):
            return view_of(screen, page)
        match page.id:
            case NAMES.id if step := self.book.quiz_step:
                return NamesAgain(screen, step)
            case PLANS.id:
                return PlansPage(screen)
            case LEFT.id:
                return LeftPage(screen)
            case CARDS.id:
                return CardsPage(screen)
            case GLANCE.id:
                return Glance(screen, page)
        return (Beginning if page.id == self.way.beginning.id else Ending)(screen, page)

    async def go(self, page: Page) -> None:
        self.show(page)
        await self.rebuild()

    async def go_on(self) -> None:
        """To what comes next."""
        self.written()
        await self.go(self.way.after(self.page))

    def where(self) -> Where:
        book, head = self.book, self.page
        steps = book.steps
        inside = [step for step in steps if step.stage == head.stage]
        share = sum(book.answer(step).status != "todo" for step in inside) / len(inside) if inside else 0
        title = self.desk.seen(book.event.title)
        number = next((at for at, step in enumerate(steps, 1) if step.id == head.id), 0)
        said = f"{title} {BETWEEN} step {number} of {len(steps)}" if number else title
        return Where(STAGES, STAGES.index(head.stage), share, said)

    def shown_buttons(self) -> Mapping[str, str]:
        view = self.view
        if isinstance(view, NamesAgain):
            return {"finish": view.go_on}
        if isinstance(view, WalkView):
            known = any(tag in self.texts_of_prep.evidence for tag in view.step.evidence)
            return {name: label for name, label in STEP_BUTTONS.items() if name != "why" or known}
        assert isinstance(view, PageView), "what is no step is a page"
        label = "After" if isinstance(view, Glance) and self.book.over else view.go_on
        back = {"before": "Back"} if not isinstance(view, Beginning | CardsPage) else {}
        return {"finish": label, **back}

    @property
    def draft_name(self) -> str:
        return f"prep {self.book.event.id} {self.view.heading.id}"

    def forget_draft(self) -> None:
        """What was typed in the step is kept, or not wanted any more."""
        if self.desk.drafts.pop(self.draft_name, None) is not None:
            self.keep_drafts()

    def keep_drafts(self) -> None:
        """Keep what is typed in a file, should the program end without a word."""
        ready = cast("JournalApp", self.app).ready
        try:
            if ready and ready.keep_drafts:
                ready.keep_drafts()
        except OSError as error:
            self.fail(error)
