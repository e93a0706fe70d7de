"""The end of a walk: whether plans came up, and all that an event leaves behind, kept as one change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from journal.dialogs.people import People
from journal.domain.answers import Named, lines_of, people_of, plans_of, sentence
from journal.domain.checklists import Step
from journal.domain.debrief import Debrief, promised
from journal.domain.prep import Plan
from journal.domain.record import Invalid
from journal.screens.walk.frame import LEFT, PLANS, PageView
from journal.screens.weekly.step import Well
from journal.widgets.completion import Completer
from journal.widgets.line import BOLD, DONE, LET_GO, MUTED, OPEN, PLAIN, SUCCESS, run, spread, wrap
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.walk.screen import WalkScreen

SEVERAL = 2
"""Lines of a field for what may be several things."""
MOST_LINES = 2
"""Lines of a thing that is listed."""


class PlansPage(PageView):
    """The plans one had, one under the other: whether each came up and was done."""

    verbs = {"plans": frozenset({"yes", "no"})}  # noqa: RUF012
    go_on = "Go on"

    def __init__(self, screen: WalkScreen) -> None:
        super().__init__(screen, PLANS)

    def write(self, lines: Lines) -> None:
        lines.gap()
        for number, plan in self.book.plans:
            sign = {"yes": (DONE, SUCCESS), "no": (LET_GO, MUTED)}.get(plan.happened, (OPEN, MUTED))
            first, *rest = wrap((self.desk.seen(sentence(plan)), _tone(plan)), lines.width - 2)
            lines.add(run(sign, " ", first), "plans", str(number))
            for line in rest:
                lines.add(run("  ", line), "", str(number))
            lines.gap(0 if lines.tight else 1)
        lines.gap(1 if lines.tight else 0)
        lines.add(run(("y", BOLD), (" it did, and I did it   ", MUTED), ("n", BOLD), (" it did, and I did not", MUTED)))
        if told := self.book.plans_told():
            lines.gap().muted(told)

    async def yes(self, id: str) -> None:
        self._tell(id, "yes")

    async def no(self, id: str) -> None:
        self._tell(id, "no")

    def _tell(self, id: str, happened: Literal["yes", "no"]) -> None:
        """Note it, or take it back when it is said again; then the next one."""
        self.book.plan_happened(int(id), happened)
        self.screen.written()
        self.screen.draw()
        self.screen.rows.action_move(1)


def _tone(plan: Plan) -> str:
    return PLAIN if plan.happened == "unknown" else MUTED


class Row(NamedTuple):
    """One thing that will be kept: its sign, what it is, and what becomes of it."""

    sign: str
    text: str
    becomes: str = ""


class LeftPage(PageView):
    """What was said after the event, fields for what nobody has asked for yet, and one key that keeps all of it."""

    go_on = "Keep"

    def __init__(self, screen: WalkScreen) -> None:
        super().__init__(screen, LEFT)
        asked = self.book.asked_after
        review = self.book.review
        wells = (
            ("event.met" in asked or bool(self.book.event.met), Well("met", "met")),
            ("followups[]" in asked, Well("promised", "promised")),
            ("reflection" in asked or self.book.looked_back, Well("well", "went well")),
            ("reflection" in asked or self.book.looked_back or len(review) < 2, Well("next", "next time")),
            (self.book.thanked, Well("thank", "thank")),
        )
        self._wells = tuple(well for known, well in wells if not known)
        self.people = People(self.desk.people()) if self._wells else People(())

    @property
    def wells(self) -> tuple[Well, ...]:  # type: ignore[override]
        return self._wells

    @property
    def rows_first(self) -> bool:
        return False

    def lines_for(self, well: Well) -> int:
        return SEVERAL if well.name in ("promised", "well") and not self.screen.low else 1

    def wraps(self, well: Well) -> bool:
        return well.name == "next"

    def completer(self, well: Well) -> Completer | None:
        names = well.name in ("met", "thank") and not self.desk.blurred
        return self.people.complete_any if names else None

    def start(self) -> Mapping[str, str]:
        return {"met": self.people.say_any(self.book.event.expected)} if self.book.waits_for_met else {}

    def write(self, lines: Lines) -> None:
        rows = [row for step in self.book.waiting for row in self._rows(step)]
        if rows:
            lines.gap(0 if lines.tight else 1)
        for row in rows:
            room = lines.width - len(row.becomes) - 4
            first, *rest = wrap((self.desk.seen(row.text), PLAIN), room, most=MOST_LINES)
            tone = SUCCESS if row.sign == DONE else MUTED
            lines.add(spread(lines.width, run((row.sign, tone), " ", first), (row.becomes, MUTED)))
            for line in rest:
                lines.add(run("  ", line))
        if not rows and not self._wells:
            lines.gap().muted("Nothing was noted, and nothing has to be.")

    def _rows(self, step: Step) -> Iterator[Row]:
        value = self.book.answer(step).noted
        if step.writes == "event.met":
            yield from (self._met(one) for one in people_of(value))
        elif step.writes == "followups[]":
            yield from (Row(OPEN, one.what, self.book.due_word(one.owner)) for one in promised(value))
        elif step.writes == "introductions[]":
            yield Row(OPEN, " and ".join(self._called(one.who) for one in people_of(value)), "an introduction")
        elif step.creates == "followup":
            yield from (Row(OPEN, plan.then, "in a week") for plan in plans_of(value))
        else:
            yield from (Row(DONE, line, "a look back" if not at else "") for at, line in enumerate(lines_of(value)[:3]))

    def _met(self, one: Named) -> Row:
        known = self.desk.person(one.who) or self.book.known(one.who)
        return Row(DONE, f"{self._called(one.who)}  {one.detail}".strip(), "" if known else "new")

    def _called(self, who: str) -> str:
        person = self.desk.person(who)
        return person.name if person else who

    def _people(self, name: str) -> tuple[Named, ...]:
        try:
            return tuple(Named(who) for who in self.people.read(self.text(name), any_name=True))
        except ValueError as error:
            raise Invalid({name: str(error)}) from None

    def given(self) -> Debrief:
        """What was said here beside what was noted. Raises `Invalid`."""
        answers = dict(zip(self.book.review, (self.text("well"), self.text("next")), strict=False))
        return Debrief(
            met=self._people("met"),
            promises=tuple(promised(self.text("promised"))),
            thanks=self._people("thank"),
            answers={prompt: text for prompt, text in answers.items() if text},
        )

    async def finish(self) -> bool:
        self.screen.keep_all(self.given())
        return True
