"""Forgetting somebody from the full screen: what would go, a second question, and what is out of reach."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from journal.capture.names_file import path_for
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.text import TextDialog
from journal.domain.contacts import Contact
from journal.domain.words import plural
from journal.store.backup import folder_for
from journal.store.forget import Trail, forget, trail_of
from journal.store.wording import count

if TYPE_CHECKING:
    from journal.screens.acts.base import Acts
    from journal.screens.desk import Desk

MOST_SHOWN = 8
TEXTS, KEEP = "texts", "keep"


async def forget_somebody(acts: Acts, person: Contact) -> None:
    """Ask twice, and once about texts that name them; then remove every trace and say what is out of reach."""
    place, desk = acts.place, acts.desk
    await place.all_read()
    name = desk.seen(person.name)
    place.busy("Looking for every trace of them …")
    try:
        trail = await asyncio.to_thread(trail_of, desk.journal, person)
    finally:
        place.busy("")
    if not await _sure(acts, trail, name):
        return
    texts = await _texts(acts, trail)
    if texts is None or not await _really(acts, name):
        return
    done = _forget(desk, trail, texts=texts == TEXTS)
    place.written()
    said = [done[0], "", "Out of reach of this program:", *(f"  {line}" for line in done[1])]
    await place.ask(TextDialog("Forgotten", said))


async def _sure(acts: Acts, trail: Trail, name: str) -> bool:
    gone = count(trail.removed.elements())
    left = count(table for table, _ in trail.left)
    text = (
        f"{gone} would go for good, with every earlier version, here and in the backups of this program. "
        f"{f'{left} would go on without them. ' if left else ''}"
        "It cannot be undone. Archiving keeps everything and puts them out of the way."
    )
    choices = [("escape", "Cancel", None), ("a", "Archive instead", "archive"), ("f", "Forget", "forget")]
    answer = await acts.place.ask(ConfirmDialog(f"Forget {name}?", text, choices))
    if answer == "archive":
        with acts.desk.journal.transaction(f"archive {trail.person.name}") as transaction:
            transaction.change(trail.person, trail.person.changed(status="archived"))
        acts.place.written(f"{name} archived.   u takes it back")
    return bool(answer == "forget")


async def _texts(acts: Acts, trail: Trail) -> str | None:
    """What becomes of texts of other records that name them; None to do nothing at all."""
    if not trail.told:
        return TEXTS
    shown = [acts.desk.seen(line) for line in trail.lines()[:MOST_SHOWN]]
    more = [f"… and {len(trail.told) - MOST_SHOWN} more"] if len(trail.told) > MOST_SHOWN else []
    text = "\n".join(["They would say “somebody” instead:", "", *shown, *more])
    choices = [("r", "Rewrite them", TEXTS), ("k", "Keep them", KEEP), ("escape", "Cancel", None)]
    title = f"{plural(len(trail.told), 'text names', 'texts name')} them"
    answer: str | None = await acts.place.ask(ConfirmDialog(title, text, choices))
    return answer


async def _really(acts: Acts, name: str) -> bool:
    text = "This is the last question. Nothing brings them back afterwards, undo neither."
    choices = [("escape", "Cancel", False), ("y", "Forget for good", True)]
    return bool(await acts.place.ask(ConfirmDialog(f"Really forget {name}?", text, choices)))


def _forget(desk: Desk, trail: Trail, *, texts: bool) -> tuple[str, list[str]]:
    paths = desk.paths
    Path(path_for(paths.cache, paths.data)).unlink(missing_ok=True)
    for key in [key for key in desk.drafts if trail.person.id in key]:
        del desk.drafts[key]
    return forget(
        desk.journal,
        trail,
        desk.today,
        texts=texts,
        private=(Path(paths.state), Path(paths.cache)),
        backups=folder_for(paths.state, paths.data),
    )
