"""Dates told from today: yesterday, last Friday, in 2 weeks, 3 days ago, end of next month, +3d."""

from __future__ import annotations

from journal.capture import days
from journal.capture.days import FRIDAY, When
from journal.capture.fixed import fixed
from journal.capture.words import AFTER_DATE, PARTS_OF_DAY, PERIODS, RELATIVE_DAYS, UNITS, WEEK, WEEKDAYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from journal.capture.phrase import Match, Phrase

_STEPS = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_ONLY_WEEKDAY = frozenset({"past", "coming"})
"""Before a period these are prose: "the past week was busy"."""
_EDGES = {"end": 1, "start": 0, "beginning": 0}
_SHORT_UNIT = 1
_MOST_SHORT_MONTHS = 12
_MOST_PARTS = 7
"""Years, months, weeks, days, hours, minutes, seconds: what goes on after them is no length of time."""


def relative(phrase: Phrase, at: int) -> Match:
    """Any form that needs no preposition and no field to be a date."""
    for form in (_day_word, _stepped, _after_next, _weekday_of_week, _in_units, _units_ago, _edge, _plus):
        found = form(phrase, at)
        if found:
            return found
    return None


def _shifted(phrase: Phrase, count: int, after: int) -> Match:
    on = days.later(phrase.today, ("days", 1), count)
    return (after, When(on)) if on else None


def _day_word(phrase: Phrase, at: int) -> Match:
    word, following = phrase.word(at), phrase.word(at + 1)
    if not phrase.whole and phrase.word(at - 1) == "the" and word != "day":
        return None
    if word in ("later", "earlier") and following == "today":
        return _shifted(phrase, 0, at + 2)
    if word in RELATIVE_DAYS:
        return _shifted(phrase, RELATIVE_DAYS[word], at + 1)
    if word == "last" and following == "night":
        return _shifted(phrase, -1, at + 2)
    if word == "this" and following in PARTS_OF_DAY:
        return _shifted(phrase, 0, at + 2)
    if word == "day" and (following, phrase.word(at + 2)) in (("before", "yesterday"), ("after", "tomorrow")):
        return _shifted(phrase, -2 if following == "before" else 2, at + 3)
    if word == "the" and following == "day":
        return _day_word(phrase, at + 1)
    return None


def _stepped(phrase: Phrase, at: int) -> Match:
    """last|next|this + weekday, week, weekend, month, quarter, year; "next week Friday" too."""
    step, name = _STEPS.get(phrase.word(at)), phrase.word(at + 1)
    if step is None or (not phrase.whole and phrase.word(at - 1) == "the"):
        return None
    if name in WEEKDAYS:
        return at + 2, When(_weekday_stepped(phrase, step, WEEKDAYS[name]))
    if name not in PERIODS or phrase.word(at) in _ONLY_WEEKDAY:
        return None
    if name == "week" and (weekday := WEEKDAYS.get(phrase.word(at + 2))) is not None:
        return _in_week(phrase, step, weekday, at + 3)
    return _period(phrase, name, step, at + 2)


def _after_next(phrase: Phrase, at: int) -> Match:
    """The week after next."""
    at += phrase.word(at) == "the"
    name = phrase.word(at)
    if name not in PERIODS or (phrase.word(at + 1), phrase.word(at + 2)) != ("after", "next"):
        return None
    return _period(phrase, name, 2, at + 3)


def _weekday_stepped(phrase: Phrase, step: int, number: int) -> date:
    if step:
        return days.on_weekday(phrase.today, number, ahead=step > 0, today_counts=False)
    if phrase.ahead:
        return days.on_weekday(phrase.today, number, ahead=True, today_counts=True)
    monday = days.on_weekday(phrase.today, days.MONDAY, ahead=False, today_counts=True)
    return days.on_weekday(monday, number, ahead=True, today_counts=True)


