"""Walk: through which steps a preparation goes now, where it is taken up again, and how far it is."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from journal.domain.answers import said
from journal.domain.checklists import STAGES, Checklist, Checklists, Stage, Step, by_stage
from journal.domain.events import Event, moment_of
from journal.domain.prep import PrepRun

DOOR = timedelta(hours=1)
"""How long before the beginning one is at the door."""
HURRY = timedelta(hours=2)
"""With less left before the beginning there is time for the steps at the door and during the event only."""
USUAL_LENGTH = timedelta(hours=3)
"""How long an event with a time but no end goes on."""
DAY_BEGINS, DAY_ENDS = time(9), time(23, 59)
"""When an event without a time begins and ends."""
AFTER = timedelta(hours=48)
"""Within these it is looked back, and promises are kept."""


class Span(NamedTuple):
    """When an event begins and ends, on the clock where it is."""

    starts: datetime
    ends: datetime


class StageView(NamedTuple):
    """A stage in a walk: its steps, how many are behind one, when it begins (`after`: when it ends), if it is now."""

    stage: Stage
    steps: tuple[Step, ...]
    done: int
    when: datetime
    now: bool


class Unknown(NamedTuple):
    """An answer to a step that the checklist does not have any more; it is kept, and shown as text."""

    id: str
    title: str
    text: str


class Walk(NamedTuple):
    """A preparation as it stands at a time. `at` is the step to open, in `steps`; None: nothing is to do now."""

    event: Event
    run: PrepRun
    checklist: Checklist
    steps: tuple[Step, ...]
    stage: Stage
    hurried: bool
    at: int | None
    unknown: tuple[Unknown, ...] = ()

    @property
    def done(self) -> int:
        """How many of the steps were done or skipped."""
        return sum(self.run.behind(step.id) for step in self.steps)

    @property
    def left(self) -> tuple[Step, ...]:
        """The steps that wait, of all stages."""
        return tuple(step for step in self.steps if not self.run.behind(step.id))

    def stages(self) -> list[StageView]:
        """The five stages with their steps and times."""
        return [
            StageView(
                each.stage,
                each.steps,
                sum(self.run.behind(step.id) for step in each.steps),
                begins(self.event, each.stage, self.checklist),
                each.stage == self.stage,
            )
            for each in by_stage(self.steps)
        ]

    def then(self, at: int) -> int | None:
        """The step after one, among those that wait and may be done now; None: there is none."""
        return next((number for number in self._now() if number > at), None)

    def later(self) -> StageView | None:
        """The next stage that has something to do and has not begun."""
        ahead = STAGES.index(self.stage) + 1
        return next((each for each in self.stages()[ahead:] if each.done < len(each.steps)), None)

    def _now(self) -> list[int]:
        return [
            number
            for number, step in enumerate(self.steps)
            if not self.run.behind(step.id) and step.stage in timely(self.stage)
        ]


def walk(event: Event, run: PrepRun, checklists: Checklists, now: datetime) -> Walk:
    """The walk through a preparation as it stands now (local time)."""
    checklist = checklists.of(run.checklist, run.added)
    stage, late = stage_now(event, now), hurried(event, now)
    steps = _version(checklist, run)
    if late:
        steps = tuple(step for step in steps if step.stage in ("door", "during"))
    found = Walk(event, run, checklist, steps, stage, late, None, unknown(run, checklist, checklists))
    return found._replace(at=_resume(found))


def begun(event: Event, now: datetime, checklists: Checklists, *, short: bool = False) -> PrepRun:
    """A new preparation for an event; one that begins less than two hours before is a short one."""
    checklist = checklists.of(event.kind)
    short = short or hurried(event, now)
    return PrepRun(event=event.id, checklist=checklist.id, started=now.replace(microsecond=0), short=short)


def finished(found: Walk) -> bool:
    """Whether the last stage is complete: the preparation has done its work."""
    return all(found.run.behind(step.id) for step in found.checklist.version(found.run.short) if step.stage == "after")


def span(event: Event) -> Span:
    """When an event begins and ends; without a time it takes the whole day."""
    day, at = moment_of(event.starts)
    starts = datetime.combine(day, at or DAY_BEGINS)
    if event.ends:
        last, until = moment_of(event.ends)
        return Span(starts, max(starts, datetime.combine(last, until or DAY_ENDS)))
    return Span(starts, starts + USUAL_LENGTH if at else datetime.combine(day, DAY_ENDS))


def clock_there(event: Event, now: datetime) -> datetime:
    """What the clock shows where an event is, without a zone; an event that names none is where the user is."""
    zone = _zone(event)
    return (now.astimezone(zone) if zone and now.tzinfo else now).replace(tzinfo=None)


def clock_here(event: Event, moment: datetime, now: datetime) -> datetime:
    """A moment of the clock where an event is, as the clock of the user shows it, without a zone."""
    zone = _zone(event)
    if not (zone and now.tzinfo):
        return moment
    # The clock of now knows its offset of today only; the one of the machine knows when summer time ends.
    own = None if now.utcoffset() == now.astimezone().utcoffset() else now.tzinfo
    return moment.replace(tzinfo=zone).astimezone(own).replace(tzinfo=None)


def _zone(event: Event) -> ZoneInfo | None:
    try:
        return ZoneInfo(event.tz) if event.tz else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def stage_now(event: Event, now: datetime) -> Stage:
    """The stage that fits the clock: the eve begins the day before, the door an hour before."""
    starts, ends = span(event)
    at = clock_there(event, now)
    if at > ends:
        return "after"
    if at >= starts:
        return "during"
    if at >= starts - DOOR or hurried(event, now):
        return "door"
    return "eve" if at.date() >= starts.date() - timedelta(days=1) else "plan"


def hurried(event: Event, now: datetime) -> bool:
    """Whether less than two hours are left before the beginning."""
    starts = span(event).starts
    return starts - HURRY < clock_there(event, now) < starts


def begins(event: Event, stage: Stage, checklist: Checklist) -> datetime:
    """When a stage begins; of the last one, when it should be over."""
    starts, ends = span(event)
    match stage:
        case "plan":
            return datetime.combine(starts.date() - timedelta(days=checklist.lead_days), time())
        case "eve":
            return datetime.combine(starts.date() - timedelta(days=1), time())
        case "door":
            return starts - DOOR
        case "during":
            return starts
        case "after":
            return ends + AFTER


def timely(stage: Stage) -> tuple[Stage, ...]:
    """The stages whose steps make sense in this one: on the eve also what was left of the days before."""
    return {"plan": ("plan",), "eve": ("plan", "eve")}.get(stage, (stage,))  # type: ignore[return-value]


def unknown(run: PrepRun, checklist: Checklist, checklists: Checklists) -> tuple[Unknown, ...]:
    """The answers to steps that the checklist does not have (any more)."""
    there = {step.id for step in checklist.steps} | checklists.hidden
    return tuple(
        Unknown(id, checklists.shared[id].title if id in checklists.shared else id, said(answer.latest))
        for id, answer in run.answers.items()
        if id not in there and (answer.status != "todo" or said(answer.latest))
    )


def _version(checklist: Checklist, run: PrepRun) -> tuple[Step, ...]:
    """The steps of the version that was chosen, with those that were added by hand or answered already."""
    chosen = {step.id for step in checklist.version(run.short)} | {*run.added}
    return tuple(step for step in checklist.steps if step.id in chosen or run.behind(step.id))


def _resume(found: Walk) -> int | None:
    """The first step of the stage of now that waits; else one that was left in a stage that is still timely."""
    waiting = found._now()
    ours = [number for number in waiting if found.steps[number].stage == found.stage]
    return next(iter(ours or waiting), None)
