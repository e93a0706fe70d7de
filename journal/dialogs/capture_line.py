"""CaptureLine: the field of the capture dialog: completion, dates that are none, and the lines written before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType

from journal.domain.text import clean, clean_lines
from journal.widgets.completion import Completion, Suggestion
from journal.widgets.line_input import LineInput

if TYPE_CHECKING:
    from journal.capture.choices import Choices

PLACEHOLDER = "coffee with @ana about her new job yesterday; send survey fri"


class Reader(Protocol):
    """What is known of the journal while a line is written."""

    @property
    def ready(self) -> bool:
        """Whether the names are there; else there is neither preview nor completion yet."""

    @property
    def said(self) -> Sequence[str]:
        """The lines saved before in this session."""

    def preparing(self) -> Iterator[None]:
        """Learn the names, in pieces."""

    def preview(self, line: str) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """Label and (text, role) of each line of what is understood; roles: plain muted strong got gave new doubt."""

    def misread(self, line: str) -> Sequence[tuple[int, str]]:
        """What of the line was not understood, with its place."""

    def choices(self, line: str, at: int) -> Choices | None:
        """What the word before the cursor may become."""

    def doubtful(self, line: str) -> tuple[str, Choices] | None:
        """The line, and who may be meant by its first name that is in doubt."""

    def next_date(self, line: str, at: int) -> tuple[str, int]:
        """The line with its date made text, and where the cursor stands then."""


class Underlined(Highlighter):
    """Underlines words that were not understood; one that was changed since is left alone."""

    def __init__(self) -> None:
        self.words: Sequence[tuple[int, str]] = ()

    def highlight(self, text: Text) -> None:
        for start, word in self.words:
            if text.plain.startswith(word, start):
                text.stylize("underline", start, start + len(word))


class CaptureLine(LineInput):
    """One line with a list for the word before the cursor. Several pasted lines become one, with `; ` between."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.save(False)", "save", tooltip="Save and close", id="capture.save"),
        Binding("ctrl+t", "next_date", "date", tooltip="That is no date: take the next one", id="capture.date"),
    ]

    def __init__(self, reader: Reader, text: str = "", past: Sequence[str] = ()) -> None:
        super().__init__(text, placeholder=PLACEHOLDER)
        self.reader = reader
        self.highlighter = self.underlined = Underlined()
        self.past = [*past, text]
        """Lines that the arrow up brings back; the last is the one that is being written."""
        self.seen = len(past)
        self._choices: Choices | None = None
        self._looked = text

    def on_mount(self) -> None:
        self.watch(self, "selection", self._cursor_moved, init=False)

    async def _on_key(self, event: events.Key) -> None:
        """A key is done with before the next one is looked at: what is typed while a line is saved is the next one."""
        active = None if event.is_printable else self.screen.active_bindings.get(event.key)
        if active and active.enabled:
            event.stop()
            await self.app.run_action(active.binding.action, default_namespace=active.node)

    def pasted(self, text: str) -> str:
        return "; ".join(line for part in clean_lines(text).split("\n") if (line := clean(part)))

    def underline(self) -> None:
        """Mark what of the line is not understood."""
        self.underlined.words = self.reader.misread(self.value)
        self.refresh()

    def look(self, *, anew: bool = False) -> None:
        """Open the list for the word before the cursor, if the line was changed and there is one to open."""
        if anew or self.value != self._looked:
            self._looked = self.value
            self.offer_choices(self.reader.choices(self.value, self.cursor_position))

    def offer_choices(self, choices: Choices | None) -> None:
        """Open this list, or close the one that is open."""
        self._choices = choices
        if choices is None:
            self.close_list()
        else:
            options = [Suggestion(option.label, option.note) for option in choices.options]
            self.propose(Completion(choices.start, choices.end, options))

    def put(self, text: str, at: int | None = None) -> None:
        """Make this the line; no list opens for it."""
        self._looked = text
        self.close_list()
        self.value = text
        self.cursor_position = len(text) if at is None else at

    def set_aside(self) -> None:
        """Put the line among those before, from where the arrow up brings it back; begin another one."""
        self.past[-1:] = [self.value, ""]
        self.seen = len(self.past) - 1
        self.put("")

    def take(self, index: int) -> None:
        if self._choices is not None and self.completion is not None:
            self._choices.picked = index
            self.put(*self._choices.taken(self.value))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return True if action == "take" else super().check_action(action, parameters)

    def action_take(self) -> None:
        """Take what is chosen; if there is nothing to complete, offer who may be meant by a name that is in doubt."""
        self.look(anew=self.completion is None)
        if self.completion is not None:
            self.take(self.choice)
        elif doubtful := self.reader.doubtful(self.value):
            line, choices = doubtful
            if line != self.value:
                self.put(line)
            self.offer_choices(choices)

    def action_step(self, step: int) -> None:
        """Move in the list, round its ends; without a list, bring back the line before or after."""
        if self.completion is not None:
            self.choice = (self.choice + step) % len(self.completion.suggestions)
            self._tell()
        elif 0 <= self.seen + step < len(self.past):
            self.past[self.seen] = self.value
            self.seen += step
            self.put(self.past[self.seen])

    def action_next_date(self) -> None:
        self.put(*self.reader.next_date(self.value, self.cursor_position))

    def action_delete_right(self) -> None:
        """As in a shell: with nothing on the line, the end of it."""
        if self.value:
            super().action_delete_right()
        else:
            self.screen.dismiss(None)

    def _cursor_moved(self) -> None:
        if self.value == self._looked and self.completion and self.cursor_position != self.completion.end:
            self.close_list()
