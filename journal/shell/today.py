"""`journal today`: whom to talk to now and why, what was promised, what is coming, how the goals stand."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any, NamedTuple

from journal.shell.context import Context
from journal.shell.output import put, put_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from journal.derived.audience import Audience
    from journal.derived.outlook import Coming, Outlook
    from journal.store.journal import Journal

EXAMPLES = """\
  journal today             three people with reasons, promises, events, goals
  journal today --json      the same for a script
  journal today --count     one number: people to talk to and promises due

For the status line of tmux:

  set -g status-right '#(journal today --count) today'

--count prints what was counted last, at once; if something was written since,
it counts again in the background, at most once a minute."""

DAY, WHO, COUNT, WORD = 11, 20, 7, 10


class Day(NamedTuple):
    """The journal and what follows from it for this day."""

    journal: Journal
    outlook: Outlook
    audience: Audience


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--count", action="store_true", help="only how much there is to do, as one number")
    parser.add_argument("--anew", action="store_true", help=SUPPRESS)


def run(args: Namespace, context: Context) -> int:
    day = look(context)
    if args.count:
        from journal.shell.count import keep

        count = counted(day)
        keep(context.paths, context.today.isoformat(), str(context.config.day_starts), count)
        put(str(count))
        return 0
    context.say_problems()
    if args.json:
        put_json(_json(day))
    else:
        for line in _lines(day):
            put(line)
    return 0


def look(context: Context) -> Day:
    """Read the journal and work out the day."""
    from journal.derived.audience import Audience
    from journal.derived.outlook import Outlook
    from journal.prep_texts import load_prep

    journal = context.read_journal()
    index = context.index(journal)
    audience = Audience(index)
    outlook = Outlook(index, journal, audience)
    outlook.steps = load_prep(context.paths.config, calibration=context.config.prep.calibration).checklists.length
    index.apply(None)
    for each in (audience, outlook):
        for _ in each.build():
            pass
    return Day(journal, outlook, audience)


def counted(day: Day) -> int:
    """People to talk to, and promises of mine that are due."""
    return len(day.outlook.people) + len(day.outlook.followups().mine_due)


def _json(day: Day) -> dict[str, Any]:
    outlook = day.outlook
    coming = outlook.coming()
    return {
        "people": [
            {
                "id": each.contact,
                "name": _name(day, each.contact),
                "score": each.score,
                "lead": each.lead.kind,
                "reasons": [{"kind": why.kind, "points": why.points, "text": why.text} for why in each.reasons],
            }
            for each in outlook.people
        ],
        "followups": [_followup_json(day, id) for ids in outlook.followups() for id in ids],
        "events": [_event_json(day, each) for each in coming if each.kind == "event"],
        "moments": [
            {"contact": {"id": each.id, "name": _name(day, each.id)}, "label": each.title, "on": each.on.isoformat()}
            for each in coming
            if each.kind == "moment"
        ],
        "goals": [_goal_json(day, goal) for goal in day.audience.active],
        "share_done": outlook.share_done,
    }


def _followup_json(day: Day, id: str) -> dict[str, Any]:
    followup = day.journal.followups.get(id)
    assert followup is not None, "the outlook names only what is there"
    return {
        "id": id,
        "what": followup.what,
        "due": followup.due.isoformat(),
        "owner": followup.owner,
        "contacts": [{"id": who, "name": _name(day, who)} for who in followup.contacts],
        "days": (followup.due - day.outlook.index.today).days,
    }


def _event_json(day: Day, event: Coming) -> dict[str, Any]:
    starts = day.journal.events.docs[event.id]["starts"]
    return {"id": event.id, "title": event.title, "starts": starts, "done": event.done, "steps": event.steps}


def _goal_json(day: Day, goal: str) -> dict[str, Any]:
    view = day.audience.view(goal)
    assert view is not None, "the goal is there"
    pace = {"elapsed": view.pace.elapsed, "word": view.pace.word}
    return {"id": goal, "statement": view.goal.statement, "progress": view.progress, "pace": pace}


def _name(day: Day, who: str) -> str:
    person = day.journal.contacts.docs.get(who)
    return str(person["name"]) if person else "somebody"


def _lines(day: Day) -> Iterator[str]:
    yield from _reach_out(day)
    promises = day.outlook.followups()
    yield from _section("Follow-ups", _followups(day, (*promises.mine_due, *promises.mine_soon)))
    yield from _section("Waiting for", _followups(day, promises.theirs_due))
    yield from _section("Coming up", _coming(day))
    yield from _section("Goals", _goal_lines(day))


def _section(head: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield head
        yield from found


def _reach_out(day: Day) -> Iterator[str]:
    outlook = day.outlook
    yield f"Reach out  ({outlook.talked} of {outlook.capacity} talks this week)"
    if until := outlook.away_until:
        from journal.domain.words import day_head

        yield f"  Away until {day_head(until, outlook.index.today)}."
    elif outlook.welcome_back:
        yield "  Welcome back. Three people, no rush."
    for each in outlook.people:
        yield f"  {_name(day, each.contact)}"
        for why in each.reasons:
            yield f"    {why.text}"
    if not outlook.people:
        yield "  You have done your share this week." if outlook.share_done else "  Nobody is waiting to hear from you."


def _followups(day: Day, ids: Iterable[str]) -> Iterator[str]:
    from journal.domain.words import due
    from journal.shell.columns import columns

    for id in ids:
        followup = day.journal.followups.get(id)
        if followup is not None:
            who = ", ".join(_name(day, contact) for contact in followup.contacts)
            when = due(followup.due, day.outlook.index.today)
            yield columns(("□", 1), (followup.what, 0), (who, WHO), (when, -DAY))


def _coming(day: Day) -> Iterator[str]:
    from journal.domain.words import when
    from journal.shell.columns import columns

    for each in day.outlook.coming():
        at = when(each.on, day.outlook.index.today, each.time or None)
        title = f"{_name(day, each.id)}: {each.title}" if each.kind == "moment" else each.title
        count = f"{each.done}/{each.steps}" if each.steps else ""
        yield columns((title, 0), (count, -COUNT), (at, -DAY))


def _goal_lines(day: Day) -> Iterator[str]:
    from journal.shell.columns import columns

    for view in filter(None, map(day.audience.view, day.audience.active)):
        share = "" if view.progress is None else f"{view.progress:.0%}"
        yield columns((view.goal.statement, 0), (share, -COUNT), (view.pace.word, -WORD))
