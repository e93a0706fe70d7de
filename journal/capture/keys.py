"""Bytes from the terminal → typed text, pasted text and keys by what they do."""

from __future__ import annotations

import codecs

TYPE_CHECKING = False
if TYPE_CHECKING:
    Event = tuple[str, str]
    """(TEXT, what was typed), (PASTE, what was pasted) or (KEY, its name)."""

TEXT, PASTE, KEY = "text", "paste", "key"
CONTROLS = {
    **{"\x01": "home", "\x02": "left", "\x03": "drop", "\x04": "delete_or_leave", "\x05": "end", "\x06": "right"},
    **{"\x07": "leave", "\x08": "backspace", "\t": "complete", "\n": "save", "\x0b": "kill", "\x0c": "redraw"},
    **{"\r": "save", "\x0e": "down", "\x0f": "stay", "\x10": "up", "\x14": "date", "\x15": "kill_head"},
    **{"\x17": "kill_word", "\x19": "yank", "\x7f": "backspace"},
}
_ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_SIDEWAYS = {"C": "word_right", "D": "word_left"}
SEQUENCES = {
    **{f"{start}{end}": name for start in "[O" for end, name in _ARROWS.items()},
    **{f"[1;{number}{end}": name for number in "359" for end, name in _SIDEWAYS.items()},
    **{"[1~": "home", "[4~": "end", "[7~": "home", "[8~": "end", "[3~": "delete", "[3;5~": "kill_word_right"},
    **{"Oc": "word_right", "Od": "word_left", "[Z": "up", "\r": "stay", "\n": "stay"},
    **{"b": "word_left", "f": "word_right", "d": "kill_word_right", "\x7f": "kill_word_left", "\x08": "kill_word_left"},
}
"""What follows an escape."""
ESCAPE_WAIT, PASTE_WAIT = 0.05, 1.0
"""Seconds after which an escape is the key and not the beginning of a sequence, and a paste has come to a halt."""
_PASTE_BEGINS, _PASTE_ENDS = "[200~", "\x1b[201~"
_LONGEST = 32
"""A control sequence that is longer is none."""
_STRINGS, _STRING_ENDS = "]P_^X", ("\x07", "\x1b\\")
_LONGEST_STRING = 512
"""An answer that the terminal gave to another program and that comes too late, such as its colours, is not longer."""


class Keys:
    """Takes the bytes as they come; what is not complete yet waits for the rest."""

    __slots__ = ("_decoder", "_pasting", "_rest", "_stalled")

    def __init__(self, encoding: str = "utf-8") -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = ""
        self._pasting = False
        self._stalled = False
        """Whether nothing more came of a paste for a while: its end may have been lost."""

    @property
    def patience(self) -> float | None:
        """Seconds after which `flush` has to be asked, if nothing more comes; None if nothing waits."""
        if self._pasting:
            return PASTE_WAIT if self._rest else None
        return ESCAPE_WAIT if self._rest else None

    def feed(self, data: bytes) -> list[Event]:
        """The events in these bytes and in what waited."""
        typed = self._decoder.decode(data)
        is_key = typed in CONTROLS or (typed.startswith("\x1b") and len(typed) < len(_PASTE_ENDS))
        if self._stalled and is_key:
            self._pasting = False  # a key by itself; without this, none would ever do anything again
        self._stalled = False
        text = self._rest + typed
        self._rest = ""
        found: list[Event] = []
        at = 0
        while at < len(text):
            step = (self._paste if self._pasting else self._next)(text, at, found)
            if not step:
                self._rest = text[at:]
                break
            at += step
        return found

    def flush(self) -> list[Event]:
        """Nothing more came: an escape by itself was the key; half a sequence was none; half a paste is shown."""
        rest, self._rest = self._rest, ""
        if self._pasting:
            self._stalled = True
            return [(PASTE, rest)]
        return [(KEY, "leave")] if rest == "\x1b" else []

    def unfinished(self) -> str:
        """Pasted text whose end has not come."""
        return self._rest if self._pasting else ""

    def _next(self, text: str, at: int, found: list[Event]) -> int:
        """Length of the text, key or sequence that begins here; 0 if the rest of it has not come."""
        letter = text[at]
        if letter == "\x1b":
            return self._escape(text, at, found)
        if letter in CONTROLS:
            found.append((KEY, CONTROLS[letter]))
            return 1
        end = at
        while end < len(text) and text[end] >= " " and text[end] != "\x7f":
            end += 1
        if end > at:
            found.append((TEXT, text[at:end]))
        return max(1, end - at)

    def _escape(self, text: str, at: int, found: list[Event]) -> int:
        end = at + 1
        if end == len(text):
            return 0
        if text[end] == "\x1b":
            found.append((KEY, "leave"))
            return 1
        if text[end] in _STRINGS:
            return _string(text, at)
        if text[end] in "[O":
            end += 1
            while end < len(text) and not "@" <= text[end] <= "~" and end - at < _LONGEST:
                end += 1
            if end == len(text):
                return 0
        sequence = text[at + 1 : end + 1]
        if sequence == _PASTE_BEGINS:
            self._pasting = True
        elif sequence in SEQUENCES:
            found.append((KEY, SEQUENCES[sequence]))
        return end + 1 - at

    def _paste(self, text: str, at: int, found: list[Event]) -> int:
        end = text.find(_PASTE_ENDS, at)
        if end < 0:
            return 0  # all of it waits, for its end may come in two halves
        self._pasting = False
        found.append((PASTE, text[at:end]))
        return end - at + len(_PASTE_ENDS)


def _string(text: str, at: int) -> int:
    """Length of a string that begins here with an escape; 0 if its end has not come."""
    ends = [found + len(end) for end in _STRING_ENDS if (found := text.find(end, at + 2)) >= 0]
    if ends:
        return min(ends) - at
    return 2 if len(text) - at > _LONGEST_STRING else 0
