"""Book: the reflection a weekly review is written into, answer by answer, and the other reviews before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from journal.domain.decisions import Decision
from journal.domain.prep import Plan
from journal.domain.reflections import About, Reflection
from journal.domain.review import WEEK, Guide, Step, about_week, go_on_at, last_plan, week_to_review, with_answer
from journal.domain.words import MONTHS
from journal.screens.desk import Desk
from journal.store.journal import Transaction

Also = Callable[[Transaction], object]
"""Something else that is written together with an answer."""


class Book:
    """The review of one week. It asks the journal anew each time, because an undo may have changed what it holds."""

    def __init__(self, desk: Desk, guide: Guide) -> None:
        self.desk, self.guide = desk, guide
        reviews = about_week(desk.journal.reflections)
        self.monday = week_to_review(desk.today, [week for week, review in reviews.items() if review.finished])
        self.short = bool((review := reviews.get(self.monday)) and review.short and not review.finished)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def next_monday(self) -> date:
        """The week to choose people for."""
        return self.monday + WEEK

    @property
    def this_week(self) -> str:
        """What the week is called on this day."""
        return "this week" if self.sunday >= self.desk.today else "last week"

    @property
    def span(self) -> str:
        """The week as dates: "23 to 29 Nov"."""
        first, last = self.monday, self.sunday
        month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
        return f"{first.day}{month} to {last.day} {MONTHS[last.month - 1]}"

    @property
    def steps(self) -> Sequence[Step]:
        return self.guide.steps(short=self.short)

    @property
    def review(self) -> Reflection | None:
        """The reflection about this week, as far as it is written."""
        return about_week(self.desk.journal.reflections).get(self.monday)

    @property
    def begun(self) -> list[date]:
        """The days on which reviews were begun."""
        return [review.on for review in about_week(self.desk.journal.reflections).values()]

    @property
    def to_go_on(self) -> int | None:
        """The step at which to take it up again; None if nothing was answered, or everything."""
        review = self.review
        if review is None or review.finished:
            return None
        at = go_on_at(self.guide.steps(short=review.short), review.answers)
        return at if 0 < at < len(self.guide.steps(short=review.short)) else None

    def answer_to(self, step: Step) -> str:
        return review.answers.get(step.id, "") if (review := self.review) else ""

    @property
    def plan(self) -> Plan | None:
        """The plan made in this review."""
        return review.plans[-1] if (review := self.review) and review.plans else None

    @property
    def plan_before(self) -> tuple[Reflection, Plan] | None:
        """The plan of the review before this one."""
        return last_plan(about_week(self.desk.journal.reflections), self.monday)

    def write(self, step: Step, answer: str, *, plan: Plan | None = None, also: Also | None = None) -> None:
        """Keep the answer to a step; the last one finishes the review. Raises StoreError."""
        with self.desk.journal.transaction(f"weekly review: {step.title}") as transaction:
            before = self.review or transaction.add(self._new())
            after = with_answer(before, step.id, answer, last=step == self.steps[-1])
            transaction.change(before, after.changed(short=self.short, plans=[plan] if plan else after.plans))
            if also is not None:
                also(transaction)

    def add_win(self, win: str) -> None:
        """Keep a win in the reflection of the week. Raises StoreError."""
        with self.desk.journal.transaction("a win of the week") as transaction:
            before = self.review or transaction.add(self._new().changed(finished=False))
            transaction.change(before, before.changed(wins=[*before.wins, win]))

    def tell_plan(self, happened: str) -> None:
        """Keep whether the plan of the last review happened. Raises StoreError."""
        if (found := self.plan_before) is None:
            return
        review, plan = found
        told = [*review.plans[:-1], plan.model_copy(update={"happened": happened})]
        with self.desk.journal.transaction("last week's plan") as transaction:
            transaction.change(review, review.changed(plans=told))

    def _new(self) -> Reflection:
        about = About(kind="week", id=self.monday.isoformat())
        return Reflection(on=self.desk.today, about=about, short=self.short, finished=False)

    def chosen_for(self, monday: date) -> Decision | None:
        """Whom one took for a week."""
        decisions, on = self.desk.journal.decisions, monday.isoformat()
        found = [id for id, each in decisions.docs.items() if each.get("kind") == "chosen" and each.get("on") == on]
        return decisions.get(max(found)) if found else None
