"""Which format a file is, told by its content and never by its name."""

from __future__ import annotations

from collections.abc import Callable

from journal.exchange.files import Source
from journal.exchange.linkedin import is_connections

FORMATS = ("linkedin", "vcard", "json")
CALENDAR, CARD = "BEGIN:VCALENDAR", "BEGIN:VCARD"
START = 4000
"""Characters in which the first words of a format have to come."""


def is_wanted(forced: str) -> Callable[[str], bool]:
    """Which member of a zip is read: LinkedIn's list of connections."""
    return is_connections


def format_of(source: Source) -> str:
    """The format of a text that is not empty."""
    start = source.text[:START].lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return "json"
    if CARD in start.upper():
        return "vcard"
    return "linkedin"
