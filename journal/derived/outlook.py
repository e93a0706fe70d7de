"""Outlook: what the day asks for: whom to talk to and why, what was promised, what is coming; kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice

from journal.derived import agenda, facts, week
from journal.derived.agenda import Coming, Promises
from journal.derived.candidates import Candidates
from journal.derived.checklists import StepCounts
from journal.derived.choices import Choices
from journal.derived.index import HasTables, Index
from journal.derived.knowing import Fits
from journal.domain.threads import Thread
from journal.domain.today import Chosen, Suggestion, choose
from journal.domain.upkeep import wider
from journal.domain.warmth import day_of
from journal.domain.warmth_terms import explained
from journal.domain.welcome import welcome_back

__all__ = ["Coming", "Outlook", "Promises", "Suggestion", "Thread"]

DAYS = 14
PASSES = 3
"""After so many passes in a row a wider circle is offered."""


class Outlook:
    """First `build`; then it follows what is written, through the index.

    What concerns many people at once, such as a new day, waits for the next `build`; until then `ready` is False and
    the old view stays. `listeners` are told after anything it says may have changed.
    """

    def __init__(self, index: Index, journal: HasTables | None = None, audience: Fits | None = None) -> None:
        self.index = index
        self._candidates = Candidates(index, audience)
        self.steps: agenda.Steps = StepCounts()
        """Counts the steps of checklists; whoever knows those of the user puts that here."""
        self._chosen: Chosen | None = None
        self._talked: frozenset[str] = frozenset()
        self.listeners: list[Callable[[], None]] = []
        self._candidates.listeners.append(self._changed)

    def build(self) -> Iterator[None]:
        """Look at everybody who waits for it, in pieces of a few milliseconds."""
        return self._candidates.build()

    @property
    def ready(self) -> bool:
        """Whether everybody was looked at; False asks for `build`."""
        return self._candidates.ready

    @property
    def people(self) -> Sequence[Suggestion]:
        """Whom to talk to today: three people or fewer."""
        return self._now().people

    @property
    def share_done(self) -> bool:
        """Whether one talked to as many people as were planned for the week."""
        return self._now().share_done

    @property
    def talked(self) -> int:
        """How many people one talked to since Monday."""
        self._now()
        return len(self._talked)

    @property
    def capacity(self) -> int:
        """How many people one planned to talk to in a week."""
        return self.index.model.today.weekly_capacity

    @property
    def welcome_back(self) -> bool:
        """Whether the user comes back after an absence, and nothing was noted since."""
        index = self.index
        past = index.timeline.until(index.today.isoformat())
        last = day_of(index.timeline.rows[past - 1][0]) if past else None
        return welcome_back(index.today, index.away, last, self._choices.seen)

    @property
    def away_until(self) -> date | None:
        """The last day of being away, while that lasts."""
        today = self.index.today
        return next((last for first, last in self.index.away if first <= today <= last), None)

    def why(self, contact: str) -> Suggestion | None:
        """Why to talk to somebody now, whoever it is; None if there is no reason."""
        return self._candidates.suggestions.get(contact)

    def ranked(self, limit: int) -> list[Suggestion]:
        """The first of all there is a reason to talk to, without those passed by."""
        passed = self._passed()
        return list(islice((each for each in self._candidates.suggestions if each.contact not in passed), limit))

    def explain_warmth(self, contact: str) -> list[tuple[str, str]]:
        """Where somebody's warmth comes from, term by term: what it is, and its value."""
        index, document = self.index, self.index.documents["contacts"].get(contact, {})
        return explained(document, index.talks(contact), index.today, index.model)

    def wider_circle(self, contact: str) -> str | None:
        """The next circle out, if it should be offered: after three passes in a row, or when the talks drain one."""
        suggestion, talks = self.why(contact), self.index.talks(contact)
        last = max((talk.on for talk in talks if talk.on <= self.index.today and talk.kind != "note"), default=None)
        drained = suggestion is not None and any(reason.kind == "drain" for reason in suggestion.reasons)
        if not drained and self._choices.passes_since(contact, last) < PASSES:
            return None
        document = self.index.documents["contacts"].get(contact, {})
        return wider(facts.text(document, "circle", "active"), self.index.model)

    def followups(self) -> Promises:
        """All open follow-ups by day."""
        return agenda.promises(self.index)

    def coming(self, days: int = DAYS) -> list[Coming]:
        """The events and the moments of the next days, in order."""
        return agenda.coming(self.index, days, self._candidates.moments_so_far(), self.steps)

    def thread(self) -> Thread | None:
        """The old thread of this week; None if there is none, or if it was taken up or let rest already."""
        index = self.index
        since_monday = index.today.weekday() + 1
        if self._choices.threads_let_rest(since_monday) or any(week.old_ties(index)):
            return None
        resting = self._choices.threads_let_rest(index.model.dormant.again_after_days)
        return self._candidates.threads.best(resting, self._candidates.knowing.relevance, index.model)

    def _now(self) -> Chosen:
        if self._chosen is None:
            choices, model = self._choices, self.index.model
            self._talked = week.talked_to(self.index)
            taken = choices.taken - self._talked
            suggestions = self._candidates.suggestions
            self._chosen = choose(
                suggestions, self._passed(), len(self._talked), model, taken=taken, away=self.away_until is not None
            )
        return self._chosen

    @property
    def _choices(self) -> Choices:
        return self._candidates.knowing.choices

    def _passed(self) -> frozenset[str]:
        return self._choices.passed(self.index.model.today.pass_days)

    def _changed(self) -> None:
        self._chosen = None
        for listener in self.listeners:
            listener()
