"""Opening: the frame, and the first people, painted before the rest of the program is loaded.

It is one widget, painted line by line: a dozen of them would take longer to mount than the whole first paint may take.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from journal.domain.text import fold
from journal.widgets.frame import EDGE, NARROW, ROOMY, TALL, key_lines, list_width, top_lines
from journal.widgets.line import ACCENT, CURSOR, FAINT, HEAD, LINE, MUTED, cell, key_words, run, spread
from journal.widgets.person_row import heads, person_row, where_of

Docs = Mapping[str, Mapping[str, Any]]
TODAY, CONTACTS = 0, 1
"""The numbers of places; the rows of Contacts are the only ones worth showing so early."""
READING = "reading …"


class OpeningView(Widget, can_focus=True):
    """The page as text."""

    DEFAULT_CSS = "OpeningView { width: 1fr; height: 1fr; color: $foreground; background: $background; }"

    def __init__(self, place: int, day: str) -> None:
        super().__init__()
        self.place, self.day = place, day
        self.people: list[Mapping[str, Any]] = []
        self._lines: list[Content] = []

    def show_people(self, people: Docs) -> None:
        """Show whom there is, by name; once the screen is full, those who come later wait for the place."""
        if len(self.people) > self.size.height:
            return
        here = [(fold(str(doc["name"])), id) for id, doc in people.items() if doc.get("status", "active") == "active"]
        self.people = [people[id] for _, id in sorted(here)]
        self._lines = []
        self.refresh()

    def on_resize(self) -> None:
        self._lines = []

    def render_line(self, y: int) -> Strip:
        self._lines = self._lines or self.lines()
        style = self.visual_style
        line = self._lines[y] if y < len(self._lines) else Content("")
        return Strip(line.render_segments(style)).adjust_cell_length(self.size.width, style.rich_style)

    def lines(self) -> list[Content]:
        """Every line of the terminal."""
        width, height = self.size
        divider = list_width(width)
        body = list(self._body(divider or width, height - 4))[: height - 4]
        body += [Content("")] * (height - 4 - len(body))
        if divider is not None:
            body = [run(cell(line, divider), ("│", LINE)) for line in body]
        right = key_words([("q", "quit")])
        return [*top_lines(width, self.place, self.day, divider), *body, *key_lines(width, run(), right, divider)]

    def _body(self, width: int, height: int) -> Iterator[Content]:
        """The list, on the same lines as the place that follows."""
        tall = self.size.height >= TALL
        text = width - EDGE - (3 if NARROW <= self.size.width < ROOMY else 2)
        edge = " " * EDGE
        if tall:
            yield Content("")
        if self.place == TODAY:
            yield run(edge, spread(text, ("Reach out", HEAD), (READING, MUTED)))
            return
        yield run(edge, spread(text, run(("/ ", MUTED), ("filter", FAINT)), (READING, MUTED)))
        if self.place != CONTACTS:
            return
        if tall:
            yield Content("")
        yield run(edge, heads(text))
        for at, document in enumerate(self.people[:height]):
            row = person_row(document, text, at == 0, name=str(document["name"]), where=where_of(document, text))
            if at:
                yield run(edge, row)
            else:
                lifted = run((CURSOR, ACCENT), " ", row, "  "[: width - EDGE - text]).stylize_before(LIFT)
                yield run(" ", lifted)


LIFT = "on $block-cursor-background"


class OpeningScreen(Screen[None]):
    """Looks like the place that opens in a moment; knows documents only, no records and no rules."""

    def __init__(self, place: int, day: str) -> None:
        super().__init__()
        self.view = OpeningView(place, day)

    def compose(self) -> ComposeResult:
        yield self.view

    def show_people(self, people: Docs) -> None:
        self.view.show_people(people)
