"""Showing: work that may take long, done in a thread or in pieces, with a dialog that says how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, Self, TypeVar

from journal.dialogs.working import WorkingDialog

if TYPE_CHECKING:
    from journal.screens.place import Place

T = TypeVar("T")
Report = Callable[[int, int], None]
"""Is told (done, all)."""

A_WHILE = 0.25
"""Seconds until the dialog comes; what is done sooner needs none."""
A_MOMENT = 0.05


class Stopped(Exception):
    """The user, or the end of the program, stopped it."""


class Showing:
    """`async with Showing(place, title) as showing:` and in it any number of `thread` and `pieces`, one by one."""

    def __init__(self, place: Place, title: str) -> None:
        self._place, self._title = place, title
        self._said, self._done, self._whole = "", 0, 1
        self._may_stop = True
        self._stopped = False
        self._begun = self._told = monotonic()
        self._dialog: WorkingDialog | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopped = True
        if self._dialog is not None and self._dialog.is_current:
            await self._dialog.dismiss(False)

    async def thread(self, said: str, work: Callable[[Report], T], *, may_stop: bool = True) -> T:
        """Do it in a thread, which is told to end when the user or the program ends. Raises `Stopped`."""
        self._now(said, may_stop)
        task = asyncio.create_task(asyncio.to_thread(work, self._report if may_stop else self._note))
        try:
            while not task.done():
                await asyncio.wait([task], timeout=A_MOMENT)
                await self._show()
        finally:
            task.cancel()  # nothing if it is done; else the program ends, and nobody waits for it any more
        return task.result()

    async def pieces(self, said: str, work: Iterable[object], whole: int) -> None:
        """Do it piece by piece between two keys; once begun it goes on to its end."""
        self._now(said, may_stop=False)
        for done, _ in enumerate(work, 1):
            self._note(done, whole)
            await asyncio.sleep(0)
            if monotonic() - self._told > A_MOMENT:
                await self._show()

    def _now(self, said: str, may_stop: bool) -> None:
        if self._stopped:
            raise Stopped
        self._said, self._done, self._whole, self._may_stop = said, 0, 1, may_stop

    def _report(self, done: int, whole: int) -> None:
        self._note(done, whole)
        if self._stopped:
            raise Stopped

    def _note(self, done: int, whole: int) -> None:
        self._done, self._whole = done, max(whole, 1)

    async def _show(self) -> None:
        self._told = monotonic()
        if self._dialog is None and not self._stopped and self._told - self._begun > A_WHILE:
            self._dialog = WorkingDialog(self._title, self._said)
            await self._place.app.push_screen(self._dialog, self._closed)
        if self._dialog is not None:
            self._dialog.tell(self._said, min(self._done / self._whole, 1.0), may_stop=self._may_stop)

    def _closed(self, stop: bool | None) -> None:
        self._stopped = self._stopped or bool(stop)
