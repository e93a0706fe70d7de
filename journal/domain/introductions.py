"""Introduction: somebody connects two others; whoever I am among them is called "me"."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from journal.domain.record import Line300, Record, Text

ME = "me"


class Introduction(Record):
    """A broker connects a and b; each is the id of a contact or "me"."""

    TABLE = "introductions"
    ALWAYS = frozenset({"broker", "a", "b", "status"})

    broker: str
    a: str
    b: str
    reason: Line300 = ""
    status: Literal["idea", "asked", "agreed", "made", "met", "declined", "stale"] = "idea"
    yes_a: bool | None = None
    yes_b: bool | None = None
    asked_on: date | None = None
    made_on: date | None = None
    met_on: date | None = None
    thanked_on: date | None = None
    note: Text = ""
    raw: Text = ""

    @model_validator(mode="after")
    def _three_different_people(self) -> Self:
        if len({self.broker, self.a, self.b}) < 3:
            raise ValueError("an introduction needs three different people")
        return self
