"""Why somebody comes up, explained; and passing somebody by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.why import Terms, WhyDialog
from journal.domain.contacts import Contact
from journal.domain.decisions import Decision
from journal.domain.warmth import Standing
from journal.domain.words import day_head
from journal.screens.today_lines import TELLING
from journal.screens.today_page import points
from journal.store.journal import Transaction
from journal.widgets.line import MUTED, dots, run

if TYPE_CHECKING:
    from journal.screens.acts.people import PeopleActs
    from journal.screens.desk import Desk

QUIET = {
    "snoozed": "You put them off until {due}.",
    "resting": "Two messages have no answer: they rest until {due}.",
    "waiting": "You wrote, and it is their turn; again from {due} on.",
    "dormant": "An old thread: the weekly review brings up one a week.",
    "unscheduled": "No rhythm is set; + on a person gives one.",
    "archived": "They are archived.",
    "no_contact": "You set this to no contact.",
    "deceased": "In memory.",
}


async def explain(acts: PeopleActs, person: Contact) -> None:
    """Show why somebody comes up now, and how warm the tie is, term by term."""
    await acts.place.all_read()
    desk = acts.desk
    sums = [_why_now(desk, person)]
    if person.status == "active":
        sums.append(_warmth(desk, person))
    await acts.place.ask(WhyDialog(f"Why {desk.seen(person.name)}?", sums))


def _why_now(desk: Desk, person: Contact) -> Terms:
    suggestion = desk.outlook.why(person.id)
    if suggestion is None:
        return Terms("Why now", "", (), f"Nothing asks for a word now. {_quiet(desk, person)}".rstrip())
    parts = [
        (desk.seen(reason.text, private=reason.kind in TELLING), points(reason.points, 1))
        for reason in suggestion.reasons
    ]
    return Terms("Why now", (f"{points(suggestion.score, 1)} points", MUTED), parts)


def _quiet(desk: Desk, person: Contact) -> str:
    """Why somebody does not come up."""
    standing = desk.index.standing(person.id)
    sentence = QUIET.get(standing.state)
    if sentence is None:
        return _next(standing, desk)
    return sentence.format(due=day_head(standing.due, desk.today) if standing.due else "later")


def _next(standing: Standing, desk: Desk) -> str:
    return f"The rhythm brings them up around {day_head(standing.due, desk.today)}." if standing.due else ""


def _warmth(desk: Desk, person: Contact) -> Terms:
    standing = desk.index.standing(person.id)
    if not standing.touches:
        return Terms("Warmth", (dots(None, "–")), (), "Nothing is logged with them yet.")
    whole = run(dots(standing.dots, standing.band), (f"   {standing.warmth} of 100", MUTED))
    return Terms("Warmth", whole, desk.outlook.explain_warmth(person.id))


async def pass_by(acts: PeopleActs, people: list[Contact]) -> None:
    """Hide them from Today for a week; who was passed by again and again is offered a wider circle."""
    today = acts.desk.today
    ids = [person.id for person in people]

    def passed(transaction: Transaction) -> object:
        return transaction.add(Decision.parse({"kind": "pass", "on": today, "contacts": ids}))

    days = acts.desk.index.model.today.pass_days
    naming = acts.naming(people)
    acts.write(f"pass {acts.naming_plainly(people)}", passed, f"{naming}: not for {days} days.   u takes it back")
    acts.place.take_in()
    for person in people:
        await _offer_wider(acts, person)


async def _offer_wider(acts: PeopleActs, person: Contact) -> None:
    """Ask whether a wider circle would be more like it, where that is due."""
    circle = acts.desk.outlook.wider_circle(person.id)
    if not circle:
        return
    rhythm = int(acts.desk.index.model.circle[circle].cadence_days)
    every = f"a word every {rhythm} days" if rhythm else "no rhythm"
    name = acts.desk.seen(person.name)
    answer = await acts.place.ask(
        ConfirmDialog(
            f"A wider circle for {name}?",
            f"It was not the time for them again and again. The circle “{circle}” means {every}.",
            [("w", f"Move to {circle}", True), ("escape", "Leave it", False)],
        )
    )
    if answer:
        await acts.circle_out([person.id])
