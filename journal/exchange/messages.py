"""LinkedIn's messages.csv: the last day you wrote each other. What was written is not read further and never kept."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from journal.domain.text import fold
from journal.exchange.csv_table import Record, read_table
from journal.exchange.days import read_day
from journal.exchange.duplicates import Matcher
from journal.exchange.entries import Entry
from journal.exchange.files import ExchangeError
from journal.exchange.linkedin import profile_of
from journal.exchange.person import Doc, Person
from journal.exchange.source import Source

FORMAT = "messages"
MEMBER = "messages.csv"
CONVERSATION, FROM, SENDER, TO, RECIPIENTS, DATE = (
    "CONVERSATION ID",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
)
SEVERAL = "a conversation of several people"
UNKNOWN = "not among your people; import Connections.csv first"
NO_DAY = "has no day that can be read"
SEPARATOR = re.compile(r"[,;]\s*")


@dataclass(frozen=True, slots=True)
class Message:
    """Who wrote to whom and when; profiles where there are any, else names."""

    line: int
    conversation: str
    sender: str
    others: tuple[str, ...]
    on: date | None


def read(source: Source, contacts: Mapping[str, Doc]) -> tuple[list[Entry], dict[str, str]]:
    """An entry for the last message with each person, and which contact each of them is.

    Raises `ExchangeError` when the file is no messages.csv.
    """
    table = read_table(source, (CONVERSATION, FROM, DATE))
    if table is None:
        raise ExchangeError(
            f"{source.name} is not LinkedIn's messages.csv: it has no columns {CONVERSATION} and {DATE}."
        )
    places = {fold(name): place for place, name in enumerate(table.header)}
    names: dict[str, str] = {}
    messages = [_message(record, places, names) for record in table.records() if not record.broken]
    me = _me(messages)
    talks: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        talks[message.conversation].append(message)
    entries = [_last(talk, me, names) for talk in talks.values()]
    return entries, _known(entries, names, contacts)


def _message(record: Record, places: Mapping[str, int], names: dict[str, str]) -> Message:
    def cell(column: str) -> str:
        place = places.get(fold(column))
        return record.cells[place] if place is not None and place < len(record.cells) else ""

    sender = profile_of(cell(SENDER)) or fold(cell(FROM))
    recipients = [one for one in SEPARATOR.split(cell(RECIPIENTS)) if one] or [cell(TO)]
    others = tuple(filter(None, (profile_of(one) or fold(one) for one in recipients)))
    names[sender] = cell(FROM)
    if len(others) == 1:
        names.setdefault(others[0], cell(TO))
    return Message(record.line, cell(CONVERSATION), sender, others, read_day(cell(DATE)[:10], "DMY"))


def _me(messages: list[Message]) -> str:
    """Who takes part in most conversations: the one whose messages these are."""
    seen = {(message.conversation, who) for message in messages for who in (message.sender, *message.others)}
    counts = Counter(who for _, who in seen)
    return max(counts, key=lambda who: counts[who], default="")


def _last(talk: list[Message], me: str, names: Mapping[str, str]) -> Entry:
    """The last day of a conversation with one person, or why there is none."""
    others = sorted({who for message in talk for who in (message.sender, *message.others)} - {me, ""})
    last = max(talk, key=lambda message: message.on or date.min)
    title = ", ".join(names.get(who, who) for who in others[:3])
    why = SEVERAL if len(others) > 1 else UNKNOWN if not others else NO_DAY if last.on is None else ""
    senders = {message.sender for message in talk}
    direction = "mutual" if len(senders) > 1 else "out" if me in senders else "in"
    who = others[0] if others else ""
    return Entry(last.line, f"{who}/{last.on}", last.on, "message", "", (who,), direction, skip=why, name=title)


def _known(entries: list[Entry], names: Mapping[str, str], contacts: Mapping[str, Doc]) -> dict[str, str]:
    matcher, ids = Matcher(contacts), list(contacts)
    found: dict[str, str] = {}
    for entry in entries:
        who = entry.people[0]
        profile = who if profile_of(f"https://www.linkedin.com/in/{who}") == who and " " not in who else ""
        match = matcher.match(Person(entry.line, names.get(who, who), profile=profile), "linkedin")
        if who and match.number is not None:
            found[who] = ids[match.number]
    return found
