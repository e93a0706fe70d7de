"""RunBook: the preparation a walk writes into, answer by answer, read anew each time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from journal.domain.checklists import Checklist, Step
from journal.domain.debrief import Debrief, left_behind
from journal.domain.events import Event
from journal.domain.prep import Answer, PrepRun
from journal.domain.walk import Walk, begun, walk
from journal.prep_texts import PrepTexts
from journal.screens.desk import Desk
from journal.store import prep_runs
from journal.store.prep_runs import Left


class RunBook:
    """The event, its preparation and where one is. An undo may have changed any of them since the last look."""

    def __init__(self, desk: Desk, event: Event, texts: PrepTexts) -> None:
        self.desk, self.texts, self.checklists = desk, texts, texts.checklists
        self._event = event
        self.noted = False
        """Whether something was noted since the last time that all was taken in."""

    @property
    def event(self) -> Event:
        return self.desk.journal.events.get(self._event.id) or self._event

    @property
    def run(self) -> PrepRun | None:
        """The preparation of the event, as far as it is written."""
        return prep_runs.run_of(self.desk.journal, self._event.id)

    @property
    def walk(self) -> Walk:
        """The walk as it stands now, also before anything is written."""
        run = self.run or begun(self.event, self.desk.now, self.checklists)
        return walk(self.event, run, self.checklists, self.desk.now)

    @property
    def checklist(self) -> Checklist:
        return self.walk.checklist

    @property
    def steps(self) -> Sequence[Step]:
        return self.walk.steps

    def answer(self, step: Step) -> Answer:
        return run.answer(step.id) if (run := self.run) else Answer()

    def begin(self, *, short: bool) -> None:
        """Begin with a version, or go on with another one. Raises StoreError."""
        run = prep_runs.begin(self.desk.journal, self.event, self.checklists, self.desk.now, short=short)
        if run.short != short:
            prep_runs.set_version(self.desk.journal, run, short=short)

    def done(self, step: Step, value: Any, *, seconds: int | None = None) -> None:
        """Keep an answer, and where its step says; what an event leaves behind is noted. Raises StoreError, Invalid."""
        journal, now = self.desk.journal, self.desk.now
        if left_behind(step):
            self._note(step, value, done=True)
        else:
            prep_runs.answer(journal, self.walk, step, value, now, seconds)

    def skip(self, step: Step) -> None:
        """Go on without. Raises StoreError."""
        prep_runs.skip(self.desk.journal, self.walk, step, self.desk.now)

    def put_off(self, step: Step, value: Any) -> None:
        """Go on; what was typed stays with the step. Raises StoreError."""
        prep_runs.later(self.desk.journal, self.walk, step, value, self.desk.now)

    def add(self, step: Step, value: Any) -> None:
        """Keep what was said so far; there may be more. Raises StoreError."""
        if left_behind(step):
            self._note(step, value, done=False)
        else:
            self.put_off(step, value)

    def _note(self, step: Step, value: Any, *, done: bool) -> None:
        answer = self.answer(step)
        if answer.noted is None and answer.status == "done" and answer.value == value:
            return  # it was taken in as it is
        prep_runs.note(self.desk.journal, self.walk, step, value, self.desk.now, done=done)
        self.noted = True

    def keep_names(self, step: Step, value: Any) -> None:
        """Keep which names were known; a test that is done stays done. Raises StoreError."""
        if self.answer(step).status == "done":
            self.done(step, value)
        else:
            self.put_off(step, value)

    def plan_happened(self, number: int, happened: Literal["yes", "no"]) -> None:
        """Note whether a plan came up and was done; said twice it is taken back. Raises StoreError."""
        if run := self.run:
            again = run.plans[number].happened == happened
            prep_runs.plan_happened(self.desk.journal, run, number, "unknown" if again else happened)

    def look_back(self, said: Debrief) -> Left:
        """Take in all that the event leaves behind. Raises StoreError, Invalid."""
        left = prep_runs.debrief(self.desk.journal, self.event, self.checklists, said, self.desk.now)
        self.noted = False
        return left
