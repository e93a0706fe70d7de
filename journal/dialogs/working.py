"""WorkingDialog: how far something is that takes a while."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import Dialog
from journal.widgets.line import MUTED, bar, key_words, run

SHARE = 5
"""Cells of "100 %"."""


class WorkingDialog(Dialog[bool]):
    """Returns True if it is to be stopped; whoever shows it closes it. `may_stop`: whether escape does anything."""

    WIDTH = 64
    CHROME = 5
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "stop", tooltip="Stop; nothing is written", id="dialog.close"),
    ]

    def __init__(self, title: str, said: str, *, may_stop: bool = True) -> None:
        super().__init__(title)
        self.said, self.may_stop, self.share = said, may_stop, 0.0

    def inside(self) -> Iterable[Widget]:
        yield Static(self.said, markup=False, id="said", classes="said")
        yield Static(" ", id="bar")

    def foot(self) -> Iterator[Widget]:
        yield Static(id="keys")

    def on_mount(self) -> None:
        super().on_mount()
        self._say()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._draw)

    def tell(self, said: str, share: float, *, may_stop: bool) -> None:
        """Show what is being done, how much of it is done (0 to 1), and whether it can still be stopped."""
        same = (said, may_stop) == (self.said, self.may_stop)
        self.said, self.share, self.may_stop = said, share, may_stop
        if not same:
            self._say()
        self._draw()

    def _say(self) -> None:
        keys = key_words([("esc", "stop")]) if self.may_stop else run(("it can no longer be stopped", MUTED))
        # Whoever tells is at work already while this comes, and still while it goes.
        for id, content in (("#said", Content(self.said)), ("#keys", keys)):
            for line in self.query(id).results(Static):
                line.update(content)

    def action_stop(self) -> None:
        if self.may_stop:
            self.dismiss(True)

    def _draw(self) -> None:
        for line in self.query("#bar").results(Static):
            width = max(1, line.size.width - SHARE - 1)
            share = Content.assemble(bar(self.share, width), (f" {self.share:>{SHARE}.0%}", MUTED))
            line.update(share, layout=False)
