"""Text from people and files: `clean` makes it safe to keep, `shown` safe to show, `fold` comparable.

Standard library only, and of that only what `journal capture` has loaded already.
"""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_LINES = {**_CONTROLS, **_SURROGATES, 0x09: "\t", 0x0A: "\n", 0x2028: "\n", 0x2029: "\n"}
_SHOWN = {**_LINES, 0x09: " ", 0x85: " "}
_ONE_LINE = {
    **_CONTROLS,
    **_SURROGATES,
    0x09: " ",
    0x0A: " ",
    0x0B: " ",
    0x0C: " ",
    0x85: " ",
    0x2028: " ",
    0x2029: " ",
}
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "’": "'"}
)
_SEPARATORS = str.maketrans({"-": " ", "_": " ", ".": " ", "·": " "})
MOST_MARKS = 8
"""Accents on one letter that are shown; no language needs more, and a flood of them runs over the lines around."""
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Reorders what stands beside it."""
_UNSEEN = "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
_TONES = "\U0001f3fb-\U0001f3ff"
_PICTURES = "\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MARKS += "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HIDDEN = f"[{_TURNING}{_UNSEEN}{_TONES}\u200d]"
_DOUBTFUL = f"[{_TURNING}{_UNSEEN}{_TONES}{_MARKS}\u00ad\u200d\U0001f1e6-\U0001f1ff]"
_JOINED = f"([{_PICTURES}])(?:[{_UNSEEN}{_TONES}]*\u200d[{_PICTURES}])+"
_KEY = f"([0-9#*])[{_UNSEEN}]+\u20e3"
_UNHELD = f"\u200d[{_PICTURES}]|{_HIDDEN}"
_CLUSTER = f"([^\x1b{_HIDDEN[1:-1]}{_MARKS}]?)((?:[{_MARKS}]|{_UNHELD})*(?:{_UNHELD})[{_MARKS}]*)"
_LETTERS_FOR = {0xAD: "-", **{0x1F1E6 + at: chr(65 + at) for at in range(26)}}
"""A soft hyphen, and half a flag → its letter: terminals do not agree how many cells these take."""


def clean(text: str) -> str:
    """One line as it may be kept: no control characters, NFC, trimmed, line breaks as spaces."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", text.replace("\r\n", " ").replace("\r", " ").translate(_ONE_LINE)).strip()


def clean_lines(text: str) -> str:
    """Several lines as they may be kept: like `clean`, with line breaks and tabs left in."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)
    return unicodedata.normalize("NFC", text).strip()


def shown(text: str) -> str:
    """Text as every terminal shows it, in the same cells: nothing that turns lines around, no flood of accents.

    Line breaks stay, other control characters do not. An emoji made of several is shown as its first, a flag as its
    letters.
    """
    if text.isprintable() and text.isascii():
        return text
    import re

    if not text.isprintable():
        text = text.translate(_SHOWN)
    if not re.search(_DOUBTFUL, text):
        return text
    text = re.sub(_KEY, r"\1", re.sub(_JOINED, r"\1", text))
    return _without_floods(re.sub(_HIDDEN, "", text)).translate(_LETTERS_FOR)


def shown_in(text: str, cells: Callable[[str], int]) -> str:
    """Like `shown`, but with spaces where it would take less room than `cells` has measured for it."""
    if text.isascii():
        return text
    import re

    if not re.search(_DOUBTFUL, text):
        return text

    def held(found: re.Match[str]) -> str:
        first = found[1] + re.sub(f"\u20e3|{_UNHELD}", "", found[2])
        return first + " " * (cells(found[0]) - cells(first))

    return _without_floods(re.sub(_CLUSTER, held, text)).translate(_LETTERS_FOR)


def _without_floods(text: str) -> str:
    import re

    return re.sub(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+", r"\1", text)


def fold(text: str) -> str:
    """Text for comparing: case and accents gone, letters such as ø, ł and ß written in plain ones."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join([letter for letter in text if not unicodedata.combining(letter)])
    return text.translate(_LETTERS).casefold()


def fold_name(text: str) -> str:
    """A name for comparing: folded, with `-`, `_`, `.` and spaces all the same."""
    return " ".join(fold(text).translate(_SEPARATORS).split())
