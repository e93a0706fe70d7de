"""Reflection: a dated note about a week, an event, a goal or a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from journal.domain.prep import Plan
from journal.domain.record import Line300, Record, Text


class About(BaseModel):
    """What a reflection is about; a week is named by its Monday, everything else by its id."""

    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True)

    kind: Literal["week", "event", "goal", "contact", "none"] = "none"
    id: str = ""


class Reflection(Record):
    """What I noticed."""

    TABLE = "reflections"
    ALWAYS = frozenset({"on", "about"})

    on: date
    about: About = About()
    answers: Mapping[str, Text] = {}
    wins: tuple[Line300, ...] = ()
    plans: tuple[Plan, ...] = ()
    mood: Annotated[int, Field(ge=1, le=5)] | None = None
    finished: bool = True
    """Whether it is complete; a weekly review that was left in the middle is taken up again."""
    short: bool = False
    """Whether it is the quick version of a weekly review."""
    private: bool = False
