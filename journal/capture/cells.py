"""How a text is laid out in the cells of a terminal: where its characters begin, how wide they are, cutting, wrapping.

Plain ASCII is answered at once; the tables of Unicode are loaded for the first text that needs them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Run = tuple[str, str]

ELLIPSIS = "…"
_SPACES = frozenset("\t\n\v\f\r\x85\u2028\u2029")


class _Safe:
    """What each character becomes in `str.translate`; a table of them would take as long to make as the first paint."""

    def __getitem__(self, number: int) -> str | None:
        letter = chr(number)
        if letter in _SPACES:
            return " "
        if number < 32 or 127 <= number < 160:
            return None
        return "\ufffd" if 0xD800 <= number < 0xE000 else letter


class _Turning:
    """Marks that reorder text, and letters that nobody sees, become nothing; as a table of `str.translate`."""

    def __getitem__(self, number: int) -> str | None:
        turns = 0x202A <= number <= 0x202E or 0x2066 <= number <= 0x2069 or number in (0x061C, 0x200E, 0x200F)
        return None if turns or 0xE0000 <= number < 0xE1000 else chr(number)


def safe(text: str) -> str:
    """The text without anything that would move the cursor or ring a bell."""
    return text if text.isascii() and text.isprintable() else text.translate(_Safe())


def seen(text: str) -> str:
    """The text without anything that would turn around what stands beside it, as it is painted."""
    return text if text.isascii() else safe(text).translate(_Turning())


def starts(text: str) -> Sequence[int]:
    """Where each character begins as people see them: a letter with its marks, an emoji of several parts."""
    if text.isascii():
        return range(len(text))
    from journal.capture import clusters

    return clusters.starts(text)


def split(text: str) -> Sequence[str]:
    """The characters of a text as people see them."""
    if text.isascii():
        return text
    begin = starts(text)
    return [text[start:end] for start, end in zip(begin, [*begin[1:], len(text)], strict=True)]


def width(text: str) -> int:
    """Cells that the text takes."""
    if text.isascii():
        return len(text)
    from journal.capture import clusters

    return sum(map(clusters.width, split(text)))


def cut(text: str, room: int) -> str:
    """The text, or as much of it as fits with an ellipsis; a wide character is never halved."""
    if width(text) <= room:
        return text
    return f"{fitting(text, room - 1).rstrip()}{ELLIPSIS}" if room > 0 else ""


def fitting(text: str, room: int) -> str:
    """The beginning of the text that fits."""
    if text.isascii():
        return text[: max(0, room)]
    kept = []
    for character in split(text):
        room -= width(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept)


def fitting_end(text: str, room: int) -> str:
    """The end of the text that fits."""
    if text.isascii():
        return text[max(0, len(text) - room) :] if room > 0 else ""
    kept = 0
    for character in reversed(split(text)):
        room -= width(character)
        if room < 0:
            break
        kept += len(character)
    return text[len(text) - kept :]


def wrap(runs: Sequence[Run], room: int) -> list[list[Run]]:
    """Pieces (text, role) in rows of at most `room` cells, broken at spaces; a longer word is cut."""
    rows: list[list[Run]] = [[]]
    used = 0
    for text, role in runs:
        for word in _words(safe(text)):
            if used and used + width(word.rstrip()) > room:
                rows.append([])
                used, word = 0, word.lstrip()
            word = cut(word, room)
            rows[-1].append((word, role))
            used += width(word)
    return rows


def _words(text: str) -> list[str]:
    """Words, each with the space before it."""
    found: list[str] = []
    at = 0
    while at < len(text):
        begin = len(text) - len(text[at:].lstrip(" "))
        end = text.find(" ", begin)
        end = len(text) if end < 0 else end
        found.append(text[at:end])
        at = end
    return found
