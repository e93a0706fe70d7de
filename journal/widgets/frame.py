"""The frame of a place: its name and the other places on top, the keys that work now at the bottom."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from journal.widgets.line import ACCENT, BOLD, LINE, MUTED, PLAIN, key_words, run, spread

PLACES = ("Today", "Contacts", "Timeline", "Goals", "Prep")
MODES = tuple(place.lower() for place in PLACES)
EDGE = 3
"""Cells before the first letter of every line: the one text edge."""
ROOMY, NARROW = 100, 72
"""Columns from which names get more space, and under which only the open place has a name."""

_KEY_WORDS = {
    "escape": "esc",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_word(key: str) -> str:
    """A key as it is written for people: `esc`, `?`, `ctrl+s`."""
    return _KEY_WORDS.get(key, key)


def right_edge(width: int) -> int:
    return EDGE if width >= NARROW else EDGE - 1


class TopBar(Widget):
    """The name, the five places and the day; the rule below is heavy under the open place."""

    DEFAULT_CSS = "TopBar { height: 2; width: 1fr; color: $foreground; }"

    day: reactive[str] = reactive("")
    divider: reactive[int | None] = reactive(None)

    def __init__(self, place: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.place = place

    def _labels(self) -> Iterator[tuple[int, int, str]]:
        """(number, first cell, label) of each place."""
        roomy = self.size.width >= ROOMY
        at = EDGE + len("journal") + (4 if roomy else 3)
        for number, place in enumerate(PLACES):
            named = self.size.width >= NARROW or number == self.place
            label = f"{number + 1} {place}" if named else str(number + 1)
            yield number, at, label
            at += len(label) + (3 if roomy else 2)

    def render(self) -> RenderResult:
        width = self.size.width
        line, heavy = run(" " * EDGE, ("journal", BOLD)), range(0)
        for number, at, label in self._labels():
            gap = " " * (at - line.cell_length)
            if number == self.place:
                heavy = range(at, at + len(label))
                line = run(line, gap, (label, BOLD))
            else:
                line = run(line, gap, label[:1], (label[1:], MUTED))
        rule = Content.assemble(
            *[("━", ACCENT) if x in heavy else ("┬" if x == self.divider else "─", LINE) for x in range(width)]
        )
        return Content("\n").join([spread(width - right_edge(width), line, (self.day, MUTED)), rule])

    async def on_click(self, event: events.Click) -> None:
        for number, at, label in self._labels():
            if at - 1 <= event.x <= at + len(label):
                await self.app.run_action(f"switch_mode('{MODES[number]}')")


class KeyBar(Widget):
    """The keys that work where the focus is; what does not fit falls from the end, the app's own keys stay."""

    DEFAULT_CSS = "KeyBar { height: 2; width: 1fr; color: $foreground; }"

    divider: reactive[int | None] = reactive(None)
    busy: reactive[str] = reactive("")
    """What is going on, said in place of the keys."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda screen: self.refresh())

    def _pairs(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """(key, word) of what is bound here, and of what the app binds everywhere."""
        here: dict[str, tuple[str, str]] = {}
        everywhere: dict[str, tuple[str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding: Binding = active.binding
            if binding.show and active.enabled and binding.description:
                pairs = everywhere if active.node is self.app else here
                pairs.setdefault(binding.action, (binding.key_display or key_word(binding.key), binding.description))
        return list(here.values()), list(everywhere.values())

    def render(self) -> RenderResult:
        width = self.size.width
        here, everywhere = self._pairs()
        if width < NARROW:
            everywhere = [pair for pair in everywhere if pair[1] == "help"]
        tail = key_words(everywhere)
        inner = width - EDGE - right_edge(width)
        head: Content = (
            run((self.busy, MUTED)) if self.busy else key_words(_fitting(here, inner - tail.cell_length - 3))
        )
        rule = Content.assemble(*[("┴" if x == self.divider else "─", LINE) for x in range(width)])
        return Content("\n").join([rule, Content.assemble((" " * EDGE, PLAIN), spread(inner, head, tail))])


def _fitting(pairs: list[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    shown: list[tuple[str, str]] = []
    for key, word in pairs:
        room -= cell_len(key) + 1 + cell_len(word) + (3 if shown else 0)
        if room < 0:
            break
        shown.append((key, word))
    return shown
