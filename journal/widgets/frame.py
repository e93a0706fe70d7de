"""The frame of a place: its name and the other places on top, the keys that work now at the bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.widget import Widget

from journal.widgets.line import ACCENT, BOLD, LINE, MUTED, PLAIN, key_words, run, spread

PLACES = ("Today", "Contacts", "Timeline", "Goals", "Prep")
NAME = "journal"
MODES = tuple(place.lower() for place in PLACES)
EDGE = 3
"""Cells before the first letter of every line: the one text edge."""
NARROW, ROOMY, HUGE = 72, 100, 160
"""Columns under which only the open place has a name, from which there are two panes, and from which both are wide."""
TALL = 30
"""Lines from which there is room to breathe."""
BREAKPOINTS = (
    [(0, "-tiny"), (NARROW, "-one"), (ROOMY, "-two"), (HUGE, "-huge")],
    [(0, "-short"), (TALL, "-tall")],
)
"""Columns and lines from which a screen has a class: how many panes there are, and whether there is room to breathe."""

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


def in_order(bindings: Iterable[ActiveBinding]) -> list[ActiveBinding]:
    """Bindings in the order in which they are written down: one whose key the user moved keeps its place."""
    actives = list(bindings)
    nodes: dict[DOMNode, dict[str, int]] = {}
    for active in actives:
        nodes.setdefault(active.node, _places(active.node))
    whose = {node: at for at, node in enumerate(nodes)}
    return sorted(actives, key=lambda active: (whose[active.node], nodes[active.node].get(active.binding.id or "", 0)))


def _places(node: DOMNode) -> dict[str, int]:
    """Id of every binding of a class and its bases → its place; those named in KEYS_FIRST come before all others."""
    first: Sequence[str] = getattr(node, "KEYS_FIRST", ())
    written = (each for base in reversed(type(node).__mro__) for each in vars(base).get("BINDINGS", ()))
    places = {each.id: at for at, each in enumerate(written, 1) if isinstance(each, Binding) and each.id}
    return places | {id: at - len(first) for at, id in enumerate(first)}


def right_edge(width: int) -> int:
    return EDGE if width >= NARROW else EDGE - 1


def list_width(width: int, *, board: bool = False) -> int | None:
    """Cells of the list beside a page, fewer beside a board; None where only one of them is shown."""
    usual, wide = (42, 60) if board else (60, 84)
    return None if width < ROOMY else usual if width < HUGE else wide


def labels(width: int, place: int) -> Iterator[tuple[int, int, str]]:
    """(number, first cell, label) of each place in the top bar."""
    roomy = width >= ROOMY
    at = EDGE + len(NAME) + (4 if roomy else 3)
    for number, name in enumerate(PLACES):
        named = width >= NARROW or number == place
        label = f"{number + 1} {name}" if named else str(number + 1)
        yield number, at, label
        at += len(label) + (3 if roomy else 2)


def top_lines(width: int, place: int, day: str, divider: int | None) -> list[Content]:
    """The name, the five places and the day; the rule below is heavy under the open place."""
    line, heavy = run(" " * EDGE, (NAME, BOLD)), range(0)
    for number, at, label in labels(width, place):
        gap = " " * (at - line.cell_length)
        if number == place:
            heavy = range(at, at + len(label))
            line = run(line, gap, (label, BOLD))
        else:
            line = run(line, gap, label[:1], (label[1:], MUTED))
    return [spread(width - right_edge(width), line, (day, MUTED)), _rule(width, "┬", divider, heavy)]


def key_lines(width: int, left: Content, right: Content, divider: int | None) -> list[Content]:
    """A rule, and below it keys with their words."""
    inner = width - EDGE - right_edge(width)
    return [_rule(width, "┴", divider), Content.assemble((" " * EDGE, PLAIN), spread(inner, left, right))]


def _rule(width: int, joint: str, divider: int | None, heavy: range = range(0)) -> Content:
    """A thin line, heavy over some cells, with a joint where the line between the panes meets it."""
    inside = [at for at in (heavy.start, heavy.stop, divider) if at is not None and 0 < at < width]
    cuts = sorted({0, width, *inside, *([divider + 1] if divider is not None else [])})
    pieces: list[tuple[str, str]] = []
    for start, end in pairwise(cuts):
        thick = start in heavy
        glyph = "━" if thick else joint if start == divider else "─"
        pieces.append((glyph * (end - start), ACCENT if thick else LINE))
    return Content.assemble(*pieces)


class TopBar(Widget):
    """The name, the five places and the day."""

    DEFAULT_CSS = "TopBar { height: 2; width: 1fr; color: $foreground; }"

    day: reactive[str] = reactive("")
    divider: reactive[int | None] = reactive(None)

    def __init__(self, place: int, *, go: str = "app.go", id: str | None = None) -> None:
        super().__init__(id=id)
        self.place, self.go = place, go

    def render(self) -> RenderResult:
        return Content("\n").join(top_lines(self.size.width, self.place, self.day, self.divider))

    async def on_click(self, event: events.Click) -> None:
        for number, at, label in labels(self.size.width, self.place):
            if at - 1 <= event.x <= at + len(label):
                await self.run_action(f"{self.go}('{MODES[number]}')")


class KeyBar(Widget):
    """The keys that work where the focus is; what does not fit falls from the end, the app's own keys stay."""

    DEFAULT_CSS = "KeyBar { height: 2; width: 1fr; color: $foreground; }"

    divider: reactive[int | None] = reactive(None)
    busy: reactive[str] = reactive("")
    """What is going on, said in place of the keys."""
    covered: reactive[bool] = reactive(False)
    """Whether a dialog is over the screen: then none of these keys works."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda screen: self.refresh())

    def pairs(self) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
        """Action → (key, word) of what is bound here, and of what the app binds everywhere."""
        here: dict[str, tuple[str, str]] = {}
        everywhere: dict[str, tuple[str, str]] = {}
        for active in in_order(self.screen.active_bindings.values()):
            binding: Binding = active.binding
            if binding.show and active.enabled and binding.description:
                pairs = everywhere if active.node is self.app else here
                pairs.setdefault(binding.action, (binding.key_display or key_word(binding.key), binding.description))
        return here, everywhere

    def render(self) -> RenderResult:
        width = self.size.width
        here, everywhere = ({}, {}) if self.covered else self.pairs()
        right = key_words(pair for pair in everywhere.values() if width >= NARROW or pair[1] == "help")
        room = width - EDGE - right_edge(width) - right.cell_length - 3
        left: Content = run((self.busy, MUTED)) if self.busy else key_words(fitting(list(here.values()), room))
        return Content("\n").join(key_lines(width, left, right, self.divider))


def fitting(pairs: list[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    """As many of the keys with their words, from the first on, as fit into `room` cells."""
    shown: list[tuple[str, str]] = []
    for key, word in pairs:
        room -= cell_len(key) + 1 + cell_len(word) + (3 if shown else 0)
        if room < 0:
            break
        shown.append((key, word))
    return shown
