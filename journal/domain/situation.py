"""Situation: what a draft for one person depends on: what happened lately, what is open, what to be careful of."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from journal.domain.templates import Template
from journal.domain.words import long_day

ABOUT_THE_LAST_TALK = frozenset({"follow_up", "thanks"})
"""Groups whose templates mean, by the topic, what the last talk was about; elsewhere it is something of one's own."""
AHEAD = frozenset({"before", "reconnect", "decline"})
"""Groups that mean an event to come."""


class Sent(NamedTuple):
    """A message that went out: from which template, and when."""

    template: str
    on: date


class Occasion(NamedTuple):
    """Something with a name and a day: an event, a birthday, a favour."""

    name: str
    on: date


class Promise(NamedTuple):
    """The follow-up that a message is for."""

    what: str
    mine: bool
    due: date
    template: str = ""


class Situation(NamedTuple):
    """What is known about one person on one day. Days that are None, and texts that are empty, are not known."""

    today: date
    first_name: str
    org: str = ""
    status: str = "active"
    discreet: bool = False
    care_until: date | None = None
    kinds: tuple[str, ...] = ()
    close: bool = False
    """In one of the two inner circles, or trusted."""
    state: str = ""
    """The state of keeping in touch, as `Standing.state`."""
    met_on: date | None = None
    last: Occasion | None = None
    """The kind and the day of the last talk."""
    topic: str = ""
    favour: Occasion | None = None
    """The benefit that was got last."""
    introduction: Occasion | None = None
    """Whom they introduced me to, when that was not answered with thanks yet."""
    to_introduce: str = ""
    """Whom I am about to bring together with them."""
    to_meet: str = ""
    """Whom they are to introduce me to."""
    introducer: str = ""
    unanswered: date | None = None
    """The day of the last message that went out, when nothing came after it."""
    next_event: Occasion | None = None
    last_event: Occasion | None = None
    moment: Occasion | None = None
    sent: tuple[Sent, ...] = ()
    """What went out, newest first."""
    promise: Promise | None = None

    @property
    def in_care(self) -> bool:
        """Whether they go through a hard time, as it was noted."""
        return self.care_until is not None and self.today <= self.care_until

    def days_since(self, day: date | None) -> int | None:
        """Days from a day until today; None for no day, or one to come."""
        return (self.today - day).days if day and day <= self.today else None

    def last_sent(self, template: str) -> date | None:
        """When a template went out to them last."""
        return next((sent.on for sent in self.sent if sent.template == template), None)


def known(situation: Situation, template: Template, me: dict[str, str]) -> dict[str, str]:
    """What is known for the places of a template, by the names of `Auto`; `me` is the setting of that name."""
    event = situation.next_event if template.group in AHEAD else situation.last_event
    met = situation.introduction.name if situation.introduction else ""
    return {
        "contact.first_name": situation.first_name,
        "contact.org": situation.org,
        "contact.introduced_by": situation.introducer,
        "settings.my_name": me.get("my_name", ""),
        "settings.about_me": me.get("about_me", ""),
        "event.title": event.name if event else "",
        "interaction.topics[0]": situation.topic if template.group in ABOUT_THE_LAST_TALK else "",
        "introduction.other": {
            "thanks": met,
            "introduce": situation.to_introduce,
            "ask": situation.to_meet,
        }.get(template.group, ""),
    }


def refusal(situation: Situation, name: str) -> str:
    """Why there is no draft for somebody at all, or ""."""
    if situation.status == "no_contact":
        return f"{name}: you set this to no contact."
    if situation.status == "deceased":
        return f"{name} has died; there is no message to write. A memory can be kept in the notes."
    return ""


def care(situation: Situation) -> str:
    """What to say about a hard time, or ""."""
    if not situation.in_care or situation.care_until is None:
        return ""
    return f"A hard time, noted until {long_day(situation.care_until)}: no requests."
