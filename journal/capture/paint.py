"""What the prompt shows, as text for a terminal: the line, what is under it, and the keys at the foot."""

from __future__ import annotations

from journal.capture import cells, colours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journal.capture.choices import Choices
    from journal.capture.terminal import Terminal

    Run = tuple[str, str]
    Row = list[Run]
    Mark = tuple[int, int]
    """A stretch of the line: its first place and the one after its last."""

OFF = "\x1b[0m"
PLACEHOLDER = "coffee with @ana yesterday; send survey fri"
KEYS: Sequence[Run] = (
    *(("enter", "save"), ("tab", "complete"), ("ctrl+t", "date"), ("esc", "keep and close")),
    ("ctrl+o", "save and stay"),
)
CHOOSING: Sequence[Run] = (("tab", "take"), ("↑↓", "choose"), ("enter", "save as it is"), ("esc", "close the list"))
"""What the keys do while a list is open."""
UNSURE: Sequence[Run] = (("enter", "save"), ("tab", "say who"), *KEYS[2:])
"""What they do while a name in the line is in doubt."""
LABEL = 12
"""Width of the column of labels."""
MOST_CHOICES = 6
_GAP = 3
_ROOMY = 3
"""Rows that must be there beside those of the preview before blank ones are put between."""
SIGNS = ("! ", "✓ ", "· ")
"""With these a row begins that is about the line as a whole, and not about a part of it."""
_ASCII = str.maketrans(
    {"✓": "+", "·": "-", "□": "[]", "↓": "v", "↑": "^", "→": "->", "…": "..", "–": "-", "▌": ">", "“": '"', "”": '"'}
)


class Painter:
    """Paints at the place where the cursor stands; `under` rows below it belong to the prompt."""

    __slots__ = ("plain", "styles", "terminal", "under")

    def __init__(self, terminal: Terminal, env: Mapping[str, str], *, plain: bool) -> None:
        self.terminal = terminal
        self.plain = plain
        self.styles = colours.styles(env)
        self.under = 0

    def styled(self, row: Row) -> str:
        """A row with the codes for its colours."""
        text = ""
        for piece, role in row:
            piece = cells.seen(piece)
            style = self.styles.get(role, "")
            text += f"\x1b[{style}m{piece}{OFF}" if style and piece else piece
        return text.translate(_ASCII) if self.plain else text

    def frame(
        self, head: str, tail: str, body: Sequence[Row], marks: Sequence[Mark] = (), keys: Sequence[Run] = KEYS
    ) -> None:
        """Paint everything; `keys` are shown at the foot, with what they do."""
        columns, rows = self.terminal.size()
        below = _arranged(body, keys_row(keys, columns - 2), rows - 1)
        out = ["\x1b[?25l\x1b[?7l"]
        if len(below) > self.under:
            # Makes room first: a screen that scrolls later would take the line away from under the saved cursor.
            out.append("\r" + "\n" * len(below) + f"\x1b[{len(below)}A")
        self.under = len(below)
        out.append(self._line(head, tail, columns, marks))
        out += [f"\r\n{self.styled(row)}\x1b[K" if row else "\r\n\x1b[K" for row in below]
        out.append("\x1b[J" if len(below) < rows - 1 else "")
        self.terminal.write("".join([*out, "\x1b8\x1b[?7h\x1b[?25h"]))

    def line(self, head: str, tail: str, marks: Sequence[Mark]) -> None:
        """Paint the line only; `marks` are underlined."""
        columns, _ = self.terminal.size()
        self.terminal.write(f"\x1b[?25l\x1b[?7l{self._line(head, tail, columns, marks)}\x1b8\x1b[?7h\x1b[?25h")

    def _line(self, head: str, tail: str, columns: int, marks: Sequence[Mark]) -> str:
        """The line, scrolled so that the cursor is seen; its place is saved, for terminals differ about widths."""
        room = max(1, columns - 2)
        at, before = len(head), ""
        if cells.width(head) >= room:
            before, head = cells.ELLIPSIS, cells.fitting_end(head, room - 2)
        left: Row = [("▌", "accent"), (before, ""), *_underlined(head, at - len(head), marks)]
        right = _underlined(cells.cut(tail, room - cells.width(before + head)), at, marks)
        if not head and not tail:
            right = [(cells.cut(PLACEHOLDER, room), "muted")]
        return f"\r{self.styled(left)}\x1b7{self.styled(right)}\x1b[K"

    def restart(self, *, clear: bool) -> None:
        """Begin anew after the size changed; with `clear` on an empty screen, for it is all ours."""
        self.terminal.write("\x1b[H\x1b[J" if clear else "\r\x1b[J")
        self.under = 0


def _underlined(text: str, start: int, marks: Sequence[Mark]) -> Row:
    """A stretch of the line that begins at `start`, with what was not understood in pieces of its own."""
    row: Row = []
    at = 0
    for first, last in sorted((max(0, first - start), last - start) for first, last in marks):
        if first < len(text) and at <= first < last:
            row += [(text[at:first], ""), (text[first:last], "misread")]
            at = last
    return [*row, (text[at:], "")]


def keys_row(keys: Sequence[Run], room: int) -> Row:
    """The keys that fit, the most useful first."""
    row: Row = []
    for key, word in keys:
        taken = len(key) + 1 + len(word) + (_GAP if row else 0)
        if taken > room:
            break
        room -= taken
        row += [(" " * (_GAP if row else 1), ""), (key, "strong"), (f" {word}", "muted")]
    return row


def _arranged(body: Sequence[Row], keys: Row, room: int) -> list[Row]:
    """The rows under the line, with the keys last and blank rows where there is room for them."""
    if room < 2:
        return [body[0] if body else keys][: max(0, room)]
    shown = list(body[: room - 1])
    if room < _ROOMY + len(shown):
        return [*shown, keys]
    return [[], *shown, [], keys] if shown else [[], keys]


def preview_rows(lines: Sequence[tuple[str, list[Run]]], columns: int) -> list[Row]:
    """The preview with its labels in a column of their own, if there is room for one; doubts after a blank row."""
    found: list[Row] = []
    is_apart = False
    for name, pieces in lines:
        is_sign = not name and pieces[0][0] in SIGNS
        if is_sign and not is_apart and found:
            found.append([])
        is_apart = is_apart or is_sign
        indent = 0 if columns < 3 * LABEL or is_sign else LABEL
        for at, row in enumerate(cells.wrap(pieces, max(1, columns - 2 - indent))):
            head = name.ljust(indent) if indent and at == 0 else " " * indent
            found.append([(f" {head}", "muted"), *row])
    return found


def choice_rows(choices: Choices, columns: int, rows: int) -> list[Row]:
    """The part of the list around what is picked."""
    beside = 1 + _ROOMY if rows > 2 * _ROOMY else 2
    room = max(1, min(len(choices.options), MOST_CHOICES, rows - beside))
    first = min(max(0, choices.picked - room + 1), len(choices.options) - room)
    shown = [
        (cells.cut(cells.safe(option.label), columns - 2), option.note)
        for option in choices.options[first : first + room]
    ]
    widest = max(cells.width(name) for name, _ in shown)
    found: list[Row] = []
    for at, (name, note) in enumerate(shown, first):
        mark: Run = ("▌", "accent") if at == choices.picked else (" ", "")
        gap = " " * (widest - cells.width(name) + 2)
        has_room = note and widest + 2 + cells.width(note) <= columns - 2
        found.append(
            [mark, (name, "picked" if at == choices.picked else ""), (gap + note if has_room else "", "muted")]
        )
    return found
