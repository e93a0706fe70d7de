"""What a starting point is, and what it would make, in lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from journal.domain.goals import Goal, Slot
from journal.domain.packs import Pack, Packs, Plan, goals_of
from journal.domain.templates import Template
from journal.domain.words import due, long_day, plural
from journal.prep_texts import PrepTexts
from journal.screens.desk import Desk
from journal.widgets.line import BETWEEN, BOLD, MUTED, NEW, OPEN, PLAIN, TO, run, spread
from journal.widgets.page import Lines

LABEL = 10


class First(NamedTuple):
    """The texts that a starting point puts first, to be told by name."""

    drafts: Mapping[str, Template]
    prep: PrepTexts

    def write(self, packs: Sequence[Pack], lines: Lines) -> None:
        """What comes first from then on: the last chosen before others."""
        newest = list(reversed(packs))
        kinds = [id.replace("_", " ") for id in _each(pack.events for pack in newest)]
        drafts = [self.drafts[id].title for id in _each(pack.templates for pack in newest) if id in self.drafts]
        known = self.prep.questions.questions
        questions = [known[id].text for id in _each(pack.questions for pack in newest) if id in known]
        frames = {frame.id: frame for frame in self.prep.pitch.frame}
        words = [frames[pack.frame].title for pack in newest if pack.frame in frames]
        lines.section("Comes first from then on")
        for label, some in (("events", kinds), ("drafts", drafts), ("words", list(dict.fromkeys(words)))):
            if some:
                lines.fact(label, f" {BETWEEN} ".join(some), LABEL)
        for number, question in enumerate(questions):
            lines.fact("" if number else "questions", question, LABEL)


def _each(some: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(some)))


def write_pack(pack: Pack, packs: Packs, first: First, today: date, lines: Lines) -> None:
    """What one reads before choosing it."""
    lines.title(pack.title)
    lines.muted(pack.who)
    if pack.opening:
        lines.gap().plain(pack.opening)
    lines.section("Goals, as drafts")
    for goal in goals_of(pack, packs, {}, today):
        lines.fact(NEW, goal.statement, 1)
        people = f" {BETWEEN} ".join(slot.label for slot in goal.slots)
        lines.fact("", run((people, MUTED)), 1)
    lines.section("First week")
    for step in pack.first_week:
        lines.fact(OPEN, step, 1)
    lines.section("Rhythm", f"{plural(pack.capacity, 'talk')} a week")
    for circle, days in pack.cadence.items():
        lines.fact(circle, f"every {days} days")
    if pack.watch_out:
        lines.section("Watch out").text((pack.watch_out, PLAIN))
    first.write([pack], lines)


def write_plan(desk: Desk, plan: Plan, again: Sequence[str], packs: Sequence[Pack], first: First, lines: Lines) -> None:
    """Everything that choosing `packs` would make; `again` are those that were chosen before."""
    for title in again:
        lines.muted(f"You chose “{title}” before; its goals would be made once more.").gap()
    for number, goal in enumerate(plan.goals):
        if number:
            lines.gap()
        _write_goal(desk, goal, lines)
    lines.section("First week", "follow-ups")
    for step in plan.first_week:
        lines.add(spread(lines.width, run((f"{OPEN} ", MUTED), step.what), (due(step.due, desk.today), MUTED)))
    lines.section("Rhythm")
    circles = desk.index.model.circle
    for circle, days in plan.cadence.items():
        lines.fact(circle, _change(f"every {int(circles[circle].cadence_days)} days", f"every {days} days"), LABEL)
    lines.fact("the week", _change(plural(desk.outlook.capacity, "talk"), plural(plan.capacity, "talk")), LABEL)
    if plan.instead_of:
        others = " and ".join(f"“{title}”" for title in plan.instead_of)
        lines.muted(f"The rhythm and the week are those of “{plan.rhythm_from}”, not of {others}.")
    first.write(packs, lines)


def _change(before: str, after: str) -> str:
    return f"{after}, as now" if before == after else f"{before} {TO} {after}"


def _write_goal(desk: Desk, goal: Goal, lines: Lines) -> None:
    lines.fact(NEW, (desk.seen(goal.statement), BOLD), 1)
    plan = f"If {goal.if_then.if_}, then {goal.if_then.then}." if goal.if_then else ""
    facts: Mapping[str, str] = {
        "why": goal.why,
        "until": long_day(goal.horizon) if goal.horizon else "",
        "measure": f"{goal.measure.target:g} {goal.measure.unit} ({goal.measure.name})" if goal.measure else "",
        "obstacle": goal.obstacle,
        "plan": plan,
    }
    for label, text in facts.items():
        if text:
            lines.fact(label, desk.seen(text), LABEL)
    for number, step in enumerate(goal.milestones):
        on = f", {long_day(step.due)}" if step.due else ""
        lines.fact("" if number else "steps", run(desk.seen(step.title), (on, MUTED)), LABEL)
    for number, slot in enumerate(goal.slots):
        head = f"{slot.want}  {desk.seen(slot.label)}"
        lines.fact("" if number else "whom", run(head, (f"  {desk.seen(_criteria(slot))}", MUTED)), LABEL)


def _criteria(slot: Slot) -> str:
    """What a place asks for, apart from the benefit."""
    named = [name for name in slot.criteria if name != "benefit"]
    return "; ".join(f"{name} {' or '.join(getattr(slot, name))}" for name in named)
