"""Way: the pages of a walk in their order: what is opened first, and what comes after what."""

from __future__ import annotations

from journal.domain.checklists import STAGES, Step
from journal.screens.walk.frame import GLANCE, LEFT, NAMES, PLANS, PageHead
from journal.screens.walk.telling import Telling

Page = Step | PageHead


class Way:
    """All steps, with the card before those that are done during the event, and what is asked behind the last one."""

    def __init__(self, book: Telling) -> None:
        self.book = book
        self.seen: set[str] = set()
        """Pages that are not opened by themselves a second time."""

    @property
    def pages(self) -> list[Page]:
        steps = self.book.steps
        at = next((at for at, step in enumerate(steps) if step.stage in ("during", "after")), len(steps))
        return [*steps[:at], GLANCE, *steps[at:], *self._behind()]

    def _behind(self) -> list[Page]:
        """What is asked behind the last step, once the event is over."""
        if not self.book.over:
            return []
        asked = ((NAMES, self.book.quiz_step is not None), (PLANS, bool(self.book.plans)), (LEFT, True))
        return [page for page, there in asked if there]

    def at(self, id: str) -> int:
        """Where a page is among all; -1 where it is not one of them."""
        return next((at for at, page in enumerate(self.pages) if page.id == id), -1)

    def find(self, id: str) -> Page | None:
        return next((page for page in self.pages if page.id == id), None)

    @property
    def beginning(self) -> PageHead:
        return PageHead("beginning", self.book.walk.stage, self.book.checklist.title, self.book.checklist.summary)

    @property
    def ending(self) -> PageHead:
        return PageHead("ending", self.book.walk.stage, self.book.last_words())

    def first(self) -> Page:
        """What is opened: the card during the event, names that are due again, else what waits now."""
        if self.book.walk.stage == "during":
            return GLANCE
        if self.book.run is None:
            return self.beginning
        return NAMES if self.book.names_due else self.waiting()

    def waiting(self) -> Page:
        """The step that waits now; else what is asked behind the last one, if something was noted."""
        walk = self.book.walk
        if walk.at is not None:
            return walk.steps[walk.at]
        return LEFT if self.book.waiting else self.ending

    def after(self, here: Page) -> Page:
        """What comes next: the step that waits next, then what is asked behind the last one, then the last word."""
        if here.id in (NAMES.id, self.beginning.id):
            return self._first_of(self.pages) if self.book.walk.at is None else self.waiting()
        stages = {here.stage, self.book.walk.stage} if here is not GLANCE else {"after"}
        for page in self.pages[self.at(here.id) + 1 :]:
            if page is GLANCE and here.stage == "door":
                return page
            if isinstance(page, Step) and page.stage in stages and self.book.answer(page).status == "todo":
                return page
            if self._asks(page):
                return page
        return self.ending

    def _first_of(self, pages: list[Page]) -> Page:
        return next((page for page in pages if self._asks(page)), self.ending)

    def _asks(self, page: Page) -> bool:
        """Whether a page behind the last step has something to ask, and has not been seen in this sitting."""
        if page.id in self.seen and not (page is LEFT and self.book.waiting):
            return False
        asks = {
            NAMES.id: lambda: self.book.names_due,
            PLANS.id: lambda: any(plan.happened == "unknown" for _, plan in self.book.plans),
            LEFT.id: lambda: self.book.asks_what_is_left,
        }
        return page.id in asks and asks[page.id]()

    def before(self, here: Page) -> Page | None:
        """The page before; from the last word the last one whose time has come."""
        pages, at = self.pages, self.at(here.id)
        if at >= 0:
            return pages[at - 1] if at else None
        now = STAGES.index(self.book.walk.stage)
        return next((page for page in reversed(pages) if STAGES.index(page.stage) <= now), None)

    def onward(self, here: Page) -> Page | None:
        """The first step that waits: of those during the event from the card, of all from the last word."""
        steps = [page for page in self.pages if isinstance(page, Step)]
        if here is GLANCE:
            return next((step for step in steps if step.stage == "during"), None)
        timely = [step for step in steps if step.stage == "after" or not self.book.over]
        return next((step for step in timely if self.book.answer(step).status == "todo"), None)
