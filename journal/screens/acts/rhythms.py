"""How often one means to talk: rhythms and the talks of a week; moving people one circle out where it is too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from journal.derived.tuned import LONGEST_RHYTHM, MOST_TALKS, SHORTEST_RHYTHM, tuned
from journal.dialogs.choose_some import ChooseSomeDialog, Some
from journal.dialogs.rhythms import Chosen, Limits, RhythmsDialog
from journal.domain.decisions import Setting
from journal.domain.upkeep import wider
from journal.domain.words import ago, plural
from journal.screens.acts.base import Acts
from journal.screens.acts.people import PeopleActs
from journal.store.journal import Transaction

if TYPE_CHECKING:
    from journal.screens.desk import Desk
    from journal.screens.place import Place

MOVE = 14
"""Cells of "close → active"."""
RHYTHM, CAPACITY, WEEKLY = "rhythm", "capacity", "weekly"
LIMITS = Limits(SHORTEST_RHYTHM, LONGEST_RHYTHM, MOST_TALKS)


async def set_rhythms(place: Place) -> None:
    """Change the rhythms of the circles and the talks planned for a week, as one step."""
    await place.all_read()
    acts, desk = Acts(place), place.desk
    circles = {name: circle.cadence_days for name, circle in desk.index.model.circle.items() if circle.cadence_days}
    now = Chosen(desk.index.model.today.weekly_capacity, circles)
    people = Counter(str(each.get("circle", "active")) for each in _active(desk))
    await acts.ask_and_write(
        lambda draft: RhythmsDialog(draft or now, people, LIMITS, load=lambda to: _load(desk, to), drafts=desk.drafts),
        None,
        "rhythms and capacity",
        lambda transaction, chosen: _keep(desk, transaction, now, chosen),
        lambda chosen: f"{chosen}   u takes it back",
    )


def _active(desk: Desk) -> list[Mapping[str, Any]]:
    contacts = desk.journal.contacts.docs.values()
    return [each for each in contacts if each.get("status", "active") == "active"]


def _load(desk: Desk, chosen: Chosen) -> float:
    settings = {RHYTHM: dict(chosen.days), CAPACITY: {WEEKLY: chosen.weekly}}
    return desk.rhythms.upkeep(tuned(desk.index.model, settings)).load


def _keep(desk: Desk, transaction: Transaction, before: Chosen, after: Chosen) -> str:
    """Write what changed; says what that is."""
    days = {name: number for name, number in after.days.items() if number != before.days.get(name)}
    said = [f"{name} every {plural(number, 'day')}" for name, number in days.items()]
    if days:
        _set(desk, transaction, RHYTHM, days)
    if after.weekly != before.weekly:
        _set(desk, transaction, CAPACITY, {WEEKLY: after.weekly})
        said.append(f"{plural(after.weekly, 'talk')} a week")
    moves = " Warmth may move, because the yardstick did." if days else ""
    return f"Now {', '.join(said)}.{moves}"


def _set(desk: Desk, transaction: Transaction, name: str, fields: Mapping[str, int]) -> None:
    before = desk.journal.settings.get(name)
    if before is None:
        transaction.add(Setting.parse(dict(fields), name))
    else:
        transaction.change(before, before.changed(**fields))


async def lighten(place: Place, circles: Collection[str] = ()) -> None:
    """Choose whom to move one circle out, those on top whom one keeps up with least; or leave it as it is."""
    await place.all_read()
    desk = place.desk
    options = [_option(desk, id) for id in desk.rhythms.movable(circles)]
    dialog = ChooseSomeDialog(
        "Whom to move one circle out?", options, act="move", means=lambda marked: _means(desk, marked)
    )
    if ids := await place.ask(dialog):
        await PeopleActs(place).circle_out(list(ids))


def _means(desk: Desk, marked: Collection[str]) -> str:
    load, planned = desk.rhythms.without(marked), desk.outlook.capacity
    return f"Your rhythms {'would ask' if marked else 'ask'} for {load:.1f} talks a week; you planned {planned}."


def _option(desk: Desk, id: str) -> Some:
    document = desk.journal.contacts.docs[id]
    circle = str(document.get("circle", "active"))
    last = desk.index.standing(id).last_talk
    talk = f"last talk {ago(last, desk.today)}" if last else "no talk noted"
    move = f"{circle} → {wider(circle, desk.index.model)}".ljust(MOVE)
    return id, desk.name(id), f"{talk}   {move}", move
