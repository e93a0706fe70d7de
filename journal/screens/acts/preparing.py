"""What prepares for any event, opened over any place: questions to ask, an introduction of oneself, small asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from journal.dialogs.ask import AskDialog
from journal.dialogs.choose import ChooseDialog
from journal.dialogs.people import People
from journal.domain.contacts import Contact
from journal.screens.acts.messages import write_message
from journal.screens.acts.people import PeopleActs
from journal.screens.pitches import PitchesScreen
from journal.screens.questions import QuestionsScreen
from journal.texts import load_templates

if TYPE_CHECKING:
    from journal.screens.place import Place

ASKS = "ask"
"""The group of templates that ask for a little."""


async def questions(place: Place, event: str = "") -> None:
    """Look through the question bank, and take some along."""
    await place.ask(QuestionsScreen(place, event or _here(place)))


async def pitches(place: Place, event: str = "") -> None:
    """Build an introduction of oneself, or go back to one of before."""
    await place.ask(PitchesScreen(place, event or _here(place)))


async def asks(place: Place) -> None:
    """Ask somebody for a little, from a template: whoever is under the cursor, expected there, or named."""
    await place.all_read()
    texts, problems = await asyncio.to_thread(load_templates, place.desk.paths.config)
    for problem in problems:
        place.app.notify(problem, severity="warning", markup=False)
    options = [(each.id, each.title, "") for each in texts.templates.values() if each.group == ASKS]
    template = await place.ask(ChooseDialog("What do you ask for?", options))
    if template is not None and (people := await _people(place)):
        await write_message(PeopleActs(place), people, template=template)


async def _people(place: Place) -> list[Contact]:
    """Those under the cursor or expected at the event under it, else somebody who is named."""
    desk = place.desk
    targets = place.list_targets()
    ids = [id for table, id in targets if table == "contacts"]
    if event := desk.journal.events.get(_here(place)):
        ids = [*event.expected, *event.helpers, *event.met]
    if found := [person for id in dict.fromkeys(ids) if (person := desk.person(id))]:
        return found
    people = People(desk.people())

    def check(text: str) -> str:
        try:
            return "" if people.read(text) else "needed"
        except ValueError as error:
            return str(error)

    dialog = AskDialog("Ask whom?", "person", hint="somebody in the book", check=check, completer=people.complete)
    answer = await place.ask(dialog)
    return [person for id in people.read(answer) if (person := desk.person(id))] if answer else []


def _here(place: Place) -> str:
    """The event under the cursor, or ""."""
    return next((id for table, id in place.list_targets() if table == "events"), "")


OPENS: Mapping[str, Callable[[Place], Coroutine[Any, Any, None]]] = MappingProxyType(
    {"questions": questions, "pitches": pitches, "asks": asks}
)
"""What can be opened, by name."""
