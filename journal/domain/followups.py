"""FollowUp: a promise, mine or theirs, with a date; or a task of one's own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from journal.domain.record import Clock, Ids, Line, Line200, Record, Text

Owner = Literal["mine", "theirs"]

DUE_DAYS = {"mine": 7, "theirs": 14}
"""Days until a follow-up without a date is due; one of mine that comes from an event is due after EVENT_DUE_DAYS."""
EVENT_DUE_DAYS = 2
LONGEST_WHAT = 200


class FollowUp(Record):
    """Something promised."""

    TABLE = "followups"
    ALWAYS = frozenset({"contacts", "what", "owner", "due", "status"})

    contacts: Ids = ()
    what: Annotated[Line, StringConstraints(min_length=1, max_length=LONGEST_WHAT)]
    owner: Owner = "mine"
    due: date
    time: Clock | None = None
    status: Literal["open", "done", "dropped"] = "open"
    done_on: date | None = None
    from_: str = Field(default="", alias="from")
    template: str = ""
    why_dropped: Line200 = ""
    raw: Text = ""

    @model_validator(mode="after")
    def _done_on_only_with_done(self) -> Self:
        if self.done_on and self.status != "done":
            raise ValueError("only what is done has a day on which it was done")
        return self
