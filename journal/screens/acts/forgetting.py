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
from journal.store.erasing import Erased, Stopped, finish
from journal.store.forget import Trail, begin, beyond, said, trail_of
from journal.store.journal import Journal
from journal.store.log import Log
from journal.store.wording import count

if TYPE_CHECKING:
    from journal.screens.acts.base import Acts

MOST_SHOWN = 8
TEXTS, KEEP = "texts", "keep"
A_MOMENT = 0.1


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
    lines = await _forget(acts, trail, texts=texts == TEXTS)
    await place.ask(TextDialog("Forgotten", [lines[0], "", "Out of reach of this program:", *lines[1:]]))


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


async def _forget(acts: Acts, trail: Trail, *, texts: bool) -> list[str]:
    """They are gone at once; the files are rewritten in a thread, while everything else goes on."""
    place, desk, paths = acts.place, acts.desk, acts.desk.paths
    for key in [key for key in desk.drafts if trail.person.id in key]:
        del desk.drafts[key]
    folder = folder_for(paths.state, paths.data)
    begin(desk.journal, trail, desk.today, texts=texts, folder=folder, caches=[Path(path_for(paths.cache, paths.data))])
    place.written()
    work = _Work()
    task = asyncio.create_task(asyncio.to_thread(work, desk.journal, folder))
    try:
        while not task.done():
            place.busy(f"Rewriting file {min(work.done + 1, work.total)} of {work.total}. You can go on meanwhile …")
            await asyncio.wait([task], timeout=A_MOMENT)
    finally:
        work.stopped = True  # closing the program breaks it off; the next start goes on with it
        if place.is_attached:
            place.busy("")
    private = (Path(paths.state), Path(paths.cache))
    out_of_reach = await asyncio.to_thread(beyond, desk.journal, trail, private)
    return [said(trail, task.result(), texts=texts), *(f"  {line}" for line in out_of_reach)]


class _Work:
    """Rewriting the files, in a thread; how far it is."""

    def __init__(self) -> None:
        self.done, self.total, self.stopped = 0, 1, False

    def __call__(self, journal: Journal, folder: Path) -> Erased:
        log = Log(journal.root, journal.storage.log.machine)
        try:
            return finish(log, folder, self._report) or Erased()
        except Stopped:  # nobody is there any more to be told
            return Erased()

    def _report(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self.stopped:
            raise Stopped("The files are rewritten at the next start.")
