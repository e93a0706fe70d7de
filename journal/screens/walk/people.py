"""The steps about people: whom to look for, whom one met, testing oneself on names, and the goals it serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content

from journal.dialogs.people import People
from journal.domain.answers import DETAIL, WHO, Named, lines_of, people_of
from journal.domain.briefing import Quiz, asked, quiz
from journal.domain.checklists import Step
from journal.domain.record import Invalid
from journal.domain.text import clean
from journal.domain.words import day_head, plural
from journal.screens.walk.view import WalkView
from journal.screens.weekly.step import Well, offer
from journal.widgets.completion import Completer
from journal.widgets.line import BETWEEN, BOLD, DONE, MUTED, OPEN, PLAIN, SUCCESS, run, spread, wrap
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.walk.screen import WalkScreen

LEAST_OF_CARD = 4
"""Lines under which nothing is said about somebody."""
WELL = Well("who", "names, with commas between")


class PeopleStep(WalkView):
    """Names in one field; what is known about each of them below."""

    wells: ClassVar[tuple[Well, ...]] = (WELL,)

    @cached_property
    def people(self) -> People:
        return People(self.desk.people())

    def completer(self, well: Well) -> Completer | None:
        return self.people.complete_any if well.name == "who" and not self.desk.blurred else None

    def start(self) -> Mapping[str, str]:
        named = [each.who for each in people_of(self.value)]
        if not named and self.step.writes == "event.expected":
            named = list(self.book.event.expected)
        return {"who": self.people.say_any(named)}

    def write(self, lines: Lines) -> None:
        if self.step.max_contacts:
            lines.gap().muted(f"up to {self.step.max_contacts}")
        self.offers(lines)

    def below(self, width: int) -> list[Content]:
        """What is known about whom one named, as far as there is room."""
        lines: list[Content] = []
        for who in self._named():
            room = self.screen.room_below - len(lines)
            if room < LEAST_OF_CARD:
                break
            card = self.book.briefing(who, width)[: room - 1]
            lines += [*([Content("")] if lines and card else []), *card]
        return lines

    def _named(self) -> list[str]:
        try:
            return self.people.read(self.screen.texts.get("who", ""), any_name=True)
        except ValueError:
            return []

    def given(self) -> Any:
        try:
            named = self.people.read(self.texts["who"], any_name=True)
        except ValueError as error:
            raise Invalid({"Names": str(error)}) from None
        if self.step.max_contacts and len(named) > self.step.max_contacts:
            raise Invalid({"Names": f"are {len(named)}; {self.step.max_contacts} are enough"})
        return [{WHO: who} for who in named]

    def typed(self) -> Any:
        return [{WHO: who} for who in self._named()] or None

    async def finish(self) -> bool:
        if answer := self.given():
            self.book.done(self.step, answer)
        else:
            self.book.skip(self.step)
        return True


class MetStep(PeopleStep):
    """Whom one met, one after the other, with a detail each; an empty name goes on."""

    verbs = {"met": frozenset({"remove"}), "expected": frozenset({"turn"})}  # noqa: RUF012
    wells = (Well("who", "name"), Well("detail", "one detail"))

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.met = people_of(self.value)

    @property
    def rows_first(self) -> bool:
        return False

    def start(self) -> Mapping[str, str]:
        return {"who": "", "detail": ""}

    def write(self, lines: Lines) -> None:
        if self.met or self._waiting():
            lines.gap()
        for each in self.met:
            detail = f"  {self.desk.seen(each.detail)}" if each.detail else ""
            lines.add(run((DONE, SUCCESS), f" {self.name(each.who)}", (detail, MUTED)), "met", each.who)
        waiting = self._waiting()
        for who in waiting:
            said = (self.name(who), MUTED)
            right = ("space: met" if who == waiting[0] else "", MUTED)
            lines.add(spread(lines.width, run((OPEN, MUTED), " ", said), right), "expected", who)

    def _waiting(self) -> list[str]:
        """Those who were expected and are not among those one met."""
        there = {each.who for each in self.met}
        return [who for who in self.book.event.expected if who not in there]

    def name(self, who: str) -> str:
        return self.desk.name(who) if self.desk.person(who) else self.desk.seen(who)

    def below(self, width: int) -> list[Content]:
        return [run(("enter", BOLD), (" adds them; with no name it goes on", MUTED))]

    async def turn(self, id: str) -> None:
        """Somebody who was expected was there: what is left is a detail."""
        for field in self.screen.fields:
            field.text = {"who": self.people.say_any([id])}.get(field.key, field.text)
            if field.key == "detail":
                field.well.focus()

    async def remove(self, id: str) -> None:
        self.met = [each for each in self.met if each.who != id]
        self.screen.draw()

    def add(self) -> bool:
        """Take in what the fields say. Raises `Invalid`."""
        try:
            named = self.people.read(self.texts["who"], any_name=True)
        except ValueError as error:
            raise Invalid({"Name": str(error)}) from None
        there = {each.who for each in self.met}
        self.met += [Named(who, self.texts["detail"]) for who in named if who not in there]
        return bool(named)

    def given(self) -> Any:
        return [{WHO: each.who, **({DETAIL: each.detail} if each.detail else {})} for each in self.met]

    def typed(self) -> Any:
        return self.given() or None

    async def finish(self) -> bool:
        if self.add():
            self.book.put_off(self.step, self.given())  # kept at once; it is done when one goes on
            self.screen.forget_draft()
            await self.screen.rebuild()
            return False
        return await super().finish()


class QuizStep(WalkView):
    """What somebody does, then the name; it is asked again some hours later."""

    verbs = {"": frozenset({"turn", "yes", "no"})}  # noqa: RUF012

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.people = [who for who in self.book.event.expected if self.desk.person(who)]
        due = self._quiz(self.value).due
        self.asked: Sequence[str] = due or ([] if self.value else self.people)
        self.kept: Any = self.value
        self.at, self.shown = 0, False

    def _quiz(self, value: Any) -> Quiz:
        return quiz(value, self.people, self.desk.now, self.step.repeat_after_hours)

    @property
    def who(self) -> str:
        return self.asked[self.at] if self.at < len(self.asked) else ""

    def can(self, verb: str, table: str) -> bool:
        if verb in ("yes", "no"):
            return bool(self.who) and self.shown
        return verb == "turn" and bool(self.who) and not self.shown

    def write(self, lines: Lines) -> None:
        lines.gap(1 if lines.tight else 2)
        if not self.people:
            lines.text("Nobody you know is expected yet.")
            lines.add(run(("e", BOLD), (" on the event in Prep names people.", MUTED)))
        elif not self.who:
            self._result(lines)
        else:
            self._ask(lines)

    def _result(self, lines: Lines) -> None:
        found = self._quiz(self.kept)
        lines.text(f"You know {found.known} of {plural(found.of, 'name')}.")
        if found.again:
            hour = found.again.strftime("%H:%M")
            lines.muted(f"Once more {day_head(found.again.date(), self.desk.today)}, {hour}.")

    def _ask(self, lines: Lines) -> None:
        person = self.desk.person(self.who)
        facts = [person.role, person.org, person.how_met] if person else []
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
        self.book.put_off(self.step, self.kept)
        self.at, self.shown = self.at + 1, False
        self.screen.written()
        self.screen.draw()

    def given(self) -> Any:
        return self.kept or True

    def typed(self) -> Any:
        return self.kept


class GoalStep(WalkView):
    """Which goals it serves: none is an answer too."""

    verbs = {"goals": frozenset({"turn"})}  # noqa: RUF012

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.chosen = set(lines_of(self.value)) or set(self.book.event.goals)

    @property
    def taken(self) -> frozenset[str]:
        return frozenset(self.chosen)

    def write(self, lines: Lines) -> None:
        goals = [
            goal for goal in self.desk.journal.goals if goal.status in ("active", "draft") or goal.id in self.chosen
        ]
        lines.gap()
        for goal in goals:
            sign = (DONE, SUCCESS) if goal.id in self.chosen else (OPEN, MUTED)
            lines.add(run(sign, f" {self.desk.seen(clean(goal.statement))}"), "goals", goal.id)
        if goals:
            lines.gap().add(offer("space", "takes a goal, or leaves it."))
        else:
            lines.text("You have no goal yet, and need none for this.")

    async def turn(self, id: str) -> None:
        self.chosen ^= {id}
        self.screen.draw()

    def given(self) -> Any:
        return sorted(self.chosen)
