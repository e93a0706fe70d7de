"""Which templates fit somebody now, each with its reason; which are not offered; which went out not long ago."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from journal.domain.situation import Situation
from journal.domain.templates import Template
from journal.domain.words import ago, day_head

MOST = 4
"""Templates that are said to fit."""
MET_DAYS, TALK_DAYS, FAVOUR_DAYS, EVENT_AFTER_DAYS = 14, 2, 14, 3
ADVICE_DAYS = range(14, 57)
EVENT_AHEAD_DAYS = range(0, 15)
NUDGE_DAYS = range(7, 61)
MOMENT_DAYS = range(-3, 4)
ADVICE = frozenset({"mentorship", "knowledge"})
GOT = {"opportunity": "an opportunity", "reputation": "a good word", "mentorship": "advice"}
"""The benefits as they stand in a sentence, where that is another word."""
TALKS = frozenset({"meeting", "call", "video", "activity"})
BY_WORD = {
    "send": ("give_resource", "follow_up_event"),
    "share": ("give_resource",),
    "introduce": ("intro_ask_consent", "intro_make"),
    "introduction": ("intro_ask_consent", "intro_make"),
    "intro": ("intro_ask_consent", "intro_make"),
    "thank": ("thank_coffee", "thank_host"),
    "ask": ("ask_insight", "ask_feedback"),
    "reply": ("sorry_slow",),
    "answer": ("sorry_slow",),
    "congratulate": ("congratulate",),
    "write": ("hello_no_reason",),
}
"""The first word of a promise of mine → the templates that keep it."""


class Fit(NamedTuple):
    """A template, and why it fits now."""

    template: Template
    why: str


class _Hint(NamedTuple):
    """Templates that something speaks for; `since` is its day, where it is something that happened."""

    templates: Sequence[str]
    why: str
    since: date | None = None


def offered(templates: Sequence[Template], situation: Situation) -> list[Template]:
    """The templates that may be offered: none of a search for discreet people, no requests in a hard time."""
    return [
        template
        for template in templates
        if not (situation.discreet and template.search) and not (situation.in_care and template.asks)
    ]


def fitting(templates: Sequence[Template], situation: Situation) -> list[Fit]:
    """The few templates that fit best, in the order in which one would choose; `templates` are those offered.

    While an earlier message has its quiet days, only what answers something newer is suggested, or what was promised.
    """
    by_id = {template.id: template for template in templates}
    quiet = _quiet_since(by_id, situation)
    found: dict[str, Fit] = {}
    for hint in _hints(situation):
        newer = quiet is None or (hint.since is not None and hint.since > quiet)
        for id in hint.templates if newer else ():
            if id in by_id and not quiet_until(by_id[id], situation):
                found.setdefault(id, Fit(by_id[id], hint.why))
    return list(found.values())[:MOST]


def quiet_until(template: Template, situation: Situation) -> date | None:
    """Until when a template should not go out again, because it did not long ago."""
    on = situation.last_sent(template.id)
    until = on + timedelta(days=template.quiet_days) if on else None
    return until if until and situation.today < until else None


def went_out(template: Template, situation: Situation) -> str:
    """When a template went out to them last, and until when it should rest; "" if it never did."""
    on = situation.last_sent(template.id)
    if on is None:
        return ""
    until = quiet_until(template, situation)
    rest = f"; let it rest until {day_head(until, situation.today)}" if until else ""
    return f"went out {ago(on, situation.today)}{rest}"


def resting(templates: Sequence[Template], situation: Situation) -> str:
    """What to say when a message went out whose quiet days are not over, or ""."""
    by_id = {template.id: template for template in templates}
    for sent in situation.sent:
        if (template := by_id.get(sent.template)) and (until := quiet_until(template, situation)):
            went, rest = ago(sent.on, situation.today), day_head(until, situation.today)
            return f"“{template.title}” went out {went}; nothing needs writing before {rest}."
    return ""


def _quiet_since(by_id: dict[str, Template], situation: Situation) -> date | None:
    """The day of the newest message whose quiet days are not over."""
    still = [
        sent.on
        for sent in situation.sent
        if (template := by_id.get(sent.template)) and quiet_until(template, situation)
    ]
    return max(still, default=None)


def _hints(situation: Situation) -> Iterator[_Hint]:
    for rule in _RULES:
        yield from rule(situation)


def _promise(s: Situation) -> Iterator[_Hint]:
    """The follow-up that the message is for; it was promised, so no quiet days stand in its way."""
    if s.promise is None:
        return
    if s.to_meet and s.to_meet in s.promise.what:
        yield _Hint(("ask_intro", "intro_blurb"), f"to meet {s.to_meet}, as you noted", date.max)
    if s.promise.template:
        yield _Hint((s.promise.template,), "planned with the follow-up", date.max)
    if s.promise.mine:
        first = s.promise.what.lower().split()[0].strip(".,:;")
        yield _Hint(BY_WORD.get(first, ()), f"you promised: {s.promise.what}", date.max)
    elif s.promise.due <= s.today:
        yield _Hint(("nudge_once",), f"they promised: {s.promise.what}", date.max)


def _hard_time(s: Situation) -> Iterator[_Hint]:
    if s.in_care:
        yield _Hint(("support_hard_time", "condolence", "support_job_loss"), "a hard time, as you noted", s.today)


def _introduction(s: Situation) -> Iterator[_Hint]:
    if s.introduction and s.days_since(s.introduction.on) in range(FAVOUR_DAYS + 1):
        yield _Hint(
            ("thank_intro",),
            f"introduced you to {s.introduction.name} {_when(s, s.introduction.on)}",
            s.introduction.on,
        )
    if s.to_introduce:
        yield _Hint(("intro_ask_consent", "intro_make"), f"to meet {s.to_introduce}, as you noted", date.max)


def _favour(s: Situation) -> Iterator[_Hint]:
    """Thanks for what was got, soon after; what came of advice, some weeks later."""
    if s.favour is None or (days := s.days_since(s.favour.on)) is None:
        return
    why = f"got {GOT.get(s.favour.name, s.favour.name)} {_when(s, s.favour.on)}"
    if days <= FAVOUR_DAYS:
        yield _Hint(("thank_coffee",), why, s.favour.on)
    if s.favour.name in ADVICE and days in ADVICE_DAYS:
        yield _Hint(("report_back",), why, s.favour.on)


def _meeting(s: Situation) -> Iterator[_Hint]:
    if s.last_event and s.days_since(s.last_event.on) in range(EVENT_AFTER_DAYS + 1):
        why = f"{s.last_event.name}, {_when(s, s.last_event.on)}"
        yield _Hint(("follow_up_event", "thank_host", "online_follow_up"), why, s.last_event.on)
    if s.met_on and s.days_since(s.met_on) in range(MET_DAYS + 1):
        yield _Hint(("follow_up_event",), f"you met {_when(s, s.met_on)}", s.met_on)
    if s.last and s.last.name in TALKS and s.days_since(s.last.on) in range(TALK_DAYS + 1):
        yield _Hint(("thank_coffee", "follow_up_event"), f"{s.last.name} {_when(s, s.last.on)}", s.last.on)


def _moment(s: Situation) -> Iterator[_Hint]:
    if s.moment and (s.moment.on - s.today).days in MOMENT_DAYS:
        yield _Hint(("congratulate",), f"{s.moment.name} {_when(s, s.moment.on)}", s.moment.on)


def _event_ahead(s: Situation) -> Iterator[_Hint]:
    if s.next_event and (s.next_event.on - s.today).days in EVENT_AHEAD_DAYS:
        yield _Hint(("before_event", "before_host"), f"{s.next_event.name}, {_when(s, s.next_event.on)}")


def _waiting(s: Situation) -> Iterator[_Hint]:
    if s.unanswered and s.days_since(s.unanswered) in NUDGE_DAYS:
        yield _Hint(("nudge_once",), f"no answer to your message of {day_head(s.unanswered, s.today)}")


def _long_ago(s: Situation) -> Iterator[_Hint]:
    """An old tie: the closer ones just a hello, or what lies between; the others with a question."""
    if s.state not in ("soon", "due", "a while", "dormant") or s.last is None:
        return
    why = f"last talk {_when(s, s.last.on)}"
    if "mentor" in s.kinds and s.state in ("soon", "due"):
        yield _Hint(("mentor_checkin",), why)
    if s.state == "dormant":
        yield _Hint(("reconnect_strong",) if s.close else ("reconnect_weak", "hello_no_reason"), why)
    yield _Hint(("hello_no_reason",), why)


def _when(s: Situation, day: date) -> str:
    return ago(day, s.today)


_RULES: tuple[Callable[[Situation], Iterator[_Hint]], ...] = (
    _promise,
    _hard_time,
    _introduction,
    _favour,
    _meeting,
    _moment,
    _event_ahead,
    _waiting,
    _long_ago,
)
