"""The steps of an introduction: what may have happened since, and what it is after that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from journal.domain import introductions
from journal.domain.contacts import Contact
from journal.domain.introductions import HAPPENED, ME, Introduction, state, to_report

StepKind = Literal["asked", "yes", "no", "made", "met", "thanked"]
Name = Callable[[str], str]

OPEN = ("idea", "asked", "agreed", "made", "stale")
"""States in which something is still to come."""
WORDS = {
    "idea": "an idea",
    "asked": "asked",
    "agreed": "agreed",
    "made": "made",
    "met": "met",
    "declined": "let go",
    "stale": "no answer yet",
}
"""States as they are told."""


class Step(NamedTuple):
    """Something that may have happened: what, in words for a button, and whose answer it is."""

    kind: StepKind
    words: str
    part: introductions.Part | None = None


def steps(introduction: Introduction, today: date, name: Name) -> tuple[Step, ...]:
    """What may happen next, the most likely first; nothing once it is at its end."""
    now = state(introduction, today)
    return _by_me(introduction, now, name) if introduction.broker == ME else _for_me(introduction, now, today, name)


def question(introduction: Introduction, name: Name) -> str:
    """What one asks where several things may have happened."""
    if introduction.status in HAPPENED:
        return f"What came of {pair(introduction, name)}?"
    if introduction.broker == ME:
        return f"What did {name(introduction.open_answers[0])} say?"
    return f"What did {name(introduction.broker)} say?"


def pair(introduction: Introduction, name: Name) -> str:
    """The two who are to meet: "Ana and Bob"."""
    return f"{name(introduction.a)} and {name(introduction.b)}"


def after(introduction: Introduction, step: Step, today: date, *, anyway: bool = False) -> Introduction:
    """The introduction after a step that happened today. Raises `NotAgreed` as `introductions.made` does."""
    match step.kind:
        case "asked":
            return introductions.asked(introduction, today)
        case "yes" if step.part:
            return introductions.answered(introduction, step.part, yes=True)
        case "yes":
            return introductions.agreed(introduction)
        case "no":
            part = step.part or ("b" if introduction.a == ME else "a")
            return introductions.answered(introduction, part, yes=False)
        case "made":
            return introductions.made(introduction, today, anyway=anyway)
        case "met":
            return introductions.met(introduction, today)
        case "thanked":
            return introductions.thanked(introduction, today)


def by_message(introduction: Introduction, today: date) -> Step | None:
    """The step that is taken by writing to whom the next one is about; None where writing alone does nothing."""
    taken = [step for step in steps(introduction, today, str) if step.kind in ("asked", "thanked")]
    if introduction.broker == ME and introduction.both_agree and introduction.status not in HAPPENED:
        return Step("made", "Introduced them")
    return taken[0] if taken else None


def let_go(introduction: Introduction) -> Introduction:
    """Nothing more is to come of it. What was let go is taken up again where it stood."""
    if introduction.status != "declined":
        return introduction.changed(status="declined")
    if introduction.met_on or introduction.made_on:
        return introduction.changed(status="met" if introduction.met_on else "made")
    status = "agreed" if introduction.both_agree else "asked" if introduction.asked_on else "idea"
    refused = {part: None for part in ("yes_a", "yes_b") if getattr(introduction, part) is False}
    return introduction.changed(status=status, **refused)


def state_words(introduction: Introduction, today: date) -> str:
    """Where it stands, in words."""
    if introduction.status == "declined" and False in (introduction.yes_a, introduction.yes_b):
        return "declined"
    return WORDS[state(introduction, today)]


def day(introduction: Introduction) -> date | None:
    """The newest of its days that are known."""
    return introduction.met_on or introduction.made_on or introduction.asked_on


def acquainted(contact: Contact, other: str) -> Contact:
    """The contact, known to know the other: one of them said so."""
    edges = [edge for edge in contact.knows if edge.contact != other]
    if any(edge.contact == other and edge.edge == "said_so" for edge in contact.knows):
        return contact
    return contact.changed(knows=[*edges, {"contact": other, "edge": "said_so"}])


def brought(contact: Contact, broker: str) -> Contact:
    """The contact, known to have come to me through the broker, unless it is noted otherwise."""
    return contact if contact.introduced_by or contact.id == broker else contact.changed(introduced_by=broker)


def _by_me(introduction: Introduction, now: str, name: Name) -> tuple[Step, ...]:
    waiting = introduction.open_answers
    match now:
        case "idea" if waiting:
            return (Step("asked", f"Asked {name(waiting[0])}"),)
        case "asked" | "stale" if waiting:
            part: introductions.Part = "a" if introduction.a == waiting[0] else "b"
            answers = Step("yes", "A yes", part), Step("no", "A no", part)
            return (*answers, Step("asked", "Asked again"), Step("made", "Introduced them"))
        case "idea" | "asked" | "stale" | "agreed":
            return (Step("made", "Introduced them"),)
        case "made":
            return (Step("met", "They met"),)
    return ()


def _for_me(introduction: Introduction, now: str, today: date, name: Name) -> tuple[Step, ...]:
    thanked, met = Step("thanked", f"Thanked {name(introduction.broker)}"), Step("met", "We met")
    match now:
        case "idea":
            return (Step("asked", f"Asked {name(introduction.broker)}"),)
        case "asked" | "stale":
            return (
                Step("yes", "A yes"),
                Step("made", "Introduced us"),
                Step("no", "A no"),
                Step("asked", "Asked again"),
            )
        case "agreed":
            return (Step("made", "Introduced us"),)
        case "made":
            return (met,) if introduction.thanked_on else (thanked, met)
        case "met" if not introduction.thanked_on:
            return (thanked,)
        case "met" if to_report(introduction, today):
            return (Step("thanked", f"Told {name(introduction.broker)}"),)
    return ()
