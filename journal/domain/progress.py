"""Progress of a goal: how far it is, whether that is ahead of the calendar, and hints while it is being written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from journal.domain.goals import HORIZON_DAYS, Goal, Measure

Word = Literal["ahead", "on the way", "behind", ""]

MARGIN = 0.15
"""So far progress and time may lie apart and still be "on the way"."""


class Linked(NamedTuple):
    """What is linked to a goal up to today: entries (notes left out), talks among them, and people talked with."""

    entries: int = 0
    talks: int = 0
    people: int = 0


NOTHING_LINKED = Linked()


class Pace(NamedTuple):
    """The share of the time that is over (0 to 1), a word ("" without a measure), and the measure expected by now."""

    elapsed: float
    word: Word
    expected: float | None = None


def current(measure: Measure, linked: Linked) -> float:
    """Where the measure stands: as noted, or counted from what is linked."""
    if not measure.counts:
        return measure.current
    n: int = getattr(linked, measure.counts)
    return measure.baseline + n if measure.target > measure.baseline else measure.baseline - n


def progress(goal: Goal, linked: Linked = NOTHING_LINKED) -> float | None:
    """How much of the way is done, from 0 to 1; None without a measure."""
    measure = goal.measure
    if measure is None:
        return None
    done = (current(measure, linked) - measure.baseline) / (measure.target - measure.baseline)
    return min(1.0, max(0.0, done))


def pace(goal: Goal, today: date, linked: Linked = NOTHING_LINKED) -> Pace:
    """Progress beside the calendar."""
    starts, horizon = span_of(goal, today)
    elapsed = min(1.0, max(0.0, (today - starts).days / (horizon - starts).days))
    done, measure = progress(goal, linked), goal.measure
    if done is None or measure is None:
        return Pace(elapsed, "")
    expected = measure.baseline + elapsed * (measure.target - measure.baseline)
    apart = round(done - elapsed, 9)
    return Pace(elapsed, "ahead" if apart > MARGIN else "behind" if apart < -MARGIN else "on the way", expected)


def span_of(goal: Goal, today: date) -> tuple[date, date]:
    """The first and the last day of a goal, also where they are not noted."""
    starts = goal.starts or (goal.created.date() if goal.created else today)
    horizon = goal.horizon or starts + timedelta(days=HORIZON_DAYS)
    return starts, max(horizon, starts + timedelta(days=1))


_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_DATE = re.compile(
    rf"""\b(?:
        \d{{4}}-\d\d(?:-\d\d)? | \d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?
      | (?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTHS}|january|february|march|april|august|september|october|november
        |december)\b\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s+\d{{4}})?
      | (?:19|20)\d\d | q[1-4] | (?:end|start|middle)\s+of\s+(?:the\s+)?\w+
      | (?:this|next)\s+(?:week|month|quarter|year|spring|summer|autumn|fall|winter)
      | (?:by|before|until|till)\s+(?:spring|summer|autumn|fall|winter|easter|christmas|\w+day|tomorrow)
      | (?:in|within)\s+(?:\w+\s+)?(?:days?|weeks?|months?|years?)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred"
    r"|once|twice|first|a dozen|a couple|every (?:day|week|month)|a (?:day|week|month))\b",
    re.IGNORECASE,
)
_FROM_OTHERS = re.compile(
    r"\b(?:get|gets|getting|got|receive|win|land|be (?:offered|hired|promoted|invited|chosen|accepted|noticed)"
    r"|become|earn|find (?:a|an|my|new)\b|job offer|promotion)\b",
    re.IGNORECASE,
)
_IN_MY_HANDS = re.compile(
    r"\b(?:talks?|conversations?|coffees?|meet(?:ing)?s?|call|calls|write|writing|ask|asking|send|learn|read|apply"
    r"|applications?|practi[sc]e|visit|introduce|introductions?|give|giving|teach|publish|post|present|speak|reconnect"
    r"|keep|help|test|trials?|try|prepare|listen|thank|contact|go to|attend|finish|offer to|show|build|make)\b",
    re.IGNORECASE,
)


def hints(statement: str) -> list[str]:
    """What could make a goal easier to follow, as offers; empty when nothing is missing or nothing is written."""
    if not statement.strip():
        return []
    without_dates = _DATE.sub(" ", statement)
    found = []
    if not _NUMBER.search(without_dates):
        found.append("A number would show how far you are: “ten talks”, “two people”.")
    if without_dates == statement:
        found.append("A date would give it an end: “by 30 September”.")
    if _FROM_OTHERS.search(without_dates) and not _IN_MY_HANDS.search(without_dates):
        found.append("This is for others to decide. What will you do for it? Talks and messages are in your hands.")
    return found
