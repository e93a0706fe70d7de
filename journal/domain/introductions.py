"""Introduction: somebody connects two others; whoever I am among them is called "me"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from journal.domain.record import Line300, Record, Text

IntroductionStatus = Literal["idea", "asked", "agreed", "made", "met", "declined", "stale"]
Part = Literal["a", "b"]

ME = "me"
STALE_DAYS = 21
"""Days without an answer after which an introduction that was asked for counts as stale."""
ANSWER_DAYS, MEET_DAYS, THANK_DAYS = 7, 14, 2
"""Days after which it is asked about an answer, about the meeting, and a thank-you is due."""
REPORT_DAYS = 60
"""So long after a meeting it is still worth telling the broker how it went."""
WAITING: tuple[IntroductionStatus, ...] = ("asked",)
HAPPENED: tuple[IntroductionStatus, ...] = ("made", "met")


class Introduction(Record):
    """A broker connects a and b; each is the id of a contact or "me"."""

    TABLE = "introductions"
    ALWAYS = frozenset({"broker", "a", "b", "status"})

    broker: str
    a: str
    b: str
    reason: Line300 = ""
    status: IntroductionStatus = "idea"
    yes_a: bool | None = None
    yes_b: bool | None = None
    asked_on: date | None = None
    made_on: date | None = None
    met_on: date | None = None
    thanked_on: date | None = None
    note: Text = ""
    raw: Text = ""

    @model_validator(mode="after")
    def _three_different_people(self) -> Self:
        if len({self.broker, self.a, self.b}) < 3:
            raise ValueError("an introduction needs three different people")
        return self

    @property
    def others(self) -> tuple[str, ...]:
        """Everybody in it but me."""
        return tuple(one for one in (self.broker, self.a, self.b) if one != ME)

    def said_yes(self, part: Part) -> bool | None:
        """Whether a or b agreed; I always do."""
        if (self.a if part == "a" else self.b) == ME:
            return True
        return self.yes_a if part == "a" else self.yes_b

    @property
    def both_agree(self) -> bool:
        return bool(self.said_yes("a") and self.said_yes("b"))

    @property
    def open_answers(self) -> tuple[str, ...]:
        """Those of the two who have not said yes or no yet."""
        parts: tuple[tuple[Part, str], ...] = (("a", self.a), ("b", self.b))
        return tuple(person for part, person in parts if self.said_yes(part) is None)


class NotAgreed(ValueError):
    """Both have to say yes before they are introduced; the text says who has not."""


class Reminder(NamedTuple):
    """The follow-up that an introduction asks for now."""

    what: str
    due: date
    contacts: tuple[str, ...]
    owner: Literal["mine", "theirs"] = "mine"


class Connection(NamedTuple):
    """Two people whom I have connected, and when; `met` once they have met."""

    id: str
    a: str
    b: str
    on: date | None
    met: bool


def state(introduction: Introduction, today: date) -> IntroductionStatus:
    """Where it stands today: what was asked for and not answered for 21 days is stale."""
    asked = introduction.asked_on
    if introduction.status in WAITING and asked and (today - asked).days >= STALE_DAYS:
        return "stale"
    return introduction.status


def asked(introduction: Introduction, today: date) -> Introduction:
    """Asked for today (again, if it was before)."""
    return introduction.changed(status="asked", asked_on=today)


def answered(introduction: Introduction, part: Part, *, yes: bool) -> Introduction:
    """One of the two said yes or no: a no declines it, the second yes makes it agreed."""
    after = introduction.changed(**{f"yes_{part}": yes})
    if not yes:
        return after.changed(status="declined")
    return after.changed(status="agreed") if after.both_agree and after.status not in HAPPENED else after


def agreed(introduction: Introduction) -> Introduction:
    """Everybody in it wants it."""
    return introduction.changed(status="agreed", yes_a=True, yes_b=True)


def made(
    introduction: Introduction, today: date, name: Callable[[str], str] = str, *, anyway: bool = False
) -> Introduction:
    """The two are connected. Raises `NotAgreed` while one of them has not said yes, unless `anyway`.

    Somebody else who connects us has asked us both: that is a yes.
    """
    if introduction.broker != ME:
        introduction = introduction.changed(yes_a=True, yes_b=True)
    elif not (introduction.both_agree or anyway):
        refused = [one for part, one in (("a", introduction.a), ("b", introduction.b)) if not _yes(introduction, part)]
        who = " and ".join(map(name, refused))
        raise NotAgreed(f"{who} did not say yes yet. Ask first, or introduce them anyway.")
    return introduction.changed(status="made", made_on=today)


def met(introduction: Introduction, on: date) -> Introduction:
    """They have met."""
    return introduction.changed(status="met", met_on=on)


def thanked(introduction: Introduction, today: date) -> Introduction:
    """The one who connected us was thanked."""
    return introduction.changed(thanked_on=today)


def to_report(introduction: Introduction, today: date) -> bool:
    """Whether the broker was thanked before we met, and does not know yet how it went."""
    met_on, thanked_on = introduction.met_on, introduction.thanked_on
    return bool(met_on and thanked_on and thanked_on < met_on and (today - met_on).days <= REPORT_DAYS)


def reminder(introduction: Introduction, today: date, name: Callable[[str], str]) -> Reminder | None:
    """What there is to do next about it; None when nothing is."""
    now = state(introduction, today)
    if introduction.broker == ME:
        return _to_connect(introduction, now, today, name)
    return _to_be_connected(introduction, now, today, name)


def connected(introductions: Iterable[Introduction]) -> list[Connection]:
    """Whom I have connected, the newest first."""
    made_by_me = [
        Connection(one.id, one.a, one.b, one.made_on or one.met_on, one.status == "met")
        for one in introductions
        if one.broker == ME and one.status in HAPPENED
    ]
    return sorted(made_by_me, key=lambda one: (one.on or date.min, one.id), reverse=True)


def _to_connect(
    introduction: Introduction, now: IntroductionStatus, today: date, name: Callable[[str], str]
) -> Reminder | None:
    a, b = introduction.a, introduction.b
    if now in ("idea", "asked", "stale") and introduction.open_answers:
        first = introduction.open_answers[0]
        due = _after(introduction.asked_on, ANSWER_DAYS, today)
        return Reminder(f"ask {name(first)} about meeting {name(b if first == a else a)}", due, (first,))
    if now in ("idea", "asked", "stale", "agreed"):
        return Reminder(f"introduce {name(a)} and {name(b)}", today, (a, b))
    if now == "made":
        due = _after(introduction.made_on, MEET_DAYS, today)
        return Reminder(f"ask whether {name(a)} and {name(b)} met", due, (a, b))
    return None


def _to_be_connected(
    introduction: Introduction, now: IntroductionStatus, today: date, name: Callable[[str], str]
) -> Reminder | None:
    broker = introduction.broker
    other = introduction.b if introduction.a == ME else introduction.a
    asked_on, done_on = introduction.asked_on, introduction.made_on or introduction.met_on
    match now:
        case "idea":
            return Reminder(f"ask {name(broker)} to introduce you to {name(other)}", today, (broker,))
        case "asked" | "stale":
            due = _after(asked_on, ANSWER_DAYS, today)
            return Reminder(f"ask {name(broker)} again about {name(other)}", due, (broker,))
        case "agreed":
            due = _after(asked_on, MEET_DAYS, today)
            return Reminder(f"introduce you to {name(other)}", due, (broker,), "theirs")
        case "made" | "met" if not introduction.thanked_on:
            due = _after(done_on, THANK_DAYS, today)
            return Reminder(f"thank {name(broker)} for the introduction to {name(other)}", due, (broker,))
        case "made":
            return Reminder(f"meet {name(other)}", _after(done_on, MEET_DAYS, today), (other,))
        case "met" if to_report(introduction, today):
            due = _after(introduction.met_on, THANK_DAYS, today)
            return Reminder(f"tell {name(broker)} how it went with {name(other)}", due, (broker,))
    return None


def _yes(introduction: Introduction, part: str) -> bool:
    return bool(introduction.said_yes("a" if part == "a" else "b"))


def _after(day: date | None, days: int, today: date) -> date:
    return day + timedelta(days=days) if day else today
