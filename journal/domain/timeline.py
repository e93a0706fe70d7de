"""Interaction: one exchange with one or more people, on one day; or a note, which is never a touch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from journal.domain.record import Benefit, Clock, Ids, Line120, Line200, Record, Text, Words, distinct

InteractionKind = Literal["meeting", "activity", "call", "video", "event", "message", "email", "letter", "post", "note"]
Direction = Literal["out", "in", "mutual"]

INTERACTION_KINDS: tuple[InteractionKind, ...] = InteractionKind.__args__  # type: ignore[attr-defined]
BENEFITS: tuple[Benefit, ...] = Benefit.__args__  # type: ignore[attr-defined]
ONE_WAY = frozenset({"message", "email", "letter", "post"})
"""Kinds that are no talk until they are answered, when they go out."""
DEPTH = {"post": 1, "message": 2, "email": 2, "event": 2}
"""How deep a kind usually goes (1-5); the others are 3."""
USUAL_DEPTH = 3
EARLIEST = date(1950, 1, 1)


def usual_direction(kind: str) -> str:
    return "out" if kind in ONE_WAY else "mutual"


def usual_depth(kind: str) -> int:
    return DEPTH.get(kind, USUAL_DEPTH)


class Exchange(BaseModel):
    """One of the five benefits, given or got; size 1 small favour, 2 hours or a good tip, 3 changed something."""

    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True)

    benefit: Benefit
    way: Literal["gave", "got"]
    size: int = Field(default=1, ge=1, le=3)
    note: Line200 = ""


class Interaction(Record):
    """An entry of the timeline."""

    TABLE = "interactions"
    ALWAYS = frozenset({"contacts", "on", "kind", "direction", "depth"})

    contacts: Ids = ()
    on: date
    time: Clock | None = None
    kind: InteractionKind = "meeting"
    direction: Direction
    answered: Literal["yes", "no", "unknown"] = "unknown"
    depth: int = Field(ge=1, le=5)
    exchanges: Annotated[tuple[Exchange, ...], AfterValidator(distinct)] = ()
    energy: int | None = Field(default=None, ge=-2, le=2)
    topics: Words = ()
    note: Text = ""
    place: Line120 = ""
    event: str | None = None
    goals: Ids = ()
    private: bool = False
    template: str = ""
    """The template that a message went out from, if it did."""
    raw: Text = ""

    @property
    def two_way(self) -> bool:
        """Whether both sides took part: it moves the clock of keeping in touch."""
        if self.kind == "note":
            return False
        return self.kind not in ONE_WAY or self.direction != "out" or self.answered == "yes"

    @model_validator(mode="before")
    @classmethod
    def _usual_for_the_kind(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        kind = data.get("kind", "meeting")
        usual = {"direction": usual_direction(kind), "depth": usual_depth(kind)}
        return {**data, **{name: value for name, value in usual.items() if data.get(name) is None}}

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if not self.contacts and self.kind != "note":
            raise ValueError("an entry needs at least one person, unless it is a note")
        if self.on < EARLIEST:
            raise ValueError("an entry cannot be older than 1950")
        return self
