"""Warmth and rhythm: how close somebody is and when a talk is due, computed from what is logged, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import ceil, floor
from operator import itemgetter
from typing import Any, NamedTuple
from zlib import crc32

from journal.domain.away import Away, counted, later
from journal.domain.model import Model as Model
from journal.domain.model import WarmthModel
from journal.domain.timeline import ONE_WAY

STATES = (
    "new",
    "fresh",
    "soon",
    "due",
    "a while",
    "dormant",
    "waiting",
    "resting",
    "snoozed",
    "unscheduled",
    "archived",
    "deceased",
    "no_contact",
)
DEEP = 4
"""From this depth on a talk counts towards the floor under which warmth does not fall."""


class Talk(NamedTuple):
    """What one entry means for one person; `gave` and `got` are sums of sizes, `people` is how many took part."""

    on: date
    kind: str = "meeting"
    direction: str = "mutual"
    answered: str = "unknown"
    depth: int = 3
    people: int = 1
    gave: int = 0
    got: int = 0
    energy: int | None = None

    @property
    def two_way(self) -> bool:
        if self.kind not in ONE_WAY:
            return self.kind != "note"
        return self.direction != "out" or self.answered == "yes"


class Standing(NamedTuple):
    """How things stand with one person on one day. Where `touches` is 0 nothing is logged: warmth is shown as "–"."""

    state: str
    due: date | None = None
    ratio: float | None = None
    warmth: int = 0
    band: str = "quiet"
    trend: str = "steady"
    last_talk: date | None = None
    touches: int = 0

    @property
    def dots(self) -> int:
        return ceil(self.warmth / 20)

    def is_due(self, today: date) -> bool:
        """Whether a talk is due: the rhythm is over, or a first hello's day has come."""
        return self.state in ("due", "a while") or (self.state == "new" and self.due is not None and self.due <= today)


class _Person(NamedTuple):
    """What counts of a contact: the rhythm in days (0 = none), and the day a first hello is due."""

    status: str
    rhythm: int
    family: bool
    met: date
    snoozed: date | None
    first: date


class _Due(NamedTuple):
    state: str
    due: date | None = None
    ratio: float | None = None


class Share(NamedTuple):
    """What a talk is worth: its day as a number (a week is seven of them from a Monday on) and its points."""

    day: int
    points: float
    talk: Talk
    two_way: bool


def standing(
    contact: Mapping[str, Any],
    id: str,
    talks: Iterable[Talk],
    today: date,
    model: Model,
    away: Sequence[Away] = (),
) -> Standing:
    """How things stand with a contact (its document), given all that is logged; notes and days to come do not count.

    `away` are the days of the user's own absence (`merged`): they do not count towards the rhythm.
    """
    log = [talk for talk in talks if talk.on <= today and talk.kind != "note"]
    last = max((talk.on for talk in log if talk.two_way), default=None)
    person = _person(contact, id, today, model, away)
    state, due, ratio = _due_state(person, log, last, today, model, away)
    if state == "deceased" or not log:
        return Standing(state, due, ratio, band=band(0, model), last_talk=last, touches=len(log))
    shares = shared(log, model)
    life = half_life(person.rhythm, model, family=person.family)
    now = _warmth(shares, life, today.toordinal(), model.warmth)
    then = _warmth(shares, life, today.toordinal() - model.warmth.trend_days, model.warmth)
    return Standing(state, due, ratio, now, band(now, model), _trend(now - then, model), last, len(log))


def cadence(contact: Mapping[str, Any], model: Model) -> int:
    """The rhythm in days that holds for a contact: its own, else that of its circle; 0 = none."""
    own = contact.get("cadence_days")
    if isinstance(own, int) and own >= 0:
        return own
    circle = model.circle.get(_word(contact, "circle", "active"))
    return circle.cadence_days if circle else 0


def band(warmth: int, model: Model) -> str:
    """The word for a warmth from 0 to 100."""
    return next(name for name, low in model.warmth.bands.items() if warmth >= low)


