"""Everything about a person as text: to read, to copy, or to hand over as a file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from journal.dialogs.ask import AskDialog
from journal.dialogs.text import TextDialog
from journal.domain.contacts import Contact
from journal.exchange.everything import everything
from journal.exchange.files import ExchangeError
from journal.exchange.private_file import write_private

if TYPE_CHECKING:
    from journal.screens.acts.people import PeopleActs

UNFIT = frozenset('/\\:*?"<>|.')
"""Characters that some file systems do not take in a name, or that hide a file."""
LONGEST_NAME = 60


async def show_everything(acts: PeopleActs, person: Contact) -> None:
    """Show the text and do with it what is asked for."""
    desk, place = acts.desk, acts.place
    before = await asyncio.to_thread(desk.journal.history, "contacts", person.id)
    lines = list(everything(desk.journal, person, desk.today, before))
    seen = [desk.seen(line) for line in lines]
    answer = await place.ask(TextDialog(f"Everything about {desk.seen(person.name)}", seen))
    if answer == "copy":
        place.app.copy_to_clipboard("\n".join(lines))
        place.app.notify(f"Copied everything about {desk.seen(person.name)}.", markup=False)
    elif answer == "save":
        await _save(acts, person, lines)


async def _save(acts: PeopleActs, person: Contact, lines: list[str]) -> None:
    """Ask where, and write; what went wrong is said, and the question comes again."""
    name = "".join(letter for letter in person.name if letter not in UNFIT)[:LONGEST_NAME].strip() or "person"
    where = f"~/{name}.txt"
    while where is not None:
        where = await acts.place.ask(AskDialog("Save to a file", "file", where, hint="an older file is replaced"))
        if not where:
            return
        path = Path(where).expanduser()
        try:
            write_private(path, (f"{line}\n" for line in lines))
        except (ExchangeError, RuntimeError) as error:
            acts.place.fail(error)
        else:
            acts.place.app.notify(f"Saved to {path}; only you can read it.", markup=False)
            return
