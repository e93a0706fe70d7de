"""What is said when a line could be understood in more than one way: one sentence for each doubt."""

from __future__ import annotations

from journal.capture import nearest
from journal.capture.dates import say
from journal.capture.names import RECENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from journal.capture.names import Match, Names

_MOST_SHOWN = 5
_BEGINNING = 24


def about_person(match: Match, names: Names) -> str:
    """Doubt about who is meant, or ""."""
    if match.candidates:
        people = [name for _, name in match.candidates]
        kept = "kept as a new person to sort out" if match.new else "kept with the person still to be sorted out"
        return f'"{match.text}" may be {listed(people)}; {kept}.'
    if match.assumed == RECENT:
        return f'"{match.text}" was taken for {match.name}, the one you talked with lately.'
    if match.assumed:
        return f'"{match.text}" was taken for {match.name}.'
    near = nearest.near(names, match.text) if match.new else []
    return f'Nobody is called "{match.text}" yet; did you mean {listed(near)}?' if near else ""


def listed(names: Sequence[str]) -> str:
    shown = list(names[:_MOST_SHOWN])
    if len(names) > _MOST_SHOWN:
        return f"{', '.join(shown)} or {len(names) - _MOST_SHOWN} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def further_dates(words: Sequence[str]) -> str:
    return f"{quoted(words)} stayed text: the first date counts."


def not_a_date(word: str, slot: str) -> str:
    if "/" in word:
        return f'"{word}" stayed text: it is not clear which is the day; write the month as a word, or the year too.'
    return f'"{word}" stayed text; {slot}:{_slot_value(word)} would make it the date.'


def not_understood(key: str, value: str) -> str:
    known = {
        "on": "is no date",
        "due": "is no date",
        "at": "is no time",
        "kind": "is no kind of entry",
        "got": "names no benefit",
        "gave": "names no benefit",
        "depth": "is no depth from 1 to 5",
        "event": "is no event of yours",
        "goal": "is no goal of yours",
        "loc": "is too long for a place",
    }
    return f"{key}:{value} {known[key]}, so it stayed text."


def without_entry(key: str, value: str) -> str:
    return f"{key}:{value} belongs to an entry, and this line makes none, so it stayed text."


def due_of_entry(value: str) -> str:
    return f"due:{value} stayed text: only a follow-up has a day on which it is due; write it after a semicolon."


def ahead(on: date, today: date) -> str:
    return f"{say(on, today)} is still ahead: kept as planned."


def overdue(what: str, due: date, today: date) -> str:
    return f'The follow-up "{what}" is due on {say(due, today)}, which is in the past.'


def only_first_day(words: str, on: date, today: date) -> str:
    return f'Of "{words}" only the first day was kept, {say(on, today)}.'


def known_person_org(org: str, name: str) -> str:
    return f"+{org} was not kept: {name} is already in the book, where the organisation can be changed."


def nobody_named(word: str) -> str:
    return f'"{word}" names nobody with an @, so this is kept as a note and counts as no talk.'


def overlong_name(name: str) -> str:
    return f'"{name[:_BEGINNING].rstrip()}…" stayed text: a name may hold 120 characters, and this has {len(name)}.'


def quoted(words: Sequence[str]) -> str:
    return " and ".join(f'"{word}"' for word in words)


def _slot_value(word: str) -> str:
    return f'"{word}"' if " " in word else word
