"""`journal goals`: what I want to reach, how far it is, whom I want to know for it, and who could open the door."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from journal.shell.context import Context
from journal.shell.output import put, put_json, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journal.derived.audience import Audience, GoalView, SlotView
    from journal.derived.index import Index
    from journal.domain.audience import Candidate
    from journal.domain.goals import Goal
    from journal.domain.paths import WayIn

EXAMPLES = """\
  journal goals              how far each goal is, and whom to get to know
  journal goals --all        those that are done or dropped too
  journal goals --json       all of them, with every candidate and reason"""

LABEL = 9
MOST_CANDIDATES = 6
ORDER = ("active", "draft", "paused", "done", "dropped")
CLOSED = ("done", "dropped")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, with all goals and all candidates")
    parser.add_argument("--all", action="store_true", help="also what is done or dropped")


def run(args: Namespace, context: Context) -> int:
    from journal.derived.audience import Audience

    index = context.index(context.read_journal())
    audience = Audience(index)
    index.apply(None)
    for _ in audience.build():
        pass
    context.say_problems()
    goals = sorted(audience.goals, key=lambda goal: (ORDER.index(goal.status), str(goal.horizon or "~"), goal.id))
    if args.json:
        put_json({"goals": [_goal_json(index, audience, goal) for goal in goals]})
        return 0
    shown = [goal for goal in goals if args.all or goal.status not in CLOSED]
    for number, goal in enumerate(shown):
        if number:
            put()
        for line in _goal_lines(index, audience, goal):
            put(line)
    if hidden := len(goals) - len(shown):
        say(f"{hidden} more {'is' if hidden == 1 else 'are'} done or dropped; --all shows all.")
    elif not goals:
        say("No goals yet. They are written in the full screen.")
    return 0


def _goal_json(index: Index, audience: Audience, goal: Goal) -> dict[str, Any]:
    view, board = audience.view(goal.id), audience.board(goal.id)
    document = dict(index.documents["goals"][goal.id])
    if view is None or board is None:
        return document
    slots = [{**slot.slot.model_dump(mode="json"), **_slot_json(index, slot)} for slot in board.slots]
    return document | {
        "id": goal.id,
        "progress": view.progress,
        "pace": {"elapsed": view.pace.elapsed, "word": view.pace.word or None},
        "coverage": view.coverage,
        "slots": slots,
    }


def _slot_json(index: Index, view: SlotView) -> dict[str, Any]:
    return {
        "filled": [_person_json(index, contact) for contact in view.filled],
        "gap": view.gap,
        "candidates": [_candidate_json(index, one) for one in view.candidates],
        "ways_in": [_way_json(index, way) for way in view.ways_in],
    }


def _person_json(index: Index, contact: str) -> dict[str, str]:
    return {"id": contact, "name": _name(index, contact)}


def _candidate_json(index: Index, one: Candidate) -> dict[str, Any]:
    return {
        **_person_json(index, one.contact),
        "match": one.match,
        "verdict": one.verdict,
        "matches": list(one.matches),
        "misses": list(one.misses),
        "unknown": list(one.unknown),
    }


def _way_json(index: Index, way: WayIn) -> dict[str, Any]:
    from journal.domain.paths import reason

    return {
        "kind": way.kind,
        "via": _person_json(index, way.via),
        "target": _person_json(index, way.target) if way.target else None,
        "strength": round(way.strength, 4),
        "because": way.because,
        "reason": reason(way),
    }


def _goal_lines(index: Index, audience: Audience, goal: Goal) -> Iterator[str]:
    from textwrap import wrap

    from journal.domain.words import due, long_day
    from journal.shell.columns import columns, line_width

    view, board = audience.view(goal.id), audience.board(goal.id)
    if view is None or board is None:
        return
    by = f"by {long_day(goal.horizon)}" if goal.horizon else ""
    yield from wrap(goal.statement, line_width())
    yield columns((goal.status, LABEL), (by, 0))
    if progress := _progress(view):
        yield columns(("measure", LABEL), (progress, 0))
    if goal.next_action:
        when = f"  {due(goal.next_action.due, index.today)}" if goal.next_action.due else ""
        yield columns(("next", LABEL), (f"{goal.next_action.text}{when}", 0))
    if board.slots:
        yield columns(("people", LABEL), (f"{board.filled} of {board.wanted} places filled", 0))
    for slot in board.slots:
        yield from _slot_lines(index, slot)


def _progress(view: GoalView) -> str:
    from journal.domain.progress import current

    measure = view.goal.measure
    if measure is None:
        return ""
    now = f"{current(measure, view.linked):g} of {measure.target:g} {measure.unit or measure.name}"
    return f"{now}, {view.pace.word}"


def _slot_lines(index: Index, view: SlotView) -> Iterator[str]:
    from journal.domain.paths import reason
    from journal.domain.words import plural
    from journal.shell.columns import columns

    state = f"{plural(view.gap, 'place')} open" if view.gap else "filled"
    yield ""
    yield columns((view.slot.label, 0), (state, -14))
    shown = view.candidates[:MOST_CANDIDATES]
    listed = {one.contact for one in shown}
    for contact in view.filled:
        if view.pinned(contact) and contact not in listed:
            yield columns(("●", 1), (_name(index, contact), 22), ("", 9), ("chosen by you", 0))
    for one in shown:
        dot = "●" if one.contact in view.filled else " "
        yield columns(
            (dot, 1), (_name(index, one.contact), 22), (f"{one.match:3} {one.verdict}", 9), (_reasons(one), 0)
        )
    if more := len(view.candidates) - len(shown):
        yield columns((" ", 1), (f"and {more} more", 0))
    if not view.candidates and not view.filled:
        yield columns((" ", 1), ("nobody in the book fits yet", 0))
    for way in view.ways_in:
        to = f" about {_name(index, way.target)}" if way.target else ""
        yield columns(("→", 1), (f"ask {_name(index, way.via)} ({index.standing(way.via).band}){to}: {reason(way)}", 0))


def _reasons(one: Candidate) -> str:
    parts = [" ".join(one.matches)]
    if one.misses:
        parts.append(f"not {' '.join(one.misses)}")
    if one.unknown:
        parts.append(f"ask: {' '.join(one.unknown)}")
    return " · ".join(part for part in parts if part)


def _name(index: Index, who: str) -> str:
    from journal.derived import facts

    return facts.text(index.documents["contacts"].get(who, {}), "name", "somebody")
