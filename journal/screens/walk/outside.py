"""What a step opens beside itself: a message from its template, and the builder of an introduction."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from journal.dialogs.choose import ChooseDialog
from journal.dialogs.pitch import PitchDialog
from journal.domain.pitch import Builder, draft, frames_for
from journal.screens.acts.messages import write_message
from journal.screens.acts.people import PeopleActs

if TYPE_CHECKING:
    from journal.screens.place import Place
    from journal.screens.walk.screen import WalkScreen


async def write_to(screen: WalkScreen, template: str) -> None:
    """Write to one of those who are expected or were met; helpers and everybody else after them."""
    event, desk = screen.book.event, screen.desk
    near = dict.fromkeys([*event.met, *event.expected, *event.helpers])
    people = [person for id in near if (person := desk.person(id))]
    if not people:
        screen.app.notify("Nobody you know is named for this event; e in Prep names people.", markup=False)
        return
    await write_message(PeopleActs(cast("Place", screen)), people, template=template)


async def build_pitch(screen: WalkScreen, builder: Builder) -> str:
    """Choose a frame, answer its questions; the text that comes of it, or "" if it was left."""
    options = [(frame, frame.title, frame.for_) for frame in frames_for(builder, screen.desk.pinned.frames)]
    frame = await screen.ask(ChooseDialog("What kind of introduction?", options))
    if frame is None:
        return ""
    answers = await screen.ask(PitchDialog(builder, frame, screen.desk.drafts))
    return draft(builder, frame, answers) if answers else ""
