"""The weekly review: its steps, the week it looks at, and where it is taken up again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from journal.domain.followups import FollowUp
from journal.domain.prep import Plan
from journal.domain.record import Invalid, Line120, Line300, sentences
from journal.domain.reflections import Reflection

WEEK = timedelta(days=7)
USUAL_WEEKS = 8
"""Weeks that the usual week is taken from."""
CLEAN_SLATE_AFTER = timedelta(weeks=4)
LET_GO_OLDER_THAN = timedelta(days=60)
MOST_CHOSEN = 3
"""People taken for a week."""
DONE, SKIPPED = "done", "skipped"
"""Answers to steps that ask for no words."""


class Step(BaseModel):
    """One screen of the review."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id: str = Field(min_length=1)
    stage: Line120 = "review"
    title: Line120
    guidance: Line300 = ""
    minutes: int = Field(default=1, ge=0)
    template: str = ""
    evidence: tuple[str, ...] = ()
    suggest: tuple[Plan, ...] = ()
    prompts: tuple[Line300, ...] = ()


class Guide(BaseModel):
    """All steps in order, and which of them make the quick version."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    title: Line120
    minutes: int = 20
    quick: tuple[str, ...] = ()
    step: tuple[Step, ...] = Field(min_length=1)

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> Self:
        """Read review.toml. Raises `Invalid`."""
        try:
            return cls.model_validate(document)
        except ValidationError as error:
            raise Invalid(sentences(error.errors(include_input=False, include_url=False))) from None

    @model_validator(mode="after")
    def _names_are_its_own(self) -> Self:
        ids = [step.id for step in self.step]
        if len(set(ids)) < len(ids):
            raise ValueError("two steps have the same id")
        if unknown := set(self.quick) - set(ids):
            raise ValueError(f"the quick version names {', '.join(sorted(unknown))}, which is no step")
        return self

    def steps(self, *, short: bool) -> tuple[Step, ...]:
        """The steps to be walked."""
        return tuple(step for step in self.step if not short or step.id in self.quick)

    def minutes_of(self, *, short: bool) -> int:
        """What the steps take, in minutes."""
        return sum(step.minutes for step in self.steps(short=short))


def stages(steps: Iterable[Step]) -> tuple[str, ...]:
    """The stages in the order of their steps."""
    return tuple(dict.fromkeys(step.stage for step in steps))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_to_review(today: date, reviewed: Collection[date]) -> date:
    """The Monday of the week to look at: this one; on a Monday the one that has just ended, unless it is reviewed."""
    last = monday_of(today - timedelta(days=1))
    return monday_of(today) if last in reviewed else last


def go_on_at(steps: Sequence[Step], answers: Mapping[str, str]) -> int:
    """The place of the first step without an answer; the number of steps if all have one."""
    return next((at for at, step in enumerate(steps) if step.id not in answers), len(steps))


def offers_clean_slate(today: date, begun: Iterable[date]) -> bool:
    """Whether no review was begun in the last four weeks, so that old promises may all be let go at once."""
    return all(on <= today - CLEAN_SLATE_AFTER for on in begun)


def old_promises(followups: Iterable[FollowUp], today: date) -> list[FollowUp]:
    """The open promises whose day came more than sixty days ago, the oldest first."""
    old = [each for each in followups if each.status == "open" and each.due < today - LET_GO_OLDER_THAN]
    return sorted(old, key=lambda each: (each.due, each.id))


def usual_week(counts: Sequence[int]) -> float | None:
    """The median of the last eight weeks; None before there is one."""
    return median(counts[-USUAL_WEEKS:]) if counts else None


def about_week(reflections: Iterable[Reflection]) -> dict[date, Reflection]:
    """Monday → the newest reflection about that week; a name that is no Monday is left out."""
    found: dict[date, Reflection] = {}
    for reflection in sorted(reflections, key=lambda each: (each.on, each.id)):
        if reflection.about.kind != "week":
            continue
        try:
            found[date.fromisoformat(reflection.about.id)] = reflection
        except ValueError:
            continue
    return found


def last_plan(reviews: Mapping[date, Reflection], monday: date) -> tuple[Reflection, Plan] | None:
    """The plan of the last review before a week, with the reflection that holds it."""
    for week in sorted((week for week in reviews if week < monday), reverse=True):
        if plans := reviews[week].plans:
            return reviews[week], plans[-1]
    return None


def with_answer(reflection: Reflection, step: str, answer: str, *, last: bool) -> Reflection:
    """The reflection with the answer to a step; `last` finishes it."""
    answers = {**reflection.answers, step: answer}
    return reflection.changed(answers=answers, finished=reflection.finished or last)


def sentence(plan: Plan) -> str:
    """A plan as it is read: "If it is Tuesday after lunch, then I write to the three people I chose"."""
    when = plan.if_.strip().rstrip(".,")
    for word in ("if ", "when "):
        when = when[len(word) :] if when.casefold().startswith(word) else when
    then = plan.then.strip().rstrip(".")
    then = then[len("then ") :] if then.casefold().startswith("then ") else then
    return f"If {when}, then {then}."
