"""Starting points: a pack of goals, rhythms and first steps for a stage of a career, fitted to a few answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import Field, StringConstraints

from journal.domain.contacts import Circle
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal, IfThen, Measure, Slot
from journal.domain.record import Benefit, Line, Line120, Line300
from journal.domain.templates import Entry
from journal.domain.text import clean
from journal.domain.words import long_day, plural

MOST_ASKS = 5
LONGEST_ANSWER = 60
WEEK = 7
COUNT = "n"
"""The question whose answer is a figure: the target of the goal that names it."""
REASON, LONGEST_REASON = "why", 300
"""The question that is answered with a sentence."""
_PLACE = re.compile(r"\{(\w+)\}")
_CRITERIA = ("role", "org", "industry", "community", "seniority", "location", "benefit")
_PLAIN = {"seniority", "benefit"}
"""Criteria that are words of the program, never filled."""

Answers = Mapping[str, str]
"""Question → what was answered; several answers stand between commas."""


class Step(Entry):
    """A milestone, so many days after the beginning."""

    title: Annotated[Line120, StringConstraints(min_length=1)]
    after_days: int = Field(ge=1, le=1825)


class PackGoal(Entry):
    """A goal with places to fill."""

    statement: Annotated[Line, StringConstraints(min_length=10, max_length=160)]
    why: Line300 = ""
    benefit: Benefit = "opportunity"
    horizon_days: int = Field(default=90, ge=7, le=1825)
    measure: Measure | None = None
    obstacle: Annotated[Line, StringConstraints(max_length=160)] = ""
    if_then: IfThen | None = None
    milestones: tuple[Step, ...] = ()
    slots: tuple[Slot, ...] = ()


class Pack(Entry):
    """A starting point, with places in braces that answers fill."""

    id: Annotated[Line, StringConstraints(pattern=r"^\w{1,60}$")]
    title: Annotated[Line120, StringConstraints(min_length=1)]
    who: Line300
    opening: Line300 = ""
    capacity: int = Field(ge=0, le=200)
    cadence: Mapping[Circle, Annotated[int, Field(ge=3, le=1095)]]
    events: tuple[str, ...] = ()
    frame: str = ""
    questions: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    first_week: tuple[Line120, ...] = ()
    watch_out: Line300 = ""
    goal: Annotated[tuple[PackGoal, ...], Field(min_length=1)]


class Packs(NamedTuple):
    """All starting points by id, what is asked for each place, and what stands there without an answer."""

    packs: Mapping[str, Pack]
    asks: Mapping[str, str]
    unanswered: Mapping[str, str]


class Plan(NamedTuple):
    """What choosing makes: goals, follow-ups, the days between two talks by circle, talks a week.

    `rhythm_from` is the title of the pack whose rhythms they are, `instead_of` those of the others, which give way.
    """

    goals: tuple[Goal, ...]
    first_week: tuple[FollowUp, ...]
    cadence: Mapping[Circle, int]
    capacity: int
    rhythm_from: str
    instead_of: tuple[str, ...] = ()


def asked(pack: Pack, asks: Mapping[str, str]) -> list[str]:
    """The questions of a pack in the order in which they come up in it, at most five."""
    named = _PLACE.findall(repr([goal.model_dump() for goal in pack.goal]))
    return [name for name in dict.fromkeys(named) if name in asks][:MOST_ASKS]


def plan(chosen: Sequence[Pack], packs: Packs, answers: Answers, today: date) -> Plan:
    """What these packs make together; the rhythms and the week are those of the last one."""
    last = chosen[-1]
    goals = [goal for pack in chosen for goal in goals_of(pack, packs, answers, today)]
    steps = [(pack, text) for pack in chosen for text in pack.first_week]
    week = [_first_step(text, at, len(steps), today) for at, (_, text) in enumerate(steps)]
    others = tuple(pack.title for pack in chosen[:-1])
    return Plan(tuple(goals), tuple(week), dict(last.cadence), last.capacity, last.title, others)


def goals_of(pack: Pack, packs: Packs, answers: Answers, today: date) -> list[Goal]:
    """The goals of a pack as drafts, with the answers in them."""
    return [_goal(pack.id, each, _Filling(packs, answers), today) for each in pack.goal]


def figure(answer: str) -> int | None:
    """A whole number that was answered, or None."""
    text = clean(answer)
    return int(text) if text.isdecimal() and 0 < int(text) <= 1000 else None


def said(made: Plan) -> str:
    """What was made and set, in a sentence without a full stop."""
    parts = [plural(len(made.goals), "draft goal"), plural(len(made.first_week), "follow-up")]
    rhythms = ", ".join(f"{circle} every {days} days" for circle, days in made.cadence.items())
    return f"{', '.join(parts)}; {rhythms}; {plural(made.capacity, 'talk')} a week"


def wrong(name: str, answer: str) -> str:
    """What is wrong with an answer, or nothing."""
    if name == COUNT and clean(answer) and figure(answer) is None:
        return "not a figure; try 4"
    if name == REASON:
        return f"is longer than {LONGEST_REASON} characters" if len(clean(answer)) > LONGEST_REASON else ""
    if any(len(clean(part)) > LONGEST_ANSWER for part in answer.split(",")):
        return f"is longer than {LONGEST_ANSWER} characters"
    return ""


class _Filling:
    """Fills the places of texts."""

    def __init__(self, packs: Packs, answers: Answers) -> None:
        self.unanswered, self.answers = packs.unanswered, answers
        self.values = {
            name: [value[:LONGEST_ANSWER].strip() for part in text.split(",") if (value := clean(part))]
            for name, text in answers.items()
        }
        self.fixed: dict[str, str] = {}

    def text(self, text: str, longest: int = 300) -> str:
        """A text with its places filled; of several answers only the first where it gets too long."""
        if (whole := _PLACE.fullmatch(text)) and self.answers.get(whole[1], "").strip():
            return clean(self.answers[whole[1]])[:longest].rstrip()
        full = _PLACE.sub(lambda found: " or ".join(self._said(found[1])), text)
        if len(full) <= longest:
            return _tidy(full)
        return _tidy(_PLACE.sub(lambda found: self._said(found[1])[0], text))[:longest].rstrip()

    def _said(self, name: str) -> list[str]:
        if name in self.fixed:
            return [self.fixed[name]]
        return self.values.get(name) or [self.unanswered.get(name, f"the {name.replace('_', ' ')}")]

    def criterion(self, texts: Sequence[str]) -> list[str]:
        """The values of a criterion: one for each answer; what was not answered falls away."""
        found: list[str] = []
        for text in texts:
            place = _PLACE.search(text)
            values = self.values.get(place[1], []) if place else [""]
            found += [text.replace(place[0], value) if place else text for value in values]
        return [text[:LONGEST_ANSWER].rstrip() for text in found]


def _goal(pack: str, goal: PackGoal, filling: _Filling, today: date) -> Goal:
    horizon = today + timedelta(days=goal.horizon_days)
    measure = _measure(goal, filling)
    filling.fixed = {"date": long_day(horizon)}
    if measure is not None:
        filling.fixed[COUNT] = f"{measure.target:g}"
    fields: dict[str, Any] = {
        "statement": filling.text(goal.statement, 160),
        "why": filling.text(goal.why),
        "benefit": goal.benefit,
        "starts": today,
        "horizon": horizon,
        "measure": measure and measure.model_dump(exclude_defaults=True) | {"target": measure.target},
        "obstacle": filling.text(goal.obstacle, 160),
        "if_then": goal.if_then and _if_then(goal.if_then, filling),
        "milestones": [
            {"title": filling.text(step.title, 120), "due": today + timedelta(days=step.after_days)}
            for step in goal.milestones
        ],
        "slots": [_slot(slot, filling) for slot in goal.slots],
        "pack": pack,
    }
    return Goal.parse(fields)


def _measure(goal: PackGoal, filling: _Filling) -> Measure | None:
    """The measure, its target replaced by the figure that was answered, if the goal asks for one."""
    given = filling.values.get(COUNT, [])
    wanted = figure(given[0]) if given and f"{{{COUNT}}}" in goal.statement else None
    if goal.measure is None or wanted is None or wanted == goal.measure.baseline:
        return goal.measure
    return goal.measure.model_copy(update={"target": float(wanted)})


def _if_then(plan: IfThen, filling: _Filling) -> dict[str, str]:
    return {"if": filling.text(plan.if_, 160), "then": filling.text(plan.then, 160)}


def _slot(slot: Slot, filling: _Filling) -> dict[str, Any]:
    """A place with the answers in it; it insists on nothing that was not answered."""
    criteria = {
        name: list(getattr(slot, name)) if name in _PLAIN else filling.criterion(getattr(slot, name))
        for name in _CRITERIA
    }
    criteria = {name: values for name, values in criteria.items() if values}
    must = [name for name in slot.must if name in criteria]
    return {"label": filling.text(slot.label, 120), "want": slot.want, "must": must, **criteria}


def _first_step(text: str, at: int, count: int, today: date) -> FollowUp:
    """The first steps lie evenly in the coming week."""
    return FollowUp.parse({"what": text, "due": today + timedelta(days=1 + at * (WEEK - 1) // max(1, count))})


def _tidy(text: str) -> str:
    """A text without what an empty answer leaves behind."""
    return clean(re.sub(r"\s+([,.])", r"\1", text))
