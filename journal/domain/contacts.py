"""Contact: a person in the book. Only a name is required."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from journal.domain.record import (
    Benefit,
    Ids,
    Line,
    Line60,
    Line80,
    Line120,
    Line200,
    Line300,
    Names,
    Record,
    Text,
    Words,
    distinct,
)

Kind = Literal[
    "colleague",
    "mentor",
    "mentee",
    "industry",
    "client",
    "recruiter",
    "alum",
    "community",
    "friend",
    "family",
    "other",
]
Circle = Literal["inner", "close", "active", "wide", "open"]
Status = Literal["active", "archived", "no_contact", "deceased"]
Seniority = Literal["student", "entry", "mid", "senior", "lead", "executive", "unknown"]
ChannelKind = Literal["email", "phone", "linkedin", "web", "mastodon", "matrix", "address", "other"]

KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
CIRCLES: tuple[Circle, ...] = Circle.__args__  # type: ignore[attr-defined]
STATUSES: tuple[Status, ...] = Status.__args__  # type: ignore[attr-defined]
SENIORITIES: tuple[Seniority, ...] = Seniority.__args__  # type: ignore[attr-defined]
CHANNELS: tuple[ChannelKind, ...] = ChannelKind.__args__  # type: ignore[attr-defined]

TITLES = frozenset({"dr", "prof", "professor", "doctor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev"})
"""Words that stand before a name and are no first name."""
LEAP_YEAR = 2024


class Part(BaseModel):
    """A piece of a contact, kept inside its document."""

    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True)


class Channel(Part):
    """A way to reach somebody."""

    kind: ChannelKind = "email"
    value: Annotated[Line, StringConstraints(min_length=1, max_length=300)]
    preferred: bool = False

    @model_validator(mode="after")
    def _email_has_at(self) -> Self:
        if self.kind == "email" and "@" not in self.value:
            raise ValueError("is not an e-mail address: it has no @")
        return self


class Edge(Part):
    """Somebody this person knows, and how we know that they do."""

    contact: str
    edge: Literal["said_so", "same_now", "shared_past"] = "said_so"


class Moment(Part):
    """A day of the year worth a word, such as a birthday; the year is optional."""

    label: Annotated[Line60, StringConstraints(min_length=1)]
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    year: int | None = Field(default=None, ge=1900, le=2200)
    remind: bool = True

    @model_validator(mode="after")
    def _day_exists(self) -> Self:
        last = calendar.monthrange(LEAP_YEAR, self.month)[1]
        if self.day > last:
            raise ValueError(f"has no such day; try {last} {calendar.month_abbr[self.month].lower()}")
        return self


class Source(Part):
    """Where an imported contact came from: the format, the id it has there, and the day."""

    format: str
    id: str = ""
    on: date | None = None


class Triage(Part):
    """A stub made because a captured name fitted several people."""

    text: Line120
    candidates: Ids = ()


class Contact(Record):
    """A person in the book."""

    TABLE = "contacts"
    ALWAYS = frozenset({"name", "circle"})

    name: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    first_name: Line80 = ""
    say_as: Line80 = ""
    pronouns: Line80 = ""
    aliases: Names = ()
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, max_length=4), AfterValidator(distinct)] = ("other",)
    circle: Circle = "active"
    cadence_days: int | None = Field(default=None, ge=3, le=1095)
    rhythm_since: date | None = None
    status: Status = "active"
    snoozed_until: date | None = None
    org: Line120 = ""
    role: Line120 = ""
    location: Line120 = ""
    seniority: Seniority = "unknown"
    industries: Words = ()
    communities: Words = ()
    reaches: Words = ()
    topics: Words = ()
    can_offer: Annotated[tuple[Benefit, ...], AfterValidator(distinct)] = ()
    seeks: Line200 = ""
    trust: int | None = Field(default=None, ge=1, le=5)
    channels: tuple[Channel, ...] = ()
    how_met: Line300 = ""
    met_on: date | None = None
    met_at: str | None = None
    introduced_by: str | None = None
    knows: tuple[Edge, ...] = ()
    moments: tuple[Moment, ...] = ()
    boundaries: Line200 = ""
    sources: tuple[Source, ...] = ()
    discreet: bool = False
    care_until: date | None = None
    private: bool = False
    notes: Text = ""
    merged: Ids = ()
    stub: bool = False
    triage: Triage | None = None

    @property
    def given(self) -> str:
        """What one calls them: the first name if set, else the first word of the name; "Dr Osei" is said in full."""
        first = self.name.split()[0]
        return self.first_name or (self.name if first.rstrip(".").casefold() in TITLES else first)

    @property
    def imported(self) -> bool:
        return bool(self.sources)

    @model_validator(mode="after")
    def _one_preferred_channel(self) -> Self:
        if sum(channel.preferred for channel in self.channels) > 1:
            raise ValueError("only one address can be the preferred one")
        return self

    @model_validator(mode="after")
    def _not_through_themselves(self) -> Self:
        if self.id and self.introduced_by == self.id:
            raise ValueError("nobody is introduced by themselves")
        return self
