"""Answers: what was said in a step of a preparation, as texts, people and plans; and where it lands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from journal.domain.checklists import RATINGS, Step
from journal.domain.events import Event
from journal.domain.prep import Answer, Plan, PrepRun
from journal.domain.text import clean, clean_lines, fold

LONGEST_LINE = 300
LONGEST_NAME = 60
DETAIL, WHO = "detail", "who"
"""Keys of a person in an answer of the type contacts: {who: id or name, detail: text}."""


class Named(NamedTuple):
    """Somebody in an answer: the id of a contact or a name, and what was noted about them."""

    who: str
    detail: str = ""


class Landed(NamedTuple):
    """An event and its preparation after an answer."""

    event: Event
    run: PrepRun


def lines_of(value: Any) -> list[str]:
    """An answer line by line: a text, several, or texts by prompt."""
    if isinstance(value, str):
        return [line for part in clean_lines(value).split("\n") if (line := clean(part).removeprefix("- "))]
    if isinstance(value, Mapping):
        return [line for part in value.values() for line in lines_of(part)]
    if isinstance(value, Iterable):
        return [line for part in value for line in lines_of(part)]
    return []


def people_of(value: Any) -> list[Named]:
    """The people of an answer of the type contacts, each once."""
    found: dict[str, Named] = {}
    for part in value if isinstance(value, list | tuple) else [value]:
        one = _named(part)
        if one.who:
            found.setdefault(fold(one.who), one)
    return list(found.values())


def plans_of(value: Any) -> list[Plan]:
    """The plans of an answer of the type ifthen; halves of plans are none."""
    found = []
    for part in value if isinstance(value, list | tuple) else [value]:
        if isinstance(part, Mapping):
            both = [clean(str(part.get(name) or ""))[:LONGEST_LINE] for name in ("if", "then")]
            found += [Plan.model_validate({"if": both[0], "then": both[1]})] if all(both) else []
    return found


def by_prompt(step: Step, value: Any) -> dict[str, str]:
    """An answer as texts by what was asked; what belongs to no prompt is under the title of the step."""
    if isinstance(value, Mapping):
        return {clean(str(name)): text for name, part in value.items() if (text := clean_lines(str(part or "")))}
    text = clean_lines(value) if isinstance(value, str) else "\n".join(lines_of(value))
    asked = step.prompts[0] if len(step.prompts) == 1 else step.title
    return {asked: text} if text else {}


def said(value: Any) -> str:
    """An answer as one line to be read: "Ana, one detail · Bo", "if … then …", "6"."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return f"{value:g}"
    if plans := plans_of(value):
        return " · ".join(sentence(plan) for plan in plans)
    if isinstance(value, list | tuple) and any(isinstance(part, Mapping) for part in value):
        return " · ".join(", ".join(filter(None, one)) for one in people_of(value))
    return " · ".join(lines_of(value))


def sentence(plan: Plan) -> str:
    """A plan as the sentence that is read twice: "If I know nobody, then I greet the first person standing alone."."""
    if_, then = plan.if_.strip().rstrip(".,"), plan.then.strip().rstrip(".")
    if_ = if_[3:] if if_.lower().startswith("if ") else if_
    then = then[5:] if then.lower().startswith("then ") else then
    return f"If {if_}, then {then}."


def plans_before(run: PrepRun, steps: Iterable[Step]) -> list[tuple[int, Plan]]:
    """The plans for an event, each with its number; those that became follow-ups after it are left out."""
    later = [plan for step in steps if step.creates == "followup" for plan in plans_of(run.answer(step.id).latest)]
    moves = {(plan.if_, plan.then) for plan in later}
    return [(at, plan) for at, plan in enumerate(run.plans) if (plan.if_, plan.then) not in moves]


