"""RunBook: the preparation a walk writes into, answer by answer, read anew each time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journal.domain.checklists import Checklist, Step
from journal.domain.events import Event
from journal.domain.prep import Answer, PrepRun
from journal.domain.walk import Walk, begun, walk
from journal.prep_texts import PrepTexts
from journal.screens.desk import Desk
from journal.store import prep_runs


class RunBook:
    """The event, its preparation and where one is. An undo may have changed any of them since the last look."""

    def __init__(self, desk: Desk, event: Event, texts: PrepTexts) -> None:
        self.desk, self.texts, self.checklists = desk, texts, texts.checklists
        self._event = event

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
        """Keep an answer, and where its step says. Raises StoreError, Invalid."""
        prep_runs.answer(self.desk.journal, self._begun(), step, value, self.desk.now, seconds)

    def keep_pitch(self, words: str) -> None:
        """Keep a version of the introduction, with its day and the event. Raises StoreError."""
        prep_runs.keep_pitch(self.desk.journal, words, self.desk.today, event=self.event.id)

    def skip(self, step: Step) -> None:
        """Go on without. Raises StoreError."""
        prep_runs.skip(self.desk.journal, self._begun(), step, self.desk.now)

    def put_off(self, step: Step, value: Any) -> None:
        """Go on; what was typed stays with the step. Raises StoreError."""
        prep_runs.later(self.desk.journal, self._begun(), step, value, self.desk.now)

    def _begun(self) -> Walk:
        if self.run is None:
            prep_runs.begin(self.desk.journal, self.event, self.checklists, self.desk.now)
        return self.walk
