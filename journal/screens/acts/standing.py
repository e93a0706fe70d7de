"""What becomes of a tie: a hard time, no contact, put away, in memory; and another rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from journal.dialogs.choose import ChooseDialog, Option
from journal.dialogs.confirm import ConfirmDialog
from journal.domain.contacts import CIRCLES, Contact
from journal.domain.words import MONTHS, long_day
from journal.screens.acts.asking import ask_day

if TYPE_CHECKING:
    from journal.screens.acts.people import PeopleActs
    from journal.screens.desk import Desk

CARE = timedelta(days=60)
"""How long a hard time is, unless another day is given."""
IN_MEMORY = "in memory"
"""The label of the day on which somebody died."""
YARDSTICK = "Warmth may move, because the yardstick did."


async def choose_standing(acts: PeopleActs, people: list[Contact]) -> None:
    """Ask what becomes of the tie, and do it."""
    ids = [person.id for person in people]
    one = people[0]
    verb = await acts.place.ask(ChooseDialog(f"{acts.naming(people)}: what has changed?", _ways(one)))
    if verb:
        await getattr(acts, verb)(ids)


def _ways(person: Contact) -> list[Option]:
    """What may become of somebody, as things stand: verb, words, what follows."""
    ways: dict[str, tuple[str, str]] = {
        "care": ("A hard time", "no asks until a day"),
        "archive": ("Archive", "put away, kept"),
        "no_contact": ("No contact", "never comes up, no drafts"),
        "died": ("They died", "in memory"),
    }
    now = {"archived": "archive", "no_contact": "no_contact", "deceased": "died"}.get(person.status)
    if now == "died":
        return [("come_back", "They are alive", "back in the list")]
    back: list[Option] = [("come_back", "Back in the list", "as before")] if now else []
    return [*back, *((verb, words, note) for verb, (words, note) in ways.items() if verb != now)]


async def hard_time(acts: PeopleActs, people: list[Contact]) -> None:
    """Nothing is asked of them until a day; an empty day ends it."""
    desk, naming = acts.desk, acts.naming(people)
    noted = people[0].care_until
    day = noted if noted and noted > desk.today else desk.today + CARE
    ids = [person.id for person in people]
    hint = "no asks until then; empty ends it"
    answer = await ask_day(acts, f"A hard time: {naming}", "until", day, ids, hint=hint)
    if answer is None:
        return
    until = answer.on
    said = f"{naming}: no asks until {long_day(until)}." if until else f"{naming}: the hard time is over."
    acts.change(people, "care", said, care_until=until)


async def break_off(acts: PeopleActs, people: list[Contact]) -> None:
    """No contact: they never come up, and nothing is drafted."""
    said = f"{acts.naming(people)}: no contact. Nothing comes up, nothing is drafted."
    acts.change(people, "no contact", said, status="no_contact")


async def come_back(acts: PeopleActs, people: list[Contact]) -> None:
    """In the list again, as before."""
    acts.change(people, "back", f"{acts.naming(people)} back in the list.", status="active")


async def remember(acts: PeopleActs, person: Contact) -> None:
    """They died: their days fall silent; once it is asked whether the anniversary is to be kept."""
    name = acts.desk.seen(person.name)
    hint = "yesterday, 12 may …; may stay empty"
    answer = await ask_day(acts, f"In memory of {name}", "died on", None, [person.id], hint=hint, past=True)
    if answer is None:
        return
    on = answer.on
    keep = await _keep_anniversary(acts, on) if on else False
    if keep is None:
        return
    moments = [moment.model_dump() | {"remind": False} for moment in person.moments]
    if on:
        moments.append({"label": IN_MEMORY, "month": on.month, "day": on.day, "year": on.year, "remind": keep})
    said = f"{name}: in memory. Notes and entries stay."
    acts.change([person], "in memory of", said, status="deceased", moments=moments)


async def _keep_anniversary(acts: PeopleActs, on: date) -> bool | None:
    """Ask whether the day is to be told every year; None where the question was left."""
    day = f"{on.day} {MONTHS[on.month - 1]}"
    text = f"Today would name them every year on {day}. Their other days fall silent; the form (e) wakes one again."
    choices = [("y", "Keep it", True), ("n", "Let it be", False), ("escape", "Cancel", None)]
    answer: bool | None = await acts.place.ask(ConfirmDialog("Keep the anniversary?", text, choices))
    return answer


def moved(person: Contact, step: int, today: date) -> dict[str, object]:
    """The circle some steps in (-1) or out (1), as fields of the contact; a first rhythm begins today."""
    at = CIRCLES.index(person.circle) + step
    circle = CIRCLES[max(0, min(at, len(CIRCLES) - 1))]
    begins = person.circle == "open" and circle != "open"
    return {"circle": circle, **({"rhythm_since": today} if begins else {})}


def told_of_move(acts: PeopleActs, people: Sequence[Contact], step: int) -> str:
    """What moving them by a circle means: where they are now, and what follows from it."""
    desk, naming = acts.desk, acts.naming(list(people))
    if len(people) > 1:
        return f"{naming}: one circle {'in' if step < 0 else 'out'}. {YARDSTICK}"
    (person,) = people
    circle = moved(person, step, desk.today)["circle"]
    if circle == person.circle:
        return f"{naming}: {circle}, the {'innermost' if step < 0 else 'outermost'} circle."
    if person.cadence_days:
        return f"{naming}: {circle}; their own rhythm, every {person.cadence_days} days, stays."
    return f"{naming}: {circle}. {yardstick(desk, person)}".rstrip()


def yardstick(desk: Desk, person: Contact) -> str:
    """That warmth may move when the rhythm changes, where there is warmth to move; else ""."""
    return YARDSTICK if desk.index.standing(person.id).touches and person.status != "deceased" else ""


def told_of_edit(desk: Desk, before: Contact, after: Contact) -> str:
    """What the form has changed beyond what the page shows: with another rhythm, warmth may move."""
    other = before.cadence_days != after.cadence_days or (before.circle != after.circle and not after.cadence_days)
    return f"Another rhythm. {said}   u takes it back" if other and (said := yardstick(desk, after)) else ""
