"""MergeDialog: two records of perhaps one person side by side; one chooses what stays, or says that they are two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, Literal, NamedTuple

from textual import getters
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.choose import ChooseDialog
from journal.dialogs.dialog import SHARE, Dialog
from journal.domain.merging import Side, Sides, other
from journal.widgets.line import BOLD, DONE, HEAD, MUTED, NONE, PLAIN, SUCCESS, cell, key_words, run, veiled, wrap
from journal.widgets.row_list import RowList

LABEL, SIGN = 12, 2
SIDE_BY_SIDE = 96
"""Columns of the terminal from which on both records are seen at once."""
AROUND = 10
"""Cells beside the text of a row: the frame, its inner space, the gutter and the margin."""
HEADS: dict[Side, str] = {"first": "first record", "second": "second record"}
LOW = 22
"""Lines of the terminal below which only what has to be chosen is shown, and the shortest account of it."""
SMALLEST = 3
"""Rows that are seen at once at least."""


class MergeRow(NamedTuple):
    """What both records say about one thing; where `group` is "" both stay."""

    label: str
    first: str
    second: str
    group: str = ""


Answer = Sides | Literal["different"]


class MergeDialog(Dialog[Answer]):
    """Returns the chosen sides, "different", or None for later. `becomes` tells in lines what a choice leads to."""

    WIDTH = 92
    CHROME = 5
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose('first')", "left", tooltip="Keep what the first record says", id="dialog.left"),
        Binding("right", "choose('second')", "right", tooltip="Keep what the second record says", id="dialog.right"),
        Binding("tab", "turn", "other record", tooltip="Show the other record", id="dialog.turn", show=False),
        Binding("n", "dismiss('different')", "not the same", tooltip="Two people: never ask again", id="dialog.no"),
        Binding("escape", "dismiss(None)", "later", tooltip="Leave both as they are", id="dialog.close"),
    ]

    rows = getters.query_one("#rows", RowList)

    def __init__(
        self,
        why: str,
        rows: Sequence[MergeRow],
        sides: Sides,
        becomes: Callable[[Sides], Sequence[tuple[str, str]]],
        *,
        hidden: bool = False,
    ) -> None:
        super().__init__("The same person?")
        self.why, self.becomes, self.hidden = why, becomes, hidden
        self.sides: dict[str, Side] = dict(sides)
        self.facts = [row for row in rows if row.first or row.second]
        self.shown: Side = "first"

    def inside(self) -> Iterable[Widget]:
        yield Static(id="why", classes="said")
        yield Static(id="heads")
        yield RowList[MergeRow](self._draw, key=lambda row: row.label, gutter=2, margin=2, id="rows")
        yield Static(id="becomes")

    def foot(self) -> Iterator[Widget]:
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.rows.show(self.facts, 0)

    def on_resize(self) -> None:
        super().on_resize()
        self._write()

    def veil(self, on: bool) -> None:
        """Hide what the records say, or show it."""
        self.hidden = on
        self._write()

    @property
    def both(self) -> bool:
        """Whether there is room for both records at once."""
        return self.size.width >= SIDE_BY_SIDE

    def action_choose(self, side: Side) -> None:
        row = self.rows.current
        if row is None:
            return
        if row.group:
            self.sides[row.group] = side
        self.shown = side
        self._write()

    def action_turn(self) -> None:
        self.shown = other(self.shown)
        self._write()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        event.stop()
        self.dismiss(self.sides)

    def _write(self) -> None:
        """Show everything as it is chosen now, in the room there is."""
        width = min(self.WIDTH, int(self.size.width * SHARE)) - 6
        low = self.size.height < LOW
        result = self._result(width)[: 1 if low else None]
        why = self.query_one("#why", Static)
        why.display = not low
        why.update(Content("\n").join(wrap((self.why, MUTED), width)))
        self.query_one("#heads", Static).update(self._heads(width))
        becomes = self.query_one("#becomes", Static)
        becomes.update(Content("\n").join(["", *result]))
        becomes.styles.height = 1 + len(result)
        turn = (("tab", "other"),) if self.wide and not self.both else ()
        side = "choose a side" if self.both else "choose" if self.wide else "side"
        no = ("n", "not the same" if self.wide else "two people")
        keys = [("← →", side), *turn, ("enter", "merge"), no, ("esc", "later")]
        self.query_one("#keys", Static).update(key_words(keys))
        said = 0 if low else len(wrap((self.why, MUTED), width)) + 1
        room = self.room - said - 1 - len(result) - 1
        self.rows.styles.height = max(SMALLEST, min(len(self.facts), room))
        self.rows.refresh()

    def _heads(self, width: int) -> Content:
        sides = list(HEADS) if self.both else [self.shown]
        each = self._width(width - AROUND + 6)
        return run(" " * (2 + LABEL + 1), *(cell((" " * SIGN + HEADS[side], HEAD), each + SIGN + 1) for side in sides))

    def _width(self, width: int) -> int:
        """Cells for what one record says."""
        columns = 2 if self.both else 1
        return max(8, (width - LABEL - 1) // columns - SIGN - 1)

    def _draw(self, row: MergeRow, width: int, here: bool) -> Content:
        sides: list[Side] = ["first", "second"] if self.both else [self.shown]
        each = self._width(width)
        return run(cell((row.label, MUTED), LABEL), " ", *(self._side(row, side, each, here) for side in sides))

    def _side(self, row: MergeRow, side: Side, width: int, here: bool) -> Content:
        text = row.first if side == "first" else row.second
        stays = self.sides.get(row.group) == side if row.group else bool(text)
        style = (BOLD if here and row.group else PLAIN) if stays else MUTED
        sign = run((f"{DONE} " if stays else "  ", SUCCESS))
        shown = run((self._seen(text) or NONE, style), *self._instead(row, side, stays=stays))
        return run(sign, cell(shown, width), " ")

    def _instead(self, row: MergeRow, side: Side, *, stays: bool) -> list[tuple[str, str]]:
        """What stays instead, where only one record is seen at once."""
        text = row.second if side == "first" else row.first
        if self.both or stays or not row.group or row.first == row.second:
            return []
        return [(f"   {'second' if side == 'first' else 'first'}: ", MUTED), (self._seen(text) or NONE, PLAIN)]

    def _result(self, width: int) -> list[Content]:
        (name, rest), *more = self.becomes(self.sides)
        first = run((self._seen(name), BOLD), (self._seen(rest) if self.hidden else rest, MUTED))
        lines = wrap(first, width - LABEL - 5, most=1 if self.size.height < LOW else None)
        for text, after in more:
            lines += wrap(run((self._seen(text), MUTED), (after, MUTED)), width - LABEL - 5)
        head = ["becomes", *[""] * (len(lines) - 1)]
        return [run("  ", cell((word, MUTED), LABEL + 1 + SIGN), line) for word, line in zip(head, lines, strict=True)]

    def _seen(self, text: str) -> str:
        return veiled(text) if self.hidden else text


class PairsDialog(ChooseDialog):
    """One pair of many; there is room for two names in a row."""

    WIDTH = 92

    @classmethod
    def room_of(cls, width: int) -> int:
        """Cells for a row in a terminal of this width."""
        return min(cls.WIDTH, int(width * SHARE)) - AROUND
