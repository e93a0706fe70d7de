"""What a message to one person is written with, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from journal.domain.fitting import Fit
from journal.domain.templates import Evidence, Placeholder, Template, fill, group_head, in_groups, values, written
from journal.widgets.draft_editor import Facts
from journal.widgets.line import BETWEEN, MUTED, PLAIN, Piece

Sections = Iterator[tuple[str, Sequence[tuple[Template, str]]]]
"""(head, [(template, what stands beside it)])."""


class Correspondence(NamedTuple):
    """All that a message to one person is written with; `seen` gives a text as it may be shown now."""

    name: str
    seen: Callable[[str], str]
    templates: Sequence[Template]
    """Those that are offered."""
    placeholders: Mapping[str, Placeholder]
    known: Callable[[Template], Mapping[str, str]]
    """What is known for the places of a template, by the names of `Auto`."""
    evidence: Mapping[str, Evidence]
    fits: Sequence[Fit] = ()
    pinned: Sequence[str] = ()
    """The ids of those that the starting point of the user puts first."""
    went_out: Callable[[Template], str] = lambda template: ""
    """When a template went out to them last, in words."""
    facts: Facts = ()
    """What stands above each draft: boundaries, the last contact, the last promise."""
    notices: Sequence[str] = ()
    """What stands above the list."""
    address: str = ""
    """Their e-mail address, if there is one."""
    keep: Callable[[str, str], str] = lambda name, value: ""
    """Keeps what was asked about the user; what went wrong, or nothing."""
    about: str = "message"
    """What the message is to and for: drafts are kept under this and the id of the template."""

    def key(self, template: Template) -> str:
        return f"{self.about} {template.id}"

    @property
    def meanings(self) -> dict[str, str]:
        """What each place means, by name."""
        return {name: place.about for name, place in self.placeholders.items()}

    def first_draft(self, template: Template) -> tuple[str, str]:
        """Subject and text, with what is known filled in."""
        known = values(self.placeholders, self.known(template))
        return written(fill(template.subject, known)), written(fill(template.body, known))

    def unknown_of(self, template: Template, auto: str) -> bool:
        """Whether a template has a place for something that is not known yet."""
        wanted = {self.placeholders[name].auto for name in template.places if name in self.placeholders}
        return auto in wanted and not self.known(template).get(auto)

    def sections(self, begun: Callable[[Template], bool]) -> Sections:
        """What was begun, what fits now, what the starting point puts first, then all groups."""
        if started := [template for template in self.templates if begun(template)]:
            yield "Begun", [(template, "as you left it") for template in started]
        if self.fits:
            yield "Fits now", [(fit.template, self.seen(fit.why)) for fit in self.fits]
        by_id = {template.id: template for template in self.templates}
        if first := [by_id[id] for id in self.pinned if id in by_id]:
            yield "For where you are now", [(template, self._beside(template)) for template in first]
        for group, some in in_groups(self.templates):
            yield group_head(group), [(template, self._beside(template)) for template in some]

    def _beside(self, template: Template) -> str:
        """When it went out, without for how long it should rest; else when it is for."""
        return self.went_out(template).partition(";")[0] or template.when

    def look(self, template: Template) -> tuple[Piece, Piece, Piece]:
        """What a template is for, how it begins, and what to mind, or else why it helps."""
        mail = "e-mail" if template.channel == "email" else ""
        said = f" {BETWEEN} ".join(part for part in (self.went_out(template), template.when, mail) if part)
        body = " ".join(self.seen(self.first_draft(template)[1]).split())
        known = [self.evidence[tag] for tag in template.evidence if tag in self.evidence]
        why = next((each for each in known if each.strength != "practice"), None)
        return (said, PLAIN), (body, MUTED), (template.note or (f"{why.says} {why.caveat}" if why else ""), MUTED)


class Outgoing(NamedTuple):
    """A finished message, and how it is to leave the program."""

    way: Literal["copy", "mail"]
    template: Template
    subject: str
    text: str
