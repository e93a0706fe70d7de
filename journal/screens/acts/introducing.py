"""Introducing somebody: asking for a way to them, or bringing them together with somebody else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from journal.derived import situation
from journal.derived.pairs import pairs
from journal.dialogs.choose import ChooseDialog, Option
from journal.domain.contacts import Contact
from journal.domain.introductions import ME
from journal.domain.pairing import Pair
from journal.domain.paths import reason
from journal.domain.situation import refusal
from journal.screens.acts.introductions import IntroductionActs

if TYPE_CHECKING:
    from journal.screens.acts.people import PeopleActs
    from journal.screens.desk import Desk

TO_ME, TO_OTHERS, SOMEBODY_ELSE = "ask", "bring", ""


async def introduce(acts: PeopleActs, people: list[Contact]) -> None:
    """Ask whether they are to be met or to be brought together, offer who could be the third, and open the form."""
    place, person = acts.place, people[0]
    desk = place.desk
    introductions = IntroductionActs(place)
    if len(people) == 2:
        await introductions.new(broker=ME, a=people[0].id, b=people[1].id)
        return
    if why := refusal(situation.situation(desk.index, desk.journal, person, None), desk.seen(person.name)):
        place.app.notify(why, markup=False)
        return
    name = desk.seen(person.given)
    options = [
        (TO_OTHERS, f"Introduce {name} to somebody", "you connect them"),
        (TO_ME, f"Ask for an introduction to {name}", "somebody connects you"),
    ]
    answer = await place.ask(ChooseDialog(f"Introductions: {desk.seen(person.name)}", options))
    if answer is None:
        return
    await place.all_read()
    if answer == TO_ME:
        await _ask_for(introductions, person)
    else:
        await _bring_together(introductions, person)


async def _ask_for(acts: IntroductionActs, person: Contact) -> None:
    """Somebody is to introduce me to them."""
    desk = acts.desk
    ways = desk.audience.ways_in(person.id)
    options: list[Option] = [(way.via, desk.name(way.via), f"{_warm(desk, way.via)}, {reason(way)}") for way in ways]
    broker = await _chosen(acts, f"Who could introduce you to {desk.seen(person.given)}?", options)
    if broker is not None:
        await acts.new(broker=broker, a=ME, b=person.id)


async def _bring_together(acts: IntroductionActs, person: Contact) -> None:
    """I introduce them to somebody."""
    desk = acts.desk
    found: list[Pair] = []
    acts.place.busy("Looking for what people have in common …")
    for so_far in pairs(desk.index, person.id):
        found = so_far
        await asyncio.sleep(0)
    acts.place.busy("")
    options: list[Option] = [(pair.contact, desk.name(pair.contact), desk.seen(pair.why)) for pair in found]
    other = await _chosen(acts, f"Introduce {desk.seen(person.given)} to whom?", options)
    if other is not None:
        why = next((pair.why for pair in found if pair.contact == other), "")
        await acts.new(broker=ME, a=person.id, b=other, reason=why)


async def _chosen(acts: IntroductionActs, title: str, options: list[Option]) -> str | None:
    """One of those who are offered, "" for somebody else, None for nobody; nothing is asked where nobody is offered."""
    if not options:
        return SOMEBODY_ELSE
    answer: str | None = await acts.place.ask(ChooseDialog(title, [*options, (SOMEBODY_ELSE, "Somebody else …", "")]))
    return answer


def _warm(desk: Desk, contact: str) -> str:
    return desk.index.standing(contact).band
