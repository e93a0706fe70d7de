"""The steps about people: whom to look for, whom one met, and the goals it serves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content

from journal.dialogs.people import People
from journal.domain.answers import DETAIL, WHO, Named, lines_of, people_of
from journal.domain.checklists import Step
from journal.domain.record import Invalid
from journal.domain.text import clean
from journal.screens.walk.view import WalkView
from journal.screens.weekly.step import Well, offer
from journal.widgets.completion import Completer
from journal.widgets.line import BOLD, DONE, MUTED, OPEN, SUCCESS, run, spread
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
        self.met = people_of(self.value) or [Named(who) for who in self.book.captured()]

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
            self.book.add(self.step, self.given())  # kept at once; they come into the book with all that is left
            self.screen.forget_draft()
            self.screen.written()
            await self.screen.rebuild()
            return False
        return await super().finish()


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
