"""Who introduced whom, as far as a person had a part in it."""

from __future__ import annotations

from journal.domain.contacts import Contact
from journal.domain.introductions import Introduction
from journal.screens.desk import Desk
from journal.screens.introduction_lines import write_introduction
from journal.widgets.line import MUTED, run
from journal.widgets.page import Lines


def write_introductions(desk: Desk, person: Contact, lines: Lines) -> None:
    """The introductions that they made or were part of, and whom one knows through them otherwise."""
    documents = desk.journal.introductions
    found = [made for id in desk.index.introductions_of(person.id) if (made := documents.get(id))]
    others = _known_through(desk, person, found)
    if not found and not others:
        return
    lines.section("Introductions")
    for made in found:
        write_introduction(desk, made, lines)
    if others:
        lines.text(run(("You know ", MUTED), ", ".join(desk.names(others)), (" through them.", MUTED)))


def _known_through(desk: Desk, person: Contact, found: list[Introduction]) -> list[str]:
    """Whom they introduced to me, where no introduction tells of it."""
    told = {one for made in found if made.broker == person.id for one in (made.a, made.b)}
    people = desk.journal.contacts.docs
    return [id for id, document in people.items() if document.get("introduced_by") == person.id and id not in told]
