"""Editing one line of text: the cursor, moves by character and by word, killing and yanking. Knows no terminal."""

from __future__ import annotations

from journal.capture import cells

_BREAKS = ("\r\n", "\r", "\u2028", "\u2029")


class Line:
    """The text and where the cursor stands in it."""

    __slots__ = ("at", "killed", "text")

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.at = len(text)
        self.killed = ""

    @property
    def head(self) -> str:
        return self.text[: self.at]

    @property
    def tail(self) -> str:
        return self.text[self.at :]

    def put(self, text: str, at: int | None = None) -> None:
        """Make this the text, with the cursor at its end or where it is told."""
        self.text = text
        self.at = len(text) if at is None else at

    def insert(self, text: str) -> None:
        """Text typed at the cursor; what is no text is left out."""
        text = cells.safe(text)
        self.put(self.head + text + self.tail, self.at + len(text))

    def paste(self, text: str) -> None:
        """Text that was pasted; several lines become one, with `; ` between."""
        self.insert(pasted(text))

    def erase(self, start: int, end: int, *, keep: bool = False) -> None:
        """Take out a stretch; with `keep` it can be yanked."""
        if keep and end > start:
            self.killed = self.text[start:end]
        self.put(self.text[:start] + self.text[end:], start)

    def before(self) -> int:
        """Where the character left of the cursor begins."""
        return max((start for start in cells.starts(self.text) if start < self.at), default=0)

    def after(self) -> int:
        """Where the character right of the cursor ends."""
        return min((start for start in cells.starts(self.text) if start > self.at), default=len(self.text))

    def word_before(self) -> int:
        """Where the word left of the cursor begins."""
        at = self.at
        while at and not self.text[at - 1].isalnum():
            at -= 1
        begins = frozenset(cells.starts(self.text))
        while at and (self.text[at - 1].isalnum() or at - 1 not in begins):
            at -= 1
        return at

    def word_after(self) -> int:
        """Where the word right of the cursor ends."""
        at, begins = self.at, frozenset(cells.starts(self.text))
        while at < len(self.text) and not self.text[at].isalnum():
            at += 1
        while at < len(self.text) and (self.text[at].isalnum() or at not in begins):
            at += 1
        return at

    def spaced_word_before(self) -> int:
        """Where the word left of the cursor begins if only spaces part words."""
        return self.head.rfind(" ", 0, len(self.head.rstrip(" "))) + 1


def pasted(text: str) -> str:
    """Several lines as one, with `; ` between; one line as it is."""
    for line_break in _BREAKS:
        text = text.replace(line_break, "\n")
    lines = text.split("\n")
    if len(lines) > 1:
        lines = [line for part in lines if (line := cells.safe(part).strip())]
    return cells.safe("; ".join(lines))


def move(line: Line, name: str) -> None:
    """Move the cursor."""
    places = {"left": line.before, "right": line.after, "word_left": line.word_before, "word_right": line.word_after}
    line.at = {"home": 0, "end": len(line.text)}[name] if name in ("home", "end") else places[name]()


def erase(line: Line, name: str) -> None:
    """Take out a character, a word or more; what is killed can be yanked."""
    if name == "backspace":
        line.erase(line.before(), line.at)
    elif name == "delete":
        line.erase(line.at, line.after())
    elif name == "kill":
        line.erase(line.at, len(line.text), keep=True)
    elif name == "kill_word_right":
        line.erase(line.at, line.word_after(), keep=True)
    elif name == "kill_head":
        line.erase(0, line.at, keep=True)
    else:
        line.erase(line.spaced_word_before() if name == "kill_word" else line.word_before(), line.at, keep=True)


MOVES = ("left", "right", "home", "end", "word_left", "word_right")
ERASURES = ("backspace", "delete", "kill", "kill_head", "kill_word", "kill_word_left", "kill_word_right")
