"""WhyDialog: a score explained term by term: why somebody comes up now, and how warm the tie is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.paged import PagedDialog
from journal.widgets.line import HEAD, MUTED, PLAIN, Piece, cell, key_words, run, spread, wrap
from journal.widgets.page import Lines


class Terms(NamedTuple):
    """A sum: its head, the whole at the right, the parts as (words, figure), and what else there is to say."""

    head: str
    whole: Piece
    parts: Sequence[tuple[str, str]]
    says: str = ""


class WhyDialog(PagedDialog[None]):
    """Shows sums and their parts; returns nothing."""

    WIDTH = 76
    CHROME = 5
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,w,q,enter", "dismiss(None)", "close", tooltip="Close", id="why.close"),
    ]

    def __init__(self, title: str, sums: Iterable[Terms]) -> None:
        super().__init__(title)
        self.sums = list(sums)

    def foot(self) -> Iterator[Widget]:
        yield Static(key_words([("esc", "close")]), id="keys")

    def write(self, lines: Lines) -> None:
        """The sums under each other."""
        for number, terms in enumerate(self.sums):
            if number:
                lines.gap()
            lines.add(spread(lines.width, (terms.head, HEAD), terms.whole))
            figures = max((len(figure) for _, figure in terms.parts), default=0)
            for words, figure in terms.parts:
                _part(words, figure, figures, lines)
            if terms.says:
                lines.muted(terms.says)


def _part(words: str, figure: str, figures: int, lines: Lines) -> None:
    """A part of a sum: its words wrapped, its figure at the right of the first line."""
    for number, line in enumerate(wrap((words, PLAIN), max(8, lines.width - figures - 2))):
        right = run(cell((figure, MUTED), figures, "right")) if not number else ""
        lines.add(spread(lines.width, line, right))
