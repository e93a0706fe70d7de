"""Connecting: writing an introduction with what it brings along: its follow-up, and who knows whom from then on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from journal.domain.followups import LONGEST_WHAT, FollowUp
from journal.domain.introduction_steps import acquainted, brought
from journal.domain.introductions import HAPPENED, ME, Introduction, Reminder, met, reminder
from journal.domain.timeline import Interaction
from journal.store.journal import Journal
from journal.store.transaction import Transaction
from journal.store.wording import shorten

LATE_DAYS = 30
"""What would have been due so long ago is history that is noted now: nothing is made of it."""


def keep(
    transaction: Transaction, journal: Journal, before: Introduction | None, after: Introduction, today: date
) -> Introduction:
    """Add or change an introduction; close the follow-up it had, make the next one, note who knows whom.

    Returns it as stored.
    """
    stored = transaction.add(after) if before is None else transaction.change(before, after)
    bring_along(transaction, journal, before, stored, today)
    return stored


def bring_along(
    transaction: Transaction, journal: Journal, before: Introduction | None, stored: Introduction, today: date
) -> None:
    """What an introduction that was written brings along: its follow-up, and who knows whom."""
    went_on = before is None or before.document() != stored.document()
    if went_on:
        _follow_up(transaction, journal, stored, today)
    if stored.status in HAPPENED and (before is None or before.status not in HAPPENED):
        _acquaint(transaction, journal, stored)


def meet(transaction: Transaction, journal: Journal, entry: Interaction, today: date) -> None:
    """A talk with somebody to whom one was introduced: the two have met."""
    if not entry.two_way or entry.on > today:
        return
    for introduction in journal.introductions:
        other = introduction.b if introduction.a == ME else introduction.a
        made = introduction.broker != ME and introduction.status == "made"
        if made and other in entry.contacts and (introduction.made_on or entry.on) <= entry.on:
            keep(transaction, journal, introduction, met(introduction, entry.on), today)


def take_away(transaction: Transaction, journal: Journal, introduction: Introduction) -> None:
    """Remove an introduction and the follow-ups that wait for it."""
    transaction.remove(introduction)
    for followup in _waiting(journal, introduction.id):
        transaction.remove(followup)


def plain_name(journal: Journal) -> Callable[[str], str]:
    """How people are called in what is written to the journal."""

    def name(id: str) -> str:
        if id == ME:
            return "you"
        document = journal.contacts.docs.get(id)
        return str(document["name"]) if document else "somebody"

    return name


def _waiting(journal: Journal, introduction: str) -> list[FollowUp]:
    """The open follow-ups that an introduction made."""
    ids = [id for id, document in journal.followups.docs.items() if document.get("from") == introduction]
    found = [followup for id in ids if (followup := journal.followups.get(id)) is not None]
    return [followup for followup in found if followup.status == "open"]


def _follow_up(transaction: Transaction, journal: Journal, introduction: Introduction, today: date) -> None:
    over = introduction.status in ("declined", "stale")
    ahead = None if over else reminder(introduction, today, plain_name(journal))
    for followup in _waiting(journal, introduction.id):
        if ahead and followup.what == _what(ahead) and followup.owner == ahead.owner:
            transaction.change(followup, followup.changed(due=ahead.due))
            return
        closed = {"status": "dropped"} if over else {"status": "done", "done_on": today}
        transaction.change(followup, followup.changed(**closed))
    if ahead and ahead.due >= today - timedelta(days=LATE_DAYS):
        made = {"what": _what(ahead), "due": ahead.due, "owner": ahead.owner, "contacts": ahead.contacts}
        transaction.add(FollowUp.parse({**made, "from": introduction.id}))


def _what(ahead: Reminder) -> str:
    return shorten(ahead.what, LONGEST_WHAT)


def _acquaint(transaction: Transaction, journal: Journal, introduction: Introduction) -> None:
    a, b = introduction.a, introduction.b
    pairs = [(a, b), (b, a)] if ME not in (a, b) else []
    for one, other in pairs:
        if (contact := journal.contacts.get(one)) is not None and other in journal.contacts:
            transaction.change(contact, acquainted(contact, other))
    met = b if a == ME else a
    if introduction.broker != ME and not pairs and (contact := journal.contacts.get(met)) is not None:
        transaction.change(contact, brought(contact, introduction.broker))
