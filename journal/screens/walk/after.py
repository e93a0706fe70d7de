"""After: what the end of a walk knows: names to ask again, plans that may have come up, and what waits to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from journal.domain.answers import people_of, plans_before
from journal.domain.briefing import Quiz, quiz
from journal.domain.checklists import Step
from journal.domain.confidence import plans_happened
from journal.domain.debrief import People, promise_due
from journal.domain.prep import Plan
from journal.domain.words import short_day
from journal.screens.walk.book import RunBook
from journal.store.prep_landing import looked_back
from journal.store.prep_runs import REVIEW

THANKS = "thank"
"""How the names of templates begin with which one thanks somebody."""


class After(RunBook):
    """The preparation as it is seen from its end."""

    @property
    def over(self) -> bool:
        """Whether the event is over."""
        return self.walk.stage == "after"

    @property
    def quiz_step(self) -> Step | None:
        """The step in which one tests oneself on names, once it was begun."""
        steps = (step for step in self.steps if step.mode == "name_quiz")
        return next((step for step in steps if isinstance(self.answer(step).value, list)), None)

    @property
    def quizzed(self) -> list[str]:
        """Whose names are asked for: known people who are expected, and were met."""
        some = dict.fromkeys([*self.event.expected, *(self.event.met if self.over else ())])
        return [who for who in some if self.desk.person(who)]

    def names(self, step: Step, *, anyway: bool = False) -> Quiz:
        """Where the quiz of a step stands."""
        value = self.answer(step).value
        return quiz(value, self.quizzed, self.desk.now, step.repeat_after_hours, anyway=anyway)

    @property
    def names_due(self) -> bool:
        """Whether names are to be asked once more now."""
        step = self.quiz_step
        return step is not None and bool(self.names(step, anyway=self.over).due)

    @property
    def details(self) -> dict[str, str]:
        """What was noted about whom one met."""
        met = (step for step in self.steps if step.writes == "event.met")
        return {one.who: one.detail for step in met for one in people_of(self.answer(step).latest)}

    def captured(self) -> list[str]:
        """Whom lines name that were noted at the event: one met them."""
        documents = self.desk.journal.interactions.docs.values()
        at_event = [document for document in documents if document.get("event") == self.event.id]
        named = dict.fromkeys(who for document in at_event for who in document.get("contacts", ()))
        return [who for who in named if self.desk.person(who)]

    @property
    def plans(self) -> list[tuple[int, Plan]]:
        """The plans for the event, each with its number in the preparation; what one plans after it has yet to come."""
        return plans_before(self.run, self.steps) if self.run else []

    def plans_told(self) -> str:
        """How many of all plans that came up were done, as a sentence; "" while there are too few."""
        return plans_happened(plan for run in self.desk.journal.runs for plan in run.plans).said

    @property
    def waiting(self) -> list[Step]:
        """The steps whose answers wait to be taken in, with all else that the event leaves behind."""
        return [step for step in self.steps if self.answer(step).waits]

    @property
    def _steps_after(self) -> Sequence[Step]:
        return [step for step in self.steps if step.stage == "after"]

    @property
    def asked_after(self) -> set[str]:
        """Where the answers land that the steps after the event ask for."""
        return {step.writes for step in self._steps_after}

    @property
    def thanked(self) -> bool:
        """Whether a step reminds one of thanking somebody."""
        return any(step.template.startswith(THANKS) for step in self._steps_after)

    @property
    def waits_for_met(self) -> bool:
        """Whether nobody has asked yet whom one met."""
        return "event.met" not in self.asked_after and not self.event.met

    @property
    def looked_back(self) -> bool:
        """Whether something was noticed about the event already."""
        return looked_back(self.desk.journal, self.event.id) is not None

    @property
    def review(self) -> Sequence[str]:
        """What the usual look back asks: what went well first, then what to try next time."""
        return self.checklists.shared[REVIEW].prompts[:2]

    @property
    def asks_what_is_left(self) -> bool:
        """Whether the last page has something to keep or to ask."""
        return bool(self.waiting) or (self.over and not self.looked_back and "reflection" not in self.asked_after)

    def known(self, name: str) -> bool:
        """Whether somebody in the book is called so, or may be."""
        near = (*self.event.expected, *self.event.met, *self.event.helpers)
        who = People(self.desk.journal.contacts.docs, near).find(name)
        return bool(who.contact or who.candidates)

    def due_word(self, owner: Literal["mine", "theirs"]) -> str:
        """When a promise of this event is due: "by Sat 28 Nov"."""
        due = promise_due(self.event, owner, self.desk.today)
        soon = due - self.desk.today <= timedelta(days=1)
        word = (
            ("today", "tomorrow")[(due - self.desk.today).days]
            if soon
            else f"{due:%a} {short_day(due, self.desk.today)}"
        )
        return f"due {word}"