def landed(event: Event, run: PrepRun, step: Step, answer: Answer) -> Landed:
    """Event and preparation with an answer in them, and where its step says; given again it replaces what it was.

    An answer that was skipped or is to do takes nothing back. Raises `Invalid`.
    """
    before = run.answer(step.id)
    run = run.changed(answers={**run.answers, step.id: answer})
    if answer.status != "done":
        return Landed(event, run)
    table, _, field = step.writes.partition(".")
    if table == "event":
        return Landed(_in_event(event, field, before.value, answer.value), run)
    if step.writes in RATINGS:
        return Landed(event, run.changed(**{field: rating(answer.value)}))
    if step.writes == "run.plans[]":
        return Landed(event, run.changed(plans=_replaced_plans(run.plans, plans_of(before.value), answer.value)))
    return Landed(event, run)


def rating(value: Any) -> int | None:
    """A rating from 1 to 10 as it was given; anything else is no rating, and none is made up."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10 else None


def given(value: Any, now: datetime, seconds: int | None = None, made: Mapping[str, str] | None = None) -> Answer:
    """The answer of a step that was done."""
    return Answer(status="done", value=value, at=_second(now), seconds=seconds, made=made or {})


def skipped(now: datetime, before: Answer) -> Answer:
    """A step that was skipped; what was typed in it stays."""
    return before.model_copy(update={"status": "skipped", "at": _second(now)})


def put_off(now: datetime, before: Answer, value: Any) -> Answer:
    """A step for later, with what was typed in it so far."""
    return before.model_copy(update={"status": "todo", "value": value, "at": _second(now)})


def noted(now: datetime, before: Answer, value: Any, *, done: bool) -> Answer:
    """A step with what was said in it, which is taken in later; what was taken in before stays until then."""
    status = "done" if done else "todo" if before.status == "skipped" else before.status
    return before.model_copy(update={"status": status, "noted": value, "at": _second(now)})


def _second(now: datetime) -> datetime:
    return now.replace(microsecond=0)


def _named(part: Any) -> Named:
    if isinstance(part, Mapping):
        who = part.get(WHO) or part.get("contact") or part.get("name") or ""
        return Named(clean(str(who))[:LONGEST_NAME].rstrip(), clean_lines(str(part.get(DETAIL) or "")))
    return Named(clean(part)[:LONGEST_NAME].rstrip()) if isinstance(part, str) else Named("")


def _in_event(event: Event, field: str, before: Any, value: Any) -> Event:
    match field:
        case "objective":
            return event.changed(objective=" ".join(lines_of(value))[:LONGEST_LINE])
        case "pitch":
            text = "\n".join(lines_of(value))
            return event.changed(pitch=text) if text else event  # said aloud without being written down
        case "questions":
            both = ([line[:LONGEST_LINE] for line in lines_of(each)] for each in (before, value))
        case "goals":
            both = (lines_of(each) for each in (before, value))
        case _:
            both = ([one.who for one in people_of(each)] for each in (before, value))
    return event.changed(**{field: tuple(_replaced(getattr(event, field), *both))})


def _replaced(there: Iterable[str], before: Iterable[str], now: Iterable[str]) -> Iterator[str]:
    """A list in which what an answer brought is what it brings now; the rest stays where it is."""
    now = list(now)
    old = {fold(text) for text in before}
    kept = {fold(text) for text in now}
    yield from (text for text in there if fold(text) not in old or fold(text) in kept)
    yield from now


def _replaced_plans(there: Iterable[Plan], before: Iterable[Plan], value: Any) -> tuple[Plan, ...]:
    """The plans with those of an answer as they are now; one that stays keeps whether it happened."""
    now = {(plan.if_, plan.then): plan for plan in plans_of(value)}
    old = {(plan.if_, plan.then) for plan in before}
    kept = [plan for plan in there if (plan.if_, plan.then) not in old or (plan.if_, plan.then) in now]
    known = {(plan.if_, plan.then) for plan in kept}
    return (*kept, *(plan for key, plan in now.items() if key not in known))
