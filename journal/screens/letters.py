"""What stands before one who writes a message: the templates that are offered, what is known, what to keep in mind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from journal.derived import situation
from journal.dialogs.correspondence import Correspondence
from journal.domain.contacts import Contact
from journal.domain.fitting import fitting, offered, resting, went_out
from journal.domain.followups import FollowUp
from journal.domain.situation import Situation, care, known
from journal.domain.templates import Template
from journal.domain.words import ago, due
from journal.screens.desk import Desk
from journal.texts import Templates
from journal.widgets.draft_editor import Facts
from journal.widgets.line import BETWEEN, DOUBT

DISCREET = "Discreet: no drafts that tell of a search."


class Message(NamedTuple):
    """A message that is being written: to whom, for what, on which day."""

    person: Contact
    followup: FollowUp | None
    situation: Situation


def correspondence(desk: Desk, message: Message, texts: Templates, keep: Callable[[str, str], str]) -> Correspondence:
    """All that the dialog is given."""
    person, followup, now = message
    templates = offered(list(texts.templates.values()), now)
    notices = [care(now), DISCREET if now.discreet else "", resting(list(texts.templates.values()), now)]

    def known_for(template: Template) -> Mapping[str, str]:
        return known(now, template, situation.me(desk.journal))

    return Correspondence(
        name=person.name,
        seen=desk.seen,
        templates=templates,
        placeholders=texts.placeholders,
        known=known_for,
        evidence=texts.evidence,
        fits=fitting(templates, now),
        pinned=desk.pinned.templates,
        went_out=lambda template: went_out(template, now),
        facts=_facts(desk, message),
        notices=[notice for notice in notices if notice],
        address=_address(person),
        keep=keep,
        about=f"message {person.id} {followup.id if followup else ''}".strip(),
    )


def _facts(desk: Desk, message: Message) -> Facts:
    """Boundaries, the last contact and the last promise, as they stand above a draft."""
    person, followup, now = message
    found = [(DOUBT, person.boundaries)] if person.boundaries else []
    last = situation.last_contact(desk.index, desk.journal, person.id)
    if entry := desk.journal.interactions.get(last) if last else None:
        said = [ago(entry.on, desk.today), entry.kind, entry.note.replace("\n", " ")]
        found.append(("last contact", f" {BETWEEN} ".join(part for part in said if part)))
    else:
        found.append(("last contact", "nothing noted yet"))
    if now.last and not (entry and entry.two_way):
        found.append(("last talk", ago(now.last.on, desk.today)))
    if promise := followup or next_promise(desk, person):
        whose = "you" if promise.owner == "mine" else now.first_name
        when = due(promise.due, desk.today)
        found.append(("promised", f"{whose}, due {when}: {promise.what}"))
    return found


def next_promise(desk: Desk, person: Contact) -> FollowUp | None:
    """The open follow-up with somebody that is due first."""
    for id in desk.index.followups_of(person.id):
        followup = desk.journal.followups.get(id)
        if followup and followup.status == "open":
            return followup
    return None


def _address(person: Contact) -> str:
    """The e-mail address to write to: the preferred one if it is one, else the first."""
    mails = [channel for channel in person.channels if channel.kind == "email"]
    return next((channel.value for channel in mails if channel.preferred), mails[0].value if mails else "")
