"""Reasons to talk to somebody now: what each needs, what it is worth, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from journal.domain.model import Model
from journal.domain.past import Past
from journal.domain.warmth import Standing
from journal.domain.words import ago, due, plural

ORDER = ("promise", "moment", "first_hello", "thanks", "event", "time", "goal", "seeks", "balance", "drain")
"""The kinds of reasons; of equal ones the first leads."""
URGENT = frozenset({"promise", "moment", "thanks"})
"""What still counts when the share of the week is done."""
HIDDEN = frozenset({"resting", "snoozed", "waiting", "dormant", "unscheduled"})
"""States in which only a promise, a moment, a first hello, thanks or an event brings somebody up."""
BY_TIME = frozenset({"soon", "due", "a while"})
PROMISE_VERBS = ("send", "share", "intro", "introduce", "call", "write", "ask")
"""What is promised begins with one of these; any other follow-up is not called a promise."""
LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

PROMISE_DAYS = 2
MOMENT_DAYS = 3
FIRST_HELLO_DAYS = 14
EVENT_DAYS = 7
BALANCE = 3
"""From so many points more got than given on, a small return is a reason."""
DRAINED = -1


class Reason(NamedTuple):
    """Why somebody comes up: `text` in full, `short` for a narrow row."""

    kind: str
    points: float
    text: str
    short: str


class Promise(NamedTuple):
    """An open follow-up of mine with somebody; `debrief`: it was promised at an event."""

    what: str
    due: date
    debrief: bool = False

    @property
    def said(self) -> str:
        """How it is called: a promise if it is one, else a follow-up."""
        promised = self.debrief or self.what.split(" ", 1)[0].casefold() in PROMISE_VERBS
        return f"you promised: {self.what}" if promised else f"follow-up: {self.what}"


class Occasion(NamedTuple):
    """A day to come with a name: a birthday, or an event where both are expected."""

    title: str
    on: date


class Wanted(NamedTuple):
    """The place of a goal that somebody fits best, from 0 to 100; `full`: it has all its people already."""

    label: str
    match: int
    full: bool = False


class Known(NamedTuple):
    """Everything the rules need about one person. `weight` is that of the circle, `rhythm` in days (0 = none)."""

    contact: str
    standing: Standing
    rhythm: int = 0
    weight: float = 0.0
    name: str = ""
    past: Past = Past()
    met_on: date | None = None
    promises: tuple[Promise, ...] = ()
    moments: tuple[Occasion, ...] = ()
    event: Occasion | None = None
    wanted: Wanted | None = None
    seeks: str = ""
    care_until: date | None = None


def reasons(known: Known, today: date, model: Model) -> list[Reason]:
    """All reasons that hold, with exact points, in the order of `ORDER`."""
    state, past = known.standing.state, known.past
    if state in ("archived", "deceased", "no_contact"):
        return []
    found = list(_urgent(known, today, model.today.points))
    if not found and (state in HIDDEN or _quiet(known, today, model)):
        return []
    by_time = time_points(known, today, model)
    if by_time and not any(reason.kind == "first_hello" for reason in found):
        found.append(_time(known, today, by_time))
    cared_for = known.care_until is not None and today < known.care_until
    idle = (known.standing.ratio or 0) >= model.today.idle_ratio
    if (found or by_time or idle) and not cared_for:
        found += _giving(known, model)
    if found and past.energy is not None and past.energy <= DRAINED:
        text = "the last talks drained you; a wider circle is allowed"
        found.append(Reason("drain", model.today.points["drain"], text, "the last talks drained you"))
    return found


def time_points(known: Known, today: date, model: Model) -> float:
    """What the time since the last talk is worth."""
    standing = known.standing
    ratio = standing.ratio or 0.0
    if standing.state == "new" and standing.due is not None and today >= standing.due:
        ratio = model.due.due_ratio  # known, but nothing logged yet: as if exactly due
    elif standing.state not in BY_TIME:
        return 0.0
    ramp = (ratio - model.due.soon_ratio) / model.today.time_ramp
    return model.today.points["time"] * min(1, max(0, ramp)) * known.weight


def _urgent(known: Known, today: date, points: dict[str, float]) -> Iterator[Reason]:
    if promise := min(known.promises, key=lambda each: (each.due, each.what), default=None):
        yield from _promise(promise, today, points)
    if moment := min(known.moments, key=lambda each: (each.on, each.title), default=None):
        yield from _moment(moment, today, points)
    met = known.met_on
    if met and 0 <= (today - met).days <= FIRST_HELLO_DAYS and not (known.past.touched and known.past.touched > met):
        text = f"you met {ago(met, today)}"
        yield Reason("first_hello", points["first_hello"], f"{text}; say hello while it is fresh", f"{text}; say hello")
    if known.past.thanks:
        text = "did something for you and has not heard from you since"
        yield Reason("thanks", points["thanks"], text, "did something for you")
    if known.event and 0 <= (known.event.on - today).days <= EVENT_DAYS:
        text = f"you may both be at {known.event.title} {ago(known.event.on, today)}"
        yield Reason("event", points["event"], text, f"{known.event.title} {ago(known.event.on, today)}")


def _promise(promise: Promise, today: date, points: dict[str, float]) -> Iterator[Reason]:
    late = (today - promise.due).days
    if late < -PROMISE_DAYS:
        return
    worth = points["promise_soon"]
    if late >= 0:
        worth = points["promise_due"] + min(points["promise_late_max"], points["promise_late_per_day"] * late)
    yield Reason("promise", worth, f"{promise.said} · {due(promise.due, today)}", promise.said)


def _moment(moment: Occasion, today: date, points: dict[str, float]) -> Iterator[Reason]:
    days = (moment.on - today).days
    if not 0 <= days <= MOMENT_DAYS:
        return
    day = ago(moment.on, today) if days <= 1 else f"on {LONG_WEEKDAYS[moment.on.weekday()]}"
    text = f"{moment.title} {day}"
    yield Reason("moment", points["moment_soon" if days else "moment_today"], text, text)


def _quiet(known: Known, today: date, model: Model) -> bool:
    """Whether there was contact so lately that one leaves people alone."""
    limits, touched = model.today, known.past.touched
    days = max(limits.quiet_min_days, min(limits.quiet_max_days, limits.quiet_cadences * known.rhythm))
    return touched is not None and (today - touched).days < days


def _time(known: Known, today: date, points: float) -> Reason:
    last, touched = known.standing.last_talk, known.past.touched
    if last is not None:
        text = f"last talk {plural((today - last).days, 'day')} ago"
        return Reason("time", points, f"{text}; your rhythm is {known.rhythm}", text)
    text = "nothing logged with them yet" if touched is None else f"no talk yet; you wrote {ago(touched, today)}"
    return Reason("time", points, text, text)


def _giving(known: Known, model: Model) -> Iterator[Reason]:
    points, wanted = model.today.points, known.wanted
    if wanted and wanted.match >= model.match.fits:
        worth = points["goal"] * wanted.match / 100 * (points["goal_full_slot_factor"] if wanted.full else 1)
        text = f"fits “{wanted.label}” ({wanted.match})"
        yield Reason("goal", worth, text, text)
    if known.seeks and not known.past.gave:
        text = f"is looking for {known.seeks}"
        yield Reason("seeks", points["seeks"], f"{text}; can you help?", text)
    if known.past.surplus >= BALANCE:
        text = "has given you more than you gave lately"
        yield Reason("balance", points["balance"], text, text)
