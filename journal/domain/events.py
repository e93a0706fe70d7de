"""Event: an occasion that I may prepare for."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from journal.domain.record import Ids, Line, Line120, Line300, Record, Text, Words, distinct

EventStatus = Literal["planned", "attended", "missed", "cancelled"]
Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):[0-5]\d)?$")]
"""A day, with a time or without: wall clock where the event is."""


def moment_of(text: str) -> tuple[date, time | None]:
    """The day and the time of a `Moment`."""
    found = datetime.fromisoformat(text)
    return found.date(), found.time() if "T" in text else None


class Event(Record):
    """An occasion."""

    TABLE = "events"
    ALWAYS = frozenset({"title", "kind", "starts", "status"})

    title: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    kind: Line120 = "other"
    starts: Moment
    ends: Moment | None = None
    tz: str = ""
    place: Line120 = ""
    url: Line300 = ""
    goals: Ids = ()
    objective: Line300 = ""
    pitch: Text = ""
    questions: Annotated[tuple[Line300, ...], AfterValidator(distinct)] = ()
    expected: Words = ()
    met: Words = ()
    helpers: Words = ()
    status: EventStatus = "planned"
    energy_cost: int | None = Field(default=None, ge=1, le=5)
    note: Text = ""
    source: str = ""
    """The id it has where it was imported from."""

    @property
    def day(self) -> date:
        return moment_of(self.starts)[0]

    @property
    def time(self) -> time | None:
        return moment_of(self.starts)[1]

    @model_validator(mode="after")
    def _days_exist_in_order(self) -> Self:
        for name in ("starts", "ends"):
            text = getattr(self, name)
            try:
                moment_of(text) if text else None
            except ValueError:
                raise ValueError(f"{name}: no such day; try 2026-11-26 or 2026-11-26T18:30") from None
        if self.ends and self.ends < self.starts[: len(self.ends)]:
            raise ValueError("ends before it starts")
        return self
