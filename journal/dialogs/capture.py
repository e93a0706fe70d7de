"""CaptureDialog: one line of what happened, with what is understood of it under it, in the words of the popup."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual import getters, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.capture_line import CaptureLine, Reader
from journal.dialogs.dialog import SHARE, Dialog
from journal.dialogs.form import Drafts
from journal.dialogs.kept_lines import KeptLines
from journal.dialogs.understood import Understood
from journal.domain.text import clean
from journal.widgets.completion import Suggestions
from journal.widgets.line import BOLD, DOUBT, ERROR, MUTED, fit, key_words, run
from journal.widgets.line_input import LineInput

Save = Callable[[str], Awaitable[str]]
"""Keeps a line; gives back what went wrong as a sentence, or nothing."""

KEYS = (
    (
        ("enter", "save"),
        ("tab", "complete"),
        ("ctrl+t", "date"),
        ("esc", "keep and close"),
        ("ctrl+o", "save and stay"),
    ),
    (("enter", "save"), ("tab", "complete"), ("ctrl+t", "date"), ("esc", "keep"), ("ctrl+o", "next")),
    (("enter", "save"), ("tab", "list"), ("ctrl+t", "date"), ("esc", "keep")),
    (("enter", "save"), ("esc", "keep")),
)
"""The keys that work, in fewer words and then fewer of them where there is less room."""
LIST_KEYS = (
    (("tab", "take"), ("↑↓", "choose"), ("enter", "save as it is"), ("esc", "close the list")),
    (("tab", "take"), ("↑↓", "choose"), ("esc", "close")),
)
ROOMY = 24
"""Lines of the terminal from which there is room over the dialog."""
SLOW = 0.5
"""Seconds after which it is said that saving takes its time."""


class CaptureDialog(Dialog[str | None]):
    """Saves lines while it is open, and returns the last one; a failure (a sentence) keeps it open with its text.

    What is typed stays in `drafts` under "capture" until it is saved. Without a draft the line begins with `start`,
    which is none by itself. `hidden`: somebody is looking, so what was kept is brought back by the arrow up only.
    """

    WIDTH = 86
    CHROME = 5
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+o,alt+enter", "save(True)", "save and stay", tooltip="Save, then write the next", id="capture.stay"
        ),
        Binding("escape,ctrl+g", "dismiss(None)", "close", tooltip="Close; the text is kept", id="capture.close"),
    ]

    field = getters.query_one(CaptureLine)
    shown = getters.query_one(Understood)
    list = getters.query_one(Suggestions)

    def __init__(
        self,
        reader: Reader,
        save: Save,
        *,
        drafts: Drafts | None = None,
        start: Callable[[], str] = str,
        hidden: bool = False,
    ) -> None:
        super().__init__("capture")
        self.reader, self.save, self.start = reader, save, start
        self.kept = KeptLines({} if drafts is None else drafts, hidden=hidden)
        self.begun = ""
        """What the line began with without being typed."""
        self.said: Content | None = None
        self._said_of = ""
        self._early = ""
        self._looking = False

    def inside(self) -> Iterable[Widget]:
        yield CaptureLine(self.reader, self.kept.text, [*self.reader.said, *self.kept.others])
        yield Suggestions(inside=True)
        yield Understood(id="preview")

    def foot(self) -> Iterator[Widget]:
        yield Static(id="keys")

    def on_mount(self) -> None:
        self._begin()
        self._learn()

    def _begin(self) -> None:
        """Name whom the line is about, before what was typed already."""
        if not self.field.value and not self.begun and self.reader.ready and (begun := self.start()):
            self.begun = begun
            self.field.put(begun)
        early, self._early = self._early, ""
        if early:
            self.field.insert_text_at_cursor(early)

    def type_ahead(self, letter: str) -> None:
        """Take in a letter that was typed after the key that opened this, and before it was there."""
        self._early += letter
        if self.is_mounted:
            self._begin()

    @work(exclusive=True, group="learn")
    async def _learn(self) -> None:
        """Get ready for the next list, and show what could not be shown before."""
        ready = self.reader.ready
        for _ in self.reader.preparing():
            await asyncio.sleep(0)
        if not ready and self.is_attached:
            self._begin()
            self.field.look(anew=bool(self.field.value) and not self._untouched)
            self.show_preview()

    @property
    def _untouched(self) -> bool:
        return self.field.value.strip() == self.begun.strip()

    def on_resize(self) -> None:
        self.query_one("#box").styles.margin = (self.above_it, 0, 0, 0)
        self.show_preview()

    @property
    def above_it(self) -> int:
        """Lines over the dialog: it stands in the upper third, or at the top where there are few lines."""
        return self.size.height // 6 if self.size.height >= ROOMY else 1

    @property
    def room(self) -> int:
        return int((self.size.height - self.above_it) * SHARE) - self.CHROME

    def veil(self, on: bool) -> None:
        """Somebody begins to look, or goes: only what is being written stays in the line."""
        text = self.field.value
        if on and text and (self._untouched or text == self.kept.text):
            self.kept.put_by(text if text == self.kept.text else "")
            self.begun = ""
            self.field.set_aside()
        self.field.look(anew=bool(text))
        self.show_preview()

    def on_input_changed(self) -> None:
        self.kept.keep("" if self._untouched else self.field.value)
        if self.field.value != self._said_of:
            self.said = None
        if not self._looking:
            self._looking = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        """A letter is shown at once; what it means comes after it."""
        self._looking = False
        if self.is_attached:
            self.field.look()
            self.field.underline()
            self.show_preview()
            if not self.reader.ready:
                self._learn()

    def on_line_input_offered(self, event: LineInput.Offered) -> None:
        completion, width = event.line.completion, self.field.size.width
        if completion is None:
            self.list.close()
        else:
            texts = [cell_len(text) + cell_len(note) for text, note in completion.suggestions]
            self.list.fill(completion.suggestions, event.line.choice, min(width, max(texts) + 6))
        self.show_preview()

    def on_suggestions_taken(self, event: Suggestions.Taken) -> None:
        self.field.take(event.index)

    def show_preview(self) -> None:
        """What the line means now, or what was said about the one before; while a list is open, only that."""
        line = "" if self._untouched else self.field.value
        listing = self.field.completion is not None
        lines = self.reader.preview(line) if line.strip() and not listing else ()
        self.shown.write(lines, None if listing else self.said, self.field.size.width)
        self.query_one("#keys", Static).update(self.key_line())

    def key_line(self) -> Content:
        """The keys that work, as many as fit."""
        lines = [key_words(keys) for keys in (LIST_KEYS if self.field.completion is not None else KEYS)]
        return next((line for line in lines if line.cell_length <= self.field.size.width), lines[-1])

    async def action_save(self, stay: bool) -> None:
        line = "" if self._untouched else clean(self.field.value)
        if line and await self._saved(line):
            self.kept.settle(line)
            if not stay:
                self.dismiss(line)
                return
            self.begun = ""
            self.field.set_aside()
            self._learn()
            self._say(run(("saved  ", BOLD), (fit(line, self.field.size.width - 8).rstrip(), MUTED)))
        elif not line and not stay:
            self.dismiss(None)

    async def _saved(self, line: str) -> bool:
        """Whether the line could be saved; if not, the reason is said."""
        self.field.close_list()
        waiting = self.set_timer(SLOW, self._say_waiting)
        why = await self.save(line)
        waiting.stop()
        self._say(run((f"{DOUBT} {why}", ERROR)) if why else None)
        return not why

    def _say_waiting(self) -> None:
        self._say(run(("saving; another program is writing just now …", MUTED)))

    def _say(self, said: Content | None) -> None:
        """Say this under the line until it is another one."""
        self.said, self._said_of = said, self.field.value
        self.show_preview()