def _period(phrase: Phrase, name: str, step: int, after: int) -> Match:
    """First day of a past or coming period; of the running one today, or its last working day for what is to do."""
    found = days.period(phrase.today, name, step)
    if not found:
        return None
    first, last = found
    if name == "weekend" and not step and not phrase.ahead and first > phrase.today:
        return _period(phrase, name, -1, after)
    if step or name == "weekend":
        return after, When(max(first, phrase.today) if not step and last >= phrase.today else first, None, last)
    return after, When(_last_day(phrase, name, first, last) if phrase.ahead else phrase.today, None, last)


def _last_day(phrase: Phrase, name: str, first: date, last: date) -> date:
    """End of a period: Friday of a week, unless that has passed this week."""
    if name != "week":
        return last
    friday = (
        first.replace() if first.weekday() == FRIDAY else days.on_weekday(first, FRIDAY, ahead=True, today_counts=True)
    )
    return max(friday, phrase.today) if first <= phrase.today <= last else friday


def _in_week(phrase: Phrase, step: int, number: int, after: int) -> Match:
    found = days.period(phrase.today, "week", step)
    return (after, When(days.on_weekday(found[0], number, ahead=True, today_counts=True))) if found else None


def _weekday_of_week(phrase: Phrase, at: int) -> Match:
    """Monday next week, Friday of this week."""
    number, after = WEEKDAYS.get(phrase.word(at)), at + 1
    after += phrase.word(after) == "of"
    step = _STEPS.get(phrase.word(after))
    if number is None or step is None or phrase.word(after + 1) != "week" or phrase.word(after) in _ONLY_WEEKDAY:
        return None
    return _in_week(phrase, step, number, after + 2)


def units(phrase: Phrase, at: int) -> tuple[int, list[tuple[tuple[str, int], float]]] | None:
    """How long: "2w", "half an hour", "1 year 2 months", "1 hour, 5 minutes and 30 seconds"."""
    found: list[tuple[tuple[str, int], float]] = []
    after = at
    while len(found) < _MOST_PARTS:
        part = _unit(phrase, after)
        if not part:
            break
        after = part[0]
        found.append(part[1])
        joint = after + (phrase.word(after) == ",")
        joint += phrase.word(joint) == "and"
        if not _unit(phrase, joint):
            break
        after = joint
    return (after, found) if found else None


def _unit(phrase: Phrase, at: int) -> tuple[int, tuple[tuple[str, int], float]] | None:
    share = 1.0
    if phrase.word(at) == "half":
        share, at = 0.5, at + 1
    count = phrase.count(at)
    if not count:
        return None
    after, number = count
    name = phrase.word(after)
    unit = UNITS.get(name)
    if not unit or (phrase.glued(after) and not phrase.word(at).isdecimal()):
        return None
    if len(name) == _SHORT_UNIT and not _short_unit_fits(phrase, after, number):
        return None
    return after + 1, (unit, number * share)


def _short_unit_fits(phrase: Phrase, at: int, number: float) -> bool:
    """Whether "2w" or "10m" is a length of time here: in prose it may be "10m users" or "in 3D"."""
    if phrase.whole:
        return phrase.glued(at) or phrase.word(at) != "m"
    if phrase.word(at) == "m" and number > _MOST_SHORT_MONTHS:
        return False  # 15m are minutes to most people, and months to us: not guessed
    letter = phrase.text[phrase.starts[at]]
    following = phrase.word(at + 1)
    return phrase.glued(at) and letter.islower() and (not following.isalnum() or following in AFTER_DATE | {"ago"})


def moved(phrase: Phrase, start: date, lengths: list[tuple[tuple[str, int], float]], sign: int) -> When | None:
    """A day, or the clock if hours or minutes are among the lengths, moved by all of them."""
    if any(unit[0] in ("minutes", "seconds") for unit, _ in lengths):
        return _moved_clock(phrase, lengths, sign) if start == phrase.today else None
    on: date | None = start
    for (what, factor), number in lengths:
        amount = factor * number * sign
        if on is None or (what == "months" and amount != int(amount)):
            return None
        on = days.later(on, (what, 1), int(amount))
    return When(on) if on else None


