"""The steps that look: back at the week, and two weeks ahead."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from journal.derived.outlook import Coming
from journal.derived.weeks import benefits_in, talked_per_week, talked_to
from journal.dialogs.ask import AskDialog
from journal.domain.review import USUAL_WEEKS, usual_week
from journal.domain.timeline import BENEFITS
from journal.domain.words import plural, when
from journal.screens.weekly.step import StepView, offer
from journal.widgets.line import DONE as TICK
from journal.widgets.line import GAVE, GOT, LET_GO, MUTED, NONE, PLAIN, SUCCESS, cell, run, spread
from journal.widgets.page import Lines

LABEL = 11
DAYS_AHEAD = 14
LONGEST_WIN = 300


class LookBack(StepView):
    """Whom one talked to, what came of it, and what went well."""

    verbs = {"": frozenset({"add"})}  # noqa: RUF012

    def write(self, lines: Lines) -> None:
        index, book = self.desk.index, self.book
        people = talked_to(index, book.monday, book.sunday)
        usual = usual_week(talked_per_week(index, book.monday, USUAL_WEEKS))
        lines.gap()
        lines.text(_talked(len(people), usual, book.this_week))
        if people:
            lines.gap().text(self.names(people))
        lines.gap()
        got, gave = benefits_in(index, book.monday, book.sunday)
        lines.fact(f"{GOT} got", _benefits(got), LABEL)
        lines.fact(f"{GAVE} gave", _benefits(gave), LABEL)
        self._chosen(lines, frozenset(people))
        self._wins(lines)

    def _chosen(self, lines: Lines, talked: frozenset[str]) -> None:
        """Whom one had taken for this week, and whether it came to a talk."""
        decision = self.book.chosen_for(self.book.monday)
        for number, id in enumerate(decision.contacts if decision else ()):
            sign = (TICK, SUCCESS) if id in talked else (LET_GO, MUTED)
            lines.fact("" if number else "chosen", run(sign, " ", self.desk.name(id)), LABEL)

    def _wins(self, lines: Lines) -> None:
        first, last = self.book.monday, self.book.sunday
        about = self.book.review
        reflections = [each for each in self.desk.journal.reflections if first <= each.on <= last or each == about]
        wins = [win for each in reflections for win in each.wins]
        for number, win in enumerate(wins):
            lines.fact("" if number else "went well", self.desk.seen(win), LABEL)
        lines.gap()
        lines.add(offer("a", "notes another win." if wins else "notes something that went well."))

    async def add(self, id: str) -> None:
        win = await self.screen.ask(AskDialog("What went well?", "win", check=_short_enough))
        if win:
            self.book.add_win(win)
            self.screen.written()


def _short_enough(text: str) -> str:
    return f"is longer than {LONGEST_WIN} characters" if len(text) > LONGEST_WIN else ""


def _talked(count: int, usual: float | None, week: str) -> Content:
    """The first sentence: "You talked to 4 people this week; a usual week is 3"."""
    said = f"You talked to {plural(count, 'person', 'people')} {week}" if count else f"Nobody noted {week}"
    if not usual:
        return run((f"{said}.", PLAIN))
    return run((f"{said}; ", PLAIN), (f"a usual week is {usual:g}.", MUTED))


def _benefits(sums: Counter[str]) -> Content:
    words = [f"{benefit} {sums[benefit]}" for benefit in BENEFITS if sums[benefit]]
    return run((", ".join(words), PLAIN)) if words else run((f"{NONE} none noted", MUTED))


class LookAhead(StepView):
    """The events, moments and preparations of two weeks, and what they cost."""

    verbs = {"events": frozenset({"let_go"})}  # noqa: RUF012

    def write(self, lines: Lines) -> None:
        coming = self.desk.outlook.coming(DAYS_AHEAD)
        events = [each for each in coming if each.kind == "event"]
        moments = [each for each in coming if each.kind != "event"]
        if not coming:
            lines.gap()
            lines.text("Nothing is planned in these two weeks.")
            return
        if events:
            costs = {each.id: self._cost(each) for each in events}
            total = sum(filter(None, costs.values()))
            lines.section("Events", f"energy {total} in all" if total else "")
            days = {each: self._day(each) for each in events}
            widest = max(map(len, days.values()))
            for each in events:
                self._event(lines, each, costs[each.id], days[each].rjust(widest))
        if moments:
            lines.section("Moments")
            for each in moments:
                title = run((f"{self.desk.name(each.id)}  ", PLAIN), (self.desk.seen(each.title), MUTED))
                lines.add(spread(lines.width, title, (when(each.on, self.desk.today), MUTED)))
        if events:
            lines.gap().muted("Energy is what an event costs you, from 1 to 5; z cancels one with a good conscience.")

    def _day(self, event: Coming) -> str:
        return when(event.on, self.desk.today, event.time or None, self.desk.config.clock)

    def _event(self, lines: Lines, event: Coming, cost: int | None, day: str) -> None:
        gone = (found := self.desk.journal.events.get(event.id)) is not None and found.status == "cancelled"
        prepared = f"prep {event.done}/{event.steps}" if event.steps else "not begun"
        energy = f"energy {cost}" if cost else "energy –"
        right = run((f"{energy}  ", MUTED), cell((prepared, MUTED), 9), "  ", (day, PLAIN))
        title = (self.desk.seen(event.title), MUTED if gone else PLAIN)
        lines.add(spread(lines.width, title, right), "events", event.id)

    def _cost(self, event: Coming) -> int | None:
        found = self.desk.journal.events.get(event.id)
        if found is None:
            return None
        return found.energy_cost or self.screen.energy.get(found.kind)

    async def let_go(self, id: str) -> None:
        """Cancel an event with a good conscience."""
        event = self.desk.journal.events.get(id)
        if event is None:
            return
        with self.desk.journal.transaction(f"cancel {event.title}") as transaction:
            transaction.change(event, event.changed(status="cancelled"))
        self.screen.written(f"Cancelled {self.desk.seen(event.title)}.   u takes it back")
