"""Preparations as they are written: begun, answered step by step, looked back at; every act is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from journal.domain.answers import DETAIL, WHO, Landed, Named, by_prompt, landed, noted, people_of, put_off, skipped
from journal.domain.checklists import Checklists, Step
from journal.domain.confidence import DECISION
from journal.domain.debrief import Debrief, Promised, left_behind, promised
from journal.domain.decisions import Decision, Setting
from journal.domain.events import Event, EventStatus
from journal.domain.pitch import with_version
from journal.domain.prep import Answer, PrepRun
from journal.domain.text import fold
from journal.domain.walk import Walk, begun, finished, stage_now, walk
from journal.domain.words import plural
from journal.store.disk import StoreError
from journal.store.journal import Journal
from journal.store.prep_landing import Landing
from journal.store.transaction import Transaction

PITCH = "pitch"
PEOPLE, PROMISES, REVIEW = "s.log_people", "s.promises", "s.fair_review"
"""The shared steps that a debrief is noted under where the checklist has none of its own for it."""
LANDS: dict[str, str] = {PEOPLE: "event.met", PROMISES: "followups[]", REVIEW: "reflection"}


class Left(NamedTuple):
    """What a debrief left behind: the preparation, ids of new people, and how much of each."""

    run: PrepRun
    new_people: tuple[str, ...]
    met: int
    promises: int
    thanks: int
    reflected: bool

    @property
    def said(self) -> str:
        """In words: "2 people, 1 promise and a look back"; "" for nothing."""
        parts = [plural(self.met, "person", "people")] * bool(self.met)
        parts += [plural(self.promises, "promise")] * bool(self.promises)
        parts += [plural(self.thanks, "thank-you")] * bool(self.thanks)
        parts += ["a look back"] * self.reflected
        return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def new_event(journal: Journal, title: str, starts: str, kind: str, checklists: Checklists) -> Event:
    """A new event of three fields; what it costs is taken from its kind. Raises `Invalid`."""
    event = Event.parse({"title": title, "starts": starts, "kind": kind})
    event = event.changed(energy_cost=checklists.of(kind).energy_cost)
    with journal.transaction(f"new event {event.title}") as transaction:
        return transaction.add(event)


def run_of(journal: Journal, event: str) -> PrepRun | None:
    """The preparation of an event: the one that is open, else the newest."""
    ids = [id for id, document in journal.runs.docs.items() if document.get("event") == event]
    runs = [run for id in ids if (run := journal.runs.get(id)) is not None]
    return max(runs, key=lambda run: (run.open, run.id), default=None)


def begin(journal: Journal, event: Event, checklists: Checklists, now: datetime, *, short: bool = False) -> PrepRun:
    """The preparation of an event: the one there is, or a new one."""
    if found := run_of(journal, event.id):
        return found
    with journal.transaction(f"prepare {event.title}") as transaction:
        return transaction.add(begun(event, now, checklists, short=short))


def answer(journal: Journal, walk: Walk, step: Step, value: Any, now: datetime, seconds: int | None = None) -> PrepRun:
    """The answer of a step, written with all that it brings. Raises `Invalid` or `StoreError`: nothing is written."""
    event, run = _fresh(journal, walk)
    with journal.transaction(f"{event.title}: {step.title}", atomic=True) as transaction:
        landing = Landing(transaction, journal, event, run, now)
        landing.take(step, value, seconds)
        if landing.event.met != event.met:
            landing.event = went_there(landing.event)
        if step.writes == "event.pitch" and isinstance(value, str) and landing.event.pitch:
            _keep_version(transaction, journal, landing.event.pitch, now.date(), event=event.id)
        return landing.finish(**_finished(walk, landing.run, now))


def note(journal: Journal, walk: Walk, step: Step, value: Any, now: datetime, *, done: bool) -> PrepRun:
    """Keep what was said in a step that leaves something behind; `debrief` takes it in. `done`: one goes on from it."""
    return _put(journal, walk, step, lambda before: noted(now, before, value, done=done), now)


def skip(journal: Journal, walk: Walk, step: Step, now: datetime) -> PrepRun:
    """Pass a step by; what was typed or made in it stays."""
    return _put(journal, walk, step, lambda before: skipped(now, before), now)


def later(journal: Journal, walk: Walk, step: Step, value: Any, now: datetime) -> PrepRun:
    """Leave a step for later, with what was typed so far; where nothing was typed nothing is written."""
    before = walk.run.answer(step.id)
    if before.status == "done" or value in (None, "", [], {}, before.latest):
        return walk.run
    if left_behind(step):
        return note(journal, walk, step, value, now, done=False)
    return _put(journal, walk, step, lambda before: put_off(now, before, value), now)


def set_version(journal: Journal, run: PrepRun, *, short: bool) -> PrepRun:
    """Walk the short version, or the whole one."""
    return _change(journal, run, "the short version" if short else "all steps", short=short)


def add_step(journal: Journal, run: PrepRun, step: Step) -> PrepRun:
    """Add a shared step to a preparation."""
    return _change(journal, run, f"add {step.title}", added=(*run.added, step.id))


def plan_happened(journal: Journal, run: PrepRun, number: int, happened: Literal["yes", "no", "unknown"]) -> PrepRun:
    """What became of a plan of a preparation, counted from 0."""
    plans = tuple(
        plan.model_copy(update={"happened": happened}) if at == number else plan for at, plan in enumerate(run.plans)
    )
    return _change(journal, run, f"plan: {happened}", plans=plans)


def went(journal: Journal, event: Event, status: EventStatus) -> Event:
    """Whether I was there: attended, missed, cancelled, or planned again."""
    with journal.transaction(f"{event.title}: {status}") as transaction:
        return transaction.change(event, event.changed(status=status))


def went_there(event: Event) -> Event:
    """An event that was still planned, as one that people were met at."""
    return event.changed(status="attended") if event.status == "planned" else event


def debrief(journal: Journal, event: Event, checklists: Checklists, said: Debrief, now: datetime) -> Left:
    """All that an event leaves behind, in one transaction that is undone as a whole: what was noted, and what is said.

    What is said here counts as the answer of the steps that ask for it, so nothing is asked twice.
    """
    event = journal.events.get(event.id) or event
    run = run_of(journal, event.id) or begun(event, now, checklists, short=True)
    with journal.transaction(f"look back at {event.title}", atomic=True) as transaction:
        landing = Landing(transaction, journal, event, run, now)
        taken = _take_noted(landing, checklists)
        landing.wins = said.wins
        for shared, value in _values(said):
            step = _asking(checklists, landing.run, shared)
            if step.id == shared and not _has(checklists, landing.run, shared):
                landing.run = landing.run.changed(added=(*landing.run.added, shared))
            landing.take(step, _merged(step, landing.run.answer(step.id).value, value))
            taken[step.id] = step
        landing.thank(said.thanks)
        landing.event = went_there(landing.event)
        stored = landing.finish(**_finished(walk(landing.event, landing.run, checklists, now), landing.run, now))
    return _left(landing, stored, taken.values(), said)


def _take_noted(landing: Landing, checklists: Checklists) -> dict[str, Step]:
    """Take in what was noted, people first, because promises name them; the steps, by id."""
    steps = checklists.of(landing.run.checklist, landing.run.added).steps
    waiting = [step for step in steps if landing.run.answer(step.id).waits]
    for step in sorted(waiting, key=lambda step: step.writes != "event.met"):
        before = landing.run.answer(step.id)
        landing.take(step, before.noted)
        if before.status == "todo":  # one was not through with it
            after = landing.run.answer(step.id).model_copy(update={"status": "todo"})
            landing.run = landing.run.changed(answers={**landing.run.answers, step.id: after})
    return {step.id: step for step in waiting}


def _left(landing: Landing, stored: PrepRun, steps: Iterable[Step], said: Debrief) -> Left:
    values = {
        writes: [stored.answer(step.id).value for step in steps if step.writes == writes] for writes in LANDS.values()
    }
    met = sum(len(people_of(value)) for value in values[LANDS[PEOPLE]])
    promises = sum(len(promised(value)) for value in values[LANDS[PROMISES]])
    return Left(stored, tuple(landing.new_people), met, promises, len(said.thanks), bool(values[LANDS[REVIEW]]))


def keep_pitch(journal: Journal, text: str, today: date, *, event: str = "", frame: str = "", length: str = "") -> None:
    """Keep a version of the pitch, and give it to the event it is for."""
    with journal.transaction("keep the pitch") as transaction:
        _keep_version(transaction, journal, text, today, event=event, frame=frame, length=length)
        if (found := journal.events.get(event)) and found.pitch != text:
            transaction.change(found, found.changed(pitch=text))


def _keep_version(transaction: Transaction, journal: Journal, text: str, today: date, **about: str) -> None:
    before = journal.settings.get(PITCH)
    after = Setting.parse(with_version(before.document() if before else {}, text, today, **about), PITCH)
    transaction.change(before, after) if before else transaction.add(after)


def help_was_shown(journal: Journal) -> bool:
    """Whether help was mentioned already."""
    return any(document.get("kind") == DECISION for document in journal.decisions.docs.values())


def help_shown(journal: Journal, today: date) -> None:
    """Note that help was mentioned, so that it never is again."""
    with journal.transaction("help was mentioned", quiet=True) as transaction:
        transaction.add(Decision(kind="help_shown", on=today))


def _fresh(journal: Journal, walk: Walk) -> tuple[Event, PrepRun]:
    """Event and preparation as they are now: another program may have written meanwhile. Raises `StoreError`."""
    event = journal.events.get(walk.event.id)
    run = journal.runs.get(walk.run.id) if walk.run.id else run_of(journal, walk.event.id) or walk.run
    if event is None or run is None:
        raise StoreError(f"{walk.event.title} has been removed meanwhile; u may take that back.")
    return event, run


def _put(journal: Journal, walk: Walk, step: Step, change: Callable[[Answer], Answer], now: datetime) -> PrepRun:
    event, run = _fresh(journal, walk)
    found: Landed = landed(event, run, step, change(run.answer(step.id)))
    with journal.transaction(f"{event.title}: {step.title}") as transaction:
        after = found.run.changed(**_finished(walk, found.run, now))
        return transaction.change(run, after) if run.id else transaction.add(after)


def _change(journal: Journal, run: PrepRun, op: str, **fields: Any) -> PrepRun:
    event = journal.events.get(run.event)
    with journal.transaction(f"{event.title if event else 'preparation'}: {op}") as transaction:
        return transaction.change(run, run.changed(**fields))


def _finished(walk: Walk, run: PrepRun, now: datetime) -> dict[str, datetime]:
    """When all was done, if it is now: the event is over and its last stage complete."""
    over = stage_now(walk.event, now) == "after"
    waits = any(answer.waits for answer in run.answers.values())
    done = run.open and over and not waits and finished(walk._replace(run=run))
    return {"finished": now.replace(microsecond=0)} if done else {}


def _values(said: Debrief) -> list[tuple[str, Any]]:
    """What was said, by the shared step that asks for it."""
    found: list[tuple[str, Any]] = [
        (PEOPLE, _people(said.met)),
        (PROMISES, _promises(said.promises)),
        (REVIEW, dict(said.answers)),
    ]
    return [(step, value) for step, value in found if value or (step == REVIEW and said.wins)]


def _merged(step: Step, before: Any, value: Any) -> Any:
    """What was noted in a step already with what is said now: a debrief adds, and takes nothing away."""
    match step.writes:
        case "event.met":
            now = {one.who: one for one in people_of(value)}
            return _people([now.pop(one.who, one) for one in people_of(before)] + list(now.values()))
        case "followups[]":
            said = {fold(one.what): one for one in (*promised(before), *promised(value))}
            return _promises(said.values())
    return {**by_prompt(step, before), **value}


def _people(some: Iterable[Named]) -> list[dict[str, str]]:
    return [{WHO: one.who} | ({DETAIL: one.detail} if one.detail else {}) for one in some]


def _promises(some: Iterable[Promised]) -> list[dict[str, Any]]:
    return [{"what": one.what, "who": list(one.people), "owner": one.owner} for one in some]


def _has(checklists: Checklists, run: PrepRun, id: str) -> bool:
    return checklists.of(run.checklist, run.added).step(id) is not None


def _asking(checklists: Checklists, run: PrepRun, shared: str) -> Step:
    """The last step of a preparation that asks for something after the event, else the shared one."""
    steps = checklists.of(run.checklist, run.added).steps
    own = [step for step in steps if step.stage == "after" and step.writes == LANDS[shared]]
    return own[-1] if own else checklists.shared[shared]
