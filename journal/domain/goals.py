"""Goal: what I want to reach, whom I want to know for it, and what I do next."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from journal.domain.contacts import Seniority
from journal.domain.record import Benefit, Ids, Line, Line60, Line120, Line200, Line300, Record, Words, distinct

GoalStatus = Literal["draft", "active", "paused", "done", "dropped"]
Criterion = Literal["role", "industry", "org", "community", "seniority", "benefit", "location"]

GOAL_STATUSES: tuple[GoalStatus, ...] = GoalStatus.__args__  # type: ignore[attr-defined]
CRITERIA: tuple[Criterion, ...] = Criterion.__args__  # type: ignore[attr-defined]
HORIZON_DAYS = 90
"""Days that a goal is given when nothing else is said."""
MOST_SLOTS = 8
MOST_ACTIVE = 3
"""More active goals than this are allowed, and said."""
LONGEST_HORIZON_YEARS = 5

Longer = Annotated[Line, StringConstraints(min_length=3, max_length=160)]


class Part(BaseModel):
    """A piece of a goal, kept inside its document."""

    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True, serialize_by_alias=True)


class IfThen(Part):
    """A plan: if this comes up, then I do that."""

    model_config = ConfigDict(validate_by_name=True)

    if_: Longer = Field(alias="if")
    then: Longer


class Measure(Part):
    """A number that shows how far a goal is."""

    name: Annotated[Line120, StringConstraints(min_length=1)]
    unit: Line60 = ""
    baseline: float = Field(default=0, allow_inf_nan=False)
    target: float = Field(allow_inf_nan=False)
    current: float = Field(default=0, allow_inf_nan=False)
    counts: Literal["", "entries", "talks", "people"] = ""
    """What of the entries linked to the goal is counted instead of `current`; "" counts nothing."""

    @model_validator(mode="after")
    def _has_a_way_to_go(self) -> Self:
        if self.target == self.baseline:
            raise ValueError("begins where it should end; target and baseline must differ")
        return self


class Slot(Part):
    """One line of the target audience: how many people of what kind I want to know."""

    label: Annotated[Line120, StringConstraints(min_length=1)]
    want: int = Field(default=2, ge=1, le=20)
    role: Words = ()
    org: Words = ()
    industry: Words = ()
    community: Words = ()
    seniority: Annotated[tuple[Seniority, ...], AfterValidator(distinct)] = ()
    location: Words = ()
    benefit: Annotated[tuple[Benefit, ...], AfterValidator(distinct)] = ()
    must: Annotated[tuple[Criterion, ...], AfterValidator(distinct)] = ()
    people: Ids = ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria it names."""
        return tuple(name for name in CRITERIA if getattr(self, name))

    @property
    def open_to_anybody(self) -> bool:
        """Whether it says nothing about whom: no criterion, and nobody named (any more, when people were removed)."""
        return not self.criteria and not self.people

    @model_validator(mode="after")
    def _insists_on_what_it_says(self) -> Self:
        if missing := [name for name in self.must if name not in self.criteria]:
            raise ValueError(f"cannot insist on {', '.join(missing)}, because nothing is said about it")
        return self


class Milestone(Part):
    """A step on the way."""

    title: Annotated[Line120, StringConstraints(min_length=1)]
    due: date | None = None
    done_on: date | None = None


class NextAction(Part):
    """The one thing to do next."""

    text: Annotated[Line200, StringConstraints(min_length=1)]
    due: date | None = None


class Confidence(Part):
    """How sure I was on a day, from 1 to 10."""

    on: date
    value: int = Field(ge=1, le=10)


class Goal(Record):
    """What I want to reach, and why."""

    TABLE = "goals"
    ALWAYS = frozenset({"statement", "status", "starts", "horizon"})

    statement: Annotated[Line, StringConstraints(min_length=10, max_length=160)]
    why: Line300 = ""
    benefit: Benefit = "opportunity"
    status: GoalStatus = "draft"
    starts: date | None = None
    horizon: date | None = None
    measure: Measure | None = None
    obstacle: Annotated[Line, StringConstraints(max_length=160)] = ""
    if_then: IfThen | None = None
    slots: Annotated[tuple[Slot, ...], Field(max_length=MOST_SLOTS)] = ()
    milestones: tuple[Milestone, ...] = ()
    next_action: NextAction | None = None
    confidence: tuple[Confidence, ...] = ()
    pack: str = ""

    @model_validator(mode="after")
    def _horizon_lies_ahead(self) -> Self:
        if not (self.starts and self.horizon):
            return self
        if self.horizon <= self.starts:
            raise ValueError("its end must come after its start")
        if self.horizon.year - self.starts.year > LONGEST_HORIZON_YEARS:
            raise ValueError("lies more than five years away; choose a nearer day")
        if late := [step.title for step in self.milestones if step.due and step.due > self.horizon]:
            raise ValueError(f"“{late[0]}” lies after the end of the goal")
        return self
