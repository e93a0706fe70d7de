"""Which format a file is, told by its content and never by its name."""

from __future__ import annotations

import re
from collections.abc import Callable

from journal.domain.text import fold
from journal.exchange.csv_table import HEADER_WITHIN, lines_of
from journal.exchange.linkedin import is_connections
from journal.exchange.source import Source

FORMATS = (
    *("linkedin", "messages", "google", "outlook", "thunderbird", "csv", "vcard", "ical", "monica", "friends", "json"),
)
ASKED_FOR = ("notes", "birthdays", "addresses", "guests", "past", "entries")
"""What of a file comes in only when it is asked for."""
TABLES = ("google", "outlook", "thunderbird", "csv")
"""Formats that are CSV files of people."""
MONICA = re.compile(r'"(?:account|app_version|exported_by)"\s*:')
ARCHIVE = re.compile(r'"format"\s*:\s*"journal"')
FRIENDS = re.compile(r"^### (?:Activities|Friends|Notes|Locations):", re.MULTILINE)
LINKEDIN = {"first name", "last name", "url", "email address", "company", "position", "connected on"}
SEPARATOR = re.compile(r"[,;\t]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
FEW_CONTROLS, MOST_CONTROLS = 20, 0.02
LONGEST_HEADER = 50_000
CARD = "BEGIN:VCARD"
CALENDAR = re.compile(r"BEGIN\s*:", re.IGNORECASE)
START = 4000
"""Characters in which the first words of a format have to come."""


def is_wanted(forced: str) -> Callable[[str], bool]:
    """Which member of a zip is read: LinkedIn's list of connections."""
    return is_messages if forced == "messages" else is_connections


def is_messages(filename: str) -> bool:
    """Whether a file in LinkedIn's zip is the list of messages."""
    return filename.lower() == "messages.csv"


def is_noise(text: str) -> bool:
    """Whether the text is something else that was read as text: a picture, a program."""
    return len(CONTROL.findall(text[:START])) > max(FEW_CONTROLS, MOST_CONTROLS * len(text[:START]))


def format_of(source: Source) -> str:
    """The format of a text that is not empty."""
    start = source.start(START).lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return "monica" if MONICA.search(start) and not ARCHIVE.search(start) else "json"
    if FRIENDS.search(start):
        return "friends"
    if CARD in start.upper():
        return "vcard"
    if CALENDAR.match(start):
        return "ical"
    return _table_of(source.start(LONGEST_HEADER))


def _table_of(text: str) -> str:
    """Which program wrote a CSV file."""
    if _is_linkedin(text):
        return "linkedin"
    first = next((line for line in lines_of(text) if line.strip()), "")
    names = {fold(cell).strip(' "') for cell in SEPARATOR.split(first)}
    if {"conversation id", "from", "date"} <= names:
        return "messages"
    if "e-mail 1 - value" in names or "phone 1 - value" in names or "name prefix" in names:
        return "google"
    if "primary email" in names or "screen name" in names:
        return "thunderbird"
    if names & {"e-mail address", "e-mail 2 address", "business street", "e-mail-adresse"}:
        return "outlook"
    return "csv"


def _is_linkedin(text: str) -> bool:
    """Whether a line near the beginning is the header of LinkedIn's connections: its columns and no others, or most."""
    for line in lines_of(text)[:HEADER_WITHIN]:
        names = {fold(cell).strip(' "') for cell in SEPARATOR.split(line)}
        if {"first name", "last name"} <= names and (names <= LINKEDIN or {"connected on"} <= names):
            return True
    return False