def _moved_clock(phrase: Phrase, lengths: list[tuple[tuple[str, int], float]], sign: int) -> When | None:
    now = phrase.now
    seconds = 0.0
    for (what, factor), number in lengths:
        scale = {"days": 86400, "minutes": 60, "seconds": 1}.get(what)
        if scale is None:
            return None
        seconds += scale * factor * number * sign
    return days.moment(now, ("seconds", 1), seconds)


def _in_units(phrase: Phrase, at: int) -> Match:
    """In 2 weeks; "within a month" only where something is to be done."""
    word = phrase.word(at)
    if word != "in" and not (word == "within" and (phrase.whole or phrase.ahead)):
        return None
    found = units(phrase, at + 1)
    if not found or (not phrase.whole and _is_saying(phrase, at, found[0])):
        return None
    when = moved(phrase, phrase.today, found[1], 1)
    after = found[0] + (phrase.word(found[0]) in ("'", "’") and phrase.word(found[0] + 1) == "time")
    return (after + (phrase.word(after) == "time"), when) if when else None


def _is_saying(phrase: Phrase, at: int, after: int) -> bool:
    """Whether it is only a manner of speaking: "in a second"; "modelled in 3d" in a line about what was."""
    words = phrase.words[at + 1 : after]
    return words in (["a", "second"], ["a", "minute"]) or (words[1:] == ["d"] and not phrase.ahead)


def _units_ago(phrase: Phrase, at: int) -> Match:
    """3 days ago, two weeks from now, a week from Friday, 2 days after tomorrow."""
    found = units(phrase, at)
    if not found:
        return None
    after, lengths = found
    word, following = phrase.word(after), phrase.word(after + 1)
    start: date = phrase.today
    if word == "ago" or (phrase.whole and word == "earlier"):
        sign, end = -1, after + 1
    elif (word in ("from", "after") and following in ("now", "today")) or (phrase.whole and word == "later"):
        sign, end = 1, after + (1 if word == "later" else 2)
    elif word in ("from", "after", "before") or (word == "on" and lengths[0][0] == WEEK):
        anchor = _anchor(phrase, after + 1)
        if not anchor:
            return None
        end, start, sign = anchor[0], anchor[1].on, -1 if word == "before" else 1
    else:
        return None
    when = moved(phrase, start, lengths, sign)
    return (end, when) if when else None


def _anchor(phrase: Phrase, at: int) -> Match:
    """The day that "a week from …" counts from; a bare weekday is the coming one."""
    found = _day_word(phrase, at) or _stepped(phrase, at) or fixed(phrase, at)
    number = WEEKDAYS.get(phrase.word(at))
    if found or number is None:
        return found
    return at + 1, When(days.on_weekday(phrase.today, number, ahead=True, today_counts=False))


def _edge(phrase: Phrase, at: int) -> Match:
    """End or start of this, next or last week, month, quarter, year."""
    side, after = _EDGES.get(phrase.word(at)), at + 2
    if side is None or phrase.word(at + 1) != "of":
        return None
    after += phrase.word(after) == "the"
    step = _STEPS.get(phrase.word(after), 0)
    after += phrase.word(after) in _STEPS
    name = phrase.word(after)
    found = days.period(phrase.today, name, step) if name in PERIODS and name != "weekend" else None
    if not found:
        return None
    first, last = found
    return after + 1, When(_last_day(phrase, name, first, last) if side else first)


def _plus(phrase: Phrase, at: int) -> Match:
    """+3d, +2w, +1m: ahead of today."""
    if phrase.word(at) != "+" or not phrase.glued(at + 1) or phrase.word(at + 2) not in ("d", "w", "m", "y"):
        return None
    found = units(phrase, at + 1)
    when = moved(phrase, phrase.today, found[1], 1) if found and found[0] == at + 3 else None
    return (at + 3, when) if when else None
