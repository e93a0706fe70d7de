"""PrepRun: one walk through a checklist for one event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from journal.domain.record import Ids, Line300, Record

Rating = Annotated[int, Field(ge=1, le=10)]


class Answer(BaseModel):
    """What became of a step: a value of any kind, and when it was given."""

    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True)

    status: Literal["todo", "done", "skipped"] = "todo"
    value: Any = None
    at: datetime | None = None
    seconds: int | None = Field(default=None, ge=0)
    made: Mapping[str, str] = {}
    """Ids of what was made of it, by what was said: given again, an answer makes only what is new in it."""
    noted: Any = None
    """What was said and is not taken in yet: it lands with all else that an event leaves behind."""

    @property
    def latest(self) -> Any:
        """What was said last, taken in or not."""
        return self.value if self.noted is None else self.noted

    @property
    def waits(self) -> bool:
        """Whether something was said that is to be taken in."""
        return self.noted is not None and self.status != "skipped"


class Plan(BaseModel):
    """If this comes up, then I do that; and whether it happened."""

    model_config = ConfigDict(
        frozen=True, extra="allow", hide_input_in_errors=True, validate_by_name=True, serialize_by_alias=True
    )

    if_: Line300 = Field(alias="if")
    then: Line300
    happened: Literal["yes", "no", "unknown"] = "unknown"


class PrepRun(Record):
    """A preparation; every answer is written when it is given, so that it can be taken up anywhere."""

    TABLE = "runs"
    ALWAYS = frozenset({"event", "checklist"})

    event: str
    checklist: str = "other"
    started: datetime | None = None
    finished: datetime | None = None
    short: bool = False
    confidence_before: Rating | None = None
    confidence_door: Rating | None = None
    confidence_after: Rating | None = None
    expected: Rating | None = None
    actual: Rating | None = None
    answers: Mapping[str, Answer] = {}
    plans: tuple[Plan, ...] = ()
    added: Ids = ()
    """Ids of shared steps that were added to those of the checklist."""

    @property
    def open(self) -> bool:
        return self.finished is None

    def answer(self, step: str) -> Answer:
        """What became of a step; one that is still to do if nothing did."""
        return self.answers.get(step) or Answer()

    def behind(self, step: str) -> bool:
        """Whether a step was done or skipped."""
        return self.answer(step).status != "todo"
