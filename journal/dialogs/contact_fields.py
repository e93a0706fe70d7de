"""The fields of the form of a person: their groups, their labels, what completes them, where errors are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from journal.dialogs.contact_values import VALUES
from journal.domain.contacts import CIRCLES, KINDS, SENIORITIES
from journal.domain.timeline import BENEFITS
from journal.widgets.completion import Completer, words_completer
from journal.widgets.form_fields import FormField

Groups = Sequence[Sequence[FormField]]

PLAIN = {"name": "name", "role": "role", "org": "org", "place": "location", "met": "how_met", "notes": "notes"}
PLAIN |= {"boundaries": "boundaries"}
"""Form field → field of the record, where the text is the value."""
WHERE = (
    {record: form for form, record in PLAIN.items()}
    | {value.field: form for form, value in VALUES.items()}
    | {"kinds": "kind", "cadence_days": "every", "moments": "days", "introduced_by": "through", "met_at": "event"}
    | {"care_until": "care", "channels": "email"}
)
"""Field of the record → form field beside which its error is shown."""


class Completers(NamedTuple):
    """What completes the fields that name something in the journal, or another field."""

    topics: Completer
    people: Completer
    knows: Completer
    events: Completer
    addresses: Completer


def groups(by: Completers) -> Groups:
    """What one usually knows of somebody."""
    return (
        (FormField("name", "name"), FormField("role", "role"), FormField("org", "at"), FormField("place", "place")),
        (
            FormField("kind", "kind", short=True, completer=words_completer(KINDS, many=True)),
            FormField("circle", "circle", short=True, completer=words_completer(CIRCLES, many=False)),
            FormField("every", "every", short=True),
            FormField("birthday", "birthday", short=True),
            FormField("met_on", "met on", short=True, live=True),
        ),
        (
            FormField("email", "e-mail"),
            FormField("phone", "phone"),
            FormField("web", "web"),
            FormField("topics", "topics", completer=by.topics),
        ),
        (
            FormField("met", "met"),
            FormField("boundaries", "boundaries"),
        ),
        (FormField("notes", "notes", lines=4),),
    )


def more(by: Completers) -> Groups:
    """What one knows of a few: how to speak of them, their world, give and take, their ties, and care."""
    return (
        (
            FormField("called", "called", short=True),
            FormField("said", "said as", short=True),
            FormField("pronouns", "pronouns", short=True),
            FormField("also", "also", placeholder="other names"),
        ),
        (
            FormField("level", "level", short=True, completer=words_completer(SENIORITIES, many=False)),
            FormField("field", "field", placeholder="health, energy"),
            FormField("groups", "groups", placeholder="Rust Leeds, alumni"),
            FormField("opens", "opens", placeholder="worlds they can open: employers, groups"),
        ),
        (
            FormField("seeks", "seeks", placeholder="what they look for"),
            FormField(
                "offers", "offers", completer=words_completer(BENEFITS, many=True), placeholder=", ".join(BENEFITS)
            ),
            FormField("trust", "trust", short=True),
        ),
        (
            FormField("through", "met through", completer=by.people, placeholder="who introduced you"),
            FormField("event", "met at", completer=by.events, placeholder="an event"),
            FormField("knows", "knows", completer=by.knows, placeholder="Chen Wei, Dana Osei (now), Eli Park (past)"),
        ),
        (
            FormField("ways", "other ways", placeholder="mastodon @ana@example.social; address 4 Main Street"),
            FormField("prefers", "best way", completer=by.addresses, placeholder="the address to use first"),
            FormField("days", "days", placeholder="first day at NHS 1 sep; wedding 12 may 2019"),
        ),
        (
            FormField("care", "hard time", short=True, live=True),
            FormField("discreet", "discreet", short=True),
            FormField("private", "private", short=True),
        ),
    )


def hints(texts: Mapping[str, str]) -> dict[str, str]:
    """Words beside the short fields that need nothing but their own text."""
    return {
        "every": "in place of the circle's" if texts["every"].strip() else "empty: as the circle",
        "birthday": "" if texts["birthday"].strip() else "12 may, or with the year",
        "called": "" if texts["called"].strip() else "the first name",
        "said": "" if texts["said"].strip() else "how one says the name",
        "level": "" if texts["level"].strip() else "student, entry, mid, senior …",
        "trust": "1 to 5: would they gladly help?",
        "discreet": "yes: not told of your search",
        "private": "yes: for your eyes only",
    }
