"""Values of vCard properties: escapes undone, lists and structures taken apart."""

from __future__ import annotations

import re

ESCAPE = re.compile(r"\\(.)", re.DOTALL)
LETTERS = {"n": "\n", "N": "\n"}


def unescaped(text: str) -> str:
    """The text without its backslashes; what stands after an unknown one stays."""
    return ESCAPE.sub(lambda found: LETTERS.get(found[1], found[1]), text) if "\\" in text else text


def split(text: str, mark: str) -> list[str]:
    """The raw pieces between marks that are not escaped."""
    if "\\" not in text:
        return text.split(mark)
    pieces, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == mark:
            pieces.append(text[start:at])
            start = at + 1
        at += 1
    return [*pieces, text[start:]]


def listed(text: str) -> list[str]:
    """The values of a list such as NICKNAME or CATEGORIES."""
    return [value for piece in split(text, ",") if (value := unescaped(piece).strip())]


def structured(text: str) -> list[list[str]]:
    """The components of N, ORG or ADR, each with its values."""
    return [listed(component) for component in split(text, ";")]
