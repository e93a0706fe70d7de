"""The short pages of Today: what comes later, an event, a goal."""

from __future__ import annotations

from journal.derived.outlook import Coming
from journal.domain.events import Event
from journal.domain.goals import Goal
from journal.domain.words import day_head, due
from journal.screens.desk import Desk
from journal.screens.person_ties import followup_line
from journal.screens.today_lines import WIDE_BAR, day_and_time, moment
from journal.screens.today_rows import Folded, GoalLine
from journal.widgets.line import BETWEEN, BOLD, MUTED, PLAIN, Piece, bar, run, spread, wrap
from journal.widgets.page import Lines


def write_folded(desk: Desk, folded: Folded, lines: Lines) -> None:
    """What is not shown in the list."""
    lines.title("Later")
    lines.gap()
    for each in folded.hidden:
        if isinstance(each, Coming):
            name = moment(desk, each) if each.kind == "moment" else desk.seen(each.title)
            table = "contacts" if each.kind == "moment" else "events"
            day = day_and_time(each.on, each.time, desk)
            lines.add(spread(lines.width, (name, PLAIN), (day, MUTED)), table, each.id)
        elif (followup := desk.journal.followups.get(each)) is not None:
            lines.add(followup_line(desk, followup, lines.width), "followups", each)


def write_event(desk: Desk, event: Event, coming: Coming, lines: Lines) -> None:
    """An event: when, where, what for, who, and how far its preparation is."""
    lines.title(desk.seen(event.title), (day_and_time(coming.on, coming.time, desk), PLAIN))
    lines.muted(f" {BETWEEN} ".join(part for part in (event.kind, desk.seen(event.place)) if part and part != "other"))
    if event.objective:
        lines.gap().text(desk.seen(event.objective))
    lines.section("Prepared")
    if coming.steps:
        done = f"{coming.done} of {coming.steps} steps"
        lines.add(spread(lines.width, bar(coming.done / coming.steps, 2 * WIDE_BAR), (done, MUTED)))
    else:
        lines.add("Not begun yet.")
        lines.add(run(("5", BOLD), (" prepares it with you.", MUTED)))
    if event.expected:
        lines.section("Expected")
    for who in event.expected:
        if desk.person(who):
            lines.add(desk.name(who), "contacts", who)
        else:
            lines.add((desk.seen(who), MUTED))


def write_goal(desk: Desk, goal: Goal, line: GoalLine, lines: Lines) -> None:
    """A goal: why, how far, what is next."""
    end = day_head(goal.horizon, desk.today) if goal.horizon else ""
    for text in wrap((desk.seen(goal.statement), BOLD), lines.width):
        lines.add(text)
    if goal.why:
        lines.muted(desk.seen(goal.why))
    lines.gap()
    facts: list[tuple[str, Piece]] = [("until", end)] if end else []
    if line.share is not None and goal.measure is not None:
        name = run(f"{line.figures} {desk.seen(goal.measure.unit or goal.measure.name)}  ")
        facts.append(("so far", run(bar(line.share, WIDE_BAR), "  ", name, (line.pace, MUTED))))
    if goal.next_action is not None:
        when = f"  {due(goal.next_action.due, desk.today)}" if goal.next_action.due else ""
        facts.append(("next", run(desk.seen(goal.next_action.text), (when, MUTED))))
    for label, value in facts:
        lines.fact(label, value)
