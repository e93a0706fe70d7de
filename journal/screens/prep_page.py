"""The page of an event: aim, plan, people and questions, the steps of its preparation, and how such events went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.content import Content

from journal.domain.checklists import Checklists, minutes
from journal.domain.confidence import Rated, Series, calibration, series
from journal.domain.events import Event, moment_of
from journal.domain.prep import PrepRun
from journal.domain.walk import StageView, Unknown, Walk, begun, walk
from journal.domain.words import ago, day_head, hour, plural, short_day
from journal.screens.confidence_lines import write_series
from journal.screens.desk import Desk
from journal.screens.prep_rows import PrepView, every_step, lately_over
from journal.widgets.line import (
    ACCENT,
    BETWEEN,
    BOLD,
    DONE,
    HEAD,
    LET_GO,
    MUTED,
    OPEN,
    PLAIN,
    SUCCESS,
    cell,
    run,
    spread,
    wrap,
)
from journal.widgets.page import Lines

LABEL = 9
STAGE, WHEN = 8, 13
ENERGY = ("little", "a little", "some", "much", "a great deal of")
MOST_OF_PITCH = 4
"""Lines of the introduction that are shown."""
NARROW = 60
"""Cells of text under which the stage stands on a line of its own."""


def write_event(desk: Desk, event: Event, view: PrepView, lines: Lines) -> None:
    """The whole page."""
    page = _EventPage(desk, event, view, lines)
    page.head()
    page.facts()
    for write in (page.better, page.preparation) if page.over else (page.preparation, page.better):
        write()


class _EventPage:
    """Writes the parts of one page under each other."""

    def __init__(self, desk: Desk, event: Event, view: PrepView, lines: Lines) -> None:
        self.desk, self.event, self.view, self.lines = desk, event, view, lines
        self.run = view.run_of(event.id)
        self.over = event not in view.coming

    def head(self) -> None:
        """What, when, where, with whom, and what it costs."""
        desk, event, lines = self.desk, self.event, self.lines
        title, day = desk.seen(event.title), self._day()
        if cell_len(title) + cell_len(day) + 2 <= lines.width:
            lines.title(title, (day, PLAIN))
        else:
            lines.text((title, BOLD)).text((day, PLAIN))
        checklist = self.view.checklists.of(event.kind)
        facts = [ago(event.day, desk.today), checklist.called, self._until(), desk.seen(event.place)]
        cost = self.view.prepared(event).energy
        facts.append(f"costs {ENERGY[cost - 1]} energy")
        lines.muted(f" {BETWEEN} ".join(fact for fact in facts if fact))
        if self.over and event.status == "planned":
            lines.gap().add(
                run("Did you go?  ", ("d", BOLD), (" I went   ", MUTED), ("z", BOLD), (" not this time", MUTED))
            )
        elif event.status in ("missed", "cancelled"):
            said = (
                "You did not go. That is all there is to it." if event.status == "missed" else "It did not take place."
            )
            lines.gap().muted(said)
        lines.gap()

    def _day(self) -> str:
        """When it begins: "Thu 26 Nov 18:30"."""
        time = self.event.time
        at = f" {hour(time.strftime('%H:%M'), self.desk.config.clock)}" if time else ""
        return f"{day_head(self.event.day, self.desk.today)}{at}"

    def _until(self) -> str:
        """When it ends, where that is known: "until 21:00", "until Mon 30 Nov 17:30"."""
        if not self.event.ends:
            return ""
        day, time = moment_of(self.event.ends)
        on = "" if day == self.event.day and time else day_head(day, self.desk.today)
        at = hour(time.strftime("%H:%M"), self.desk.config.clock) if time else ""
        return " ".join(filter(None, ("until", on, at)))

    def facts(self) -> None:
        """Aim, plans, questions, introduction, goals, people."""
        desk, event = self.desk, self.event
        if event.objective:
            self._fact("aim", desk.seen(event.objective))
        for plan in self.run.plans if self.run else ():
            sign = {"yes": (DONE, SUCCESS), "no": (LET_GO, MUTED)}.get(plan.happened)
            self._fact("if", desk.seen(plan.if_))
            self._fact("then", run(desk.seen(plan.then), *((" ", sign) if sign else ())))
        for number, question in enumerate(event.questions):
            self._fact("" if number else "ask", desk.seen(question))
        if event.pitch:
            self._fact("say", desk.seen(event.pitch), most=MOST_OF_PITCH)
        for number, id in enumerate(event.goals):
            if goal := desk.journal.goals.get(id):
                self._fact("" if number else "goal", desk.seen(goal.statement), "goals", id)
        self._people()
        self._ready()
        if event.url:
            self._fact("link", run(desk.seen(event.url), ("   b", BOLD), (" opens it", MUTED)))
        if event.note:
            self.lines.gap().text(desk.seen(event.note))

    def _people(self) -> None:
        """Whom one will meet, or met."""
        for label, people in (("met", self.event.met), ("with", self.event.expected if not self.over else ())):
            for number, who in enumerate(people):
                person = self.desk.person(who)
                name = self.desk.name(who) if person else self.desk.seen(who)
                facts = ", ".join(part for part in (person.role, person.org) if part) if person else ""
                value = run(name, (f"  {self.desk.seen(facts)}" if facts else "", MUTED))
                self._fact("" if number else label, value, *(("contacts", who) if person else ()))

    def _ready(self) -> None:
        """The figures of readiness as they are."""
        if self.run is None:
            return
        named = (("before", "confidence_before"), ("at the door", "confidence_door"), ("after", "confidence_after"))
        found = [(word, value) for word, name in named if (value := getattr(self.run, name))]
        if found:
            pieces = [piece for word, value in found for piece in (f"{value} ", (f"{word}   ", MUTED))]
            self._fact("ready", run(*pieces, (self._lately(), MUTED)))

    def _lately(self) -> str:
        """How the last events of this kind ended: "the last two meetups ended at 7 and 5"."""
        every = [each for each in self.view.rated if each.kind == self.event.kind and each.on < self.event.day]
        after = [str(each.after) for each in every if each.after is not None][-2:]
        kind = self.view.checklists.of(self.event.kind).called
        if self.over or not after:
            return ""
        return (
            f"the last {kind} ended at {after[0]}" if len(after) < 2 else f"the last two ended at {' and '.join(after)}"
        )

    def _fact(
        self,
        label: str,
        value: Content | tuple[str, str] | str,
        table: str = "",
        id: str = "",
        *,
        most: int | None = None,
    ) -> None:
        room = max(12, self.lines.width - LABEL)
        for number, line in enumerate(wrap(value, room, most=most)):
            first = not number
            self.lines.add(run(cell((label if first else "", MUTED), LABEL), line), *((table, id) if first else ()))

    def preparation(self) -> None:
        """All steps in their stages; the next one is named."""
        lines = self.lines
        found = self._walk()
        if self.over and self.run is None:
            return
        steps = every_step(found)
        left = [step for step in steps if not found.run.behind(step.id)]
        short = [step for step in left if step.required]
        parts = [f"{len(steps) - len(left)} of {plural(len(steps), 'step')}"]
        if left and not self.over:
            parts.append(f"{minutes(left)} min left")
        if left and not self.over and not found.run.short and lines.width >= NARROW:
            parts.append(f"short way {minutes(short)} min")
        if self.over:
            steps = tuple(
                step
                for step in steps
                if found.run.behind(step.id) or (step.stage == "after" and lately_over(self.event, self.desk.now))
            )
            if not steps:
                return
        lines.section("Preparation", f" {BETWEEN} ".join(parts))
        whole = found._replace(steps=steps)
        next_id = found.steps[found.at].id if found.at is not None else ""
        for stage in whole.stages():
            if stage.steps:
                self._stage(stage, found.run, next_id)
        self._unknown(found.unknown)

    def _walk(self) -> Walk:
        run_ = self.run or begun(self.event, self.desk.now, self.view.checklists)
        return walk(self.event, run_, self.view.checklists, self.desk.now)

    def _stage(self, stage: StageView, run_: PrepRun, next_id: str) -> None:
        lines = self.lines
        if not lines.tight:
            lines.gap()
        when = self._when(stage)
        if lines.width < NARROW:
            lines.add(run((stage.stage, HEAD), (f"  {when}" if when else "", MUTED)))
        for number, step in enumerate(stage.steps):
            answer = run_.answer(step.id)
            sign = {"done": (f"{DONE} ", SUCCESS), "skipped": (f"{LET_GO} ", MUTED)}.get(
                answer.status, (f"{OPEN} ", PLAIN)
            )
            here = step.id == next_id and not self.over
            tone = BOLD if here else MUTED if run_.behind(step.id) else PLAIN
            lead = run(
                cell((stage.stage if not number else "", HEAD), STAGE), cell((when if not number else "", MUTED), WHEN)
            )
            text = run(sign, (step.title, tone))
            line = text if lines.width < NARROW else run(lead, text)
            last = run(("next   " if here else "", ACCENT), (f"{step.minutes} min", MUTED))
            lines.add(spread(lines.width, line, last), "steps", step.id)

    def _when(self, stage: StageView) -> str:
        """When a stage is: "done", "from Wed", "Thu 17:30", "glance card", "by Sat"."""
        if stage.done == len(stage.steps):
            return "done"
        if self.over:
            return ""
        day = stage.when.strftime("%a") if 0 <= (stage.when.date() - self.desk.today).days < 7 else ""
        day = day or short_day(stage.when.date(), self.desk.today)
        match stage.stage:
            case "during":
                return "glance card"
            case "door":
                return f"{day} {hour(stage.when.strftime('%H:%M'), self.desk.config.clock)}"
            case "after":
                return f"by {day}"
        return "now" if stage.when.date() <= self.desk.today else f"from {day}"

    def _unknown(self, unknown: Iterable[Unknown]) -> None:
        for number, each in enumerate(unknown):
            if not number:
                self.lines.section("Kept from before")
            self.lines.fact("", run((f"{each.title}  ", MUTED), self.desk.seen(each.text)), 0)

    def better(self) -> None:
        """How ready one felt at events of this kind, as a chart and in words."""
        every = self.view.rated
        found = [each for each in series(every) if each.kind == self.event.kind]
        if found:
            write_confidence(self.desk, self.view.checklists, found, every, self.lines)


def write_confidence(
    desk: Desk, checklists: Checklists, found: Sequence[Series], every: Sequence[Rated], lines: Lines
) -> None:
    """A chart for each kind of event with its text form, and how well one foresees how it goes."""
    for each in found:
        title = checklists.of(each.kind).called
        lines.section(f"How ready, {title}", plural(len(each.points), "event"))
        write_series(lines, each, desk.today)
    known = calibration(every)
    if desk.config.prep.calibration and known.value is not None:
        lines.gap().text(known.said).muted(known.trap)
