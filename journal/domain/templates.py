"""Templates: first drafts of messages, with places the journal can fill and places that only you can fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from journal.domain.record import Line, Line80, Line120, Line200, Line300, Text

Channel = Literal["message", "email"]
Id = Annotated[Line, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]*$", max_length=60)]

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
Auto = Literal[
    "",
    "contact.first_name",
    "contact.org",
    "contact.introduced_by",
    "settings.my_name",
    "settings.about_me",
    "event.title",
    "interaction.topics[0]",
    "introduction.other",
]
"""What of the journal a place may be filled with."""
GROUPS = {
    "before": "Before an event",
    "follow_up": "After meeting",
    "thanks": "Thanks",
    "reconnect": "Getting back in touch",
    "ask": "Asking",
    "introduce": "Introducing people",
    "mentor": "Mentors",
    "care": "Hard times and good news",
    "news": "Your own news",
    "decline": "Saying no",
}
"""The groups that come with the program, in the order in which they are offered, and their heads."""
REQUEST = "help_asking"
"""The tag in `evidence` of templates that ask for help."""


class Entry(BaseModel):
    """One entry of a text file; what is wrong with it can be said by field."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Placeholder(Entry):
    """A place in a template; `auto` names what of the journal fills it, if anything does."""

    about: Annotated[Line200, StringConstraints(min_length=1)]
    auto: Auto = ""


class Evidence(Entry):
    """What is known about why something helps, how sure that is, and what to keep in mind."""

    cite: Line300 = ""
    says: Annotated[Line, StringConstraints(min_length=1, max_length=400)]
    strength: Literal["strong", "moderate", "early", "theory", "contested", "practice"]
    caveat: Annotated[Line, StringConstraints(max_length=400)] = ""
    source: Literal["search", "knowledge", "mixed"] = "knowledge"


class Template(Entry):
    """A first draft.

    `search` tells of a search for work or clients, or asks for an opening. `no_ask` carries no request. For
    `quiet_days` after it went out nothing else is suggested for the same person.
    """

    id: Id
    group: Annotated[Line, StringConstraints(min_length=1, max_length=60)]
    title: Annotated[Line80, StringConstraints(min_length=1)]
    when: Line120 = ""
    channel: Channel = "message"
    subject: Line200 = ""
    body: Annotated[Text, StringConstraints(min_length=1)]
    note: Line300 = ""
    no_ask: bool = False
    search: bool = False
    never_log_benefit: bool = False
    quiet_days: int = Field(default=0, ge=0, le=1095)
    evidence: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _asks_only_where_it_may(self) -> Self:
        if self.no_ask and "ask" in self.places:
            raise ValueError("asks for something ({ask}) although it says no_ask")
        return self

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the places in subject and body, each once."""
        return tuple(dict.fromkeys(PLACE.findall(self.subject + self.body)))

    @property
    def asks(self) -> bool:
        """Whether it asks them for something."""
        return self.group == "ask" or self.search or "ask" in self.places or REQUEST in self.evidence


class Piece(NamedTuple):
    """A stretch of a draft; `place` is the name of the open place that it is, or ""."""

    text: str
    place: str = ""


class Place(NamedTuple):
    """An open place in a text: its name, and where it stands."""

    name: str
    start: int
    end: int


def group_head(group: str) -> str:
    """A group as it stands over its templates; one of the user's own is written as it is called."""
    return GROUPS.get(group) or group[:1].upper() + group[1:].replace("_", " ")


def in_groups(templates: Iterable[Template]) -> list[tuple[str, list[Template]]]:
    """Templates under their groups: those of the program in their order, then those of the user."""
    found: dict[str, list[Template]] = {group: [] for group in GROUPS}
    for template in templates:
        found.setdefault(template.group, []).append(template)
    return [(group, some) for group, some in found.items() if some]


def values(placeholders: Mapping[str, Placeholder], known: Mapping[str, str]) -> dict[str, str]:
    """What places are filled with, by name; `known` holds texts under the names of `Auto`."""
    return {name: known[place.auto] for name, place in placeholders.items() if place.auto and known.get(place.auto)}


def fill(text: str, known: Mapping[str, str]) -> tuple[Piece, ...]:
    """A text of a template with the known places filled, in pieces; neighbouring plain pieces are one."""
    pieces: list[Piece] = []
    plain, at = "", 0
    for found in PLACE.finditer(text):
        plain += text[at : found.start()]
        at = found.end()
        if found[1] in known:
            plain += known[found[1]]
            continue
        pieces += [Piece(plain)] if plain else []
        pieces.append(Piece(found[0], found[1]))
        plain = ""
    plain += text[at:]
    return (*pieces, Piece(plain)) if plain else tuple(pieces)


def written(pieces: Sequence[Piece]) -> str:
    """Pieces as one text; open places stand in braces."""
    return "".join(piece.text for piece in pieces)


def open_places(text: str, names: Iterable[str]) -> list[Place]:
    """The places of a text that are still open; `names` are those that there are."""
    names = frozenset(names)
    return [Place(found[1], *found.span()) for found in PLACE.finditer(text) if found[1] in names]
