"""Text from people and files: `clean` makes it safe to keep, `fold` makes it comparable. Standard library only."""

from __future__ import annotations

import unicodedata

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_LINES = {**_CONTROLS, **_SURROGATES, 0x09: "\t", 0x0A: "\n", 0x2028: "\n", 0x2029: "\n"}
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


def clean(text: str) -> str:
    """One line as it may be kept: no control characters, NFC, trimmed, line breaks as spaces."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", text.replace("\r\n", " ").replace("\r", " ").translate(_ONE_LINE)).strip()


def clean_lines(text: str) -> str:
    """Several lines as they may be kept: like `clean`, with line breaks and tabs left in."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)
    return unicodedata.normalize("NFC", text).strip()


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
