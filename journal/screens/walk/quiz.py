"""Testing oneself on names: a step before an event, and once more some hours later and after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from journal.domain.briefing import Quiz, asked
from journal.domain.checklists import Step
from journal.domain.words import day_head, plural
from journal.screens.walk.frame import NAMES
from journal.screens.walk.view import WalkView
from journal.screens.weekly.step import offer
from journal.widgets.line import BETWEEN, BOLD, MUTED, PLAIN, run, spread, wrap
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.walk.screen import WalkScreen


class QuizStep(WalkView):
    """What somebody does, then the name; it is asked again some hours later."""

    verbs = {"": frozenset({"turn", "yes", "no"})}  # noqa: RUF012

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.asked: Sequence[str] = self._due()
        self.kept: Any = self.value
        self.at, self.shown = 0, False

    def _due(self) -> Sequence[str]:
        """Those whose time has come; the first time everybody."""
        return self.book.names(self.step).due or ([] if self.value else self.book.quizzed)

    @property
    def who(self) -> str:
        return self.asked[self.at] if self.at < len(self.asked) else ""

    def can(self, verb: str, table: str) -> bool:
        if verb in ("yes", "no"):
            return bool(self.who) and self.shown
        return verb == "turn" and bool(self.who) and not self.shown

    def write(self, lines: Lines) -> None:
        lines.gap(1 if lines.tight else 2)
        if not self.book.quizzed:
            lines.text("Nobody you know is expected yet.")
            lines.add(run(("e", BOLD), (" on the event in Prep names people.", MUTED)))
        elif not self.who:
            self._result(lines, self.book.names(self.step))
        else:
            self._ask(lines)

    def _result(self, lines: Lines, found: Quiz) -> None:
        lines.text(f"You know {found.known} of {plural(found.of, 'name')}.")
        if found.again:
            hour = found.again.strftime("%H:%M")
            lines.muted(
                f"Once more {day_head(found.again.date(), self.desk.today)}, {hour}, or when you open this next."
            )

    def _ask(self, lines: Lines) -> None:
        person = self.desk.person(self.who)
        facts = [person.role, person.org, self._detail() or person.how_met] if person else []
        hint = f" {BETWEEN} ".join(self.desk.seen(fact) for fact in facts if fact) or "somebody you know"
        for number, line in enumerate(wrap((hint, PLAIN), lines.width - 10, most=2)):
            right = f"{self.at + 1} of {len(self.asked)}" if not number else ""
            lines.add(spread(lines.width, line, (right, MUTED)))
        lines.gap()
        if not self.shown:
            lines.add(offer("space", "shows the name; say it first."))
            return
        say = f"   say {self.desk.seen(person.say_as)}" if person and person.say_as else ""
        lines.add(run((self.desk.name(self.who), BOLD), (say, MUTED))).gap()
        lines.add(run(("y", BOLD), (" knew it   ", MUTED), ("n", BOLD), (" not yet", MUTED)))

    def _detail(self) -> str:
        """What was noted about them after the event."""
        return self.book.details.get(self.who, "")

    async def turn(self, id: str) -> None:
        self.shown = True
        self.screen.draw()

    async def yes(self, id: str) -> None:
        self._told(True)

    async def no(self, id: str) -> None:
        self._told(False)

    def _told(self, knew: bool) -> None:
        """Keep it at once; the next name is asked for."""
        self.kept = asked(self.kept, self.who, knew=knew, now=self.desk.now)
        self.book.keep_names(self.step, self.kept)
        self.at, self.shown = self.at + 1, False
        self.screen.written()
        self.screen.draw()

    def given(self) -> Any:
        return self.kept or True

    def typed(self) -> Any:
        return self.kept


class NamesAgain(QuizStep):
    """The same at a later opening: those whose hours are over; after the event everybody who was there."""

    go_on = "Go on"

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.heading = NAMES._replace(stage=self.book.walk.stage)

    def _due(self) -> Sequence[str]:
        return self.book.names(self.step, anyway=self.book.over).due

    async def finish(self) -> bool:
        return True  # each name was kept when it was asked for
