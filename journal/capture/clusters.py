"""Characters as people see them, made of one or more code points, and their width. After Unicode UAX 29 and UAX 11."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_ZWJ, _ZWNJ, _EMOJI_STYLE = "\u200d", "\u200c", "\ufe0f"
_NO_WIDTH = frozenset("\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
_PICTURES = (
    *((0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139)),
    *((0x2190, 0x21FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x25A0, 0x27BF), (0x2900, 0x297F), (0x2B00, 0x2BFF)),
    *((0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF)),
)
_L, _V, _T = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)
"""Parts of Korean syllables that are typed one by one: initial, vowel, final."""


def starts(text: str) -> list[int]:
    """The index at which each character begins."""
    found: list[int] = []
    flags = 0
    for at, letter in enumerate(text):
        is_flag = "\U0001f1e6" <= letter <= "\U0001f1ff"
        if not at or not (_joins(text, found[-1], at) or (is_flag and flags % 2)):
            found.append(at)
        flags = flags + 1 if is_flag else 0
    return found


def _joins(text: str, start: int, at: int) -> bool:
    """Whether the code point belongs to the character that begins at `start`."""
    letter, before = text[at], text[at - 1]
    if _extends(letter):
        return True
    if before == _ZWJ:
        return _is_picture(text[start]) and _is_picture(letter)
    number, last = ord(letter), ord(before)
    if last in _L:
        return number in _L or number in _V or 0xAC00 <= number <= 0xD7A3
    if last in _V or 0xAC00 <= last <= 0xD7A3:
        return number in _V or number in _T
    return last in _T and number in _T


def _extends(letter: str) -> bool:
    if letter < "\u0300":
        return False
    return (
        letter in (_ZWJ, _ZWNJ)
        or category(letter)[0] == "M"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )


def _is_picture(letter: str) -> bool:
    number = ord(letter)
    return any(first <= number <= last for first, last in _PICTURES)


def width(character: str) -> int:
    """Cells that one character takes: 0, 1 or 2."""
    first = character[0]
    if "\U0001f3fb" <= first <= "\U0001f3ff":
        return 2
    if first in _NO_WIDTH or _extends(first):
        return 0
    if east_asian_width(first) in "WF" or _EMOJI_STYLE in character:
        return 2
    return 2 if "\U0001f1e6" <= first <= "\U0001f1ff" and len(character) > 1 else 1
