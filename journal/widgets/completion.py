"""Completion: what could stand in a field instead of the part being typed; Suggestions: the list under the field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from journal.domain.text import fold
from journal.widgets.line import ACCENT, BOLD, CURSOR, MUTED, PLAIN, exact, run, spread

MOST = 6
"""Suggestions shown at once."""


class Suggestion(NamedTuple):
    """A text that may be taken, and a word about it."""

    text: str
    note: str = ""


class Completion(NamedTuple):
    """What may replace `text[start:end]` of a field. `closed`: only these are valid, so the first one is offered."""

    start: int
    end: int
    suggestions: Sequence[Suggestion]
    closed: bool = True


Completer = Callable[[str, int], Completion | None]
"""(text, cursor) → what may replace the part the cursor is in."""


def part_at(text: str, cursor: int, separators: str) -> tuple[int, int]:
    """Start and end of the part around the cursor, without the spaces around it."""
    start = max((text.rfind(separator, 0, cursor) for separator in separators), default=-1) + 1
    ends = [found for separator in separators if (found := text.find(separator, cursor)) >= 0]
    end = min(ends, default=len(text))
    while start < cursor and text[start] == " ":
        start += 1
    return start, max(start, len(text[:end].rstrip()))


def words_completer(words: Sequence[str], *, many: bool, closed: bool = True, mark: str = "") -> Completer:
    """Completes one of `words`, or each of several between commas (with a `mark` such as "#": between spaces)."""
    folded = [(fold(word), word) for word in words]
    separators = (" ," if mark else ",") if many else ""

    def complete(text: str, cursor: int) -> Completion | None:
        start, end = part_at(text, cursor, separators)
        typed = fold(text[start:cursor]).removeprefix(mark)
        if not typed:
            return None
        taken = {fold(part.strip().removeprefix(mark)) for part in _others(text, start, end, separators)}
        near = [word for key, word in folded if key.startswith(typed) and key not in taken]
        if not near or (typed == fold(near[0]) and len(near) == 1):
            return None
        return Completion(start, end, [Suggestion(mark + word) for word in near], closed)

    return complete


def _others(text: str, start: int, end: int, separators: str) -> Iterator[str]:
    """The parts of a list before and after the one from `start` to `end`."""
    for side in (text[:start], text[end:]):
        for separator in separators:
            side = side.replace(separator, "\n")
        yield from side.split("\n")


class Suggestions(Widget):
    """The list of suggestions. It floats over the dialog, or stands `inside` it.

    The field keeps the focus and the keys.
    """

    DEFAULT_CSS = """
    Suggestions {
        display: none;
        layer: suggestions;
        position: absolute;
        width: auto;
        height: auto;
        background: $panel;
        color: $foreground;
        pointer: pointer;
    }
    Suggestions.-inside { layer: default; position: relative; background: $surface; }
    """

    @dataclass
    class Taken(Message):
        """A suggestion was clicked."""

        index: int

    def __init__(self, *, inside: bool = False) -> None:
        super().__init__(classes="-inside" if inside else "")
        self.all: Sequence[Suggestion] = ()
        self.choice = -1

    def offer(self, suggestions: Sequence[Suggestion], choice: int, field: Region) -> None:
        """Show suggestions under the region of a field, or above it where there is no room below."""
        room = self.screen.region
        shown = min(MOST, len(suggestions))
        width = max(len(max((suggestion.text for suggestion in suggestions[:200]), key=len)) + 4, 16)
        width = min(max(width + 14 * any(s.note for s in suggestions[:MOST]), 16), room.right - field.x)
        below = field.bottom + shown <= room.bottom
        self.styles.offset = (field.x, field.bottom if below else max(room.y, field.y - shown))
        self.fill(suggestions, choice, width)

    def fill(self, suggestions: Sequence[Suggestion], choice: int, width: int) -> None:
        """Show suggestions where the list is, `width` cells wide."""
        self.all, self.choice = suggestions, choice
        self.display = True
        self.styles.width, self.styles.height = width, min(MOST, len(suggestions))
        self.refresh(layout=True)

    def close(self) -> None:
        self.display = False
        self.all, self.choice = (), -1

    @property
    def _first(self) -> int:
        """The first one shown: the list scrolls with the choice."""
        return max(0, self.choice - MOST + 1)

    def render(self) -> RenderResult:
        shown = self.all[self._first : self._first + MOST]
        return Content("\n").join([self._line(at, each) for at, each in enumerate(shown, self._first)])

    def _line(self, at: int, suggestion: Suggestion) -> Content:
        here = at == self.choice
        room = self.size.width - 2
        fits = cell_len(suggestion.text) + cell_len(suggestion.note) + 2 <= room
        text = spread(room, (suggestion.text, BOLD if here else PLAIN), (suggestion.note if fits else "", MUTED))
        return exact(run((CURSOR if here else " ", ACCENT), text), self.size.width)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Taken(self._first + event.y))
