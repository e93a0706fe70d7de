"""Being away: days that count towards nobody's rhythm; planned ones can be taken back, and one can be back early."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from journal.dialogs.away import AwayDialog
from journal.dialogs.choose import ChooseDialog, Option
from journal.domain.away import Away
from journal.domain.decisions import Decision
from journal.domain.words import day_head
from journal.screens.acts.base import Acts
from journal.store.journal import Transaction

if TYPE_CHECKING:
    from journal.screens.desk import Desk
    from journal.screens.place import Place

NEW = "new"


async def away(place: Place) -> None:
    """Plan days away, or take some back."""
    acts, desk = Acts(place), place.desk
    answer: Decision | str | None = NEW
    if known := planned(desk):
        options: list[Option] = [(each, said(desk, each), _way_back(desk, each)) for each in known]
        answer = await place.ask(ChooseDialog("I am away", [*options, (NEW, "Other days away", "plan")]))
    if isinstance(answer, Decision):
        _take_back(acts, answer)
    elif answer == NEW:
        await acts.ask_and_write(
            lambda draft: AwayDialog(now=datetime.combine(desk.today, desk.now.time()), **acts.form()),
            None,
            "away",
            _plan,
            lambda decision: f"Away {said(desk, decision)}.   u takes it back",
        )


def planned(desk: Desk) -> list[Decision]:
    """The days away that are going on or to come, in order."""
    those = [each for each in desk.journal.decisions if each.kind == "away"]
    return sorted((each for each in those if each.until is None or each.until >= desk.today), key=lambda each: each.on)


def said(desk: Desk, decision: Decision) -> str:
    """The days in words: "Thu 3 Dec to Sun 13 Dec"."""
    first = day_head(decision.on, desk.today)
    if decision.until is None:
        return f"since {first}"
    return first if decision.until == decision.on else f"{first} to {day_head(decision.until, desk.today)}"


def _plan(transaction: Transaction, days: Away) -> Decision:
    return transaction.add(Decision(kind="away", on=days.first, until=days.last))


def _way_back(desk: Desk, decision: Decision) -> str:
    return "I am back" if decision.on < desk.today else "take back"


def _take_back(acts: Acts, decision: Decision) -> None:
    """Days that have not begun are taken back; of those that have, what is left."""
    today = acts.desk.today

    def changes(transaction: Transaction) -> None:
        if decision.on < today:
            transaction.change(decision, decision.changed(until=today - timedelta(days=1)))
        else:
            transaction.remove(decision)

    text = "You are back." if decision.on < today else f"Not away {said(acts.desk, decision)}."
    acts.write("back" if decision.on < today else "not away", changes, f"{text}   u takes it back")
