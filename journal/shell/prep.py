"""`journal prep`: opens the preparation of an event; lists events and preparations; checks one's own texts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any, NamedTuple

from journal.shell.context import Context
from journal.shell.events import in_order, meant, the_one, to_come
from journal.shell.output import Failure, put, put_json, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from journal.domain.checklists import Checklists
    from journal.domain.events import Event
    from journal.domain.prep import PrepRun
    from journal.domain.walk import Walk
    from journal.prep_texts import PrepTexts
    from journal.store.journal import Journal

EXAMPLES = """\
  journal prep              prepare for the next event
  journal prep meetup       prepare for the event of that name
  journal prep friday       prepare for the event on that day
  journal prep --list       events to come and past ones, with preparations
  journal prep --check      what is wrong with your own checklists

Checklists of your own are files in prep/ of the settings folder."""

DAY, KIND, COUNT = 16, 16, 9
PLACE = "prep"


class Row(NamedTuple):
    """An event, its preparation if there is one, and how that stands now."""

    event: Event
    run: PrepRun | None
    walk: Walk


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("event", nargs="*", metavar="EVENT", help="its title or a part of it, its day, or its id")
    parser.add_argument("--list", action="store_true", help="events and preparations as text, or with --json")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--check", action="store_true", help="say what is wrong with checklists, questions and pitch")


def run(args: Namespace, context: Context) -> int:
    if args.check:
        return _check(context)
    name = " ".join(args.event)
    if args.list or args.json:
        _put_list(context, name, as_json=args.json)
        return 0
    return _open(context, name)


def _texts(context: Context) -> PrepTexts:
    from journal.prep_texts import load_prep

    return load_prep(context.paths.config, calibration=context.config.prep.calibration)


def _check(context: Context) -> int:
    from journal.domain.words import plural

    texts = _texts(context)
    for problem in texts.problems:
        put(problem)
    lists, shared = len(texts.checklists.checklists), len(texts.checklists.shared)
    steps = sum(len(checklist.steps) for checklist in texts.checklists.checklists.values())
    counts = f"{plural(lists, 'checklist')} of {plural(steps, 'step')}, {plural(shared, 'shared step')}"
    questions = plural(len(texts.questions.questions), "question")
    if texts.problems:
        say(f"{plural(len(texts.problems), 'thing')} to look at; everything else is used: {counts}, {questions}.")
        return 1
    put(f"All is well: {counts}, {questions}.")
    return 0


def _open(context: Context, name: str) -> int:
    """The full screen at the preparation of an event. Raises `Failure`."""
    from journal.shell.output import on_terminal
    from journal.shell.screen import open_screen

    if not on_terminal():
        raise Failure("A preparation needs a terminal; `journal prep --list` does without one.")
    wanted = ""
    if name:
        wanted = the_one(context.read_journal(), name, context).id
    return open_screen(context, PLACE, wanted)


def _put_list(context: Context, name: str, *, as_json: bool) -> None:
    texts, journal = _texts(context), context.read_journal()
    for problem in texts.problems:
        say(problem)
    events = meant(journal, name, context) if name else in_order(journal, context.now)
    if name and not events:
        raise Failure(f"There is no event “{name}”.")
    rows = [_row(journal, texts.checklists, event, context) for event in events]
    if as_json:
        put_json(_json(journal, rows))
        return
    for line in _lines(rows, context, texts.checklists):
        put(line)
    if not rows:
        say("No events yet. Key 5 in the full screen, then n, makes one.")


def _row(journal: Journal, checklists: Checklists, event: Event, context: Context) -> Row:
    from journal.domain.walk import begun, walk
    from journal.store.prep_runs import run_of

    run = run_of(journal, event.id)
    return Row(event, run, walk(event, run or begun(event, context.now, checklists), checklists, context.now))


def _json(journal: Journal, rows: Iterable[Row]) -> dict[str, Any]:
    from journal.domain.checklists import minutes

    events, runs = [], []
    for event, run, walk in rows:
        known = [(who if who in journal.contacts else None, _name(journal, who)) for who in event.expected]
        events.append(
            {
                **event.document(),
                "id": event.id,
                "expected": [{"id": id, "name": name} for id, name in known],
                "stage": walk.stage,
                "done": walk.done if run else 0,
                "steps": len(walk.steps),
                "minutes_left": minutes(walk.left),
                "next": walk.steps[walk.at].id if walk.at is not None else None,
                "run": run.id if run else None,
            }
        )
        runs += [{**run.document(), "id": run.id}] if run else []
    return {"events": events, "runs": runs}


def _name(journal: Journal, who: str) -> str:
    document = journal.contacts.docs.get(who)
    return str(document["name"]) if document else who


def _lines(rows: Iterable[Row], context: Context, checklists: Checklists) -> Iterator[str]:
    from journal.domain.words import when
    from journal.shell.columns import columns

    head = ""
    for event, run, walk in rows:
        ahead = to_come(event, context.now)
        wanted = "Coming up" if ahead else "Past, with how ready you felt before and after"
        if wanted != head:
            yield from ([""] if head else [])
            yield wanted
            head = wanted
        at = event.time.strftime("%H:%M") if event.time and ahead else None
        day = when(event.day, context.today, at, context.config.clock)
        last = _progress(run, walk) if ahead else _change(event, run)
        yield columns((event.title, 0), (_kind(checklists, event), KIND), (last, -COUNT), (day, -DAY))


def _kind(checklists: Checklists, event: Event) -> str:
    checklist = checklists.of(event.kind)
    return checklist.label or checklist.title


def _progress(run: PrepRun | None, walk: Walk) -> str:
    return f"{walk.done}/{len(walk.steps)}" if run else ""


def _change(event: Event, run: PrepRun | None) -> str:
    """How ready one felt before and after; "" where nothing is noted, and the status where one was not there."""
    if event.status in ("missed", "cancelled"):
        return event.status
    if run is None or (run.confidence_before is None and run.confidence_after is None):
        return ""
    before, after = (value or "–" for value in (run.confidence_before, run.confidence_after))
    return f"{before} → {after}"
