"""Briefing: what to know about the people one will meet, the glance card of an event, and the quiz of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from journal.domain.answers import WHO, lines_of
from journal.domain.events import Event
from journal.domain.prep import PrepRun

MOST_ENTRIES = 3
MOST_SHARED = 4
MOST_GLANCES = 4
MOST_FOUND = 3
GAPS = (6, 18)
"""Hours after which a name is asked for again, when its step does not say otherwise."""
ASKED, AT, KNEW = "asked", "at", "knew"
"""Keys of the answer of a name quiz: [{who, asked: [{at, knew}]}]."""
LEAVING = ("s.energy", "leave")
"""The step that asks when one will leave, and the word that is in its prompt."""


class Past(NamedTuple):
    """An entry of the past: its day, kind, and what it was about."""

    id: str
    on: date
    kind: str
    text: str


class Open(NamedTuple):
    """A follow-up that is open between us."""

    id: str
    what: str
    mine: bool
    due: date


class Card(NamedTuple):
    """What to know about one expected person. `contact` is "" for a free name; then only the name is known."""

    contact: str
    name: str
    role: str = ""
    """Role and organisation in one line."""
    say_as: str = ""
    pronouns: str = ""
    how_met: str = ""
    last: tuple[Past, ...] = ()
    open: tuple[Open, ...] = ()
    shared: tuple[str, ...] = ()
    """Ids of contacts whom both of us know, those they have most to do with first."""
    question: str = ""
    boundaries: str = ""
    seeks: str = ""


class Glance(NamedTuple):
    """One line of the glance card: a muted label, and what to read at arm's length."""

    label: str
    text: str


class Quiz(NamedTuple):
    """Where the quiz of names stands: who is to be asked now, how many names were known, and when it goes on."""

    due: tuple[str, ...]
    known: int
    of: int
    again: datetime | None


def glance(
    event: Event, run: PrepRun | None, names: Sequence[str], *, aim: str = "", question: str = ""
) -> tuple[Glance, ...]:
    """At most four lines to be read while talking: the aim, one plan, one question, whom to find.

    `names` are the expected people as they are called; `aim` and `question` stand in where none was chosen.
    """
    plan = next((plan for plan in run.plans if plan.happened == "unknown"), None) if run else None
    found = (
        Glance("aim", event.objective or aim),
        Glance(_if(plan.if_) if plan else "", plan.then if plan else ""),
        Glance("ask", next(iter(event.questions), question)),
        Glance("find", " · ".join(names[:MOST_FOUND])),
    )
    return tuple(line for line in found if line.text)[:MOST_GLANCES]


def leaving(run: PrepRun | None) -> str:
    """When I may leave, as I put it: "21:30"; "" if nothing is noted."""
    step, word = LEAVING
    value = run.answer(step).value if run else None
    if not isinstance(value, Mapping):
        return ""
    return next((" ".join(lines_of(text)) for prompt, text in value.items() if word in str(prompt).casefold()), "")


def quiz(value: Any, people: Iterable[str], now: datetime, gaps: Sequence[int] = (), *, anyway: bool = False) -> Quiz:
    """Where the quiz stands with these people (ids or free names).

    A name is asked for at once, then after each of the `gaps` (hours) as long as it was known; `anyway` asks for all
    that were not asked for within the hour, whenever they would be due: at the debrief.
    """
    names, times = list(people), _asked(value)
    moments = {who: _due(times.get(who, []), now, tuple(gaps) or GAPS) for who in names}
    if anyway:
        hour = now - timedelta(hours=1)
        due = [who for who in names if not times.get(who) or _moment(times[who][-1], now) <= hour]
    else:
        due = [who for who in names if (at := moments[who]) and at <= now]
    ahead = [at for at in moments.values() if at and at > now]
    known = sum(bool(times.get(who)) and times[who][-1].get(KNEW) is True for who in names)
    return Quiz(tuple(due), known, len(names), min(ahead, default=None))


def asked(value: Any, who: str, *, knew: bool, now: datetime) -> list[dict[str, Any]]:
    """The answer of a quiz after one more name was asked for."""
    times = _asked(value)
    times.setdefault(who, []).append({AT: now.isoformat(timespec="seconds"), KNEW: knew})
    return [{WHO: name, ASKED: some} for name, some in times.items()]


def _if(text: str) -> str:
    return text if text.casefold().startswith("if ") else f"if {text}"


def _asked(value: Any) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in value if isinstance(value, list | tuple) else ():
        if isinstance(one, Mapping) and isinstance(one.get(WHO), str):
            some = one.get(ASKED)
            found[one[WHO]] = [time for time in some if isinstance(time, Mapping)] if isinstance(some, list) else []
    return found


def _due(times: Sequence[Mapping[str, Any]], now: datetime, gaps: Sequence[int]) -> datetime | None:
    """When a name is asked for next; None: it was known so often that it stays."""
    if not times:
        return now
    in_a_row = 0
    for time in reversed(times):
        if time.get(KNEW) is not True:
            break
        in_a_row += 1
    if in_a_row > len(gaps):
        return None
    return _moment(times[-1], now) + timedelta(hours=gaps[max(0, in_a_row - 1)])


def _moment(time: Mapping[str, Any], now: datetime) -> datetime:
    """When it was asked, on the clock of `now`; what cannot be read was long ago."""
    try:
        found = datetime.fromisoformat(str(time.get(AT)))
    except ValueError:
        return now - timedelta(days=365)
    if found.tzinfo is None or now.tzinfo is None:
        return found.replace(tzinfo=now.tzinfo)
    return found.astimezone(now.tzinfo)
