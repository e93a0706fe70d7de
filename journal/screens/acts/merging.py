"""Merging: two records side by side, what they become, and the pairs that may be one person."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.merge import Answer, MergeDialog, MergeRow, PairsDialog
from journal.domain.contacts import Contact
from journal.domain.merging import GROUPS, Sides, merged, usual_sides, who_stays
from journal.domain.record import Invalid
from journal.domain.words import plural, short_day
from journal.exchange.twins import Pair, in_common, likely, pairs
from journal.screens.acts.base import Acts
from journal.store.journal import StoreError
from journal.store.merge import merge_contacts, tell_apart, told_apart
from journal.widgets.line import fit

if TYPE_CHECKING:
    from journal.screens.desk import Desk
    from journal.screens.place import Place

MOST_PAIRS = 60
BETWEEN = "  ·  "
CHOOSE = "Choose what stays; talks and follow-ups of both are kept. u takes it back."


async def merge(acts: Acts, people: Sequence[Contact]) -> None:
    """Ask what stays of two people and make them one; with another number of people, say how to go on."""
    if len(people) != 2:
        acts.place.app.notify("Mark two people with space, then M shows them side by side.", markup=False)
        return
    await _ask(acts, people[0], people[1])


async def possible_duplicates(place: Place) -> None:
    """Show pairs that may be one person, most likely first, until none is left or nobody wants to see more."""
    acts, desk = Acts(place), place.desk
    await place.all_read()
    place.busy("Looking for people who may be there twice …")
    found: list[Pair] = []
    for piece in pairs(desk.journal.contacts.docs, told_apart(desk.journal.decisions.docs)):
        found += piece
        await asyncio.sleep(0)
    place.busy("")
    found = sorted(found, key=lambda pair: -pair.points)
    while found := [pair for pair in found if {pair.one, pair.two} <= desk.journal.contacts.docs.keys()]:
        pair = await _choose(acts, found)
        if pair is None:
            return
        first, second = desk.person(pair.one), desk.person(pair.two)
        if first is None or second is None or await _ask(acts, first, second) is not None:
            found = [each for each in found if each != pair]
        place.take_in()
    place.app.notify("Nobody seems to be there twice.", markup=False)


async def offer_twin(acts: Acts, person: Contact) -> None:
    """After somebody was added by hand: say who may be the same person, and offer to look at both."""
    desk = acts.desk
    others = {id: document for id, document in desk.journal.contacts.docs.items() if id != person.id}
    found = await asyncio.to_thread(likely, person.document(), others)
    other = desk.person(found[0]) if found else None
    if other is None:
        return
    who = desk.seen(", ".join(filter(None, (other.name, other.role, other.org))))
    text = f"{who} was there before and may be the person you just added."
    choices = [("s", "Side by side", "merge"), ("t", "Two people", "different"), ("escape", "Later", None)]
    answer = await acts.place.ask(ConfirmDialog("Already there?", text, choices))
    if answer == "merge":
        await _ask(acts, other, person)
    elif answer == "different":
        try:
            _do(acts, other, person, "different")
        except (StoreError, OSError) as error:
            acts.place.fail(error)


async def _choose(acts: Acts, found: Sequence[Pair]) -> Pair | None:
    desk = acts.desk
    room = PairsDialog.room_of(acts.place.size.width)
    options = [(pair, *_pair(desk.name(pair.one), desk.name(pair.two), pair.why, room)) for pair in found[:MOST_PAIRS]]
    title = f"Possible duplicates: {plural(len(found), 'pair')}"
    pair: Pair | None = await acts.place.ask(PairsDialog(title, options))
    return pair


def _pair(one: str, two: str, why: str, room: int) -> tuple[str, str]:
    """Both names and what they have in common, as much of it as there is room for beside the names."""
    reasons = why.removeprefix("same ").split(", ")
    names = BETWEEN.join((one, two))
    for count in range(len(reasons), 0, -1):
        note = ", ".join(reasons[:count])
        if cell_len(names) + 2 + cell_len(note) <= room:
            return names, note
    half = (room - len(BETWEEN)) // 2
    first = one if cell_len(one) <= half else fit(one, max(half, room - len(BETWEEN) - cell_len(two))).rstrip()
    return BETWEEN.join((first, two)), ""


async def _ask(acts: Acts, first: Contact, second: Contact) -> Answer | None:
    """Show the two and do what is answered; what went wrong is said, and the question comes again."""
    place, desk = acts.place, acts.desk
    await place.all_read()
    sides: Sides = usual_sides(first, second)
    while True:
        why = in_common(first.document(), second.document())
        text = f"{'Same ' + ', same '.join(why) + '. ' if why else ''}{CHOOSE}"
        rows, becomes = _rows(desk, first, second), _Becomes(desk, first, second)
        answer: Answer | None = await place.ask(MergeDialog(text, rows, sides, becomes, hidden=desk.blurred))
        if answer is None:
            return None
        try:
            _do(acts, first, second, answer)
        except (StoreError, Invalid, OSError) as error:
            place.fail(error)
            place.take_in()
            first, second = desk.person(first.id) or first, desk.person(second.id) or second
            sides = answer if answer != "different" else sides
        else:
            return answer


def _do(acts: Acts, first: Contact, second: Contact, answer: Answer) -> None:
    place, desk = acts.place, acts.desk
    one, two = desk.seen(first.name), desk.seen(second.name)
    if answer == "different":
        tell_apart(desk.journal, first.id, second.id, desk.today)
        place.written(f"{one} and {two} are two people.   u takes it back")
        return
    assert not isinstance(answer, str)
    result = merged(first, second, answer)
    stays, goes = (first, second) if who_stays(first, second) == "first" else (second, first)
    merge_contacts(desk.journal, stays, goes, result)
    place.written(f"{one} and {two} are one person now: {desk.seen(result.name)}.   u takes it back")
    place.post_message(place.Wanted("contacts", result.id))


class _Becomes:
    """What a choice leads to, in lines of (strong or plain, muted)."""

    def __init__(self, desk: Desk, first: Contact, second: Contact) -> None:
        self.desk, self.first, self.second = desk, first, second
        self.talks = len({*desk.index.entries_of(first.id), *desk.index.entries_of(second.id)})

    def __call__(self, sides: Sides) -> list[tuple[str, str]]:
        try:
            result = merged(self.first, self.second, sides)
        except Invalid as error:
            return [("", f"Both do not fit into one record: {error}")]
        status = "" if result.status == "active" else f", {result.status.replace('_', ' ')}"
        first = (result.name, f", {result.circle}{status}, {plural(self.talks, 'entry', 'entries')}")
        also = ", ".join(result.aliases)
        return [first, *([(f"also found as {also}", "")] if also else [])]


def _rows(desk: Desk, first: Contact, second: Contact) -> list[MergeRow]:
    """What both say; only what is a single value can be chosen."""
    pair = (first, second)
    chosen = {name: MergeRow(name, _text(desk, name, first), _text(desk, name, second), name) for name in GROUPS}
    *facts, circle, met = chosen.values()
    addresses = [
        MergeRow(label, *(", ".join(c.value for c in one.channels if c.kind in kinds) for one in pair))
        for label, kinds in (("e-mail", ("email",)), ("phone", ("phone",)), ("web", ("linkedin", "web", "mastodon")))
    ]
    rest = [
        MergeRow("talks", *(str(len(desk.index.entries_of(one.id)) or "") for one in pair)),
        MergeRow("follow-ups", *(_open(desk, one) for one in pair)),
        MergeRow("topics", *(" ".join(f"#{topic}" for topic in one.topics) for one in pair)),
        MergeRow("status", *(one.status.replace("_", " ") if one.status != "active" else "" for one in pair)),
        MergeRow("looks for", *(one.seeks for one in pair)),
        MergeRow("boundaries", *(one.boundaries for one in pair)),
        MergeRow("notes", *(" ".join(one.notes.split()) for one in pair)),
    ]
    return [*facts, *addresses, circle, met, *rest]


def _text(desk: Desk, group: str, person: Contact) -> str:
    if group == "circle":
        return f"{person.circle}{f', every {person.cadence_days} days' if person.cadence_days else ''}"
    if group == "met":
        event = desk.journal.events.get(person.met_at) if person.met_at else None
        day = short_day(person.met_on, desk.today) if person.met_on else ""
        return ", ".join(filter(None, (person.how_met or (event.title if event else ""), day)))
    return str(getattr(person, GROUPS[group][0]))


def _open(desk: Desk, person: Contact) -> str:
    docs = desk.journal.followups.docs
    count = sum(docs[id].get("status", "open") == "open" for id in desk.index.followups_of(person.id) if id in docs)
    return f"{count} open" if count else ""
