"""Spans: where words of a filter stand in a text as it is shown, so that they can be marked."""

from __future__ import annotations

from collections.abc import Iterable

from journal.domain.text import fold

Span = tuple[int, int]
_BREAKS = str.maketrans("\n\t", "  ")


def match_spans(text: str, words: Iterable[str]) -> list[Span]:
    """The places (start, end) in `text` where one of the folded words is found, in order and not touching each other.

    A letter that folds to several (ß to ss) is marked whole, and marks that stand on a letter belong to it.
    """
    if text.isascii():
        folded, starts, ends = text.lower(), None, None
    else:
        folded, starts, ends = _folded(text)
    found: list[Span] = []
    folded = folded.translate(_BREAKS)
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            end = at + len(word)
            found.append((at, end) if starts is None or ends is None else (starts[at], ends[end - 1]))
            at = folded.find(word, end)
    return _joined(sorted(found)) if found else found


def _folded(text: str) -> tuple[str, list[int], list[int]]:
    """The text folded; for each of its letters, where the letter it comes from begins and ends."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, letter in enumerate(text):
        piece = fold(letter)
        if not piece and ends:  # a mark on the letter before
            begun = starts[-1]
            for place in range(len(ends) - 1, -1, -1):
                if starts[place] != begun:
                    break
                ends[place] = at + 1
        pieces.append(piece)
        starts += [at] * len(piece)
        ends += [at + 1] * len(piece)
    return "".join(pieces), starts, ends


def _joined(spans: list[Span]) -> list[Span]:
    joined = spans[:1]
    for start, end in spans[1:]:
        last_start, last_end = joined[-1]
        if start <= last_end:
            joined[-1] = last_start, max(end, last_end)
        else:
            joined.append((start, end))
    return joined