def day_of(value: object) -> date | None:
    """The day of a stored date or time; None where there is none or where it cannot be read."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _person(contact: Mapping[str, Any], id: str, today: date, model: Model, away: Sequence[Away]) -> _Person:
    created = day_of(contact.get("created")) or today
    met = day_of(contact.get("met_on")) or created
    if contact.get("sources"):  # imported people are spread, so that no day gets them all
        spread = crc32(id.encode()) % model.due.import_spread_days
        first = later(day_of(contact.get("rhythm_since")) or created, spread, away)
    else:
        first = later(met, model.due.first_hello_days, away)
    return _Person(
        status=_word(contact, "status", "active"),
        rhythm=cadence(contact, model),
        family=is_family(contact),
        met=met,
        snoozed=day_of(contact.get("snoozed_until")),
        first=first,
    )


def is_family(contact: Mapping[str, Any]) -> bool:
    """Whether somebody is family before all else: such ties fade more slowly."""
    kinds = contact.get("kinds")
    return isinstance(kinds, list) and kinds[:1] == ["family"]


def _word(contact: Mapping[str, Any], field: str, default: str) -> str:
    value = contact.get(field)
    return value if isinstance(value, str) else default


def half_life(rhythm: int, model: Model, *, family: bool) -> float:
    """Days in which warmth falls by half."""
    longest = model.warmth.half_life_max_days
    days = min(model.warmth.half_life_cadences * rhythm or longest, longest)
    return days * model.warmth.family_factor if family else days


def shared(log: Iterable[Talk], model: Model) -> list[Share]:
    """What each talk is worth on its day, the latest first."""
    shares = [Share(talk.on.toordinal(), _points(talk, model.warmth), talk, talk.two_way) for talk in log]
    shares.sort(key=_by_day, reverse=True)  # of two equal talks in a week the later one counts in full, come what may
    return shares


def _points(talk: Talk, constants: WarmthModel) -> float:
    points = constants.depth_points[talk.depth - 1]
    if talk.direction == "in":
        points *= constants.factor_they_started
    elif not talk.two_way:
        points *= constants.factor_no_answer if talk.answered == "no" else constants.factor_unknown_answer
    if talk.people >= constants.large_group:
        points *= constants.factor_large_group
    return points


def _warmth(shares: Sequence[Share], half_life: float, today: int, constants: WarmthModel) -> int:
    both = one_way = 0.0
    for share, points in weighed(shares, half_life, today, constants):
        if share.two_way:
            both += points
        else:
            one_way += points
    energy = (both + min(one_way, constants.one_way_cap)) * balance(shares, today, constants)
    return max(floor_under(shares, today, constants), floor(100 * energy / (1 + energy) + 0.5))


def weighed(
    shares: Sequence[Share], half_life: float, today: int, constants: WarmthModel
) -> Iterator[tuple[Share, float]]:
    """What each talk up to a day is worth on it: within a week the strongest counts in full, the others a quarter."""
    weeks: dict[int, list[Share]] = {}
    for share in shares:
        if share.day <= today:
            weeks.setdefault((share.day - 1) // 7, []).append(share)
    for week in weeks.values():
        if len(week) > 1:
            week.sort(key=_by_points, reverse=True)
        factor = 1.0
        for share in week:
            yield share, share.points * factor * 2 ** ((share.day - today) / half_life)
            factor = constants.extra_in_week


def floor_under(shares: Sequence[Share], today: int, constants: WarmthModel) -> int:
    """The warmth that deep talks keep, however long ago they were."""
    deep = sum(share.two_way and share.talk.depth >= DEEP for share in shares if share.day <= today)
    return min(constants.floor_max, constants.floor_per_deep * deep)


_by_day, _by_points = itemgetter(0, 1), itemgetter(1)


def balance(shares: Sequence[Share], today: int, constants: WarmthModel) -> float:
    """The factor for giving and getting; 1 where neither is noted."""
    gave = got = 0
    for day, _, talk, _ in shares:
        if (talk.gave or talk.got) and 0 <= today - day <= constants.reciprocity_days:
            gave += talk.gave
            got += talk.got
    if not gave and not got:
        return 1.0
    return constants.reciprocity_low + constants.reciprocity_span * (min(gave, got) + 1) / (max(gave, got) + 1)


def _trend(change: int, model: Model) -> str:
    if abs(change) < model.warmth.trend_step:
        return "steady"
    return "up" if change > 0 else "down"


def _due_state(
    person: _Person, log: Sequence[Talk], last: date | None, today: date, model: Model, away: Sequence[Away]
) -> _Due:
    if person.status != "active":
        return _Due(person.status)
    if person.rhythm == 0:
        return _Due("unscheduled")
    tries = _attempts(log, last)
    anchor = last or person.met
    new = last is None and not tries
    due = person.first if new else _next(anchor, tries, person.rhythm, model, away)
    until = _rest_until(tries, person.rhythm, today, model)
    if until and today < until:
        return _Due("resting", until)
    if person.snoozed and today < person.snoozed:
        return _Due("snoozed", max(due, person.snoozed))
    days = (today - anchor).days
    ratio = (counted(anchor, today, away) if away else days) / person.rhythm
    if new:
        return _Due("new", due, ratio)
    if days >= max(model.due.dormant_min_days, model.due.dormant_cadences * person.rhythm):
        return _Due("dormant", due, ratio)
    return _Due(_by_time(ratio, early=today < due, waiting=bool(tries), model=model), due, ratio)


def _attempts(log: Sequence[Talk], last: date | None) -> list[Talk]:
    """Messages that went out after the last talk and are not answered, oldest first; likes are no attempts."""
    tries = [talk for talk in log if not talk.two_way and talk.kind != "post" and (last is None or talk.on > last)]
    return sorted(tries, key=lambda talk: talk.on)


def _next(anchor: date, tries: Sequence[Talk], rhythm: int, model: Model, away: Sequence[Away]) -> date:
    due = later(anchor, rhythm, away)
    if not tries:
        return due
    grace = max(model.due.retry_min_days, round(model.due.retry_cadences * rhythm))
    return max(due, later(tries[-1].on, grace, away))


def _rest_until(tries: Sequence[Talk], rhythm: int, today: date, model: Model) -> date | None:
    constants = model.due
    gone = sum(talk.answered == "no" or (today - talk.on).days > constants.rest_answer_days for talk in tries)
    if gone < constants.rest_after_attempts:
        return None
    return later(tries[-1].on, max(constants.rest_min_days, constants.rest_cadences * rhythm))


def _by_time(ratio: float, *, early: bool, waiting: bool, model: Model) -> str:
    if early and waiting:
        return "waiting"
    if early:
        return "soon" if ratio >= model.due.soon_ratio else "fresh"
    return "a while" if ratio >= model.due.while_ratio else "due"
