"""What the insights have to say in sentences, and where each leads: to people, to a filter, or to an easier rhythm."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from journal.dialogs.choose import ChooseDialog
from journal.domain.words import plural
from journal.screens.acts.rhythms import lighten
from journal.screens.desk import Desk
from journal.widgets.line import MUTED, wrap
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.app import JournalApp
    from journal.screens.insights import InsightsScreen
    from journal.screens.listing import Listing
    from journal.screens.place import Place

HINTS = "hints"


class Said(NamedTuple):
    """A sentence: `people` it speaks of, or a `query` that finds them; `circles` that could do with fewer people."""

    id: str
    text: str
    people: tuple[str, ...] = ()
    query: str = ""
    circles: tuple[str, ...] | None = None

    @property
    def leads(self) -> bool:
        return bool(self.people or self.query or self.circles is not None)


def about_balance(desk: Desk) -> Iterator[Said]:
    """What there is to say about getting and giving."""
    for hint in desk.gains.hints():
        yield Said(hint.kind, hint.said(desk.name), hint.people)


def about_worlds(desk: Desk) -> Iterator[Said]:
    """What there is to say about where one's people are."""
    if said := desk.gains.concentration():
        field, world = desk.gains.concentrated_on()
        yield Said("worlds", desk.seen(said), query=f'{field}:"{world}" warmth:warm,steady')


def about_rhythms(desk: Desk) -> Iterator[Said]:
    """What there is to say about how much the rhythms ask for."""
    if hint := desk.rhythms.upkeep().hint:
        yield Said("upkeep", hint, circles=())
    circles = list(desk.index.model.circle)
    for crowd in desk.rhythms.crowds():
        upto = tuple(circles[: circles.index(crowd.circle) + 1])
        yield Said(f"crowd {crowd.circle}", crowd.hint, circles=upto)


def write_rhythms(desk: Desk, lines: Lines) -> None:
    """How many talks a week the rhythms ask for, beside what was planned."""
    load, planned = desk.rhythms.upkeep().load, desk.outlook.capacity
    lines.section("Rhythms", f"{plural(planned, 'talk')} a week planned")
    if not lines.tight:
        lines.gap()
    lines.fact("they ask for", f"{load:.1f} a week" if load else "nothing yet: nobody has a rhythm", 13)
    write_said(lines, about_rhythms(desk))


def write_said(lines: Lines, sentences: Iterator[Said]) -> None:
    """Sentences in muted words; one that leads somewhere can hold the cursor."""
    for each in sentences:
        lines.gap()
        for number, line in enumerate(wrap((each.text, MUTED), lines.width)):
            lines.add(line, *((HINTS, each.id) if each.leads and not number else ()))


async def follow(screen: InsightsScreen, id: str) -> None:
    """Go where a sentence leads."""
    desk = screen.desk
    every = (*about_balance(desk), *about_worlds(desk), *about_rhythms(desk))
    said = next((each for each in every if each.id == id), None)
    if said is None:
        return
    if said.circles is not None:
        await lighten(cast("Place", screen), said.circles)
    elif said.query:
        leave(screen, partial(_show_found, cast("JournalApp", screen.app), said.query))
    else:
        await _one_of(screen, said)


async def _one_of(screen: InsightsScreen, said: Said) -> None:
    """Show the people of a sentence, and go to one of them."""
    desk = screen.desk
    options = [(who, desk.name(who), desk.index.standing(who).band) for who in said.people]
    chosen = await screen.ask(ChooseDialog("Whom to look at?", options))
    if chosen:
        leave(screen, partial(cast("JournalApp", screen.app).go_to, "contacts", chosen))


def leave(screen: InsightsScreen, to: Callable[[], Awaitable[None]]) -> None:
    """Close the insights, then go on: what they are doing themselves ends with them."""
    screen.dismiss(None)
    screen.app.call_later(to)


async def _show_found(app: JournalApp, query: str) -> None:
    await app.action_go("contacts")
    cast("Listing", app.place).narrow(query)
